//! What the command understands, and what it answers.
//!
//! Invariant: it computes nothing about a run that the library does not give.

mod json;
mod python_file;
mod show;
mod text;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use except_star::program::{Outcome, Status};
use except_star::scenario::{catalogue, find};
use except_star::spec::{Checked, Language, RunSpec, SpecError, SpecErrors, check_exercise, parse_seed};
use except_star::{Instantly, Limits};
use python_file::{check_text, laid_out, text_spec};

const DOES_NOT_HOLD: u8 = 1;
const WRONG_USAGE: u8 = 2;
const LIMIT_REACHED: u8 = 3;

/// Error handling in asynchronous code, to be tried: asyncio's semantics on a deterministic loop.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the scenarios with their parameters.
    List {
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Runs a scenario, a Python file or, for `-`, the Python text on standard input, and shows its console and its tables.
    Run {
        #[command(flatten)]
        spec: SpecArgs,
        /// What the run may do at most: tasks, events, seconds of loop time, handles of the loop, output in bytes, steps and
        /// memory in bytes of a text.
        #[arg(long = "limit", value_name = "NAME=NUMBER")]
        limits: Vec<String>,
        /// What else to show of the run, after the console: timeline, exceptions, awaits@TIME (who waits for whom at that loop time),
        /// cancellations, findings, narrative.
        #[arg(long, value_name = "PART", value_delimiter = ',')]
        show: Vec<String>,
        /// Shows every event.
        #[arg(long)]
        events: bool,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Checks the exercise of a scenario with these parameters: which requirements hold, and for each other one the first run
    /// that breaks it. The exit status is 1 if one does not hold.
    Exercise {
        #[command(flatten)]
        program: ProgramArgs,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Reads a Python file or, for `-`, the Python text on standard input, runs nothing, and shows all for which it would not run,
    /// with what to do instead. The exit status is 1 if there is anything.
    Check {
        /// A Python file, or `-`.
        file: String,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Writes the complete Python program for a run.
    Python {
        #[command(flatten)]
        spec: SpecArgs,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Args)]
struct ProgramArgs {
    /// The scenario, as `list` names it; for `run` also a Python file, or `-`.
    id: String,
    /// A parameter: `-p tasks=4`, `-p failing=2,3`; nothing behind the sign is none.
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    params: Vec<String>,
}

#[derive(Args)]
struct SpecArgs {
    #[command(flatten)]
    program: ProgramArgs,
    /// The seed of the run's random numbers, from 0 to 2^53 - 1.
    #[arg(long, allow_hyphen_values = true)]
    seed: Option<String>,
    /// In which language a scenario runs: rust, which is the default, or python. Both print the same.
    #[arg(long)]
    language: Option<String>,
    /// Runs in asyncio's debug mode, or with `--debug=false` without it where the scenario's default is with it.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    debug: Option<bool>,
    /// What is done from outside: `1:cancel:A`, `1:cancel:A:message`, `1:raise:A:ValueError:message`, `1:signal:SIGINT`.
    #[arg(long, value_name = "WHEN:WHAT", allow_hyphen_values = true)]
    at: Vec<String>,
}

/// Why a command ended otherwise than well, and the status that says so.
struct Failure(u8, String);

pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = String::new();
    let result = match cli.command {
        Command::List { format } => {
            out = match format {
                Format::Text => text::catalogue(&catalogue()),
                Format::Json => json::catalogue(&catalogue()),
            };
            Ok(())
        }
        Command::Run { spec, limits, show, events, format } => {
            run_program(&spec, &limits, &show, events, format, &mut out)
        }
        Command::Exercise { program, format } => exercise(&program, format, &mut out),
        Command::Check { file, format } => check_text(&file, format, &mut out),
        Command::Python { spec } => spec.check().map(|spec| out = spec.python()),
    };
    // The reader may have read enough: `except-star list | head -1` is no error.
    if let Err(error) = std::io::stdout().write_all(out.as_bytes())
        && error.kind() != ErrorKind::BrokenPipe
    {
        eprintln!("error: cannot write: {error}");
        return ExitCode::FAILURE;
    }
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(status, message)) => {
            if !message.is_empty() {
                eprintln!("{message}");
            }
            ExitCode::from(status)
        }
    }
}

fn run_program(
    spec: &SpecArgs,
    limits: &[String],
    show: &[String],
    events: bool,
    format: Format,
    out: &mut String,
) -> Result<(), Failure> {
    let parts = parse_parts(show)?;
    if matches!(format, Format::Json) && (events || !parts.is_empty()) {
        return Err(usage("--show and --events are for --format text; that of json has every event".to_owned()));
    }
    let spec = spec.check()?.with_limits(parse_limits(limits)?);
    let run = futures::executor::block_on(spec.run(Instantly));
    *out = match format {
        Format::Text => text::run(&run, &parts, events),
        Format::Json => json::run(&run),
    };
    limit_reached(&run.outcome)
}

fn limit_reached(outcome: &Outcome) -> Result<(), Failure> {
    match outcome.status {
        Status::Limit => {
            Err(Failure(LIMIT_REACHED, format!("limit: {}", outcome.message.as_deref().unwrap_or_default())))
        }
        _ => Ok(()),
    }
}

