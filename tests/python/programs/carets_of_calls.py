"""Where the call is the whole line, or the whole value of it, there are carets or none."""

import traceback


def t(f):
    try:
        f()
    except Exception:
        traceback.print_exc()


def a():
    x = int('a')


def b():
    return int('a')


def d():
    int('a')


def f():
    x = y = int('b')


def g():
    x = int('b') + 1


def h():
    x = int('ä')


def i():
    x = int(
        'ä')


def j():
    return int(
        'ä')


def k():
    x: int = int('ä')


def l():
    x, y = int('ä')


def m():
    assert int('a')


def n():
    äö = int('a')


def o():
    x = int('a') # comment


def p():
    x = int('a');


for q in [a, b, d, f, g, h, i, j, k, l, m, n, o, p]:
    t(q)
x = int('a')
