"""`traceback`, as far as it is about the stack: the frames of the program."""

import sys


class FrameSummary:
    def __init__(self, filename, lineno, name, *, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    def format(self):
        return format_list(self)


def extract_stack(f=None, limit=None):
    frames = _program_frames()
    if limit is not None:
        frames = frames[max(0, len(frames) - limit):] if limit >= 0 else frames[:-limit]
    return StackSummary(FrameSummary(file, line, name, line=text) for file, line, name, text, *_ in frames)


def format_list(extracted_list):
    lines = []
    for filename, lineno, name, line in extracted_list:
        text = f'  File "{filename}", line {lineno}, in {name}\n'
        lines.append(f"{text}    {line.strip()}\n" if line else text)
    return lines


def format_stack(f=None, limit=None):
    return format_list(extract_stack(f, limit))


def print_list(extracted_list, file=None):
    print("".join(format_list(extracted_list)), end="", file=sys.stderr if file is None else file)


def print_stack(f=None, limit=None, file=None):
    print_list(extract_stack(f, limit), file)


def extract_tb(tb, limit=None):
    frames = []
    while tb is not None:
        if tb.tb_lineno is not None:
            filename, lineno, name, source = tb._summary
            frames.append(FrameSummary(filename, lineno, name, line=source[0].strip() if source else ""))
            frames[-1]._source = source
        tb = tb.tb_next
    if limit is not None:
        frames = frames[:limit] if limit >= 0 else frames[limit:]
    return StackSummary(frames)


def format_tb(tb, limit=None):
    lines = []
    for frame in extract_tb(tb, limit):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        lines.append(text + "".join(f"    {line}\n" for line in frame._source))
    return lines


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), end="", file=sys.stderr if file is None else file)


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback=None, **options):
        if options:
            raise NotImplementedError(f"{', '.join(options)} of TracebackException: not here")
        self._exception = exc_value
        self.exc_type_str = exc_type.__qualname__ if exc_type.__module__ == "builtins" else f"{exc_type.__module__}.{exc_type.__qualname__}"
        self.stack = extract_tb(exc_value.__traceback__)
        cause, context = exc_value.__cause__, exc_value.__context__
        self.__cause__ = None if cause is None else TracebackException.from_exception(cause)
        self.__context__ = None if context is None else TracebackException.from_exception(context)
        self.__suppress_context__ = exc_value.__suppress_context__

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format(self, *, chain=True):
        yield from format_exception(self._exception, chain=chain)

    def format_exception_only(self):
        yield from format_exception_only(self._exception)

    def print(self, *, file=None, chain=True):
        print("".join(self.format(chain=chain)), end="", file=sys.stderr if file is None else file)

    def __str__(self):
        return str(self._exception)


def print_last(limit=None, file=None, chain=True):
    raise ValueError("no last exception")


def clear_frames(tb):
    pass
