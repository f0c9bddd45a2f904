//! Scenarios: parameterised programs, each the same in Rust and in Python.
//!
//! A scenario with values for its parameters, a [`Configured`] one, is a program that can be run. Invariant: it has a value
//! for each parameter, within its bounds.

mod classes;
mod configured;
mod exercise;
mod param;
#[cfg(feature = "python")]
mod translated;

/// The scenarios, one file each in `src/scenarios`, with the Python that does the same beside it. The build script finds them.
mod scenarios {
    include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));
}

pub use configured::Configured;
pub use exercise::{Exercise, Requirement};
pub use param::{FromValue, Kind, Param, Value, Values};
#[cfg(feature = "python")]
pub use translated::Translated;

use crate::program::Main;
use crate::report::{Report, Table};

/// One scenario: everything about it but its sources, which stand beside it.
pub struct Scenario {
    /// Its name in links and on the command line.
    pub id: &'static str,
    /// The section of the lesson to which it belongs.
    pub section: Section,
    /// Its place within the section, from 1.
    pub place: u8,
    /// A few words.
    pub title: &'static str,
    /// Two or three sentences.
    pub summary: &'static str,
    /// What is worth looking at in a run.
    pub look_for: &'static [&'static str],
    /// The widespread false claim that it corrects, in quotes, and then what is true; none if it corrects nothing.
    pub corrects: Option<&'static str>,
    /// What can be changed.
    pub params: &'static [Param],
    /// Whether it runs in asyncio's debug mode where nothing else is asked for.
    pub debug: bool,
    /// Its main coroutine.
    pub main: fn(&Values) -> Main,
    /// Its result tables.
    pub tables: fn(&Values, &Report) -> Vec<Table>,
    /// What readers are asked to solve with it, if they are.
    pub exercise: Option<&'static Exercise>,
}

/// A scenario with its sources.
pub struct Entry {
    /// The scenario.
    pub scenario: &'static Scenario,
    /// The Rust that is shown: the end of the file in which it stands, as it was compiled.
    pub rust: &'static str,
    /// The Python program beside it.
    pub python: &'static str,
}

/// The sections of the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Exceptions and awaiting.
    Awaiting = 1,
    /// Task groups.
    TaskGroup = 2,
    /// Exception groups and `except*`.
    ExceptionGroup = 3,
    /// Cancelling, shielding, time limits.
    Cancellation = 4,
    /// Ending well.
    ShuttingDown = 5,
    /// Finding mistakes.
    Debugging = 6,
    /// Trying again.
    Recovery = 7,
    /// All of it at once.
    Together = 8,
}

impl Section {
    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Section::Awaiting => "Exceptions and awaiting",
            Section::TaskGroup => "TaskGroup",
            Section::ExceptionGroup => "ExceptionGroup",
            Section::Cancellation => "Cancellation",
            Section::ShuttingDown => "Shutting down and cleaning up",
            Section::Debugging => "Debugging",
            Section::Recovery => "Recovery",
            Section::Together => "Putting it together",
        }
    }
}

/// The catalogue: all scenarios in the order of the lesson.
pub fn catalogue() -> Vec<&'static Entry> {
    let order = |entry: &Entry| (entry.scenario.section, entry.scenario.place);
    // They are few, and a sort would be a kilobyte of the playground's module.
    let mut entries: Vec<&Entry> = Vec::new();
    for entry in scenarios::ALL {
        entries.insert(entries.partition_point(|before| order(before) <= order(entry)), entry);
    }
    entries
}

/// The scenario with this id.
pub fn find(id: &str) -> Option<&'static Entry> {
    scenarios::ALL.iter().find(|entry| entry.scenario.id == id)
}
