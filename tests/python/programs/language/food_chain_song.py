"""A song with verses that grow, from data and slices."""
ANIMALS = [("fly", ""), ("spider", "It wriggled and jiggled inside her."), ("bird", "How absurd!"), ("cat", "Imagine that!")]


def verse(n):
    name, remark = ANIMALS[n]
    lines = [f"I know a lady who swallowed a {name}."]
    if remark:
        lines.append(remark)
    for (bigger, _), (smaller, _) in zip(ANIMALS[n:0:-1], ANIMALS[n - 1::-1]):
        lines.append(f"She swallowed the {bigger} to catch the {smaller}.")
    return "\n".join([*lines, "I don't know why."])


print(*(verse(n) for n in range(len(ANIMALS))), sep="\n\n")
print(sum(len(verse(n).split()) for n in range(4)), verse(-1).count("swallowed"), verse(0).splitlines()[-1][::-1])
verse(9)
