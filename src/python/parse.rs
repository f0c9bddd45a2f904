//! Owns the way from text to code: limits, parsing, refusals, compiling.
//!
//! Invariant: a text is read whole before anything of it runs, so all refusals come together.

use std::rc::Rc;

use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, Parsed};

use super::code::Code;
use super::refusal::Refusal;
use super::source::Source;
use super::{nesting, refuse};

/// How long a text may be, in bytes.
const LONGEST: usize = 1 << 20;

/// Compiles a text: its code, and what the compiler warns of.
///
/// # Errors
/// Everything for which it does not run.
pub(crate) fn compile(source: &Rc<Source>) -> Result<(Rc<Code>, Vec<String>), Vec<Refusal>> {
    let text = &source.text;
    if text.len() > LONGEST {
        let message = format!("the text is longer than {LONGEST} bytes");
        return Err(vec![Refusal::missing(message, Some("shorten it".to_owned()), (0, 1))]);
    }
    nesting::check(text).map_err(|refusal| vec![refusal])?;
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314);
    let Some(parsed) = ruff_python_parser::parse_unchecked(text, options).try_into_module() else {
        return Err(vec![Refusal::syntax("invalid syntax", (0, 0))]);
    };
    let body = &parsed.syntax().body;
    let mut refusals = if source.is_library { Vec::new() } else { refuse::missing(body) };
    // CPython reports one error of syntax, the first; what follows it is often its consequence.
    let compiled = match syntax_error(text, &parsed) {
        Some(error) => Err(error),
        None => super::compile::compile(source, body),
    };
    match compiled {
        Ok(compiled) if refusals.is_empty() => Ok(compiled),
        Ok(_) => Err(refusals),
        Err(error) => {
            let place = refusals.partition_point(|refusal| refusal.range <= error.range);
            refusals.insert(place, error);
            Err(refusals)
        }
    }
}

fn syntax_error(text: &str, parsed: &Parsed<ModModule>) -> Option<Refusal> {
    if let Some(error) = parsed.errors().first() {
        let range = (error.location.start().to_u32(), error.location.end().to_u32());
        return Some(super::syntax_error::of(text, &error.error, range));
    }
    let error = parsed.unsupported_syntax_errors().first()?;
    let range = (error.range.start().to_u32(), error.range.end().to_u32());
    Some(Refusal::syntax(error.to_string(), range))
}
