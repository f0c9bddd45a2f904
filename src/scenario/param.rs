//! Parameters: one table from which the form, the command line, links and the constants of the Python program come.
//!
//! Invariant: a [`Value`] written as text and parsed again is the same value.

use serde::Serialize;

use crate::exception::Class;
use crate::random::Random;
use crate::repr::{float, number, parse_float, string};

/// What a parameter may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A whole number within bounds.
    Int {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A number within bounds; `step` is what a slider moves by, not a check.
    Float {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
        /// What a slider moves by.
        step: f64,
    },
    /// `true` or `false`.
    Bool,
    /// Up to so many characters, none of them a control character; a text in Python.
    Text {
        /// The most characters.
        max: usize,
    },
    /// One of these words; a text in Python.
    Choice(&'static [&'static str]),
    /// One of these exception classes, or of other names that the program itself defines; a name in Python.
    Class(&'static [&'static str]),
    /// From `min` to `max` elements, separated by commas.
    List {
        /// What the elements are: no list.
        of: &'static Kind,
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
}

impl Kind {
    /// A time as most scenarios have it: from none to ten seconds.
    pub const SECONDS: Self = Self::Float { min: 0.0, max: 10.0, step: 0.1 };
}

/// One parameter of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name in links and on the command line; in capitals, the constant in Python.
    pub name: &'static str,
    /// A word or two for the form.
    pub label: &'static str,
    /// One line on what it does.
    pub help: &'static str,
    /// The unit of a number, as `s`.
    pub unit: Option<&'static str>,
    /// What it may be.
    pub kind: Kind,
    /// Whether it may be empty, which is none.
    pub optional: bool,
    /// Its default, as text.
    pub default: &'static str,
    /// Why a value may change nothing: a sentence that is true of every run.
    pub reason: Option<&'static str>,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// No value, where the parameter is optional.
    None,
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// Any text.
    Text(String),
    /// A word.
    Choice(&'static str),
    /// An exception class.
    Class(&'static str),
    /// Several.
    List(Vec<Value>),
}

/// The values of all parameters of a scenario, by name.
///
/// They are for the scenario itself, which knows what its parameters are: [`Values::get`] panics for a name or a type that
/// the scenario's own table does not have. A test runs every scenario with its defaults and its bounds.
#[derive(Clone, Debug, Default)]
pub struct Values {
    values: Vec<(&'static str, Value)>,
    seed: u64,
}

impl Param {
    /// A parameter that must have a value, of no unit: name, label, help, what it may be, and its default.
    pub const fn new(
        name: &'static str,
        label: &'static str,
        help: &'static str,
        kind: Kind,
        default: &'static str,
    ) -> Self {
        Self { name, label, help, unit: None, kind, optional: false, default, reason: None }
    }

    /// The same in this unit.
    pub const fn unit(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// The same, which may also be empty.
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The same with the sentence that a hint has where a value changes nothing. It says what the program does, and never
    /// what a run shows.
    pub const fn reason(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// Reads a value.
    ///
    /// # Errors
    /// What is wrong with the text, and what is allowed.
    pub fn parse(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        if text.is_empty() && self.optional {
            return Ok(Value::None);
        }
        parse(&self.kind, text).ok_or_else(|| {
            let nothing = if self.optional { ", or nothing" } else { "" };
            let given = if text.is_empty() { "nothing".to_owned() } else { format!("'{text}'") };
            format!("must be {}{nothing}, not {given}", self.allowed())
        })
    }

    /// The range in a few words, to stand beside a field; nothing where the choices say it.
    pub fn range(&self) -> String {
        let unit = self.unit.map_or(String::new(), |unit| format!(" {unit}"));
        let nothing = if self.optional { ", or nothing" } else { "" };
        let own = match self.kind {
            Kind::List { of: of @ (Kind::Choice(_) | Kind::Class(_)), min, max } => {
                format!("{min} to {max}, separated by commas, each {}", allowed(of))
            }
            Kind::List { of, min, max } => format!("{min} to {max}, separated by commas, each {}", range(of)),
            kind => range(&kind),
        };
        if own.is_empty() { own } else { format!("{own}{unit}{nothing}") }
    }

    /// What is allowed, in words.
    pub fn allowed(&self) -> String {
        let unit = self.unit.map_or(String::new(), |unit| format!(" {unit}"));
        match self.kind {
            Kind::List { of, min, max } => {
                let count = if min == max { format!("{min}") } else { format!("{min} to {max}") };
                format!("{count} values separated by commas, each {}{unit}", allowed(of))
            }
            kind => format!("{}{unit}", allowed(&kind)),
        }
    }
}

fn allowed(kind: &Kind) -> String {
    match kind {
        Kind::Int { min, max } => format!("a whole number from {min} to {max}"),
        Kind::Float { min, max, .. } => format!("a number from {} to {}", Value::Float(*min), Value::Float(*max)),
        Kind::Bool => "true or false".to_owned(),
        Kind::Text { max } => format!("a text of at most {max} characters, without control characters"),
        Kind::Choice(choices) | Kind::Class(choices) => format!("one of {}", choices.join(", ")),
        Kind::List { of, .. } => allowed(of),
    }
}

fn range(kind: &Kind) -> String {
    match kind {
        Kind::Int { min, max } => format!("{min} to {max}"),
        Kind::Float { min, max, .. } => format!("{} to {}", Value::Float(*min), Value::Float(*max)),
        Kind::Text { max } => format!("up to {max} characters"),
        Kind::Bool | Kind::Choice(_) | Kind::Class(_) | Kind::List { .. } => String::new(),
    }
}

fn parse(kind: &Kind, text: &str) -> Option<Value> {
    match *kind {
        Kind::Int { min, max } => text.parse().ok().filter(|n| (min..=max).contains(n)).map(Value::Int),
        // Adding 0 makes -0 the one zero there is.
        Kind::Float { min, max, .. } => {
            let number = parse_float(text)?;
            (min..=max).contains(&number).then_some(Value::Float(number + 0.0))
        }
        Kind::Bool => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Kind::Text { max } => {
            let fits = text.chars().count() <= max && !text.chars().any(char::is_control);
            fits.then(|| Value::Text(text.to_owned()))
        }
        Kind::Choice(choices) => choices.iter().find(|&&choice| choice == text).map(|choice| Value::Choice(choice)),
        Kind::Class(choices) => choices.iter().find(|&&choice| choice == text).map(|choice| Value::Class(choice)),
        Kind::List { of, min, max } => {
            let parts = if text.is_empty() { Vec::new() } else { text.split(',').map(str::trim).collect() };
            let values: Option<Vec<_>> = parts.iter().map(|part| parse(of, part)).collect();
            values.filter(|values| (min..=max).contains(&values.len())).map(Value::List)
        }
    }
}

/// The one text syntax for values.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::None => Ok(()),
            Value::Int(n) => write!(f, "{n}"),
            Value::Float(n) => f.write_str(&number(*n)),
            Value::Bool(yes) => write!(f, "{yes}"),
            Value::Text(text) => f.write_str(text),
            Value::Choice(word) | Value::Class(word) => f.write_str(word),
            Value::List(values) => {
                for (index, value) in values.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{value}")?;
                }
                Ok(())
            }
        }
    }
}

