//! `retry`: an unreliable call, tried again after growing waits.

use crate::exception::{self, CancelledError, Class};
use crate::random::Random;
use crate::report::{self, Cell, Report, Step, Table, TaskOutcome};
use crate::repr::{Repr, fixed};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, attempt, call_later, coro, create_named_task, print, raise, sleep};

const RAISES: &[&str] = &["ConnectionError", "TimeoutError", "OSError", "ValueError", "KeyError"];
const RETRY_ON: &[&str] = &["ConnectionError", "TimeoutError", "OSError", "ValueError", "KeyError", "Exception"];

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "retry",
    section: Section::Recovery,
    place: 1,
    title: "Try again, wait longer each time",
    summary: "A call fails with a certain probability. It is tried again as long as the error is of the listed class and \
              retries are left, and each wait is longer than the one before by the factor. In the end there is an answer, or \
              the error of the last attempt.",
    look_for: &[
        "With seed 42 four attempts fail, and the fifth succeeds at 7.5 s, after waits of 0.5, 1, 2 and 4 s.",
        "retries counts what comes after the first attempt: 0 retries are one attempt.",
        "With Retries 2 the error of the third attempt comes out as it is, at once and without another wait.",
        "With Cancel at 2 the waiting ends at once; CancelledError is no Exception, so no class here would retry it.",
    ],
    corrects: Some(
        "\"for attempt in range(retries): … is a retry loop.\" With retries=0 it makes no attempt at all: it falls through \
         and returns None, or fails with a TypeError at raise last_error, which is still None. This loop always makes its \
         first attempt, and is left only by an answer or an error.",
    ),
    params: &[
        Param::new(
            "failure",
            "Failure",
            "The probability with which an attempt fails.",
            Kind::Float { min: 0.0, max: 1.0, step: 0.05 },
            "0.7",
        )
        .reason("An attempt fails where its random number is below this."),
        Param::new(
            "retries",
            "Retries",
            "How many attempts may follow the first one.",
            Kind::Int { min: 0, max: 10 },
            "5",
        )
        .reason("An attempt that succeeds is the last one, and so is one whose error is not retried."),
        Param::new("delay", "Delay", "The wait after the first failure.", Kind::SECONDS, "0.5")
            .reason("Main waits only between two attempts.")
            .unit("s"),
        Param::new(
            "factor",
            "Factor",
            "What the wait is multiplied by after each failure.",
            Kind::Float { min: 1.0, max: 4.0, step: 0.5 },
            "2",
        )
        .reason("It multiplies the waits from the second one on."),
        Param::new(
            "cap",
            "Cap",
            "The longest wait; the jitter spreads what it leaves.",
            Kind::Float { min: 0.0, max: 60.0, step: 0.5 },
            "",
        )
        .reason("It cuts only waits that are longer.")
        .unit("s")
        .optional(),
        Param::new(
            "jitter",
            "Jitter",
            "How waits are spread: full draws from 0 to the wait, equal from half of it to all of it.",
            Kind::Choice(&["none", "full", "equal"]),
            "none",
        )
        .reason("It changes only waits between two attempts."),
        Param::new(
            "raises",
            "Raises",
            "The class of the error of a failed attempt.",
            Kind::Class(RAISES),
            "ConnectionError",
        )
        .reason("Only an attempt that fails raises it."),
        Param::new(
            "retry_on",
            "Retry on",
            "The class, with its subclasses, after which the call is tried again.",
            Kind::Class(RETRY_ON),
            "ConnectionError",
        )
        .reason("What counts is whether the error of an attempt is of this class."),
        Param::new(
            "cancel_at",
            "Cancel at",
            "When the caller is cancelled, if it is.",
            Kind::Float { min: 0.0, max: 60.0, step: 0.5 },
            "",
        )
        .reason("A caller that is done cannot be cancelled.")
        .unit("s")
        .optional(),
    ],
    debug: false,
    main: |values| {
        let server = Server { failure: values.get("failure"), raises: values.get("raises"), random: values.random() };
        let waits = Waits {
            delay: values.get("delay"),
            factor: values.get("factor"),
            cap: values.get("cap"),
            jitter: values.get("jitter"),
        };
        Box::pin(main(server, waits, values.get("retries"), values.get("retry_on"), values.get("cancel_at")))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut table = Table::new("Attempts", &["Attempt", "At (s)", "Outcome", "Waited (s)"]);
    let tasks = report.tasks();
    let Some(caller) = tasks.get(1) else { return vec![table] };
    let raised: Vec<_> =
        report.propagation().filter(|step| step.task == caller.id && step.step == Step::Raised).collect();
    // The caller waits only between attempts, so the waits stand in the same order as the failures.
    for (index, failure) in raised.iter().enumerate() {
        let wait = caller.waits.get(index);
        let waited = wait.and_then(|wait| wait.to.map(|to| report::since(wait.from, to)));
        let attempt = (index + 1) as i64;
        table.row([attempt.into(), failure.time.into(), failure.exception.repr().into(), waited.into()]);
    }
    let end = report.ended_with(caller.id);
    if caller.outcome == TaskOutcome::Finished {
        let attempt = (raised.len() + 1) as i64;
        table.row([attempt.into(), caller.finished.into(), "succeeds".into(), Cell::None]);
    } else if let Some(error) = end.filter(|end| !raised.last().is_some_and(|last| last.exception.same(end))) {
        table.row(["end".into(), caller.finished.into(), error.repr().into(), Cell::None]);
    }
    vec![table]
}

