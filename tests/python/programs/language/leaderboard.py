"""A leaderboard: stable sorting, several keys, ranks with ties, and a bad score."""
from typing import NamedTuple


class Score(NamedTuple):
    name: str
    points: int
    time: float = 0.0


scores = [Score("ann", 50, 12.5), Score("bob", 70, 9.0), Score("cid", 50, 11.0), Score("dan", 70, 9.0), Score("eve", 10)]
for rank, score in enumerate(sorted(scores, key=lambda s: (-s.points, s.time, s.name)), 1):
    print(f"{rank:>2}. {score.name:<5}{score.points:>4} {score.time:>6.1f}")


def ranks(values):
    ordered = sorted(set(values), reverse=True)
    return [ordered.index(v) + 1 for v in values]


print(ranks([s.points for s in scores]), sorted(scores)[0], max(scores).name, min(scores, key=lambda s: s.time).name)
by_points = {}
for score in scores:
    by_points.setdefault(score.points, []).append(score.name)
print(dict(sorted(by_points.items(), reverse=True)))
text = "fig,3;apple,10;pear,2;apple,9"
pairs = [tuple(p.split(",")) for p in text.split(";")]
print(sorted(pairs), sorted(pairs, key=lambda p: int(p[1])), sorted(pairs, key=lambda p: (p[0], -int(p[1]))))
data = [3, 1, 2]
result = data.sort()
print(result, data, sorted(data, reverse=True), list(reversed(data)), sorted("bAc"), sorted("bAc", key=str.casefold))


scores.append(Score("fay", "60"))
sorted(scores, key=lambda s: s.points)
