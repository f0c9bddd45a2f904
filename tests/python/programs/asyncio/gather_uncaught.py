"""What the user sees when a gather's error is caught by nobody."""
import asyncio


class ConfigError(ValueError):
    pass


def parse(text):
    key, _, value = text.partition("=")
    if not value:
        raise ConfigError(f"no value for {key!r}")
    return key, int(value)


async def load(text):
    await asyncio.sleep(0.1)
    try:
        return parse(text)
    except ConfigError as error:
        error.add_note(f"while reading {text}")
        raise


async def main():
    settings = await asyncio.gather(
        load("threads=4"),
        load("verbose"),
        load("retries=many"),
    )
    print(dict(settings))


if __name__ == "__main__":
    asyncio.run(main())
