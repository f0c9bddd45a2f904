"""The assertions that unittest got in CPython 3.14."""

import unittest


class T(unittest.TestCase):
    def test_a(self):
        self.assertStartsWith('abc', 'ab')

    def test_b(self):
        self.assertStartsWith('abc', 'x')

    def test_c(self):
        self.assertStartsWith('abc', ('x', 'y'))

    def test_d(self):
        self.assertStartsWith([1], 'x')

    def test_e(self):
        self.assertNotStartsWith('abc', 'ab')

    def test_f(self):
        self.assertNotStartsWith('abc', ('x', 'ab'))

    def test_g(self):
        self.assertEndsWith('abc', 'x', 'mess')

    def test_h(self):
        self.assertNotEndsWith('abc', 'bc')

    def test_i(self):
        self.assertHasAttr([], 'x')

    def test_j(self):
        self.assertNotHasAttr([], 'append')

    def test_k(self):
        self.assertHasAttr(unittest, 'x')

    def test_l(self):
        self.assertIsSubclass(int, str)

    def test_m(self):
        self.assertNotIsSubclass(bool, int)

    def test_n(self):
        self.assertIsSubclass(3, int)

    def test_o(self):
        self.assertIsSubclass(int, (str, list))

    def test_p(self):
        self.assertNotIsSubclass(bool, (str, int))

    def test_q(self):
        self.assertNotHasAttr(unittest, 'TestCase')

    def test_r(self):
        self.assertEndsWith([1], 'x')

    def test_s(self):
        self.assertStartsWith(b'abc', 'x')


for name in sorted(n for n in dir(T) if n.startswith('test_')):
    try:
        getattr(T(name), name)()
    except AssertionError as error:
        print(name, error)
