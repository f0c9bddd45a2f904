"""What `with self.assert…()` of `unittest` gives."""

import logging
import warnings
from collections import namedtuple

from _unittest_pattern import compile


class _Context:
    msg = None

    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))


def _names(expected):
    return getattr(expected, "__name__", None) or str(expected)


def _is_subtype(expected, base):
    if isinstance(expected, tuple):
        return all(_is_subtype(each, base) for each in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _Expecting(_Context):
    def __init__(self, expected, test_case, expected_regex=None):
        _Context.__init__(self, test_case)
        self.expected = expected
        self.expected_regex = expected_regex if expected_regex is None else compile(expected_regex)
        self.obj_name = None

    def handle(self, name, args, kwargs):
        if not _is_subtype(self.expected, self._base):
            raise TypeError(f"{name}() arg 1 must be {self._base_text}")
        if not args:
            self.msg = kwargs.pop("msg", None)
            for keyword in kwargs:
                raise TypeError(f"{keyword!r} is an invalid keyword argument for this function")
            return self
        function, *args = args
        self.obj_name = getattr(function, "__name__", None) or str(function)
        with self:
            function(*args, **kwargs)

    def _missing(self, what):
        by = f" by {self.obj_name}" if self.obj_name else ""
        self._raiseFailure(f"{_names(self.expected)} not {what}{by}")


class AssertRaises(_Expecting):
    _base = BaseException
    _base_text = "an exception type or tuple of exception types"

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._missing("raised")
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and self.expected_regex.search(str(exc_value)) is None:
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{exc_value!s}"')
        return True


class AssertWarns(_Expecting):
    _base = Warning
    _base_text = "a warning type or tuple of warning types"

    def __enter__(self):
        self.caught = warnings.catch_warnings(record=True)
        self.warnings = self.caught.__enter__()
        warnings.simplefilter("always", self.expected if isinstance(self.expected, type) else Warning)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.caught.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        first = None
        for each in self.warnings:
            if isinstance(each.message, self.expected):
                first = first or each.message
                if self.expected_regex is None or self.expected_regex.search(str(each.message)) is not None:
                    self.warning, self.filename, self.lineno = each.message, each.filename, each.lineno
                    return
        if first is not None:
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{first!s}"')
        self._missing("triggered")


_LoggingWatcher = namedtuple("_LoggingWatcher", ["records", "output"])


class _Capturing(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)
        self.watcher = _LoggingWatcher([], [])

    def emit(self, record):
        self.watcher.records.append(record)
        self.watcher.output.append(self.format(record))


class AssertLogs(_Context):
    def __init__(self, test_case, logger, level, no_logs):
        _Context.__init__(self, test_case)
        self.logger_name = logger
        self.level = logging.getLevelNamesMapping().get(level, level) if level else logging.INFO
        self.no_logs = no_logs

    def __enter__(self):
        logger = self.logger_name
        self.logger = logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)
        handler = _Capturing()
        handler.setLevel(self.level)
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        self.watcher = handler.watcher
        self.old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(self.level)
        return None if self.no_logs else handler.watcher

    def __exit__(self, exc_type, exc_value, tb):
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        if self.no_logs and self.watcher.records:
            self._raiseFailure(f"Unexpected logs found: {self.watcher.output!r}")
        if not self.no_logs and not self.watcher.records:
            level = logging.getLevelName(self.level)
            self._raiseFailure(f"no logs of level {level} or higher triggered on {self.logger.name}")
