//! The end of a loop: `Runner.close` in Lib/asyncio/runners.py.
//!
//! Invariant: a task that is left is cancelled and awaited before the loop is closed, unless an interrupt cuts that short.

use std::cell::Cell;
use std::rc::Rc;

use super::super::gather::gather_any;
use super::OpenRunner;
use crate::event_loop::{Action, AnyFuture, Callable, LoopState, Request, RunForever, Stop, errors};
use crate::trace::Requester;

impl OpenRunner {
    /// The shutdown, and the end of the loop. A KeyboardInterrupt or SystemExit cuts the shutdown short.
    pub(super) async fn close_loop(&self) -> Result<(), Stop> {
        let shut_down = self.shut_down().await;
        if let Ok(()) | Err(Stop::Escaped(_)) = shut_down {
            self.event_loop.close();
        }
        shut_down
    }

    /// Cancels what is left and waits for it, then the shutdowns of asynchronous generators and of the default executor.
    async fn shut_down(&self) -> Result<(), Stop> {
        let event_loop = &self.event_loop;
        let left = event_loop.all_tasks();
        if !left.is_empty() {
            for task in &left {
                task.clone().request_cancel(Request { message: None, by: Requester::Shutdown });
                if let Some(limit) = event_loop.limit_reached() {
                    return Err(Stop::Limit(limit));
                }
            }
            let futures = left.iter().map(|task| task.clone() as Rc<dyn AnyFuture>).collect();
            let gathered = gather_any(event_loop, futures);
            let gathered = self.run_until_complete(gathered).await;
            if gathered.is_err() {
                // The traceback of the interrupt holds the tasks, but of main the coroutine as well.
                for task in left.iter().filter(|task| task.id() != self.main.get()) {
                    task.header().ends_before_coroutine.set(true);
                }
            }
            gathered?;
            // The program's own exception handler may print.
            let _entered = event_loop.enter();
            for task in &left {
                if let Some(exception) = task.core().failure() {
                    errors::failed_in_shutdown(task.header(), exception);
                }
            }
        }
        let before_close = self.before_close.borrow().as_ref().and_then(|coroutine| {
            let _entered = event_loop.enter();
            coroutine()
        });
        let left = match before_close {
            Some(coroutine) => {
                let task = self.spawn(coroutine, &self.context);
                self.run_until_complete(task.any()).await?;
                1
            }
            None => 2,
        };
        for _ in 0..left {
            event_loop.next_task_number();
            let shutdown = Shutdown { event_loop: event_loop.clone(), stepped: Cell::new(false) };
            event_loop.call_soon(Action::Call(Rc::new(shutdown)));
            match RunForever::new(event_loop, &*self.pace).await {
                Stop::Asked => {}
                stop => return Err(stop),
            }
        }
        Ok(())
    }
}

/// A shutdown that has nothing to do, but is a task in CPython: one handle for its step, one for the callback that stops the
/// loop. What else is ready meanwhile runs as usual. The handles themselves are of no interest, so they record nothing.
struct Shutdown {
    event_loop: Rc<LoopState>,
    stepped: Cell<bool>,
}

impl Callable for Shutdown {
    fn describe(&self) -> String {
        "<Handle shutdown() at …>".to_owned()
    }

    fn call(self: Rc<Self>, _: u32) {
        let event_loop = self.event_loop.clone();
        if self.stepped.replace(true) { event_loop.stop() } else { event_loop.call_soon(Action::Call(self)) }
    }
}
