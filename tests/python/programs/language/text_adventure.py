"""A text adventure driven by a script of commands."""

ROOMS = {
    "hall": {"exits": {"north": "library", "east": "kitchen"}, "things": {"lamp"}},
    "library": {"exits": {"south": "hall"}, "things": {"book", "key"}, "dark": True},
    "kitchen": {"exits": {"west": "hall", "down": "cellar"}, "things": set()},
    "cellar": {"exits": {"up": "kitchen"}, "things": {"chest"}, "locked": "key"},
}


class Game:
    def __init__(self, rooms):
        self.rooms = {name: {**room, "things": set(room["things"])} for name, room in rooms.items()}
        self.place, self.bag, self.moves = "hall", set(), 0

    @property
    def room(self):
        return self.rooms[self.place]

    def do(self, line):
        verb, *words = line.split()
        command = getattr(self, f"do_{verb}", None)
        if command is None:
            return f"I don't know how to {verb}."
        self.moves += 1
        return command(*words)

    def do_go(self, direction):
        target = self.room["exits"].get(direction)
        if target is None:
            return f"No way {direction}; try {' or '.join(sorted(self.room['exits']))}."
        if (needed := self.rooms[target].get("locked")) and needed not in self.bag:
            return "It is locked."
        self.place = target
        return self.do_look()

    def do_look(self):
        if self.room.get("dark") and "lamp" not in self.bag:
            return f"{self.place}: too dark to see"
        return f"{self.place}: {', '.join(sorted(self.room['things'])) or 'nothing'}"

    def do_take(self, *things):
        taken = set(things) & self.room["things"]
        self.room["things"] -= taken
        self.bag |= taken
        missing = sorted(set(things) - taken)
        return f"You have {sorted(self.bag)}" + (f" but no {missing}" if missing else "")


game = Game(ROOMS)
for line in "look;go up;go north;go south;take lamp sword;go north;take key;fly away;go south;go east;go down;take chest".split(";"):
    print(">", line, "\n ", game.do(line))
print(game.moves, sorted(game.bag), ROOMS["hall"]["things"])
game.do("go")
