"""Bytes: a small frame format, hex, slices, methods, and the errors."""


def pack(kind, payload):
    body = payload.encode("utf-8")
    return bytes([kind]) + len(body).to_bytes(2, "big") + body


def unpack(data):
    while data:
        kind, size = data[0], int.from_bytes(data[1:3], "big")
        yield kind, data[3:3 + size].decode()
        data = data[3 + size:]


stream = pack(1, "hello") + pack(2, "wörld") + pack(3, "")
print(stream, len(stream), stream.hex(), stream[:4].hex(":"))
print(list(unpack(stream)))
print(b"abc"[0], b"abc"[-1:], b"abc"[::-1], b"a" + b"b", b"ab" * 2, b"b" in b"abc", 98 in b"abc", list(b"\x00\xff"), bytes(3), bytes("é", "utf-8"), bytes([65, 66]))
print(bytes.fromhex("de ad BE ef"), b"Hello".upper(), b"a,b".split(b","), b"-".join([b"a", b"b"]), b" x ".strip(), b"abc".replace(b"b", b"zz"), b"abc".find(b"c"), b"abc".startswith(b"ab"), b"abc".endswith(b"bc"), b"aXa".count(b"a"))
print(b"abc".isalpha(), b"12".isdigit(), b"a b".title(), b"ab".center(6, b"*"), b"7".zfill(3), b"a=b".partition(b"="), b"l1\nl2".splitlines(), b"abc" < b"abd", b"abc" == "abc", hash(b"a") == hash(b"a"), b"xax".strip(b"x"), b"abcabc".rfind(b"a"), b"abc".index(b"b"), b"pre-x".removeprefix(b"pre-"))
print((1000).to_bytes(4, "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), (-2).to_bytes(2, "big", signed=True), (5).to_bytes(), b"caf\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"ab\xff".decode("utf-8", "replace"), b"ab\xff".decode("ascii", "ignore"), b"ab\xff".decode("utf-8", errors="backslashreplace"))
print(repr(b"it's"), repr(b'"\'\\\n\t\r\x7f'), str(b"ab", "ascii"), str(b"x"))
for wrong in (
    lambda: b"\xff".decode(),
    lambda: b"ab\xc3".decode(),
    lambda: b"\x80abc".decode("ascii"),
    lambda: b"a" + "b",
    lambda: "a" + b"b",
    lambda: bytes([256]),
    lambda: bytes("é"),
    lambda: bytes(-1),
    lambda: b"abc"[3],
    lambda: (256).to_bytes(1, "big"),
    lambda: (-1).to_bytes(1, "big"),
    lambda: bytes.fromhex("zz"),
    lambda: b"a".index(b"z"),
    lambda: b"-".join(["a"]),
    lambda: "a" in b"abc",
    lambda: b"a,b".split(","),
    lambda: b"a".encode(),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
b"abc"[0] = 65
