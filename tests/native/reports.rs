//! What a report gives of a trace: the propagation of exceptions, frames, returns, sleeps, log records, warnings.

use except_star::exception::{CancelledError, KeyError, TimeoutError, ValueError};
use except_star::report::{Frame, Report, detail, leaf_path, seconds};
use except_star::trace::{Event, GroupId, Kind, TimeoutId, TimeoutStep};
use except_star::{
    Coro, Level, Logger, Result, Runner, TaskOptions, attempt, basic_config, coro, create_named_task, create_task_with,
    gather, print, raise, sleep, task_group, timeout, wait_for,
};
use futures::executor::block_on;

fn report_of<F: Future<Output = Result<()>> + 'static>(main: Coro<F>) -> Report {
    Report::of(&block_on(Runner::new().run(main)).trace)
}

async fn fail(delay: f64) -> Result<()> {
    sleep(delay).await?;
    raise(ValueError.new("no"))
}

#[test]
fn an_exception_is_followed_from_its_raise_to_the_end() {
    let report = report_of(coro!("main", async {
        let task = create_named_task("fails", coro!(fail(1.0)))?;
        attempt(task).except(ValueError, async |_| raise(KeyError.new("other"))).await
    }));
    let told: Vec<_> = report
        .propagation()
        .map(|step| {
            let (time, what, exception) = (step.time, step.step, step.exception);
            format!("{time} {} {what:?} {exception:?}", report.task_name(step.task))
        })
        .collect();
    assert_eq!(
        told,
        [
            "1 fails Raised ValueError('no')",
            "1 fails Failed ValueError('no')",
            "1 main Delivered ValueError('no')",
            "1 main Caught ValueError('no')",
            "1 main Raised KeyError('other')",
            "1 main Failed KeyError('other')",
        ]
    );
    let seqs: Vec<_> = report.propagation().map(|step| step.seq).collect();
    assert!(seqs.is_sorted_by(|one, other| one < other));
    assert_eq!(report.tasks().iter().map(|task| task.end).collect::<Vec<_>>(), [Some(seqs[5]), Some(seqs[1])]);
}

#[test]
fn a_task_ends_with_one_exception_or_none_and_equal_texts_are_two() {
    let report = report_of(coro!("main", async {
        let tasks = ["first", "second"].map(|name| create_named_task(name, coro!(fail(1.0))));
        let [first, second] = tasks;
        let cancelled = create_named_task("cancelled", coro!(sleep(5.0)))?;
        create_named_task("returns", coro!(sleep(1.0)))?;
        sleep(2.0).await?;
        cancelled.cancel();
        first?.exception()?;
        second?.exception()?;
        attempt(cancelled).except(CancelledError, async |_| Ok(())).await
    }));
    let ends = |task| report.ended_with(task).map(|error| format!("{error:?}"));
    assert_eq!(ends(1), None, "main returned");
    assert_eq!([ends(2), ends(3)], [Some("ValueError('no')".to_owned()), Some("ValueError('no')".to_owned())]);
    assert_eq!(ends(4), Some("CancelledError()".to_owned()));
    assert_eq!(ends(5), None);
    let names = [2, 3, 4].map(|task| report.failed_with(report.ended_with(task).expect("it raised")));
    assert_eq!(names, [Some("first".to_owned()), Some("second".to_owned()), None]);
}

