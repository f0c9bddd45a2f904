"""`inspect`, as far as programs ask what something is."""

import asyncio
import types


def iscoroutinefunction(obj):
    return asyncio.iscoroutinefunction(obj)


def iscoroutine(obj):
    return asyncio.iscoroutine(obj)


def isawaitable(obj):
    return asyncio.iscoroutine(obj) or asyncio.isfuture(obj) or hasattr(type(obj), "__await__")


def isfunction(obj):
    return isinstance(obj, types.FunctionType)


def ismethod(obj):
    return isinstance(obj, types.MethodType)


def isclass(obj):
    return isinstance(obj, type)


def isgenerator(obj):
    return isinstance(obj, types.GeneratorType)


def isasyncgen(obj):
    return isinstance(obj, types.AsyncGeneratorType)


def isgeneratorfunction(obj):
    return False


def isbuiltin(obj):
    return isinstance(obj, types.BuiltinFunctionType)


def iscallable(obj):
    return callable(obj)


def getdoc(obj):
    return getattr(obj, "__doc__", None)


def getattr_static(obj, name):
    return getattr(obj, name)


CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def getcoroutinestate(coroutine):
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    if coroutine.cr_frame is None:
        return CORO_CLOSED
    return CORO_CREATED


def getgeneratorstate(generator):
    if generator.gi_running:
        return "GEN_RUNNING"
    if generator.gi_suspended:
        return "GEN_SUSPENDED"
    if generator.gi_frame is None:
        return "GEN_CLOSED"
    return "GEN_CREATED"
