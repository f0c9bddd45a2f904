//! What is remarked about a run, and what is not.

use except_star::Instantly;
use except_star::report::FindingKind;
use except_star::scenario::catalogue;
use except_star::spec::{Language, Run, RunSpec};
use futures::executor::block_on;

use crate::cases::cases;

fn run(spec: &RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{spec:?}: {errors}")).run(Instantly))
}

/// The findings as `KIND TASK at EVENT (OTHERS)`, events by the names of their kinds.
fn findings(run: &Run) -> Vec<String> {
    let kind = |&seq: &usize| run.report.trace().event(seq).expect("it is of the run").event.kind().name();
    let finding = |of: &except_star::report::Finding| {
        let others: Vec<_> = of.others.iter().map(kind).collect();
        format!("{:?} {} at {} ({})", of.kind, run.report.called(of.task), kind(&of.seq), others.join(", "))
    };
    run.report.findings().iter().map(finding).collect()
}

fn of(id: &str, params: &[(&str, &str)]) -> Vec<String> {
    findings(&run(&params.iter().fold(RunSpec::new(id), |spec, (name, value)| spec.with(name, value))))
}

/// The findings of a main whose body this is, where `nap(s, result)` sleeps and returns.
fn of_body(body: &str) -> Vec<String> {
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    findings(&run(&RunSpec::text(&format!("{PRELUDE}async def main():\n{body}\n\nasyncio.run(main())\n"))))
}

const PRELUDE: &str = "\
import asyncio
import time


async def nap(s, result=None):
    await asyncio.sleep(s)
    return result


async def fail(s):
    await asyncio.sleep(s)
    raise ValueError(s)


def start(coroutine, name):
    return asyncio.create_task(coroutine, name=name)


";

const NONE: [&str; 0] = [];

#[test]
fn an_exception_that_nobody_saw() {
    assert_eq!(of("create-task", &[("awaited", "false")]), ["Unseen background at finish (raise, lost)"]);
    // The second error under a plain gather is not even reported.
    assert_eq!(of("gather", &[("mode", "plain"), ("failing", "2,3")]), ["Unseen plain-3 at finish (raise)"]);
    assert_eq!(of("gather", &[("mode", "collect"), ("failing", "2,3")]), NONE);
    assert_eq!(of("create-task", &[]), NONE);
    assert_eq!(of_body("task = start(fail(1), 'A')\nawait asyncio.wait([task])\nprint(task.exception())"), NONE);
    assert_eq!(of_body("raise ValueError('seen, since Python prints it')"), NONE);
}

#[test]
fn a_task_left_running() {
    assert_eq!(
        of_body("a, b = start(nap(2), 'A'), start(nap(3), 'B')\nawait asyncio.sleep(1)"),
        ["LeftRunning A at cancel (cancel)"]
    );
    assert_eq!(of_body("a = start(nap(2), 'A')\nawait asyncio.sleep(1)\nawait a"), NONE);
    // A second Ctrl-C interrupts the run in the middle of main, which is no task that somebody has forgotten.
    let mut interrupted = RunSpec::new("await-raises");
    interrupted.interventions = ["0.1:signal:SIGINT", "0.1:signal:SIGINT"].map(str::to_owned).to_vec();
    assert_eq!(findings(&run(&interrupted)), NONE);
}

const SWALLOWS: &str = "\
async def work():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        HANDLER
task = start(work(), 'A')
await asyncio.sleep(1)
task.cancel()
await asyncio.wait([task])";

#[test]
fn a_cancellation_swallowed() {
    let handler = |text| of_body(&SWALLOWS.replace("HANDLER", text));
    assert_eq!(handler("pass"), ["Swallowed A at catch (cancel, finish)"]);
    assert_eq!(handler("raise"), NONE);
    assert_eq!(handler("asyncio.current_task().uncancel()"), NONE);
    assert_eq!(
        of("timeout", &[("swallow", "true")]),
        ["Swallowed timeout at catch (cancel, uncancel)", "Swallowed wait_for at catch (cancel, uncancel)"]
    );
    assert_eq!(of("timeout", &[]), NONE);
}

#[test]
fn a_count_left_over() {
    let handler = |text| of_body(&SWALLOWS.replace("HANDLER", text));
    assert_eq!(
        handler("await asyncio.sleep(1)"),
        ["Swallowed A at catch (cancel, finish)", "CountLeft A at catch (suspend, finish)"]
    );
    // It returns at once, and has no use for its count.
    assert_eq!(handler("pass"), ["Swallowed A at catch (cancel, finish)"]);
    assert_eq!(handler("asyncio.current_task().uncancel()\n        await asyncio.sleep(1)"), NONE);
}

#[test]
fn a_result_lost_to_a_cancellation() {
    let race = "\
async def wait(task):
    await task
inner = start(nap(1, RESULT), 'inner')
inner.add_done_callback(lambda _: outer.cancel())
outer = start(wait(inner), 'outer')
await asyncio.wait([outer])";
    // The callback comes before that which wakes the waiting task, and so meets it as it is about to resume.
    assert_eq!(of_body(&race.replace("RESULT", "42")), ["LostResult outer at deliver (finish)"]);
    assert_eq!(of_body(&race.replace("RESULT", "None")), NONE);
    let own = "\
async def work():
    asyncio.current_task().cancel()
    return 42
await asyncio.wait([start(work(), 'A')])";
    assert_eq!(of_body(own), ["LostResult A at finish ()"]);
}

