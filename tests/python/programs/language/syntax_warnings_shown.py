"""What the compiler warns of before the program runs."""

print("the program begins")
values = [1, 2]
name = "x"


def checks(a):
    assert (a > 0, "a must be positive")
    if a is 5:
        return "five"
    if name is not "y":
        return "not y"
    return a


print(checks(5))


def mistakes():
    return [
        (1, 2)
        (3, 4)
    ]


def more():
    return None[0], {1: 2}(3), "text"(1), 5 is values, [1, 2]["a"], (1, 2)["b", 0]


try:
    mistakes()
except TypeError as error:
    print(error)
more()
