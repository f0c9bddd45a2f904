//! Owns `Did you mean`: the known name that is nearest to one that is not known.
//!
//! Invariant: distances are those of `_compute_suggestion_error` in CPython's traceback.py, where a change of case costs less.

use super::builtins::attributes::names_of;
use super::exceptions::from_host;
use super::traceback::Entry;
use super::value::{Value, is_same};
use super::vm;
use crate::exception::{AttributeError, Exception, ImportError, NameError};

/// The modules of the standard library, whether they are here or not.
pub(super) const STANDARD_LIBRARY: &str = include_str!("lib/names.txt");
/// Where so many names are known, none is searched for.
const TOO_MANY: usize = 750;

const MOVE: usize = 2;
const CASE: usize = 1;
const LONGEST: usize = 40;

fn substitution(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

fn distance(a: &str, b: &str, most: usize) -> usize {
    if a == b {
        return 0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let common = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[common..], &b[common..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    if a.is_empty() || b.is_empty() {
        return MOVE * (a.len() + b.len());
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return most + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|index| index * MOVE).collect();
    let mut result = 0;
    for (index, letter) in b.iter().enumerate() {
        result = index * MOVE;
        let mut diagonal = result;
        let mut least = usize::MAX;
        for (place, cell) in row.iter_mut().enumerate() {
            let substituted = diagonal + substitution(*letter, a[place]);
            diagonal = *cell;
            result = substituted.min(result.min(diagonal) + MOVE);
            *cell = result;
            least = least.min(result);
        }
        if least > most {
            return most + 1;
        }
    }
    result
}

/// The name that is meant, if one is near enough.
pub(crate) fn suggest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, usize)> = None;
    for name in known.filter(|name| *name != wrong) {
        let most = (wrong.chars().count() + name.chars().count() + 3) * MOVE / 6;
        let most = best.map_or(most, |(_, least)| most.min(least.saturating_sub(1)));
        let found = distance(wrong, name, most);
        if found <= most && best.is_none_or(|(_, least)| found < least) {
            best = Some((name, found));
        }
    }
    best.map(|(name, _)| name)
}

/// What stands behind the text of an error about a name: `. Did you mean: 'name'?`.
pub(crate) fn hint(raised: &Entry, error: &Exception, alone: bool) -> Option<String> {
    let name = from_host(&error.field("name")?);
    let name = name.as_str()?;
    if error.is(AttributeError) {
        let meant = attribute_meant(own_self(raised).filter(|_| !alone), error, name)?;
        return Some(format!(". Did you mean: '{meant}'?"));
    }
    if error.is(ImportError) {
        let wrong = from_host(&error.field("name_from")?);
        let meant = attribute_meant(None, error, wrong.as_str()?)?;
        return Some(format!(". Did you mean: '{meant}'?"));
    }
    if !error.is(NameError) {
        return None;
    }
    let meant = name_meant(raised, name).filter(|_| !alone).map(|meant| format!(". Did you mean: '{meant}'?"));
    match (meant, STANDARD_LIBRARY.lines().any(|module| module == &**name)) {
        (meant, false) => meant,
        (Some(meant), true) => Some(format!("{meant} Or did you forget to import '{name}'?")),
        (None, true) => Some(format!(". Did you forget to import '{name}'?")),
    }
}

/// The value of `self` in a frame whose function calls its first parameter so.
fn own_self(raised: &Entry) -> Option<Value> {
    let is_self = raised.code.locals.first().is_some_and(|name| &**name == "self");
    raised.locals.as_ref().filter(|_| is_self)?.borrow().first().cloned()
}

fn attribute_meant(own: Option<Value>, error: &Exception, name: &str) -> Option<String> {
    let vm = vm::current()?;
    let object = from_host(&error.field("obj")?);
    let mut known = names_of(&vm, &object).ok()?;
    if !name.starts_with('_') && own.is_none_or(|own| !is_same(&own, &object)) {
        known.retain(|name| !name.starts_with('_'));
    }
    (known.len() < TOO_MANY).then(|| suggest(name, known.iter().map(String::as_str)).map(str::to_owned))?
}

fn name_meant(raised: &Entry, name: &str) -> Option<String> {
    let vm = vm::current()?;
    if let Some(own) = own_self(raised)
        && let Ok(Some(_)) = vm.try_attribute(&own, name)
    {
        return Some(format!("self.{name}"));
    }
    let locals = raised.bound.iter().map(|name| name.to_string());
    let mut known: Vec<String> = locals.filter(|known| !known.is_empty() && !known.contains(['@', '.'])).collect();
    let main = vm.main.borrow().clone()?;
    for names in [&main.dict, &vm.builtins] {
        known.extend(names.borrow().entries().filter_map(|entry| entry.object.as_str().map(|name| name.to_string())));
    }
    (known.len() < TOO_MANY).then(|| suggest(name, known.iter().map(String::as_str)).map(str::to_owned))?
}
