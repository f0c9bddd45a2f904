"""as_completed with `for`: the results in the order in which they come."""
import asyncio


async def quote(shop, delay, price):
    await asyncio.sleep(delay)
    if price is None:
        raise LookupError(f"{shop} has none")
    return shop, price


async def main():
    offers = [quote("north", 0.3, 12.5), quote("south", 0.1, 11.0), quote("east", 0.2, None), quote("west", 0.4, 10)]
    best = None
    for next_one in asyncio.as_completed(offers):
        try:
            shop, price = await next_one
        except LookupError as error:
            print("skipped:", error)
            continue
        print(f"{asyncio.get_running_loop().time():.1f} {shop:>6} {price:6.2f}")
        if best is None or price < best[1]:
            best = shop, price
    print("best:", best)

    try:
        for next_one in asyncio.as_completed([quote("fast", 0.1, 1), quote("slow", 5, 2)], timeout=1):
            print(await next_one)
    except TimeoutError as error:
        print("out of time", repr(error), asyncio.get_running_loop().time())
    names = [t.get_name() for t in asyncio.all_tasks()]
    print(len(names))


asyncio.run(main())
