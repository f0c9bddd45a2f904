"""Owns what CPython prints for the programs of the corpus: `corpus.py [--record] [PROGRAM…]` runs them, all or these.

Invariant: an output is compared whole. Left out are the frames of files that are not the program's. Changed are the
places in such files and addresses, which become `…`, and the kind of the selector, which depends on the machine.

Beside `NAME.py` stand `NAME.out` and `NAME.err`, what CPython 3.14 prints on its two streams, and where 3.13 prints
something else `NAME.313.out` and `NAME.313.err`. corpus.json lists those programs, those that 3.13 cannot run at all,
and those that CPython in WebAssembly cannot run, each with its reason. corpus.mjs runs the programs there. The programs
of `starting/` are those that the page offers, and stand with it.
"""

import json
import pathlib
import re
import sys

import reference
import virtual_loop

HERE = pathlib.Path(__file__).parent
PROGRAMS = HERE / "programs"
STARTING = HERE.parents[1] / "www/src/programs"
LIMIT = 30.0  # seconds of real time; no program waits
STREAMS = {"out": "stdout", "err": "stderr"}

FRAME = re.compile(r'(?P<margin>(?: *\| )?)  File "(?P<file>[^"]*)", line \d+, in ')
GRAPH_FRAME = re.compile(r" *  \|   File '/")
REPEATED = re.compile(r"(?: *\| )?  \[Previous line repeated \d+ more times?\]$")
PLACE = re.compile(r" at /[^:]*\.py:\d+")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
SELECTOR = re.compile(r"Using selector: \w+Selector$")
WARNING = re.compile(r"/[^:]*\.py:\d+: (?=\w*Warning: )")
CHANGED = {
    WARNING: "…: ",
    PLACE: " at …",
    ADDRESS: " at 0x…",
    SELECTOR: "Using selector: EpollSelector",
}


def names(words):
    """The names of these programs, or of all: the paths of their outputs below the folder of programs, without the ending."""
    found = [str(path.relative_to(PROGRAMS).with_suffix("")) for path in PROGRAMS.rglob("*.py")]
    found = sorted(found + [f"starting/{path.stem}" for path in STARTING.glob("*.py")])
    unknown = [word for word in words if word not in found]
    if unknown:
        sys.exit(f"there is no program {unknown[0]}")
    return words or found


def lists():
    return json.loads((HERE / "corpus.json").read_text())


def source(name):
    folder, _, last = name.rpartition("/")
    return ((STARTING if folder == "starting" else PROGRAMS / folder) / f"{last}.py").read_text()


def file_name(name):
    """How tracebacks name the program."""
    return f"{name.rpartition('/')[2]}.py"


def outputs(name, run):
    """What a run printed, as it is kept: a text for each ending."""
    lines = {stream: [] for stream in STREAMS.values()}
    for entry in run["console"]:
        lines[entry["stream"]].append(entry["text"])
    own = file_name(name)
    return {ending: "".join(f"{line}\n" for line in own_lines(lines[stream], own)) for ending, stream in STREAMS.items()}


def own_lines(lines, own):
    """Leaves out what stands in other files than `own`."""
    left_out = None  # how a line begins that belongs to a frame that is left out
    source_expected = False
    for line in lines:
        frame = FRAME.match(line)
        if frame:
            left_out = None if frame["file"] == own else frame["margin"] + "    "
        if left_out is not None and (frame or REPEATED.match(line) or line.startswith(left_out)):
            continue
        left_out = None
        if GRAPH_FRAME.match(line):
            continue
        if source_expected and line.startswith("  "):
            source_expected = False
            continue
        source_expected = WARNING.match(line) is not None
        for pattern, text in CHANGED.items():
            line = pattern.sub(text, line)
        yield line


def kept(name, minor):
    """The file of each output that Python 3.`minor` is to print, by its ending."""
    old = ".313" if minor < 14 and name in lists()["different"] else ""
    return {ending: PROGRAMS / f"{name}{old}.{ending}" for ending in STREAMS}


def difference(name, got, minor):
    """The first line in which an output is another than the kept one, in words, or None."""
    for ending, path in kept(name, minor).items():
        want = path.read_text() if path.exists() else ""
        if got[ending] != want:
            pairs = zip(got[ending].split("\n"), want.split("\n"))
            at, (printed, wanted) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
            return f"{name}.{ending}, line {at}\n   got  {printed!r}\n   want {wanted!r}"
    return None


def record(name, got, minor):
    for ending, path in kept(name, minor).items():
        if got[ending]:
            path.write_text(got[ending])
        else:
            path.unlink(missing_ok=True)


def check(name, run, minor, recording=False):
    """Compares what a program printed, or keeps it; the difference in words, or None."""
    got = outputs(name, run)
    return record(name, got, minor) if recording else difference(name, got, minor)


def runnable(words, missing):
    """The programs of these names, or all, without those that the list `missing` names."""
    return [name for name in names(words) if name not in missing]


def main(arguments):
    recording = arguments[:1] == ["--record"]
    minor = sys.version_info.minor
    programs = runnable(arguments[recording:], lists()["newer"] if minor < 14 else {})
    wrong = []
    for name in programs:
        sent, status = reference.run_child(source(name), file_name(name), LIMIT, name)
        wrong.append(check(name, reference.read_records(sent, status, name), minor, recording))
    wrong = [difference for difference in wrong if difference]
    if wrong:
        sys.exit("\n".join([*wrong, f"{len(wrong)} of {len(programs)} print something else"]))


if __name__ == "__main__":
    virtual_loop.pin_order()
    main(sys.argv[1:])
