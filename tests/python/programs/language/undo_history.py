"""An editor with undo and redo, commands as objects and as closures."""


class History:
    def __init__(self):
        self.done, self.undone = [], []

    def run(self, action, undo):
        action()
        self.done.append((action, undo))
        self.undone.clear()

    def undo(self, steps=1):
        for _ in range(steps):
            if not self.done:
                raise IndexError("nothing to undo")
            action, undo = self.done.pop()
            undo()
            self.undone.append((action, undo))

    def redo(self):
        action, undo = self.undone.pop()
        action()
        self.done.append((action, undo))


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.history = History()

    def _change(self, new):
        old = self.text

        def do():
            self.text = new

        def undo():
            self.text = old

        self.history.run(do, undo)
        return self

    def insert(self, at, text):
        return self._change(self.text[:at] + text + self.text[at:])

    def delete(self, start, stop):
        return self._change(self.text[:start] + self.text[stop:])

    def replace(self, old, new):
        if old not in self.text:
            raise ValueError(f"{old!r} is not in {self.text!r}")
        return self._change(self.text.replace(old, new))

    def __repr__(self):
        return f"Editor({self.text!r}, {len(self.history.done)} done, {len(self.history.undone)} undone)"


editor = Editor("hello")
print(editor.insert(5, " world").replace("world", "there").delete(0, 1))
editor.history.undo(2)
print(editor)
editor.history.redo()
print(editor)
editor.insert(0, "*")
print(editor)
try:
    editor.history.redo()
except IndexError as error:
    print("IndexError:", error)
try:
    editor.history.undo(10)
except IndexError as error:
    print("IndexError:", error, "|", editor)
editor.replace("xyz", "abc")
