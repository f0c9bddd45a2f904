//! Owns `bytes`.
//!
//! Most methods are those of `str`, on the text that has a character for each byte. Invariant: an item is a number from 0 to 255.

use super::{encoding, str};
use crate::Result;
use crate::exception::{OverflowError, TypeError, ValueError};
use crate::python::format::percent;
use crate::python::memory::Counted;
use crate::python::native::{Args, Table, fail};
use crate::python::signature::{name_of, signature};
use crate::python::value::Value;
use crate::python::vm::Vm;

macro_rules! as_text {
    ($($name:literal),*) => { [$(($name, |vm, args| as_text(vm, name_of($name), args))),*] };
}

/// The methods that do what those of `str` do.
pub(crate) const TEXT_METHODS: [(&str, crate::python::native::NativeFunction); 35] = as_text![
    "upper()",
    "lower()",
    "capitalize()",
    "title()",
    "swapcase()",
    "strip(bytes=None, /)",
    "lstrip(bytes=None, /)",
    "rstrip(bytes=None, /)",
    "split(sep=None, maxsplit=-1)",
    "rsplit(sep=None, maxsplit=-1)",
    "partition(sep, /)",
    "rpartition(sep, /)",
    "replace(old, new, count=-1, /)",
    "startswith(prefix, start=None, end=None, /)",
    "endswith(suffix, start=None, end=None, /)",
    "removeprefix(prefix, /)",
    "removesuffix(suffix, /)",
    "find(sub, start=None, end=None, /)",
    "rfind(sub, start=None, end=None, /)",
    "index(sub, start=None, end=None, /)",
    "rindex(sub, start=None, end=None, /)",
    "count(sub, start=None, end=None, /)",
    "center(width, fillchar=None, /)",
    "ljust(width, fillchar=None, /)",
    "rjust(width, fillchar=None, /)",
    "zfill(width, /)",
    "expandtabs(tabsize=8)",
    "isdigit()",
    "isalpha()",
    "isalnum()",
    "isspace()",
    "isascii()",
    "isupper()",
    "islower()",
    "istitle()"
];

pub(crate) const METHODS: Table = &[
    ("decode(encoding='utf-8', errors='strict')", |vm, mut args| {
        let bytes = bytes(vm, &args.this()?)?;
        let [encoding, errors] = args.options();
        let encoding = encoding.map_or(Ok("utf-8".into()), |encoding| vm.str(&encoding))?;
        let errors = errors.map_or(Ok("strict".into()), |errors| vm.str(&errors))?;
        encoding::decode(vm, &bytes, &encoding, &errors).map(Value::string)
    }),
    ("hex(sep=None, bytes_per_sep=1)", |vm, mut args| {
        let bytes = bytes(vm, &args.this()?)?;
        let [separator, size] = args.options();
        let separator = separator.map_or(Ok("".into()), |separator| vm.str(&separator))?;
        let size = size.map_or(Ok(1), |size| vm.index(&size))?;
        let group = size.unsigned_abs().max(1) as usize;
        let mut out = String::new();
        for (index, byte) in bytes.iter().enumerate() {
            let from_end = if size < 0 { index } else { bytes.len() - index };
            if index > 0 && size != 0 && from_end % group == 0 {
                out.push_str(&separator);
            }
            out.push_str(&format!("{byte:02x}"));
        }
        Ok(Value::string(out))
    }),
    ("join(iterable_of_bytes, /)", |vm, mut args| {
        let separator = bytes(vm, &args.this()?)?;
        let [items] = args.values();
        let mut parts = Vec::new();
        for (index, item) in vm.listed(&items)?.iter().enumerate() {
            let Value::Bytes(part) = item.plain() else {
                let name = vm.type_name(item);
                let message = format!("sequence item {index}: expected a bytes-like object, {name} found");
                return fail(TypeError, message);
            };
            parts.push(part.clone());
        }
        Ok(Value::Bytes(parts.join(&separator[..]).into()))
    }),
    ("translate(table, /, delete='')", translate),
    ("splitlines(keepends=False)", |vm, mut args| {
        let this = bytes(vm, &args.this()?)?;
        let [keep] = args.options();
        let keep = keep.map_or(Ok(false), |keep| vm.truth(&keep))?;
        let (mut lines, mut rest) = (Vec::new(), &this[..]);
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
            let length = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 }.min(rest.len() - end);
            let line = &rest[..if keep { end + length } else { end }];
            lines.push(Value::Bytes(line.to_vec().into()));
            rest = &rest[end + length..];
        }
        Ok(Value::list(lines))
    }),
];

/// Where the characters of bytes from 128 on stand: they are no letters, no digits and no white space.
const HIGH: u32 = 0xe000;

/// The text that has a character for each byte.
pub(crate) fn to_text(bytes: &[u8]) -> String {
    let c = |byte: &u8| {
        if byte.is_ascii() { char::from(*byte) } else { char::from_u32(HIGH + u32::from(*byte)).unwrap_or(' ') }
    };
    bytes.iter().map(c).collect()
}

