//! Owns `str`.
//!
//! Invariant: places count characters.

use std::borrow::Cow;

use super::{encoding, split};
use crate::Result;
use crate::exception::{LookupError, TypeError, ValueError};
use crate::python::native::{Args, Table, fail};
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("upper()", |vm, args| map(vm, args, str::to_uppercase)),
    ("lower()", |vm, args| map(vm, args, str::to_lowercase)),
    ("casefold()", |vm, args| map(vm, args, |text| text.to_lowercase().replace('ß', "ss"))),
    ("capitalize()", |vm, args| map(vm, args, capitalize)),
    ("title()", |vm, args| map(vm, args, title)),
    ("swapcase()", |vm, args| {
        map(vm, args, |text| {
            text.chars()
                .map(|c| if c.is_uppercase() { c.to_lowercase().to_string() } else { c.to_uppercase().to_string() })
                .collect()
        })
    }),
    ("strip(chars=None, /)", |vm, args| split::strip(vm, args, "strip")),
    ("lstrip(chars=None, /)", |vm, args| split::strip(vm, args, "lstrip")),
    ("rstrip(chars=None, /)", |vm, args| split::strip(vm, args, "rstrip")),
    ("split(sep=None, maxsplit=-1)", split::split),
    ("rsplit(sep=None, maxsplit=-1)", split::rsplit),
    ("splitlines(keepends=False)", split::splitlines),
    ("partition(sep, /)", |vm, args| split::partition(vm, args, false)),
    ("rpartition(sep, /)", |vm, args| split::partition(vm, args, true)),
    ("join(iterable, /)", |vm, mut args| {
        let separator = text(&args.this()?)?;
        let [items] = args.values();
        let mut parts: Vec<Str> = Vec::new();
        let items = match vm.listed(&items) {
            Err(error) if error.is(TypeError) && error.to_string().ends_with("object is not iterable") => {
                return fail(TypeError, "can only join an iterable");
            }
            other => other?,
        };
        for (index, item) in items.iter().enumerate() {
            match item.as_str() {
                Some(part) => parts.push(part.clone()),
                None => {
                    let name = vm.type_name(item);
                    return fail(TypeError, format!("sequence item {index}: expected str instance, {name} found"));
                }
            }
        }
        vm.reserve(parts.iter().map(|part| (part.len() + separator.len()) as u64).sum())?;
        Ok(Value::string(parts.join(&*separator)))
    }),
    ("replace(old, new, /, count=-1)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let given = args.positional.len();
        if given < 2 {
            return fail(TypeError, format!("replace() takes at least 2 positional arguments ({given} given)"));
        }
        let [old, new, count] = args.options();
        let (old, new) = (argument(vm, "replace", old, 1)?, argument(vm, "replace", new, 2)?);
        let count = count.map(|count| vm.index(&count)).transpose()?.unwrap_or(-1);
        let found = if old.is_empty() { this.len() + 1 } else { this.matches(&*old).count() };
        vm.reserve((found as u64).saturating_mul(new.len() as u64).saturating_add(this.len() as u64))?;
        Ok(Value::string(match count {
            ..0 => this.replace(&*old, &new),
            count => this.replacen(&*old, &new, count as usize),
        }))
    }),
    ("startswith(prefix, start=None, end=None, /)", |vm, args| {
        affix(vm, args, "startswith", |text, part| text.starts_with(part))
    }),
    ("endswith(suffix, start=None, end=None, /)", |vm, args| {
        affix(vm, args, "endswith", |text, part| text.ends_with(part))
    }),
    ("removeprefix(prefix, /)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [prefix] = args.values();
        if prefix.as_str().is_none() {
            let name = if prefix.is_none() { "None".into() } else { vm.type_name(&prefix) };
            return fail(TypeError, format!("removeprefix() argument must be str, not {name}"));
        }
        Ok(Value::str(this.strip_prefix(&*text(&prefix)?).unwrap_or(&this)))
    }),
    ("removesuffix(suffix, /)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [suffix] = args.values();
        if suffix.as_str().is_none() {
            let name = if suffix.is_none() { "None".into() } else { vm.type_name(&suffix) };
            return fail(TypeError, format!("removesuffix() argument must be str, not {name}"));
        }
        Ok(Value::str(this.strip_suffix(&*text(&suffix)?).unwrap_or(&this)))
    }),
    ("find(sub, start=None, end=None, /)", |vm, args| {
        Ok(Value::Int(find(vm, args, "find", false)?.map_or(-1, |place| place as i64)))
    }),
    ("rfind(sub, start=None, end=None, /)", |vm, args| {
        Ok(Value::Int(find(vm, args, "rfind", true)?.map_or(-1, |place| place as i64)))
    }),
    ("index(sub, start=None, end=None, /)", |vm, args| match find(vm, args, "index", false)? {
        Some(place) => Ok(Value::size(place)),
        None => fail(ValueError, "substring not found"),
    }),
    ("rindex(sub, start=None, end=None, /)", |vm, args| match find(vm, args, "rindex", true)? {
        Some(place) => Ok(Value::size(place)),
        None => fail(ValueError, "substring not found"),
    }),
    ("count(sub, start=None, end=None, /)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [part, start, stop] = args.options();
        let within = bounded(vm, &this, start, stop)?;
        let part = argument(vm, "count", part, 1)?;
        let Some((within, _)) = within else { return Ok(Value::Int(0)) };
        Ok(Value::size(if part.is_empty() { within.chars().count() + 1 } else { within.matches(&*part).count() }))
    }),
    ("center(width, fillchar=' ', /)", |vm, args| pad(vm, args, "center")),
    ("ljust(width, fillchar=' ', /)", |vm, args| pad(vm, args, "ljust")),
    ("rjust(width, fillchar=' ', /)", |vm, args| pad(vm, args, "rjust")),
    ("zfill(width, /)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [width] = args.values();
        let width = vm.index(&width)?.max(0);
        vm.reserve(width as u64)?;
        let width = width as usize;
        let (sign, digits) = this.split_at(usize::from(this.starts_with(['+', '-'])));
        let missing = width.saturating_sub(this.chars().count());
        Ok(Value::string(format!("{sign}{}{digits}", "0".repeat(missing))))
    }),
    ("expandtabs(tabsize=8)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [size] = args.options();
        let size = size.map(|size| vm.index(&size)).transpose()?.unwrap_or(8).max(0);
        let tabs = this.matches('\t').count() as u64;
        vm.reserve((size as u64).saturating_mul(tabs).saturating_add(this.len() as u64))?;
        let size = size as usize;
        let (mut out, mut column) = (String::new(), 0);
        for c in this.chars() {
            match c {
                '\t' if size > 0 => {
                    let blanks = size - column % size;
                    out.extend(std::iter::repeat_n(' ', blanks));
                    column += blanks;
                }
                '\t' => {}
                '\n' | '\r' => {
                    out.push(c);
                    column = 0;
                }
                c => {
                    out.push(c);
                    column += 1;
                }
            }
        }
        Ok(Value::string(out))
    }),
    ("format(*args, **kwargs)", crate::python::format::template::format),
    ("format_map(mapping, /)", |vm, mut args| {
        let this = args.this()?;
        let [mapping] = args.values();
        crate::python::format::template::format_map(vm, &text(&this)?, &mapping)
    }),
    ("encode(encoding='utf-8', errors='strict')", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [encoding, errors] = args.options();
        let encoding = encoding.map_or(Ok("utf-8".into()), |encoding| vm.str(&encoding))?;
        let errors = errors.map_or(Ok("strict".into()), |errors| vm.str(&errors))?;
        encoding::encode(vm, &this, &encoding, &errors).map(|bytes| Value::Bytes(bytes.into()))
    }),
    ("isdigit()", |_, args| all(args, is_digit)),
    ("isdecimal()", |_, args| all(args, is_decimal)),
    ("isnumeric()", |_, args| all(args, char::is_numeric)),
    ("isalpha()", |_, args| all(args, char::is_alphabetic)),
    ("isalnum()", |_, args| all(args, char::is_alphanumeric)),
    ("isspace()", |_, args| all(args, split::is_space)),
    ("isascii()", |_, mut args| Ok(Value::Bool(text(&args.this()?)?.is_ascii()))),
    ("isprintable()", |_, mut args| {
        let this = text(&args.this()?)?;
        let quoted = crate::repr::string(&this.replace(['\\', '\'', '"'], ""));
        Ok(Value::Bool(!quoted.contains('\\')))
    }),
    ("isupper()", |_, mut args| {
        let this = text(&args.this()?)?;
        Ok(Value::Bool(this.chars().any(char::is_uppercase) && !this.chars().any(char::is_lowercase)))
    }),
    ("islower()", |_, mut args| {
        let this = text(&args.this()?)?;
        Ok(Value::Bool(this.chars().any(char::is_lowercase) && !this.chars().any(char::is_uppercase)))
    }),
    ("istitle()", |_, mut args| {
        let this = text(&args.this()?)?;
        Ok(Value::Bool(!this.is_empty() && title(&this) == *this && this.chars().any(char::is_alphabetic)))
    }),
    ("isidentifier()", |_, mut args| {
        let this = text(&args.this()?)?;
        let mut chars = this.chars();
        let first = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
        Ok(Value::Bool(first && chars.all(|c| c == '_' || c.is_alphanumeric())))
    }),
    ("translate(table, /)", |vm, mut args| {
        let this = text(&args.this()?)?;
        let [table] = args.values();
        let mut out = String::new();
        for c in this.chars() {
            vm.step()?;
            vm.room_for(2 * out.len() as u64)?;
            let code = Value::Int(i64::from(u32::from(c)));
            let found = match &table {
                Value::Dict(dict) => vm.lookup(dict, &code)?,
                other => match vm.get_item(other, &code) {
                    Err(error) if error.is(LookupError) => None,
                    found => Some(found?),
                },
            };
            let Some(found) = found else {
                out.push(c);
                continue;
            };
            match found.plain() {
                Value::None => {}
                Value::Str(text) => out.push_str(text),
                int => {
                    let Some(code) = int.as_big() else {
                        return fail(TypeError, "character mapping must return integer, None or str");
                    };
                    let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) else {
                        return fail(ValueError, "character mapping must be in range(0x110000)");
                    };
                    out.push(c);
                }
            }
        }
        Ok(Value::string(out))
    }),
];

