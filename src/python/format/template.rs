//! Owns `text.format(…)`.
//!
//! Invariant: fields are numbered automatically or by hand, not both.

use crate::Result;
use crate::exception::{IndexError, KeyError, ValueError};
use crate::python::exceptions::to_host;
use crate::python::native::{Args, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;

/// What fields are looked up in.
struct Fields<'a> {
    args: &'a Args,
    mapping: Option<&'a Value>,
    /// The number of the next field without one.
    next: usize,
    by_hand: bool,
}

pub(crate) fn format(vm: &Vm, mut args: Args) -> Result<Value> {
    let this = args.this()?;
    let text = vm.str(&this)?;
    let mut fields = Fields { args: &args, mapping: None, next: 0, by_hand: false };
    expand(vm, &text, &mut fields, 2).map(Value::string)
}

pub(crate) fn format_map(vm: &Vm, text: &str, mapping: &Value) -> Result<Value> {
    let args = Args::default();
    let mut fields = Fields { args: &args, mapping: Some(mapping), next: 0, by_hand: false };
    expand(vm, text, &mut fields, 2).map(Value::string)
}

fn expand(vm: &Vm, text: &str, fields: &mut Fields<'_>, depth: u32) -> Result<String> {
    if depth == 0 {
        return fail(ValueError, "Max string recursion exceeded");
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if rest.starts_with(brace) {
            out.push_str(brace);
            rest = &rest[1..];
            continue;
        }
        if brace == "}" {
            return fail(ValueError, "Single '}' encountered in format string");
        }
        let Some(end) = closing(rest) else {
            let text = if rest.is_empty() {
                "Single '{' encountered in format string"
            } else {
                "expected '}' before end of string"
            };
            return fail(ValueError, text);
        };
        out.push_str(&field(vm, &rest[..end], fields, depth)?);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Where a field ends, fields within its specification skipped.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (index, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(index),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn field(vm: &Vm, field: &str, fields: &mut Fields<'_>, depth: u32) -> Result<String> {
    let (name, spec) = match field.find([':', '!']) {
        Some(at) => field.split_at(at),
        None => (field, ""),
    };
    let (conversion, spec) = match spec.strip_prefix('!') {
        Some(rest) => {
            let mut chars = rest.chars();
            let conversion = chars.next();
            let rest = chars.as_str();
            if !rest.is_empty() && !rest.starts_with(':') {
                return fail(ValueError, "expected ':' after conversion specifier");
            }
            (conversion, rest.strip_prefix(':').unwrap_or(""))
        }
        None => (None, spec.strip_prefix(':').unwrap_or("")),
    };
    let value = lookup(vm, name, fields)?;
    let value = match conversion {
        None => value,
        Some('r') => Value::string(vm.repr(&value)?),
        Some('s') => Value::Str(vm.str(&value)?),
        Some('a') => Value::string(super::ascii(&vm.repr(&value)?)),
        Some(other) => return fail(ValueError, format!("Unknown conversion specifier {other}")),
    };
    let spec = if spec.contains('{') { expand(vm, spec, fields, depth - 1)? } else { spec.to_owned() };
    super::format(vm, &value, &spec)
}

fn lookup(vm: &Vm, name: &str, fields: &mut Fields<'_>) -> Result<Value> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    let mut value = match first.parse::<usize>() {
        Ok(index) => {
            if fields.next > 0 {
                const TEXT: &str = "cannot switch from automatic field numbering to manual field specification";
                return fail(ValueError, TEXT);
            }
            fields.by_hand = true;
            positional(fields, index)?
        }
        Err(_) if first.is_empty() => {
            if fields.by_hand {
                const TEXT: &str = "cannot switch from manual field specification to automatic field numbering";
                return fail(ValueError, TEXT);
            }
            fields.next += 1;
            positional(fields, fields.next - 1)?
        }
        Err(_) => match fields.mapping {
            Some(mapping) => vm.get_item(mapping, &Value::str(first))?,
            None => match fields.args.keywords.iter().find(|(keyword, _)| **keyword == *first) {
                Some((_, value)) => value.clone(),
                None => return crate::raise(KeyError.new(to_host(&Value::str(first)))),
            },
        },
    };
    while !rest.is_empty() {
        if let Some(attribute) = rest.strip_prefix('.') {
            let end = attribute.find(['.', '[']).unwrap_or(attribute.len());
            value = vm.get_attribute(&value, &attribute[..end])?;
            rest = &attribute[end..];
        } else {
            let Some(end) = rest.find(']') else { return fail(ValueError, "Missing ']' in format string") };
            let index = &rest[1..end];
            let index = index.parse().map_or_else(|_| Value::str(index), Value::Int);
            value = vm.get_item(&value, &index)?;
            rest = &rest[end + 1..];
        }
    }
    Ok(value)
}

fn positional(fields: &Fields<'_>, index: usize) -> Result<Value> {
    match fields.args.positional.get(index) {
        Some(value) => Ok(value.clone()),
        None if fields.mapping.is_some() => fail(ValueError, "Format string contains positional fields"),
        None => {
            let text = format!("Replacement index {index} out of range for positional args tuple");
            fail(IndexError, text)
        }
    }
}