#[test]
fn a_cleanup_cut_short() {
    let cancel = |again| of("cancel", &[("cleanup", "1"), ("second_cancel_at", again)]);
    assert_eq!(cancel("1.5"), ["CutShort worker at deliver (deliver, cancel)"]);
    assert_eq!(cancel("3"), NONE);
    // It has gone on, so nothing of a cleanup is cut.
    let goes_on = "\
async def work():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        asyncio.current_task().uncancel()
    await asyncio.sleep(9)
task = start(work(), 'A')
await asyncio.sleep(1)
task.cancel()
await asyncio.sleep(1)
task.cancel()
await asyncio.wait([task])";
    assert_eq!(of_body(goes_on), NONE);
    assert_eq!(of_body(&goes_on.replace("asyncio.current_task().uncancel()", "pass")), NONE);
}

#[test]
fn a_coroutine_never_awaited() {
    assert_eq!(of_body("nap(1)\nawait asyncio.sleep(1)"), ["NeverAwaited main at warn ()"]);
    assert_eq!(of_body("await nap(1)"), NONE);
}

#[test]
fn a_loop_blocked() {
    assert_eq!(of_body("time.sleep(1)\nprint('late')"), ["Blocked main at print (step)"]);
    assert_eq!(of_body("time.sleep(0.06)\ntime.sleep(0.06)\nprint('late')"), ["Blocked main at print (step)"]);
    assert_eq!(of_body("time.sleep(0.05)\nawait asyncio.sleep(1)\ntime.sleep(0.06)"), NONE);
    assert_eq!(of_body("await asyncio.sleep(1)\nprint('in time')"), NONE);
}

#[test]
fn an_outcome_that_hangs_on_one_instant() {
    let group = |stagger| of("task-group-failure", &[("stagger", stagger)]);
    assert_eq!(group("0"), ["SameInstant task-1 at group (finish, finish)"]);
    assert_eq!(group("0.1"), NONE);
    assert_eq!(
        of("timeout", &[("operation", "1")]),
        ["SameInstant timeout at cancel ()", "SameInstant wait_for at cancel ()"]
    );
    assert_eq!(of("cancel", &[("cancel_at", "10")]), ["SameInstant worker at cancel ()"]);
    assert_eq!(of("shield", &[("cancel_at", "2")]), ["SameInstant awaiter at cancel ()"]);
    // One follows from the other: that is no coincidence.
    let follows = "\
first, second = start(nap(1), 'A'), start(nap(2), 'B')
await first
second.cancel()
await asyncio.wait([second])";
    assert_eq!(of_body(follows), NONE);
}

#[test]
fn a_cancelled_error_among_results() {
    let gather = "\
task = start(nap(2), 'A')
others = asyncio.gather(task, nap(1), return_exceptions=COLLECTS)
await asyncio.sleep(0.5)
task.cancel()
try:
    await others
except asyncio.CancelledError:
    await asyncio.sleep(1)";
    assert_eq!(of_body(&gather.replace("COLLECTS", "True")), ["CancelledResult A at resolve (finish)"]);
    assert_eq!(of_body(&gather.replace("COLLECTS", "False")), NONE);
    assert_eq!(of("gather", &[("mode", "collect")]), NONE);
}

#[test]
fn every_finding_has_a_section_of_the_lesson_and_a_sentence() {
    for kind in FindingKind::ALL {
        let file = format!("{}/www/lesson/{}.html", env!("CARGO_MANIFEST_DIR"), kind.section());
        let section = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{file}"));
        assert!(section.contains(&format!("<section id=\"{}\"", kind.section())), "{file}");
    }
    for spec in catalogue().into_iter().flat_map(cases) {
        let run = run(&spec);
        let all = run.report.findings();
        assert!(all.iter().all(|of| of.text.ends_with('.') && !of.text.contains("of the loop")), "{spec:?}: {all:?}");
        assert!(all.is_sorted_by_key(|of| of.seq), "{spec:?}");
    }
}

#[test]
fn the_scenarios_as_they_stand_have_these_findings_in_either_language() {
    let told = |language| {
        let of = |entry: &except_star::scenario::Entry| {
            let id = entry.scenario.id;
            findings(&run(&RunSpec::new(id).in_language(language))).into_iter().map(move |of| format!("{id}: {of}"))
        };
        catalogue().into_iter().flat_map(of).collect::<Vec<_>>()
    };
    let expected = [
        "task-group-failure: SameInstant task-1 at group (finish, finish)",
        "exception-group: SameInstant task-2 at group (finish, finish, finish)",
        "exception-group-iterate: SameInstant task-3 at group (finish)",
        "exception-group-iterate: SameInstant task-4 at group (finish)",
        "debug-mode: Blocked cruncher at print (step)",
        "debug-mode: NeverAwaited main at warn ()",
        "common-mistakes: NeverAwaited main at warn ()",
    ];
    assert_eq!(told(Language::Rust), expected);
    assert_eq!(told(Language::Python), expected);
}
