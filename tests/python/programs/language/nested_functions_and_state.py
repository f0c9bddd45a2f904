"""Factories, dispatch tables, currying and function attributes."""


def make_bank():
    accounts = {}

    def deposit(name, amount):
        accounts[name] = accounts.get(name, 0) + amount
        deposit.calls += 1
        return accounts[name]

    def balance(name):
        return accounts.get(name, 0)

    def transfer(source, target, amount, *, fee=0):
        if balance(source) < amount + fee:
            raise ValueError(f"{source} has {balance(source)}, needs {amount + fee}")
        accounts[source] -= amount + fee
        deposit(target, amount)

    deposit.calls = 0
    return {f.__name__: f for f in (deposit, balance, transfer)}


bank, other = make_bank(), make_bank()
bank["deposit"]("ann", 100)
bank["transfer"]("ann", "bob", 30, fee=1)
print(bank["balance"]("ann"), bank["balance"]("bob"), other["balance"]("ann"), bank["deposit"].calls, list(bank))


def curry(function, *args):
    needed = function.__code__.co_argcount
    return function(*args) if len(args) >= needed else lambda *more: curry(function, *args, *more)


volume = curry(lambda a, b, c: a * b * c)
print(volume(2)(3)(4), volume(2, 3)(4), volume(2)(3, 4))


def trace(function, log=[]):
    def traced(*args):
        log.append((function.__name__, args))
        return function(*args)

    traced.log = log
    return traced


@trace
def add(a, b):
    return a + b


@trace
def mul(a, b):
    return a * b


print(add(1, mul(2, 3)), add.log, add.log is mul.log)


def pipeline(*steps):
    def run(value):
        for step in steps:
            value = step(value)
        return value

    return run


clean = pipeline(str.strip, str.lower, lambda s: s.replace(" ", "_"), list, len)
print(clean("  Hello Big World "), pipeline()(5), (lambda *a, **k: (a, k))(1, b=2), (lambda: (yield))().__class__.__name__)
print([f(10) for f in (lambda x, n=n: x + n for n in range(3))], max([lambda: 3, lambda: 7], key=lambda f: f())())
bank["transfer"]("bob", "ann", 500)
