"""How the results of `unittest` are shown."""

import sys
import time
import warnings

from unittest.case import _SubTest
from _unittest_result import TestResult as _TestResult


class _WritelnDecorator:
    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def writeln(self, arg=None):
        self.stream.write((arg or "") + "\n")


class TextTestResult(_TestResult):
    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self.descriptions = descriptions
        self._newline = True
        self.durations = durations

    def getDescription(self, test):
        doc = test.shortDescription()
        return f"{test}\n{doc}" if self.descriptions and doc else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self._newline = False

    def _status(self, test, dot, status):
        if self.dots:
            self.stream.write(dot)
        if not self.showAll:
            return
        is_subtest = isinstance(test, _SubTest)
        if is_subtest or self._newline:
            if not self._newline:
                self.stream.writeln()
            self.stream.write(("  " if is_subtest else "") + self.getDescription(test) + " ... ")
        self.stream.writeln(status)
        self._newline = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if issubclass(err[0], subtest.failureException):
                self._status(subtest, "F", "FAIL")
            else:
                self._status(subtest, "E", "ERROR")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._status(test, ".", "ok")

    def addError(self, test, err):
        super().addError(test, err)
        self._status(test, "E", "ERROR")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._status(test, "F", "FAIL")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._status(test, "s", f"skipped {reason!r}")

    def _expected(self, dot, status):
        if self.showAll:
            self.stream.writeln(status)
        elif self.dots:
            self.stream.write(dot)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._expected("x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._expected("u", "unexpected success")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        if self.unexpectedSuccesses:
            self.stream.writeln(self.separator1)
            for test in self.unexpectedSuccesses:
                self.stream.writeln(f"UNEXPECTED SUCCESS: {self.getDescription(test)}")

    def printErrorList(self, flavour, errors):
        for test, text in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln(f"{flavour}: {self.getDescription(test)}")
            self.stream.writeln(self.separator2)
            self.stream.writeln(text)


class TextTestRunner:
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False, durations=None):
        for name, value in (("buffer", buffer), ("tb_locals", tb_locals), ("durations", durations is not None)):
            if value:
                raise NotImplementedError(f"{name} of TextTestRunner is not here")
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        result = self._makeResult()
        result.failfast = self.failfast
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            result.startTestRun()
            try:
                test(result)
            finally:
                result.stopTestRun()
            taken = time.perf_counter() - start
        result.printErrors()
        if hasattr(result, "separator2"):
            self.stream.writeln(result.separator2)
        count = result.testsRun
        self.stream.writeln(f"Ran {count} test{'' if count == 1 else 's'} in {taken:.3f}s")
        self.stream.writeln()
        infos = []
        if not result.wasSuccessful():
            word = "FAILED"
            infos += [("failures", result.failures), ("errors", result.errors)]
        else:
            word = "OK" if count or result.skipped else "NO TESTS RAN"
        infos += [("skipped", result.skipped), ("expected failures", result.expectedFailures),
                  ("unexpected successes", result.unexpectedSuccesses)]
        shown = ", ".join(f"{name}={len(found)}" for name, found in infos if found)
        self.stream.writeln(f"{word} ({shown})" if shown else word)
        return result
