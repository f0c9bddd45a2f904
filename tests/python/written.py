"""Owns what CPython prints for whole programs in files: `written.py FILE... > outputs.json`, an `[out, err]` a program.

Invariant: the frames of the program itself stay in its tracebacks, with their places, source and carets; only those of
CPython's own library are left out. Each program runs as reference.py runs it, under the name of its file.
"""

import json
import pathlib
import re
import sys

import reference
import virtual_loop

FRAME = re.compile(r'(?P<margin>(?: *\| )?)  File "(?P<file>.*)", line \w+, in ')


def own_frames(console, file):
    """The console without the frames of other files, and what stands under them. Each stream is read by itself."""
    kept = []
    for stream in ("stdout", "stderr"):
        under_frame = None
        for entry in console:
            text = entry["text"]
            if entry["stream"] != stream or under_frame is not None and text.startswith(under_frame):
                continue
            frame = FRAME.match(text)
            foreign = frame and frame["file"] != file
            under_frame = frame["margin"] + "    " if foreign else None
            if not foreign:
                kept.append(entry)
    return kept


def output(path):
    """What the program prints on its two streams."""
    source = path.read_text(encoding="utf-8")
    reference.FILE_NAME = path.name
    reference.normalise = lambda console: own_frames(console, path.name)
    run = reference.run(source, path.name, reference.LIMIT)
    lines = {"stdout": [], "stderr": []}
    for entry in run["console"]:
        lines[entry["stream"]].append(entry["text"] + "\n")
    return ["".join(lines["stdout"]), "".join(lines["stderr"])]


# The frames around the program: of this file, and of reference.py.
FRAMES_AROUND = 5


def main(files):
    reference.leave_settings_behind()
    virtual_loop.pin_order()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + FRAMES_AROUND)
    sys.getrecursionlimit = lambda: limit
    json.dump([output(pathlib.Path(file)) for file in files], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
