"""A test case with fixtures, subtests, skips and an expected failure, run with its report on stderr."""
import unittest


class Calculator:
    def __init__(self):
        self.history = []

    def divide(self, a, b):
        self.history.append((a, b))
        return a / b


class CalculatorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("class set up")

    def setUp(self):
        self.calculator = Calculator()
        self.addCleanup(print, "cleaned up", self._testMethodName)

    def tearDown(self):
        print("torn down", len(self.calculator.history))

    def test_divides(self):
        self.assertEqual(self.calculator.divide(6, 3), 2)
        self.assertAlmostEqual(self.calculator.divide(1, 3), 0.3333333, places=5)

    def test_refuses_zero(self):
        with self.assertRaises(ZeroDivisionError) as caught:
            self.calculator.divide(1, 0)
        self.assertIn("zero", str(caught.exception))

    def test_pairs(self):
        for a, b, want in ((4, 2, 2), (9, 3, 3)):
            with self.subTest(a=a, b=b):
                self.assertEqual(self.calculator.divide(a, b), want)

    @unittest.skip("not written yet")
    def test_later(self):
        self.fail("never runs")

    @unittest.expectedFailure
    def test_known_bug(self):
        self.assertEqual(self.calculator.divide(1, 2), 0)

    def test_history_is_empty(self):
        self.assertEqual(self.calculator.history, [])
        self.assertFalse(self.calculator.history)
        self.assertIsNone(None)
        self.assertIsInstance(self.calculator, Calculator)


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(CalculatorTest)
    result = unittest.TestResult()
    suite.run(result)
    print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
    print(result)
