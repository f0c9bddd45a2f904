"""`itertools`"""

_MISSING = object()


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    saved = []
    for element in iterable:
        yield element
        saved.append(element)
    while saved:
        yield from saved


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


class chain:
    def __init__(self, *iterables):
        self._items = _chained(iterables)

    @classmethod
    def from_iterable(cls, iterables):
        made = cls()
        made._items = _chained(iterables)
        return made

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


def islice(iterable, *args):
    s = slice(*args)
    for value in (s.start, s.stop, s.step):
        if value is not None and (not isinstance(value, int) or value < 0):
            raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    return _islice(iter(iterable), s.start or 0, s.stop, s.step or 1)


def _islice(iterator, start, stop, step):
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
        try:
            next(iterator)
        except StopIteration:
            return
        index += 1


def takewhile(predicate, iterable):
    for element in iterable:
        if not predicate(element):
            break
        yield element


def dropwhile(predicate, iterable):
    iterator = iter(iterable)
    for element in iterator:
        if not predicate(element):
            yield element
            break
    yield from iterator


def filterfalse(predicate, iterable):
    for element in iterable:
        if not (predicate(element) if predicate else element):
            yield element


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    total = initial
    if initial is None:
        try:
            total = next(iterator)
        except StopIteration:
            return
    yield total
    for element in iterator:
        total = total + element if func is None else func(total, element)
        yield total


def compress(data, selectors):
    return (datum for datum, selector in zip(data, selectors) if selector)


def pairwise(iterable):
    iterator = iter(iterable)
    a = next(iterator, _MISSING)
    if a is _MISSING:
        return
    for b in iterator:
        yield a, b
        a = b


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    iterator = iter(iterable)
    while batch := tuple(islice(iterator, n)):
        if strict and len(batch) != n:
            raise ValueError("batched(): incomplete batch")
        yield batch


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
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


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    result = [[]]
    for pool in pools:
        result = [x + [y] for x in result for y in pool]
    for prod in result:
        yield tuple(prod)


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
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


def combinations(iterable, r):
    pool = tuple(iterable)
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


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    for indices in product(range(len(pool)), repeat=r):
        if sorted(indices) == list(indices):
            yield tuple(pool[i] for i in indices)


def groupby(iterable, key=None):
    keyfunc = (lambda x: x) if key is None else key
    group = []
    current = _MISSING
    for value in iterable:
        k = keyfunc(value)
        if current is not _MISSING and k != current:
            yield current, iter(group)
            group = []
        current = k
        group.append(value)
    if current is not _MISSING:
        yield current, iter(group)


def tee(iterable, n=2):
    saved = []
    iterator = iter(iterable)

    def one():
        index = 0
        while True:
            if index == len(saved):
                value = next(iterator, _MISSING)
                if value is _MISSING:
                    return
                saved.append(value)
            yield saved[index]
            index += 1

    return tuple(one() for _ in range(n))
