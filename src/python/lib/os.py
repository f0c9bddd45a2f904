"""`os`, as far as there is a process."""

import signal as _signal
from atexit import _exit



class _Environ(dict):
    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError(f"str expected, not {type(text).__name__}")
        dict.__setitem__(self, key, value)

    def __repr__(self):
        return f"environ({dict.__repr__(self)})"


environ = _Environ()
name = "posix"
linesep = "\n"
sep = "/"


def getpid():
    return 1


def kill(pid, sig):
    if pid != getpid():
        raise ProcessLookupError(3, "No such process")
    _signal.raise_signal(sig)


def getenv(key, default=None):
    return environ.get(key, default)


def cpu_count():
    return 1
