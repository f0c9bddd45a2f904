"""`inspect`, as far as programs ask what something is."""

import asyncio
import functools
import types

from _inspect_signature import BoundArguments, Parameter, Signature, signature, unwrap

_empty = Parameter.empty
CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR = 4, 8, 32, 128, 512


def iscoroutinefunction(obj):
    return asyncio._is_coroutine_function(obj)


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


def isbuiltin(obj):
    return isinstance(obj, types.BuiltinFunctionType)


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


def _has_flag(obj, flag):
    while isinstance(obj, functools.partial):
        obj = obj.func
    code = getattr(obj, "__code__", None) if isfunction(obj) or ismethod(obj) else None
    return code is not None and bool(code.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def ismodule(obj):
    return isinstance(obj, types.ModuleType)


def iscode(obj):
    return type(obj).__name__ == "code"


def isroutine(obj):
    return isbuiltin(obj) or isfunction(obj) or ismethod(obj)


def isabstract(obj):
    return isinstance(obj, type) and bool(getattr(obj, "__abstractmethods__", ()))


def isdatadescriptor(obj):
    if isclass(obj) or ismethod(obj) or isfunction(obj):
        return False
    return isinstance(obj, property) or hasattr(type(obj), "__set__") or hasattr(type(obj), "__delete__")


def getmro(cls):
    return cls.__mro__


def getmembers(object, predicate=None):
    members = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            members.append((name, value))
    return sorted(members, key=lambda pair: pair[0])


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip(), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getattr_static(obj, attr, *default):
    for owner in [obj, *type(obj).__mro__] if not isinstance(obj, type) else obj.__mro__:
        found = getattr(owner, "__dict__", {})
        if attr in found:
            return found[attr]
    if default:
        return default[0]
    raise AttributeError(attr)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    return dict(getattr(obj, "__annotations__", {}))


def getmodule(object):
    import sys

    return sys.modules.get(getattr(object, "__module__", None))
