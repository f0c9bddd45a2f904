"""Stacks of tasks, and who waits for whom: `print_stack` of Lib/asyncio/base_tasks.py and Lib/asyncio/graph.py."""

import asyncio
import sys
import traceback

__all__ = ("capture_call_graph", "format_call_graph", "print_call_graph", "FrameCallGraphEntry", "FutureCallGraph")


class _Code:
    def __init__(self, filename, name, qualname):
        self.co_filename, self.co_name, self.co_qualname = filename, name, qualname


class _Frame:
    """What can be asked of a frame of the program."""

    def __init__(self, filename, lineno, name, line, qualname, kind):
        self.f_code = _Code(filename, name, qualname)
        self.f_lineno = lineno
        self._line, self._kind = line, kind

    def __repr__(self):
        return f"<frame at {id(self):#x}, file {self.f_code.co_filename!r}, line {self.f_lineno}, code {self.f_code.co_name}>"


_Frame.__name__ = _Frame.__qualname__ = "frame"


class FrameCallGraphEntry:
    def __init__(self, frame):
        self.frame = frame

    def __repr__(self):
        return f"FrameCallGraphEntry(frame={self.frame!r})"


class FutureCallGraph:
    def __init__(self, future, call_stack, awaited_by):
        self.future, self.call_stack, self.awaited_by = future, call_stack, awaited_by

    def __repr__(self):
        return (f"FutureCallGraph(future={self.future!r}, call_stack={self.call_stack!r}, "
                f"awaited_by={self.awaited_by!r})")


def get_stack(task, *, limit=None):
    if task.done():
        error = None if task.cancelled() else task._peek_exception()
        frames = asyncio._traceback_frames(error)
        return [_Frame(*frame) for frame in (frames if limit is None else frames[:max(limit, 0)])]
    if task is _current():
        # The task's own coroutine, and what has called the loop.
        frames = traceback._program_frames()
        innermost = _bottom(frames)
        frames = frames[:innermost + 1]
    else:
        frames = asyncio._task_frames(task)[:1]
    return [_Frame(*frame) for frame in (frames if limit is None else frames[max(len(frames) - limit, 0):])]


def print_stack(task, *, limit=None, file=None):
    frames = get_stack(task, limit=limit)
    error = task._peek_exception() if task.done() and not task.cancelled() else None
    if not frames:
        print(f"No stack for {task!r}", file=file)
    elif error is not None:
        print(f"Traceback for {task!r} (most recent call last):", file=file)
    else:
        print(f"Stack for {task!r} (most recent call last):", file=file)
    lines = [(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, frame._line) for frame in frames]
    traceback.print_list(lines, file=file)
    if error is not None:
        print("".join(traceback.format_exception_only(error)), file=file, end="")


def _current():
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


def _bottom(frames):
    """The place of the frame of the coroutine that the current task runs."""
    place = len(frames) - 1
    while place > 0 and frames[place][5] == "":
        place -= 1
    while place > 0 and frames[place - 1][5] != "":
        place -= 1
    return place


def _check(future):
    if not isinstance(future, asyncio.Future):
        raise TypeError(f"{future!r} object does not appear to be compatible with asyncio.Future")


def _parents(future, limit):
    return tuple(_of_suspended(parent, limit) for parent in asyncio._awaited_by(future))


def _of_suspended(future, limit):
    _check(future)
    stack = [] if limit == 0 else [FrameCallGraphEntry(_Frame(*frame)) for frame in asyncio._task_frames(future)]
    if limit is not None:
        stack = stack[:limit] if limit > 0 else stack[limit:]
    stack.reverse()
    return FutureCallGraph(future, tuple(stack), _parents(future, limit))


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    loop = asyncio._get_running_loop()
    if future is not None:
        if loop is None or future is not asyncio.current_task():
            return _of_suspended(future, limit)
    else:
        if loop is None:
            raise RuntimeError("capture_call_graph() is called outside of a running event loop and no *future* to "
                               "introspect was provided")
        future = asyncio.current_task()
    if future is None:
        return None
    frames = traceback._program_frames()
    frames = frames[_bottom(frames):]
    stack = [] if limit == 0 else [FrameCallGraphEntry(_Frame(*frame)) for frame in reversed(frames)][depth - 1:]
    if limit is not None:
        stack = stack[:-limit] if limit < 0 else stack[-limit:]
    return FutureCallGraph(future, tuple(stack), _parents(future, limit))


def _render(graph, lines, level):
    margin = "    " * level
    future = graph.future
    if isinstance(future, asyncio.Task):
        lines.append(f"{margin}* Task(name={future.get_name()!r}, id={id(future):#x})")
    else:
        lines.append(f"{margin}* Future(id={id(future):#x})")
    if graph.call_stack:
        lines.append(f"{margin}  + Call stack:")
        for entry in graph.call_stack:
            frame = entry.frame
            kind = frame._kind + " " if frame._kind else ""
            code = frame.f_code
            lines.append(f"{margin}  |   File {code.co_filename!r}, line {frame.f_lineno}, in {kind}{code.co_qualname}()")
    if graph.awaited_by:
        lines.append(f"{margin}  + Awaited by:")
        for parent in graph.awaited_by:
            _render(parent, lines, level + 1)


def format_call_graph(future=None, /, *, depth=1, limit=None):
    graph = capture_call_graph(future, depth=depth, limit=limit)
    lines = []
    if graph is not None:
        _render(graph, lines, 0)
    return "\n".join(lines)


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    print(format_call_graph(future, depth=depth, limit=limit), file=sys.stdout if file is None else file)
