//! Owns `format()` and the format language.
//!
//! Invariant: a text that CPython refuses is refused with its words.

pub(crate) mod number;
pub(crate) mod percent;
pub(crate) mod spec;
pub(crate) mod template;

use super::native::{Args, fail};
use super::value::Value;
use super::vm::Vm;
use crate::Result;
use crate::exception::{TypeError, ValueError};
use spec::Spec;

/// `format(value, spec)`
pub(crate) fn format(vm: &Vm, value: &Value, text: &str) -> Result<String> {
    if let Some(function) = vm.special_of_any(value, "__format__")? {
        let formatted = vm.call(&function, Args::new(vec![Value::str(text)]))?;
        return match formatted.as_str() {
            Some(text) => Ok(text.to_string()),
            None => {
                let name = vm.type_name(&formatted);
                fail(TypeError, format!("__format__ must return a str, not {name}"))
            }
        };
    }
    if text.is_empty() {
        return vm.str(value).map(|text| text.to_string());
    }
    let plain = value.plain();
    match plain {
        Value::Str(string) => {
            let spec = Spec::parse(text, "str")?;
            format_str(string, &spec)
        }
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => {
            number::int(vm, plain, &Spec::parse(text, &vm.type_name(plain))?)
        }
        Value::Float(float) => number::float(*float, &Spec::parse(text, "float")?, "float"),
        Value::Complex(_) => fail(ValueError, "format specifications of complex numbers are not here"),
        _ => fail(TypeError, format!("unsupported format string passed to {}.__format__", vm.type_name(value))),
    }
}

fn format_str(string: &str, spec: &Spec) -> Result<String> {
    match spec.kind {
        None | Some('s') => {}
        Some(kind) => return fail(ValueError, format!("Unknown format code '{kind}' for object of type 'str'")),
    }
    if spec.sign.is_some() {
        let sign = if spec.sign == Some(' ') { "Space" } else { "Sign" };
        return fail(ValueError, format!("{sign} not allowed in string format specifier"));
    }
    if spec.alternate {
        return fail(ValueError, "Alternate form (#) not allowed in string format specifier");
    }
    if let Some(grouping) = spec.grouping {
        return fail(ValueError, format!("Cannot specify '{grouping}' with 's'."));
    }
    if spec.align == Some('=') {
        return fail(ValueError, "'=' alignment not allowed in string format specifier");
    }
    let shown: String = match spec.precision {
        Some(precision) => string.chars().take(precision).collect(),
        None => string.to_owned(),
    };
    Ok(spec.pad(&shown, '<'))
}

/// `ascii()` of a repr.
pub(crate) fn ascii(repr: &str) -> String {
    let mut out = String::new();
    for c in repr.chars() {
        match u32::from(c) {
            0..0x80 => out.push(c),
            code @ 0x80..0x100 => out.push_str(&format!("\\x{code:02x}")),
            code @ 0x100..0x1_0000 => out.push_str(&format!("\\u{code:04x}")),
            code => out.push_str(&format!("\\U{code:08x}")),
        }
    }
    out
}
