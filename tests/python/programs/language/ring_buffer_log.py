"""A ring buffer behind a logger, with levels as flags."""
from enum import IntFlag, auto


class Level(IntFlag):
    DEBUG = auto()
    INFO = auto()
    ERROR = auto()


class Ring:
    def __init__(self, size):
        if size < 1:
            raise ValueError("size must be positive")
        self.items, self.size, self.start = [], size, 0

    def append(self, item):
        if len(self.items) < self.size:
            self.items.append(item)
        else:
            self.items[self.start] = item
            self.start = (self.start + 1) % self.size

    def __iter__(self):
        yield from self.items[self.start:]
        yield from self.items[:self.start]

    def __len__(self):
        return len(self.items)


class Log:
    def __init__(self, size, mask=Level.INFO | Level.ERROR):
        self.ring, self.mask, self.dropped = Ring(size), mask, 0

    def write(self, level, message, *args):
        if not level & self.mask:
            self.dropped += 1
            return
        self.ring.append(f"{level.name:>5}: {message % args if args else message}")


log = Log(3)
for n in range(5):
    log.write(Level.INFO, "line %d of %d", n, 5)
    log.write(Level.DEBUG, "hidden")
log.write(Level.ERROR, "100% full")
print(*log.ring, sep="\n")
print(log.dropped, len(log.ring), Level.INFO in log.mask, Level.DEBUG in log.mask, (Level.INFO | Level.DEBUG).value)
try:
    Ring(0)
except ValueError as error:
    print(error)
log.write(Level.ERROR, "%d", "x")
