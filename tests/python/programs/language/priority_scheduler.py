"""A scheduler of jobs with priorities and dependencies, on a heap of its own."""


class Heap:
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.push(item)

    def push(self, item):
        self.items.append(item)
        i = len(self.items) - 1
        while i and self.items[i] < self.items[(i - 1) // 2]:
            parent = (i - 1) // 2
            self.items[i], self.items[parent] = self.items[parent], self.items[i]
            i = parent

    def pop(self):
        if not self.items:
            raise IndexError("the heap is empty")
        top, last = self.items[0], self.items.pop()
        if self.items:
            self.items[0] = last
            i = 0
            while True:
                children = [c for c in (2 * i + 1, 2 * i + 2) if c < len(self.items)]
                if not children or self.items[i] <= min(self.items[c] for c in children):
                    break
                child = min(children, key=self.items.__getitem__)
                self.items[i], self.items[child] = self.items[child], self.items[i]
                i = child
        return top

    def __len__(self):
        return len(self.items)


print([h.pop() for h in [Heap([5, 2, 9, 1, 7, 3])] for _ in range(len(h))])
jobs = {"build": (2, []), "test": (1, ["build"]), "lint": (3, []), "ship": (0, ["test", "lint"])}
done, ready = [], Heap()
waiting = {name: set(needs) for name, (_, needs) in jobs.items()}
for name, needs in list(waiting.items()):
    if not needs:
        ready.push((jobs[name][0], name))
        del waiting[name]
while ready:
    priority, name = ready.pop()
    done.append(name)
    for other in sorted(waiting):
        waiting[other].discard(name)
        if not waiting[other]:
            del waiting[other]
            ready.push((jobs[other][0], other))
print(done, waiting)
mixed = Heap([(1, "a"), (1, {"b": 2})])