pub(crate) fn of_text(text: &str) -> Vec<u8> {
    text.chars().map(|c| u32::from(c) as u8).collect()
}

fn from_text(value: Value) -> Value {
    match value {
        Value::Str(text) => Value::Bytes(of_text(&text).into()),
        Value::List(items) => Value::list(items.take().into_iter().map(from_text).collect()),
        Value::Tuple(items) => Value::tuple(items.iter().cloned().map(from_text).collect()),
        other => other,
    }
}

/// `bytes % values`
pub(crate) fn percent(vm: &Vm, bytes: &[u8], values: &Value) -> Result<Vec<u8>> {
    percent::percent(vm, &to_text(bytes), values, true).map(|text| of_text(&text))
}

/// What `%b` writes: bytes, or what an object gives as its bytes.
pub(crate) fn text_of(vm: &Vm, value: &Value) -> Result<String> {
    if let Value::Bytes(bytes) = value.plain() {
        return Ok(to_text(bytes));
    }
    let class = |value: &Value| vm.type_name(value);
    let Some(function) = vm.special(value, "__bytes__") else {
        let wanted = "%b requires a bytes-like object, or an object that implements __bytes__";
        return fail(TypeError, format!("{wanted}, not '{}'", class(value)));
    };
    match vm.call(&function, Args::default())? {
        Value::Bytes(bytes) => Ok(to_text(&bytes)),
        other => fail(TypeError, format!("__bytes__ returned non-bytes (type {})", class(&other))),
    }
}

/// What `%c` writes: one byte.
pub(crate) fn byte_of(vm: &Vm, value: &Value) -> Result<String> {
    let what = match value.plain() {
        Value::Bytes(bytes) if bytes.len() == 1 => return Ok(to_text(bytes)),
        Value::Bytes(bytes) => format!("a bytes object of length {}", bytes.len()),
        _ if vm.is_index(value) => match u8::try_from(vm.integer(value)?) {
            Ok(byte) => return Ok(to_text(&[byte])),
            Err(_) => return fail(OverflowError, "%c arg not in range(256)"),
        },
        _ => vm.class_of(value).full_name(),
    };
    fail(TypeError, format!("%c requires an integer in range(256) or a single byte, not {what}"))
}

/// How many of a method's arguments are bytes.
fn texts(name: &str) -> usize {
    match name {
        "replace" => 2,
        "center" | "ljust" | "rjust" | "zfill" | "expandtabs" => 0,
        _ => 1,
    }
}

fn as_text(vm: &Vm, name: &str, mut args: Args) -> Result<Value> {
    let this = bytes(vm, &args.this()?)?;
    let may_be_none = ["split", "rsplit", "strip", "lstrip", "rstrip"].contains(&name);
    let is_search = ["find", "rfind", "index", "rindex", "count"].contains(&name);
    let is_padding = ["center", "ljust", "rjust"].contains(&name);
    for (index, argument) in args.positional.iter_mut().enumerate() {
        *argument = match argument.plain() {
            other if is_padding && index == 1 && !matches!(other, Value::Bytes(fill) if fill.len() == 1) => {
                let what = match other {
                    Value::Bytes(fill) => format!("a bytes object of length {}", fill.len()),
                    _ => vm.type_name(argument),
                };
                let message = format!("{name}() argument 2 must be a byte string of length 1, not {what}");
                return fail(TypeError, message);
            }
            Value::Bytes(bytes) => Value::string(to_text(bytes)),
            Value::Tuple(items) if name.ends_with("with") => {
                let text = |item: &Value| -> Result<Value> { Ok(Value::string(to_text(&bytes(vm, item)?))) };
                Value::tuple(items.iter().map(text).collect::<Result<Vec<_>>>()?)
            }
            other if is_search && index == 0 && !matches!(other, Value::Bytes(_)) && vm.is_index(argument) => {
                match u8::try_from(vm.integer(argument)?) {
                    Ok(byte) => Value::string(to_text(&[byte])),
                    Err(_) => return fail(ValueError, "byte must be in range(0, 256)"),
                }
            }
            other if index < texts(name) && !(other.is_none() && may_be_none) => {
                let class = vm.type_name(argument);
                return fail(
                    TypeError,
                    match name {
                        _ if is_search => format!("argument should be integer or bytes-like object, not '{class}'"),
                        "startswith" | "endswith" => {
                            format!("{name} first arg must be bytes or a tuple of bytes, not {class}")
                        }
                        _ => format!("a bytes-like object is required, not '{class}'"),
                    },
                );
            }
            other => other.clone(),
        };
    }
    args.positional.insert(0, Value::string(to_text(&this)));
    let method = str::METHODS.iter().find(|(method, _)| name_of(method) == name);
    let result = method.map_or(Ok(Value::None), |(_, function)| function(vm, args));
    match result {
        Err(error) if error.is(ValueError) && error.to_string() == "substring not found" => {
            fail(ValueError, "subsection not found")
        }
        other => other.map(from_text),
    }
}

