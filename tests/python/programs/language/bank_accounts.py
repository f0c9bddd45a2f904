"""Bank accounts: properties, class methods, chained exceptions, notes."""


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __str__(self):
        need, have = self.args
        return f"need {need:.2f}, have {have:.2f}"


class Account:
    count = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        type(self).count += 1

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise InsufficientFunds(self._balance - value, self._balance)
        self._balance = value

    @classmethod
    def from_text(cls, text):
        try:
            owner, amount = text.split(":")
            return cls(owner.strip(), int(amount))
        except ValueError as error:
            error.add_note(f"while reading {text!r}")
            raise BankError("bad line") from error

    @staticmethod
    def currency():
        return "EUR"

    def __repr__(self):
        return f"{self.__class__.__name__}({self.owner!r}, {self.balance})"


class Savings(Account):
    rate = 0.05

    @property
    def balance(self):
        return super().balance

    def grow(self):
        self._balance = round(self._balance * (1 + self.rate), 2)


a, b = Account("ann", 50), Savings.from_text("bea: 200")
print(a, b, Account.count, Savings.count, Account.currency(), b.currency())
b.grow()
print(b)
try:
    a.balance -= 80
except BankError as error:
    print(repr(error), "|", error)
for attempt in (lambda: setattr(b, "balance", 1), lambda: delattr(a, "balance"), lambda: a.blance, lambda: Account.balence, lambda: a.owners):
    try:
        attempt()
    except AttributeError as error:
        print(error)
for line in ("cid: 12", "dora", "emil: a lot"):
    try:
        print(Account.from_text(line))
    except BankError as error:
        print(error, "<-", repr(error.__cause__), error.__cause__.__notes__)
Account.from_text("fred")
