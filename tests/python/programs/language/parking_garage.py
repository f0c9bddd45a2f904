"""A garage with spots per size, tickets and fees."""
from itertools import count


class Full(Exception):
    pass


class Garage:
    SIZES = ["small", "medium", "large"]

    def __init__(self, **spots):
        self.free = {size: spots.get(size, 0) for size in self.SIZES}
        self.tickets, self.numbers = {}, count(100)

    def park(self, plate, size, hour):
        if any(t["plate"] == plate for t in self.tickets.values()):
            raise ValueError(f"{plate} is already here")
        for fitting in self.SIZES[self.SIZES.index(size):]:
            if self.free[fitting]:
                self.free[fitting] -= 1
                number = next(self.numbers)
                self.tickets[number] = {"plate": plate, "spot": fitting, "since": hour}
                return number
        raise Full(f"no {size} spot")

    def leave(self, number, hour):
        ticket = self.tickets.pop(number)
        self.free[ticket["spot"]] += 1
        hours = hour - ticket["since"]
        rate = {"small": 1, "medium": 1.5, "large": 3}[ticket["spot"]]
        return min(max(hours, 1) * rate, 20 * rate)


garage = Garage(small=1, medium=1, large=1)
a = garage.park("AA-1", "small", 8)
b = garage.park("BB-2", "small", 9)
print(a, b, garage.free, garage.tickets[b]["spot"])
for plate, size in (("AA-1", "large"), ("CC-3", "medium"), ("DD-4", "large")):
    try:
        print(garage.park(plate, size, 10))
    except (Full, ValueError) as error:
        print(type(error).__name__, error)
print(garage.leave(a, 12), garage.leave(b, 9), garage.free)
garage.leave(a, 13)
