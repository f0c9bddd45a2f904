"""A small test runner for coroutines, with failures, errors and timeouts."""
import asyncio
import traceback


async def test_passes():
    assert await asyncio.sleep(0.1, 42) == 42


async def test_fails():
    total = sum([await asyncio.sleep(0, n) for n in range(3)])
    assert total == 4, f"total is {total}"


async def test_errors():
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(asyncio.sleep(0.1))
    task.result().reslut()


async def test_hangs():
    await asyncio.Event().wait()


async def test_plain_assert():
    values = [1, 2]
    assert len(values) > 2


async def run(test):
    try:
        async with asyncio.timeout(5):
            await test()
    except AssertionError as error:
        print("FAIL", test.__name__, error)
        traceback.print_exc()
        return "failed"
    except TimeoutError:
        print("HANGS", test.__name__)
        return "timed out"
    except Exception as error:
        print("ERROR", test.__name__, "".join(traceback.format_exception_only(error)).strip())
        return "error"
    print("ok", test.__name__)
    return "passed"


async def main():
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    results = [await run(test) for test in tests]
    for result in sorted(set(results)):
        print(f"{results.count(result)} {result}")


asyncio.run(main())