/// Digits of a script, which count from 0 to 9: Unicode's `Nd` in the Basic Multilingual Plane begins at these.
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// A text with the decimals of all scripts as those of ASCII, as numbers are read.
pub(super) fn with_plain_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let zero = |c: char| ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c)));
    let plain = |c: char| zero(c).and_then(|zero| char::from_digit(u32::from(c) - zero, 10)).unwrap_or(c);
    text.chars().map(plain).collect()
}

fn is_decimal(c: char) -> bool {
    ZEROS.iter().any(|zero| (*zero..zero + 10).contains(&u32::from(c)))
}

/// A decimal, or one that is raised, lowered or in a circle.
fn is_digit(c: char) -> bool {
    let others = [
        '\u{b2}'..='\u{b3}',
        '\u{b9}'..='\u{b9}',
        '\u{2070}'..='\u{2070}',
        '\u{2074}'..='\u{2079}',
        '\u{2080}'..='\u{2089}',
        '\u{2460}'..='\u{2468}',
    ];
    is_decimal(c) || others.iter().any(|range| range.contains(&c))
}

pub(super) fn text(value: &Value) -> Result<Str> {
    match value.as_str() {
        Some(text) => Ok(text.clone()),
        None => fail(TypeError, "descriptor requires a 'str' object"),
    }
}

