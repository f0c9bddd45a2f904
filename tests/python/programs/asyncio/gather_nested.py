"""A tree of gathers that adds up sizes of folders."""
import asyncio

TREE = {
    "root": {"docs": {"a.md": 10, "b.md": 20}, "src": {"lib": {"x.py": 7}, "main.py": 5}, "empty": {}},
}
visited = []


async def size(name, node, depth=0):
    await asyncio.sleep(0.01 * (depth + 1))
    visited.append((depth, name))
    if isinstance(node, int):
        if name == "x.py":
            raise PermissionError(13, "not yours", name)
        return node
    sizes = await asyncio.gather(
        *[size(child, below, depth + 1) for child, below in node.items()], return_exceptions=depth == 2
    )
    errors = [s for s in sizes if isinstance(s, OSError)]
    for error in errors:
        print("skipped:", error, error.filename, error.errno)
    return sum(s for s in sizes if isinstance(s, int))


async def main():
    total = await size("root", TREE["root"])
    print("total", total)
    print(sorted(visited))
    nested = asyncio.gather(asyncio.gather(asyncio.sleep(1, "x"), asyncio.sleep(2, "y")), asyncio.sleep(0.5, "z"))
    print(await nested)
    same = asyncio.ensure_future(asyncio.sleep(0.1, "one"))
    print(await asyncio.gather(same, same, same))
    print(asyncio.get_running_loop().time())


asyncio.run(main())