#[test]
fn a_frame_lasts_from_entering_a_coroutine_to_leaving_it() {
    async fn outer() -> Result<()> {
        coro!(sleep(1.0)).await?;
        coro!(fail(1.0)).await
    }
    let report = report_of(coro!("main", async {
        attempt(coro!(outer())).except(ValueError, async |_| Ok(())).await?;
        let task = create_named_task("task", coro!("task", async { coro!(outer()).await }))?;
        sleep(0.5).await?;
        task.cancel();
        create_named_task("stuck", coro!("stuck", async { coro!("nap", sleep(9.0)).await }))?;
        sleep(0.0).await
    }));
    let frames = |task| {
        let frames = report.frames(task);
        let described = frames.iter().map(|frame| {
            let left = frame.left.map(|left| format!("{} {:?}", left.time, left.ending));
            (format!("{} {}", frame.coroutine, frame.entered), left, report.thrown_in(frame).map(|e| format!("{e:?}")))
        });
        described.collect::<Vec<_>>()
    };
    let frame = |entered: &str, left: &str, thrown: Option<&str>| {
        (entered.to_owned(), Some(left.to_owned()), thrown.map(str::to_owned))
    };
    assert_eq!(
        frames(1),
        [
            frame("outer 0", "2 Exception", Some("ValueError('no')")),
            frame("sleep 0", "1 Result", None),
            frame("fail 1", "2 Exception", Some("ValueError('no')")),
        ]
    );
    assert_eq!(
        frames(2),
        [
            frame("outer 2", "2.5 Cancelled", Some("CancelledError()")),
            frame("sleep 2", "2.5 Cancelled", Some("CancelledError()")),
        ]
    );
    // The end of the run cancels it.
    assert_eq!(frames(3), [frame("nap 2.5", "2.5 Cancelled", Some("CancelledError()"))]);
    let [outer, sleep, fail] = &report.frames(1)[..] else { panic!("main awaits three coroutines") };
    let left = |frame: &Frame| frame.left.expect("it was left").seq;
    assert!([sleep.seq, left(sleep), fail.seq, left(fail)].iter().all(|&seq| outer.contains(seq)));
    assert!(!sleep.contains(fail.seq) && !outer.contains(outer.seq) && !outer.contains(left(outer)));
}

#[test]
fn a_task_is_created_in_the_frames_around_its_creation() {
    async fn start(name: &str) -> Result<()> {
        create_named_task(&format!("{name}-1"), coro!(fail(5.0)))?;
        let parent = coro!("parent", async { create_named_task("of another", coro!(fail(5.0))).map(drop) });
        create_named_task(&format!("{name}-2"), parent)?;
        sleep(1.0).await
    }
    let report = report_of(coro!("main", async {
        create_named_task("before", coro!(fail(5.0)))?;
        coro!(start("first")).await?;
        create_named_task("between", coro!(fail(5.0)))?;
        coro!(start("second")).await
    }));
    let created = |frame: &Frame| report.created_in(frame).iter().map(|task| task.name.clone()).collect::<Vec<_>>();
    let created: Vec<_> = report.frames(1).iter().map(created).collect();
    assert_eq!(created, [["first-1", "first-2"], ["second-1", "second-2"]]);
}

#[test]
fn a_frame_that_is_dropped_is_not_left() {
    let report = report_of(coro!("main", async {
        let nap = coro!("nap", sleep(1.0));
        drop(futures::poll!(Box::pin(nap.into_future())));
        sleep(2.0).await
    }));
    let frames = report.frames(1);
    assert_eq!((frames.len(), frames[0].left), (1, None));
    assert!(frames[0].contains(report.trace().len()));
}

#[test]
fn a_gather_returns_what_it_has_and_raises_the_first_error() {
    let report = report_of(coro!("main", async {
        gather([coro!(sleep(1.0))])?.await?;
        attempt(async { gather([coro!(fail(1.0))])?.await.map(drop) }).except(ValueError, async |_| Ok(())).await
    }));
    let returns = report.gather_returns(1);
    let told: Vec<_> = returns.iter().map(|r| (r.time, r.exception.map(|error| format!("{error:?}")))).collect();
    assert_eq!(told, [(1.0, None), (2.0, Some("ValueError('no')".to_owned()))]);
    assert!(report.gather_returns(2).is_empty(), "the child gathers nothing");
}

