"""The part of `sys` that is written in Python. What is about memory and threads of CPython is not here."""


class _Fields(tuple):
    """A tuple whose items have names, and that shows them."""

    def __getattr__(self, name):
        names = type(self)._names
        if name in names:
            return self[names.index(name)]
        raise AttributeError(f"'{type(self).__qualname__}' object has no attribute '{name}'")

    def __repr__(self):
        inner = ", ".join(f"{name}={value!r}" for name, value in zip(type(self)._names, self))
        return f"sys.{type(self).__name__}({inner})"


class version_info(_Fields):
    _names = ("major", "minor", "micro", "releaselevel", "serial")


class float_info(_Fields):
    _names = ("max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds")


class int_info(_Fields):
    _names = ("bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")


class _Implementation:
    name = "cpython"
    cache_tag = "cpython-314"

    @property
    def version(self):
        return version_info


implementation = _Implementation()
version_info = version_info(_version)
float_info = float_info((1.7976931348623157e308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1))
int_info = int_info((30, 4, 4300, 640))


def __getattr__(name):
    if name == "modules":
        return _loaded()
    raise AttributeError(f"module 'sys' has no attribute '{name}'")
