"""`string`"""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


def _starts_name(c):
    return c == "_" or c.isascii() and c.isalpha()


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Pairs of the text before a placeholder, and its name, its text and its place; the last has no name."""
        text, start, place = self.template, 0, 0
        while (place := text.find(self.delimiter, place)) >= 0:
            after = place + len(self.delimiter)
            if text.startswith(self.delimiter, after):
                yield text[start:place], None, self.delimiter, place
                start = place = after + len(self.delimiter)
                continue
            braced = text[after:after + 1] == "{"
            end = begin = after + braced
            while end < len(text) and (_starts_name(text[end]) or end > begin and text[end].isascii() and text[end].isdigit()):
                end += 1
            behind = end + braced
            if end == begin or braced and text[end:behind] != "}":
                yield text[start:place], False, self.delimiter, place
                start = place = after
                continue
            yield text[start:place], text[begin:end], text[place:behind], place
            start = place = behind
        yield text[start:], None, "", len(text)

    def _invalid(self, place):
        place += len(self.delimiter)
        lines = self.template[:place].splitlines(keepends=True)
        if not lines:
            lineno, colno = 1, 1
        else:
            colno = place - len("".join(lines[:-1]))
            lineno = len(lines)
        raise ValueError(f"Invalid placeholder in string: line {lineno}, col {colno}")

    def _fill(self, mapping, kws, safe):
        out = []
        for before, name, shown, place in self._parts():
            out.append(before)
            if name is None:
                out.append(shown)
            elif name is False:
                if not safe:
                    self._invalid(place)
                out.append(shown)
            else:
                try:
                    out.append(str(kws[name] if name in kws else mapping[name]))
                except KeyError:
                    if not safe:
                        raise
                    out.append(shown)
        return "".join(out)

    def substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, True)

    def is_valid(self):
        return all(name is not False for _, name, _, _ in self._parts())

    def get_identifiers(self):
        return list(dict.fromkeys(name for _, name, _, _ in self._parts() if name))


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            out.append(literal)
            if name is None:
                continue
            if name == "" or name[0] in ".[":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto) + name
                auto += 1
            elif name.isdigit():
                if auto:
                    raise ValueError("cannot switch from automatic field numbering to manual field specification")
                auto = False
            obj, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used_args, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        match conversion:
            case None:
                return value
            case "s":
                return str(value)
            case "r":
                return repr(value)
            case "a":
                return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        literal, i, n = [], 0, len(format_string)
        while i < n:
            c = format_string[i]
            if c in "{}" and format_string[i + 1:i + 2] == c:
                literal.append(c)
                yield "".join(literal), None, None, None
                literal.clear()
                i += 2
            elif c == "}":
                raise ValueError("Single '}' encountered in format string")
            elif c == "{":
                depth, end = 1, i + 1
                while end < n and depth:
                    depth += {"{": 1, "}": -1}.get(format_string[end], 0)
                    end += 1
                if depth:
                    raise ValueError("expected '}' before end of string" if end > i + 1 else "Single '{' encountered in format string")
                field = format_string[i + 1:end - 1]
                name, colon, spec = field.partition(":")
                conversion = None
                if "!" in name:
                    name, _, conversion = name.partition("!")
                yield "".join(literal), name, spec, conversion
                literal.clear()
                i = end
            else:
                literal.append(c)
                i += 1
        if literal:
            yield "".join(literal), None, None, None

    def get_field(self, field_name, args, kwargs):
        first = ""
        i = 0
        while i < len(field_name) and field_name[i] not in ".[":
            i += 1
        first, rest = field_name[:i], field_name[i:]
        first = int(first) if first.isdigit() else first
        obj = self.get_value(first, args, kwargs)
        while rest:
            if rest[0] == ".":
                end = min([p for p in (rest.find(".", 1), rest.find("[", 1)) if p > 0], default=len(rest))
                obj = getattr(obj, rest[1:end])
            else:
                end = rest.index("]") + 1
                key = rest[1:end - 1]
                obj = obj[int(key) if key.isdigit() else key]
            rest = rest[end:]
        return obj, first
