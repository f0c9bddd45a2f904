"""logging: levels, hierarchy, propagation, extra, lazy arguments, isEnabledFor."""
import logging
import sys

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-8s|%(name)-12s|%(message)s")
root = logging.getLogger()
app = logging.getLogger("app")
db = logging.getLogger("app.db")
print(root.name, app.parent is root, db.parent is app, logging.getLogger("app") is app, app.level, app.getEffectiveLevel())
app.info("started with %s and %d", "options", 3)
app.debug("not shown")
db.warning("slow query: %.1f ms", 123.456)
app.setLevel(logging.ERROR)
db.warning("not shown either")
db.setLevel("DEBUG")
db.debug("shown by its own level")
print(app.isEnabledFor(logging.INFO), db.isEnabledFor(10), logging.getLevelName(30), logging.getLevelName("ERROR"), logging.getLevelName(25), db.getChild("pool").name)
logging.addLevelName(25, "NOTICE")
root.log(25, "a level of its own")
app.propagate = False
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname}:{name}:{message}", style="{"))
app.addHandler(handler)
db.error("through the handler of app %(what)s", {"what": "only"})
app.removeHandler(handler)
handler.setLevel(logging.CRITICAL)
app.propagate = True
app.addHandler(handler)
app.error("once")
app.critical("twice")
app.handlers.clear()
print(app.hasHandlers(), root.handlers[0].level, handler.level, len(app.handlers))
logging.disable(logging.WARNING)
root.warning("disabled")
root.error("not disabled")
logging.disable(logging.NOTSET)


class Context(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[{self.extra['user']}] {msg}", kwargs


Context(root, {"user": "ann"}).info("hello %s", "you")
try:
    1 / 0
except ZeroDivisionError:
    root.exception("it failed")
    root.error("without traceback")
    root.info("with traceback", exc_info=True)
root.info("wrong number of arguments are reported on stderr")
root.warning("100%")
root.info({"not": "text"})
root.info("tuple %s %s", *("a", "b"))
for wrong in (lambda: root.setLevel("LOUD"), lambda: root.setLevel(1.5), lambda: logging.Formatter("%(message)s", style="?"), lambda: logging.Formatter("{oops"), lambda: logging.getLogger(5)):
    try:
        wrong()
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
print(root, app, db, handler.formatter is None)
logging.getLogger("late").setLevel("NOPE")
