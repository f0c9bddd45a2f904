"""`itertools`

Most are classes, as in CPython; what an object yields comes from a generator that it holds.
"""

_MISSING = object()


class _Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)

    def __init_subclass__(cls):
        cls.__module__ = "itertools"


def _integer(value):
    return hasattr(type(value), "__index__")


class count(_Iterator):
    def __init__(self, start=0, step=1):
        if not hasattr(type(start), "__add__") or isinstance(start, (str, list, tuple)):
            raise TypeError("a number is required")
        self._next, self._step = start, step

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        step = "" if self._step == 1 and isinstance(self._step, int) else f", {self._step!r}"
        return f"count({self._next!r}{step})"


class cycle(_Iterator):
    def __init__(self, iterable, /):
        self._items = self._cycle(iter(iterable))

    def _cycle(self, iterator):
        saved = []
        for element in iterator:
            # It is kept before it is given, since what takes it may stop there.
            saved.append(element)
            yield element
        while saved:
            yield from saved


class repeat(_Iterator):
    def __init__(self, object, times=_MISSING):
        self._object = object
        self._left = None if times is _MISSING else max(times, 0)

    def __next__(self):
        if self._left is not None:
            if not self._left:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        return self._left

    def __repr__(self):
        left = "" if self._left is None else f", {self._left}"
        return f"repeat({self._object!r}{left})"


class chain(_Iterator):
    def __init__(self, *iterables):
        self._items = self._chain(iterables)

    @classmethod
    def from_iterable(cls, iterables, /):
        made = cls()
        made._items = made._chain(iterables)
        return made

    def _chain(self, iterables):
        for iterable in iterables:
            yield from iterable


class islice(_Iterator):
    def __init__(self, iterable, start, stop=_MISSING, step=None, /):
        s = slice(start) if stop is _MISSING else slice(start, stop, step)
        end = "None or an integer: 0 <= x <= sys.maxsize."
        if s.stop is not None and (not _integer(s.stop) or s.stop < 0):
            what = "Stop argument" if stop is _MISSING else "Indices"
            raise ValueError(f"{what} for islice() must be {end}")
        if s.start is not None and (not _integer(s.start) or s.start < 0):
            raise ValueError(f"Indices for islice() must be {end}")
        if s.step is not None and (not _integer(s.step) or s.step < 1):
            raise ValueError("Step for islice() must be a positive integer or None.")
        self._items = self._slice(iter(iterable), s.start or 0, s.stop, s.step or 1)

    def _slice(self, iterator, start, stop, step):
        index = 0
        next_index = start
        while stop is None or next_index < stop:
            for element in iterator:
                if index == next_index:
                    index += 1
                    break
                index += 1
            else:
                return
            yield element
            next_index += step
        while stop is not None and index < stop:
            if next(iterator, _MISSING) is _MISSING:
                return
            index += 1


class takewhile(_Iterator):
    def __init__(self, predicate, iterable, /):
        self._items = self._take(predicate, iter(iterable))

    def _take(self, predicate, iterator):
        for element in iterator:
            if not predicate(element):
                break
            yield element


class dropwhile(_Iterator):
    def __init__(self, predicate, iterable, /):
        self._items = self._drop(predicate, iter(iterable))

    def _drop(self, predicate, iterator):
        for element in iterator:
            if not predicate(element):
                yield element
                break
        yield from iterator


class filterfalse(_Iterator):
    def __init__(self, function, iterable, /):
        self._items = (element for element in iterable if not (function(element) if function else element))


class starmap(_Iterator):
    def __init__(self, function, iterable, /):
        self._items = (function(*tuple(args)) for args in iterable)


class accumulate(_Iterator):
    def __init__(self, iterable, func=None, *, initial=None):
        self._items = self._accumulate(iter(iterable), func, initial)

    def _accumulate(self, iterator, func, total):
        if total is None:
            total = next(iterator, _MISSING)
            if total is _MISSING:
                return
        yield total
        for element in iterator:
            total = total + element if func is None else func(total, element)
            yield total


class compress(_Iterator):
    def __init__(self, data, selectors):
        self._items = (datum for datum, selector in zip(data, selectors) if selector)


class pairwise(_Iterator):
    def __init__(self, iterable, /):
        self._items = self._pairs(iter(iterable))

    def _pairs(self, iterator):
        a = next(iterator, _MISSING)
        if a is _MISSING:
            return
        for b in iterator:
            yield a, b
            a = b


class batched(_Iterator):
    def __init__(self, iterable, n, *, strict=False):
        if n < 1:
            raise ValueError("n must be at least one")
        self._items = self._batches(iter(iterable), n, strict)

    def _batches(self, iterator, n, strict):
        while batch := tuple(islice(iterator, n)):
            if strict and len(batch) != n:
                raise ValueError("batched(): incomplete batch")
            yield batch


