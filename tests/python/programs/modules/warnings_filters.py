"""warnings: filters, categories, catch_warnings, once and always, errors."""
import warnings


class ApiWarning(DeprecationWarning):
    pass


def old_name():
    warnings.warn("old_name is deprecated", DeprecationWarning, stacklevel=2)
    return 1


def twice():
    for _ in range(2):
        warnings.warn("careful")


old_name()
twice()
warnings.warn("careful")
warnings.warn(ApiWarning("api"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old_name()
    twice()
    print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    old_name()
    warnings.warn("silent")
with warnings.catch_warnings():
    warnings.filterwarnings("error", message="dang", category=UserWarning)
    try:
        warnings.warn("danger ahead")
    except UserWarning as warning:
        print("raised", repr(warning))
    warnings.warn("no such thing")
with warnings.catch_warnings():
    warnings.simplefilter("once")
    for n in range(3):
        warnings.warn("only once")
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=ApiWarning)
    warnings.warn("ignored", ApiWarning)
    warnings.warn("not ignored", DeprecationWarning)
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", module="other_module")
    warnings.filterwarnings("error", lineno=99999)
    warnings.warn("still shown")
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "code()"), end="")
original = warnings.showwarning
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print("custom", message, category.__name__)
warnings.warn("through a function of one's own")
warnings.showwarning = original


@warnings.deprecated("use new() instead")
def deprecated():
    return "result"


print(deprecated())
for wrong in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("loud"), lambda: warnings.filterwarnings("error", category="text"), lambda: warnings.warn()):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__ + ":", error)
warnings.simplefilter("error")
warnings.warn("the end", RuntimeWarning)
