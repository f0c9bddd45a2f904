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
            let spec = Spec::parse(vm, text, "str")?;
            format_str(string, &spec)
        }
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => {
            number::int(vm, plain, &Spec::parse(vm, text, &vm.type_name(plain))?)
        }
        Value::Float(float) => number::float(*float, &Spec::parse(vm, text, "float")?, "float"),
        Value::Complex(parts) => format_complex(parts.0, parts.1, &Spec::parse(vm, text, "complex")?),
        _ => fail(TypeError, format!("unsupported format string passed to {}.__format__", vm.type_name(value))),
    }
}

/// The real and the imaginary part, each in this way; without a type as `str` shows them, in brackets.
fn format_complex(real: f64, imaginary: f64, spec: &Spec) -> Result<String> {
    if spec.fill == Some('0') {
        return fail(ValueError, "Zero padding is not allowed in complex format specifier");
    }
    if spec.align == Some('=') {
        return fail(ValueError, "'=' alignment flag is not allowed in complex format specifier");
    }
    let is_plain = spec.kind.is_none() && spec.precision.is_none();
    let kind = spec.kind.or(if is_plain { Some('r') } else { Some('g') });
    let part = |value: f64, sign: Option<char>| {
        let spec = Spec { width: 0, fill: None, align: None, kind, sign, ..spec.clone() };
        match is_plain {
            true => Ok(format!(
                "{}{}",
                if sign == Some('+') && !value.is_sign_negative() { "+" } else { "" },
                crate::repr::number(value)
            )),
            false => number::float(value, &spec, "complex"),
        }
    };
    let has_real = spec.kind.is_some() || real != 0.0 || real.is_sign_negative();
    let shown = match has_real {
        true => format!("{}{}j", part(real, spec.sign)?, part(imaginary, Some('+'))?),
        false => format!("{}j", part(imaginary, spec.sign)?),
    };
    let shown = if spec.kind.is_none() && has_real { format!("({shown})") } else { shown };
    Ok(spec.pad(&shown, '>'))
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
