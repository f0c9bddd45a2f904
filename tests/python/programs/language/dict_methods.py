"""Methods of dict: order, views, merging, and the errors."""
stock = {"apple": 3, "pear": 5}
stock["fig"] = stock.get("fig", 0) + 1
stock.setdefault("apple", 99)
stock.setdefault("kiwi", []).append(1)
print(stock, len(stock), "apple" in stock, stock.get("none"), stock.get("none", "-"))
print(list(stock), list(stock.values()), list(stock.items())[1], stock.keys(), stock.values(), stock.items())
print(stock.pop("kiwi"), stock.pop("kiwi", None), stock.popitem(), stock)
stock.update({"pear": 6}, plum=2)
stock.update([("date", 1)])
stock |= {"lime": 0}
print(stock, stock | {"apple": -1}, {"z": 1} | stock == {**stock, "z": 1}, dict(stock, extra=1)["extra"])
print(dict(a=1), dict([(1, 2)]), dict(zip("ab", range(2))), dict.fromkeys("ab"), dict.fromkeys("ab", 0), {}, dict())
print(list(reversed(stock)), sorted(stock.items(), key=lambda kv: (-kv[1], kv[0]))[:2], max(stock, key=stock.get), sum(stock.values()))
keys = stock.keys()
stock["last"] = 9
print("last" in keys, keys & {"apple", "zzz"}, sorted(keys - {"apple"}), keys >= {"apple"}, stock.items() >= {("apple", 3)}, keys == set(stock))
copy = stock.copy()
del copy["apple"]
copy.clear()
print(copy, bool(copy), bool(stock), {1: "a", True: "b", 1.0: "c"}, {(1, 2): "t", None: 0, frozenset({1}): "f"})
nested = {"user": {"name": "Ann", "tags": ["x"]}}
nested["user"]["tags"].append("y")
nested["self"] = nested
print(nested, nested["self"]["self"]["user"]["tags"][-1])
for key, value in list(stock.items()):
    if value == 0:
        del stock[key]
print(stock, {v: k for k, v in stock.items()}[3], {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
for wrong in (
    lambda: stock["none"],
    lambda: stock.pop("none"),
    lambda: {}.popitem(),
    lambda: {[]: 1},
    lambda: {{}: 1},
    lambda: dict([1]),
    lambda: dict(["abc"]),
    lambda: dict(5),
    lambda: {} + {},
    lambda: {} < {},
    lambda: stock.iteritems(),
    lambda: stock.get(),
    lambda: stock.get([]),
    lambda: {} | [1],
    lambda: stock.has_key(1),
    lambda: dict({}, {}),
    lambda: hash({}),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
for key in stock:
    stock[key + "!"] = 1
