"""A matrix class: products, transposition, determinants, wrong shapes."""


class ShapeError(ValueError):
    pass


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        widths = {len(row) for row in self.rows}
        if len(widths) != 1:
            raise ShapeError(f"rows of different lengths: {sorted(widths)}")

    @classmethod
    def identity(cls, n):
        return cls([int(i == j) for j in range(n)] for i in range(n))

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ShapeError(f"{self.shape} @ {other.shape}")
        return Matrix([sum(a * b for a, b in zip(row, column)) for column in other.T.rows] for row in self.rows)

    def __pow__(self, n):
        result = Matrix.identity(len(self.rows))
        for _ in range(n):
            result = result @ self
        return result

    def __getitem__(self, where):
        match where:
            case int(i), int(j):
                return self.rows[i][j]
            case slice() as rows, slice() as columns:
                return Matrix(row[columns] for row in self.rows[rows])
            case int(i):
                return self.rows[i]
        raise TypeError(f"bad index {where!r}")

    def __setitem__(self, where, value):
        i, j = where
        self.rows[i][j] = value

    def __eq__(self, other):
        return self.rows == other.rows

    def __str__(self):
        width = max(len(str(cell)) for row in self.rows for cell in row)
        return "\n".join("[" + " ".join(f"{cell:>{width}}" for cell in row) + "]" for row in self.rows)

    def det(self):
        if self.shape == (1, 1):
            return self[0, 0]
        return sum((-1) ** j * self[0, j] * Matrix(row[:j] + row[j + 1:] for row in self.rows[1:]).det() for j in range(self.shape[0]))


m = Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 1]])
print(m)
print(m.T)
print(m @ m, m.det(), m.shape, sep="\n")
print((Matrix([[1, 1], [1, 0]]) ** 60)[0, 1])
print(m[0:2, 1:], m[1], m[2, 2], m == m.T.T)
m[0, 0] = -100
print(m)
for wrong in (lambda: Matrix([[1], [1, 2]]), lambda: m["a"], lambda: m[5, 0], lambda: hash(m)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(m @ Matrix([[1, 2]]))
