"""A sequence over lines of text with negative indices, slices, containment and reversed."""


class Lines:
    def __init__(self, text):
        self._lines = text.split("\n")

    def __len__(self):
        return len(self._lines)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Lines("\n".join(self._lines[index]))
        if isinstance(index, str):
            found = [line for line in self._lines if index in line]
            if not found:
                raise KeyError(index)
            return found
        if isinstance(index, tuple):
            return [self[i] for i in index]
        return self._lines[index]

    def __setitem__(self, index, value):
        self._lines[index] = value.splitlines() if isinstance(index, slice) else value

    def __delitem__(self, index):
        del self._lines[index]

    def __contains__(self, word):
        return any(word in line.split() for line in self._lines)

    def __reversed__(self):
        print("reversing")
        return iter(self._lines[::-1])

    def __str__(self):
        return " / ".join(self._lines)

    def __eq__(self, other):
        return str(self) == str(other)


text = Lines("one\ntwo words\nthree\nfour")
print(text, len(text), text[0], text[-1], text[1:3], text[::-1], text["w"], text[0, -1], list(text[:2]))
print("words" in text, "word" in text, list(reversed(text)), text == "one / two words / three / four", text != Lines("x"))
text[0] = "ONE"
text[1:3] = "b\nc\nd"
del text[-1]
print(text, [line.upper() for line in text], max(text, key=len), dict(enumerate(text)), list(zip(text, range(9))))
first, *_, last = text
print(first, last, slice(1, 5, 2).indices(4), slice(None, -1).start, slice(3) == slice(None, 3, None), repr(slice(1, 2)))
for index in (9, "zzz", 1.5, None):
    try:
        print(text[index])
    except (IndexError, KeyError, TypeError) as error:
        print(type(error).__name__, error)
text[7] = "x"
