//! Running a scenario.
//!
//! Invariant: a [`Run`] is a function of the checked specification alone. The pace changes how long it takes, not what it is.

use serde::Serialize;

use super::{Checked, Remark, Remarks, RunSpec, intervention};
use crate::event_loop::Pace;
use crate::primitives::{End, Runner};
use crate::report::{Report, Table, seconds};
use crate::{Coro, StaticCode};

/// Everything that a run gives.
pub struct Run {
    /// What ran, with every parameter written out.
    pub spec: RunSpec,
    /// How it ended.
    pub outcome: Outcome,
    /// Its results.
    pub tables: Vec<Table>,
    /// What there is to say of the values.
    pub remarks: Vec<Remark>,
    /// All that its trace shows.
    pub report: Report,
    /// The loop time at the end, in seconds.
    pub end_time: f64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outcome {
    /// `ok`, `raised`, `limit`, `deadlock` or `killed`.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"ok\" | \"raised\" | \"limit\" | \"deadlock\" | \"killed\""))]
    pub status: &'static str,
    /// The repr of the exception that left the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub exception: Option<String>,
    /// What ended it from outside, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub message: Option<String>,
}

impl From<&End> for Outcome {
    fn from(end: &End) -> Self {
        let (status, exception, message) = match end {
            End::Ok => ("ok", None, None),
            End::Raised(exception) => ("raised", Some(format!("{exception:?}")), None),
            End::Limit(limit) => ("limit", None, Some(limit.to_string())),
            End::Killed => ("killed", None, Some("a signal that nobody handles ended the program".to_owned())),
            End::Deadlock => ("deadlock", None, Some("nothing is ready and no timer is left".to_owned())),
        };
        Self { status, exception, message }
    }
}

static MAIN: StaticCode = StaticCode::new("main", file!(), line!());

/// Runs a scenario at this pace.
///
/// ```
/// use except_star::Instantly;
/// use except_star::scenario::{RunSpec, run};
///
/// let spec = RunSpec::new("task-group").with("delays", "1,3").check().unwrap();
/// let run = futures::executor::block_on(run(&spec, Instantly));
/// assert_eq!(run.outcome.status, "ok");
/// assert_eq!(run.end_time, 3.0);
/// ```
pub async fn run(spec: &Checked, pace: impl Pace + 'static) -> Run {
    let scenario = spec.entry.scenario;
    let main = Coro::new(&MAIN, (scenario.main)(&spec.values));
    let finished = Runner::new()
        .limits(spec.limits)
        .debug(spec.debug)
        .interventions(spec.interventions.clone())
        .pace(pace)
        .run(main)
        .await;
    let report = Report::of(&finished.trace);
    let end_time = seconds(finished.end_time);
    let mut remarks = Remarks::of(scenario, &spec.values);
    // Within another run nothing runs, and then there is nothing to show.
    let ran = !finished.trace.is_empty();
    if ran {
        let tasks = report.tasks();
        remarks.extend(spec.interventions.iter().filter_map(|i| intervention::reaches_nobody(i, tasks, end_time)));
    }
    Run {
        spec: spec.spec(),
        outcome: Outcome::from(&finished.end),
        tables: if ran { (scenario.tables)(&spec.values, &report) } else { Vec::new() },
        remarks,
        report,
        end_time,
    }
}
