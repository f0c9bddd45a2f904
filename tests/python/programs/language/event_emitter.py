"""An event emitter with priorities, wildcards, once and errors of handlers."""
from collections import defaultdict


class Emitter:
    def __init__(self):
        self._handlers = defaultdict(list)
        self._count = 0

    def on(self, event, handler=None, *, priority=0, once=False):
        if handler is None:
            return lambda h: self.on(event, h, priority=priority, once=once)
        self._count += 1
        self._handlers[event].append((-priority, self._count, once, handler))
        self._handlers[event].sort()
        return handler

    def off(self, event, handler):
        before = len(self._handlers[event])
        self._handlers[event] = [entry for entry in self._handlers[event] if entry[3] is not handler]
        return before - len(self._handlers[event])

    def emit(self, event, *args, **kwargs):
        results, errors = [], []
        for pattern in (event, "*"):
            for entry in tuple(self._handlers.get(pattern, ())):
                *_, once, handler = entry
                if once:
                    self._handlers[pattern].remove(entry)
                try:
                    results.append(handler(*args, **kwargs))
                except Exception as error:
                    errors.append(error)
        if errors:
            raise ExceptionGroup(f"handlers of {event!r}", errors)
        return results


bus = Emitter()


@bus.on("save")
def log(name, **_):
    return f"log {name}"


@bus.on("save", priority=5)
def check(name, **_):
    if not name:
        raise ValueError("empty name")
    return "checked"


@bus.on("save", once=True)
def first(name, **options):
    return ("first", options)


bus.on("*", lambda *a, **k: f"any{a}")
print(bus.emit("save", "doc", force=True))
print(bus.emit("save", "doc"))
print(bus.emit("close"), bus.off("save", log), bus.off("save", log))
print(bus.emit("save", "doc"))


class Counter:
    total = 0

    def handle(self, n=1, **_):
        self.total += n


counter = Counter()
bus.on("count", counter.handle)
bus.emit("count")
bus.emit("count", n=5)
print(counter.total, bus._handlers["count"][0][3] == counter.handle, bus._handlers["count"][0][3] is counter.handle)
bus.on("save", lambda name: name / 2)
bus.emit("save", "")
