//! Who waits for whom at an event, and why.

use except_star::Instantly;
use except_star::report::{TaskState, seconds};
use except_star::scenario::catalogue;
use except_star::spec::{Run, RunSpec};
use except_star::trace::Event;
use futures::executor::block_on;

use crate::cases::cases;

fn run(spec: &RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{spec:?}: {errors}")).run(Instantly))
}

/// The forest right after an event, a line an entry.
fn forest(run: &Run, seq: usize) -> Vec<String> {
    let line = |of: &except_star::report::Awaiting| {
        let again = if of.is_repeated { " (again)" } else { "" };
        let state = of.state.words();
        format!("{}{}: {state}, {}{again}", "  ".repeat(of.depth as usize), run.report.called(of.task), of.why)
    };
    run.report.awaits(seq).iter().map(line).collect()
}

/// The forest when all that happens up to a time has happened.
fn forest_at(run: &Run, time: f64) -> Vec<String> {
    let last = run.report.events().take_while(|entry| seconds(entry.time) <= time).last().expect("it has begun");
    forest(run, last.seq)
}

#[test]
fn a_gather_waits_for_those_of_its_tasks_that_have_not_ended() {
    let run = run(&RunSpec::new("gather").with("mode", "plain"));
    let forest = |time| forest_at(&run, time);
    assert_eq!(
        forest(0.0),
        [
            "main: waiting, waits in gather for plain-1, plain-2 and plain-3",
            "  plain-1: waiting, sleeps until 0.1 s",
            "  plain-2: waiting, sleeps until 0.2 s",
            "  plain-3: waiting, sleeps until 0.3 s",
        ]
    );
    assert_eq!(
        forest(0.1),
        [
            "main: waiting, waits in gather for plain-2 and plain-3, 2 of 3 left",
            "  plain-2: waiting, sleeps until 0.2 s",
            "  plain-3: waiting, sleeps until 0.3 s",
        ]
    );
    // The sibling runs on, and nobody waits for it any more.
    assert_eq!(forest(0.25), ["main: waiting, sleeps until 0.7 s", "plain-3: waiting, sleeps until 0.3 s"]);
    assert_eq!(forest(0.7), [""; 0]);
}

const SEVERAL: &str = "\
import asyncio


async def work(lock):
    async with lock:
        await asyncio.sleep(1)


async def consume(queue):
    await queue.get()


async def guarded(inner):
    async with asyncio.timeout(5):
        await asyncio.shield(inner)


async def main():
    lock = asyncio.Lock()
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(work(lock), name=name) for name in 'ABC']
    consumer = asyncio.create_task(consume(queue), name='consumer')
    async with asyncio.TaskGroup() as group:
        inner = group.create_task(asyncio.sleep(2), name='inner')
        group.create_task(guarded(inner), name='guarded')
    await asyncio.wait(tasks, timeout=7)
    queue.put_nowait(1)
    await consumer


asyncio.run(main())
";

#[test]
fn each_wait_has_its_reason_and_a_lock_its_holder() {
    let run = run(&RunSpec::text(SEVERAL));
    assert_eq!(
        forest_at(&run, 0.5),
        [
            "main: waiting, waits for the tasks of its group: inner and guarded",
            "  inner: waiting, sleeps until 2.0 s",
            "  guarded: waiting, waits behind a shield for inner, within a timeout until 5.0 s",
            "    inner: waiting, sleeps until 2.0 s (again)",
            "B: waiting, waits for the lock that A holds",
            "  A: waiting, sleeps until 1.0 s",
            "C: waiting, waits for the lock that A holds, behind another one",
            "  A: waiting, sleeps until 1.0 s (again)",
            "consumer: waiting, waits for an item: the queue is empty",
        ]
    );
    // The lock goes from hand to hand, and who is called is next.
    assert_eq!(
        forest_at(&run, 1.5)[4..],
        [
            "C: waiting, waits for the lock that B holds",
            "  B: waiting, sleeps until 2.0 s",
            "consumer: waiting, waits for an item: the queue is empty",
        ]
    );
    assert_eq!(
        forest_at(&run, 2.5),
        [
            "main: waiting, waits in wait for C, 1 of 3 left, until 9.0 s",
            "  C: waiting, sleeps until 3.0 s",
            "consumer: waiting, waits for an item: the queue is empty",
        ]
    );
}

#[test]
fn a_task_that_nobody_has_cancelled_yet_tells_that_it_is_going_to_be() {
    let run = run(&RunSpec::new("cancel"));
    let request = run.report.events().find(|entry| matches!(entry.event, Event::Cancel { .. })).expect("main cancels");
    assert_eq!(
        forest(&run, request.seq),
        ["main: running, runs", "worker: waiting, sleeps until 10.0 s; it is requested to cancel",]
    );
    assert_eq!(
        forest(&run, request.seq + 1),
        [
            "main: running, runs",
            "worker: ready, goes on in its turn: sleep until 10.0 s is done; it is requested to cancel",
        ]
    );
    let spawn =
        run.report.events().filter(|entry| matches!(entry.event, Event::Spawn { .. })).nth(1).expect("a worker");
    assert_eq!(forest(&run, spawn.seq), ["main: running, runs", "worker: not begun, has not begun"]);
}

#[test]
fn tasks_in_a_ring_are_told_once_each() {
    let ring = "\
import asyncio


async def follow(tasks, name):
    await tasks[name]


async def main():
    tasks = {}
    tasks['A'] = asyncio.create_task(follow(tasks, 'B'), name='A')
    tasks['B'] = asyncio.create_task(follow(tasks, 'A'), name='B')
    await asyncio.sleep(1)


asyncio.run(main())
";
    let run = run(&RunSpec::text(ring));
    assert_eq!(
        forest_at(&run, 0.5),
        [
            "main: waiting, sleeps until 1.0 s",
            "A: waiting, waits for B",
            "  B: waiting, waits for A",
            "    A: waiting, waits for B (again)",
        ]
    );
}

#[test]
fn at_every_event_of_every_default_each_living_task_stands_there_once() {
    for entry in catalogue() {
        let run = run(&cases(entry)[0]);
        let trace = run.report.trace();
        let mut alive: Vec<u32> = Vec::new();
        for event in trace.events() {
            match event.event {
                Event::Spawn { task } => alive.push(task),
                Event::Finish { .. } => alive.retain(|&task| task != event.task),
                _ => {}
            }
            let forest = run.report.awaits(event.seq);
            let mut told: Vec<u32> = forest.iter().filter(|of| !of.is_repeated).map(|of| of.task).collect();
            told.sort_unstable();
            assert_eq!(told, alive, "{} at {}", entry.scenario.id, event.seq);
            assert!(forest.iter().all(|of| of.state != TaskState::Done && of.since <= event.seq));
        }
    }
}
