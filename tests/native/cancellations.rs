//! The requests to cancel: each outcome, and each requester.

use except_star::exception::{CancelledError, ValueError};
use except_star::report::Report;
use except_star::{
    Coro, Result, Runner, attempt, coro, create_named_task, current_task, raise, sleep, task_group, timeout,
};
use futures::executor::block_on;

/// Runs `main` and compares its requests: `AT BY -> TASK #COUNT at AWAITING: DELIVERED OUTCOME SETTLED`.
#[track_caller]
fn check<F: Future<Output = Result<()>> + 'static>(main: Coro<F>, expected: &[&str]) {
    let report = Report::of(&block_on(Runner::new().run(main)).trace);
    let time = |time: Option<f64>| time.map_or("-".to_owned(), |time| time.to_string());
    let told: Vec<String> = report
        .cancellations()
        .iter()
        .map(|cancellation| {
            let task = &report.task(cancellation.task()).expect("it is a task").name;
            let request = &cancellation.request;
            let message = request.message.as_ref().map_or(String::new(), |message| format!(" ({message})"));
            let cut = if cancellation.cut_short { ", cut short" } else { "" };
            let (delivered, settled) = (time(cancellation.delivered), time(cancellation.settled));
            let (outcome, awaiting) = (cancellation.outcome.word(), &cancellation.awaiting);
            let (at, by, count) = (cancellation.at, report.requester(cancellation), request.count);
            format!("{at} {by} -> {task}{message} #{count} at {awaiting}: {delivered} {outcome} {settled}{cut}")
        })
        .collect();
    assert_eq!(told, expected);
}

async fn nap(answer: fn() -> Result<()>) -> Result<()> {
    attempt(sleep(10.0))
        .except(CancelledError, async |error| {
            sleep(0.5).await?;
            answer().and(Err(error))
        })
        .await
}

#[test]
fn what_a_task_does_about_a_request_is_its_outcome() {
    let main = coro!("main", async {
        let ended = create_named_task("ended", coro!(nap(|| Ok(()))))?;
        let replaced = create_named_task("replaced", coro!(nap(|| raise(ValueError.new("no")))))?;
        let swallowed = create_named_task(
            "swallowed",
            coro!("swallow", async { attempt(sleep(10.0)).except(CancelledError, async |_| Ok(())).await }),
        )?;
        let fresh = create_named_task("fresh", coro!(sleep(1.0)))?;
        fresh.cancel();
        sleep(1.0).await?;
        ended.cancel_with("stop");
        ended.cancel();
        replaced.cancel();
        swallowed.cancel();
        sleep(1.0).await?;
        swallowed.cancel();
        replaced.exception()?;
        Ok(())
    });
    check(
        main,
        &[
            "0 main -> fresh #1 at before its first step: 0 cancelled 0",
            "1 main -> ended (stop) #1 at sleep until 10.0 s: 1 cancelled 1.5",
            "1 main -> ended #2 at sleep until 10.0 s: 1 cancelled 1.5",
            "1 main -> replaced #1 at sleep until 10.0 s: 1 replaced 1.5",
            "1 main -> swallowed #1 at sleep until 10.0 s: 1 swallowed 1",
            "2 main -> swallowed #1 at after its end: - ignored 2",
        ],
    );
}

#[test]
fn a_task_that_asks_itself_may_end_before_it_hears_of_it() {
    let main = coro!("main", async {
        let raises = create_named_task(
            "raises",
            coro!("raises", async {
                current_task()?.expect("it runs").cancel();
                raise::<()>(ValueError.new("first"))
            }),
        )?;
        let returns = create_named_task(
            "returns",
            coro!("returns", async {
                current_task()?.expect("it runs").cancel();
                Ok(())
            }),
        )?;
        let takes_back = create_named_task(
            "takes back",
            coro!("takes_back", async {
                let task = current_task()?.expect("it runs");
                task.cancel();
                task.uncancel();
                sleep(1.0).await
            }),
        )?;
        takes_back.await?;
        raises.exception()?;
        assert!(returns.cancelled());
        Ok(())
    });
    check(
        main,
        &[
            "0 raises -> raises #1 at while it runs: - lost 0",
            "0 returns -> returns #1 at while it runs: - cancelled 0",
            "0 takes back -> takes back #1 at while it runs: - withdrawn 0",
        ],
    );
}

