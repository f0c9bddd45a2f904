"""types: SimpleNamespace, MappingProxyType, dynamic classes, kinds of objects."""
import types

config = types.SimpleNamespace(host="a", port=80)
config.debug = True
del config.port
print(config, config == types.SimpleNamespace(host="a", debug=True), vars(config), config.host, types.SimpleNamespace(), types.SimpleNamespace({"x": 1}, y=2))
settings = {"a": 1}
view = types.MappingProxyType(settings)
settings["b"] = 2
print(view, view["b"], len(view), list(view), "a" in view, view.get("z", 0), view | {"c": 3}, view == settings, dict(view), view.copy() is settings, list(view.items()), type(view).__name__)


def greet(self):
    return f"hi {self.name}"


def body(namespace):
    namespace["greet"] = greet
    namespace["__init__"] = lambda self, name: setattr(self, "name", name)


Person = types.new_class("Person", (), {}, body)
print(Person("Ann").greet(), Person.__name__)
bound = types.MethodType(greet, types.SimpleNamespace(name="bound"))
print(bound(), bound.__func__ is greet, bound.__self__.name)


def generator():
    yield


async def coroutine():
    pass


c = coroutine()
print([kind.__name__ for kind in (types.FunctionType, types.LambdaType, types.MethodType, types.GeneratorType, types.CoroutineType, types.ModuleType, types.BuiltinFunctionType, types.NoneType, types.EllipsisType, types.GenericAlias)])
print(isinstance(greet, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(generator(), types.GeneratorType), isinstance(c, types.CoroutineType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance(None, types.NoneType), isinstance(list[int], types.GenericAlias), isinstance(int | str, types.UnionType), isinstance(bound, types.MethodType))
c.close()
module = types.ModuleType("plugin", "A plugin.")
module.run = lambda: "running"
print(module.__name__, module.__doc__, module.run(), type(module).__name__)


class Field:
    @types.DynamicClassAttribute
    def label(self):
        return "instance"


print(Field().label)
for wrong in (lambda: view.__setitem__("a", 1), lambda: view["zz"], lambda: types.MappingProxyType([1]), lambda: types.SimpleNamespace(1), lambda: types.Nope, lambda: hash(view)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
view["new"] = 1
