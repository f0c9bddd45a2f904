"""A reader of CSV with quotes, types and errors with line numbers."""

DATA = '''name,age,note
Ann,31,"likes ""tea"", and cake"
Bob,x,none

Cid,40,"two
lines"
Dan,5
'''


def records(text):
    row, field, quoted, line = [], "", False, 1
    chars = iter(text)
    for c in chars:
        line += c == "\n"
        if quoted:
            if c != '"':
                field += c
            elif (following := next(chars, "")) == '"':
                field += '"'
            else:
                quoted = False
                c = following
                if c == ",":
                    row.append(field)
                    field = ""
                elif c in ("\n", ""):
                    line += 1
                    yield line - 1, row + [field]
                    row, field = [], ""
        elif c == '"' and not field:
            quoted = True
        elif c == ",":
            row.append(field)
            field = ""
        elif c == "\n":
            if row or field:
                yield line - 1, row + [field]
            row, field = [], ""
        else:
            field += c
    if quoted:
        raise ValueError(f"line {line}: quotes are not closed")


rows = records(DATA)
_, header = next(rows)
for line, row in rows:
    try:
        record = dict(zip(header, row, strict=True))
        record["age"] = int(record["age"])
    except ValueError as error:
        print(f"line {line}: {error}")
    else:
        print(line, record)
print(list(records('a,"b\n')))