#[test]
fn a_gather_of_nothing_has_nothing_to_return_from() {
    let report =
        report_of(coro!("main", async { gather(Vec::<Coro<std::future::Ready<Result<()>>>>::new())?.await.map(drop) }));
    assert!(report.gather_returns(1).is_empty());
}

#[test]
fn a_group_is_left_with_its_errors_or_never() {
    let report = report_of(coro!("main", async {
        task_group(async |tg| tg.create_named_task("naps", coro!(sleep(1.0))).map(drop)).await?;
        attempt(task_group(async |tg| tg.create_named_task("fails", coro!(fail(1.0))).map(drop)))
            .except_star(ValueError, async |_| Ok(()))
            .await?;
        create_named_task("stuck", coro!("stuck", task_group(async |_| sleep(10.0).await)))?;
        sleep(1.0).await
    }));
    let told = |group| {
        report.group_return(GroupId(group)).map(|left| (left.time, left.exception.map(|error| format!("{error:?}"))))
    };
    assert_eq!(told(0), Some((1.0, None)));
    let error = "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('no')])".to_owned();
    assert_eq!(told(1), Some((2.0, Some(error))));
    assert_eq!(told(2), Some((3.0, Some("CancelledError()".to_owned()))), "the end of the run cancels it");
    assert_eq!(told(3), None);
}

#[test]
fn a_sleep_that_an_exception_ends_does_not_wake() {
    let report = report_of(coro!("main", async {
        sleep(1.0).await?;
        attempt(timeout(1.0, async |_| sleep(5.0).await)).except(TimeoutError, async |_| Ok(())).await?;
        sleep(0.0).await?;
        sleep(0.5).await
    }));
    let sleeps: Vec<_> = report.sleeps(1).iter().map(|sleep| (sleep.due, sleep.woke)).collect();
    assert_eq!(sleeps, [(1.0, Some(1.0)), (6.0, None), (2.5, Some(2.5))]);
}

#[test]
fn a_timeout_is_entered_moved_over_and_left() {
    let report = report_of(coro!("main", async {
        let limited = timeout(1.0, async |outer| {
            timeout(5.0, async |inner| {
                inner.reschedule(6.0)?;
                outer.reschedule(2.0)?;
                sleep(9.0).await
            })
            .await
        });
        attempt(limited).except(TimeoutError, async |_| Ok(())).await?;
        wait_for(coro!(sleep(1.0)), None).await?;
        create_named_task("stuck", coro!("stuck", timeout(None, async |_| sleep(9.0).await)))?;
        sleep(0.0).await
    }));
    let kinds = [Kind::Timeout, Kind::Cancel, Kind::Raise];
    let told: Vec<_> = (report.events())
        .filter(|entry| kinds.contains(&entry.event.kind()))
        .map(|entry| {
            let who = if entry.task > 0 { report.task_name(entry.task) } else { "the loop".to_owned() };
            format!("{} {who}: {}", seconds(entry.time), detail(report.trace(), entry.event))
        })
        .collect();
    assert_eq!(
        told,
        [
            "0 main: timeout 1 is entered, to end at 1.0 s",
            "0 main: timeout 2 is entered, to end at 5.0 s",
            "0 main: timeout 2 is moved, to end at 6.0 s",
            "0 main: timeout 1 is moved, to end at 2.0 s",
            "2 the loop: timeout 1 is over",
            "2 the loop: requests Task-1 to cancel",
            "2 main: timeout 2 is left",
            "2 main: timeout 1 is left",
            "2 main: TimeoutError()",
            "2 main: timeout 3 is entered, without an end",
            "3 main: timeout 3 is left",
            // The end of the run cancels it.
            "3 stuck: timeout 4 is entered, without an end",
            "3 the loop: requests stuck to cancel",
            "3 stuck: timeout 4 is left",
        ]
    );
    // The timer follows from the event that set it.
    let step = |wanted| {
        let is = |event| matches!(event, Event::Timeout { timeout: TimeoutId(0), step, .. } if step == wanted);
        report.events().find(|entry| is(entry.event)).expect("it is recorded")
    };
    let timer = report.trace().event(step(TimeoutStep::Expire).cause).expect("it is recorded");
    assert_eq!((timer.event.kind(), timer.cause), (Kind::Call, step(TimeoutStep::Reschedule).seq));
}

