//! What the trace of a text shows beyond its output.
//!
//! Invariant: the events are those of the same program in Rust, with the lines of the text.

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use except_star::report::detail;
use except_star::trace::Trace;
use futures::executor::block_on;

/// The events of these kinds, with the task and the line of each.
fn events(text: &str, kinds: &[&str]) -> Vec<String> {
    let text = Text::new("program.py", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let ended = block_on(run(&text, &Settings::default(), Instantly));
    let trace: &Trace = ended.report.trace();
    let shown = trace.events().filter(|entry| kinds.contains(&entry.event.kind().name()));
    shown.map(|entry| format!("{} {:?} {}", entry.task, entry.line, detail(trace, entry.event))).collect()
}

#[test]
fn the_ends_of_a_timeout_are_recorded_with_their_lines() {
    let text = "import asyncio

async def main():
    async with asyncio.timeout(1) as limit:
        limit.reschedule(2)
        try:
            await asyncio.sleep(3)
        except asyncio.CancelledError:
            pass

asyncio.run(main())
";
    assert_eq!(
        events(text, &["timeout"]),
        [
            "1 Some(4) timeout 1 is entered, to end at 1.0 s",
            "1 Some(5) timeout 1 is moved, to end at 2.0 s",
            "0 None timeout 1 is over",
            "1 Some(4) timeout 1 is left",
        ]
    );
}

#[test]
fn what_handlers_of_logging_show_is_a_record_of_the_trace() {
    let text = "import asyncio
import logging
import sys

async def fail():
    raise ValueError('lost')

async def main():
    logging.getLogger('to').addHandler(logging.StreamHandler())
    logging.getLogger('out').addHandler(logging.StreamHandler(sys.stdout))
    logging.getLogger('to').error('seen %d', 1)
    logging.getLogger('out').error('seen %d', 2)
    asyncio.create_task(fail())
    await asyncio.sleep(1)

logging.basicConfig(format='%(levelname)s %(message).34s')
asyncio.run(main())
";
    assert_eq!(
        events(text, &["log", "print", "lost"]),
        [
            "1 Some(11) seen 1",
            "1 Some(11) ERROR seen 1",
            "1 Some(12) seen 2",
            "1 Some(12) ERROR seen 2",
            "2 Some(6) ERROR Task exception was never retrieved\nTraceback (most recent call last):\n  \
         File \"program.py\", line 6, in fail\n    raise ValueError('lost')\nValueError: lost",
        ]
    );
}

#[test]
fn an_eager_first_step_has_the_lines_of_its_own_coroutine() {
    let text = "import asyncio

async def work():
    print('works')
    await asyncio.sleep(1)

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(work())
    print('created')
    await task

asyncio.run(main())
";
    assert_eq!(
        events(text, &["spawn", "step", "print"]),
        [
            "0 Some(13) creates Task-1 of main()",
            "1 None runs",
            "1 Some(9) creates Task-2 of work()",
            "2 None runs",
            "2 Some(4) works",
            "1 Some(10) created",
        ]
    );
}
