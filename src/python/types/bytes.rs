//! Owns `bytes`.
//!
//! Invariant: an item is a number from 0 to 255.

use crate::Result;
use crate::exception::{TypeError, UnicodeDecodeError, ValueError};
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
                fail(
                    UnicodeDecodeError,
                    format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {place}: invalid start byte"),
                )
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
    let [source, encoding, _] = args.bind("bytes", ["source", "encoding", "errors"], 0)?;
    let Some(source) = source else { return Ok(Value::Bytes([].into())) };
    match source.plain() {
        Value::Str(_) if encoding.is_none() => fail(TypeError, "string argument without an encoding"),
        Value::Str(text) => Ok(Value::Bytes(text.as_bytes().into())),
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
            let mut bytes = Vec::new();
            for item in vm.collect(&source)? {
                match u8::try_from(vm.index(&item)?) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => return fail(ValueError, "bytes must be in range(0, 256)"),
                }
            }
            Ok(Value::Bytes(bytes.into()))
        }
    }
}
