"""Suites of `unittest`, what loads them, and `main`."""

import sys

from _unittest_async_case import IsolatedAsyncioTestCase
from unittest.case import SkipTest, TestCase, doModuleCleanups, strclass
from unittest.runner import TextTestRunner


class _ErrorHolder:
    """Stands for a test where something around the tests has failed."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"

    def __str__(self):
        return self.description


def _call(result, name, parent, function):
    """Calls what is set up around tests; whether it has failed."""
    try:
        function()
    except Exception as error:
        holder = _ErrorHolder(f"{name} ({parent})")
        if isinstance(error, SkipTest):
            result.addSkip(holder, str(error))
        else:
            result.addError(holder, sys.exc_info())
        return True
    return False


def _clean_class(result, name, cls):
    cls.doClassCleanups()
    for info in cls.tearDown_exceptions:
        result.addError(_ErrorHolder(f"{name} ({strclass(cls)})"), info)


class TestSuite:
    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __iter__(self):
        return iter(self._tests)

    def __repr__(self):
        return f"<{strclass(self.__class__)} tests={self._tests}>"

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def run(self, result):
        is_outermost = not result._testRunEntered
        result._testRunEntered = True
        for test in self:
            if result.shouldStop:
                break
            if not isinstance(test, TestSuite):
                self._leave_class(test.__class__, result)
                self._enter_module(test.__class__, result)
                self._enter_class(test.__class__, result)
                result._previousTestClass = test.__class__
                if test.__class__._classSetupFailed or result._moduleSetUpFailed:
                    continue
            test(result)
        if is_outermost:
            self._leave_class(None, result)
            self._leave_module(result)
            result._testRunEntered = False
        return result

    def _enter_class(self, cls, result):
        if cls is result._previousTestClass or result._moduleSetUpFailed or getattr(cls, "__unittest_skip__", False):
            return
        cls._classSetupFailed = _call(result, "setUpClass", strclass(cls), cls.setUpClass)
        if cls._classSetupFailed:
            _clean_class(result, "setUpClass", cls)

    def _leave_class(self, cls, result):
        previous = result._previousTestClass
        if previous is None or previous is cls or previous._classSetupFailed or result._moduleSetUpFailed:
            return
        if not getattr(previous, "__unittest_skip__", False):
            _call(result, "tearDownClass", strclass(previous), previous.tearDownClass)
            _clean_class(result, "tearDownClass", previous)

    def _enter_module(self, cls, result):
        previous = result._previousTestClass
        if previous is not None and previous.__module__ == cls.__module__:
            return
        self._leave_module(result)
        set_up = _in_module(cls.__module__, "setUpModule")
        result._moduleSetUpFailed = set_up is not None and _call(result, "setUpModule", cls.__module__, set_up)
        if result._moduleSetUpFailed:
            _call(result, "setUpModule", cls.__module__, doModuleCleanups)

    def _leave_module(self, result):
        previous = result._previousTestClass
        if previous is None or result._moduleSetUpFailed:
            return
        tear_down = _in_module(previous.__module__, "tearDownModule")
        if tear_down is not None:
            _call(result, "tearDownModule", previous.__module__, tear_down)
        _call(result, "tearDownModule", previous.__module__, doModuleCleanups)


def _in_module(module, name):
    import __main__

    return getattr(__main__, name, None) if module == "__main__" else None


def _matches(name, pattern):
    """Whether a name has a pattern's parts, between `*`, in their order."""
    if "*" not in pattern:
        return pattern in name
    first, *rest = pattern.split("*")
    if not name.startswith(first):
        return False
    place = len(first)
    for part in rest[:-1]:
        place = name.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return name.endswith(rest[-1]) and len(name) - len(rest[-1]) >= place


class TestLoader:
    testMethodPrefix = "test"
    testNamePatterns = None
    suiteClass = TestSuite

    def getTestCaseNames(self, testCaseClass):
        def is_test(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            full = f"{strclass(testCaseClass)}.{name}"
            return self.testNamePatterns is None or any(_matches(full, pattern) for pattern in self.testNamePatterns)

        return sorted(filter(is_test, dir(testCaseClass)))

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module):
        tests = []
        for name in sorted(dir(module)):
            found = getattr(module, name)
            if isinstance(found, type) and issubclass(found, TestCase) and found is not TestCase:
                tests.append(self.loadTestsFromTestCase(found))
        suite = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        return suite if load_tests is None else load_tests(self, suite, None)

    def loadTestsFromName(self, name, module=None):
        if module is None:
            import __main__ as module

            first, _, name = name.partition(".")
            if first != "__main__":
                raise ModuleNotFoundError(f"No module named {first!r}")
        found, parent = module, None
        for part in name.split("."):
            parent, found = found, getattr(found, part)
        if isinstance(found, type) and issubclass(found, TestCase):
            return self.loadTestsFromTestCase(found)
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(name.rpartition(".")[2])])
        if isinstance(found, TestSuite):
            return found
        found = found()
        return found if isinstance(found, TestSuite) else self.suiteClass([found])

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])


defaultTestLoader = TestLoader()


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False,
                 durations=None):
        import __main__

        if catchbreak:
            raise NotImplementedError("catchbreak of unittest.main is not here: leave it out")

        self.module = __main__ if isinstance(module, str) else module
        self.exit = exit
        self.verbosity = verbosity
        self.failfast = bool(failfast)
        self.testLoader = testLoader
        self.testNames = defaultTest if defaultTest is None or not isinstance(defaultTest, str) else (defaultTest,)
        self._parse(list(sys.argv if argv is None else argv)[1:])
        if self.testNames is None:
            self.test = testLoader.loadTestsFromModule(self.module)
        else:
            self.test = testLoader.loadTestsFromNames(self.testNames, self.module)
        if testRunner is None:
            testRunner = TextTestRunner
        if isinstance(testRunner, type):
            testRunner = testRunner(
                verbosity=self.verbosity, failfast=self.failfast, buffer=bool(buffer), tb_locals=tb_locals,
                warnings="default" if warnings is None else warnings, durations=durations,
            )
        self.result = testRunner.run(self.test)
        if self.exit:
            if self.result.testsRun == 0 and not self.result.skipped:
                sys.exit(5)
            sys.exit(0 if self.result.wasSuccessful() else 1)

    def _parse(self, args):
        names, patterns = [], []
        while args:
            arg = args.pop(0)
            if arg in ("-v", "--verbose"):
                self.verbosity = 2
            elif arg in ("-q", "--quiet"):
                self.verbosity = 0
            elif arg in ("-f", "--failfast"):
                self.failfast = True
            elif arg == "-k" and args:
                patterns.append(args.pop(0))
            elif arg.startswith("-"):
                raise NotImplementedError(f"the option {arg} of unittest is not here")
            else:
                names.append(arg)
        if patterns:
            self.testLoader.testNamePatterns = patterns
        if names:
            self.testNames = names


main = TestProgram
