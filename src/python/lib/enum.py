"""`enum`"""

_builtin_property = property


class _Expression:
    """What is written with `auto()` in the body of a class, computed when its members have their values."""

    def __or__(self, other):
        return _Computed(lambda a, b: a | b, self, other)

    def __and__(self, other):
        return _Computed(lambda a, b: a & b, self, other)

    def __xor__(self, other):
        return _Computed(lambda a, b: a ^ b, self, other)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return _Computed(lambda a, _: ~a, self, 0)


class _Computed(_Expression):
    def __init__(self, function, *operands):
        self._function, self._operands = function, operands

    @_builtin_property
    def value(self):
        return self._function(*(o.value if isinstance(o, _Expression) else o for o in self._operands))


class auto(_Expression):
    def __init__(self, value=None):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


def _is_descriptor(value):
    return type(value).__name__ in ("function", "property", "staticmethod", "classmethod") or hasattr(type(value), "__get__")


# Until the class is made.
Flag = None


class EnumType(type):
    def __new__(metacls, cls, bases, classdict, **kwds):
        ignored = ("_ignore_", "_missing_", "_generate_next_value_", "_order_")
        members = {}
        namespace = {}
        for name, value in classdict.items():
            private = name.startswith("_") and not isinstance(value, (member, _Expression))
            if isinstance(value, nonmember):
                namespace[name] = value.value
            elif isinstance(value, member):
                members[name] = value.value
            elif name in ignored or private or name.startswith("__") or _is_descriptor(value):
                namespace[name] = value
            else:
                members[name] = value
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                names = base.__name__
                raise TypeError(f"<enum {cls!r}> cannot extend <enum {names!r}>")
        namespace["_member_map_"] = {}
        namespace["_member_names_"] = []
        namespace["_value2member_map_"] = {}
        enum_class = type.__new__(metacls, cls, bases, namespace)
        data_type = _data_type(bases)
        last_values = []
        generate = getattr(enum_class, "_generate_next_value_", None)
        for name, value in members.items():
            if isinstance(value, auto):
                if value.value is None:
                    value.value = generate(name, 1, len(last_values), list(last_values))
                value = value.value
            elif isinstance(value, _Computed):
                value = value.value
            elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
                value = tuple(generate(name, 1, len(last_values), list(last_values)) if isinstance(part, auto) else part for part in value)
            args = value if isinstance(value, tuple) else (value,)
            new = enum_class.__dict__.get("__new__") or _inherited_new(enum_class)
            if new is not None:
                made = new(enum_class, *args)
                if not hasattr(made, "_value_"):
                    made._value_ = value
            elif data_type is object:
                made = object.__new__(enum_class)
                made._value_ = value
            else:
                made = data_type.__new__(enum_class, *args)
                made._value_ = data_type(*args) if data_type is not object else value
            value = made._value_
            made._name_ = name
            made.__objclass__ = enum_class
            canonical = None
            # Flags of several bits are names for what they consist of, and no members that are listed.
            is_flag = Flag is not None and issubclass(enum_class, Flag)
            is_alias = is_flag and isinstance(value, int) and (value <= 0 or value & (value - 1))
            for other in enum_class._member_map_.values():
                if other._value_ == value:
                    canonical = other
                    break
            if canonical is None:
                canonical = made
                if not is_alias:
                    enum_class._member_names_.append(name)
                if "__init__" in enum_class.__dict__ or _inherited_init(enum_class):
                    made.__init__(*args)
            enum_class._member_map_[name] = canonical
            type.__setattr__(enum_class, name, canonical)
            try:
                enum_class._value2member_map_.setdefault(value, canonical)
            except TypeError:
                pass
            last_values.append(value)
        return enum_class

    def __call__(cls, value, names=None, *, start=1, type=None, module=None):
        if names is not None:
            return _functional(cls, value, names, start)
        return cls.__lookup(value)

    def __lookup(cls, value):
        if isinstance(value, cls):
            return value
        try:
            found = cls._value2member_map_.get(value)
            if found is not None:
                return found
        except TypeError:
            for found in cls._member_map_.values():
                if found._value_ == value:
                    return found
        missing = getattr(cls, "_missing_", None)
        result = missing(value) if missing is not None else None
        if isinstance(result, cls):
            return result
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        return any(found._value_ == value for found in cls._member_map_.values())

    def __bool__(cls):
        return True

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        type.__delattr__(cls, name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumMeta = EnumType


def _data_type(bases):
    for base in bases:
        for cls in base.__mro__:
            if cls in (int, str, float, bytes, tuple, list, dict):
                return cls
    return object


def _inherited_new(cls):
    for base in cls.__mro__[1:]:
        if base.__module__ != "enum" and "__new__" in base.__dict__ and base.__module__ != "builtins":
            return base.__dict__["__new__"]
    return None


def _inherited_init(cls):
    return any("__init__" in base.__dict__ for base in cls.__mro__[1:] if base.__module__ not in ("enum", "builtins"))


def _functional(cls, name, names, start):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    members = {}
    for index, item in enumerate(names):
        if isinstance(names, dict):
            item = item, names[item]
        item, value = (item, start + index) if isinstance(item, str) else item
        if item in members:
            raise TypeError(f"{item!r} already defined as {members[item]!r}")
        members[item] = value
    return EnumType(name, (cls,), {"__module__": "__main__", **members})


class property:
    """A property of members, such as `name`, that no member can set."""

    def __init__(self, fget=None):
        self.fget = fget
        self.__doc__ = fget.__doc__

    def __set_name__(self, owner, name):
        self.name, self.clsname = name, owner.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            raise AttributeError(f"type object {owner.__name__!r} has no attribute {self.name!r}")
        return self.fget(instance)

    def __set__(self, instance, value):
        raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")

    def __delete__(self, instance):
        raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")


class Enum(metaclass=EnumType):
    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        numbers = [value for value in last_values if isinstance(value, int)]
        return max(numbers) + 1 if numbers else start

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return self is other if other.__class__ is self.__class__ else NotImplemented

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return ["__class__", "__doc__", "__module__", "name", "value"]


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    __eq__ = int.__eq__
    __hash__ = int.__hash__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self, spec)


