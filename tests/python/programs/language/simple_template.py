"""A template engine with loops and conditions, and errors with their line."""


class TemplateError(Exception):
    pass


def render(text, **names):
    out, stack = [], []
    lines = text.splitlines()
    i = 0
    while i < len(lines):
        line = lines[i].strip()
        if line.startswith("%for "):
            name, _, source = line[5:].partition(" in ")
            items = list(names[source])
            if not items:
                while lines[i].strip() != "%end":
                    i += 1
            else:
                stack.append((i, name, items))
                names[name] = items.pop(0)
        elif line == "%end":
            if not stack:
                raise TemplateError(f"line {i + 1}: %end without %for")
            start, name, items = stack[-1]
            if items:
                names[name] = items.pop(0)
                i = start
            else:
                stack.pop()
        else:
            try:
                out.append(line.format(**names))
            except (KeyError, IndexError, AttributeError) as error:
                raise TemplateError(f"line {i + 1}: {type(error).__name__}: {error}") from error
        i += 1
    if stack:
        raise TemplateError(f"line {stack[-1][0] + 1}: %for is not ended")
    return "\n".join(out)


PAGE = """Hello {user[name]:>6}!
%for item in items
 - {item:<5}|{n:03d}
%end
bye"""
print(render(PAGE, user={"name": "Ann"}, items=["a", "b"], n=7))
print(render(PAGE, user={"name": "Bob"}, items=[], n=0))
for bad in ("{missing}", "%end", "%for x in items\n{x}", "{user.name}"):
    try:
        print(render(bad, items=[1], user={}))
    except TemplateError as error:
        print(error, "|", repr(error.__cause__))
render(PAGE, user={}, items=[1], n=1)