fn translate(vm: &Vm, mut args: Args) -> Result<Value> {
    let this = bytes(vm, &args.this()?)?;
    let [table, delete] = args.options();
    let table = Value::option(table);
    let table = if table.is_none() { None } else { Some(bytes(vm, &table)?) };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return fail(ValueError, "translation table must be 256 characters long");
    }
    let delete = delete.map(|delete| bytes(vm, &delete)).transpose()?;
    let is_deleted = |byte: &&u8| delete.as_ref().is_some_and(|delete| delete.contains(*byte));
    let translated = this.iter().filter(|byte| !is_deleted(byte));
    let of = |byte: u8| table.as_ref().map_or(byte, |table| table[usize::from(byte)]);
    Ok(Value::Bytes(translated.map(|byte| of(*byte)).collect::<Vec<_>>().into()))
}

/// `bytes.maketrans(from, to)`
pub(crate) fn make_translation(vm: &Vm, args: Args) -> Result<Value> {
    let [_, from, to] = args.values();
    let (from, to) = (bytes(vm, &from)?, bytes(vm, &to)?);
    if from.len() != to.len() {
        return fail(ValueError, "maketrans arguments must have same length");
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.iter().zip(to.iter()) {
        table[usize::from(*from)] = *to;
    }
    Ok(Value::Bytes(table.into()))
}

fn bytes(vm: &Vm, value: &Value) -> Result<Counted<[u8]>> {
    match value.plain() {
        Value::Bytes(bytes) => Ok(bytes.clone()),
        _ => fail(TypeError, format!("a bytes-like object is required, not '{}'", vm.type_name(value))),
    }
}

pub(crate) fn repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut out = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if char::from(*byte) == quote => out.extend(['\\', quote]),
            0x20..0x7f => out.push(char::from(*byte)),
            byte => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

/// `bytes(…)`
pub(crate) fn construct(vm: &Vm, args: Args) -> Result<Value> {
    let [source, encoding, errors] = args.fit(signature!("bytes(source=None, encoding=None, errors=None)"))?.options();
    for (name, value) in [("encoding", &encoding), ("errors", &errors)] {
        if let Some(value) = value.as_ref().filter(|value| value.as_str().is_none()) {
            let class = if value.is_none() { "None".into() } else { vm.type_name(value) };
            return fail(TypeError, format!("bytes() argument '{name}' must be str, not {class}"));
        }
    }
    let Some(source) = source else { return Ok(Value::Bytes(Vec::new().into())) };
    match source.plain() {
        Value::Str(_) if encoding.is_none() => fail(TypeError, "string argument without an encoding"),
        Value::Str(text) => {
            let encoding = encoding.map_or(Ok("utf-8".into()), |encoding| vm.str(&encoding))?;
            let errors = errors.map_or(Ok("strict".into()), |errors| vm.str(&errors))?;
            encoding::encode(vm, text, &encoding, &errors).map(|bytes| Value::Bytes(bytes.into()))
        }
        _ if encoding.is_some() => fail(TypeError, "encoding without a string argument"),
        _ if errors.is_some() => fail(TypeError, "errors without a string argument"),
        Value::Big(_) => fail(OverflowError, "cannot fit 'int' into an index-sized integer"),
        Value::Bytes(bytes) => Ok(Value::Bytes(bytes.clone())),
        other if other.as_int().is_some() => {
            let count = other.as_int().unwrap_or(0);
            if count < 0 {
                return fail(ValueError, "negative count");
            }
            vm.reserve(count as u64)?;
            Ok(Value::Bytes(vec![0; count as usize].into()))
        }
        _ => of_items(vm, &source).map(|bytes| Value::Bytes(bytes.into())),
    }
}

/// The bytes of bytes, or of numbers.
pub(crate) fn of_items(vm: &Vm, source: &Value) -> Result<Vec<u8>> {
    let items = match vm.iterate(source) {
        Err(error) if error.is(TypeError) => {
            return fail(TypeError, format!("cannot convert '{}' object to bytes", vm.type_name(source)));
        }
        iterator if matches!(source.plain(), Value::Str(_)) => {
            drop(iterator);
            return fail(TypeError, "cannot convert 'str' object to bytes");
        }
        iterator => vm.collect(&iterator?)?,
    };
    let mut bytes = Vec::new();
    for item in items {
        let is_byte = match item.plain() {
            Value::Big(_) => None,
            _ => u8::try_from(vm.index(&item)?).ok(),
        };
        match is_byte {
            Some(byte) => bytes.push(byte),
            None => return fail(ValueError, "bytes must be in range(0, 256)"),
        }
    }
    Ok(bytes)
}
