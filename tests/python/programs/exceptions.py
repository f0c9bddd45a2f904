import asyncio
def f():
    raise ValueError("bad")
def g():
    try:
        f()
    except ValueError as e:
        raise RuntimeError("worse") from e
try:
    g()
except RuntimeError as e:
    print(repr(e), repr(e.__cause__), e.__suppress_context__, e.__traceback__ is not None)
class MyErr(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
    def __str__(self):
        return f"[{self.code}] {super().__str__()}"
try:
    raise MyErr(5, "boom")
except MyErr as e:
    print(e, repr(e), e.args, e.code)
    e.add_note("a note")
    print(e.__notes__)
class E2(MyErr):
    def __repr__(self): return "<E2>"
print([E2(1, "x")], ExceptionGroup("g", [E2(1, "y")]))
def cleanup():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally:
            print("finally", i)
    return "done"
print(cleanup())
def ret():
    try:
        return "a"
    finally:
        print("fin")
print(ret())
def nested():
    try:
        try:
            1/0
        finally:
            {}["k"]
    except KeyError as e:
        print(repr(e), repr(e.__context__))
nested()
try:
    int("x")
except (TypeError, ValueError) as e:
    print(type(e).__name__, e)
for expr in ["1 + 'a'", "'a' + 1", "[1][5]", "{}['k']", "None.x", "len(5)", "int('z', 36) + undefined_name", "f(1, 2)", "(1).foo", "[].append(1, 2)", "'a'.upper(1)", "range('a')", "1 < 'a'", "abs('x')", "sum(['a'])", "a, b = 1, 2, 3", "x = [1, 2]; x[1.5]", "print(sep=1)", "5()", "import_nothing", "-'a'", "[1] * 'a'", "'%d' % 'x'", "'{}'.format()", "iter(5)", "next(iter([]))", "float('abc')", "chr(-1)", "hash([])", "{[]: 1}", "min([])", "round('a')", "ord('ab')", "isinstance(1, 2)", "1 in 5", "' '.join([1])", "max(1)", "str.upper(5)", "bytes(-1)", "'abc'.index('z')", "[1].index(2)", "[].pop()", "{}.popitem()", "tuple.index((1,), 3)", "2 ** 'a'", "1 // 0", "1 % 0", "1.0 / 0", "divmod(1, 0)", "10 ** 400 * 1.0", "int(float('inf'))", "int(float('nan'))", "'x' * -1", "[1, 2, 3].sort(3)", "sorted([1, 'a'])", "zip([1], [2], strict=3)", "dict([1])", "dict([(1, 2, 3)])", "set([[]])"]:
    try:
        exec_result = None
        if "=" in expr.split("'")[0] and "==" not in expr or ";" in expr or "a, b" in expr:
            continue
        r = eval_expr(expr) if False else None
    except Exception as e:
        print(type(e).__name__, e)
