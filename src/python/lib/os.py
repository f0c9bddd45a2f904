"""`os`, as far as there is a process."""

import signal as _signal
from atexit import _exit

environ = {}
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
