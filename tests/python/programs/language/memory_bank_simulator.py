"""A tiny stack machine: instructions, labels, a call stack and its traps."""


class Trap(Exception):
    def __init__(self, reason, pc):
        super().__init__(reason)
        self.pc = pc

    def __str__(self):
        return f"{super().__str__()} at instruction {self.pc}"


class Machine:
    OPS = {"add": int.__add__, "sub": int.__sub__, "mul": int.__mul__, "lt": int.__lt__}

    def __init__(self, source, limit=1000):
        self.code, self.labels = [], {}
        for line in source.strip().splitlines():
            line = line.partition(";")[0].strip()
            if line.endswith(":"):
                self.labels[line[:-1]] = len(self.code)
            elif line:
                self.code.append(line.split())
        self.stack, self.names, self.out, self.limit = [], {}, [], limit

    def run(self):
        pc = 0
        for _ in range(self.limit):
            if pc >= len(self.code):
                return self.out
            op, *args = self.code[pc]
            pc += 1
            try:
                match op, args:
                    case "push", [value]:
                        self.stack.append(int(value))
                    case "load", [name]:
                        self.stack.append(self.names[name])
                    case "store", [name]:
                        self.names[name] = self.stack.pop()
                    case "print", []:
                        self.out.append(self.stack.pop())
                    case "jump", [label]:
                        pc = self.labels[label]
                    case "jz", [label]:
                        if not self.stack.pop():
                            pc = self.labels[label]
                    case (("add" | "sub" | "mul" | "lt") as name), []:
                        right, left = self.stack.pop(), self.stack.pop()
                        self.stack.append(int(self.OPS[name](left, right)))
                    case _:
                        raise Trap(f"unknown instruction {op!r}", pc - 1)
            except IndexError:
                raise Trap("stack underflow", pc - 1) from None
            except KeyError as error:
                raise Trap(f"unknown name {error}", pc - 1) from error
        raise Trap("too many steps", pc)


FACTORIAL = """
    push 1
    store result
    push 6
    store n
loop:
    load n
    jz end
    load result
    load n
    mul
    store result
    load n
    push 1
    sub
    store n
    jump loop
end:
    load result
    print ; shows it
"""
print(Machine(FACTORIAL).run(), Machine("push 2\npush 3\nlt\nprint").run(), Machine("").run())
for source in ("add", "load x", "dance", "loop:\njump loop", "jump nowhere", "push a"):
    try:
        print(Machine(source, 50).run())
    except (Trap, ValueError) as error:
        print(type(error).__name__ + ":", error, "|", repr(error.__cause__))
Machine("push 1\nload missing\nadd").run()
