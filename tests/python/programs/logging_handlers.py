"""Handlers, formatters and filters."""

import asyncio
import io
import logging
import sys


def shown(handler, *, level=logging.DEBUG, name="h"):
    logger = logging.getLogger(name)
    logger.handlers.clear()
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(handler)
    return logger


out = logging.StreamHandler(sys.stdout)
out.setFormatter(logging.Formatter("%(asctime)s %(name)s[%(levelname)s] %(message)s"))
log = shown(out)
log.info("on standard output")
print(logging.NullHandler(), logging.StreamHandler(io.StringIO()))

log.addHandler(logging.StreamHandler())
log.warning("twice")

text = io.StringIO()
collected = logging.StreamHandler(text)
collected.setLevel(logging.ERROR)
collected.setFormatter(logging.Formatter("{levelname:>10} {name!r} {message} {funcName}:{lineno}", style="{"))
log = shown(collected)
log.warning("under the handler's level")


def caller():
    log.error("from a function")


caller()
log.critical("from the module")
print(text.getvalue(), end="")

log = shown(out)
out.setFormatter(logging.Formatter("$levelname ${message} $$", style="$"))
log.info("a template")
out.setFormatter(logging.Formatter("%(asctime)s|%(message)s", datefmt="%H:%M:%S %d.%m.%Y %a %b %j"))
log.info("a date")
out.setFormatter(logging.Formatter("%(filename)s %(levelno)03d %(threadName)s %(taskName)s %(message)s"))
log.info("many fields")
out.setFormatter(logging.Formatter("%(user)s: %(message)s", defaults={"user": "nobody"}))
log.info("a default")
log.info("an extra", extra={"user": "ann"})

for arguments in ({"fmt": "nothing"}, {"fmt": "nothing", "style": "{"}, {"fmt": "x", "style": "$"}, {"style": "!"}):
    try:
        logging.Formatter(**arguments)
    except ValueError as e:
        print(repr(e))


class Upper(logging.Formatter):
    def format(self, record):
        return super().format(record).upper()

    def formatException(self, exc_info):
        return f"<{exc_info[0].__name__}: {exc_info[1]}>"


out.setFormatter(Upper("%(levelname)s: %(message)s"))
log.info("loud")
try:
    [][0]
except IndexError:
    log.exception("caught")


class OnlyEven(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 0


out.setFormatter(None)
out.addFilter(OnlyEven())
for n in range(4):
    log.info("number %d", n)
out.filters.clear()
log.addFilter(lambda record: "secret" not in record.getMessage())
log.info("no %s here", "secret")
log.info("nothing hidden")
log.filters.clear()
print(logging.Filter("a.b").filter(logging.makeLogRecord({"name": "a.b.c"})), logging.Filter("a.b").filter(logging.makeLogRecord({"name": "a.bc"})))


class Recording(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append((record.levelname, record.name, record.getMessage(), record.args))


recording = Recording()
parent = logging.getLogger("family")
parent.addHandler(recording)
parent.propagate = False
kid = logging.getLogger("family.kid")
kid.info("for nobody")
kid.error("for the parent %s", 1)
kid.propagate = False
kid.error("for the last resort")
print(recording.records, kid.handlers, parent.handlers)
kid.addHandler(logging.NullHandler())
kid.error("for nothing")


class Tagged(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[{self.extra['tag']}] {msg}", kwargs


tagged = Tagged(log, {"tag": "t1"})
tagged.info("adapted %d", 1)
print(tagged, tagged.isEnabledFor(10), tagged.name)

unfinished = logging.StreamHandler(sys.stdout)
unfinished.terminator = ";\n"
log = shown(unfinished)
log.info("ended otherwise")


class Broken(logging.StreamHandler):
    def emit(self, record):
        try:
            raise RuntimeError("cannot")
        except Exception:
            self.handleError(record)


shown(Broken()).info("a %s", "b")


async def worker(n):
    log.info("works in %d", n)
    await asyncio.sleep(n)
    log.info("has worked")


async def fails():
    raise OSError("lost")


async def main():
    shown(out)
    out.setFormatter(logging.Formatter("%(asctime)s %(taskName)s %(funcName)s: %(message)s"))
    async with asyncio.TaskGroup() as tg:
        tg.create_task(worker(1), name="one")
        tg.create_task(worker(2.5), name="two")
    shown(recording, name="asyncio")
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task
    await asyncio.sleep(0)
    print(recording.records[1:])
    shown(out, name="asyncio")
    out.setFormatter(logging.Formatter("%(relativeCreated)d %(name)s: %(message)s"))
    out.addFilter(lambda record: setattr(record, "name", "renamed") or True)
    asyncio.create_task(fails())
    await asyncio.sleep(1)


logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(name)s %(message)s")
logging.info("to standard output")
asyncio.run(main())
logging.shutdown()
