//! Owns `bytes`.
//!
//! Invariant: an item is a number from 0 to 255.

use crate::Result;
use crate::exception::{OverflowError, TypeError, UnicodeDecodeError, ValueError};
use crate::python::native::{Args, Table, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;
use std::rc::Rc;

pub(crate) const METHODS: Table = &[
    ("decode", |vm, mut args| {
        let bytes = bytes(&args.this()?)?;
        let [_, errors] = args.bind("decode", ["encoding", "errors"], 0)?;
        let errors = errors.map(|errors| vm.str(&errors)).transpose()?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(Value::str(text)),
            Err(_) if errors.as_deref() == Some("replace") => {
                Ok(Value::string(String::from_utf8_lossy(&bytes).into_owned()))
            }
            Err(_) if errors.as_deref() == Some("ignore") => {
                Ok(Value::string(String::from_utf8_lossy(&bytes).replace('\u{fffd}', "")))
            }
            Err(error) => {
                let place = error.valid_up_to();
                let byte = bytes[place];
                let reason = match error.error_len() {
                    None => "unexpected end of data",
                    Some(_) if byte >= 0xc2 && byte < 0xf5 => "invalid continuation byte",
                    Some(_) => "invalid start byte",
                };
                let end = place + error.error_len().unwrap_or(bytes.len() - place);
                let shown = match end - place {
                    1 => format!("byte 0x{byte:02x} in position {place}"),
                    _ => format!("bytes in position {place}-{}", end - 1),
                };
                fail(UnicodeDecodeError, format!("'utf-8' codec can't decode {shown}: {reason}"))
            }
        }
    }),
    ("hex", |_, mut args| {
        let bytes = bytes(&args.this()?)?;
        Ok(Value::string(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }),
    ("startswith", |_, mut args| {
        let this = bytes(&args.this()?)?;
        let [part] = args.exactly("bytes.startswith")?;
        Ok(Value::Bool(this.starts_with(&bytes(&part)?)))
    }),
    ("endswith", |_, mut args| {
        let this = bytes(&args.this()?)?;
        let [part] = args.exactly("bytes.endswith")?;
        Ok(Value::Bool(this.ends_with(&bytes(&part)?)))
    }),
    ("join", |vm, mut args| {
        let separator = bytes(&args.this()?)?;
        let [items] = args.exactly("bytes.join")?;
        let parts = vm.collect(&items)?.iter().map(bytes).collect::<Result<Vec<_>>>()?;
        Ok(Value::Bytes(parts.join(&separator[..]).into()))
    }),
    ("find", |vm, args| Ok(Value::Int(find(vm, args, "find", false)?.map_or(-1, |place| place as i64)))),
    ("rfind", |vm, args| Ok(Value::Int(find(vm, args, "rfind", true)?.map_or(-1, |place| place as i64)))),
    ("index", |vm, args| match find(vm, args, "index", false)? {
        Some(place) => Ok(Value::size(place)),
        None => fail(ValueError, "subsection not found"),
    }),
    ("count", |_, mut args| {
        let this = bytes(&args.this()?)?;
        let [part] = args.exactly("bytes.count")?;
        let part = bytes(&part)?;
        if part.is_empty() {
            return Ok(Value::size(this.len() + 1));
        }
        let (mut count, mut place) = (0, 0);
        while let Some(found) = this.get(place..).and_then(|rest| position(rest, &part)) {
            count += 1;
            place += found + part.len();
        }
        Ok(Value::size(count))
    }),
    ("replace", |vm, mut args| {
        let this = bytes(&args.this()?)?;
        let [old, new, count] = args.up_to("replace", 2)?;
        let (old, new) = (needed(vm, &Value::option(old))?, needed(vm, &Value::option(new))?);
        let count = count.map(|count| vm.index(&count)).transpose()?.unwrap_or(-1);
        let mut left = if count < 0 { usize::MAX } else { count as usize };
        vm.reserve(this.len().saturating_mul(new.len().max(1)))?;
        let (mut out, mut place) = (Vec::new(), 0);
        while left > 0 {
            let Some(found) = this.get(place..).and_then(|rest| position(rest, &old)) else { break };
            out.extend_from_slice(&this[place..place + found]);
            out.extend_from_slice(&new);
            place += found + old.len();
            left -= 1;
            if old.is_empty() {
                match this.get(place) {
                    Some(byte) => out.push(*byte),
                    None => break,
                }
                place += 1;
            }
        }
        out.extend_from_slice(this.get(place..).unwrap_or_default());
        Ok(Value::Bytes(out.into()))
    }),
    ("strip", |_, mut args| Ok(Value::Bytes(bytes(&args.this()?)?.trim_ascii().into()))),
    ("upper", |_, mut args| Ok(Value::Bytes(bytes(&args.this()?)?.to_ascii_uppercase().into()))),
    ("lower", |_, mut args| Ok(Value::Bytes(bytes(&args.this()?)?.to_ascii_lowercase().into()))),
    ("split", |_, mut args| {
        let this = bytes(&args.this()?)?;
        let [separator] = args.exactly("bytes.split")?;
        let separator = bytes(&separator)?;
        if separator.is_empty() {
            return fail(ValueError, "empty separator");
        }
        let (mut parts, mut start, mut place) = (Vec::new(), 0, 0);
        while place + separator.len() <= this.len() {
            if this[place..].starts_with(&separator) {
                parts.push(Value::Bytes(this[start..place].into()));
                place += separator.len();
                start = place;
            } else {
                place += 1;
            }
        }
        parts.push(Value::Bytes(this[start..].into()));
        Ok(Value::list(parts))
    }),
];

/// Where bytes first stand in others.
fn position(within: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() { Some(0) } else { within.windows(part.len()).position(|window| window == part) }
}

fn find(vm: &Vm, mut args: Args, name: &str, last: bool) -> Result<Option<usize>> {
    let this = bytes(&args.this()?)?;
    let [part] = args.exactly(&format!("bytes.{name}"))?;
    let part: Rc<[u8]> = match part.as_int() {
        Some(int) => match u8::try_from(int) {
            Ok(byte) => [byte].into(),
            Err(_) => return fail(ValueError, "byte must be in range(0, 256)"),
        },
        None => match part.plain() {
            Value::Bytes(part) => part.clone(),
            _ => {
                let class = vm.type_name(&part);
                return fail(TypeError, format!("argument should be integer or bytes-like object, not '{class}'"));
            }
        },
    };
    if last && !part.is_empty() {
        return Ok(this.windows(part.len()).rposition(|window| *window == *part));
    }
    Ok(if last { Some(this.len()) } else { position(&this, &part) })
}

fn needed(vm: &Vm, value: &Value) -> Result<Rc<[u8]>> {
    match value.plain() {
        Value::Bytes(bytes) => Ok(bytes.clone()),
        _ => fail(TypeError, format!("a bytes-like object is required, not '{}'", vm.type_name(value))),
    }
}

fn bytes(value: &Value) -> Result<Rc<[u8]>> {
    match value.plain() {
        Value::Bytes(bytes) => Ok(bytes.clone()),
        _ => fail(TypeError, "a bytes-like object is required"),
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
    let [source, encoding, errors] = args.bind("bytes", ["source", "encoding", "errors"], 0)?;
    for (name, value) in [("encoding", &encoding), ("errors", &errors)] {
        if let Some(value) = value.as_ref().filter(|value| value.as_str().is_none()) {
            let class = if value.is_none() { "None".into() } else { vm.type_name(value) };
            return fail(TypeError, format!("bytes() argument '{name}' must be str, not {class}"));
        }
    }
    let Some(source) = source else { return Ok(Value::Bytes([].into())) };
    match source.plain() {
        Value::Str(_) if encoding.is_none() => fail(TypeError, "string argument without an encoding"),
        Value::Str(text) => Ok(Value::Bytes(text.as_bytes().into())),
        _ if encoding.is_some() => fail(TypeError, "encoding without a string argument"),
        _ if errors.is_some() => fail(TypeError, "errors without a string argument"),
        Value::Big(_) => fail(OverflowError, "cannot fit 'int' into an index-sized integer"),
        Value::Bytes(bytes) => Ok(Value::Bytes(bytes.clone())),
        other if other.as_int().is_some() => {
            let count = other.as_int().unwrap_or(0);
            if count < 0 {
                return fail(ValueError, "negative count");
            }
            vm.reserve(count as usize)?;
            Ok(Value::Bytes(vec![0; count as usize].into()))
        }
        _ => {
            let items = match vm.collect(&source) {
                Err(error) if error.is(TypeError) && error.to_string().ends_with("object is not iterable") => {
                    return fail(TypeError, format!("cannot convert '{}' object to bytes", vm.type_name(&source)));
                }
                other => other?,
            };
            let mut bytes = Vec::new();
            for item in items {
                match u8::try_from(vm.index(&item)?) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => return fail(ValueError, "bytes must be in range(0, 256)"),
                }
            }
            Ok(Value::Bytes(bytes.into()))
        }
    }
}
