"""A spreadsheet: formulas that refer to cells, with cycles found."""


class Sheet:
    def __init__(self):
        self.cells = {}

    def __setitem__(self, name, value):
        self.cells[name] = value

    def __getitem__(self, name):
        return self.value(name, ())

    def value(self, name, path):
        if name in path:
            raise RecursionError("cycle: " + " -> ".join(path + (name,)))
        raw = self.cells.get(name, 0)
        if isinstance(raw, str) and raw.startswith("="):
            return self.formula(raw[1:], path + (name,))
        return raw

    def formula(self, text, path):
        total = None
        for token in text.replace("+", " + ").replace("*", " * ").split():
            if token in "+*":
                operator = token
                continue
            number = float(token) if token[0].isdigit() else self.value(token, path)
            if total is None:
                total = number
            else:
                total = total + number if operator == "+" else total * number
        return total


sheet = Sheet()
sheet["A1"], sheet["A2"] = 5, "=A1*2"
sheet["A3"] = "=A1+A2+0.5"
print(sheet["A3"], sheet["B9"])
sheet["A1"] = 7
print([sheet[name] for name in ("A1", "A2", "A3")])
sheet["A1"] = "=A3"
try:
    sheet["A2"]
except RecursionError as error:
    print(error)
sheet["A1"] = "text"
sheet["A3"]
