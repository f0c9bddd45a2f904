"""Handlers that catch, filter, unwrap and print groups."""
import asyncio
import sys
import traceback


class NotFound(Exception):
    pass


class Forbidden(Exception):
    def __init__(self, user, page):
        super().__init__(user, page)
        self.user, self.page = user, page

    def __str__(self):
        return f"{self.user} may not see {self.page}"


async def get(page):
    await asyncio.sleep(0.1)
    if page == "secret":
        raise Forbidden("eve", page)
    if page.startswith("no"):
        raise NotFound(page)
    return page


async def get_all(pages):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(get(page)) for page in pages]
    return [task.result() for task in tasks]


def leaves(group):
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from leaves(error)
        else:
            yield error


async def main():
    for pages in (["home"], ["nope"], ["secret", "none"], ["no1", "no2", "secret"]):
        try:
            print(await get_all(pages))
        except* NotFound as group:
            print("not found:", *leaves(group))
        except* Forbidden as group:
            for error in leaves(group):
                print("forbidden:", error.user, error.page, error, error.args)
    try:
        try:
            await get_all(["secret"])
        except* Forbidden as group:
            raise group.exceptions[0]
    except BaseException as error:
        print(type(error).__name__, error)
    try:
        await get_all(["no1", "secret"])
    except ExceptionGroup as group:
        print("".join(traceback.format_exception_only(group)), end="")
        traceback.print_exception(group, file=sys.stdout)


asyncio.run(main())
