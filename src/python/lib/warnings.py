"""`warnings`, shown on standard error."""

import sys

_seen = set()
_filters = []


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    category = category or UserWarning
    for action, wanted in _filters:
        if issubclass(category, wanted):
            if action == "error":
                raise message if isinstance(message, Warning) else category(message)
            if action == "ignore":
                return
            break
    else:
        if issubclass(category, (PendingDeprecationWarning, ImportWarning, ResourceWarning)):
            return
    key = (str(message), category)
    if key in _seen:
        return
    _seen.add(key)
    sys.stderr.write(f"{category.__name__}: {message}\n")


def simplefilter(action, category=Warning, lineno=0, append=False):
    _filters.insert(0, (action, category))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _filters.insert(0, (action, category))


def resetwarnings():
    _filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, action=None, category=Warning):
        self._record = record
        self._action = action
        self._category = category

    def __enter__(self):
        self._saved = list(_filters)
        if self._action:
            simplefilter(self._action, self._category)
        return [] if self._record else None

    def __exit__(self, *exc_info):
        _filters[:] = self._saved
