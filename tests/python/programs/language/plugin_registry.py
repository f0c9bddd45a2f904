"""Plugins that register themselves, with versions, dependencies and broken ones."""


class PluginError(Exception):
    def __init__(self, plugin, reason):
        super().__init__(f"{plugin.__name__}: {reason}")
        self.plugin = plugin


class PluginMeta(type):
    registry = {}

    def __new__(mcls, name, bases, namespace, *, version=None):
        cls = super().__new__(mcls, name, bases, namespace)
        if version is not None:
            cls.version = tuple(int(p) for p in version.split("."))
            mcls.registry.setdefault(cls.key, []).append(cls)
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
        cls.options = options

    def __lt__(cls, other):
        return cls.version < other.version

    def __repr__(cls):
        return f"<plugin {cls.__name__} {'.'.join(map(str, getattr(cls, 'version', ('?',))))}>"


class Plugin(metaclass=PluginMeta):
    key = "base"
    needs = ()

    def run(self, text):
        raise NotImplementedError(f"{type(self).__name__} cannot run")


class Upper(Plugin, version="1.0"):
    key = "upper"

    def run(self, text):
        return text.upper()


class UpperToo(Upper, version="1.10"):
    def run(self, text):
        return super().run(text) + "!"


class Reverse(Plugin, version="0.9"):
    key = "reverse"
    needs = ("upper",)

    def run(self, text):
        return load("upper").run(text)[::-1]


class Broken(Plugin, version="1.0"):
    key = "broken"


def load(key):
    try:
        newest = max(PluginMeta.registry[key])
    except KeyError:
        known = ", ".join(sorted(PluginMeta.registry))
        raise LookupError(f"no plugin {key!r}; there are: {known}") from None
    for need in newest.needs:
        load(need)
    return newest()


print(PluginMeta.registry, Upper < UpperToo, Upper.options)
for key in ("upper", "reverse", "broken", "missing"):
    try:
        print(key, load(key).run("text"))
    except (LookupError, NotImplementedError) as error:
        print(type(error).__name__, error)
try:
    raise PluginError(Broken, "on purpose")
except PluginError as error:
    print(error, error.plugin, error.args)


class Bad(Plugin, version="one"):
    pass
