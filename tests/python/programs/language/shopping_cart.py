"""A cart with discounts as strategies."""


class Cart:
    def __init__(self, *discounts):
        self.lines = {}
        self.discounts = discounts

    def add(self, name, price, quantity=1):
        if quantity <= 0:
            raise ValueError(f"quantity of {name!r} must be positive, not {quantity}")
        old_quantity = self.lines.get(name, (0, price))[0]
        self.lines[name] = (old_quantity + quantity, price)

    def __len__(self):
        return sum(q for q, _ in self.lines.values())

    def __bool__(self):
        return bool(self.lines)

    @property
    def subtotal(self):
        return sum(q * p for q, p in self.lines.values())

    def total(self):
        amount = self.subtotal
        for discount in self.discounts:
            amount -= discount(self, amount)
        return max(round(amount, 2), 0)


def percent(rate):
    def discount(cart, amount):
        return amount * rate / 100

    return discount


def every_third_free(name):
    def discount(cart, amount):
        quantity, price = cart.lines[name]
        return quantity // 3 * price

    return discount


cart = Cart(every_third_free("tea"), percent(10))
print(bool(cart), len(cart))
cart.add("tea", 2.5, 7)
cart.add("cup", 12)
cart.add("tea", 2.5)
print(len(cart), cart.subtotal, cart.total())
try:
    cart.add("pot", 30, 0)
except ValueError as error:
    print(error)
other = Cart(every_third_free("milk"))
other.add("tea", 1)
print(other.total())
