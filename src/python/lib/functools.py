"""`functools`: functions of functions."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
_MISSING = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=("__dict__",)):
    for attr in assigned:
        value = getattr(wrapped, attr, _MISSING)
        if value is not _MISSING:
            setattr(wrapper, attr, value)
    for name, value in getattr(wrapped, "__dict__", {}).items():
        setattr(wrapper, name, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=("__dict__",)):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


class partial:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args), *(f"{k}={v!r}" for k, v in self.keywords.items())]
        return f"functools.partial({', '.join(parts)})"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        return partial(self.func.__get__(obj, cls), *self.args, **self.keywords)


def reduce(function, iterable, initial=_MISSING, /):
    iterator = iter(iterable)
    if initial is _MISSING:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for element in iterator:
        value = function(value, element)
    return value


class _CacheInfo(tuple):
    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return f"CacheInfo(hits={self[0]}, misses={self[1]}, maxsize={self[2]}, currsize={self[3]})"


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize, 128)
    return lambda function: _cached(function, maxsize)


def _cached(function, maxsize):
    results = {}
    counts = [0, 0]

    @wraps(function)
    def wrapper(*args, **kwds):
        key = (args, tuple(kwds.items())) if kwds else args
        if key in results:
            counts[0] += 1
            result = results.pop(key)
            results[key] = result
            return result
        counts[1] += 1
        result = function(*args, **kwds)
        if maxsize is None or maxsize > 0:
            results[key] = result
            if maxsize is not None and len(results) > maxsize:
                del results[next(iter(results))]
        return result

    def cache_clear():
        results.clear()
        counts[:] = [0, 0]

    wrapper.cache_info = lambda: _CacheInfo(counts[0], counts[1], maxsize, len(results))
    wrapper.cache_clear = cache_clear
    return wrapper


def cache(function):
    return _cached(function, None)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def cmp_to_key(mycmp):
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

    return K


def total_ordering(cls):
    own = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in cls.__dict__]
    if not own:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    if "__lt__" in own:
        rest = {
            "__gt__": lambda self, other: not (self < other or self == other),
            "__le__": lambda self, other: self < other or self == other,
            "__ge__": lambda self, other: not self < other,
        }
    elif "__le__" in own:
        rest = {
            "__ge__": lambda self, other: not self <= other or self == other,
            "__lt__": lambda self, other: self <= other and not self == other,
            "__gt__": lambda self, other: not self <= other,
        }
    elif "__gt__" in own:
        rest = {
            "__lt__": lambda self, other: not (self > other or self == other),
            "__ge__": lambda self, other: self > other or self == other,
            "__le__": lambda self, other: not self > other,
        }
    else:
        rest = {
            "__le__": lambda self, other: not self >= other or self == other,
            "__gt__": lambda self, other: self >= other and not self == other,
            "__lt__": lambda self, other: not self >= other,
        }
    for name, function in rest.items():
        if name not in cls.__dict__:
            function.__name__ = name
            setattr(cls, name, function)
    return cls


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, function=None):
        if function is None:
            return lambda function: register(cls, function)
        registry[cls] = function
        return function

    @wraps(func)
    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(type(args[0]))(*args, **kw)

    wrapper.register, wrapper.dispatch, wrapper.registry = register, dispatch, registry
    return wrapper
