"""Trees from paths, drawn and counted; generators that recurse."""


def tree(paths):
    root = {}
    for path in paths:
        node = root
        for part in path.split("/"):
            node = node.setdefault(part, {})
    return root


def draw(node, prefix=""):
    for index, (name, child) in enumerate(sorted(node.items())):
        last = index == len(node) - 1
        yield f"{prefix}{'`-' if last else '|-'}{name}"
        yield from draw(child, prefix + ("  " if last else "| "))


def depth(node):
    return 1 + max(map(depth, node.values()), default=0)


paths = ["src/lib/a.rs", "src/main.rs", "src/lib/b.rs", "docs/index.md", "README"]
t = tree(paths)
print("\n".join(draw(t)))
print(depth(t) - 1, sum(1 for _ in draw(t)), t["docs"], list(draw({})))
print(tree(["a", 5]))
