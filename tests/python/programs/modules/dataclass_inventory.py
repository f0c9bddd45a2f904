"""Dataclasses as records: totals, updates by replace, grouping, comparison."""
from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace


@dataclass(frozen=True)
class Item:
    name: str
    price: float
    quantity: int = 1
    tags: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        return self.price * self.quantity


@dataclass
class Warehouse:
    city: str
    items: list[Item] = field(default_factory=list)

    def add(self, *items: Item) -> "Warehouse":
        self.items += items
        return self

    def by_tag(self):
        groups = defaultdict(list)
        for item in self.items:
            for tag in item.tags or ("other",):
                groups[tag].append(item.name)
        return dict(groups)


w = Warehouse("Rome").add(Item("cup", 2.5, 4, ("kitchen",)), Item("rug", 80.0), Item("pan", 15, tags=("kitchen", "metal")))
print(w)
print(w.by_tag(), sum(i.total for i in w.items), max(w.items, key=lambda i: i.total).name)
cheaper = replace(w.items[1], price=60.0)
print(cheaper, cheaper == w.items[1], cheaper == Item("rug", 60), len({cheaper, Item("rug", 60.0)}))
print(asdict(w)["items"][0], Warehouse("A") == Warehouse("A"), Warehouse("A").items is Warehouse("A").items)
for wrong in (lambda: Item("x"), lambda: Item(), lambda: replace(cheaper, weight=1), lambda: setattr(cheaper, "price", 1), lambda: cheaper < w.items[0]):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__ + ":", error)
Warehouse()
