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
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    def __init__(self, template):
        self.template = template

    def _replace(self, mapping, strict):
        out, text = [], self.template
        while text:
            before, dollar, text = text.partition("$")
            out.append(before)
            if not dollar:
                break
            if text.startswith("$"):
                out.append("$")
                text = text[1:]
                continue
            braced = text.startswith("{")
            start = 1 if braced else 0
            end = start
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
            key = text[start:end]
            if not key or braced and text[end:end + 1] != "}":
                raise ValueError("Invalid placeholder in string: line 1, col 1")
            rest = text[end + 1:] if braced else text[end:]
            if key in mapping:
                out.append(str(mapping[key]))
            elif strict:
                raise KeyError(key)
            else:
                out.append("$" + text[: len(text) - len(rest)])
            text = rest
        return "".join(out)

    def substitute(self, mapping={}, /, **kws):
        return self._replace({**mapping, **kws}, True)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._replace({**mapping, **kws}, False)
