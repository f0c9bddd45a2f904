import asyncio
import random

FAILURE = 0.7
RETRIES = 5
DELAY = 0.5
FACTOR = 2.0
CAP = None
JITTER = "none"
RAISES = ConnectionError
RETRY_ON = ConnectionError
CANCEL_AT = None
SEED = 42

random.seed(SEED)


async def call(attempt):
    if random.random() < FAILURE:
        print(f"attempt {attempt} raises {RAISES.__name__}")
        raise RAISES(f"attempt {attempt} failed")
    print(f"attempt {attempt} succeeds")
    return f"answer {attempt}"


def next_wait(delay):
    if CAP is not None:
        delay = min(delay, CAP)
    if JITTER == "full":
        return random.uniform(0, delay)
    if JITTER == "equal":
        return delay / 2 + random.uniform(0, delay / 2)
    return delay


async def retry():
    attempt = 1
    delay = DELAY
    while True:
        try:
            return await call(attempt)
        except RETRY_ON:
            if attempt > RETRIES:
                raise
        wait = next_wait(delay)
        print(f"next attempt in {wait:.3f} s")
        await asyncio.sleep(wait)
        attempt += 1
        delay *= FACTOR


async def main():
    caller = asyncio.create_task(retry(), name="caller")
    if CANCEL_AT is not None:
        asyncio.get_running_loop().call_later(CANCEL_AT, caller.cancel)
    try:
        print(f"main gets: {await caller}")
    except asyncio.CancelledError:
        print("the caller is cancelled: that is never retried")
        raise
    except Exception as error:
        print(f"given up: {error!r}")


asyncio.run(main())
