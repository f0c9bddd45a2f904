"""A gradebook with weights, missing marks and a text report."""
WEIGHTS = {"homework": 0.3, "midterm": 0.3, "final": 0.4}
MARKS = {"Ann": {"homework": [90, 80], "midterm": [70], "final": [88]}, "Bob": {"homework": [60], "midterm": [55], "final": []}, "Cid": {"homework": [100, 95, 90], "midterm": [99], "final": [97.5]}}


class Incomplete(Exception):
    pass


def grade(marks):
    total = 0
    for kind, weight in WEIGHTS.items():
        if not marks.get(kind):
            raise Incomplete(f"no {kind} mark")
        total += weight * sum(marks[kind]) / len(marks[kind])
    return total


def letter(points, limits=((90, "A"), (80, "B"), (70, "C"))):
    return next((name for limit, name in limits if points >= limit), "F")


print(f"{'name':<8}{'points':>8} {'grade':^7}")
print("=" * 23)
for name, marks in MARKS.items():
    try:
        points = grade(marks)
    except Incomplete as error:
        print(f"{name:<8}{'-':>8} {error}")
    else:
        print(f"{name:<8}{points:>8.2f} {letter(points):^7}{'*' if points > 95 else ''}")
print(abs(sum(WEIGHTS.values()) - 1) < 1e-9, letter(79.99), letter(80))
grade({"homework": ["A"], "midterm": [1], "final": [1]})
