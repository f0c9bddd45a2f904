"""The assertions of a test case of `unittest`."""

from collections import Counter

from _unittest_contexts import AssertLogs, AssertRaises, AssertWarns
from _unittest_diff import common_shorten_repr, ndiff, pformat, safe_repr
from _unittest_pattern import compile

_MISSING = object()


def _counts(first, second):
    """How often each element is in the two, where that differs."""
    try:
        ours, theirs = Counter(first), Counter(second)
    except TypeError:
        known = []
        for element in [*first, *second]:
            if element not in known:
                known.append(element)
        counts = [(first.count(element), second.count(element), element) for element in known]
    else:
        elements = [*ours, *(element for element in theirs if element not in ours)]
        counts = [(ours[element], theirs[element], element) for element in elements]
    return [each for each in counts if each[0] != each[1]]


class Asserts:
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16
    _asserters = {
        dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual", set: "assertSetEqual",
        frozenset: "assertSetEqual", str: "assertMultiLineEqual",
    }

    def fail(self, msg=None):
        raise self.failureException(msg)

    def addTypeEqualityFunc(self, typeobj, function):
        self._asserters = {**self._asserters, typeobj: function}

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f"{standardMsg} : {msg}"

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return f"{message}\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it."

    def _check(self, holds, msg, text, *values):
        """Fails with a text into which the reprs of values are set."""
        if not holds:
            self.fail(self._formatMessage(msg, text % tuple(map(safe_repr, values))))

    def _differ(self, first, second, msg, text):
        lines = ndiff(pformat(first).splitlines(), pformat(second).splitlines())
        self.fail(self._formatMessage(msg, self._truncateMessage(text, "\n" + "\n".join(lines))))

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, "%s is not true", expr)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, "%s is not false", expr)

    def assertEqual(self, first, second, msg=None):
        asserter = self._asserters.get(type(first)) if type(first) is type(second) else None
        if isinstance(asserter, str):
            asserter = getattr(self, asserter)
        (asserter or self._baseAssertEqual)(first, second, msg=msg)

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self.fail(self._formatMessage(msg, "%s != %s" % common_shorten_repr(first, second)))

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, "%s == %s", first, second)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._almost(first, second, places, msg, delta, True)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._almost(first, second, places, msg, delta, False)

    def _almost(self, first, second, places, msg, delta, wanted):
        if wanted and first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        near = difference <= delta if delta is not None else round(difference, 7 if places is None else places) == 0
        sign = "!=" if wanted else "=="
        is_near = first == second or near
        if delta is not None:
            text = f"%s {sign} %s within %s delta (%s difference)"
            self._check(is_near == wanted, msg, text, first, second, delta, difference)
        elif wanted:
            text = "%s != %s within %s places (%s difference)"
            self._check(is_near, msg, text, first, second, 7 if places is None else places, difference)
        else:
            self._check(not is_near, msg, "%s == %s within %s places", first, second, 7 if places is None else places)

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = "sequence" if seq_type is None else seq_type.__name__
        for which, sequence in (("First", seq1), ("Second", seq2)):
            if seq_type is not None and not isinstance(sequence, seq_type):
                raise self.failureException(f"{which} sequence is not a {name}: {safe_repr(sequence)}")
        if seq1 == seq2:
            return
        text = f"{name.capitalize()}s differ: %s != %s\n" % common_shorten_repr(seq1, seq2)
        len1, len2 = len(seq1), len(seq2)
        for index in range(min(len1, len2)):
            if seq1[index] != seq2[index]:
                shown = common_shorten_repr(seq1[index], seq2[index])
                text += f"\nFirst differing element {index}:\n%s\n%s\n" % shown
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                return
        if len1 != len2:
            which, longer, least = ("First", seq1, len2) if len1 > len2 else ("Second", seq2, len1)
            text += f"\n{which} {name} contains {abs(len1 - len2)} additional elements.\n"
            text += f"First extra element {least}:\n{safe_repr(longer[least])}\n"
        self._differ(seq1, seq2, msg, text)

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        lines = []
        for which, other, extra in (("first", "second", set1 - set2), ("second", "first", set2 - set1)):
            if extra:
                lines += [f"Items in the {which} set but not the {other}:", *map(repr, extra)]
        if lines:
            self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            self._differ(d1, d2, msg, "%s != %s" % common_shorten_repr(d1, d2))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if max(len(first), len(second)) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        old, new = first, second
        if first and second:
            if not (first.endswith("\n") and second.endswith("\n")):
                old, new = old + "\n", new + "\n"
        else:
            old, new = (text + "\n" if text and not text.endswith("\n") else text for text in (old, new))
        diff = "\n" + "".join(ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True)))
        text = self._truncateMessage("%s != %s" % common_shorten_repr(first, second), diff)
        self.fail(self._formatMessage(msg, text))

    def assertCountEqual(self, first, second, msg=None):
        different = _counts(list(first), list(second))
        if different:
            lines = ["First has %d, Second has %d:  %r" % each for each in different]
            text = self._truncateMessage("Element counts were not equal:\n", "\n".join(lines))
            self.fail(self._formatMessage(msg, text))

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, "%s not found in %s", member, container)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, "%s unexpectedly found in %s", member, container)

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, "%s is not %s", expr1, expr2)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, "unexpectedly identical: %s", expr1)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, "%s is not None", obj)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, "unexpectedly None")

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, "%s is not an instance of %s", obj, cls)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, "%s is an instance of %s", obj, cls)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, "%s not less than %s", a, b)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, "%s not less than or equal to %s", a, b)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, "%s not greater than %s", a, b)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, "%s not greater than or equal to %s", a, b)

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = compile(expected_regex)
        found = pattern.search(text) is not None
        self._check(found, msg, "Regex didn't match: %s not found in %s", pattern.pattern, text)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = compile(unexpected_regex)
        found = pattern.search(text)
        self._check(found is None, msg, "Regex matched: %s matches %s in %s", found, pattern.pattern, text)

    def assertRaises(self, expected_exception, *args, **kwargs):
        return AssertRaises(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return AssertRaises(expected_exception, self, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return AssertWarns(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return AssertWarns(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return AssertLogs(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        return AssertLogs(self, logger, level, True)

    def _affixed(self, text, affix, msg, method):
        """The part of the affix that the text begins or ends with, or None."""
        parts = affix if isinstance(affix, tuple) else (affix,)
        try:
            return next((part for part in parts if getattr(text, method)(part)), None)
        except (AttributeError, TypeError):
            kind = "bytes" if isinstance(parts[0], bytes) else "str"
            if type(text).__name__ != kind:
                self.fail(self._formatMessage(msg, f"Expected {kind}, not {type(text).__name__}"))
            raise

    def _check_affix(self, text, affix, msg, method, words):
        if self._affixed(text, affix, msg, method) is None:
            of = "any of " if isinstance(affix, tuple) else ""
            self._check(False, msg, f"%s doesn't {words} {of}%s", text, affix)

    def _check_no_affix(self, text, affix, msg, method, words):
        part = self._affixed(text, affix, msg, method)
        self._check(part is None, msg, f"%s {words} %s", text, part)

    def assertStartsWith(self, s, prefix, msg=None):
        self._check_affix(s, prefix, msg, "startswith", "start with")

    def assertNotStartsWith(self, s, prefix, msg=None):
        self._check_no_affix(s, prefix, msg, "startswith", "starts with")

    def assertEndsWith(self, s, suffix, msg=None):
        self._check_affix(s, suffix, msg, "endswith", "end with")

    def assertNotEndsWith(self, s, suffix, msg=None):
        self._check_no_affix(s, suffix, msg, "endswith", "ends with")

    def _check_attribute(self, obj, name, msg, expected, words):
        if hasattr(obj, name) is not expected:
            is_module = type(obj).__name__ == "module"
            what = f"module {obj.__name__!r}" if is_module else f"{type(obj).__name__!r} object"
            what = f"type object {obj.__name__!r}" if isinstance(obj, type) else what
            self.fail(self._formatMessage(msg, f"{what} has {words} attribute {name!r}"))

    def assertHasAttr(self, obj, name, msg=None):
        self._check_attribute(obj, name, msg, True, "no")

    def assertNotHasAttr(self, obj, name, msg=None):
        self._check_attribute(obj, name, msg, False, "unexpected")

    def assertIsSubclass(self, cls, superclass, msg=None):
        self._check(isinstance(cls, type), msg, "%s is not a class", cls)
        of = "any of " if isinstance(superclass, tuple) else ""
        self._check(issubclass(cls, superclass), msg, f"%s is not a subclass of {of}%s", cls, superclass)

    def assertNotIsSubclass(self, cls, superclass, msg=None):
        self._check(isinstance(cls, type), msg, "%s is not a class", cls)
        classes = superclass if isinstance(superclass, tuple) else (superclass,)
        found = next((each for each in classes if issubclass(cls, each)), None)
        self._check(found is None, msg, "%s is a subclass of %s", cls, found)