fn exercise(program: &ProgramArgs, format: Format, out: &mut String) -> Result<(), Failure> {
    let spec = program.spec()?;
    if let Some(exercise) = find(&program.id).and_then(|entry| entry.scenario.exercise)
        && let Some((fixed, _)) = program.params()?.iter().find(|(name, _)| !exercise.changes.contains(name))
    {
        let changes = exercise.changes.join(", ");
        return Err(usage(format!("-p {fixed}: is not to be changed in this exercise; only {changes} are")));
    }
    let results = check_exercise(&spec).map_err(|errors| wrong(&spec, &errors))?;
    *out = match format {
        Format::Text => text::results(&results),
        Format::Json => json::results(&results),
    };
    match results.iter().all(|result| result.broken.is_none()) {
        true => Ok(()),
        false => Err(Failure(DOES_NOT_HOLD, String::new())),
    }
}

/// Each error with the flag that the user wrote, or as CPython lays it out where it is in a text.
fn wrong(spec: &RunSpec, errors: &SpecErrors) -> Failure {
    let with_flag = |error: &SpecError| {
        let message = &error.message;
        match (error.field.as_str(), error.index) {
            ("scenario", _) => message.clone(),
            ("seed" | "language", _) => format!("--{}: {message}", error.field),
            (_, Some(index)) => format!("--at {}: {message}", spec.interventions[index]),
            (param, None) => format!("-p {param}: {message}"),
        }
    };
    let shown = |error: &SpecError| laid_out(spec, error).unwrap_or_else(|| marked_as_error(&with_flag(error)));
    Failure(WRONG_USAGE, errors.errors.iter().map(shown).collect::<Vec<_>>().join("\n"))
}

impl SpecArgs {
    fn check(&self) -> Result<Checked, Failure> {
        let spec = self.spec()?;
        spec.check().map_err(|errors| wrong(&spec, &errors))
    }

    fn spec(&self) -> Result<RunSpec, Failure> {
        let mut spec = self.program.spec()?;
        if let Some(language) = &self.language {
            let language: Language = language.parse().map_err(|message| usage(format!("--language: {message}")))?;
            if self.program.is_text() && language != Language::Python {
                return Err(usage(format!("--language {}: a text is in python", language.name())));
            }
            spec = spec.in_language(language);
        }
        spec.debug = self.debug;
        spec.interventions = self.at.clone();
        if let Some(seed) = &self.seed {
            spec.seed = parse_seed(seed);
        }
        Ok(spec)
    }
}

impl ProgramArgs {
    fn spec(&self) -> Result<RunSpec, Failure> {
        let params = self.params()?;
        if self.is_text() {
            return match params.first() {
                Some((param, _)) => Err(usage(format!("-p {param}: a text has no parameters"))),
                None => text_spec(&self.id),
            };
        }
        Ok(params.iter().fold(RunSpec::new(&self.id), |spec, (name, value)| spec.with(name, value)))
    }

    fn is_text(&self) -> bool {
        self.id == "-" || self.id.ends_with(".py")
    }

    fn params(&self) -> Result<Vec<(&str, &str)>, Failure> {
        let mut params: Vec<(&str, &str)> = Vec::new();
        for param in &self.params {
            let Some((name, value)) = param.split_once('=') else {
                return Err(usage(format!("-p takes NAME=VALUE, not '{param}'")));
            };
            if params.iter().any(|(given, _)| *given == name) {
                return Err(usage(format!("-p {name}: given twice")));
            }
            params.push((name, value));
        }
        Ok(params)
    }
}

/// Each part once, in the order in which they are named.
fn parse_parts(show: &[String]) -> Result<Vec<show::Part>, Failure> {
    let mut parts = Vec::new();
    for text in show {
        let part = text.parse().map_err(|message| usage(format!("--show: {message}")))?;
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Ok(parts)
}

fn parse_limits(limits: &[String]) -> Result<Limits, Failure> {
    let mut all = Limits::default();
    for limit in limits {
        let parsed = limit.split_once('=').and_then(|(name, value)| Some((name, value.parse::<u32>().ok()?)));
        match parsed {
            Some(("tasks", n)) => all.tasks = n,
            Some(("events", n)) => all.events = n,
            Some(("seconds", n)) => all.time = u64::from(n) * 1_000_000_000,
            Some(("handles", n)) => all.handles = u64::from(n),
            Some(("output", n)) => all.output = n as usize,
            Some(("steps", n)) => all.steps = u64::from(n),
            Some(("memory", n)) => all.memory = n as usize,
            _ => {
                let allowed = "NAME=NUMBER with one of tasks, events, seconds, handles, output, steps, memory and a whole number below 2^32";
                return Err(usage(format!("--limit takes {allowed}, not '{limit}'")));
            }
        }
    }
    Ok(all)
}

fn usage(message: String) -> Failure {
    Failure(WRONG_USAGE, marked_as_error(&message))
}

fn marked_as_error(message: &str) -> String {
    format!("error: {}", message.replace('\n', "\nerror: "))
}
