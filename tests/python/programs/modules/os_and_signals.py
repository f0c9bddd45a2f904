"""os and signal: the environment, members of Signals, KeyboardInterrupt from raise_signal."""
import os
import signal

print(signal.SIGINT == 2, signal.Signals(15).name, signal.SIGTERM.name, int(signal.Signals["SIGINT"].value), f"{signal.SIGINT}")
os.environ["MODE"] = "test"
print(os.environ["MODE"], os.environ.get("NOT_SET_ANYWHERE"), os.getenv("MODE"), os.getenv("NOT_SET_ANYWHERE", "default"), "MODE" in os.environ, os.sep, os.linesep == "\n", os.name)
del os.environ["MODE"]
print("MODE" in os.environ, isinstance(os.getpid(), int))


class Settings:
    def __init__(self, prefix, **defaults):
        for name, default in defaults.items():
            text = os.environ.get(f"{prefix}_{name}".upper())
            value = default if text is None else type(default)(text)
            setattr(self, name, value)

    def __repr__(self):
        return f"Settings({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"


os.environ["APP_PORT"] = "8080"
print(Settings("app", host="localhost", port=80, debug=False))
os.environ["APP_PORT"] = "many"
try:
    Settings("app", port=80)
except ValueError as error:
    print(error)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("interrupted", repr(error))


def work():
    try:
        for step in range(3):
            print("step", step)
            if step == 1:
                os.kill(os.getpid(), signal.SIGINT)
    finally:
        print("cleaned up")


try:
    work()
except KeyboardInterrupt:
    print("stopped")
for wrong in (lambda: os.environ["NOT_SET_ANYWHERE"], lambda: signal.Signals["SIGNOPE"]):
    try:
        print(wrong())
    except KeyError as error:
        print(type(error).__name__ + ":", error)
os.environ["ONLY_TEXT"] = 5
