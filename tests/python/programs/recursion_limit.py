import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def attempt(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        # How deep the program itself stands depends on what runs it.
        print(type(error).__name__, *(word for word in str(error).split() if not word.strip(":").isdigit()))


attempt(down, 900)
attempt(down, 2500)
sys.setrecursionlimit(3000)
attempt(down, 2500)
sys.setrecursionlimit(100)
attempt(down, 50)
attempt(down, 200)
for limit in 0, -3, 1, "x", 2**40, None:
    attempt(sys.setrecursionlimit, limit)
attempt(sys.setrecursionlimit)


def deep(n):
    return deep(n - 1) if n else attempt(sys.setrecursionlimit, 5)


deep(10)
