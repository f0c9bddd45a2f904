"""Loggers, levels, propagation and the records that asyncio itself makes."""

import asyncio
import logging
import sys

logging.warning("before: basicConfig is called by the function")
logging.basicConfig(level=logging.DEBUG)
logging.info("too fine, since only the first configuration counts")
logging.basicConfig(level="INFO", format="%(levelname)-8s|%(name)s|%(message)s", force=True)
logging.info("configured %s of %d: %r", "one", 2, "three")
logging.info("%(who)s with a mapping", {"who": "dict"})
logging.debug("not shown")

log = logging.getLogger("app")
child = log.getChild("db.pool")
print(log, child, child.name, child.parent, logging.getLogger(), logging.getLogger("root") is logging.root)
log.setLevel(logging.WARNING)
child.info("below the level of app")
child.warning("shown by the root")
print(child.getEffectiveLevel(), child.isEnabledFor(20), child.level, child.hasHandlers())
print(sorted(logging.getLevelNamesMapping()), logging.getLevelName(25), logging.getLevelName("INFO"))
logging.addLevelName(25, "NOTICE")
log.log(25, "under the level")
log.log(35, "a level of its own")
logging.getLogger("notes").log(25, "a notice")
logging.disable(logging.WARNING)
log.warning("disabled")
log.error("not disabled")
logging.disable(logging.NOTSET)

for wrong in ("LOUD", 3.5):
    try:
        log.setLevel(wrong)
    except (ValueError, TypeError) as e:
        print(repr(e))
try:
    log.log("INFO", "x")
except TypeError as e:
    print(repr(e))
try:
    logging.getLogger(3)
except TypeError as e:
    print(repr(e))
try:
    log.error("x", extra={"message": 1})
except KeyError as e:
    print(repr(e))
try:
    logging.basicConfig(force=True, colour=True)
except ValueError as e:
    print(repr(e))


def divide(a, b):
    return a / b


try:
    divide(1, 0)
except ZeroDivisionError as e:
    log.exception("division of %d", 1)
    log.warning("with the exception", exc_info=e)
    log.error("without")
    saved = e
log.error("later", exc_info=saved)
log.error("none is handled", exc_info=True)


def wrong():
    log.error("too many %s", 1, 2)
    log.error("a number %d", "one")


wrong()


async def fail(n):
    raise ValueError(f"lost {n}")


async def main():
    asyncio.create_task(fail(1), name="lost")
    await asyncio.sleep(1)
    asyncio.get_running_loop().call_exception_handler({"message": "made up", "exception": KeyError("k")})
    log.error("in a stack")
    wrong()


logging.getLogger("asyncio").setLevel(logging.DEBUG)
asyncio.run(main())
