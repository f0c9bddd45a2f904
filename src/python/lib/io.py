"""`io.StringIO`"""


class StringIO:
    def __init__(self, initial_value="", newline="\n"):
        self._text = initial_value
        self._place = 0
        self.closed = False

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        self._text = self._text[: self._place] + text + self._text[self._place + len(text):]
        self._place += len(text)
        return len(text)

    def getvalue(self):
        return self._text

    def read(self, size=-1):
        end = len(self._text) if size is None or size < 0 else self._place + size
        part = self._text[self._place:end]
        self._place += len(part)
        return part

    def readline(self):
        end = self._text.find("\n", self._place)
        end = len(self._text) if end < 0 else end + 1
        part = self._text[self._place:end]
        self._place = end
        return part

    def readlines(self):
        return list(self)

    def __iter__(self):
        while line := self.readline():
            yield line

    def seek(self, place, whence=0):
        self._place = place if whence == 0 else len(self._text) + place
        return self._place

    def tell(self):
        return self._place

    def truncate(self, size=None):
        self._text = self._text[: self._place if size is None else size]
        return len(self._text)

    def flush(self):
        pass

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


StringIO.__module__ = "_io"
