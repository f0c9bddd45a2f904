//! Running and checking a Python text: a file, or what stands on standard input.
//!
//! Invariant: a text that does not run is refused with all its reasons before anything runs.

use std::io::Read;

use except_star::program::{Settings, run};
use except_star::python::{Text, TextError};
use except_star::{Instantly, Intervention};
use serde::Serialize;

use super::{DOES_NOT_HOLD, Failure, Format, SpecArgs, WRONG_USAGE, json, limit_reached, parse_limits, text, usage};

/// What the JSON of such a run names as its specification.
#[derive(Serialize)]
struct TextSpec<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    debug: bool,
    interventions: &'a [String],
}

/// Runs it as a scenario is run.
pub(super) fn run_text(spec: &SpecArgs, limits: &[String], format: Format, out: &mut String) -> Result<(), Failure> {
    let file = &spec.program.id;
    if let Some((param, _)) = spec.program.params()?.first() {
        return Err(usage(format!("-p {param}: a text has no parameters")));
    }
    let settings = Settings {
        debug: spec.debug.unwrap_or(false),
        interventions: spec.at.iter().map(|at| intervention(at)).collect::<Result<_, _>>()?,
        limits: parse_limits(limits)?,
    };
    let seed = spec.seed.as_deref().map(seed).transpose()?;
    let source = read(file)?;
    let name = name(file);
    let mut program = Text::new(name, &source).map_err(|errors| refused(name, &source, &errors))?;
    if let Some(seed) = seed {
        program = program.seed(seed);
    }
    let ended = futures::executor::block_on(run(&program, &settings, Instantly));
    let shown = TextSpec { file, seed, debug: settings.debug, interventions: &spec.at };
    *out = match format {
        Format::Text => text::ended(&ended, &[], &[]),
        Format::Json => json::ended(&shown, &ended, Vec::new(), Vec::new()),
    };
    limit_reached(&ended.outcome)
}

/// Reads it and runs nothing.
pub(super) fn check_text(file: &str, format: Format, out: &mut String) -> Result<(), Failure> {
    let source = read(file)?;
    let errors = Text::new(name(file), &source).err().unwrap_or_default();
    *out = match format {
        Format::Text => errors.iter().map(|error| found(name(file), &source, error) + "\n").collect(),
        Format::Json => json::errors(&errors),
    };
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Failure(DOES_NOT_HOLD, String::new())),
    }
}

/// What CPython calls the file.
fn name(file: &str) -> &str {
    if file == "-" { "<stdin>" } else { file }
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

fn intervention(text: &str) -> Result<Intervention, Failure> {
    text.parse().map_err(|error| usage(format!("--at {text}: {error}")))
}

fn seed(text: &str) -> Result<u64, Failure> {
    let number = text.parse().ok().filter(|number: &u64| number >> 53 == 0);
    number.ok_or_else(|| usage(format!("--seed: must be a whole number from 0 to 2^53 - 1, not '{text}'")))
}

/// Each reason as CPython lays out a syntax error.
fn refused(file: &str, source: &str, errors: &[TextError]) -> Failure {
    let reason = |error: &TextError| {
        let place = format!("  File \"{file}\", line {}", error.line);
        lines([Some(place), marked(source, error), Some(message(error)), advice(error)])
    };
    Failure(WRONG_USAGE, errors.iter().map(reason).collect::<Vec<_>>().join("\n"))
}

/// A reason as editors read it: its place and message first.
fn found(file: &str, source: &str, error: &TextError) -> String {
    let first = format!("{file}:{}:{}: {}", error.line, error.column, message(error));
    lines([Some(first), marked(source, error), advice(error)])
}

fn lines(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn message(error: &TextError) -> String {
    let kind = if error.kind == "Missing" { "not supported" } else { &error.kind };
    format!("{kind}: {}", error.message)
}

fn advice(error: &TextError) -> Option<String> {
    error.advice.as_ref().map(|advice| format!("  {advice}"))
}

/// The line of the source with the place in it marked; none where the line is empty.
fn marked(source: &str, error: &TextError) -> Option<String> {
    let line = source.lines().nth(error.line.saturating_sub(1) as usize)?;
    let shown = line.trim();
    if shown.is_empty() {
        return None;
    }
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let start = (error.column.saturating_sub(1) as usize).saturating_sub(indent);
    let one_line = error.end_line == error.line && error.end_column > error.column;
    let width = if one_line { (error.end_column - error.column) as usize } else { 1 };
    Some(format!("    {shown}\n    {}{}", " ".repeat(start), "^".repeat(width)))
}