class StrEnum(str, ReprEnum):
    __eq__ = str.__eq__
    __hash__ = str.__hash__

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return str.__format__(self._value_, spec)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        value = 1
        while value <= max(last_values):
            value *= 2
        return value

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        mask = 0
        for m in cls:
            mask |= m._value_
        keeps = issubclass(cls, int)
        if not keeps and (value & ~mask or value < 0):
            if value < 0 and not ~value & ~mask:
                value &= mask
                return cls(value)
            bits = max(value.bit_length(), mask.bit_length())
            raise ValueError(f"{cls!r} invalid value {value!r}\n    given {_bin(value, bits)}\n  allowed {_bin(mask, bits)}")
        made = int.__new__(cls, value) if keeps else object.__new__(cls)
        names = [m._name_ for m in cls if m._value_ & value == m._value_ and m._value_]
        if names and value & ~mask:
            names.append(str(value & ~mask))
        made._name_ = "|".join(names) or None
        made._value_ = value
        made.__objclass__ = cls
        cls._value2member_map_[value] = made
        return made

    def __or__(self, other):
        return self.__class__(self._value_ | other._value_) if isinstance(other, self.__class__) else NotImplemented

    def __and__(self, other):
        return self.__class__(self._value_ & other._value_) if isinstance(other, self.__class__) else NotImplemented

    def __xor__(self, other):
        return self.__class__(self._value_ ^ other._value_) if isinstance(other, self.__class__) else NotImplemented

    def __invert__(self):
        everything = 0
        for m in self.__class__:
            everything |= m._value_
        return self.__class__(everything & ~self._value_)

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in self.__class__ if m._value_ & self._value_])

    def __len__(self):
        return bin(self._value_).count("1")

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._value_!r}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"


class IntFlag(int, Flag):
    __eq__ = int.__eq__
    __hash__ = int.__hash__

    def __xor__(self, other):
        return self.__class__(self._value_ ^ (other._value_ if isinstance(other, Enum) else other))

    def __or__(self, other):
        return self.__class__(self._value_ | (other._value_ if isinstance(other, Enum) else other))

    def __and__(self, other):
        return self.__class__(self._value_ & (other._value_ if isinstance(other, Enum) else other))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self, spec)


def _bin(num, bits):
    """A number in binary, its sign apart."""
    ceiling = 2 ** num.bit_length()
    text = bin(num + ceiling).replace("1", "0", 1) if num >= 0 else bin(~num ^ (ceiling - 1) + ceiling)
    sign, digits = text[:3], text[3:]
    if len(digits) < bits:
        digits = (sign[-1] * bits + digits)[-bits:]
    return f"{sign} {digits}"


def unique(enumeration):
    duplicates = [(name, m._name_) for name, m in enumeration._member_map_.items() if name != m._name_]
    if duplicates:
        details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


def global_enum(cls):
    return cls

