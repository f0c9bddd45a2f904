"""Sets: permissions as algebra, printed sorted."""
admin = {"read", "write", "delete"}
guest = frozenset(["read"])
editor = {"read", "write", "comment"}
show = lambda s: print(type(s).__name__, sorted(s))
show(admin | editor)
show(admin & editor)
show(admin - editor)
show(admin ^ editor)
show(guest | admin)
show(admin & guest)
show(admin.union(["x"], ("y",)))
show(admin.intersection(editor, guest))
show(admin.difference(editor))
show(admin.symmetric_difference(editor))
print(guest <= admin, guest < guest, admin >= guest, admin > editor, admin.isdisjoint({"z"}), guest.issubset(editor), admin.issuperset(guest), guest == {"read"})
work = set(editor)
work.add("lock")
work.add("lock")
work.discard("none")
work.remove("comment")
work.update("ab", ["cd"])
work |= {"e"}
work -= {"a"}
work &= work
work ^= {"b", "f"}
show(work)
work.intersection_update({"read", "f", "zz"})
show(work)
work.difference_update(["f"])
print(work, work.pop(), work, set(), frozenset(), frozenset({1}), {1}, len(work), bool(work))
print(sorted({1, 1.0, True, 2}), {1: "x"}.keys() & {1}, 2 in {1, 2}, hash(frozenset({1, 2})) == hash(frozenset({2, 1})))
print({frozenset({1}), frozenset({1})} == {frozenset({1})}, {(1, 2)} == {(1, 2)}, sum({1, 2, 3}), max({3, 9}), sorted({c for c in "hello" if c not in "l"}))
a = {1}
b = a.copy()
b.add(2)
b.clear()
print(a, b)
for wrong in (
    lambda: {1}.remove(2),
    lambda: set().pop(),
    lambda: {[1]},
    lambda: {1} + {2},
    lambda: {1} | [2],
    lambda: {1}[0],
    lambda: guest.add("x"),
    lambda: set(5),
    lambda: {1} < [1],
    lambda: hash({1}),
    lambda: {{1}},
    lambda: set(1, 2),
    lambda: {1}.intersect({1}),
    lambda: {1}.union(3),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
pending = {1, 2, 3}
for item in pending:
    pending.add(item + 10)
