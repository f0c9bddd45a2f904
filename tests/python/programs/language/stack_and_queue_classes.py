"""Generic containers by inheritance and composition, with class-level counters."""


class Container:
    created = 0

    def __init__(self, *items):
        type(self).created += 1
        Container.total = getattr(Container, "total", 0) + 1
        self._items = list(items)

    def put(self, item):
        self._items.append(item)
        return self

    def take(self):
        raise NotImplementedError

    def __len__(self):
        return len(self._items)

    def __repr__(self):
        return f"{type(self).__name__}{tuple(self._items)}"

    def drain(self):
        while self:
            yield self.take()


class Stack(Container):
    def take(self):
        return self._items.pop()


class Queue(Container):
    def take(self):
        return self._items.pop(0)


class Bounded(Queue):
    def __init__(self, limit, *items):
        super().__init__(*items)
        self.limit = limit

    def put(self, item):
        if len(self) >= self.limit:
            raise OverflowError(f"{self!r} is full")
        return super().put(item)


class PriorityQueue(Queue):
    def take(self):
        self._items.sort()
        return super().take()


for kind in (Stack, Queue, PriorityQueue):
    container = kind(3, 1).put(2)
    print(container, list(container.drain()), len(container), bool(container))
bounded = Bounded(2, "a")
bounded.put("b")
try:
    bounded.put("c")
except OverflowError as error:
    print(error)
print(Stack.created, Bounded.created, Queue.created, Container.created, Container.total, Stack.total)
print([c.__name__ for c in Container.__subclasses__()], Bounded.__mro__[2].__name__, Stack.take.__qualname__, Stack.put is Queue.put, vars(Stack).keys() >= {"take"})
try:
    Container(1).take()
except NotImplementedError as error:
    print(repr(error))
try:
    Stack().take()
except IndexError as error:
    print(error)
PriorityQueue(1, "a").take()
