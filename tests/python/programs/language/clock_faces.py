"""Times of a day: angles, differences, words."""


class Clock:
    def __init__(self, hour, minute=0):
        self.minutes = (hour * 60 + minute) % 1440

    def __add__(self, minutes):
        return Clock(0, self.minutes + minutes)

    def __sub__(self, other):
        return (self.minutes - other.minutes) % 1440 if isinstance(other, Clock) else self + -other

    def __eq__(self, other):
        return isinstance(other, Clock) and self.minutes == other.minutes

    def __repr__(self):
        return "{:02d}:{:02d}".format(*divmod(self.minutes, 60))

    @property
    def angle(self):
        hour = self.minutes % 720 / 2
        minute = self.minutes % 60 * 6
        return min(abs(hour - minute), 360 - abs(hour - minute))


print(Clock(8), Clock(25, 160), Clock(-1, 15), Clock(10, 3) + -70, Clock(1) - Clock(23), Clock(12) - 1, Clock(24) == Clock(0))
print([Clock(h, m).angle for h, m in ((3, 0), (12, 30), (6, 0), (9, 15))])
Clock("8")
