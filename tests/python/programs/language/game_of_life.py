"""Conway's game of life, on a set of cells."""

GLIDER = """
.#.
..#
###
"""


def parse(text):
    return {(x, y) for y, line in enumerate(text.strip().splitlines()) for x, c in enumerate(line) if c == "#"}


def neighbours(cell):
    x, y = cell
    return {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} - {cell}


def step(cells):
    candidates = cells.union(*map(neighbours, cells))
    return {c for c in candidates if len(neighbours(c) & cells) in ((2, 3) if c in cells else (3,))}


def show(cells, width=6, height=6):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width)) for y in range(height))


cells = parse(GLIDER)
for generation in range(5):
    if generation % 4 == 0:
        print(f"generation {generation}, {len(cells)} cells")
        print(show(cells))
    cells = step(cells)
blinker = parse("###")
print(step(step(blinker)) == blinker, sorted(step(blinker)), step({(0, 0)}), step(set()))


def period(cells, limit=10):
    seen = {}
    for n in range(limit):
        key = frozenset(cells)
        if key in seen:
            return n - seen[key]
        seen[key] = n
        cells = step(cells)
    raise LookupError(f"no period within {limit} steps")


print(period(blinker), period({(0, 0), (0, 1), (1, 0), (1, 1)}))
period(parse(GLIDER))
