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
    Some(lines([Some(first), marked(&text.python, place), Some(error.message.clone()), advice(error)]))
}

/// An error as editors read it: its place and message first.
fn found(spec: &RunSpec, error: &SpecError) -> String {
    let Some((text, place)) = placed(spec, error) else { return error.message.clone() };
    let first = format!("{}:{}:{}: {}", text.file, place.line, place.column, error.message);
    lines([Some(first), marked(&text.python, place), advice(error)])
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

/// The line of the source with the place in it marked; none where the line is empty.
fn marked(source: &str, place: Place) -> Option<String> {
    let line = source.lines().nth(place.line.saturating_sub(1) as usize)?;
    let shown = line.trim();
    if shown.is_empty() {
        return None;
    }
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let start = (place.column.saturating_sub(1) as usize).saturating_sub(indent);
    let one_line = place.end_line == place.line && place.end_column > place.column;
    let width = if one_line { (place.end_column - place.column) as usize } else { 1 };
    Some(format!("    {shown}\n    {}{}", " ".repeat(start), "^".repeat(width)))
}