/// A string argument.
pub(super) fn argument(vm: &Vm, function: &str, value: Option<Value>, place: usize) -> Result<Str> {
    let value = value.unwrap_or_default();
    match value.as_str() {
        Some(text) => Ok(text.clone()),
        None => {
            let class = if value.is_none() { "None".into() } else { vm.type_name(&value) };
            fail(TypeError, format!("{function}() argument {place} must be str, not {class}"))
        }
    }
}

fn map(vm: &Vm, mut args: Args, change: impl Fn(&str) -> String) -> Result<Value> {
    let this = text(&args.this()?)?;
    vm.reserve(2 * this.len() as u64)?;
    Ok(Value::string(change(&this)))
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| title_of(first) + &chars.as_str().to_lowercase())
}

/// A letter as it begins a word: of letters that stand for two only the first is a capital.
fn title_of(c: char) -> String {
    match c {
        '\u{149}' => "\u{2bc}N".to_owned(),
        '\u{1c4}'..='\u{1cc}' => char::from_u32((u32::from(c) - 0x1c4) / 3 * 3 + 0x1c5).into_iter().collect(),
        '\u{1f1}'..='\u{1f3}' => "\u{1f2}".to_owned(),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => char::from_u32(u32::from(c) + 9).into_iter().collect(),
        '\u{1f80}'..='\u{1faf}' => char::from_u32(u32::from(c) | 8).into_iter().collect(),
        _ => {
            let mut upper = c.to_uppercase();
            upper.next().into_iter().chain(upper.flat_map(char::to_lowercase)).collect()
        }
    }
}

fn title(text: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for c in text.chars() {
        if within {
            out.extend(c.to_lowercase());
        } else {
            out.push_str(&title_of(c));
        }
        within = c.is_alphabetic();
    }
    out
}

fn all(mut args: Args, holds: impl Fn(char) -> bool) -> Result<Value> {
    let this = text(&args.this()?)?;
    Ok(Value::Bool(!this.is_empty() && this.chars().all(holds)))
}

fn affix(vm: &Vm, mut args: Args, name: &str, holds: fn(&str, &str) -> bool) -> Result<Value> {
    let this = text(&args.this()?)?;
    let [part, start, stop] = args.options();
    let within = bounded(vm, &this, start, stop)?;
    let part = part.unwrap_or_default();
    let parts = match &part {
        Value::Tuple(parts) => parts.to_vec(),
        other => vec![other.clone()],
    };
    for item in &parts {
        match item.as_str() {
            Some(part) if within.is_some_and(|(within, _)| holds(within, part)) => return Ok(Value::Bool(true)),
            Some(_) => {}
            None => {
                let class = vm.type_name(item);
                if let Value::Tuple(_) = &part {
                    return fail(TypeError, format!("tuple for {name} must only contain str, not {class}"));
                }
                return fail(TypeError, format!("{name} first arg must be str or a tuple of str, not {class}"));
            }
        }
    }
    Ok(Value::Bool(false))
}

