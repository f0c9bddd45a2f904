"""Scores of bowling games, written as tests with assert."""


def score(rolls):
    total = frame = i = 0
    while frame < 10:
        first = rolls[i]
        if not 0 <= first <= 10:
            raise ValueError(f"roll {i + 1}: {first} pins")
        if first == 10:
            total += 10 + rolls[i + 1] + rolls[i + 2]
            i += 1
        else:
            pins = first + rolls[i + 1]
            if pins > 10:
                raise ValueError(f"frame {frame + 1}: {pins} pins")
            total += pins + (rolls[i + 2] if pins == 10 else 0)
            i += 2
        frame += 1
    return total


CASES = [([0] * 20, 0), ([1] * 20, 20), ([10] * 12, 300), ([5] * 21, 150), ([9, 1] * 10 + [9], 190), ([3, 4] * 10, 71)]
failed = 0
for rolls, want in CASES:
    try:
        assert score(rolls) == want, f"{score(rolls)} instead of {want}"
    except AssertionError as error:
        failed += 1
        print("FAILED", rolls[:4], error)
print(f"{len(CASES) - failed} passed, {failed} failed")
for rolls in ([5, 6] + [0] * 18, [11] + [0] * 19, [1, 2]):
    try:
        print(score(rolls))
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)
assert score([10] * 12) == 299, "a perfect game"
