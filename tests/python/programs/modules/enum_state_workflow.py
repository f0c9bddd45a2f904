"""A workflow of documents: states as enum, transitions in a table."""
from enum import Enum, unique


@unique
class State(Enum):
    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"

    def can(self, other):
        return other in NEXT[self]

    def __str__(self):
        return self.value.upper()


NEXT = {State.DRAFT: {State.REVIEW}, State.REVIEW: {State.DRAFT, State.PUBLISHED}, State.PUBLISHED: set()}


class Document:
    def __init__(self, title):
        self.title, self.state, self.history = title, State.DRAFT, []

    def move(self, target):
        target = State(target)
        if not self.state.can(target):
            raise PermissionError(f"{self.title}: {self.state} -> {target} is not allowed")
        self.history.append((self.state.name, target.name))
        self.state = target


doc = Document("notes")
for target in ("review", "draft", "review", "published"):
    doc.move(target)
print(doc.state, doc.history, [s.name for s in State], State("draft") is State.DRAFT)
for target in ("draft", "deleted", None):
    try:
        doc.move(target)
    except (PermissionError, ValueError) as error:
        print(type(error).__name__, error)
print({state.name: sorted(str(s) for s in targets) for state, targets in NEXT.items()})
State["DELETED"]