// Shown beside the run, from here on.

async fn call(number: i64, server: &Server) -> Result<String> {
    if server.random.random() < server.failure {
        print(format!("attempt {number} raises {}", server.raises.name()));
        return raise(server.raises.new(format!("attempt {number} failed")));
    }
    print(format!("attempt {number} succeeds"));
    Ok(format!("answer {number}"))
}

struct Server {
    failure: f64,
    raises: Class,
    random: Random,
}

struct Waits {
    delay: f64,
    factor: f64,
    cap: Option<f64>,
    jitter: &'static str,
}

fn next_wait(delay: f64, waits: &Waits, random: &Random) -> f64 {
    let delay = waits.cap.map_or(delay, |cap| delay.min(cap));
    match waits.jitter {
        "full" => random.uniform(0.0, delay),
        "equal" => delay / 2.0 + random.uniform(0.0, delay / 2.0),
        _ => delay,
    }
}

async fn retry(server: Server, waits: Waits, retries: i64, retry_on: Class) -> Result<String> {
    let mut number = 1;
    let mut delay = waits.delay;
    loop {
        match call(number, &server).await {
            Ok(answer) => return Ok(answer),
            Err(error) if !error.is(&retry_on) || number > retries => return Err(error),
            Err(_) => {}
        }
        let wait = next_wait(delay, &waits, &server.random);
        print(format!("next attempt in {} s", fixed(wait, 3)));
        sleep(wait).await?;
        number += 1;
        delay *= waits.factor;
    }
}

async fn main(server: Server, waits: Waits, retries: i64, retry_on: Class, cancel_at: Option<f64>) -> Result<()> {
    let caller = create_named_task("caller", coro!(retry(server, waits, retries, retry_on)))?;
    if let Some(cancel_at) = cancel_at {
        let caller = caller.clone();
        call_later(cancel_at, "Task.cancel", move || {
            caller.cancel();
            Ok(())
        })?;
    }
    attempt(async {
        let answer = caller.await?;
        print(format!("main gets: {answer}"));
        Ok(())
    })
    .except(CancelledError, async |error| {
        print("the caller is cancelled: that is never retried");
        Err(error)
    })
    .except(exception::Exception, async |error| {
        print(format!("given up: {error:?}"));
        Ok(())
    })
    .await
}
