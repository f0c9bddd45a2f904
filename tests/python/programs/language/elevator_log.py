"""An elevator that serves requests; its log as table."""
from enum import Enum


class Direction(Enum):
    UP = 1
    DOWN = -1
    IDLE = 0

    @property
    def arrow(self):
        return {1: "^", -1: "v", 0: "-"}[self.value]


class Elevator:
    def __init__(self, floors):
        self.floors, self.at, self.queue, self.log = range(floors), 0, [], []

    def call(self, floor):
        if floor not in self.floors:
            raise ValueError(f"no floor {floor} in {self.floors}")
        if floor not in self.queue:
            self.queue.append(floor)

    @property
    def direction(self):
        if not self.queue:
            return Direction.IDLE
        difference = self.queue[0] - self.at
        return Direction((difference > 0) - (difference < 0))

    def step(self):
        self.log.append((self.at, self.direction.arrow, tuple(self.queue)))
        self.at += self.direction.value
        if self.at in self.queue:
            self.queue.remove(self.at)
            return f"opens at {self.at}"
        return None


lift = Elevator(6)
for floor in (4, 2, 4, 5):
    lift.call(floor)
stops = [stop for _ in range(8) if (stop := lift.step())]
print(stops, lift.at, lift.direction)
for at, arrow, queue in lift.log:
    print(f"{at} {arrow} {list(queue)}")
lift.call(9)
