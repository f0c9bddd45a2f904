"""Errors of wrong types, with their places."""

import traceback


def show(function):
    try:
        print(function())
    except Exception:
        traceback.print_exc()


def f(*args, **kwargs):
    return args, kwargs


show(lambda: [1, *5])
show(lambda: (1, *5, 3))
show(lambda: {1, *5})
show(lambda: {**{}, **5})
show(lambda: f(*5))
show(lambda: f(1, *5))
show(lambda: f(1, **5)[2])
show(lambda: f(1, a=2, **{'a': 3}))
show(lambda: isinstance(1, None))
show(lambda: isinstance(None, int | None))
show(lambda: divmod(1, 'a'))
show(lambda: chr(2**64))
show(lambda: b'abc'[5])
show(lambda key='a': b'abc'[key])
show(lambda: bytes(1.5))
show(lambda: str(1, 'a'))
show(lambda: str('a', 1))
show(lambda: sorted())
show(lambda: sorted([1, 'a', 2, None]))
show(lambda: sorted([3, 2, 1, None, 'a']))
show(lambda: ''.find(a=1))
show(lambda: 1 - iter([]))
show(lambda: 1 - iter(()))
show(lambda: 1 - iter(''))
show(lambda: 1 - iter('ä'))
show(lambda: 1 - iter({}))
show(lambda: 1 - iter({}.items()))
show(lambda: 1 - iter(range(3)))
show(lambda: 1 - iter({1}))
show(lambda: 1 - reversed([]))
show(lambda: 1 - reversed(''))
show(lambda: next(g for g in [lambda: 1])(2))
show(lambda: super())
print(b'abcabc'.find(b'ca'), b'abcabc'.rfind(98), b'aaa'.count(b'a'), b'abc'.replace(b'', b'-'), b'aaa'.replace(b'a', b'bb', 2))


def deletes():
    del (1).a


show(deletes)


class Own(Exception):
    def __str__(self):
        return f'own {self.args}'


raise Own(1, [2])
