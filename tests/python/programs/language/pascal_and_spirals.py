"""Number triangles, spirals, magic squares as text."""


def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [1, *(a + b for a, b in zip(row, row[1:])), 1]


def spiral(n):
    grid = [[0] * n for _ in range(n)]
    x, y, dx, dy = 0, 0, 1, 0
    for value in range(1, n * n + 1):
        grid[y][x] = value
        if not (0 <= x + dx < n and 0 <= y + dy < n) or grid[y + dy][x + dx]:
            dx, dy = -dy, dx
        x, y = x + dx, y + dy
    return grid


def magic(n):
    if n % 2 == 0:
        raise ValueError(f"{n} is even")
    grid = [[0] * n for _ in range(n)]
    i, j = 0, n // 2
    for value in range(1, n * n + 1):
        grid[i][j] = value
        up, right = (i - 1) % n, (j + 1) % n
        i, j = ((i + 1) % n, j) if grid[up][right] else (up, right)
    return grid


for row in pascal(6):
    print(" ".join(map(str, row)).center(20).rstrip())
for row in spiral(4):
    print("".join(f"{cell:4}" for cell in row))
square = magic(3)
print(square, {sum(r) for r in square}, sum(square[i][i] for i in range(3)), spiral(0), list(pascal(0)))
magic(4)
