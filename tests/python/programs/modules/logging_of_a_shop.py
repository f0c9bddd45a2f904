"""A shop that logs: levels, a logger per part, warnings on stderr."""
import logging

logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
log = logging.getLogger("shop")
stock = logging.getLogger("shop.stock")
items = {"cup": 2}


def take(name, count=1):
    stock.debug("taking %s", name)
    left = items[name] - count
    if left < 0:
        stock.error("%s is short by %d", name, -left)
        return False
    if left == 0:
        stock.warning("%r is sold out", name)
    items[name] = left
    return True


log.info("opened with %d kind%s", len(items), "" if len(items) == 1 else "s")
print(take("cup"), take("cup"), take("cup"))
try:
    take("pot")
except KeyError:
    log.exception("unknown item")
log.setLevel(logging.CRITICAL)
stock.warning("not shown")
log.critical("closed: %s", items)
stock.critical("%s and %s", "one")
