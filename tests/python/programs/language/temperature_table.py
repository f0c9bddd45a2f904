"""Conversions in a table, with functions in a dictionary and formats from data."""

UNITS = {
    "C": (lambda c: c, lambda c: c),
    "F": (lambda f: (f - 32) * 5 / 9, lambda c: c * 9 / 5 + 32),
    "K": (lambda k: k - 273.15, lambda c: c + 273.15),
}


def convert(value, source, target):
    """Converts between units; raises KeyError for unknown ones."""
    to_celsius, _ = UNITS[source]
    _, from_celsius = UNITS[target]
    celsius = to_celsius(value)
    if celsius < -273.15:
        raise ValueError(f"{value}{source} is below absolute zero by {-273.15 - celsius:.2f} degrees")
    return from_celsius(celsius)


columns = "CFK"
print(" " * 6 + "".join(f"{unit:>10}" for unit in columns))
for value in (-40, 0, 37.5, 100):
    cells = [f"{convert(value, 'C', unit):10.2f}" for unit in columns]
    print(f"{value:>5}C" + "".join(cells))
print(convert.__doc__, convert(212, "F", "K"))
for arguments in ((-500, "C", "F"), (1, "X", "C"), ("hot", "F", "C"), (1, "C")):
    try:
        print(convert(*arguments))
    except (ValueError, KeyError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")
convert(-1, "K", "C")
