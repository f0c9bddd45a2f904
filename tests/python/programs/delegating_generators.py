"""What is thrown into a generator that stands at `yield from` goes to the one within; closing goes from the inside out."""


def inner(name):
    try:
        while True:
            try:
                got = yield name
                print(name, 'got', got)
            except KeyError as error:
                print(name, 'caught', repr(error))
            except LookupError:
                return name + ' returned'
    finally:
        print(name, 'ends')


def outer():
    try:
        print('outer got', (yield from inner('first')))
        print('outer got', (yield from inner('second')))
    except ValueError as error:
        print('outer caught', repr(error), 'from', repr(error.__context__))
        yield 'last'
    finally:
        print('outer ends')


generator = outer()
print(next(generator))
print(generator.send(1))
print(generator.throw(KeyError('a')))
print(generator.throw(KeyError))
print(generator.throw(LookupError()))
print(generator.throw(ValueError('b')))
generator.close()

generator = outer()
next(generator)
generator.close()

generator = outer()
next(generator)
del generator


def refuses():
    try:
        yield 1
    except GeneratorExit:
        raise ValueError('no') from None


def around():
    try:
        yield from refuses()
    except ValueError as error:
        print('around caught', repr(error))
        raise


generator = around()
next(generator)
try:
    generator.close()
except ValueError as error:
    print('close raised', repr(error))
