import sys
import traceback
import unittest.case
import unittest.runner


def dig(depth):
    if depth:
        dig(depth - 1)
    else:
        raise ValueError("deep")


def chained():
    try:
        dig(3)
    except ValueError as error:
        raise ExceptionGroup("both", [error, KeyError("k")])


for function in [lambda: dig(4), chained]:
    try:
        function()
    except Exception as error:
        for limit in [None, 0, 1, 2, -1, -2, 10]:
            print("limit", limit)
            print(traceback.format_exc(limit))
            assert traceback.format_exc(limit) == "".join(traceback.format_exception(error, limit=limit))
            assert traceback.format_exc(limit) == "".join(traceback.format_exception(type(error), error, error.__traceback__, limit))
            print([frame.name for frame in traceback.extract_tb(error.__traceback__, limit)])
        traceback.print_exc(1, sys.stdout)
        traceback.print_exc(limit=-1, file=sys.stdout, chain=False)
        traceback.print_exception(error, limit=1, file=sys.stdout)
        traceback.print_exception(type(error), error, error.__traceback__, -1, sys.stdout, False)

# Where names are.
for module, names in [(unittest.case, "Asserts IsolatedAsyncioTestCase TestCase"), (unittest.runner, "TestResult strclass TextTestResult")]:
    print(module.__name__, [name for name in names.split() if name in dir(module)])
print(unittest.IsolatedAsyncioTestCase.__module__, unittest.TestResult.__module__, unittest.TestCase.__module__)