#[test]
fn log_records_and_warnings_are_what_appeared() {
    let report = report_of(coro!("main", async {
        basic_config(Level::Warning);
        let logger = Logger::new("monitor");
        logger.info("kept back");
        logger.warning("two\nlines: of text");
        print("no record");
        drop(coro!(fail(1.0)));
        sleep(1.0).await
    }));
    let records: Vec<_> =
        report.log_records().map(|(_, r)| format!("{:?} {} {}", r.level, r.logger, r.message)).collect();
    assert_eq!(records, ["Warning monitor two\nlines: of text"]);
    let warnings = report.events().filter_map(|entry| match entry.event {
        Event::Warn { warning } => Some((seconds(entry.time), warning)),
        _ => None,
    });
    let warnings: Vec<_> =
        warnings.map(|(time, warning)| (time, format!("{}: {}", warning.category, warning.message))).collect();
    assert_eq!(warnings, [(0.0, "RuntimeWarning: coroutine 'fail' was never awaited".to_owned())]);
}

#[test]
fn the_path_of_a_leaf_counts_from_one() {
    assert_eq!([leaf_path(&[0]), leaf_path(&[1, 0]), leaf_path(&[])], ["1", "2.1", "no group"]);
}

/// The creator's events stand around those of the eager step, each with the task that it belongs to and the event that it follows
/// from; after the step the creator continues without an event of its own.
#[test]
fn the_events_of_an_eager_step_stand_within_those_of_its_creator() {
    let main = coro!("main", async {
        let work = coro!("work", async {
            print("work");
            sleep(1.0).await?;
            raise::<()>(ValueError.new("no"))
        });
        let task = create_task_with(work, TaskOptions::new().name("work").eager_start(true))?;
        print("main");
        attempt(task).except(ValueError, async |_| Ok(())).await
    });
    let report = report_of(main);
    let trace = report.trace();
    let events: Vec<_> = trace
        .events()
        .map(|e| {
            let (seq, cause, detail) = (e.seq, e.cause, detail(trace, e.event));
            format!("{seq} {} {}: {detail} <- {cause}", report.task_name(e.task), e.event.kind().name())
        })
        .collect();
    let expected = [
        "0 the loop spawn: creates Task-1 of main() <- 0",
        "1 main step: runs <- 0",
        "2 main spawn: creates work of work() <- 1",
        "3 work step: runs <- 2",
        "4 work print: work <- 3",
        "5 work suspend: waits for sleep until 1.0 s <- 3",
        "6 main print: main <- 1",
        "7 main suspend: waits for task work <- 1",
        "8 the loop timer: fires: sleep until 1.0 s <- 4",
        "9 the loop resolve: sleep until 1.0 s is done <- 8",
        "10 work wake: resumes: sleep until 1.0 s is done <- 9",
        "11 work raise: ValueError('no') <- 10",
        "12 work finish: failed with ValueError('no') <- 10",
        "13 main wake: resumes: task work is done <- 12",
        "14 main deliver: ValueError('no') arrives at the await <- 13",
        "15 main catch: except ValueError takes ValueError('no') <- 13",
        "16 main finish: finished <- 13",
        "17 the loop call: _run_until_complete_cb <- 16",
    ];
    assert_eq!(events, expected);
    let [main, work] = report.tasks() else { panic!("two tasks") };
    assert_eq!((main.parent, main.spawned, main.finished), (None, 0.0, Some(1.0)));
    assert_eq!((work.parent, work.spawned, work.finished), (Some(1), 0.0, Some(1.0)));
}
