import contextlib
import traceback
from dataclasses import dataclass


class Failure(Exception):
    def __init__(self, what, code=0):
        super().__init__(what)
        self.code = code

    def __str__(self):
        return f'{self.args[0]} ({self.code})'


class Quiet(Exception):
    def __str__(self):
        return ''


class Noted(RuntimeError):
    def __init__(self, what):
        super().__init__(what)
        self.add_note('made of ' + what)


class Mixed:
    def method(self, x, y=1):
        return 'mixed', x, y


class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f'Point({self.x!r}, {self.y!r})'


class Manager:
    def __init__(self, kind):
        self.kind = kind

    def __enter__(self):
        print('enter', self.kind)
        return self.kind

    def __exit__(self, kind, error, trace):
        print('exit', self.kind, kind and kind.__name__, trace is None)
        if self.kind == 'raise':
            raise LookupError('from exit')
        if self.kind == 'replace' and error is not None:
            raise ValueError('replaced') from error
        return self.kind == 'swallow'


@contextlib.contextmanager
def managed(kind):
    print('begin', kind)
    try:
        yield kind
    except ValueError as error:
        print('seen', repr(error))
        if kind != 'swallow':
            raise
    finally:
        print('end', kind)


def counter(n):
    got = None
    for i in range(n):
        try:
            got = yield i, got
        except KeyError as error:
            print('counter', repr(error))
    return 'counted'


def show(error, depth=0):
    margin = '  ' * depth
    if error is None or depth > 4:
        print(margin + 'nothing')
        return
    print(margin + type(error).__name__, str(error), error.args, getattr(error, '__notes__', None), error.__suppress_context__)
    for inner in getattr(error, 'exceptions', ()):
        show(inner, depth + 1)
    if error.__cause__ is not None:
        show(error.__cause__, depth + 1)
    if error.__context__ is not None:
        show(error.__context__, depth + 1)


def attempt(function, *args, **kwargs):
    try:
        print(function.__name__, 'returns', repr(function(*args, **kwargs)))
    except BaseException as error:
        show(error)


def drive(generator, *moves):
    for move in moves:
        try:
            if move is next:
                print('next', next(generator))
            elif move[0] == 'send':
                print('send', generator.send(move[1]))
            elif move[0] == 'throw':
                print('throw', generator.throw(move[1]))
            else:
                print('close', generator.close())
        except BaseException as error:
            show(error)


total = 0
