"""An inventory with a text report, and an order that asks for too much."""


class OutOfStock(Exception):
    def __init__(self, sku, wanted, left):
        super().__init__(f"{sku}: {wanted} wanted, {left} left")
        self.sku = sku
        self.missing = wanted - left


class Inventory:
    def __init__(self):
        self._items = {}

    def add(self, sku, count=1, *, price):
        old, _ = self._items.get(sku, (0, None))
        self._items[sku] = (old + count, price)
        return self

    def take(self, sku, count):
        left, price = self._items[sku]
        if left < count:
            raise OutOfStock(sku, count, left)
        self._items[sku] = (left - count, price)
        return count * price

    def report(self):
        print(f"{'sku':<10}|{'count':>6}|{'price':>9}|{'value':>12}")
        print("-" * 10 + "+" + "-" * 6 + "+" + "-" * 9 + "+" + "-" * 12)
        total = 0
        for sku, (count, price) in sorted(self._items.items()):
            total += count * price
            print(f"{sku:<10}|{count:>6d}|{price:>9.2f}|{count * price:>12,.2f}")
        print(f"{'total':.<27}{total:>13,.2f}")


shop = Inventory()
shop.add("bolt", 1200, price=0.15).add("anvil", 3, price=249.9).add("nut", 1150, price=0.08)
shop.add("bolt", 300, price=0.2)
shop.report()
print("paid", round(shop.take("bolt", 1000), 2))
try:
    shop.take("anvil", 5)
except OutOfStock as error:
    print(type(error).__name__, error, error.missing, error.args)
try:
    shop.take("rope", 1)
except KeyError as error:
    print("unknown:", error, repr(error))
shop.report()
shop.take("nut", 2000)
