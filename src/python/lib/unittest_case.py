"""Test cases of `unittest`, and what runs one."""

import functools
import sys
import time
import warnings

from _unittest_asserts import Asserts as _Asserts


class SkipTest(Exception):
    pass


class _ShouldStop(Exception):
    pass


class _Part:
    """A part of a test that is run: what it raises goes to the result."""

    def __init__(self, outcome, test, is_subtest=False):
        self.outcome, self.test, self.is_subtest = outcome, test, is_subtest

    def __enter__(self):
        self.before, self.outcome.success = self.outcome.success, True

    def __exit__(self, kind, error, traceback):
        outcome, test, result = self.outcome, self.test, self.outcome.result
        if kind is None:
            if self.is_subtest:
                result.addSubTest(test.test_case, test, None)
        elif issubclass(kind, KeyboardInterrupt):
            outcome.success = self.before
            return False
        elif issubclass(kind, SkipTest):
            outcome.success = False
            result.addSkip(test, str(error))
        elif not issubclass(kind, _ShouldStop):
            info = (kind, error, traceback)
            if outcome.expecting_failure:
                outcome.expectedFailure = info
            else:
                outcome.success = False
                if self.is_subtest:
                    result.addSubTest(test.test_case, test, info)
                elif issubclass(kind, test.failureException):
                    result.addFailure(test, info)
                else:
                    result.addError(test, info)
        outcome.success = outcome.success and self.before
        return True


class _Outcome:
    def __init__(self, result):
        self.expecting_failure = False
        self.result = result
        self.success = True
        self.expectedFailure = None


class _SubTestContext:
    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params

    def __enter__(self):
        case = self.case
        if case._outcome is None:
            return
        self.parent = case._subtest
        params = {**self.parent.params, **self.params} if self.parent is not None else self.params
        case._subtest = _SubTest(case, self.msg, params)
        self.part = _Part(case._outcome, case._subtest, True)
        self.part.__enter__()

    def __exit__(self, *info):
        case = self.case
        if case._outcome is None:
            return None
        case._subtest = self.parent
        swallowed = self.part.__exit__(*info)
        if not case._outcome.success and case._outcome.result.failfast or case._outcome.expectedFailure:
            raise _ShouldStop
        return swallowed


def strclass(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def _enter_context(cm, add):
    cls = type(cm)
    if not (hasattr(cls, "__enter__") and hasattr(cls, "__exit__")):
        raise TypeError(f"'{strclass(cls)}' object does not support the context manager protocol")
    result = cls.__enter__(cm)
    add(cls.__exit__, cm, None, None, None)
    return result


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    return _enter_context(cm, addModuleCleanup)


def doModuleCleanups():
    errors = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


class TestCase(_Asserts):
    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._subtest = None
        self._cleanups = []
        method = getattr(self, methodName, None)
        if method is None:
            if methodName != "runTest":
                raise ValueError(f"no such test method in {self.__class__}: {methodName}")
            self._testMethodDoc = "No test"
        else:
            self._testMethodDoc = method.__doc__

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def enterClassContext(cls, cm):
        return _enter_context(cm, cls.addClassCleanup)

    def countTestCases(self):
        return 1

    def id(self):
        return f"{strclass(self.__class__)}.{self._testMethodName}"

    def shortDescription(self):
        return self._testMethodDoc.strip().split("\n")[0].strip() if self._testMethodDoc else None

    def __eq__(self, other):
        return type(self) is type(other) and self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def __repr__(self):
        return f"<{strclass(self.__class__)} testMethod={self._testMethodName}>"

    def subTest(self, msg=None, **params):
        return _SubTestContext(self, msg, params)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            self._returned(method)

    def _returned(self, method):
        text = f"It is deprecated to return a value that is not None from a test case ({method})"
        warnings.warn(text, DeprecationWarning)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def run(self, result=None):
        if result is None:
            from unittest.runner import TestResult

            result = TestResult()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            for skipped in (self.__class__, method):
                if getattr(skipped, "__unittest_skip__", False):
                    result.addSkip(self, getattr(skipped, "__unittest_skip_why__", ""))
                    return result
            expecting = getattr(self, "__unittest_expecting_failure__", False)
            expecting = expecting or getattr(method, "__unittest_expecting_failure__", False)
            outcome = self._outcome = _Outcome(result)
            start = time.perf_counter()
            with _Part(outcome, self):
                self._callSetUp()
            if outcome.success:
                outcome.expecting_failure = expecting
                with _Part(outcome, self):
                    self._callTestMethod(method)
                outcome.expecting_failure = False
                with _Part(outcome, self):
                    self._callTearDown()
            self.doCleanups()
            result.addDuration(self, time.perf_counter() - start)
            if outcome.success:
                if not expecting:
                    result.addSuccess(self)
                elif outcome.expectedFailure:
                    result.addExpectedFailure(self, outcome.expectedFailure)
                else:
                    result.addUnexpectedSuccess(self)
            return result
        finally:
            self._outcome = None
            result.stopTest(self)

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def doCleanups(self):
        outcome = self._outcome
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            with _Part(outcome, self):
                self._callCleanup(function, *args, **kwargs)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def debug(self):
        self._callSetUp()
        self._callTestMethod(getattr(self, self._testMethodName))
        self._callTearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)


class _SubTest(TestCase):
    def __init__(self, test_case, message, params):
        super().__init__()
        self._message = message
        self.test_case = test_case
        self.params = params
        self.failureException = test_case.failureException

    def _subDescription(self):
        parts = [] if self._message is None else [f"[{self._message}]"]
        if self.params:
            parts.append("(" + ", ".join(f"{name}={value!r}" for name, value in self.params.items()) + ")")
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._subDescription()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._subDescription()}"


def skip(reason):
    def decorator(item):
        if not isinstance(item, type):
            function = item

            @functools.wraps(function)
            def item(*args, **kwargs):
                raise SkipTest(reason)

        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if callable(reason) and not isinstance(reason, str):
        function, reason = reason, ""
        return decorator(function)
    return decorator


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item
