"""Dates of `time`, in UTC."""

from collections import namedtuple

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"]
_fields = namedtuple("struct_time", "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst")


class struct_time(_fields):
    tm_zone = "UTC"
    tm_gmtoff = 0

    def __new__(cls, sequence):
        if len(sequence) != 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(sequence)}-sequence given)")
        return _fields.__new__(cls, *sequence)

    def __repr__(self):
        return "time.struct_time(" + ", ".join(f"{name}={value}" for name, value in zip(_fields._fields, self)) + ")"


struct_time.__module__ = "time"


def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before(year):
    """The days from the first of January of 1970 to that of this year."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 - 719162


def _lengths(year):
    return [31, 29 if _leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def gmtime(secs=None):
    if secs is not None and not isinstance(secs, (int, float)):
        raise TypeError(f"'{type(secs).__name__}' object cannot be interpreted as an integer")
    if secs is None:
        import time

        secs = time.time()
    days, rest = divmod(int(secs // 1), 86400)
    year = 1970 + days // 366
    while _days_before(year + 1) <= days:
        year += 1
    day = days - _days_before(year)
    yday, month = day + 1, 0
    for month, length in enumerate(_lengths(year)):
        if day < length:
            break
        day -= length
    return struct_time((year, month + 1, day + 1, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, yday, 0))


def mktime(t):
    year, month = t[0] + (t[1] - 1) // 12, (t[1] - 1) % 12
    days = _days_before(year) + sum(_lengths(year)[:month]) + t[2] - 1
    return float(days * 86400 + t[3] * 3600 + t[4] * 60 + t[5])


def asctime(t=None):
    t = gmtime() if t is None else t
    return f"{_DAYS[t[6]][:3]} {_MONTHS[t[1] - 1][:3]} {t[2]:2d} {t[3]:02d}:{t[4]:02d}:{t[5]:02d} {t[0]}"


def ctime(secs=None):
    return asctime(gmtime(secs))


def strftime(format, t=None):
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    t = gmtime() if t is None else t
    year, month, day, hour, minute, second, wday, yday = t[:8]
    letters = {
        "Y": f"{year}", "y": f"{year % 100:02d}", "m": f"{month:02d}", "d": f"{day:02d}", "e": f"{day:2d}",
        "H": f"{hour:02d}", "I": f"{(hour - 1) % 12 + 1:02d}", "M": f"{minute:02d}", "S": f"{second:02d}",
        "p": "AM" if hour < 12 else "PM", "j": f"{yday:03d}", "w": f"{(wday + 1) % 7}", "u": f"{wday + 1}",
        "a": _DAYS[wday][:3], "A": _DAYS[wday], "b": _MONTHS[month - 1][:3], "B": _MONTHS[month - 1],
        "Z": "UTC", "z": "+0000", "%": "%", "n": "\n", "t": "\t",
        "T": f"{hour:02d}:{minute:02d}:{second:02d}", "X": f"{hour:02d}:{minute:02d}:{second:02d}",
        "R": f"{hour:02d}:{minute:02d}", "F": f"{year}-{month:02d}-{day:02d}",
        "D": f"{month:02d}/{day:02d}/{year % 100:02d}", "x": f"{month:02d}/{day:02d}/{year % 100:02d}", "c": asctime(t),
        "s": f"{mktime(t):.0f}",
    }
    out, rest = [], format
    while rest:
        before, percent, rest = rest.partition("%")
        out.append(before)
        if percent:
            out.append(letters.get(rest[:1], "%" + rest[:1]))
            rest = rest[1:]
    return "".join(out)
