//! `Retry`: when it tries again, how long it waits, and when it gives up.

use std::cell::RefCell;

use except_star::exception::{CancelledError, ConnectionError, TimeoutError, ValueError};
use except_star::random::Random;
use except_star::{Jitter, Result, Retry, coro, create_task, print, raise, run, sleep, time};

/// When the attempts of an operation that always fails begin.
fn attempts(retry: impl FnOnce() -> Retry<'static> + 'static) -> Vec<f64> {
    run(coro!("main", async {
        let begun = RefCell::new(Vec::new());
        let result: Result<()> = retry()
            .run(async |_| {
                begun.borrow_mut().push(time()?);
                raise(ConnectionError.new("lost"))
            })
            .await;
        assert!(result.is_err());
        Ok(begun.into_inner())
    }))
    .expect("it ends")
}

#[test]
fn the_waits_grow_by_the_factor() {
    assert_eq!(attempts(|| Retry::new(3).delay(0.5)), [0.0, 0.5, 1.5, 3.5]);
    assert_eq!(attempts(|| Retry::new(2).delay(1.0).factor(3.0)), [0.0, 1.0, 4.0]);
    assert_eq!(attempts(|| Retry::new(0)), [0.0]);
}

#[test]
fn the_cap_cuts_the_wait_before_the_jitter_spreads_it() {
    assert_eq!(attempts(|| Retry::new(4).delay(1.0).cap(2.0)), [0.0, 1.0, 3.0, 5.0, 7.0]);
    let spread = attempts(|| Retry::new(4).delay(8.0).factor(1.0).cap(4.0).jitter(Jitter::Full(Random::new(42))));
    let random = Random::new(42);
    let waits = [(); 4].map(|()| random.uniform(0.0, 4.0));
    let round = |time: f64| (time * 1e9).round() / 1e9;
    let expected = waits.iter().scan(0.0, |time, wait| {
        *time += wait;
        Some(round(*time))
    });
    assert_eq!(spread.iter().copied().skip(1).map(round).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn equal_jitter_waits_at_least_half() {
    let begun = attempts(|| Retry::new(6).delay(1.0).factor(1.0).jitter(Jitter::Equal(Random::new(7))));
    let waits: Vec<_> = begun.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(waits.iter().all(|wait| (0.5..=1.0).contains(wait)), "{waits:?}");
    assert!(waits.windows(2).any(|pair| pair[0] != pair[1]), "they differ: {waits:?}");
}

#[test]
fn no_attempt_begins_after_the_total() {
    assert_eq!(attempts(|| Retry::new(9).delay(1.0).total(7.0)), [0.0, 1.0, 3.0, 7.0]);
    assert_eq!(attempts(|| Retry::new(9).delay(1.0).total(6.9)), [0.0, 1.0, 3.0]);
}

#[test]
fn a_class_that_is_not_listed_comes_out_at_once() {
    assert_eq!(attempts(|| Retry::new(3).delay(1.0).on([ValueError, TimeoutError])), [0.0]);
    assert_eq!(attempts(|| Retry::new(1).delay(1.0).on([ValueError, ConnectionError])), [0.0, 1.0]);
    assert_eq!(attempts(|| Retry::new(3).delay(1.0).when(|error| error.to_string() != "lost")), [0.0]);
}

#[test]
fn the_hook_sees_each_failure_before_its_wait() {
    crate::check::check(
        coro!("main", async {
            let result: Result<()> = Retry::new(2)
                .delay(0.5)
                .before_wait(|failed| print(format!("{}: {:?}, {} s", failed.attempt, failed.error, failed.wait)))
                .run(async |attempt| raise(ValueError.new(i64::from(attempt))))
                .await;
            print(format!("{result:?}"));
            Ok(())
        }),
        &["0.0 1: ValueError(1), 0.5 s", "0.5 2: ValueError(2), 1 s", "1.5 Err(ValueError(3))"],
    );
}

#[test]
fn a_cancellation_is_never_retried() {
    crate::check::check(
        coro!("main", async {
            let all = [except_star::exception::BaseException];
            let task = create_task(coro!("work", async move {
                Retry::new(9)
                    .delay(1.0)
                    .on(all)
                    .run(async |attempt| {
                        print(format!("attempt {attempt}"));
                        sleep(10.0).await
                    })
                    .await
            }))?;
            sleep(0.5).await?;
            task.cancel_with("enough");
            let error = task.await.unwrap_err();
            print(format!("{error:?} {}", error.is(CancelledError)));
            Ok(())
        }),
        &["0.0 attempt 1", "0.5 CancelledError('enough') true"],
    );
}

#[test]
fn a_cancellation_during_a_wait_ends_it() {
    let begun = run(coro!("main", async {
        let task = create_task(coro!("work", async {
            Retry::new(9).delay(4.0).run(async |_| raise::<()>(ValueError.empty())).await
        }))?;
        sleep(1.0).await?;
        task.cancel();
        assert!(task.await.unwrap_err().is(CancelledError));
        time()
    }));
    assert_eq!(begun.expect("it ends"), 1.0);
}

#[test]
fn what_is_no_number_is_refused() {
    for retry in [
        || Retry::new(1).delay(-1.0),
        || Retry::new(1).factor(f64::NAN),
        || Retry::new(1).cap(-0.5),
        || Retry::new(1).total(f64::NAN),
    ] {
        let error = run(coro!("main", async move { retry().run(async |_| Ok(())).await })).unwrap_err();
        assert!(error.to_string().ends_with(" must be a number >= 0"), "{error}");
    }
}
