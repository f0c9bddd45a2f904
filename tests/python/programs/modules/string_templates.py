"""string: constants, Template, capwords, Formatter."""
import string
from string import Template

print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, repr(string.whitespace), string.punctuation, len(string.printable), string.ascii_uppercase[:3])
letter = Template("Dear $name,\nyou owe ${amount}USD for $$5 item.$end")
print(letter.substitute(name="Ann", amount=12, end=""))
print(letter.safe_substitute(name="Bob"))
print(letter.substitute({"name": "Cid", "amount": 0}, end="!"), letter.template[:10], letter.get_identifiers(), letter.is_valid())
print(string.capwords("hello  wide   world"), string.capwords("a-b-c", "-"))


class Percent(Template):
    delimiter = "%"


print(Percent("%who likes %what, $5").substitute(who="tim", what="kung pao"))


class Safe(string.Formatter):
    def get_value(self, key, args, kwargs):
        try:
            return super().get_value(key, args, kwargs)
        except (KeyError, IndexError):
            return f"<{key}?>"

    def convert_field(self, value, conversion):
        if conversion == "u":
            return str(value).upper()
        return super().convert_field(value, conversion)


print(Safe().format("{0} {name!u} {missing} {5}", "a", name="b"), string.Formatter().format("{:>5}|{x[0]}|{y.real}", 1, x=[2], y=3))
print(list(string.Formatter().parse("a{b!r:>{w}}c{}")))
alphabet = string.ascii_lowercase
print("hello".translate(str.maketrans(alphabet, alphabet[13:] + alphabet[:13])), "".join(c for c in "a1b2!" if c in string.ascii_letters))
for wrong in (lambda: letter.substitute(name="x"), lambda: Template("bad $ sign").substitute(), lambda: Template("${unclosed").substitute(unclosed=1), lambda: Template("line\n  $").substitute(), lambda: Template().substitute(), lambda: string.capwords(5), lambda: string.Formatter().format("{} {1}", 1, 2), lambda: string.Formatter().format("{x}"), lambda: string.Nope):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
Template("Hi $who from $where").substitute({"who": "me"})
