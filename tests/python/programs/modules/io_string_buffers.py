"""io.StringIO: writing, seeking, reading lines, truncation, closing, as a file of a function."""
import io


def parse(lines):
    """Sections of key=value lines."""
    sections, current = {}, None
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
        elif "=" in line and current is not None:
            key, _, value = line.partition("=")
            current[key.strip()] = value.strip()
        else:
            raise SyntaxError(f"line {number}: {line!r}")
    return sections


text = io.StringIO("# settings\n[main]\nname = x\n\n[log]\nlevel=debug\npath = /tmp=1\n")
print(parse(text))
text.seek(0)
print(text.readline(), text.readline(3), text.tell(), text.read(5), text.readlines()[-1], repr(text.read()), repr(text.readline()))
out = io.StringIO()
print(out.write("hello"), out.write(" world"), out.getvalue(), out.tell())
out.seek(0)
out.write("J")
print(out.getvalue(), out.read(), out.seek(0, 2), out.truncate(4), out.getvalue(), out.tell())
out.writelines(["a", "b"])
print(repr(out.getvalue()), out.readable(), out.writable(), out.seekable(), out.closed, out.isatty())
print("to the buffer", 1, 2, sep="-", end="!", file=out)
print(repr(out.getvalue()[-20:]))
with io.StringIO("one\ntwo\n") as lines:
    print([line.rstrip() for line in lines], next(lines, "end"))
print(lines.closed)
data = io.BytesIO(b"\x01\x02abc")
print(data.read(2), data.read(), data.getvalue(), data.seek(1), data.read(1), data.write(b"Z"), data.getvalue())


def write_report(rows, file):
    for name, value in rows:
        file.write(f"{name:<6}{value:>6.1f}\n")
    return file


report = write_report([("a", 1), ("bb", 22.25)], io.StringIO())
print(report.getvalue(), end="")
for wrong in (lambda: lines.read(), lambda: lines.write("x"), lambda: out.write(5), lambda: out.seek(-1), lambda: out.seek(1, 1), lambda: io.StringIO(5), lambda: io.StringIO(b"x"), lambda: data.write("x"), lambda: out.fileno()):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
parse(io.StringIO("[a]\nx=1\nbroken\n"))
