//! Owns `text % values`, also that of bytes, as the text that has a character for each byte.
//!
//! Invariant: every value is used, unless the values are a mapping.

use std::iter::Peekable;
use std::str::Chars;

use super::number;
use super::spec::Spec;
use crate::Result;
use crate::exception::{OverflowError, TypeError, ValueError};
use crate::python::native::{Args, fail};
use crate::python::types::{bytes, float};
use crate::python::value::Value;
use crate::python::vm::Vm;

struct Values {
    items: std::vec::IntoIter<Value>,
    mapping: Option<Value>,
    used_mapping: bool,
    /// Whether the text stands for bytes.
    of_bytes: bool,
}

impl Values {
    fn next(&mut self) -> Result<Value> {
        match self.items.next() {
            Some(value) => Ok(value),
            None => fail(TypeError, "not enough arguments for format string"),
        }
    }
}

pub(crate) fn percent(vm: &Vm, text: &str, values: &Value, of_bytes: bool) -> Result<String> {
    let items = match values.plain() {
        Value::Tuple(items) => items.to_vec(),
        _ => vec![values.clone()],
    };
    // Whatever has subscripts and is no tuple may be left unused.
    let is_mapping = matches!(values.plain(), Value::Dict(_) | Value::List(_) | Value::Range(_))
        || matches!(values.plain(), Value::Bytes(_)) && !of_bytes
        || vm.special(values, "__getitem__").is_some();
    let mapping = is_mapping.then(|| values.clone());
    let mut values = Values { items: items.into_iter(), mapping, used_mapping: false, of_bytes };
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        conversion(vm, &mut chars, &mut values, &mut out, text)?;
    }
    let is_done = values.items.next().is_none();
    if !is_done && !values.used_mapping && values.mapping.is_none() {
        let kind = if of_bytes { "bytes" } else { "string" };
        return fail(TypeError, format!("not all arguments converted during {kind} formatting"));
    }
    Ok(out)
}

fn conversion(
    vm: &Vm,
    chars: &mut Peekable<Chars<'_>>,
    values: &mut Values,
    out: &mut String,
    text: &str,
) -> Result<()> {
    let before = chars.clone().count();
    let mut mapped = None;
    if chars.next_if_eq(&'(').is_some() {
        let Some(mapping) = values.mapping.clone() else { return fail(TypeError, "format requires a mapping") };
        let name = name(chars)?;
        let name = if values.of_bytes { Value::Bytes(bytes::of_text(&name).into()) } else { Value::string(name) };
        values.used_mapping = true;
        mapped = Some(vm.get_item(&mapping, &name)?);
    }
    let mut spec = Spec::default();
    let (mut left, mut zero) = (false, false);
    while let Some(flag) = chars.next_if(|c| "-+ #0".contains(*c)) {
        match flag {
            '-' => left = true,
            '0' => zero = true,
            '#' => spec.alternate = true,
            sign => spec.sign = if spec.sign == Some('+') { spec.sign } else { Some(sign) },
        }
    }
    let number = |chars: &mut Peekable<Chars<'_>>, values: &mut Values| -> Result<Option<i64>> {
        if chars.next_if_eq(&'*').is_some() {
            return match values.next()?.as_int() {
                Some(int) => Ok(Some(int)),
                None => fail(TypeError, "* wants int"),
            };
        }
        let mut digits = String::new();
        while let Some(c) = chars.next_if(char::is_ascii_digit) {
            digits.push(c);
        }
        match digits.parse() {
            _ if digits.is_empty() => Ok(None),
            Ok(number) => Ok(Some(number)),
            Err(_) => fail(ValueError, "width too big"),
        }
    };
    if let Some(width) = number(chars, values)? {
        left |= width < 0;
        spec.width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
    }
    if chars.next_if_eq(&'.').is_some() {
        let precision = number(chars, values)?.unwrap_or(0).max(0);
        spec.precision = Some(usize::try_from(precision).unwrap_or(usize::MAX));
    }
    spec.reserve(vm)?;
    while chars.next_if(|c| "hlL".contains(*c)).is_some() {}
    let Some(kind) = chars.next() else { return fail(ValueError, "incomplete format") };
    let length = before - chars.clone().count();
    if kind == '%' && length == 1 {
        out.push('%');
        return Ok(());
    }
    let value = match mapped {
        Some(value) => value,
        None => values.next()?,
    };
    let index = text.chars().count() - chars.clone().count() - 1;
    if !("diouxXeEfFgGcrsa".contains(kind) || values.of_bytes && kind == 'b') {
        let code = u32::from(kind);
        let text = format!("unsupported format character '{kind}' (0x{code:x}) at index {index}");
        return fail(ValueError, text);
    }
    if zero && !left && !matches!(kind, 'b' | 's' | 'r' | 'a' | 'c') {
        (spec.fill, spec.align) = (Some('0'), Some('='));
    }
    if left {
        spec.align = Some('<');
    }
    out.push_str(&converted(vm, kind, &value, spec, values.of_bytes)?);
    Ok(())
}

