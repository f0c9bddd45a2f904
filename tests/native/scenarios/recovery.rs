//! What must come out of section 7: recovery.

use std::cell::RefCell;

use except_star::exception::Class;
use except_star::random::Random;
use except_star::report::Cell;
use except_star::scenario::find;
use except_star::spec::RunSpec;
use except_star::{Jitter, Result, Retry, coro, raise, time};

use super::{console, intervened, rows, run_with};
use crate::cases::cases;

fn retry() -> RunSpec {
    RunSpec::new("retry")
}

#[test]
fn the_default_run_succeeds_at_7_5() {
    let run = run_with(retry());
    assert_eq!((run.outcome.status.name(), run.end_time), ("ok", 7.5));
    assert_eq!(
        rows(&run, 0),
        [
            "1 | 0 | ConnectionError('attempt 1 failed') | 0.5",
            "2 | 0.5 | ConnectionError('attempt 2 failed') | 1",
            "3 | 1.5 | ConnectionError('attempt 3 failed') | 2",
            "4 | 3.5 | ConnectionError('attempt 4 failed') | 4",
            "5 | 7.5 | succeeds | ",
        ]
    );
    assert_eq!(console(&run)[8..], ["7.5 attempt 5 succeeds", "7.5 main gets: answer 5"]);
}

#[test]
fn when_no_retry_is_left_the_last_error_comes_out() {
    let run = run_with(retry().with("failure", "1").with("retries", "2"));
    assert_eq!(
        console(&run),
        [
            "0 attempt 1 raises ConnectionError",
            "0 next attempt in 0.500 s",
            "0.5 attempt 2 raises ConnectionError",
            "0.5 next attempt in 1.000 s",
            "1.5 attempt 3 raises ConnectionError",
            "1.5 given up: ConnectionError('attempt 3 failed')",
        ]
    );
    assert_eq!(rows(&run, 0)[2..], ["3 | 1.5 | ConnectionError('attempt 3 failed') | "]);
}

#[test]
fn no_retries_are_one_attempt_and_never_none() {
    let run = run_with(retry().with("retries", "0"));
    assert_eq!(
        console(&run),
        ["0 attempt 1 raises ConnectionError", "0 given up: ConnectionError('attempt 1 failed')"]
    );
    let run = run_with(retry().with("retries", "0").with("failure", "0"));
    assert_eq!(console(&run), ["0 attempt 1 succeeds", "0 main gets: answer 1"]);
}

#[test]
fn a_class_that_is_not_listed_is_not_retried_and_a_superclass_is() {
    let run = run_with(retry().with("retry_on", "TimeoutError"));
    assert_eq!(rows(&run, 0), ["1 | 0 | ConnectionError('attempt 1 failed') | "]);
    for class in ["OSError", "Exception"] {
        assert_eq!(run_with(retry().with("retry_on", class)).end_time, 7.5, "{class}");
    }
}

#[test]
fn a_cancellation_is_never_retried() {
    let run = run_with(retry().with("cancel_at", "2").with("retry_on", "Exception"));
    assert_eq!(
        console(&run)[6..],
        [
            "2 the caller is cancelled: that is never retried",
            "2 Traceback (most recent call last):",
            "2 asyncio.exceptions.CancelledError",
        ]
    );
    assert_eq!(
        rows(&run, 0)[2..],
        ["3 | 1.5 | ConnectionError('attempt 3 failed') | 0.5", "end | 2 | CancelledError() | "]
    );
}

#[test]
fn what_ends_the_wait_is_no_attempt() {
    let run = intervened(retry(), &["0.7:raise:caller:ConnectionError:lost"]);
    assert_eq!(
        rows(&run, 0)[1..],
        ["2 | 0.5 | ConnectionError('attempt 2 failed') | 0.2", "end | 0.7 | ConnectionError('lost') | "]
    );
    assert_eq!(
        rows(&intervened(retry(), &["0.6:signal:SIGTERM"]), 0)[1..],
        ["2 | 0.5 | ConnectionError('attempt 2 failed') | "]
    );
    assert_eq!(rows(&intervened(retry(), &["0:cancel:caller:enough"]), 0), ["end | 0 | CancelledError('enough') | "]);
}

#[test]
fn a_jitter_spreads_the_waits() {
    let rows = |jitter| rows(&run_with(retry().with("jitter", jitter)), 0);
    assert_eq!(
        rows("full"),
        [
            "1 | 0 | ConnectionError('attempt 1 failed') | 0.012505378",
            "2 | 0.012505378 | ConnectionError('attempt 2 failed') | 0.223210738",
            "3 | 0.235716116 | succeeds | ",
        ]
    );
    assert_eq!(
        rows("equal"),
        [
            "1 | 0 | ConnectionError('attempt 1 failed') | 0.256252689",
            "2 | 0.256252689 | ConnectionError('attempt 2 failed') | 0.611605369",
            "3 | 0.867858058 | succeeds | ",
        ]
    );
}

#[test]
fn a_cap_cuts_the_waits() {
    let run = run_with(retry().with("cap", "1.5"));
    let waits: Vec<_> = run.tables()[0].rows.iter().map(|row| row[3].clone()).collect();
    assert_eq!(waits, [0.5, 1.0, 1.5, 1.5].map(Cell::Number).into_iter().chain([Cell::None]).collect::<Vec<_>>());
}

/// The loop that is shown and the primitive [`Retry`] are one and the same.
#[test]
fn the_primitive_makes_its_attempts_when_the_loop_does() {
    let entry = find("retry").expect("it is in the catalogue");
    let mut compared = 0;
    for case in cases(entry) {
        let spec = RunSpec { interventions: Vec::new(), ..case }.with("cancel_at", "");
        for spec in [spec.clone().with("retry_on", "Exception"), spec] {
            let run = run_with(spec);
            let times: Vec<_> = run.tables()[0].rows.iter().map(|row| row[1].clone()).collect();
            let begun: Vec<_> = attempts(run.spec()).into_iter().map(Cell::Number).collect();
            assert_eq!(begun, times, "{:?}", run.spec());
            compared += begun.len();
        }
    }
    assert!(compared > 300);
}

/// When the attempts begin that [`Retry`] makes with these parameters.
fn attempts(spec: &RunSpec) -> Vec<f64> {
    let number = |name: &str| spec.params()[name].parse::<f64>().ok();
    let class = |name: &str| Class::builtin(&spec.params()[name]).expect("it is a class");
    let random = Random::new(spec.seed as u64);
    let jitter = match spec.params()["jitter"].as_str() {
        "full" => Jitter::Full(random.clone()),
        "equal" => Jitter::Equal(random.clone()),
        _ => Jitter::None,
    };
    let retry = Retry::new(number("retries").expect("it is a number") as u32)
        .delay(number("delay").expect("it is a number"))
        .factor(number("factor").expect("it is a number"))
        .cap(number("cap"))
        .jitter(jitter)
        .on([class("retry_on")]);
    let (failure, raises) = (number("failure").expect("it is a number"), class("raises"));
    let main = coro!("main", async move {
        let begun = RefCell::new(Vec::new());
        let call = async |_| {
            begun.borrow_mut().push((time()? * 1e9).round() / 1e9);
            if random.random() < failure { raise(raises.new("no answer")) } else { Ok(()) }
        };
        let _answer: Result<()> = retry.run(call).await;
        Ok(begun.into_inner())
    });
    except_star::run(main).expect("it ends")
}
