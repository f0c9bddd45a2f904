"""Counter: votes, arithmetic, most_common."""
from collections import Counter

votes = Counter("ann bob ann cid bob ann".split())
print(votes, votes["ann"], votes["nobody"], votes.most_common(2), votes.most_common(), votes.total(), list(votes.elements()))
votes.update(["cid", "dan"])
votes.update({"dan": 5})
votes.subtract(["ann", "ann"], )
print(votes, sorted(votes), len(votes), "nobody" in votes)
votes["cid"] -= 10
print(+votes, -votes, votes.most_common()[:-3:-1])
a, b = Counter(x=3, y=1), Counter(x=1, y=2, z=0)
print(a + b, a - b, a & b, a | b, a == Counter(y=1, x=3), a <= b, a >= Counter(x=1), Counter(x=0) == Counter())
a += b
print(a, Counter(), Counter({"q": 2}), Counter("abracadabra").most_common(1), Counter([1, 2, 2]), dict(a), a.copy() == a)
del a["x"]
del a["missing"]
print(a, a.pop("y"), repr(a), isinstance(a, dict), bool(Counter()))
text = "to be or not to be that is the question"
print(Counter(map(len, text.split())), Counter(text.replace(" ", "")).most_common(3))


def is_anagram(one, two):
    return Counter(one.lower().replace(" ", "")) == Counter(two.lower().replace(" ", ""))


print(is_anagram("Dormitory", "dirty room"), is_anagram("a", "b"), max(Counter("mississippi").items(), key=lambda kv: (kv[1], kv[0])))
for wrong in (lambda: Counter(5), lambda: Counter.fromkeys("ab"), lambda: Counter("a", "b"), lambda: Counter(a=1) + 1, lambda: Counter().most_common("a"), lambda: Counter([[]])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
Counter(votes)["ann"] += "1"
