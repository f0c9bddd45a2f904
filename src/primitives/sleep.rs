//! `sleep` and the loop's time: Lib/asyncio/tasks.py.
//!
//! The future that the sleeper awaits is also the timer that ends it: one allocation a sleep.

use std::cell::Cell;
use std::rc::Rc;

use crate::Result;
use crate::event_loop::{AnyFuture, Callable, Core, Request, Turn, Wait, current, raise};
use crate::exception::{Exception, ValueError};
use crate::trace::{Awaited, Ending, Event, FutureId, Nanos, Purpose, Refusal, TaskId};

/// Suspends the task for `delay` seconds of loop time: `asyncio.sleep`.
///
/// Zero or less waits for the next iteration of the loop. Equal deadlines end in creation order. Cancelled, it raises
/// CancelledError at once.
///
/// # Errors
/// ValueError for a delay that is not a number. CancelledError.
///
/// ```
/// use except_star::{coro, run, sleep, time};
///
/// let end = run(coro!("main", async {
///     sleep(0.25).await?;
///     time()
/// }));
/// assert_eq!(end.unwrap(), 0.25);
/// ```
pub async fn sleep(delay: f64) -> Result<()> {
    if delay <= 0.0 {
        return Turn::default().await;
    }
    if delay.is_nan() {
        return raise(ValueError.new("Invalid delay: NaN (not a number)"));
    }
    let event_loop = current()?;
    let when = event_loop.deadline_in(delay);
    let id = event_loop.recorder.add_future(Purpose::Sleep(when));
    let sleeper = Rc::new(Sleeper { core: Core::new(event_loop.clone()), id, when, over: Cell::new(false) });
    event_loop.call_at(when, sleeper.clone());
    let _cancel_timer = CancelTimer(sleeper.clone());
    Wait::new(sleeper).await
}

/// The time of the running loop in seconds, from 0: `loop.time()`.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run.
///
/// ```
/// use except_star::{block, coro, run, time};
///
/// assert_eq!(run(coro!("main", async { block(0.5).and_then(|()| time()) })).unwrap(), 0.5);
/// ```
pub fn time() -> Result<f64> {
    Ok(current()?.time())
}

struct Sleeper {
    core: Core,
    id: FutureId,
    when: Nanos,
    /// Nothing waits any more; the timer counts as cancelled.
    over: Cell<bool>,
}

impl Sleeper {
    fn resolve(&self, ending: Ending) {
        self.core.event_loop.record(Event::Resolve { future: self.id, ending });
    }
}

impl AnyFuture for Sleeper {
    fn core(&self) -> &Core {
        &self.core
    }

    fn cancel(self: Rc<Self>, request: Request) -> bool {
        if self.core.is_done() {
            return false;
        }
        self.resolve(Ending::Cancelled);
        self.core.end_cancelled(self.clone(), request.message, None);
        true
    }

    fn awaited(&self) -> Awaited {
        Awaited::Future(self.id)
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        // In CPython the timer that is due would trip over a future that is done.
        if self.core.is_done() || self.when <= self.core.event_loop.now() {
            return Err(Refusal::JustDone);
        }
        self.resolve(Ending::Exception);
        self.core.fail(self.clone(), exception);
        Ok(())
    }

    fn repr(&self) -> String {
        self.core.repr("Future", &self.short_result())
    }

    fn short_result(&self) -> String {
        "None".to_owned()
    }
}

impl Callable for Sleeper {
    fn is_cancelled(&self) -> bool {
        self.over.get()
    }

    fn describe(&self) -> String {
        format!("<TimerHandle _set_result_unless_cancelled({}, None) at …>", self.repr())
    }

    /// `_set_result_unless_cancelled`
    fn call(self: Rc<Self>, cause: u32) {
        const LOOP: TaskId = 0;
        self.core.event_loop.begin(LOOP, cause, Event::Timer { future: self.id });
        if !self.core.is_done() {
            self.resolve(Ending::Result);
            self.core.finish(self.clone());
        }
    }
}

/// The `finally: h.cancel()` of asyncio's sleep.
struct CancelTimer(Rc<Sleeper>);

impl Drop for CancelTimer {
    fn drop(&mut self) {
        self.0.over.set(true);
    }
}
