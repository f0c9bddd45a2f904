"""Recursion with backtracking: word chains, permutations, subsets, sudoku rows."""


def chains(words, start=None, used=()):
    found = [w for w in words if w not in used and (start is None or w[0] == start[-1])]
    if not found:
        yield used
    for word in found:
        yield from chains(words, word, used + (word,))


words = ["eel", "lion", "newt", "tiger", "rat", "ant"]
best = max(chains(words), key=len)
print(len(list(chains(words))), best)


def subsets(items):
    if not items:
        return [[]]
    head, *tail = items
    rest = subsets(tail)
    return rest + [[head] + s for s in rest]


def coins(amount, kinds):
    if amount == 0:
        return [()]
    if amount < 0 or not kinds:
        return []
    first, *others = kinds
    return [(first, *c) for c in coins(amount - first, kinds)] + coins(amount, others)


print(subsets("abc"), coins(10, [5, 2, 1])[:3], len(coins(25, [10, 5, 1])))


def solve(cells, row=0):
    n = len(cells)
    for i in range(n):
        for j in range(n):
            if cells[i][j] == 0:
                for value in range(1, n + 1):
                    if value not in cells[i] and all(cells[k][j] != value for k in range(n)):
                        cells[i][j] = value
                        if solve(cells):
                            return True
                        cells[i][j] = 0
                return False
    return True


grid = [[1, 0, 0, 4], [0, 0, 1, 0], [0, 3, 0, 0], [4, 0, 0, 0]]
print(solve(grid), *grid, sep="\n")
print(solve([[1, 1], [0, 0]]))


def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


print(ackermann(2, 3), [sum(d) for d in zip(*[[1, 2], [3, 4]])])
coins(5, [0])
