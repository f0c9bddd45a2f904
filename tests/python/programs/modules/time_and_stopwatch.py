"""time: clocks of the loop, sleep, formatted dates."""
import time


class Stopwatch:
    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.laps = []

    def __enter__(self):
        self.started = self.last = self.clock()
        return self

    def lap(self):
        now = self.clock()
        self.laps.append(round(now - self.last, 6))
        self.last = now

    def __exit__(self, *exc):
        self.total = round(self.clock() - self.started, 6)


with Stopwatch() as watch:
    time.sleep(1.5)
    watch.lap()
    time.sleep(0)
    watch.lap()
    time.sleep(0.25)
    watch.lap()
print(watch.laps, watch.total)
moment = time.gmtime(86400 * 365.25 * 30)
print(moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_wday, moment.tm_yday, moment[0], len(moment))
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %I %y %%", moment), time.strftime("%d.%m.%Y", (2024, 2, 29, 0, 0, 0, 3, 60, 0)))
print(time.ctime(0), time.asctime(time.gmtime(1e9)), time.mktime(time.gmtime(1e9)) == 1e9)
print(isinstance(time.time(), float), isinstance(time.time_ns(), int), time.perf_counter() >= 1.75, time.process_time() >= 0)
print(time.gmtime(0))


def retry(times, delay, function):
    for attempt in range(1, times + 1):
        try:
            return function(attempt)
        except OSError as error:
            print(f"attempt {attempt} failed: {error}")
            time.sleep(delay * 2 ** attempt)
    raise TimeoutError(f"gave up after {times} attempts")


def flaky(attempt):
    if attempt < 3:
        raise OSError("busy")
    return f"worked at {attempt}"


before = time.monotonic()
print(retry(5, 0.1, flaky), round(time.monotonic() - before, 3))
for wrong in (lambda: time.sleep(-1), lambda: time.strftime(5), lambda: time.gmtime("x")):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__ + ":", error)
retry(2, 0.1, lambda attempt: (_ for _ in ()).throw(OSError("always")))
