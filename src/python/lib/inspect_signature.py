"""`inspect.signature`: the parameters of functions, and the binding of arguments to them."""

import functools
import types


class _Empty:
    def __repr__(self):
        return "<class 'inspect._empty'>"


class _Kind(int):
    def __new__(cls, value, name, description):
        self = int.__new__(cls, value)
        self.name, self.description = name, description
        return self

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    def __str__(self):
        return self.name


def _shown(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation.__qualname__ if annotation.__module__ in ("builtins", "__main__") else f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation).replace("typing.", "")


class Parameter:
    empty = _Empty()
    POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
    POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
    VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
    KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
    VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")

    def __init__(self, name, kind, *, default=empty, annotation=empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        return Parameter(**{**vars(self), **changes})

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Parameter) else NotImplemented

    def __str__(self):
        text = {2: "*", 4: "**"}.get(int(self.kind), "") + self.name
        if self.annotation is not Parameter.empty:
            text += f": {_shown(self.annotation)}"
        if self.default is not Parameter.empty:
            text += f" = {self.default!r}" if self.annotation is not Parameter.empty else f"={self.default!r}"
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    def apply_defaults(self):
        empties = {2: (), 4: {}}
        filled = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not Parameter.empty:
                filled[name] = parameter.default
            elif int(parameter.kind) in empties:
                filled[name] = empties[int(parameter.kind)]
        self.arguments = filled

    @property
    def args(self):
        args = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind >= 3 or name not in self.arguments:
                break
            if parameter.kind == 2:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments and parameter.kind == 3:
                kwargs[name] = self.arguments[name]
            elif name in self.arguments and parameter.kind == 4:
                kwargs.update(self.arguments[name])
        return kwargs

    def __repr__(self):
        inner = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<BoundArguments ({inner})>"


class Signature:
    empty = Parameter.empty

    def __init__(self, parameters=None, *, return_annotation=Parameter.empty):
        self.parameters = types.MappingProxyType({p.name: p for p in parameters or ()})
        self.return_annotation = return_annotation

    def replace(self, *, parameters=None, return_annotation=None):
        parameters = self.parameters.values() if parameters is None else parameters
        return Signature(parameters, return_annotation=self.return_annotation if return_annotation is None else return_annotation)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        arguments, rest = {}, list(args)
        for name, parameter in self.parameters.items():
            if parameter.kind == 2:
                if rest:
                    arguments[name] = tuple(rest)
                    rest = []
            elif parameter.kind == 4:
                continue
            elif rest and parameter.kind < 2:
                if name in kwargs and parameter.kind != 0:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = rest.pop(0)
            elif rest and parameter.kind == 3 and name not in kwargs:
                if parameter.default is Parameter.empty and not partial:
                    break
            elif name in kwargs and parameter.kind != 0:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is Parameter.empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if rest:
            raise TypeError("too many positional arguments")
        variadic = next((p.name for p in self.parameters.values() if p.kind == 4), None)
        if kwargs:
            if variadic is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[variadic] = kwargs
        return BoundArguments(self, arguments)

    def __eq__(self, other):
        return isinstance(other, Signature) and str(self) == str(other)

    def __str__(self):
        parts, slash, star = [], False, False
        for parameter in self.parameters.values():
            if parameter.kind == 0:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if parameter.kind == 2:
                star = True
            elif parameter.kind == 3 and not star:
                parts.append("*")
                star = True
            parts.append(str(parameter))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self.return_annotation is not Parameter.empty:
            text += f" -> {_shown(self.return_annotation)}"
        return text

    def __repr__(self):
        return f"<Signature {self}>"


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
    return func


def signature(obj, *, follow_wrapped=True):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        found = signature(obj.__func__)
        return found.replace(parameters=list(found.parameters.values())[1:])
    if follow_wrapped:
        obj = unwrap(obj)
    if isinstance(obj, functools.partial):
        return _of_partial(obj)
    if isinstance(obj, type):
        if isinstance(obj.__init__, types.FunctionType):
            found = signature(obj.__init__)
            return found.replace(parameters=list(found.parameters.values())[1:])
        if isinstance(obj.__new__, types.FunctionType):
            found = signature(obj.__new__)
            return found.replace(parameters=list(found.parameters.values())[1:])
        return Signature()
    if not isinstance(obj, types.FunctionType):
        call = getattr(type(obj), "__call__", None)
        if isinstance(call, types.FunctionType):
            found = signature(call)
            return found.replace(parameters=list(found.parameters.values())[1:])
        raise ValueError(f"no signature found for builtin {obj!r}")
    return _of_function(obj)


def _of_function(function):
    code, annotations = function.__code__, function.__annotations__
    names = code.co_varnames
    count, only, keyword = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    defaults = function.__defaults__ or ()
    parameters = []
    for index, name in enumerate(names[:count]):
        place = index - (count - len(defaults))
        kind = Parameter.POSITIONAL_ONLY if index < only else Parameter.POSITIONAL_OR_KEYWORD
        default = defaults[place] if place >= 0 else Parameter.empty
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, Parameter.empty)))
    behind = count + keyword
    if code.co_flags & 4:
        name = names[behind]
        parameters.append(Parameter(name, Parameter.VAR_POSITIONAL, annotation=annotations.get(name, Parameter.empty)))
        behind += 1
    for name in names[count:count + keyword]:
        default = (function.__kwdefaults__ or {}).get(name, Parameter.empty)
        annotation = annotations.get(name, Parameter.empty)
        parameters.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation))
    if code.co_flags & 8:
        name = names[behind]
        parameters.append(Parameter(name, Parameter.VAR_KEYWORD, annotation=annotations.get(name, Parameter.empty)))
    return Signature(parameters, return_annotation=annotations.get("return", Parameter.empty))


def _of_partial(obj):
    found = signature(obj.func)
    bound = found.bind_partial(*obj.args, **obj.keywords)
    parameters, by_name = [], False
    for name, parameter in found.parameters.items():
        if parameter.kind < 2 and name in bound.arguments and name not in obj.keywords:
            continue
        if name in obj.keywords and parameter.kind != 4:
            by_name = by_name or parameter.kind == 1
            parameter = parameter.replace(kind=Parameter.KEYWORD_ONLY, default=obj.keywords[name])
        elif by_name and parameter.kind == 1:
            parameter = parameter.replace(kind=Parameter.KEYWORD_ONLY)
        parameters.append(parameter)
    return Signature(parameters, return_annotation=found.return_annotation)
