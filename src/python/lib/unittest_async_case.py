"""Test cases of `unittest` that are coroutines."""

import asyncio
import contextvars
import inspect

from unittest.case import TestCase, strclass


class IsolatedAsyncioTestCase(TestCase):
    loop_factory = None

    def __init__(self, methodName="runTest"):
        super().__init__(methodName)
        if self.loop_factory is not None:
            raise NotImplementedError("loop_factory of IsolatedAsyncioTestCase is not here: the loop is the one that runs")
        self._asyncioRunner = None
        self._asyncioTestContext = contextvars.copy_context()

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        cls = type(cm)
        if not (hasattr(cls, "__aenter__") and hasattr(cls, "__aexit__")):
            raise TypeError(f"'{strclass(cls)}' object does not support the asynchronous context manager protocol")
        result = await cls.__aenter__(cm)
        self.addAsyncCleanup(cls.__aexit__, cm, None, None, None)
        return result

    def _callAsync(self, function, /, *args, **kwargs):
        return self._asyncioRunner.run(function(*args, **kwargs), context=self._asyncioTestContext)

    def _callMaybeAsync(self, function, /, *args, **kwargs):
        if inspect.iscoroutinefunction(function):
            return self._asyncioRunner.run(function(*args, **kwargs), context=self._asyncioTestContext)
        return self._asyncioTestContext.run(function, *args, **kwargs)

    def _callSetUp(self):
        self._asyncioRunner.get_loop()
        self._asyncioTestContext.run(self.setUp)
        self._callAsync(self.asyncSetUp)

    def _callTestMethod(self, method):
        if self._callMaybeAsync(method) is not None:
            self._returned(method)

    def _callTearDown(self):
        self._callAsync(self.asyncTearDown)
        self._asyncioTestContext.run(self.tearDown)

    def _callCleanup(self, function, /, *args, **kwargs):
        self._callMaybeAsync(function, *args, **kwargs)

    def run(self, result=None):
        self._asyncioRunner = asyncio.Runner(debug=True)
        try:
            return super().run(result)
        finally:
            self._asyncioRunner.close()

    def debug(self):
        self._asyncioRunner = asyncio.Runner(debug=True)
        super().debug()
        self._asyncioRunner.close()


IsolatedAsyncioTestCase.__module__ = "unittest.async_case"