/// The name of a value of the mapping, up to the parenthesis that closes it.
fn name(chars: &mut Peekable<Chars<'_>>) -> Result<String> {
    let mut open = 1;
    let mut name = String::new();
    for c in chars.by_ref() {
        open += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if open == 0 {
            return Ok(name);
        }
        name.push(c);
    }
    fail(ValueError, "incomplete format key")
}

fn converted(vm: &Vm, kind: char, value: &Value, mut spec: Spec, of_bytes: bool) -> Result<String> {
    let text = match kind {
        'b' | 's' if of_bytes => bytes::text_of(vm, value)?,
        'r' if of_bytes => super::ascii(&vm.repr(value)?),
        'c' if of_bytes => bytes::byte_of(vm, value)?,
        's' => vm.str(value)?.to_string(),
        'r' => vm.repr(value)?,
        'a' => super::ascii(&vm.repr(value)?),
        'c' => match value.as_str() {
            Some(text) if text.chars().count() == 1 => text.to_string(),
            text => match value.as_big() {
                Some(int) => match u32::try_from(int).ok().and_then(char::from_u32) {
                    Some(c) => c.to_string(),
                    None => return fail(OverflowError, "%c arg not in range(0x110000)"),
                },
                None => {
                    let what = match text {
                        Some(text) => format!("a string of length {}", text.chars().count()),
                        None => vm.type_name(value),
                    };
                    let message = format!("%c requires an int or a unicode character, not {what}");
                    return fail(TypeError, message);
                }
            },
        },
        'd' | 'i' | 'u' => {
            let int = match value.plain() {
                Value::Float(float) => crate::python::types::int::from_float(*float)?,
                plain if plain.as_big().is_some() => plain.as_big().map_or(Value::None, Value::big),
                _ if vm.special(value, "__int__").is_some() || vm.special(value, "__index__").is_some() => {
                    crate::python::types::int::construct(vm, Args::one(value))?
                }
                _ => return not_a_number(vm, kind, "a real number", value),
            };
            spec.kind = Some('d');
            let least = spec.precision.take().unwrap_or(0);
            let text = number::int(vm, &int, &Spec { width: 0, ..spec.clone() })?;
            let digits = text.trim_start_matches(['-', '+', ' ']).len();
            let zeros = "0".repeat(least.saturating_sub(digits));
            let sign = text.len() - digits;
            return Ok(spec.pad(&format!("{}{zeros}{}", &text[..sign], &text[sign..]), '>'));
        }
        'o' | 'x' | 'X' => {
            if !vm.is_index(value) {
                return not_a_number(vm, kind, "an integer", value);
            }
            let int = vm.integer(value)?;
            spec.kind = Some(kind);
            spec.precision = None;
            return number::int(vm, &Value::big(int), &spec);
        }
        _ => {
            let real = match float::real(vm, value) {
                Err(error) if of_bytes && error.is(TypeError) => {
                    return fail(TypeError, format!("float argument required, not {}", vm.type_name(value)));
                }
                real => real?,
            };
            spec.kind = Some(kind);
            return number::float(real, &spec, "float");
        }
    };
    let cut: String = match spec.precision {
        Some(precision) => text.chars().take(precision).collect(),
        None => text,
    };
    Ok(spec.pad(&cut, '>'))
}

fn not_a_number<T>(vm: &Vm, kind: char, wanted: &str, value: &Value) -> Result<T> {
    fail(TypeError, format!("%{kind} format: {wanted} is required, not {}", vm.type_name(value)))
}
