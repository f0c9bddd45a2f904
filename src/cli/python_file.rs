//! Python texts for the command: a file, or what stands on standard input.
//!
//! Invariant: a text that does not run is refused with all its reasons before anything runs.

use std::io::Read;

use except_star::spec::{Place, ProgramSpec, RunSpec, SpecError, TextSpec};

use super::{DOES_NOT_HOLD, Failure, Format, json, usage};

/// The text as CPython names its file.
pub(super) fn text_spec(file: &str) -> Result<RunSpec, Failure> {
    let name = if file == "-" { "<stdin>" } else { file };
    Ok(ProgramSpec::Text(TextSpec { python: read(file)?, file: name.to_owned() }).into())
}

/// Reads it and runs nothing.
pub(super) fn check_text(file: &str, format: Format, out: &mut String) -> Result<(), Failure> {
    let spec = text_spec(file)?;
    let errors = spec.check().err().map_or_else(Vec::new, |errors| errors.errors);
    *out = match format {
        Format::Text => errors.iter().map(|error| found(&spec, error) + "\n").collect(),
        Format::Json => json::errors(&errors),
    };
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Failure(DOES_NOT_HOLD, String::new())),
    }
}

fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => std::io::stdin().read_to_end(&mut bytes).map(drop),
        _ => std::fs::read(file).map(|read| bytes = read),
    };
    read.map_err(|error| usage(format!("cannot read {file}: {error}")))?;
    String::from_utf8(bytes).map_err(|_| usage(format!("cannot read {file}: it is not UTF-8")))
}

/// An error in a text as CPython lays out a syntax error; none for another error.
pub(super) fn laid_out(spec: &RunSpec, error: &SpecError) -> Option<String> {
    let (text, place) = placed(spec, error)?;
    let first = format!("  File \"{}\", line {}", text.file, place.line);
    Some(lines([Some(first), place.marked(&text.python), Some(error.message.clone()), advice(error)]))
}

/// An error as editors read it: its place and message first.
fn found(spec: &RunSpec, error: &SpecError) -> String {
    let Some((text, place)) = placed(spec, error) else { return error.message.clone() };
    let first = format!("{}:{}:{}: {}", text.file, place.line, place.column.max(1), error.message);
    lines([Some(first), place.marked(&text.python), advice(error)])
}

fn placed<'a>(spec: &'a RunSpec, error: &SpecError) -> Option<(&'a TextSpec, Place)> {
    match &spec.program {
        ProgramSpec::Text(text) => Some((text, error.place?)),
        ProgramSpec::Scenario(_) => None,
    }
}

fn lines(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn advice(error: &SpecError) -> Option<String> {
    error.advice.as_ref().map(|advice| format!("  {advice}"))
}
