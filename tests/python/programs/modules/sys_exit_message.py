"""sys.exit with a message, through finally and with blocks."""
import sys


class Journal:
    def __enter__(self):
        print("open")
        return self

    def __exit__(self, kind, value, tb):
        print("close after", kind.__name__, value.code)


def main(arguments):
    with Journal():
        for argument in arguments:
            if not argument.isdigit():
                sys.exit(f"error: {argument!r} is no number")
            print(int(argument) * 2)


if __name__ == "__main__":
    try:
        main(["1", "22", "x", "4"])
    except Exception:
        print("not caught: SystemExit is no Exception")
    finally:
        print("finally")
