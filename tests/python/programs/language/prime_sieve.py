"""A sieve with slices, factorisation and perfect numbers."""


def sieve(limit):
    flags = [False, False] + [True] * (limit - 1)
    for n in range(2, int(limit ** 0.5) + 1):
        if flags[n]:
            flags[n * n::n] = [False] * len(range(n * n, limit + 1, n))
    return [n for n, is_prime in enumerate(flags) if is_prime]


def factors(n):
    if n < 1:
        raise ValueError(f"cannot factor {n}")
    found, divisor = {}, 2
    while n > 1:
        while n % divisor == 0:
            found[divisor] = found.get(divisor, 0) + 1
            n //= divisor
        divisor += 1
    return found


print(sieve(50), len(sieve(1000)))
for n in (1, 60, 97, 1001, 2 ** 10):
    print(n, " * ".join(f"{p}^{k}" if k > 1 else str(p) for p, k in factors(n).items()) or "-")
print([n for n in range(2, 500) if n == sum(d for d in range(1, n) if n % d == 0)])
factors(0)
