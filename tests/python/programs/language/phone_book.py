"""A phone book with search by prefix and merging."""


class PhoneBook(dict):
    def __setitem__(self, name, number):
        digits = "".join(c for c in number if c.isdigit())
        if len(digits) < 5:
            raise ValueError(f"{number!r} is too short")
        super().__setitem__(name.title(), digits)

    def __missing__(self, name):
        close = [known for known in self if known.startswith(name[:2])]
        raise KeyError(f"{name}; perhaps {' or '.join(close)}" if close else name)

    def search(self, prefix):
        return sorted(name for name in self if name.lower().startswith(prefix.lower()))


book = PhoneBook()
book["ann lee"] = "+1 (555) 123-45"
book["andy"] = "98765"
book["bob"] = "12-34-56"
print(book, book.search("AN"), book["Bob"], book.get("Cid"), "Andy" in book)
for attempt in ("Anna", "Zoe"):
    try:
        print(book[attempt])
    except KeyError as error:
        print(error)
print({**book, "Eve": "0"}, dict(book) == book, book | {"x": 1}, len(book))
book["cid"] = "12"
