"""f-strings with the whole format language."""
import math

name, price, count = "Widget", 1234.5678, 42
print(f"{name}|{name:>10}|{name:<10}|{name:^10}|{name:*^11}|{name:.3}|{name!r:>12}")
print(f"{price:.2f}|{price:10.1f}|{price:,.3f}|{price:e}|{price:.3g}|{price:G}|{price:%}|{price:_.1f}|{price:+.0f}|{price:012.3f}")
print(f"{count:d}|{count:5}|{count:<5}|{count:05}|{count:+}|{count: }|{count:b}|{count:#b}|{count:o}|{count:#o}|{count:x}|{count:#X}|{count:c}|{count:e}")
print(f"{10**12:,}|{10**12:_}|{255:#010x}|{255:_b}|{-7:05}|{-7:=+6}|{7:=^5}|{True}|{True:d}|{True:>6}")
print(f"{0.1 + 0.2}|{0.1 + 0.2:.17f}|{1e16}|{1e15}|{1e-5}|{0.0001}|{-0.0}|{1e300 * 10}|{math.nan}|{math.inf:>6}|{math.nan:f}")
width, precision = 12, 3
print(f"{math.pi:{width}.{precision}f}|{math.pi:>{width}}|{'x':{'*'}^{width - 5}}|{math.pi!r:.4}")
print(f"{count=}|{count = }|{price=:.1f}|{name=!s}|{count + 1=}|{name.upper()=}")
print(f"{{literal}} {{{count}}} {'nested ' + f'{count:>4}'} {'a' if count else 'b'} {[x * 2 for x in range(3)]} { {'k': 1}['k'] }")
print(f"{None}|{None!r:>6}|{[1, 'a']}|{(1,)}|{b'x'}|{1+2j:.1f}|{3j}|{...}|{print}")
print(f'{"quotes"} {'inside'} {"\n".join(["a", "b"])!r}')
print(f"{'multi'
    'line'}", f"""{
    count
}""")
print("{} {} {}".format(1, "a", [2]), "{1}{0}{1}".format("a", "b"), "{n:>{w}}".format(n=5, w=4), "{0[1]} {1.real} {2[key]}".format([7, 8], 3, {"key": "v"}))
print("{!r:^8}|{:<4}|{:>4}".format("a", "b", "c"), "{{}}".format(), format(3.14159, ".2f"), format("x", "^3"), format(12))
for spec, value in [("d", "a"), ("s", 5), (".2d", 5), ("x", 1.5), ("z", 3), (",s", "a"), ("=5", "a"), ("10", None), (">5", []), ("c", -1), ("q", 1.0), (".f", 1.0), ("%%", 3)]:
    try:
        print(repr(spec), format(value, spec))
    except (ValueError, TypeError, OverflowError) as error:
        print(repr(spec), type(error).__name__, error)
for text, args in [("{} {}", (1,)), ("{0} {}", (1, 2)), ("{a}", ()), ("{", ()), ("}", ()), ("{0.x}", (1,)), ("{!x}", (1,)), ("{0", (1,)), ("{:{}}", (1,))]:
    try:
        print(text.format(*args))
    except (IndexError, ValueError, KeyError, AttributeError) as error:
        print(repr(text), type(error).__name__, error)
