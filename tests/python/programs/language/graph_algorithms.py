"""Graphs: shortest paths, topological order with cycles, components, flood fill."""


class CycleError(ValueError):
    pass


ROADS = {"A": {"B": 7, "C": 3}, "B": {"D": 2}, "C": {"B": 1, "D": 8}, "D": {}, "E": {"A": 1}}


def dijkstra(graph, start):
    distance = {start: 0}
    previous, open_ = {}, {start}
    while open_:
        node = min(open_, key=lambda n: (distance[n], n))
        open_.remove(node)
        for other, cost in graph[node].items():
            if distance[node] + cost < distance.get(other, float("inf")):
                distance[other] = distance[node] + cost
                previous[other] = node
                open_.add(other)
    return distance, previous


def path(previous, goal):
    steps = [goal]
    while goal in previous:
        goal = previous[goal]
        steps.append(goal)
    return " -> ".join(reversed(steps))


distance, previous = dijkstra(ROADS, "A")
print(dict(sorted(distance.items())), path(previous, "D"), distance.get("E"))


def topological(dependencies):
    done, active, order = set(), [], []

    def visit(node):
        if node in done:
            return
        if node in active:
            raise CycleError(" > ".join(active[active.index(node):] + [node]))
        active.append(node)
        for other in dependencies.get(node, ()):
            visit(other)
        active.pop()
        done.add(node)
        order.append(node)

    for node in dependencies:
        visit(node)
    return order


print(topological({"app": ["lib", "log"], "lib": ["core"], "log": ["core"]}))
GRID = """
##..#
#...#
..##.
"""


def components(text):
    cells = {(r, c) for r, row in enumerate(text.split()) for c, cell in enumerate(row) if cell == "#"}
    while cells:
        start = min(cells)
        stack, area = [start], set()
        while stack:
            r, c = stack.pop()
            if (r, c) in cells:
                cells.discard((r, c))
                area.add((r, c))
                stack += [(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)]
        yield start, len(area)


print(list(components(GRID)))


def bfs(graph, start, goal):
    queue, seen = [[start]], {start}
    for route in queue:
        if route[-1] == goal:
            return route
        for other in sorted(graph[route[-1]]):
            if other not in seen:
                seen.add(other)
                queue.append(route + [other])
    raise LookupError(f"no way from {start} to {goal}")


print(bfs(ROADS, "E", "D"))
try:
    bfs(ROADS, "D", "A")
except LookupError as error:
    print(error)


def queens(n, row=0, taken=()):
    if row == n:
        return 1
    return sum(queens(n, row + 1, taken + ((row, c),)) for c in range(n) if all(c != tc and abs(c - tc) != row - tr for tr, tc in taken))


print([queens(n) for n in range(1, 7)])
topological({"a": ["b"], "b": ["c"], "c": ["a"]})
