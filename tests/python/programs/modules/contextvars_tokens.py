"""contextvars: tokens, copies, defaults, what tasks see."""
import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")
request = contextvars.ContextVar("request")

print(user.get(), request.get("no request"), user.name)
token = user.set("ann")
print(user.get(), token.old_value is contextvars.Token.MISSING, token.var is user)
inner = user.set("bob")
print(inner.old_value, user.get())
user.reset(inner)
print(user.get())
user.reset(token)
print(user.get())


def handler(number):
    request.set(number)
    user.set(f"user {number}")
    return request.get(), user.get()


context = contextvars.copy_context()
print(context.run(handler, 7), request.get(None), context[request], context.get(user), len(context), request in context, user in contextvars.copy_context())
print(sorted(v.name for v in context), sorted(context.values(), key=str))
for wrong in (lambda: context.run(), lambda: contextvars.ContextVar(), lambda: contextvars.ContextVar(5), lambda: request.reset("x")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)


async def worker(n):
    user.set(f"worker {n}")
    await asyncio.sleep(0.1 * n)
    return user.get(), request.get("none")


async def main():
    request.set("main's")
    print(await asyncio.gather(*(worker(n) for n in range(3))), user.get())
    await worker(9)
    print(user.get())
    ctx = contextvars.Context()
    print(await asyncio.create_task(worker(1), context=ctx), ctx[user], user.get())
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: (print("callback sees", user.get()), user.set("callback")))
    await asyncio.sleep(0)
    print(user.get())


asyncio.run(main())
print(user.get())
try:
    request.get()
except LookupError as error:
    print(error.args[0] is request)
