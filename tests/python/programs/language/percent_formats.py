"""The % operator, as old reports use it."""
row = ("bolt", 12, 0.5)
print("%s: %d at %.2f" % row)
print("%-10s|%10s|%.2s|%5.1s|" % ("left", "right", "cut", "xyz"))
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%c|%c" % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8, 65, "z"))
print("%f|%.0f|%8.3f|%-8.2f|%e|%.2E|%g|%g|%G" % (1.5, 2.5, 3.14159, 2.0, 12345.678, 0.00012, 1e10, 0.0001, 1e-10))
print("%r|%s|%a|%%|%5%|" % ("it's", "it's", "é"))
print("%(name)s is %(age)03d, %(name)r" % {"name": "Ann", "age": 7})
print("%*d|%-*d|%.*f" % (6, 42, 6, 42, 2, 3.14159))
print("%s" % "one", "%s %s" % ("a", "b"), "%s" % (None,), "%s" % [1, 2], "%d" % 3.99, "%d" % True, "%s" % ((1, 2),))
print("%i %u" % (3, 4), "%d" % -(10**20), "%x" % -255, "%s" % {"k": 1}, "no arguments" % {}, "%r" % {1: 2})
print(b"%s-%d" % (b"ab", 5))
for text, args in [
    ("%d", "a"),
    ("%s %s", ("a",)),
    ("%s", (1, 2)),
    ("%d", None),
    ("%(a)s", {"b": 1}),
    ("%(a)s", 5),
    ("%z", 1),
    ("%", 1),
    ("%c", "ab"),
    ("%c", 1.5),
    ("%x", 1.5),
    ("%f", "1"),
    ("plain", 1),
    ("%s %(a)s", {"a": 1}),
]:
    try:
        print(repr(text), "gives", text % args)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(repr(text), type(error).__name__ + ":", error)
print("total: %d items" % "many")
