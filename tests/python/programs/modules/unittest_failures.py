"""Failures as unittest words them: differences of lists, dicts, texts, and its own messages."""
import unittest


class Failing(unittest.TestCase):
    maxDiff = None

    def test_numbers(self):
        self.assertEqual(1, 2, "they differ")

    def test_lists(self):
        self.assertEqual([1, 2, 3], [1, 5, 3, 4])

    def test_dicts(self):
        self.assertEqual({"a": 1, "b": 2}, {"a": 1, "b": 3})

    def test_texts(self):
        self.assertEqual("one\ntwo\nthree\n", "one\n2\nthree\n")

    def test_in(self):
        self.assertIn("x", [1, 2])

    def test_true(self):
        self.assertTrue([])

    def test_raises(self):
        with self.assertRaises(ValueError):
            pass

    def test_raises_regex(self):
        with self.assertRaisesRegex(ValueError, "abc"):
            raise ValueError("xyz")

    def test_greater(self):
        self.assertGreater(1, 2)

    def test_is(self):
        self.assertIsNot(None, None)

    def test_almost(self):
        self.assertAlmostEqual(1.0, 1.1)

    def test_count(self):
        self.assertCountEqual([1, 1, 2], [2, 2, 1])

    def test_instance(self):
        self.assertIsInstance("a", int)

    def test_sets(self):
        self.assertEqual({1}, {2})

    def test_tuples(self):
        self.assertTupleEqual((1, 2), (1, 3))

    def test_error(self):
        {}["missing"]


result = unittest.TestResult()
unittest.TestLoader().loadTestsFromTestCase(Failing).run(result)
for test, text in result.failures + result.errors:
    print(test.id(), "|", test)
    print(text.splitlines()[-1])
    print("\n".join(text.splitlines()[3:-1]))
