"""A binary search tree and a directory tree, and a recursion without end."""
import sys


class Node:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None

    def insert(self, key):
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(key))
        else:
            child.insert(key)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right

    def depth(self):
        return 1 + max((child.depth() for child in (self.left, self.right) if child), default=0)

    def show(self, indent=0):
        if self.right:
            self.right.show(indent + 4)
        print(" " * indent + str(self.key))
        if self.left:
            self.left.show(indent + 4)


root = Node(50)
for key in (30, 70, 20, 40, 60, 80, 35):
    root.insert(key)
print(list(root), root.depth(), 40 in root, max(root))
root.show()
FILES = {"src": {"main.py": 120, "lib": {"a.py": 30, "b.py": 50}}, "README": 10}


def size(tree):
    return tree if isinstance(tree, int) else sum(map(size, tree.values()))


def paths(tree, prefix=""):
    for name, child in tree.items():
        path = f"{prefix}/{name}"
        if isinstance(child, dict):
            yield from paths(child, path)
        else:
            yield path, child


def draw(tree, prefix=""):
    entries = list(tree.items())
    for index, (name, child) in enumerate(entries):
        last = index == len(entries) - 1
        print(prefix + ("└── " if last else "├── ") + name)
        if isinstance(child, dict):
            draw(child, prefix + ("    " if last else "│   "))


print(size(FILES), list(paths(FILES)))
draw(FILES)


def hanoi(n, a="A", b="B", c="C"):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(hanoi(6), sys.getrecursionlimit())


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print(type(error).__name__, error)
forever(0)
