"""Warnings of the program's own, and the stack."""

import asyncio
import traceback
import warnings


def old(n):
    warnings.warn(f"old({n}) is old", DeprecationWarning, stacklevel=2)


for n in (1, 1, 2):
    old(n)
warnings.warn("plain")
warnings.warn(RuntimeWarning("an object"))
warnings.warn("pending", PendingDeprecationWarning)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old(3)
    old(3)
    warnings.warn("recorded", ResourceWarning)
print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old(4)
    except DeprecationWarning as e:
        print(repr(e))
    warnings.filterwarnings("ignore", message="old")
    old(5)
try:
    warnings.simplefilter("loud")
except (ValueError, AssertionError) as e:
    print(type(e).__mro__[-2].__name__)


def inner():
    traceback.print_stack()
    print([(frame.lineno, frame.name, frame.line) for frame in traceback.extract_stack() if frame.filename == __file__])
    print(traceback.format_stack(limit=1))


def key(item):
    print(traceback.extract_stack()[-1])
    return item


async def main():
    inner()
    old(6)
    sorted([1], key=key)


inner()
asyncio.run(main())
inner()
print(traceback.format_exception(None), traceback.format_exc() == "NoneType: None\n")
