"""A request id in a context variable, seen by everything that the request starts."""
import asyncio
import contextvars
import logging

request_id = contextvars.ContextVar("request_id", default="-")


class WithRequest(logging.Filter):
    def filter(self, record):
        record.request = request_id.get()
        return True


handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter("[%(request)s] %(message)s"))
handler.addFilter(WithRequest())
log = logging.getLogger("app")
log.addHandler(handler)
log.setLevel(logging.INFO)


async def query(sql):
    log.info("query %s", sql)
    await asyncio.sleep(0.1)
    return len(sql)


async def handle(number):
    token = request_id.set(f"req-{number}")
    try:
        first, second = await asyncio.gather(query("select 1"), query(f"select {number}"))
        asyncio.get_running_loop().call_soon(log.info, "callback")
        await asyncio.sleep(0)
        return first + second
    finally:
        request_id.reset(token)
        log.info("done")


async def main():
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(handle(n)) for n in (1, 20)]
    print([t.result() for t in tasks], request_id.get())
    context = contextvars.copy_context()
    context.run(request_id.set, "given")
    print(await asyncio.create_task(handle(300), context=context))
    print(context[request_id], request_id.get())
    try:
        request_id.reset(context.run(request_id.set, "other"))
    except ValueError as error:
        print(type(error).__name__, str(error).split(">")[-1])


asyncio.run(main())
