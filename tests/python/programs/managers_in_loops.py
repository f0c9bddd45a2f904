"""An exception in the middle of an expression, which a manager swallows, leaves the loop around as it was."""


class Manager:
    def __init__(self, swallows):
        self.swallows = swallows

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return self.swallows


def loop(*swallows):
    for number in range(3):
        with Manager(swallows[0]), Manager(swallows[-1]) as manager:
            print(number, manager.swallows, [1, 2, 1 / number])
    return 'done'


print(loop(True))
print(loop(False, True))
print(loop(True, False))
