"""NameErrors, AttributeErrors and ImportErrors with their hints."""
import collections
import math


class Customer:
    def __init__(self):
        self.address = "x"
        self.first_name = "y"

    def greeting(self):
        return self.greetings


def total_price(items):
    totals = sum(items)
    return total


def method_without_self():
    return address


class Shop:
    customers = []

    def add(self):
        customers.append(1)

    def show(self):
        return add()


attempts = [
    lambda: prnt("x"),
    lambda: lenght([1]),
    lambda: total_price([1]),
    lambda: Customer().adress,
    lambda: Customer().firstname,
    lambda: Customer().greeting(),
    lambda: Customer().zzz,
    lambda: Shop().add(),
    lambda: Shop().show(),
    lambda: math.squareroot,
    lambda: math.sqr(2),
    lambda: collections.OrderedDic,
    lambda: [].apend(1),
    lambda: "".joined,
    lambda: {}.key(),
    lambda: (1).bit_lenght(),
    lambda: None.strip(),
    lambda: Customer.greting,
    lambda: customer,
    lambda: xyz,
    lambda: Flase,
    lambda: true,
    lambda: null,
    lambda: this,
    lambda: time.sleep(1),
    lambda: asyncio.run(None),
]
for attempt in attempts:
    try:
        print(attempt())
    except (NameError, AttributeError) as error:
        print(type(error).__name__ + ":", error, "|", getattr(error, "name", None))
try:
    from itertools import chian
except ImportError as error:
    print(type(error).__name__, error, error.name)
try:
    from time import sleeep
except ImportError as error:
    print(error)
import traceback
for attempt in attempts[:8] + attempts[18:]:
    try:
        attempt()
    except (NameError, AttributeError) as error:
        print(traceback.format_exception_only(error)[0], end="")
customr = Customer()
customer.greeting()
