"""A linked list with iteration, slicing, reversal and a cycle check."""


class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.head = Node(item, self.head)

    def nodes(self):
        node = self.head
        while node is not None:
            yield node
            node = node.next

    def __iter__(self):
        return (node.value for node in self.nodes())

    def __len__(self):
        return sum(1 for _ in self)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return LinkedList(list(self)[index])
        if index < 0:
            index += len(self)
        for i, value in enumerate(self):
            if i == index:
                return value
        raise IndexError(f"index {index} of {len(self)}")

    def reverse(self):
        previous, node = None, self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self

    def has_cycle(self):
        slow = fast = self.head
        while fast and fast.next:
            slow, fast = slow.next, fast.next.next
            if slow is fast:
                return True
        return False

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"


items = LinkedList("abcd")
print(items, len(items), items[0], items[-1], items[1:3], "c" in items, "z" in items)
print(items.reverse(), LinkedList(), LinkedList([1]).reverse(), sorted(items), max(items), [*items])
print(items.has_cycle())
list(items.nodes())[-1].next = items.head
print(items.has_cycle(), [v for v, _ in zip(items, range(6))])
fine = LinkedList([1, 2])
try:
    fine[5]
except IndexError as error:
    print(error)
fine["x"]
