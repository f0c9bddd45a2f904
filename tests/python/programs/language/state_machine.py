"""A traffic light and a turnstile as state machines, one with a table and one with classes."""


class IllegalTransition(Exception):
    pass


class Machine:
    transitions = {}

    def __init__(self, state):
        self.state = state
        self.history = [state]
        self._hooks = {}

    def on(self, state):
        def decorate(function):
            self._hooks.setdefault(state, []).append(function)
            return function

        return decorate

    def fire(self, event, /, **data):
        try:
            target = self.transitions[self.state, event]
        except KeyError:
            allowed = sorted(e for s, e in self.transitions if s == self.state)
            raise IllegalTransition(f"{event!r} in state {self.state!r}; allowed: {', '.join(allowed) or 'nothing'}") from None
        if callable(target):
            target = target(self, **data)
        self.state = target
        self.history.append(target)
        for hook in self._hooks.get(target, ()):
            hook(self, **data)
        return self


class Turnstile(Machine):
    coins = 0

    def pay(self, amount=0):
        self.coins += amount
        return "unlocked" if self.coins >= 2 else "locked"

    transitions = {
        ("locked", "coin"): pay,
        ("locked", "push"): "locked",
        ("unlocked", "push"): lambda self: setattr(self, "coins", 0) or "locked",
        ("unlocked", "break"): "broken",
    }


gate = Turnstile("locked")


@gate.on("unlocked")
def welcome(machine, **data):
    print("  open after", machine.coins, data)


@gate.on("locked")
def shut(machine, **_):
    print("  shut")


for event, data in [("push", {}), ("coin", {"amount": 1}), ("coin", {"amount": 5}), ("push", {}), ("coin", {"amount": 2}), ("break", {})]:
    print(event, "->", gate.fire(event, **data).state)
print(gate.history)
try:
    gate.fire("coin")
except IllegalTransition as error:
    print(error)


class Light:
    def __init__(self):
        self.state = Red()

    def tick(self):
        self.state = self.state.next()
        return self


class State:
    seconds = 0

    def __repr__(self):
        return f"<{type(self).__name__} {self.seconds}s>"


class Red(State):
    seconds = 30

    def next(self):
        return Green()


class Green(State):
    seconds = 20

    def next(self):
        return Yellow()


class Yellow(State):
    seconds = 5
    next = lambda self: Red()


light = Light()
print([light.tick().state for _ in range(4)], sum(light.tick().state.seconds for _ in range(3)))
Turnstile("locked").fire("coin", amount="2")
