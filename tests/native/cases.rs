//! The parameter sets with which every scenario is compared: its defaults, its bounds, each choice, and random ones.
//!
//! Invariant: the sets depend on the scenario's own table and on what its runs without interventions do, so they are the same on every
//! machine. A new kind of event changes none.

use except_star::Instantly;
use except_star::report::seconds;
use except_star::scenario::{Entry, Kind, Param};
use except_star::spec::RunSpec;
use except_star::trace;
use futures::executor::block_on;

use crate::dice::Dice;

pub(crate) const RANDOM_SETS: usize = 100;

pub(crate) fn cases(entry: &Entry) -> Vec<RunSpec> {
    let scenario = entry.scenario;
    let defaults = RunSpec::new(scenario.id);
    let mut cases = vec![defaults.clone()];
    for param in scenario.params {
        for value in bounds(&param.kind) {
            cases.push(defaults.clone().with(param.name, &value));
        }
        if param.optional {
            cases.push(defaults.clone().with(param.name, ""));
        }
    }
    cases.push(RunSpec { debug: Some(!scenario.debug), ..defaults });
    cases.extend(random_sets(entry).take(RANDOM_SETS));
    cases
}

/// Random sets without end, always the same ones.
pub(crate) fn random_sets(entry: &Entry) -> impl Iterator<Item = RunSpec> {
    let scenario = entry.scenario;
    let mut dice = Dice::new(scenario.id);
    std::iter::repeat_with(move || {
        let set = scenario
            .params
            .iter()
            .fold(RunSpec::new(scenario.id), |spec, param| spec.with(param.name, &random(param, &mut dice)));
        let set = RunSpec { seed: dice.below(1_000_000) as f64, debug: Some(dice.below(4) == 0), ..set };
        intervene(set, &mut dice)
    })
}

/// Two of three random sets have interventions, at moments and in tasks that the run without them has.
fn intervene(spec: RunSpec, dice: &mut Dice) -> RunSpec {
    let count = [0, 0, 1, 1, 2, 3][dice.below(6) as usize];
    let run = block_on(spec.check().expect("the set is valid").run(Instantly));
    // What calls and returns within a task adds no moment, and would change which sets are drawn; so would a kind of event that
    // is younger than the sets. Kinds are added at the end.
    let inner = [trace::Kind::Enter, trace::Kind::Leave, trace::Kind::Slow];
    let drawn_from = |kind| kind <= trace::Kind::Lost && !inner.contains(&kind);
    let events = run.report.events().filter(|entry| drawn_from(entry.event.kind()));
    let times: Vec<_> = events.map(|entry| entry.time).collect();
    let mut interventions = Vec::new();
    for _ in 0..count {
        let time = times[dice.below(times.len() as u64) as usize];
        // At the moment of an event, or between two.
        let when = seconds(time) + [0.0, 0.0, 0.03][dice.below(3) as usize];
        let task = &run.report.tasks()[dice.below(run.report.tasks().len() as u64) as usize].name;
        let what = match dice.below(8) {
            0 => "signal:SIGTERM".to_owned(),
            1 | 2 => "signal:SIGINT".to_owned(),
            3 => format!("cancel:{task}:enough"),
            4 | 5 => format!("cancel:{task}"),
            6 => format!("raise:{task}:KeyError:lost"),
            _ => format!("raise:{task}:TimeoutError"),
        };
        interventions.push(format!("{when}:{what}"));
    }
    RunSpec { interventions, ..spec }
}

/// The values at the edge: least and greatest, and every choice.
fn bounds(kind: &Kind) -> Vec<String> {
    match *kind {
        Kind::Int { min, max } => vec![min.to_string(), max.to_string()],
        Kind::Float { min, max, .. } => vec![min.to_string(), max.to_string()],
        Kind::Bool => vec!["true".to_owned(), "false".to_owned()],
        Kind::Text { max } => vec!["enough".to_owned(), "x".repeat(max)],
        Kind::Choice(choices) | Kind::Class(choices) => choices.iter().map(|choice| choice.to_string()).collect(),
        Kind::List { of, min, max } => {
            let edges = bounds(of);
            let repeat = |value: &String, count| vec![value.clone(); count].join(",");
            // Each edge once, in as many lists as it takes.
            let chunks = edges.chunks(max).filter(|chunk| chunk.len() >= min);
            let mut lists: Vec<_> = chunks.map(|chunk| chunk.join(",")).collect();
            lists.extend([repeat(&edges[0], min.max(1)), repeat(&edges[edges.len() - 1], max)]);
            lists
        }
    }
}

fn random(param: &Param, dice: &mut Dice) -> String {
    if param.optional && dice.below(4) == 0 {
        return String::new();
    }
    random_of(&param.kind, dice)
}

fn random_of(kind: &Kind, dice: &mut Dice) -> String {
    match *kind {
        Kind::Int { min, max } => (min + dice.below((max - min + 1) as u64) as i64).to_string(),
        // Mostly round values, so that equal deadlines happen; sometimes none, sometimes an awkward one.
        Kind::Float { min, max, step } => {
            let value = match dice.below(8) {
                0 => min,
                1 => min + (max - min) * dice.below(1_000_003) as f64 / 1_000_003.0,
                _ => min + step * dice.below(20) as f64,
            };
            value.clamp(min, max).to_string()
        }
        Kind::Bool => (dice.below(2) == 0).to_string(),
        // With what has to be escaped in a program.
        Kind::Text { max } => {
            const SIGNS: [char; 10] = ['a', 'z', ' ', '.', ':', '\'', '"', '\\', '{', 'é'];
            let count = dice.below(max.min(12) as u64 + 1);
            let text: String = (0..count).map(|_| SIGNS[dice.below(SIGNS.len() as u64) as usize]).collect();
            text.trim().to_owned()
        }
        Kind::Choice(choices) | Kind::Class(choices) => choices[dice.below(choices.len() as u64) as usize].to_owned(),
        Kind::List { of, min, max } => {
            let count = min as u64 + dice.below((max - min + 1) as u64);
            (0..count).map(|_| random_of(of, dice)).collect::<Vec<_>>().join(",")
        }
    }
}