class zip_longest(_Iterator):
    def __init__(self, *iterables, **kwds):
        fillvalue = kwds.pop("fillvalue", None)
        if kwds:
            raise TypeError("zip_longest() got an unexpected keyword argument")
        self._items = self._zip([iter(iterable) for iterable in iterables], fillvalue)

    def _zip(self, iterators, fillvalue):
        active = len(iterators)
        while active:
            values = []
            for index, iterator in enumerate(iterators):
                value = _MISSING if iterator is None else next(iterator, _MISSING)
                if value is _MISSING:
                    if iterator is not None:
                        iterators[index] = None
                        active -= 1
                        if not active:
                            return
                    value = fillvalue
                values.append(value)
            yield tuple(values)


class product(_Iterator):
    def __init__(self, *iterables, repeat=1):
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._items = self._product([tuple(iterable) for iterable in iterables] * repeat)

    def _product(self, pools):
        if not all(pools):
            return
        places = [0] * len(pools)
        while True:
            yield tuple(pool[place] for pool, place in zip(pools, places))
            for index in reversed(range(len(pools))):
                places[index] += 1
                if places[index] < len(pools[index]):
                    break
                places[index] = 0
            else:
                return


def _size(r):
    if not _integer(r):
        raise TypeError(f"'{type(r).__name__}' object cannot be interpreted as an integer")
    if r < 0:
        raise ValueError("r must be non-negative")


class permutations(_Iterator):
    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        if r is not None and not _integer(r):
            raise TypeError("Expected int as r")
        _size(len(pool) if r is None else r)
        self._items = self._permutations(pool, len(pool), len(pool) if r is None else r)

    def _permutations(self, pool, n, r):
        if r > n:
            return
        indices = list(range(n))
        cycles = list(range(n, n - r, -1))
        yield tuple(pool[i] for i in indices[:r])
        while n:
            for i in reversed(range(r)):
                cycles[i] -= 1
                if cycles[i] == 0:
                    indices[i:] = indices[i + 1:] + indices[i:i + 1]
                    cycles[i] = n - i
                else:
                    j = cycles[i]
                    indices[i], indices[-j] = indices[-j], indices[i]
                    yield tuple(pool[i] for i in indices[:r])
                    break
            else:
                return


class combinations(_Iterator):
    def __init__(self, iterable, r):
        _size(r)
        self._items = self._combinations(tuple(iterable), r)

    def _combinations(self, pool, r):
        n = len(pool)
        if r > n:
            return
        indices = list(range(r))
        yield tuple(pool[i] for i in indices)
        while True:
            for i in reversed(range(r)):
                if indices[i] != i + n - r:
                    break
            else:
                return
            indices[i] += 1
            for j in range(i + 1, r):
                indices[j] = indices[j - 1] + 1
            yield tuple(pool[i] for i in indices)


class combinations_with_replacement(_Iterator):
    def __init__(self, iterable, r):
        _size(r)
        pool = tuple(iterable)
        places = product(range(len(pool)), repeat=r)
        self._items = (tuple(pool[i] for i in indices) for indices in places if sorted(indices) == list(indices))


class groupby(_Iterator):
    """Its groups are read from the same iterator, so a group is over when the next one was asked for."""

    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._key = key
        self._value = self._current = self._wanted = _MISSING
        self._group = None

    def _advance(self):
        self._value = next(self._iterator)
        self._current = self._value if self._key is None else self._key(self._value)

    def __next__(self):
        self._group = None
        while self._current is self._wanted or self._wanted is not _MISSING and self._current == self._wanted:
            self._advance()
        if self._current is _MISSING:
            self._advance()
        self._wanted = self._current
        self._group = group = object()
        return self._current, _Group(self, group)


class _Group(_Iterator):
    def __init__(self, parent, mark):
        self._items = self._read(parent, mark, parent._wanted)

    def _read(self, parent, mark, wanted):
        while parent._group is mark and parent._current == wanted:
            yield parent._value
            try:
                parent._advance()
            except StopIteration:
                # The next group begins with asking for more, which ends.
                parent._current = wanted
                return


_Group.__name__ = _Group.__qualname__ = "_grouper"


class _tee(_Iterator):
    """An iterator, and what the others of its kind have read of it and it has not."""

    def __init__(self, iterator, link):
        self._iterator, self._link = iterator, link

    def __next__(self):
        link = self._link
        if not link:
            link.append(next(self._iterator))
            link.append([])
        self._link = link[1]
        return link[0]

    def __copy__(self):
        return _tee(self._iterator, self._link)


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    first = iterator if isinstance(iterator, _tee) else _tee(iterator, [])
    return tuple(_tee(first._iterator, first._link) for _ in range(n))
