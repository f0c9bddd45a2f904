"""random, bit for bit: integers, floats, choices, shuffles, distributions, states."""
import random

random.seed(12345)
print(random.random(), random.random(), random.randint(1, 6), random.randrange(0, 100, 5), random.uniform(1, 10), random.choice("abcdef"), random.getrandbits(70), random.randbytes(4))
cards = list(range(10))
random.shuffle(cards)
print(cards, random.sample(range(100), 5), random.sample(["a", "b", "c"], 2), random.choices("xyz", k=5), random.choices("xyz", weights=[1, 5, 1], k=5), random.choices([1, 2], cum_weights=[3, 4], k=3))
print(random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(0, 1), random.expovariate(1.5), random.betavariate(2, 3), random.triangular(0, 10, 3), random.lognormvariate(0, 0.5), random.gammavariate(2, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 1))
state = random.getstate()
first = [random.randint(0, 1000) for _ in range(3)]
random.setstate(state)
print(first == [random.randint(0, 1000) for _ in range(3)], first)
one, two = random.Random(7), random.Random(7)
print(one.random() == two.random(), one.randint(0, 10**30), two.randint(0, 10**30), one.sample(range(10), 3, counts=None))
for seed in (0, -5, 3.5, "text", b"bytes", None.__class__.__name__, 2**100, True):
    r = random.Random(seed)
    print(type(seed).__name__, r.random(), r.randrange(10))
print(random.Random(1).sample(["red", "blue"], counts=[4, 2], k=5))


def estimate_pi(n, rng):
    inside = sum(rng.random() ** 2 + rng.random() ** 2 <= 1 for _ in range(n))
    return 4 * inside / n


print(estimate_pi(2000, random.Random(99)))


class Dice(random.Random):
    def roll(self, n=1):
        return [self.randint(1, 6) for _ in range(n)]


print(Dice(3).roll(10), random.binomialvariate(10, 0.3) in range(11))
for wrong in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.sample([1], 2), lambda: random.sample({1, 2}, 1), lambda: random.choices([1], weights=[1, 2]), lambda: random.choices([], k=1), lambda: random.seed([]), lambda: random.randint(1.5, 2), lambda: random.getrandbits(-1), lambda: random.shuffle((1, 2)), lambda: random.choices([1, 2], weights=[0, 0]), lambda: random.randrange(1, 10, 0), lambda: random.sample(range(5), -1)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
random.choice({})
