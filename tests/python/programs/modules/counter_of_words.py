"""Word statistics with Counter, defaultdict and namedtuple."""
from collections import Counter, OrderedDict, defaultdict, namedtuple

TEXT = "the cat and the dog and the bird saw the cat"
words = TEXT.split()
counts = Counter(words)
print(counts.most_common(3), counts["cow"], sum(counts.values()), len(counts))
Pair = namedtuple("Pair", "first second")
pairs = Counter(Pair(a, b) for a, b in zip(words, words[1:]))
print(pairs.most_common(1), pairs[Pair("the", "cat")])
following = defaultdict(Counter)
for pair in pairs.elements():
    following[pair.first][pair.second] += 1
print({word: dict(after) for word, after in sorted(following.items())})


def generate(start, n):
    out = [start]
    while len(out) < n and following[out[-1]]:
        out.append(max(following[out[-1]].items(), key=lambda item: (item[1], item[0]))[0])
    return " ".join(out)


print(generate("bird", 5))
positions = OrderedDict()
for place, word in enumerate(words):
    positions.setdefault(word, []).append(place)
positions.move_to_end("the")
print(list(positions)[-1], positions["cat"], next(iter(positions)))
print(counts - Counter(the=3, cat=5), counts & Counter("cat"), Counter(a=1) + Counter(a=-1, b=2))
generate("the", "5")
