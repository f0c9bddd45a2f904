"""Money in cents: rounding, splitting, conversion, comparison across currencies."""


class CurrencyMismatch(TypeError):
    pass


class Money:
    __slots__ = ("cents", "currency")

    def __init__(self, amount, currency="EUR"):
        self.cents = round(amount * 100)
        self.currency = currency

    @classmethod
    def of_cents(cls, cents, currency):
        made = cls.__new__(cls)
        made.cents, made.currency = cents, currency
        return made

    def _check(self, other):
        if not isinstance(other, Money):
            return False
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return True

    def __add__(self, other):
        return Money.of_cents(self.cents + other.cents, self.currency) if self._check(other) else NotImplemented

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __mul__(self, factor):
        return Money.of_cents(round(self.cents * factor), self.currency)

    def __floordiv__(self, n):
        return Money.of_cents(self.cents // n, self.currency)

    def __mod__(self, n):
        return self.cents % n

    def __divmod__(self, n):
        return self // n, self % n

    def __lt__(self, other):
        return self.cents < other.cents if self._check(other) else NotImplemented

    def __eq__(self, other):
        return isinstance(other, Money) and (self.cents, self.currency) == (other.cents, other.currency)

    def __hash__(self):
        return hash((self.cents, self.currency))

    def split(self, n):
        share, rest = divmod(self, n)
        return [Money.of_cents(share.cents + (i < rest), self.currency) for i in range(n)]

    def __format__(self, spec):
        sign = "-" if self.cents < 0 else ""
        whole, part = divmod(abs(self.cents), 100)
        return format(f"{sign}{whole:,}.{part:02d} {self.currency}", spec)

    def __repr__(self):
        return f"Money({self.cents / 100}, {self.currency!r})"


price = Money(19.99)
print(price, f"{price}", f"{price * 1000:>20}|", price * 3, sum([price, Money(0.01)]), [f"{m}" for m in Money(100).split(3)])
print(Money(1) < Money(2), Money(1.005) == Money(1), max(Money(3), Money(5)), len({Money(1), Money(1.0)}), f"{Money(-1234.5)}", Money(2.675).cents)
for wrong in (lambda: price + Money(1, "USD"), lambda: price + 5, lambda: price < 5, lambda: price - price, lambda: price.split(0), lambda: setattr(price, "note", 1), lambda: Money("1")):
    try:
        print(wrong())
    except (TypeError, ZeroDivisionError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
sorted([Money(1), Money(2, "USD")])
