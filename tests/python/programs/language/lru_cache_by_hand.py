"""A cache with least-recently-used eviction, as linked list and as dict."""


class Link:
    __slots__ = "prev", "next", "key", "value"

    def __init__(self, key=None, value=None):
        self.prev = self.next = self
        self.key, self.value = key, value


class LRU:
    def __init__(self, size):
        self.size = size
        self.root = Link()
        self.links = {}
        self.hits = self.misses = 0

    def _unlink(self, link):
        link.prev.next, link.next.prev = link.next, link.prev

    def _push(self, link):
        last = self.root.prev
        link.prev, link.next = last, self.root
        last.next = self.root.prev = link

    def __getitem__(self, key):
        try:
            link = self.links[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._unlink(link)
        self._push(link)
        return link.value

    def __setitem__(self, key, value):
        if link := self.links.get(key):
            self._unlink(link)
        elif len(self.links) >= self.size:
            oldest = self.root.next
            self._unlink(oldest)
            del self.links[oldest.key]
        self.links[key] = link = Link(key, value)
        self._push(link)

    def __delitem__(self, key):
        self._unlink(self.links.pop(key))

    def __contains__(self, key):
        return key in self.links

    def __len__(self):
        return len(self.links)

    def __iter__(self):
        link = self.root.next
        while link is not self.root:
            yield link.key
            link = link.next

    def __reversed__(self):
        link = self.root.prev
        while link is not self.root:
            yield link.key
            link = link.prev

    def __repr__(self):
        return f"LRU({', '.join(f'{k}={self.links[k].value}' for k in self)})"


cache = LRU(3)
for key, value in zip("abc", range(3)):
    cache[key] = value
print(cache, cache["a"], list(cache), list(reversed(cache)))
cache["d"] = 3
print(cache, "b" in cache, "a" in cache, len(cache))
cache["c"] = 22
del cache["a"]
print(cache, cache.hits, cache.misses)
for wrong in (lambda: cache["zzz"], lambda: cache.__delitem__("q"), lambda: setattr(Link(), "other", 1), lambda: cache[[1]]):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)


def memo(function):
    known = {}

    def wrapped(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    wrapped.known = known
    return wrapped


@memo
def ways(n):
    return 1 if n < 2 else ways(n - 1) + ways(n - 2)


print(ways(80), len(ways.known))
print(cache["b"])
