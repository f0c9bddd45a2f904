"""logging: formatters of one's own, filters, records, exc_text, stack of handlers."""
import io
import logging


class Short(logging.Formatter):
    COLORS = {"ERROR": "!", "WARNING": "?", "INFO": "."}

    def format(self, record):
        record.mark = self.COLORS.get(record.levelname, " ")
        return super().format(record)

    def formatException(self, exc_info):
        return f"  <{exc_info[0].__name__}: {exc_info[1]}>"


class OnlyErrors(logging.Filter):
    def filter(self, record):
        return record.levelno >= logging.ERROR


class Collecting(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


out, errors = io.StringIO(), io.StringIO()
log = logging.getLogger("shop")
log.setLevel(logging.DEBUG)
log.propagate = False
everything = logging.StreamHandler(out)
everything.setFormatter(Short("%(mark)s %(name)s.%(funcName)s: %(message)s"))
only_errors = logging.StreamHandler(errors)
only_errors.addFilter(OnlyErrors())
collecting = Collecting()
for handler in (everything, only_errors, collecting):
    log.addHandler(handler)


def order(item, count):
    log.info("ordering %d of %s", count, item)
    if count < 0:
        log.error("bad count", extra={"item": item})
    try:
        return 10 / count
    except ZeroDivisionError:
        log.exception("cannot divide")


order("cup", 2)
order("pot", 0)
order("pan", -1)
log.warning("almost")
print(out.getvalue(), errors.getvalue(), sep="---\n")
print([(r.levelname, r.getMessage(), r.lineno, r.funcName) for r in collecting.records])
print(collecting.records[4].item, collecting.records[0].args, collecting.records[0].msg, collecting.records[0].name)
record = logging.LogRecord("n", logging.INFO, "path.py", 7, "%s!", ("hi",), None)
print(record, record.getMessage(), logging.Formatter("%(filename)s:%(lineno)d %(levelno)s %(message)s").format(record))
print(logging.makeLogRecord({"msg": "made", "levelname": "X"}).getMessage())
log.addFilter(lambda r: "secret" not in r.getMessage())
log.info("the secret")
log.info("public")
print(len(collecting.records), collecting.records[-1].message if hasattr(collecting.records[-1], "message") else "-")
log.removeHandler(everything)
log.removeHandler(only_errors)
print(log.handlers[0] is collecting, logging.NullHandler().level)
try:
    log.info("x", extra={"message": 1})
except KeyError as error:
    print(error)
log.addHandler(logging.StreamHandler())
log.error("last words")
log.info("%d items", "many")
