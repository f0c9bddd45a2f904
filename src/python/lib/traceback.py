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
    return StackSummary(FrameSummary(file, line, name, line=text) for file, line, name, text in frames)


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