#[test]
fn what_is_taken_back_is_the_latest_request() {
    let main = coro!("main", async {
        let task = create_named_task(
            "halfway",
            coro!("halfway", async {
                let task = current_task()?.expect("it runs");
                task.cancel();
                task.cancel();
                task.uncancel();
                sleep(1.0).await
            }),
        )?;
        attempt(task).except(CancelledError, async |_| Ok(())).await
    });
    check(
        main,
        &[
            "0 halfway -> halfway #1 at while it runs: 0 cancelled 0",
            "0 halfway -> halfway #2 at while it runs: - withdrawn 0",
        ],
    );
}

#[test]
fn timeouts_and_groups_ask_and_take_back() {
    let main = coro!("main", async {
        attempt(timeout(1.0, async |_| sleep(10.0).await))
            .except(except_star::exception::TimeoutError, async |_| Ok(()))
            .await?;
        attempt(task_group(async |tg| {
            tg.create_named_task("fails", coro!("fails", async { raise::<()>(ValueError.new("no")) }))?;
            tg.create_named_task("sibling", coro!(nap(|| Ok(()))))?;
            sleep(10.0).await
        }))
        .except_star(ValueError, async |_| Ok(()))
        .await
    });
    check(
        main,
        &[
            "1 a timeout -> Task-1 #1 at sleep until 10.0 s: 1 withdrawn 1",
            "1 a task group -> sibling #1 at sleep until 11.0 s: 1 cancelled 1.5",
            "1 a task group -> Task-1 #1 at sleep until 11.0 s: 1 withdrawn 1.5",
        ],
    );
}

#[test]
fn a_cancelled_error_that_comes_out_of_an_await_cuts_nothing_short() {
    let main = coro!("main", async {
        let other = create_named_task("other", coro!(sleep(2.0)))?;
        let waits = create_named_task(
            "waits",
            coro!("waits", {
                let other = other.clone();
                async move { attempt(sleep(10.0)).except(CancelledError, async |_| other.await).await }
            }),
        )?;
        sleep(1.0).await?;
        waits.cancel();
        sleep(0.5).await?;
        other.cancel();
        attempt(waits).except(CancelledError, async |_| Ok(())).await
    });
    check(
        main,
        &[
            "1 main -> waits #1 at sleep until 10.0 s: 1 cancelled 1.5",
            "1.5 main -> other #1 at sleep until 2.0 s: 1.5 cancelled 1.5",
        ],
    );
}

#[test]
fn a_group_that_cancels_is_named_with_the_task_that_failed() {
    let report = Report::of(
        &block_on(Runner::new().run(coro!("main", async {
            let outer = task_group(async |group| {
                group.create_named_task("fails", coro!("fails", async { raise::<()>(ValueError.new("no")) }))?;
                group.create_named_task("waits", coro!(sleep(1.0)))?;
                sleep(2.0).await
            });
            attempt(outer).except(except_star::exception::ExceptionGroup, async |_| Ok(())).await?;
            let body = task_group(async |group| {
                group.create_named_task("late", coro!(sleep(1.0)))?;
                sleep(0.0).await?;
                raise::<()>(ValueError.new("body"))
            });
            attempt(body).except(except_star::exception::ExceptionGroup, async |_| Ok(())).await
        })))
        .trace,
    );
    let told: Vec<_> = report
        .cancellations()
        .iter()
        .map(|of| format!("{} by {}, waiting {}", report.called(of.task()), report.asked_by(of), of.is_waiting))
        .collect();
    assert_eq!(
        told,
        [
            "waits by the group of main, because fails failed, waiting true",
            "main by the group of main, because fails failed, waiting true",
            "late by the group of main, waiting true",
        ]
    );
}
