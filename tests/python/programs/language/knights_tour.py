"""Moves of a knight: reachability in steps, and a tour by Warnsdorff's rule."""
MOVES = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]


def around(cell, n):
    return [(cell[0] + dx, cell[1] + dy) for dx, dy in MOVES if 0 <= cell[0] + dx < n and 0 <= cell[1] + dy < n]


def steps(start, goal, n=8):
    frontier, seen, count = {start}, {start}, 0
    while goal not in frontier:
        frontier = {c for cell in frontier for c in around(cell, n)} - seen
        if not frontier:
            raise LookupError(f"{goal} cannot be reached from {start}")
        seen |= frontier
        count += 1
    return count


def tour(n, start=(0, 0)):
    path, seen = [start], {start}
    while len(path) < n * n:
        options = [c for c in around(path[-1], n) if c not in seen]
        if not options:
            return path
        following = min(options, key=lambda c: (sum(d not in seen for d in around(c, n)), c))
        path.append(following)
        seen.add(following)
    return path


print(steps((0, 0), (7, 7)), steps((0, 0), (0, 1)), steps((3, 3), (3, 3)), len(around((0, 0), 8)))
for n in (5, 6):
    path = tour(n)
    print(n, len(path), path[:4], path[-1])
steps((0, 0), (1, 1), n=3)
