"""`unittest`"""

from unittest.case import (
    IsolatedAsyncioTestCase, SkipTest, TestCase, addModuleCleanup, doModuleCleanups, enterModuleContext, expectedFailure,
    skip, skipIf, skipUnless,
)
from unittest.runner import TestResult, TextTestResult, TextTestRunner
from _unittest_suite import TestLoader, TestProgram, TestSuite, defaultTestLoader, main