/// The part between two places, and where it begins, in characters; none where it would end before, or begin behind the end.
fn bounded<'a>(vm: &Vm, text: &'a str, start: Option<Value>, stop: Option<Value>) -> Result<Option<(&'a str, usize)>> {
    if start.is_none() && stop.is_none() {
        return Ok(Some((text, 0)));
    }
    let [start, stop, _] = vm.small_parts(&[Value::option(start), Value::option(stop), Value::None])?;
    let len = text.chars().count() as i64;
    let place = |part: i64| if part < 0 { (part + len).max(0) } else { part };
    let (start, stop) = (start.map_or(0, place), stop.map_or(len, place).min(len));
    if start > stop {
        return Ok(None);
    }
    let offset = |place: i64| text.char_indices().nth(place as usize).map_or(text.len(), |(offset, _)| offset);
    Ok(Some((&text[offset(start)..offset(stop)], start as usize)))
}

fn find(vm: &Vm, mut args: Args, name: &str, last: bool) -> Result<Option<usize>> {
    let this = text(&args.this()?)?;
    let [part, start, stop] = args.options();
    let within = bounded(vm, &this, start, stop)?;
    let part = argument(vm, name, part, 1)?;
    let Some((within, before)) = within else { return Ok(None) };
    let found = if last { within.rfind(&*part) } else { within.find(&*part) };
    Ok(found.map(|offset| before + within[..offset].chars().count()))
}

fn pad(vm: &Vm, mut args: Args, name: &str) -> Result<Value> {
    let this = text(&args.this()?)?;
    let [width, fill] = args.options();
    let width = vm.index(&width.unwrap_or_default())?.max(0);
    vm.reserve((width as u64).saturating_mul(4))?;
    let width = width as usize;
    let fill = match fill {
        Some(fill) => match fill.as_str() {
            Some(fill) => fill.clone(),
            None => {
                let class = vm.type_name(&fill);
                return fail(TypeError, format!("The fill character must be a unicode character, not {class}"));
            }
        },
        None => " ".into(),
    };
    if fill.chars().count() != 1 {
        return fail(TypeError, "The fill character must be exactly one character long");
    }
    let missing = width.saturating_sub(this.chars().count());
    let fills = |count: usize| fill.repeat(count);
    Ok(Value::string(match name {
        "ljust" => format!("{this}{}", fills(missing)),
        "rjust" => format!("{}{this}", fills(missing)),
        _ => {
            let left = missing / 2 + (missing & width & 1);
            format!("{}{this}{}", fills(left), fills(missing - left))
        }
    }))
}

/// `str(…)`; whether the type itself is called.
pub(crate) fn construct(vm: &Vm, args: Args, is_called: bool) -> Result<Value> {
    let given = args.positional.len() + args.keywords.len();
    if given > 3 {
        return fail(TypeError, format!("str expected at most 3 arguments, got {given}"));
    }
    // CPython reads them in two ways, whose messages differ.
    let is_parsed = !is_called || !args.keywords.is_empty();
    let [object, encoding, errors] = args.bind("str", ["object", "encoding", "errors"], 0)?;
    for (name, value) in [("encoding", &encoding), ("errors", &errors)] {
        if let Some(value) = value.as_ref().filter(|value| value.as_str().is_none()) {
            let class = if is_parsed && value.is_none() { "None".into() } else { vm.type_name(value) };
            return fail(TypeError, format!("str() argument '{name}' must be str, not {class}"));
        }
        if value.as_ref().and_then(Value::as_str).is_some_and(|text| text.contains('\0')) {
            return fail(ValueError, "embedded null character");
        }
    }
    let is_decoded = encoding.is_some() || errors.is_some();
    match object {
        None => Ok(Value::str("")),
        Some(Value::Bytes(bytes)) if is_decoded => {
            let encoding = encoding.map_or(Ok("utf-8".into()), |encoding| vm.str(&encoding))?;
            let errors = errors.map_or(Ok("strict".into()), |errors| vm.str(&errors))?;
            encoding::decode(vm, &bytes, &encoding, &errors).map(Value::string)
        }
        Some(Value::Str(_)) if is_decoded => fail(TypeError, "decoding str is not supported"),
        Some(object) if is_decoded => {
            let class = vm.type_name(&object);
            fail(TypeError, format!("decoding to str: need a bytes-like object, {class} found"))
        }
        Some(object) => vm.str(&object).map(Value::Str),
    }
}
