//! What `run --show` and `run --events` print: the parts of a report, as text.
//!
//! Invariant: it lays out, and computes nothing.

mod picture;

use except_star::report::{ExceptionPath, Report, TaskState, clause, seconds};
use except_star::repr::{float, number};
use except_star::spec::Run;

/// A part of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    Timeline,
    Exceptions,
    /// At this loop time in seconds.
    Awaits(f64),
    Cancellations,
    Findings,
    Narrative,
}

/// What `--show` takes, in words.
const ALLOWED: &str = "timeline, exceptions, awaits@TIME, cancellations, findings or narrative, separated by commas";

impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(time) = text.strip_prefix("awaits@") {
            let time: Option<f64> = time.parse().ok().filter(|time: &f64| time.is_finite() && *time >= 0.0);
            return time.map(Part::Awaits).ok_or(format!("awaits@TIME takes a time in seconds, not '{text}'"));
        }
        Ok(match text {
            "timeline" => Part::Timeline,
            "exceptions" => Part::Exceptions,
            "cancellations" => Part::Cancellations,
            "findings" => Part::Findings,
            "narrative" => Part::Narrative,
            "awaits" => return Err("awaits wants a time in seconds: awaits@1.5".to_owned()),
            _ => return Err(format!("takes {ALLOWED}, not '{text}'")),
        })
    }
}

pub(super) fn part(out: &mut String, run: &Run, part: Part) {
    match part {
        Part::Timeline => picture::timeline(out, &run.report),
        Part::Exceptions => exceptions(out, &run.report),
        Part::Awaits(time) => awaits(out, &run.report, time),
        Part::Cancellations => cancellations(out, &run.report),
        Part::Findings => findings(out, &run.report),
        Part::Narrative => narrative(out, &run.report),
    }
}

/// The event log.
pub(super) fn events(out: &mut String, report: &Report) {
    let trace = report.trace();
    *out += "\nEvents\n";
    for entry in report.events() {
        let task = trace.task(entry.task).map_or("loop".to_owned(), |task| task.name.to_string());
        let detail =
            except_star::report::detail(trace, entry.event).replace('\n', "\n                                  ");
        let (seq, time, kind) = (entry.seq, seconds(entry.time), entry.event.kind().name());
        *out += &format!("{seq:>5} {time:>8.3} {task:<10} {kind:<8} {detail}\n");
    }
}

fn exceptions(out: &mut String, report: &Report) {
    let (trace, all) = (report.trace(), report.exceptions());
    *out += "\nExceptions\n";
    if all.is_empty() {
        *out += "  none\n";
    }
    for path in all {
        *out += &format!("  {:?}\n", path.exception);
        for note in path.exception.notes() {
            *out += &format!("    note: {}\n", note.replace('\n', "\n          "));
        }
        let links = [("cause", path.exception.cause()), ("context", path.exception.context())];
        for (name, link) in links {
            if let Some(link) = link {
                *out += &format!("    {name}: {link:?}\n");
            }
        }
        tree(out, path);
        for step in &path.steps {
            let time = trace.event(step.seq).map_or(0.0, |entry| seconds(entry.time));
            *out += &format!("    {time:>8.3} #{} {}\n", step.seq, step.words(trace, all));
        }
    }
}

fn tree(out: &mut String, path: &ExceptionPath) {
    for member in path.tree.iter().skip(1) {
        let taken = match &member.taken {
            Some(taken) => {
                format!("  ─ {}, #{}", clause(&taken.handler), taken.seq)
            }
            None => String::new(),
        };
        *out += &format!("    {}└ {:?}{taken}\n", "  ".repeat(member.depth - 1), member.exception);
    }
}

fn awaits(out: &mut String, report: &Report, time: f64) {
    *out += &format!("\nWho waits for whom at {} s\n", float(time));
    let Some(last) = report.events().take_while(|entry| seconds(entry.time) <= time).last() else {
        *out += "  nobody\n";
        return;
    };
    let all = report.awaits(last.seq);
    if all.is_empty() {
        *out += "  nobody: every task has ended\n";
    }
    for entry in &all {
        let why = if entry.is_repeated { "stands above".to_owned() } else { entry.why.clone() };
        let ready = if entry.state == TaskState::Ready { " (ready)" } else { "" };
        *out += &format!("  {}{} {why}{ready}\n", "  ".repeat(entry.depth as usize), report.called(entry.task));
    }
}

fn cancellations(out: &mut String, report: &Report) {
    *out += "\nCancellations\n";
    if report.cancellations().is_empty() {
        *out += "  none\n";
    }
    for of in report.cancellations() {
        let message = of.request.message.as_ref().map_or(String::new(), |text| format!(", with the message '{text}'"));
        let (by, target) = (report.asked_by(of), report.called(of.task()));
        let (which, stood) = match of.is_waiting {
            true => (format!(", which awaits {},", of.awaiting), String::new()),
            false => (String::new(), format!(" {}", of.awaiting)),
        };
        *out += &format!("{:>8.3} {target}{which} is requested to cancel{stood}\n", of.at);
        *out += &format!("         by {by}{message}\n");
        let arrives = of.delivered.map_or("never arrives".to_owned(), |time| format!("arrives at {} s", float(time)));
        let settled = of.settled.map_or(String::new(), |time| format!(" at {} s", float(time)));
        let took = of.took().filter(|took| *took > 0.0);
        let took = took.map_or(String::new(), |took| format!(", {} s after it arrived", number(took)));
        let (outcome, count) = (of.outcome.word(), of.request.count);
        let cut = if of.cut_short { "; a later request interrupted it" } else { "" };
        *out += &format!("         cancelling() is {count}; {arrives}; {outcome}{settled}{took}{cut}\n");
    }
}

fn findings(out: &mut String, report: &Report) {
    *out += "\nFindings\n";
    if report.findings().is_empty() {
        *out += "  none\n";
    }
    for of in report.findings() {
        let time = report.trace().event(of.seq).map_or(0.0, |entry| seconds(entry.time));
        *out += &format!("{time:>8.3} #{} {}: {}\n", of.seq, of.kind.title(), of.text);
    }
}

fn narrative(out: &mut String, report: &Report) {
    *out += "\nNarrative\n";
    for paragraph in report.narrative() {
        let sentences: Vec<_> = paragraph.sentences.into_iter().map(|sentence| sentence.text).collect();
        *out += &format!("  At {} s: {}\n", float(paragraph.time), sentences.join(" "));
    }
}
