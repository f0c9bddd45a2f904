//! `trap`: a program that ends the module's instance in whichever way is asked for.
//!
//! It is in the catalogue only with the feature `traps`, so that the tests of what survives a trap have real ones. Invariant: with
//! `never` it is a scenario like any other.

use std::future::pending;
use std::hint::black_box;

use crate::primitives::create_task;
use crate::report::{Report, Table};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, coro, print, sleep};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "trap",
    section: Section::Together,
    place: 99,
    title: "A trap",
    summary: "Main sleeps twice and awaits a task. Where it is asked to, the engine stops.",
    look_for: &["What stays in the fields.", "What the other elements do."],
    corrects: None,
    params: &[
        Param::new("trap", "Trap", "Where and how the engine stops.", Kind::Choice(WAYS), "never"),
        Param::new("n", "n", "What main prints.", Kind::Int { min: 0, max: 999 }, "1"),
        Param::new("turns", "Turns", "How many times main yields.", Kind::Int { min: 0, max: 900_000 }, "0"),
    ],
    debug: false,
    main: |values| Box::pin(main(values.get("trap"), values.get("n"), values.get("turns"))),
    tables,
    exercise: None,
};

const WAYS: &[&str] =
    &["never", "first", "later", "task", "end", "drop", "overflow", "memory", "pending", "table", "hint"];

fn tables(values: &Values, _: &Report) -> Vec<Table> {
    assert!(values.get::<&str>("trap") != "table", "a trap in a table");
    Vec::new()
}

// Shown beside the run, from here on.

async fn main(trap: &'static str, n: i64, turns: i64) -> Result<()> {
    assert!(trap != "first", "a trap before the first await");
    assert!(trap != "hint" || n > 0, "a trap in a run that is made for a hint on n");
    let _last = Last(trap);
    sleep(0.1).await?;
    for _ in 0..turns {
        sleep(0.0).await?;
    }
    match trap {
        "later" => panic!("a trap after an await"),
        "overflow" => print(deeper(1).to_string()),
        "memory" => everything(),
        "pending" => pending().await,
        _ => {}
    }
    let task = create_task(coro!(task(trap)))?;
    sleep(0.1).await?;
    task.await?;
    print(format!("n = {n}"));
    assert!(trap != "end", "a trap at the end");
    Ok(())
}

async fn task(trap: &str) -> Result<()> {
    sleep(0.1).await?;
    assert!(trap != "task", "a trap in a task");
    Ok(())
}

/// Traps when the coroutine of main is dropped.
struct Last(&'static str);

impl Drop for Last {
    fn drop(&mut self) {
        assert!(self.0 != "drop", "a trap when main is dropped");
    }
}

/// Calls itself until the stack is full.
fn deeper(depth: u64) -> u64 {
    if black_box(depth) == 0 { 0 } else { black_box(deeper(depth + 1)) + depth }
}

/// Takes all the memory that there is, and touches none of it.
fn everything() {
    let mut taken = Vec::new();
    loop {
        taken.push(Vec::<u8>::with_capacity(64 << 20));
        black_box(&taken);
    }
}
