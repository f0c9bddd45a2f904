"""A calendar of one's own: leap years, weekdays, parsing, months as text."""


class Date:
    DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

    def __init__(self, year, month, day):
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        if not 1 <= day <= self.length(year, month):
            raise ValueError(f"day is out of range for month {month}")
        self.year, self.month, self.day = year, month, day

    @staticmethod
    def is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    @classmethod
    def length(cls, year, month):
        return cls.DAYS[month - 1] + (month == 2 and cls.is_leap(year))

    @classmethod
    def parse(cls, text):
        return cls(*(int(part) for part in text.split("-")))

    @property
    def ordinal(self):
        y = self.year - 1
        return y * 365 + y // 4 - y // 100 + y // 400 + sum(self.length(self.year, m) for m in range(1, self.month)) + self.day

    def __sub__(self, other):
        return self.ordinal - other.ordinal

    def __lt__(self, other):
        return self.ordinal < other.ordinal

    def __format__(self, spec):
        return (spec or "{y:04}-{m:02}-{d:02}").format(y=self.year, m=self.month, d=self.day)

    def __str__(self):
        return format(self)

    def weekday(self):
        return "Mon Tue Wed Thu Fri Sat Sun".split()[(self.ordinal - 1) % 7]


a, b = Date.parse("2024-02-29"), Date(2023, 12, 31)
print(a, b, a - b, a.weekday(), b.weekday(), format(a, "{d}.{m}.{y}"), b < a, max(a, b))
print([y for y in (1900, 2000, 2023, 2024) if Date.is_leap(y)])


def calendar(year, month):
    first = (Date(year, month, 1).ordinal - 1) % 7
    print(f"{year}-{month:02}".center(20))
    print("Mo Tu We Th Fr Sa Su")
    days = ["  "] * first + [f"{d:2}" for d in range(1, Date.length(year, month) + 1)]
    for week in range(0, len(days), 7):
        print(" ".join(days[week:week + 7]))


calendar(2024, 2)
for text in ("2023-02-29", "2024-13-01", "2024-1", "soon"):
    try:
        print(Date.parse(text))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
a > 5
