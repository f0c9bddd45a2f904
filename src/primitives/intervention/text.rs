//! The text of interventions, for the command line, links and specifications.
//!
//! `WHEN:cancel:TASK[:MESSAGE]`, `WHEN:raise:TASK:CLASS[:MESSAGE]`, `WHEN:signal:SIGINT`, each a line. Invariant: an intervention
//! written as text and parsed again is the same.

use std::fmt;
use std::str::FromStr;

use super::Intervention;
use crate::exception::{BaseExceptionGroup, Class};
use crate::repr::{number, parse_float};
use crate::trace::{Intervene, Signal};

/// The latest time of an intervention, in seconds.
const LATEST: f64 = 1e6;

/// How many characters one may have.
const LONGEST: usize = 1000;

const SYNTAX: &str =
    "must be WHEN:cancel:TASK[:MESSAGE], WHEN:raise:TASK:CLASS[:MESSAGE] or WHEN:signal:SIGINT|SIGTERM";

/// What is wrong with the text of an intervention, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseInterventionError(String);

impl fmt::Display for ParseInterventionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseInterventionError {}

/// ```
/// use except_star::Intervention;
///
/// let intervention: Intervention = "1.50:cancel:worker:enough".parse().unwrap();
/// assert_eq!(intervention.at, 1.5);
/// assert_eq!(intervention.to_string(), "1.5:cancel:worker:enough");
/// let error = "soon:cancel:worker".parse::<Intervention>().unwrap_err();
/// assert_eq!(error.to_string(), "WHEN must be a number from 0 to 1000000 s, not 'soon'");
/// ```
impl FromStr for Intervention {
    type Err = ParseInterventionError;

    fn from_str(text: &str) -> Result<Self, ParseInterventionError> {
        parse(text).map_err(ParseInterventionError)
    }
}

fn parse(text: &str) -> Result<Intervention, String> {
    let length = text.chars().count();
    if length > LONGEST {
        return Err(format!("must have at most {LONGEST} characters, not {length}"));
    }
    if text.contains(char::is_control) {
        return Err(format!("must be one line without control characters, not {text:?}"));
    }
    let mut parts = text.splitn(3, ':');
    let (Some(when), Some(verb), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("{SYNTAX}, not '{text}'"));
    };
    let at = parse_float(when).filter(|at| (0.0..=LATEST).contains(at)).map(|at| at + 0.0);
    let Some(at) = at else {
        return Err(format!("WHEN must be a number from 0 to {} s, not '{when}'", number(LATEST)));
    };
    let action = match verb {
        "cancel" => {
            let (task, message) = split(rest);
            Intervene::Cancel { task: named(task)?, message }
        }
        "raise" => {
            let (task, rest) = split(rest);
            let Some(rest) = rest else {
                return Err(format!("{SYNTAX}, not '{text}'"));
            };
            let (class, message) = split(&rest);
            let Some(class) = Class::builtin(class).filter(|class| !class.is_subclass_of(BaseExceptionGroup)) else {
                return Err(format!(
                    "CLASS must be CancelledError or one of the usual builtin exception classes, such as ValueError, not '{class}'"
                ));
            };
            Intervene::Raise { task: named(task)?, class, message }
        }
        "signal" => match Signal::ALL.into_iter().find(|signal| signal.name() == rest) {
            Some(signal) => Intervene::Signal(signal),
            None => return Err(format!("a signal must be SIGINT or SIGTERM, not '{rest}'")),
        },
        _ => return Err(format!("{SYNTAX}, not '{text}'")),
    };
    Ok(Intervention { at, action })
}

/// The text up to a colon, and what is behind it if there is one.
fn split(text: &str) -> (&str, Option<String>) {
    match text.split_once(':') {
        Some((first, rest)) => (first, Some(rest.to_owned())),
        None => (text, None),
    }
}

fn named(task: &str) -> Result<String, String> {
    if task.is_empty() { Err("TASK must be the name of a task, not nothing".to_owned()) } else { Ok(task.to_owned()) }
}

impl fmt::Display for Intervention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |message: &Option<String>| message.as_ref().map_or(String::new(), |text| format!(":{text}"));
        write!(f, "{}:", number(self.at))?;
        match &self.action {
            Intervene::Cancel { task, message } => write!(f, "cancel:{task}{}", with(message)),
            Intervene::Raise { task, class, message } => write!(f, "raise:{task}:{}{}", class.name(), with(message)),
            Intervene::Signal(signal) => write!(f, "signal:{}", signal.name()),
        }
    }
}
