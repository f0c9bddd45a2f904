"""`warnings`, shown on standard error with the place in the program."""

import sys
import traceback

_ACTIONS = ("default", "always", "all", "ignore", "module", "once", "error")
_UNSEEN = (PendingDeprecationWarning, ImportWarning, ResourceWarning)

_seen = set()
_filters = []
_recorded = None


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return f"{text}  {line.strip()}\n" if line else text


def _action(text, category):
    for action, start, wanted in _filters:
        if issubclass(category, wanted) and text.lower().startswith(start.lower()):
            return action
    return "ignore" if issubclass(category, _UNSEEN) else "default"


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    text = str(message)
    instance = message if isinstance(message, Warning) else category(message)
    action = _action(text, category)
    if action == "error":
        raise instance
    frames = traceback._program_frames()
    if 0 < stacklevel <= len(frames):
        filename, lineno, _, line = frames[-stacklevel]
    else:
        filename, lineno, line = "sys", 1, None
    place = {"once": 0, "module": filename}.get(action, lineno)
    if action == "ignore" or action not in ("always", "all") and (text, category, place) in _seen:
        return
    _seen.add((text, category, place))
    if _recorded is not None:
        _recorded.append(WarningMessage(instance, category, filename, lineno, source=source))
    else:
        sys.stderr.write(formatwarning(text, category, filename, lineno, line))


def _add(filter, append):
    if filter in _filters:
        _filters.remove(filter)
    _filters.insert(len(_filters) if append else 0, filter)
    _seen.clear()


def simplefilter(action, category=Warning, lineno=0, append=False):
    filterwarnings(action, "", category, append=append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    # A pattern is taken as the text with which the message begins.
    _add((action, message.removesuffix(".*"), category), append)


def resetwarnings():
    _filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action
        self._category = category
        self._append = append

    def __enter__(self):
        global _recorded
        self._saved = list(_filters), _recorded
        if self._record:
            _recorded = []
        if self._action:
            simplefilter(self._action, self._category, append=self._append)
        _seen.clear()
        return _recorded if self._record else None

    def __exit__(self, *exc_info):
        global _recorded
        _filters[:], _recorded = self._saved
        _seen.clear()
