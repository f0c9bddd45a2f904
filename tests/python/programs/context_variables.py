"""Contexts: whose values a task, a callback and a runner's main see."""

import asyncio
import contextvars
from contextvars import Context, ContextVar, Token, copy_context

request = ContextVar("request", default="none")
user = ContextVar("user")


def show(who):
    print(f"{who}: {request.get()}, {user.get('nobody')}")


async def work(name, delay):
    show(name)
    request.set(name)
    await asyncio.sleep(delay)
    show(name)
    return request.get()


async def tasks():
    request.set("main")
    context = copy_context()
    first = asyncio.create_task(work("first", 0.02), name="first", context=context)
    second = asyncio.create_task(work("second", 0.01), context=None)
    async with asyncio.TaskGroup() as tg:
        third = tg.create_task(work("third", 0.03), context=context, name="third")
        tg.create_task(work("fourth", 0.01))
    print(first.result() if first.done() else "runs", second.result(), third.result())
    print(first.get_context() is context, third.get_context() is context, second.get_context() is context)
    print(first.get_context() == context, context[request], second.get_context()[request])
    show("main")
    loop = asyncio.get_running_loop()
    print(await loop.create_task(work("fifth", 0), context=context), context.get(request))
    print(asyncio.current_task().get_context()[request])


async def callbacks():
    loop = asyncio.get_running_loop()
    context = Context()
    context.run(user.set, "ada")
    loop.call_soon(show, "soon", context=context)
    loop.call_later(0.01, show, "later", context=context)
    loop.call_at(loop.time() + 0.02, show, "at")
    future = loop.create_future()
    future.add_done_callback(lambda done: show(f"done {done.result()}"), context=context)
    future.add_done_callback(lambda done: show("done here"))
    request.set("changed")
    await asyncio.sleep(0.03)
    future.set_result(1)
    await asyncio.sleep(0)

    def change(value):
        request.set(value)
        show("change")

    loop.call_soon(change, "one", context=context)
    loop.call_soon(change, "two")
    loop.call_soon(show, "after", context=context)
    await asyncio.sleep(0)
    show("main")


def mappings():
    context = Context()
    print(len(context), list(context), request in context, context.get(request), context.get(request, "default"))
    context.run(request.set, "inside")
    context.run(user.set, "ada")
    copied = context.copy()
    context.run(user.set, "grace")
    print(len(context), sorted(variable.name for variable in context), sorted(context.values()))
    print(sorted((variable.name, value) for variable, value in copied.items()), user in copied, copied is context)
    print([variable is user for variable in sorted(copied.keys(), key=lambda variable: variable.name)])
    try:
        Context()[user]
    except KeyError as e:
        print("KeyError", e.args[0] is user)
    for wrong in (lambda: context["user"], lambda: context.get("user"), lambda: "user" in context):
        try:
            wrong()
        except TypeError as e:
            print(e)
    try:
        context.run()
    except TypeError as e:
        print(e)
    print(ContextVar, Context, Token, contextvars.copy_context().run(lambda: "run"))


def runs():
    print(copy_context().run(lambda a, *, b: (a, b), 1, b=2))
    context = copy_context()

    def failing():
        user.set("eve")
        raise ValueError("inside")

    try:
        context.run(failing)
    except ValueError as e:
        print(repr(e), context[user], user.get("nobody"))

    def again():
        try:
            context.run(print, "never")
        except RuntimeError as e:
            print(str(e).split(": ")[0], str(e).split("> ")[1])
        copy_context().run(show, "a copy within")

    context.run(again)
    context.run(show, "free again")


def tokens():
    first = user.set("ada")
    print(first.var is user, first.old_value is Token.MISSING, Token.MISSING)
    second = user.set("grace")
    print(second.old_value, user.get())
    user.reset(second)
    print(user.get())
    user.reset(first)
    print(user.get("unset"))
    try:
        user.reset(first)
    except RuntimeError as e:
        print(str(e).startswith("<Token used var=<ContextVar name='user'"), str(e).endswith("has already been used once"))
    token = request.set("changed")
    try:
        copy_context().run(request.reset, token)
    except ValueError as e:
        print(str(e).endswith("was created in a different Context"))
    try:
        user.reset(token)
    except ValueError as e:
        print(str(e).endswith("was created by a different ContextVar"))
    request.reset(token)
    try:
        user.get()
    except LookupError as e:
        print(repr(e).startswith("LookupError(<ContextVar name='user' at 0x"))


async def seen(what, value=None):
    print(what, request.get(), user.get("nobody"))
    if value is not None:
        request.set(value)


def runners():
    request.set("module")
    asyncio.run(seen("run", "from run"))
    asyncio.run(seen("run again"))
    with asyncio.Runner() as runner:
        runner.run(seen("first", "kept"))
        request.set("changed outside")
        runner.run(seen("second"))
        context = copy_context()
        runner.run(seen("given", "in the context"), context=context)
        print(context[request])
        runner.run(seen("third"))
    context.run(asyncio.run, seen("in a context"))
    show("module")


async def handlers():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(repr(context["exception"]), "handled in", request.get()))
    context = Context()

    def broken(name, *args):
        request.set(name)
        raise ValueError(name)

    async def breaks():
        request.set("task")
        raise KeyError("task")

    loop.call_soon(broken, "soon", context=context)
    loop.call_later(0, broken, "later", context=context)
    await asyncio.sleep(0.01)
    future = loop.create_future()
    future.add_done_callback(lambda done: broken("done"), context=context)
    future.set_result(None)
    await asyncio.sleep(0)
    asyncio.create_task(breaks(), context=context)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    show("main")
    print(context[request])


async def wrong():
    coro = seen("never")
    try:
        asyncio.create_task(coro, name="x", other=1)
    except TypeError as e:
        print("TypeError")
    coro.close()


mappings()
runs()
tokens()
asyncio.run(tasks())
asyncio.run(callbacks())
runners()
asyncio.run(handlers())
asyncio.run(wrong())
