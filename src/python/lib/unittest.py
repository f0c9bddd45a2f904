"""`unittest`"""

from unittest.case import (
    SkipTest, TestCase, addModuleCleanup, doModuleCleanups, enterModuleContext, expectedFailure,
    skip, skipIf, skipUnless,
)
from unittest.runner import TextTestResult, TextTestRunner
from _unittest_async_case import IsolatedAsyncioTestCase
from _unittest_result import TestResult
from _unittest_suite import TestLoader, TestProgram, TestSuite, defaultTestLoader, main
