"""`copy`"""


class Error(Exception):
    pass


error = Error
_ATOMIC = (int, float, bool, complex, str, bytes, type(None), type, range, type(Ellipsis), type(NotImplemented))


def copy(x):
    cls = type(x)
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    if cls in (list, dict, set):
        return x.copy()
    if isinstance(x, _ATOMIC) or cls in (tuple, frozenset) or callable(x) and not hasattr(x, "__dict__"):
        return x
    return _instance(x, lambda value: value)


def deepcopy(x, memo=None, _nil=[]):
    memo = {} if memo is None else memo
    if id(x) in memo:
        return memo[id(x)]
    cls = type(x)
    method = getattr(cls, "__deepcopy__", None)
    if method is not None:
        return method(x, memo)
    if cls is list:
        memo[id(x)] = made = []
        for item in x:
            made.append(deepcopy(item, memo))
        return made
    if cls is dict:
        memo[id(x)] = made = {}
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
        return made
    if cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        # What is copied as itself needs no other tuple.
        return x if all(a is b for a, b in zip(items, x)) else tuple(items)
    if cls in (set, frozenset):
        return cls(deepcopy(item, memo) for item in x)
    if isinstance(x, _ATOMIC) or isinstance(x, type) or type(x).__name__ in ("function", "builtin_function_or_method"):
        return x
    return _instance(x, lambda value: deepcopy(value, memo), memo)


def _instance(x, convert, memo=None):
    cls = type(x)
    if type(x).__name__ in ("generator", "module", "coroutine", "async_generator", "frame", "traceback", "lock", "TextIOWrapper"):
        raise TypeError(f"cannot pickle '{type(x).__name__}' object")
    if isinstance(x, BaseException):
        made = cls(*map(convert, x.args))
    elif isinstance(x, tuple):
        made = tuple.__new__(cls, map(convert, x))
    elif isinstance(x, (list, dict, set, str, int, float)):
        made = cls.__new__(cls, x) if isinstance(x, (str, int, float)) else cls.__new__(cls)
        if isinstance(x, list):
            list.extend(made, map(convert, x))
        elif isinstance(x, dict):
            dict.update(made, {convert(k): convert(v) for k, v in x.items()})
        elif isinstance(x, set):
            set.update(made, map(convert, x))
    else:
        made = object.__new__(cls)
    if memo is not None:
        memo[id(x)] = made
    for name, value in getattr(x, "__dict__", {}).items():
        object.__setattr__(made, name, convert(value))
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(x, name):
                object.__setattr__(made, name, convert(getattr(x, name)))
    return made


def replace(obj, /, **changes):
    function = getattr(type(obj), "__replace__", None)
    if function is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return function(obj, **changes)
