"""A vending machine that gives change."""


class VendingError(Exception):
    pass


class Machine:
    COINS = (200, 100, 50, 20, 10)

    def __init__(self, prices, **coins):
        self.prices = prices
        self.coins = {coin: coins.get(f"c{coin}", 0) for coin in self.COINS}
        self.paid = 0

    def insert(self, *coins):
        for coin in coins:
            if coin not in self.coins:
                raise VendingError(f"unknown coin {coin}")
            self.coins[coin] += 1
            self.paid += coin

    def change(self, amount):
        out = []
        for coin in self.COINS:
            while amount >= coin and self.coins[coin]:
                self.coins[coin] -= 1
                amount -= coin
                out.append(coin)
        if amount:
            for coin in out:
                self.coins[coin] += 1
            raise VendingError(f"cannot give {amount} of change")
        return out

    def buy(self, name):
        price = self.prices[name]
        if self.paid < price:
            raise VendingError(f"{name} costs {price / 100:.2f}, paid {self.paid / 100:.2f}")
        back = self.change(self.paid - price)
        self.paid = 0
        return name, back


machine = Machine({"tea": 120, "cake": 250}, c50=1, c20=4)
machine.insert(200)
print(machine.buy("tea"), machine.coins)
try:
    machine.buy("tea")
except VendingError as error:
    print(error)
machine.insert(200, 100)
print(machine.buy("cake"))
for coins, name in (((7,), "tea"), ((200,), "tea"), ((), "soup")):
    try:
        machine.insert(*coins)
        print(machine.buy(name))
    except (VendingError, KeyError) as error:
        print(type(error).__name__, error)
machine.coins = dict.fromkeys(machine.COINS, 0)
machine.insert(200)
machine.buy("tea")
