"""Dynamic programming: paths, knapsack, longest common subsequence, edit distance."""
from functools import cache


def paths(grid):
    row = [1] + [0] * (len(grid[0]) - 1)
    for line in grid:
        for j, cell in enumerate(line):
            row[j] = 0 if cell == "#" else row[j] + (row[j - 1] if j else 0)
    return row[-1]


def knapsack(items, capacity):
    best = [(0, ())] * (capacity + 1)
    for name, weight, value in items:
        for room in range(capacity, weight - 1, -1):
            candidate = best[room - weight][0] + value, best[room - weight][1] + (name,)
            best[room] = max(best[room], candidate, key=lambda b: b[0])
    return best[capacity]


def lcs(a, b):
    @cache
    def go(i, j):
        if i == len(a) or j == len(b):
            return ""
        if a[i] == b[j]:
            return a[i] + go(i + 1, j + 1)
        return max(go(i + 1, j), go(i, j + 1), key=len)

    return go(0, 0)


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


print(paths(["..#", "...", "#.."]), paths(["#"]), knapsack([("a", 3, 4), ("b", 4, 5), ("c", 7, 10), ("d", 8, 11)], 10))
print(lcs("nematode", "empty bottle"), distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"))
paths([])
