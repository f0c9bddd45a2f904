//! Owns `text % values`.
//!
//! Invariant: every value is used, unless the values are a mapping.

use std::iter::Peekable;
use std::str::Chars;

use super::number;
use super::spec::Spec;
use crate::Result;
use crate::exception::{KeyError, OverflowError, TypeError, ValueError};
use crate::python::exceptions::to_host;
use crate::python::native::{Args, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;

struct Values {
    items: std::vec::IntoIter<Value>,
    mapping: Option<Value>,
    used_mapping: bool,
}

impl Values {
    fn next(&mut self) -> Result<Value> {
        match self.items.next() {
            Some(value) => Ok(value),
            None => fail(TypeError, "not enough arguments for format string"),
        }
    }
}

pub(crate) fn percent(vm: &Vm, text: &str, values: &Value) -> Result<String> {
    let items = match values.plain() {
        Value::Tuple(items) => items.to_vec(),
        _ => vec![values.clone()],
    };
    // Whatever has subscripts and is no tuple may be left unused.
    let is_mapping = matches!(values.plain(), Value::Dict(_) | Value::List(_) | Value::Bytes(_) | Value::Range(_))
        || vm.special(values, "__getitem__").is_some();
    let mapping = is_mapping.then(|| values.clone());
    let mut values = Values { items: items.into_iter(), mapping, used_mapping: false };
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
        return fail(TypeError, "not all arguments converted during string formatting");
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
        let name: String = chars.by_ref().take_while(|c| *c != ')').collect();
        let Some(mapping) = &values.mapping else { return fail(TypeError, "format requires a mapping") };
        values.used_mapping = true;
        mapped = Some(match mapping.as_dict() {
            Some(dict) => match vm.lookup(dict, &Value::str(&name))? {
                Some(value) => value,
                None => return crate::raise(KeyError.new(to_host(&Value::str(&name)))),
            },
            None => vm.get_item(mapping, &Value::str(&name))?,
        });
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
    if !"diouxXeEfFgGcrsa".contains(kind) {
        let code = u32::from(kind);
        let text = format!("unsupported format character '{kind}' (0x{code:x}) at index {index}");
        return fail(ValueError, text);
    }
    if zero && !left && !matches!(kind, 's' | 'r' | 'a' | 'c') {
        (spec.fill, spec.align) = (Some('0'), Some('='));
    }
    if left {
        spec.align = Some('<');
    }
    out.push_str(&converted(vm, kind, &value, spec)?);
    Ok(())
}

fn converted(vm: &Vm, kind: char, value: &Value, mut spec: Spec) -> Result<String> {
    let text = match kind {
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
            let Some(int) = value.as_big() else { return not_a_number(vm, kind, "an integer", value) };
            spec.kind = Some(kind);
            spec.precision = None;
            return number::int(vm, &Value::big(int), &spec);
        }
        _ => {
            let Some(float) = value.as_float() else {
                let name = vm.type_name(value);
                return fail(TypeError, format!("must be real number, not {name}"));
            };
            spec.kind = Some(kind);
            return number::float(float, &spec, "float");
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
