"""Workers that proceed in phases; one leaves, and the others see a broken barrier."""
import asyncio


async def worker(n, barrier, phases):
    try:
        for phase in range(phases):
            await asyncio.sleep(0.1 * n)
            if n == 3 and phase == 2:
                raise RuntimeError(f"worker {n} breaks in phase {phase}")
            place = await barrier.wait()
            if place == 0:
                print(f"{asyncio.get_running_loop().time():.1f} phase {phase} is complete")
    except asyncio.BrokenBarrierError as error:
        return f"worker {n}: broken ({error})"
    except RuntimeError:
        await barrier.abort()
        raise
    return f"worker {n}: finished"


async def main():
    barrier = asyncio.Barrier(3)
    results = await asyncio.gather(*(worker(n, barrier, 4) for n in (1, 2, 3)), return_exceptions=True)
    for result in results:
        print(repr(result))
    print(barrier.broken, barrier.n_waiting)
    await barrier.reset()
    try:
        async with asyncio.timeout(1), barrier:
            print("never")
    except TimeoutError:
        print("alone at", round(asyncio.get_running_loop().time(), 1), barrier.broken, barrier.n_waiting)


asyncio.run(main())
