"""Methods of str, one after the other."""
text = "  The quick, brown fox.\t"
print(repr(text.strip()), repr(text.lstrip()), repr(text.rstrip()), "xxabcxx".strip("x"), "www.example.com".strip("cmowz."))
print("a,b,,c".split(","), "a b  c ".split(), "a b  c".split(" "), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","))
print("one\ntwo\r\nthree\n".splitlines(), "one\ntwo\n".splitlines(keepends=True), "k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="))
print("-".join("abc"), ", ".join(["a", "b"]), "banana".replace("a", "o"), "banana".replace("a", "o", 2), "abc".replace("", "-"))
print("banana".find("na"), "banana".rfind("na"), "banana".find("x"), "banana".index("n"), "banana".count("a"), "banana".count("ana"), "banana".find("a", 2), "banana".count("a", 2, 4))
print("banana".startswith("ba"), "banana".endswith(("x", "na")), "banana".startswith("an", 1), "hello".removeprefix("he"), "hello".removesuffix("lo"), "hello".removeprefix("x"))
print("hello world".title(), "hello".capitalize(), "Hello".swapcase(), "ABC".lower(), "abc".upper(), "ß".casefold(), "ß".upper(), "they're bill's".title())
print("ab".center(7, "*"), "ab".ljust(5, "."), "ab".rjust(5), "-42".zfill(6), "42".zfill(1), "a\tb\tc".expandtabs(4))
print("abc".isalpha(), "abc1".isalpha(), "12".isdigit(), "1.2".isdigit(), "a1".isalnum(), " \t".isspace(), "".isspace(), "Abc".istitle(), "ABC".isupper(), "abc".islower(), "a_1".isidentifier(), "1a".isidentifier(), "\n".isprintable(), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "½".isdigit())
table = str.maketrans({"a": "4", "e": None, "o": "00"})
print("apple orange".translate(table), "hello".translate(str.maketrans("el", "ip", "o")))
print("abc" < "abd", "Z" < "a", "abc"[::-1], "abc"[-2:], "abcdef"[1:5:2], "a" in "abc", "" in "abc", "ab" * 3, "a" "b", len("naïve"), min("hello"), sorted("hello"))
print(ord("a"), chr(8364), ascii("naïve€"), repr("tab\t'quote'"), repr('both \' and "'), "\x41\u00e9\U0001F600", "caf\u00e9".encode(), "é".encode("latin-1"), "x".encode("ascii"))
print("Grüße".encode("ascii", "replace"), "Grüße".encode("ascii", "ignore"), "Grüße".encode("ascii", "backslashreplace"), "Grüße".encode("ascii", "xmlcharrefreplace"), "é".encode("utf-16-le"))
for wrong in (
    lambda: "abc".index("x"),
    lambda: "a" + 1,
    lambda: "a" * "b",
    lambda: "abc"[5],
    lambda: "abc"["a"],
    lambda: ",".join([1, 2]),
    lambda: "a".split(""),
    lambda: "abc".center(5, "xy"),
    lambda: "a".replace("a"),
    lambda: "a".find(1),
    lambda: "a".startswith(1),
    lambda: ord("ab"),
    lambda: chr(-1),
    lambda: "é".encode("ascii"),
    lambda: "a".encode("nope"),
    lambda: "a".uper(),
    lambda: 1 in "abc",
    lambda: "a" < 1,
    lambda: str.upper(1),
    lambda: "a".join(5),
    lambda: "abc".zfill("a"),
    lambda: str.maketrans("a", "bc"),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
"immutable"[0] = "I"
