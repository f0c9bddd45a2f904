"""Differences of `unittest`: what `difflib.ndiff` and `pprint.pformat` give."""


def _is_blank(char):
    return char in " \t"


class Matcher:
    """The longest common blocks of two sequences, found as `difflib.SequenceMatcher` finds them."""

    def __init__(self, a, b, isjunk=None):
        self.a, self.b = a, b
        self.places = {}
        for index, element in enumerate(b):
            self.places.setdefault(element, []).append(index)
        self.junk = {element for element in self.places if isjunk and isjunk(element)}
        for element in self.junk:
            del self.places[element]
        if len(b) >= 200:
            limit = len(b) // 100 + 1
            self.places = {element: found for element, found in self.places.items() if len(found) <= limit}

    def longest(self, alo, ahi, blo, bhi):
        a, b = self.a, self.b
        besti, bestj, size = alo, blo, 0
        lengths = {}
        for i in range(alo, ahi):
            new = {}
            for j in self.places.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = new[j] = lengths.get(j - 1, 0) + 1
                if length > size:
                    besti, bestj, size = i - length + 1, j - length + 1, length
            lengths = new
        for with_junk in (False, True):
            while (besti > alo and bestj > blo and a[besti - 1] == b[bestj - 1]
                   and (b[bestj - 1] in self.junk) == with_junk):
                besti, bestj, size = besti - 1, bestj - 1, size + 1
            while (besti + size < ahi and bestj + size < bhi and a[besti + size] == b[bestj + size]
                   and (b[bestj + size] in self.junk) == with_junk):
                size += 1
        return besti, bestj, size

    def blocks(self):
        todo, found = [(0, len(self.a), 0, len(self.b))], []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, size = self.longest(alo, ahi, blo, bhi)
            if size:
                found.append((i, j, size))
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    todo.append((i + size, ahi, j + size, bhi))
        return sorted(found)

    def opcodes(self):
        i = j = 0
        codes = []
        for ai, bj, size in [*self.blocks(), (len(self.a), len(self.b), 0)]:
            if i < ai or j < bj:
                tag = "replace" if i < ai and j < bj else "delete" if i < ai else "insert"
                codes.append((tag, i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                codes.append(("equal", ai, i, bj, j))
        return codes

    def ratio(self):
        total = len(self.a) + len(self.b)
        return 2.0 * sum(size for _, _, size in self.blocks()) / total if total else 1.0


def _marks(line, tags):
    return "".join(c if tag == " " and c.isspace() else tag for c, tag in zip(line, tags)).rstrip()


def _pair(old, new):
    """Two similar lines, with marks under what differs."""
    under_old = under_new = ""
    for tag, i1, i2, j1, j2 in Matcher(old, new, _is_blank).opcodes():
        if tag in ("replace", "equal"):
            mark = "^" if tag == "replace" else " "
            under_old += mark * (i2 - i1)
            under_new += mark * (j2 - j1)
        elif tag == "delete":
            under_old += "-" * (i2 - i1)
        else:
            under_new += "+" * (j2 - j1)
    for sign, line, tags in (("-", old, under_old), ("+", new, under_new)):
        yield f"{sign} {line}"
        marks = _marks(line, tags)
        if marks:
            yield f"? {marks}\n"


def _replace(a, b):
    if not a or not b:
        yield from [f"- {line}" for line in a] or [f"+ {line}" for line in b]
        return
    best, place, equal = 0.74, None, None
    for j, new in enumerate(b):
        for i, old in enumerate(a):
            if old == new:
                equal = equal or (i, j)
                continue
            ratio = Matcher(old, new, _is_blank).ratio()
            if ratio > best:
                best, place = ratio, (i, j)
    if best < 0.75:
        if equal is None:
            lines = [[f"- {line}" for line in a], [f"+ {line}" for line in b]]
            for part in reversed(lines) if len(b) < len(a) else lines:
                yield from part
            return
        place = equal
    else:
        equal = None
    i, j = place
    yield from _replace(a[:i], b[:j])
    if equal is None:
        yield from _pair(a[i], b[j])
    else:
        yield f"  {a[i]}"
    yield from _replace(a[i + 1:], b[j + 1:])


def ndiff(a, b):
    for tag, i1, i2, j1, j2 in Matcher(a, b).opcodes():
        if tag == "equal":
            yield from (f"  {line}" for line in a[i1:i2])
        else:
            yield from _replace(a[i1:i2], b[j1:j2])


def _sorted(items, key=None):
    try:
        return sorted(items, key=key)
    except TypeError:
        return sorted(items, key=lambda item: (str(type(item)), id(item)))


def _flat(value):
    if type(value) is dict and value:
        return "{" + ", ".join(f"{_flat(k)}: {_flat(v)}" for k, v in _sorted(value.items(), lambda item: item[0])) + "}"
    if type(value) is list and value:
        return "[" + ", ".join(map(_flat, value)) + "]"
    if type(value) is tuple and value:
        return "(" + ", ".join(map(_flat, value)) + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def pformat(value, indent=0, allowance=0):
    """The repr of a value, in several lines where it is wider than 80 columns."""
    flat = _flat(value)
    if len(flat) <= 80 - indent - allowance:
        return flat
    kind = type(value)
    if kind is dict:
        parts = []
        items = _sorted(value.items(), lambda item: item[0])
        for index, (key, item) in enumerate(items):
            name = repr(key)
            behind = allowance + 1 if index == len(items) - 1 else 1
            parts.append(f"{name}: {pformat(item, indent + len(name) + 3, behind)}")
        return "{" + (",\n" + " " * (indent + 1)).join(parts) + "}"
    brackets = {list: "[]", tuple: "()", set: "{}"}.get(kind)
    if brackets is None or not value:
        return repr(value)
    items = _sorted(value) if kind is set else list(value)
    parts = [
        pformat(item, indent + 1, allowance + 1 if index == len(items) - 1 else 1) for index, item in enumerate(items)
    ]
    comma = "," if kind is tuple and len(items) == 1 else ""
    return brackets[0] + (",\n" + " " * (indent + 1)).join(parts) + comma + brackets[1]


def safe_repr(value, short=False):
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    return text if not short or len(text) < 80 else text[:80] + " [truncated]..."


def _shorten(text, before, behind):
    skipped = len(text) - before - behind
    return f"{text[:before]}[{skipped} chars]{text[len(text) - behind:]}" if skipped > 12 else text


def common_shorten_repr(*values):
    """The reprs, of which what is common is cut where they are long."""
    texts = tuple(map(safe_repr, values))
    longest = max(map(len, texts))
    if longest <= 80:
        return texts
    common = 0
    while all(common < len(text) and text[common] == texts[0][common] for text in texts):
        common += 1
    prefix = texts[0][:common]
    room = 80 - (longest - common + 5 + 12)
    if room > 5:
        prefix = _shorten(prefix, 5, room)
        return tuple(prefix + text[common:] for text in texts)
    prefix = _shorten(prefix, 5, 5)
    return tuple(prefix + _shorten(text[common:], 41, 5) for text in texts)