impl Value {
    /// As Python writes it.
    pub fn python(&self) -> String {
        match self {
            Value::None => "None".to_owned(),
            Value::Int(n) => n.to_string(),
            Value::Float(n) => float(*n),
            Value::Bool(yes) => if *yes { "True" } else { "False" }.to_owned(),
            Value::Text(text) => quoted(text),
            Value::Choice(word) => quoted(word),
            Value::Class(name) => (*name).to_owned(),
            Value::List(values) => {
                format!("[{}]", values.iter().map(Value::python).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// In double quotes, as the programs beside the scenarios are written, unless the text has to be escaped.
fn quoted(text: &str) -> String {
    let repr = string(text);
    if repr == format!("'{text}'") && !text.contains('"') { format!("\"{text}\"") } else { repr }
}

impl Values {
    /// No values yet, and the seed.
    pub fn with_seed(seed: u64) -> Self {
        Self { values: Vec::new(), seed }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// The random numbers of the run, as `random.seed(SEED)` gives them in Python.
    pub fn random(&self) -> Random {
        Random::new(self.seed)
    }

    pub(crate) fn insert(&mut self, name: &'static str, value: Value) {
        self.values.push((name, value));
    }

    pub(crate) fn value(&self, name: &str) -> &Value {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map_or_else(|| panic!("the scenario has no parameter {name}"), |(_, value)| value)
    }

    /// The value of the parameter with this name: `i64`, `f64`, `bool`, `String` for a text, `&str` for a choice or the name
    /// of a class, [`Class`] for a builtin one, a `Vec` of these for a list, an `Option` of these for what may be empty.
    pub fn get<T: FromValue>(&self, name: &str) -> T {
        let value = self.value(name);
        T::from_value(value).unwrap_or_else(|| panic!("parameter {name} is {value}"))
    }
}

/// What a parameter's value can be taken as.
pub trait FromValue: Sized {
    /// The value as this type; none where it is of another kind.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! from_value {
    ($($type:ty: $pattern:pat => $value:expr;)*) => {$(
        impl FromValue for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    $pattern => $value,
                    _ => None,
                }
            }
        }
    )*};
}

from_value! {
    i64: Value::Int(n) => Some(*n);
    f64: Value::Float(n) => Some(*n);
    bool: Value::Bool(yes) => Some(*yes);
    String: Value::Text(text) => Some(text.clone());
    &'static str: Value::Choice(word) | Value::Class(word) => Some(word);
    Class: Value::Class(name) => Class::builtin(name);
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::None => Some(Vec::new()),
            Value::List(values) => values.iter().map(T::from_value).collect(),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::None => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}
