//! Hints: which values of a run change nothing, found by running with others, and what of the program explains it.
//!
//! Invariant: what a hint claims was seen in a run. A [`Param`]'s reason is a sentence about the program, true of every run.

use futures::FutureExt;
use serde::Serialize;

use super::Run;
use crate::event_loop::Instantly;
use crate::primitives::Intervention;
use crate::report::moment;
use crate::repr::{float, string};
use crate::scenario::{Kind, Param, Value, find};
use crate::trace::{Event, Intervene, Refusal};

/// What is shown beside a field whose value changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Hint {
    /// The name of the parameter, or `interventions`.
    pub field: &'static str,
    /// The other values of the parameter, as a specification has them, with which the run prints the same; none for an
    /// intervention.
    pub same_with: Vec<String>,
    /// One or two sentences.
    pub text: String,
}

/// With how many other values a run is compared for each parameter that is no list.
const OTHERS: usize = 3;

impl Run {
    /// Which of its values change nothing, and which of its interventions reach nobody.
    ///
    /// Parameters that have their defaults get no hint. For each other one the same specification runs again, at once: with
    /// its default, without a value where it may be empty, and with its greatest and its least number, at the most three of
    /// them; a list without one element after the other. A value changes nothing compared with those with which console, outcome
    /// and end are equal. What is seen besides may differ, such as the deadline of a limit that nothing reaches.
    ///
    /// Asked for within another run it finds none for parameters, since nothing can run there.
    ///
    /// ```
    /// use except_star::Instantly;
    /// use except_star::spec::RunSpec;
    ///
    /// let spec = RunSpec::new("gather").with("mode", "collect").with("linger", "3").check().unwrap();
    /// let hints = futures::executor::block_on(spec.run(Instantly)).hints();
    /// assert_eq!((hints[0].field, &hints[0].same_with[..]), ("linger", &["0.5", "10", "0"].map(String::from)[..]));
    /// ```
    pub fn hints(&self) -> Vec<Hint> {
        // Within another run nothing has run, and nothing would.
        if self.report.trace().is_empty() {
            return Vec::new();
        }
        let mut hints = Vec::new();
        for (param, value) in self.values() {
            let same_with = self.same_with(param, &value);
            if !same_with.is_empty() {
                let reason = param.reason.map_or(String::new(), |reason| format!(" {reason}"));
                let values = in_words(&same_with.iter().map(|value| shown(param, value)).collect::<Vec<_>>());
                let text = format!("The run prints the same with {values}.{reason}");
                hints.push(Hint {
                    field: param.name,
                    same_with: same_with.iter().map(Value::to_string).collect(),
                    text,
                });
            }
        }
        hints.extend(self.without_effect());
        hints
    }

    /// The parameters of the scenario, each with its value; a text has none.
    fn values(&self) -> Vec<(&'static Param, Value)> {
        let Some(named) = self.spec().scenario() else { return Vec::new() };
        let params = find(&named.id).map_or(&[][..], |entry| entry.scenario.params);
        params.iter().map(|param| (param, param.parse(&named.params[param.name]).expect("it was checked"))).collect()
    }

    /// The other values of a parameter with which the run prints the same.
    fn same_with(&self, param: &Param, value: &Value) -> Vec<Value> {
        let default = param.parse(param.default).expect("a default is allowed");
        if *value == default {
            return Vec::new();
        }
        if let (Value::List(elements), Kind::List { min, .. }) = (value, param.kind) {
            return self.shortest(param, elements, min).into_iter().collect();
        }
        let mut others = vec![default];
        if param.optional {
            others.push(Value::None);
        }
        match param.kind {
            Kind::Int { min, max } => others.extend([max, min].map(Value::Int)),
            Kind::Float { min, max, .. } => others.extend([max, min].map(Value::Float)),
            _ => {}
        }
        let mut same = Vec::new();
        for (index, other) in others.iter().enumerate().take(OTHERS) {
            if other != value && !others[..index].contains(other) && self.is_same_with(param, other) {
                same.push(other.clone());
            }
        }
        same
    }

    /// What is left of a list without the elements that change nothing; none if each of them matters.
    fn shortest(&self, param: &Param, elements: &[Value], min: usize) -> Option<Value> {
        let mut rest = elements.to_vec();
        for index in (0..elements.len()).rev().filter(|_| elements.len() > min) {
            let mut fewer = rest.clone();
            fewer.remove(index);
            if fewer.len() >= min && self.is_same_with(param, &Value::List(fewer.clone())) {
                rest = fewer;
            }
        }
        (rest.len() < elements.len()).then_some(Value::List(rest))
    }

    fn is_same_with(&self, param: &Param, value: &Value) -> bool {
        let other = self.spec().clone().with(param.name, &value.to_string()).check();
        // It is allowed. With `expect` the errors' `Debug` would be a thirtieth of the playground's module.
        let Ok(other) = other else { return false };
        // At this pace a run waits for nothing.
        let other = other.with_limits(self.checked.settings.limits).run(Instantly).now_or_never();
        other.is_some_and(|Run { ended, .. }| {
            ended.report.console() == self.report.console()
                && (ended.outcome, ended.end_time) == (self.outcome.clone(), self.end_time)
        })
    }

    /// The interventions that did nothing.
    fn without_effect(&self) -> Vec<Hint> {
        let interventions = &self.checked.settings.interventions;
        let made = self.report.events().filter(|entry| matches!(entry.event, Event::Intervene { .. }));
        let made: Vec<usize> = made.map(|entry| entry.seq).collect();
        let order = |index: usize| (moment(interventions[index].at), index);
        let hint = |(index, intervention): (usize, &Intervention)| {
            let place = (0..interventions.len()).filter(|other| order(*other) < order(index)).count();
            let why = self.why_nothing(intervention, made.get(place).copied())?;
            let text = format!("{intervention} does nothing: {why}.");
            Some(Hint { field: "interventions", same_with: Vec::new(), text })
        };
        interventions.iter().enumerate().filter_map(hint).collect()
    }

    /// Why an intervention did nothing, if it did nothing; `made` is the number of its event, none where the run was over.
    fn why_nothing(&self, intervention: &Intervention, made: Option<usize>) -> Option<String> {
        let Some(made) = made else { return Some(format!("the run is over at {} s", float(self.end_time))) };
        let mut consequences =
            self.report.trace().events_from(made + 1).take_while(|entry| entry.cause == made).map(|entry| entry.event);
        let Some(Event::Refuse { reason, .. }) = consequences.next() else { return None };
        if !consequences.all(|event| matches!(event, Event::Refuse { .. })) {
            return None;
        }
        let tasks = self.report.tasks();
        Some(match &intervention.action {
            Intervene::Cancel { task, .. } | Intervene::Raise { task, .. }
                if reason == Refusal::NoSuchTask && tasks.iter().all(|life| life.name != *task) =>
            {
                let names: Vec<_> = tasks.iter().map(|task| task.name.as_str()).collect();
                format!("no task is called {task}; there are: {}", names.join(", "))
            }
            _ => reason.to_string(),
        })
    }
}

/// A value as a sentence has it.
fn shown(param: &Param, value: &Value) -> String {
    match value {
        Value::Text(text) => string(text),
        value if value.to_string().is_empty() => "no value".to_owned(),
        value => format!("{value}{}", param.unit.map_or(String::new(), |unit| format!(" {unit}"))),
    }
}

/// The items of a sentence: `a`, `a and b`, `a, b and c`.
fn in_words(items: &[String]) -> String {
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}
