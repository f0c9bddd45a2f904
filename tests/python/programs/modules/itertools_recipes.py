"""itertools: every function, and recipes made from them."""
import itertools as it
import operator

print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([3, 1, 4], max)), list(it.accumulate([1, 2], initial=10)), list(it.accumulate([1, 2, 3], operator.mul)), list(it.accumulate([])))
print(list(it.chain("ab", [1])), list(it.chain.from_iterable(["ab", "c"])), list(it.islice(it.count(5, 5), 3)), list(it.islice("abcdefg", 2, 6, 2)), list(it.islice("abc", None)), list(it.repeat("x", 3)), list(it.islice(it.cycle("ab"), 5)))
print(list(it.combinations("abcd", 2)), list(it.combinations_with_replacement("ab", 2)), list(it.permutations("abc", 2))[:4], len(list(it.permutations(range(4)))), list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)))
print(list(it.compress("abcd", [1, 0, 1, 1])), list(it.dropwhile(lambda n: n < 3, [1, 3, 2])), list(it.takewhile(lambda n: n < 3, [1, 3, 2])), list(it.filterfalse(lambda n: n % 2, range(5))), list(it.starmap(pow, [(2, 3), (3, 2)])))
print(list(it.pairwise([1, 4, 9])), list(it.batched("abcdefg", 3)), list(it.zip_longest("abc", [1], fillvalue="-")), list(it.zip_longest([1], [2, 3])))
words = ["apple", "avocado", "bean", "beet", "corn", "ant"]
for letter, group in it.groupby(words, key=lambda w: w[0]):
    print(letter, list(group))
print({k: len(list(g)) for k, g in it.groupby(sorted(words, key=len), len)}, [(k, sum(1 for _ in g)) for k, g in it.groupby("aaabcc")])
a, b = it.tee(iter([1, 2, 3]))
print(next(a), list(b), list(a))
groups = it.groupby([1, 1, 2])
key, group = next(groups)
next(groups)
print(list(group))


def sliding(iterable, n):
    iterators = it.tee(iterable, n)
    for index, iterator in enumerate(iterators):
        next(it.islice(iterator, index, index), None)
    return zip(*iterators)


def round_robin(*iterables):
    pending = it.cycle(iter(i).__next__ for i in iterables)
    active = len(iterables)
    while active:
        try:
            for following in pending:
                yield following()
        except StopIteration:
            active -= 1
            pending = it.cycle(it.islice(pending, active))


print(list(sliding("abcde", 3)), "".join(round_robin("abc", "d", "ef")))
print(it.count(3), it.repeat(5), it.repeat(5, 2), it.count(1, 2), it.count(0.5), next(it.count(2.5, 0.5)), type(it.chain()).__name__, it.chain)
counter = it.count()
print(next(counter), next(counter), counter, list(zip(it.count(1), "ab")))
print(list(it.islice(((x, y) for x in it.count() for y in range(x)), 4)), sum(it.islice(it.count(1), 100)))
for wrong in (
    lambda: list(it.islice([1], -1)),
    lambda: list(it.islice([1], 0, 1, 0)),
    lambda: list(it.batched([1], 0)),
    lambda: list(it.batched([1, 2, 3], 2, strict=True)),
    lambda: list(it.chain(5)),
    lambda: it.count("a"),
    lambda: list(it.repeat()),
    lambda: list(it.combinations([1], -1)),
    lambda: list(it.accumulate([1, "a"])),
    lambda: list(it.starmap(pow, [1])),
    lambda: it.cycle(5),
    lambda: it.tee([1], -1),
    lambda: list(it.zip_longest([1], fill=1)),
    lambda: list(it.product([1], repeat=-1)),
    lambda: next(it.islice([], 1)),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
list(it.starmap(operator.truediv, [(1, 2), (1, 0)]))
