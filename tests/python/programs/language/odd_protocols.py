"""What the special methods may give, where operators and builtins ask for them."""


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=': ')


class Numbered:
    def __repr__(self):
        return 1

    def __bool__(self):
        return 1


class Meta(type):
    def __bool__(cls):
        return 'yes'


class Made(metaclass=Meta):
    pass


class Odd(Exception):
    def __bool__(self):
        return None


attempt(lambda: str(Numbered()))
attempt(lambda: repr(Numbered()))
attempt(lambda: f'{Numbered()}')
attempt(lambda: not Numbered())
attempt(lambda: not Made)
attempt(lambda: not Odd())


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter('ab')


class Sized(Hinted):
    def __len__(self):
        return self.hint


for make in [Hinted, Sized]:
    for hint in [2, -1, 'x', NotImplemented]:
        attempt(lambda: list(make(hint)))
        attempt(lambda: sorted(make(hint)))
        attempt(lambda: [0, *make(hint)])
        attempt(lambda: [].extend(make(hint)))


class Sequence:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        print('get', index)
        return index


class Forward(Sequence):
    __reversed__ = None


attempt(lambda: next(reversed(Sequence())))
attempt(lambda: list(reversed(Sequence())))
for value in [Forward(), list, dict, int, list[int], {1}, 1]:
    attempt(lambda: reversed(value))

numbers = {1: 2}
for other in [[1], (1, 3), {1}, numbers.keys(), 3, 'a', [(1, 2)]]:
    attempt(lambda: numbers.keys() & other)
    attempt(lambda: other & numbers.keys())
    attempt(lambda: len(numbers.keys() | other))
    attempt(lambda: numbers.keys() - other)
    attempt(lambda: len(numbers.keys() ^ other))
    attempt(lambda: numbers.items() & other)
    attempt(lambda: numbers.values() & other)

for values in [1, (), (1, 2), b'x', (b'x',), 'x', [1], {b'a': b'b'}, {'a': 1}, 1.5, 256]:
    for form in [b'', b'%s', b'%b', b'%d', b'%a', b'%r', b'%x', b'%5.1f|', b'%-4s|', b'%(a)s', b'%(a', b'%', b'%z', b'%%']:
        attempt(lambda: form % values)
