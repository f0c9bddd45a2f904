"""`warnings`, shown on standard error with the place in the program."""

import functools
import sys
import traceback

_ACTIONS = ("default", "always", "all", "ignore", "module", "once", "error")
_UNSEEN = (PendingDeprecationWarning, ImportWarning, ResourceWarning)

_MISSING = object()
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


def _showwarning(message, category, filename, lineno, file=None, line=None):
    target = sys.stderr if file is None else file
    target.write(formatwarning(message, category, filename, lineno, _line_of(filename, lineno) if line is None else line))


def _line_of(filename, lineno):
    """The source of a line of the program, if one of its frames stands there."""
    for file, number, _, line in traceback._program_frames():
        if (file, number) == (filename, lineno):
            return line
    return None


showwarning = _showwarning


def _action(text, category, module, lineno):
    for action, start, wanted, of_module, of_line in _filters:
        matches = issubclass(category, wanted) and text.lower().startswith(start.lower())
        if matches and of_module in ("", module) and of_line in (0, lineno):
            return action
    return "ignore" if issubclass(category, _UNSEEN) else "default"


def warn(message=_MISSING, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if message is _MISSING:
        raise TypeError("warn() missing required argument 'message' (pos 1)")
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    frames = traceback._program_frames()
    if 0 < stacklevel <= len(frames):
        filename, lineno, _, line = frames[-stacklevel][:4]
    else:
        filename, lineno, line = "sys", 1, None
    _show(message, category, filename, lineno, line, "__main__" if line is not None else "sys", source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    if isinstance(message, Warning):
        category = type(message)
    module = filename.removesuffix(".py") if module is None else module
    _show(message, category, filename, lineno, _line_of(filename, lineno), module, source)


def _show(message, category, filename, lineno, line, module, source):
    text = str(message)
    instance = message if isinstance(message, Warning) else category(message)
    action = _action(text, category, module, lineno)
    if action == "error":
        raise instance
    place = {"once": 0, "module": filename}.get(action, lineno)
    if action == "ignore" or action not in ("always", "all") and (text, category, place) in _seen:
        return
    _seen.add((text, category, place))
    if _recorded is not None:
        _recorded.append(WarningMessage(instance, category, filename, lineno, source=source))
    elif showwarning is not _showwarning:
        showwarning(instance, category, filename, lineno)
    else:
        sys.stderr.write(formatwarning(instance, category, filename, lineno, line))


def _add(filter, append):
    if filter in _filters:
        _filters.remove(filter)
    _filters.insert(len(_filters) if append else 0, filter)
    _seen.clear()


def _check(action, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action, lineno)
    _add((action, "", category, "", lineno), append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _check(action, lineno)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    # Patterns are taken as the text with which the message begins, and as the name of the module.
    _add((action, _plain(message, "message"), category, _plain(module, "module"), lineno), append)


def _plain(pattern, what):
    plain = pattern.removesuffix(".*")
    for special in "\\[]()|*+?{}^$":
        if special in plain:
            raise NotImplementedError(f"the {what} {pattern!r} is a pattern, which is not here: give the text itself")
    return plain


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


class deprecated:
    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        arg.__deprecated__ = self.message
        if self.category is None:
            return arg
        if isinstance(arg, type):
            original = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(self.message, category=self.category, stacklevel=self.stacklevel)
                return original(cls) if original is object.__new__ else original(cls, *args, **kwargs)

            arg.__new__ = staticmethod(__new__)
            return arg

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(self.message, category=self.category, stacklevel=self.stacklevel)
            return arg(*args, **kwargs)

        return wrapper
