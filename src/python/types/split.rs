//! Owns taking strings apart.
//!
//! Invariant: without a separator runs of white space separate, and none is at an end.

use super::str::{argument, text};
use crate::Result;
use crate::exception::{TypeError, ValueError};
use crate::python::native::{Args, fail};
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;

/// White space as `str.isspace` knows it: the separators of files, groups, records and units are among it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

pub(super) fn strip(_: &Vm, mut args: Args, name: &str) -> Result<Value> {
    let this = text(&args.this()?)?;
    let [chars] = args.options();
    let set: Option<Vec<char>> = match chars {
        None | Some(Value::None) => None,
        Some(chars) => match chars.as_str() {
            Some(chars) => Some(chars.chars().collect()),
            None => return fail(TypeError, format!("{name} arg must be None or str")),
        },
    };
    let is_stripped = |c: char| set.as_ref().map_or_else(|| is_space(c), |set| set.contains(&c));
    let mut rest: &str = &this;
    if name != "rstrip" {
        rest = rest.trim_start_matches(is_stripped);
    }
    if name != "lstrip" {
        rest = rest.trim_end_matches(is_stripped);
    }
    Ok(Value::str(rest))
}

/// Separator and most splits.
fn arguments(vm: &Vm, args: Args) -> Result<(Option<Str>, usize)> {
    let [separator, most] = args.options();
    let most = most.map(|most| vm.index(&most)).transpose()?.unwrap_or(-1);
    let separator = match separator {
        None | Some(Value::None) => None,
        Some(separator) => match separator.as_str() {
            Some(separator) => Some(separator.clone()),
            None => return fail(TypeError, format!("must be str or None, not {}", vm.type_name(&separator))),
        },
    };
    if separator.as_deref() == Some("") {
        return fail(ValueError, "empty separator");
    }
    Ok((separator, usize::try_from(most).unwrap_or(usize::MAX).min(usize::MAX - 1)))
}

fn list<'a>(vm: &Vm, parts: impl Iterator<Item = &'a str>) -> Result<Value> {
    let mut items = Vec::new();
    for part in parts {
        push(vm, &mut items, part)?;
    }
    Ok(Value::list(items))
}

/// Adds a part, of which there may be as many as characters.
fn push(vm: &Vm, parts: &mut Vec<Value>, part: &str) -> Result<()> {
    parts.push(Value::str(part));
    if parts.len().is_multiple_of(1024) { vm.room_for(0) } else { Ok(()) }
}

pub(super) fn split(vm: &Vm, mut args: Args) -> Result<Value> {
    let this = text(&args.this()?)?;
    let (separator, most) = arguments(vm, args)?;
    match separator {
        Some(separator) => list(vm, this.splitn(most + 1, &*separator)),
        None => {
            let (mut parts, mut rest) = (Vec::new(), this.trim_start_matches(is_space));
            while !rest.is_empty() {
                if parts.len() == most {
                    parts.push(rest);
                    break;
                }
                let end = rest.find(is_space).unwrap_or(rest.len());
                parts.push(&rest[..end]);
                rest = rest[end..].trim_start_matches(is_space);
            }
            list(vm, parts.into_iter())
        }
    }
}

pub(super) fn rsplit(vm: &Vm, mut args: Args) -> Result<Value> {
    let this = text(&args.this()?)?;
    let (separator, most) = arguments(vm, args)?;
    let mut parts: Vec<&str> = match &separator {
        Some(separator) => this.rsplitn(most + 1, &**separator).collect(),
        None => {
            let (mut parts, mut rest) = (Vec::new(), this.trim_end_matches(is_space));
            while !rest.is_empty() {
                if parts.len() == most {
                    parts.push(rest);
                    break;
                }
                let start = rest.rfind(is_space);
                let from = start.map_or(0, |start| start + rest[start..].chars().next().map_or(1, char::len_utf8));
                parts.push(&rest[from..]);
                rest = rest[..from].trim_end_matches(is_space);
            }
            parts
        }
    };
    parts.reverse();
    list(vm, parts.into_iter())
}

pub(super) fn splitlines(vm: &Vm, mut args: Args) -> Result<Value> {
    let this = text(&args.this()?)?;
    let [keep] = args.options();
    let keep = keep.map(|keep| vm.truth(&keep)).transpose()?.unwrap_or(false);
    let ends = |c: char| matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let (mut lines, mut rest) = (Vec::new(), &*this);
    while !rest.is_empty() {
        let end = rest.find(ends).unwrap_or(rest.len());
        let length = match rest[end..].chars().next() {
            Some('\r') if rest[end..].starts_with("\r\n") => 2,
            Some(c) => c.len_utf8(),
            None => 0,
        };
        push(vm, &mut lines, &rest[..if keep { end + length } else { end }])?;
        rest = &rest[end + length..];
    }
    Ok(Value::list(lines))
}

pub(super) fn partition(vm: &Vm, mut args: Args, last: bool) -> Result<Value> {
    let this = text(&args.this()?)?;
    let [separator] = args.values();
    let separator = argument(vm, "partition", Some(separator), 1)?;
    if separator.is_empty() {
        return fail(ValueError, "empty separator");
    }
    let found = if last { this.rsplit_once(&*separator) } else { this.split_once(&*separator) };
    let parts = match found {
        Some((before, after)) => [before, &separator, after],
        None if last => ["", "", &this],
        None => [&this, "", ""],
    };
    Ok(Value::tuple(parts.map(Value::str).to_vec()))
}
