# The flight fails, and gather raises at once: look at what the hotel and the car do afterwards, and who
# hears that the car has failed, too. Then put a TaskGroup in its place.
import asyncio


async def book(what, seconds, problem=None):
    try:
        await asyncio.sleep(seconds)
        if problem:
            raise ValueError(problem)
        print(f"{what}: booked and paid")
    except asyncio.CancelledError:
        print(f"{what}: cancelled, nothing paid")
        raise


async def trip():
    await asyncio.gather(
        book("flight", 0.2, "no seats"),
        book("hotel", 0.5),
        book("car", 0.7, "no cars"),
    )


async def main():
    try:
        await trip()
    except ValueError as error:
        print(f"no trip: {error}")
    else:
        print("the trip is booked")
    await asyncio.sleep(1)
    print("the end")


asyncio.run(main())
