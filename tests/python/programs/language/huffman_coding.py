"""Huffman codes: a tree from counts, encoding and decoding."""


class Leaf:
    def __init__(self, symbol, weight):
        self.symbol, self.weight = symbol, weight

    def codes(self, prefix=""):
        yield self.symbol, prefix or "0"


class Branch:
    def __init__(self, left, right):
        self.left, self.right = left, right
        self.weight = left.weight + right.weight

    def codes(self, prefix=""):
        yield from self.left.codes(prefix + "0")
        yield from self.right.codes(prefix + "1")


def build(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    trees = [Leaf(c, n) for c, n in sorted(counts.items())]
    if not trees:
        raise ValueError("nothing to encode")
    while len(trees) > 1:
        trees.sort(key=lambda tree: tree.weight)
        first, second, *rest = trees
        trees = rest + [Branch(first, second)]
    return trees[0]


def decode(tree, bits):
    node, out = tree, []
    for bit in bits:
        if isinstance(node, Branch):
            node = node.right if bit == "1" else node.left
        if isinstance(node, Leaf):
            out.append(node.symbol)
            node = tree
    if node is not tree:
        raise EOFError("the last code is cut")
    return "".join(out)


text = "she sells sea shells"
tree = build(text)
codes = dict(tree.codes())
bits = "".join(codes[c] for c in text)
print(sorted(codes.items(), key=lambda item: (len(item[1]), item)), len(bits), len(text) * 8, f"{len(bits) / len(text):.3f}")
print(decode(tree, bits) == text, bits[:20], dict(build("aaa").codes()), decode(build("aaa"), "00"))
for attempt in (lambda: build(""), lambda: decode(tree, bits[:-1]), lambda: codes["z"]):
    try:
        attempt()
    except (ValueError, EOFError, KeyError) as error:
        print(type(error).__name__, error)
decode(tree, 101)
