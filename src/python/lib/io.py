"""`io.StringIO` and `io.BytesIO`"""

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    pass


class _Buffer:
    """A file in memory; its content is a text or bytes."""

    def _check(self):
        if self.closed:
            raise ValueError(self._closed)

    def write(self, data):
        self._check()
        self._accept(data)
        if not data:
            return 0
        missing = self._place - len(self._content)
        if missing > 0:
            self._content += self._blank * missing
        self._content = self._content[: self._place] + data + self._content[self._place + len(data):]
        self._place += len(data)
        return len(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._content

    def read(self, size=-1, /):
        self._check()
        end = len(self._content) if size is None or size < 0 else self._place + size
        part = self._content[self._place:end]
        self._place += len(part)
        return part

    def readline(self, size=-1, /):
        self._check()
        end = self._content.find(self._newline, self._place)
        end = len(self._content) if end < 0 else end + 1
        if size is not None and size >= 0:
            end = min(end, self._place + size)
        part = self._content[self._place:end]
        self._place += len(part)
        return part

    def readlines(self, hint=-1, /):
        return list(self)

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration

    def tell(self):
        self._check()
        return self._place

    def truncate(self, size=None, /):
        self._check()
        size = self._place if size is None else size
        if size < 0:
            raise ValueError(f"negative size value {size}")
        self._content = self._content[:size]
        return size

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def isatty(self):
        self._check()
        return False

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()


class StringIO(_Buffer):
    _blank, _newline = "\0", "\n"
    _closed = "I/O operation on closed file"
    encoding = errors = None

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline not in ("\n", ""):
            raise NotImplementedError(f"newline={newline!r} of StringIO is not here")
        self._content = initial_value or ""
        self._place = 0
        self.closed = False

    def _accept(self, data):
        if not isinstance(data, str):
            raise TypeError(f"string argument expected, got '{type(data).__name__}'")

    def seek(self, place, whence=0, /):
        self._check()
        if whence == 0 and place < 0:
            raise ValueError(f"Negative seek position {place}")
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence and place:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._place = (place, self._place, len(self._content))[whence]
        return self._place


class BytesIO(_Buffer):
    _blank, _newline = b"\0", b"\n"
    _closed = "I/O operation on closed file."

    def __init__(self, initial_bytes=b""):
        self._content = bytes(initial_bytes)
        self._place = 0
        self.closed = False

    def _accept(self, data):
        if not isinstance(data, bytes):
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")

    def seek(self, place, whence=0, /):
        self._check()
        if whence == 0 and place < 0:
            raise ValueError(f"negative seek value {place}")
        self._place = max(0, place + (0, self._place, len(self._content))[whence])
        return self._place


StringIO.__module__ = BytesIO.__module__ = "_io"
