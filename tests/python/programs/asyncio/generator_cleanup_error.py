"""An error in the cleanup of an abandoned generator goes to the exception handler."""
import asyncio


async def lines():
    try:
        yield "one"
        yield "two"
    finally:
        raise OSError("cannot close the file")


async def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def handler(loop, context):
    print("handler:", sorted(context), context["message"], repr(context.get("exception")))


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    gen = lines()
    print(await anext(gen))
    other = ignores_exit()
    print(await anext(other))
    try:
        await other.aclose()
    except RuntimeError as error:
        print(error)
    third = lines()
    print(await anext(third))
    try:
        await third.aclose()
    except OSError as error:
        print("closed with", error)
    main.gen = gen


asyncio.run(main())
