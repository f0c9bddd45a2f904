//! The path of each exception: its steps, and what a group holds.

use except_star::Instantly;
use except_star::report::FateEnd;
use except_star::scenario::catalogue;
use except_star::spec::{Run, RunSpec};
use futures::executor::block_on;

use crate::cases::cases;

fn run(spec: &RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{spec:?}: {errors}")).run(Instantly))
}

/// The paths: the exception, its steps with the kind of the event, and its members.
fn paths(run: &Run) -> Vec<(String, Vec<String>, Vec<String>)> {
    let (trace, all) = (run.report.trace(), run.report.exceptions());
    let path = |path: &except_star::report::ExceptionPath| {
        let kind = |seq: usize| trace.event(seq).expect("it is of the run").event.kind().name();
        let steps = path.steps.iter().map(|step| format!("{}: {}", kind(step.seq), step.words(trace, all)));
        let member = |member: &except_star::report::Member| {
            let taken = member.taken.as_ref().map_or("", |taken| taken.handler.class.name());
            format!("{}{} {taken}", "  ".repeat(member.depth), member.exception.class().name())
        };
        (format!("{:?}", path.exception), steps.collect(), path.tree.iter().map(member).collect())
    };
    all.iter().map(path).collect()
}

fn path(exception: &str, steps: &[&str], tree: &[&str]) -> (String, Vec<String>, Vec<String>) {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    (exception.to_owned(), owned(steps), owned(tree))
}

#[test]
fn gather_hands_on_the_first_exception_and_loses_the_second() {
    let run = run(&RunSpec::new("gather").with("mode", "plain").with("failing", "2,3"));
    assert_eq!(
        paths(&run),
        [
            path(
                "ValueError('task 2 failed')",
                &[
                    "raise: raised in plain-2",
                    "finish: stored in plain-2, which ends with it",
                    "deliver: received by main at its await",
                    "catch: handled in main by except ValueError",
                ],
                &[]
            ),
            path(
                "ValueError('task 3 failed')",
                &[
                    "raise: raised in plain-3",
                    "finish: stored in plain-3, which ends with it",
                    "finish: lost: nothing ever receives it",
                ],
                &[]
            ),
        ]
    );
}

const HANDLERS: &str = "\
import asyncio


async def fail(error):
    raise error


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for error in ValueError('v'), TypeError('t'), KeyError('k'):
                group.create_task(fail(error), name=type(error).__name__)
    except* ValueError:
        pass
    except* TypeError as error:
        raise RuntimeError('r') from error


asyncio.run(main())
";

#[test]
fn each_handler_takes_its_leaves_and_the_rest_leaves_the_program() {
    let run = run(&RunSpec::text(HANDLERS));
    let paths = paths(&run);
    assert_eq!(
        paths[0],
        path(
            "ValueError('v')",
            &[
                "raise: raised in ValueError",
                "finish: stored in ValueError, which ends with it",
                "raise: wrapped in ExceptionGroup, which main raises",
                "catch: handled in main by except* ValueError",
            ],
            &[]
        )
    );
    let group = paths.iter().find(|(exception, ..)| exception.contains("unhandled errors")).expect("the group");
    assert_eq!(
        group.1,
        [
            "raise: raised in main",
            "catch: handled in part in main by except* ValueError",
            "catch: handled in part in main by except* TypeError",
        ]
    );
    assert_eq!(group.2, ["ExceptionGroup ", "  ValueError ValueError", "  TypeError TypeError", "  KeyError "]);
    let last = paths.last().expect("what leaves main");
    assert_eq!(last.2, ["ExceptionGroup ", "  RuntimeError ", "  ExceptionGroup ", "    KeyError "]);
    assert_eq!(last.1.last().expect("it ends").as_str(), "finish: leaves main, and so the program");
    let key = paths.iter().find(|(exception, ..)| exception == "KeyError('k')").expect("it is raised");
    assert_eq!(key.1.last().expect("it ends").as_str(), "finish: leaves main, and so the program");
    let end = |path: &except_star::report::ExceptionPath| (path.exception.class().name().to_owned(), path.end);
    let ends: Vec<_> = run.report.exceptions().iter().map(end).filter(|(class, _)| class != "CancelledError").collect();
    let of = |class: &str, end| (class.to_owned(), Some(end));
    assert_eq!(
        ends,
        [
            of("ValueError", FateEnd::Handled),
            of("TypeError", FateEnd::Handled),
            of("KeyError", FateEnd::Reported),
            // Two of its members are handled, and the third is not.
            of("ExceptionGroup", FateEnd::Reported),
            of("RuntimeError", FateEnd::Reported),
            of("ExceptionGroup", FateEnd::Reported),
        ]
    );
}

#[test]
fn what_the_program_gets_as_a_value_is_not_lost() {
    let text = "\
import asyncio


async def fail(text):
    raise ValueError(text)


async def main():
    task = asyncio.create_task(fail('looked at'), name='A')
    await asyncio.wait([task])
    task.exception()
    await asyncio.gather(fail('collected'), return_exceptions=True)
    asyncio.create_task(fail('dropped'), name='B')
    await asyncio.sleep(1)


asyncio.run(main())
";
    let run = run(&RunSpec::text(text));
    let steps: Vec<_> = paths(&run).into_iter().map(|(_, steps, _)| steps[2..].to_vec()).collect();
    assert_eq!(
        steps,
        [
            ["wake: looked at in main"],
            ["resolve: given among the results of gather"],
            ["lost: reported by the loop: nobody has received it"],
        ]
    );
    let ends: Vec<_> = run.report.fates().iter().map(|fate| fate.end).collect();
    assert_eq!(ends, [FateEnd::Handled, FateEnd::Handled, FateEnd::Reported]);
}

#[test]
fn in_every_run_of_the_catalogue_the_steps_of_a_path_stand_in_order() {
    for spec in catalogue().into_iter().flat_map(cases) {
        let run = run(&spec);
        for path in run.report.exceptions() {
            assert!(!path.steps.is_empty(), "{spec:?}");
            assert!(path.steps.is_sorted_by_key(|step| step.seq), "{spec:?}: {path:?}");
        }
    }
}
