"""The part of `asyncio` that is written in Python."""


def iscoroutinefunction(func):
    from asyncio import _is_coroutine_function
    from warnings import warn

    text = "is deprecated and slated for removal in Python 3.16; use inspect.iscoroutinefunction() instead"
    warn(f"'asyncio.iscoroutinefunction' {text}", DeprecationWarning)
    return _is_coroutine_function(func)


async def to_thread(func, /, *args, **kwargs):
    from asyncio import get_running_loop
    from contextvars import copy_context
    from functools import partial

    return await get_running_loop().run_in_executor(None, partial(copy_context().run, func, *args, **kwargs))


def _run_in_executor(loop, executor, func, *args):
    """A function in a thread of its own: here it runs at once and in one piece, and ends as much later as it slept."""
    from asyncio import _begin_thread, _end_thread

    if executor is not None:
        raise NotImplementedError("an executor of one's own is not here: pass None")
    future = loop.create_future()
    around = _begin_thread()
    try:
        end, outcome = future.set_result, func(*args)
    except BaseException as error:
        end, outcome = future.set_exception, error
    seconds = _end_thread(around)

    def set_state():
        if not future.cancelled():
            end(outcome)

    if seconds:
        loop.call_later(seconds, loop.call_soon, set_state)
    else:
        loop.call_soon(set_state)
    return future
