//! What is known of a scenario and its parameters before they have values: what forms and lists are made of.

use serde::Serialize;

use super::ExerciseInfo;
use crate::scenario::{Entry, Kind, Param, Scenario, Value};

/// What a list of scenarios shows of one, and what its filter searches.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ScenarioTitle {
    /// Its name in links and on the command line.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// The title of its section.
    pub section: &'static str,
    /// The number of its section, from 1.
    pub section_number: u8,
    /// Two or three sentences.
    pub summary: &'static str,
}

/// What is known of a scenario before it runs.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object, missing_as_null))]
pub struct ScenarioInfo {
    /// Its name in links and on the command line.
    pub id: &'static str,
    /// The title of its section.
    pub section: &'static str,
    /// The number of its section, from 1.
    pub section_number: u8,
    /// A few words.
    pub title: &'static str,
    /// Two or three sentences.
    pub summary: &'static str,
    /// What is worth looking at in a run.
    pub look_for: &'static [&'static str],
    /// The widespread false claim that it corrects, in quotes, and then what is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub corrects: Option<&'static str>,
    /// What can be changed.
    pub params: Vec<ParamInfo>,
    /// Whether it runs in asyncio's debug mode where nothing else is asked for.
    pub debug: bool,
    /// What readers are asked to solve with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub exercise: Option<ExerciseInfo>,
}

impl Entry {
    /// What a list shows of it.
    pub fn title(&self) -> ScenarioTitle {
        let &Scenario { id, title, section, summary, .. } = self.scenario;
        ScenarioTitle { id, title, section: section.title(), section_number: section as u8, summary }
    }

    /// What is known of it.
    pub fn info(&self) -> ScenarioInfo {
        let scenario = self.scenario;
        ScenarioInfo {
            id: scenario.id,
            section: scenario.section.title(),
            section_number: scenario.section as u8,
            title: scenario.title,
            summary: scenario.summary,
            look_for: scenario.look_for,
            corrects: scenario.corrects,
            params: scenario.params.iter().map(Param::info).collect(),
            debug: scenario.debug,
            exercise: scenario.exercise.map(|exercise| exercise.info(scenario.id)),
        }
    }
}

/// What is known of a parameter before it has a value.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ParamInfo {
    /// Its name in links and on the command line.
    pub name: &'static str,
    /// A word or two for the form.
    pub label: &'static str,
    /// One line on what it does.
    pub help: &'static str,
    /// Which field of a form it needs.
    pub kind: ParamKind,
    /// The kind of a list's elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub of: Option<ParamKind>,
    /// The range in a few words, such as `0 to 10 s`; nothing where the choices say it.
    pub range: String,
    /// Whether it may be empty.
    pub optional: bool,
    /// Its default.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "null | boolean | number | string | (number | string)[]"))]
    pub default: Value,
    /// The least number, also of a list's elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min: Option<f64>,
    /// The greatest number, also of a list's elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub max: Option<f64>,
    /// What a slider moves by.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub step: Option<f64>,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub unit: Option<&'static str>,
    /// The words to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub choices: Option<&'static [&'static str]>,
    /// The fewest elements of a list, or characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min_length: Option<usize>,
    /// The most elements of a list, or characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub max_length: Option<usize>,
}

impl Param {
    /// What is known of it.
    pub fn info(&self) -> ParamInfo {
        let (of, length) = match self.kind {
            Kind::List { of, min, max } => (Some(of), Some((min, max))),
            Kind::Text { max } => (None, Some((0, max))),
            _ => (None, None),
        };
        let element = of.unwrap_or(&self.kind);
        let (min, max, step) = match *element {
            Kind::Int { min, max } => (Some(min as f64), Some(max as f64), Some(1.0)),
            Kind::Float { min, max, step } => (Some(min), Some(max), Some(step)),
            _ => (None, None, None),
        };
        let choices = match *element {
            Kind::Choice(choices) | Kind::Class(choices) => Some(choices),
            _ => None,
        };
        let default = self.parse(self.default).unwrap_or(Value::None);
        ParamInfo {
            name: self.name,
            label: self.label,
            help: self.help,
            kind: ParamKind::of(&self.kind),
            of: of.map(ParamKind::of),
            range: self.range(),
            optional: self.optional,
            default,
            min,
            max,
            step,
            unit: self.unit,
            choices,
            min_length: length.map(|(min, _)| min),
            max_length: length.map(|(_, max)| max),
        }
    }
}

/// The kinds of parameters, without what they allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum ParamKind {
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// Yes or no.
    Bool,
    /// A text.
    Text,
    /// One of several words.
    Choice,
    /// Several values of one other kind.
    List,
}

impl ParamKind {
    fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Int { .. } => ParamKind::Int,
            Kind::Float { .. } => ParamKind::Float,
            Kind::Bool => ParamKind::Bool,
            Kind::Choice(_) | Kind::Class(_) => ParamKind::Choice,
            Kind::Text { .. } => ParamKind::Text,
            Kind::List { .. } => ParamKind::List,
        }
    }
}
