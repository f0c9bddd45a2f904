"""Shifts, rounds and windows with itertools."""
from itertools import accumulate, batched, chain, cycle, groupby, islice, pairwise, permutations, product, takewhile

people = ["ann", "bob", "cid"]
days = ["mon", "tue", "wed", "thu", "fri"]
print(list(zip(days, cycle(people))))
for person, shifts in groupby(sorted(zip(cycle(people), days)), key=lambda pair: pair[0]):
    print(person, [day for _, day in shifts])
print(list(batched(days, 2)), list(pairwise(people)), [a + b for a, b in product("xy", "12")], len(list(permutations(people))))
spent = [12, 7.5, 30, 3]
print(list(accumulate(spent)), list(takewhile(lambda total: total < 50, accumulate(spent))), list(chain([1], (2,), "3")))


def primes():
    n = 2
    while True:
        if all(n % p for p in takewhile(lambda p: p * p <= n, islice(primes(), n) if n > 4 else ())):
            yield n
        n += 1


print(list(islice(primes(), 10)))
print(list(batched(days, 0)))
