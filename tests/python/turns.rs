//! Turns of the host in the middle of what a text does.
//!
//! Invariant: a program that pauses does what it does without a pause, event for event.

use std::cell::Cell;
use std::rc::Rc;

use except_star::program::{Ended, Settings, Status, run};
use except_star::python::Text;
use except_star::{Instantly, Pace, Stopper};
use futures::executor::block_on;
use futures::future::LocalBoxFuture;

/// Gives the host a turn whenever that can be, and stops the run in its n-th one.
struct Turns {
    count: Rc<Cell<u32>>,
    stopper: Stopper,
    last: u32,
}

impl Pace for Turns {
    fn wait(&self, _: std::time::Duration) -> Option<LocalBoxFuture<'static, ()>> {
        None
    }

    fn turn(&self) -> Option<LocalBoxFuture<'static, ()>> {
        self.count.set(self.count.get() + 1);
        if self.count.get() == self.last {
            self.stopper.stop();
        }
        let mut pending = true;
        Some(Box::pin(futures::future::poll_fn(move |context| {
            context.waker().wake_by_ref();
            if std::mem::take(&mut pending) { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
        })))
    }
}

/// Runs a text and gives how often the host had a turn.
fn with_turns(text: &str, last: u32) -> (Ended, u32) {
    let text = Text::new("program.py", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let (count, stopper) = (Rc::new(Cell::new(0)), Stopper::new());
    let pace = Turns { count: count.clone(), stopper: stopper.clone(), last };
    let ended = block_on(run(&text, &Settings { stopper, ..Settings::default() }, pace));
    (ended, count.get())
}

#[track_caller]
fn changes_nothing(text: &str, least: u32) {
    let (ended, turns) = with_turns(text, 0);
    let text = Text::new("program.py", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let at_once = block_on(run(&text, &Settings::default(), Instantly));
    assert_eq!(ended.report.digest(), at_once.report.digest());
    assert_eq!((ended.outcome.status, at_once.outcome.status), (Status::Ok, Status::Ok));
    assert!(turns >= least, "{turns} turns");
}

#[track_caller]
fn stops(text: &str, printed: &[&str]) {
    let (ended, _) = with_turns(text, 3);
    assert_eq!(ended.outcome.status, Status::Stopped);
    assert_eq!(ended.report.console().iter().map(|line| &*line.text).collect::<Vec<_>>(), printed);
}

#[test]
fn a_task_that_computes_for_long_changes_nothing_by_pausing() {
    changes_nothing(
        "import asyncio

async def compute(name):
    total = 0
    try:
        raise ValueError('handled')
    except ValueError:
        for i in range(30_000):
            total += i
    print(name, total)

def count(n):
    return 0 if n == 0 else 1 + count(n - 1)

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(compute('a'))
        group.create_task(compute('b'))
        group.create_task(asyncio.wait_for(compute('c'), 5))
    asyncio.current_task().cancel()
    print(sum(count(100) for _ in range(300)))
    print([count(100) for _ in range(300)][-1])
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print('cancelled only here')

asyncio.run(main())
",
        12,
    );
}

#[test]
fn the_module_changes_nothing_by_pausing() {
    changes_nothing("total = 0\nfor i in range(50_000):\n    total += i\nprint(total)\n", 5);
}

#[test]
fn an_endless_loop_of_a_task_is_stopped() {
    let text = "import asyncio

async def main():
    print('begins')
    while True:
        pass

asyncio.run(main())
";
    stops(text, &["begins"]);
}

#[test]
fn an_endless_loop_of_the_module_is_stopped() {
    stops("print('begins')\nwhile True:\n    pass\n", &["begins"]);
}
