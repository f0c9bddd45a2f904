"""Results of `unittest`."""

import traceback

from unittest.case import strclass


class TestResult:
    _testRunEntered = False
    _previousTestClass = None
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.shouldStop = False

    def printErrors(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def startTestRun(self):
        pass

    def stopTest(self, test):
        pass

    def stopTestRun(self):
        pass

    def _fails(self, found, test, err):
        found.append((test, "".join(traceback.format_exception(*err))))
        if self.failfast:
            self.stop()

    def addError(self, test, err):
        self._fails(self.errors, test, err)

    def addFailure(self, test, err):
        self._fails(self.failures, test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._fails(self.failures if issubclass(err[0], test.failureException) else self.errors, subtest, err)

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, "".join(traceback.format_exception(*err))))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        if self.failfast:
            self.stop()

    def addDuration(self, test, elapsed):
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def __repr__(self):
        counts = f"run={self.testsRun} errors={len(self.errors)} failures={len(self.failures)}"
        return f"<{strclass(self.__class__)} {counts}>"


TestResult.__module__ = "unittest.result"
