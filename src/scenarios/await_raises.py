import asyncio

N = 2
FAIL_FOR = 2
DELAY = 0.5
RAISES = ValueError
CATCHES = ValueError


async def fetch(n):
    print(f"fetch({n}) begins")
    await asyncio.sleep(DELAY)
    if n == FAIL_FOR:
        raise RAISES(f"there is no item {n}")
    return f"item {n}"


async def main():
    try:
        item = await fetch(N)
        print(f"got {item}")
    except CATCHES as error:
        print(f"caught {type(error).__name__}: {error}")
    print("main goes on")


asyncio.run(main())
