//! The event loop: ready queue, timers, clock, tasks, cancellation.
//!
//! It runs *handles* in the order in which CPython's `BaseEventLoop._run_once` does: a step of a task, a wake-up, a done
//! callback, a timer are one handle each, first in, first out. That queue, and not a queue of tasks, is what makes the order
//! of events CPython's.
//!
//! Invariant: nothing here reads a wall clock or iterates a hash map; loop time moves only when nothing is ready.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::exception::Exception;
use crate::trace::{Event, Nanos, TaskId};

mod callback;
mod clock;
pub(crate) mod context;
mod coroutine;
mod eager;
pub(crate) mod errors;
mod exit;
mod frame;
mod future;
mod future_handle;
mod gathering;
mod handle;
mod handling;
mod limits;
mod logging;
mod object;
mod output;
mod pace;
mod plain_future;
mod recorder;
mod repr;
mod run_forever;
mod signals;
mod slot;
mod stopper;
mod task;
mod task_cell;
mod task_handle;
mod task_options;
mod tasks;
mod timers;
mod wait;
mod waker;

pub use callback::Callback;
pub use context::{Context, copy_context};
pub use coroutine::{Code, Coro, Coroutine, SourceLine, StaticCode};
pub use errors::ErrorContext;
pub(crate) use frame::frame;
pub use frame::{Frame, coroutine, entered, left};
pub(crate) use future::{AnyFuture, Core, DoneCallback, Request, State};
pub use future_handle::{Future, Join};
pub(crate) use gathering::{Gathering, cancelled_entry};
pub(crate) use handle::{Action, Callable};
pub use handling::{Handling, handled, in_frame, raise, raise_from};
pub(crate) use handling::{handling, handling_now, raised};
pub use limits::{Limit, Limits};
pub use object::Object;
pub(crate) use object::result_as;
pub use output::{Output, Stdio};
pub use pace::{Instantly, Pace, Paced};
pub(crate) use plain_future::FutureCell;
pub(crate) use recorder::Recorder;
use repr::{cut, short_list};
pub(crate) use run_forever::{RunForever, Stop};
pub(crate) use slot::Slot;
pub use stopper::Stopper;
pub(crate) use task::AnyTask;
pub(crate) use task_cell::spawn;
pub use task_handle::{Task, TaskRef};
pub use task_options::TaskOptions;
pub(crate) use wait::{Turn, Wait, awaiting_task, deliver_thrown};
pub(crate) use waker::external_waker;

use clock::Clock;
use errors::ExceptionHandler;
use exit::Exit;
use handle::Handle;
use logging::Logging;
use signals::Signals;
use tasks::Tasks;
use timers::{Deadline, Timers};
use waker::Inbox;

thread_local! {
    static CURRENT: Slot<Rc<LoopState>> = const { Slot::new() };
}

/// The state of one loop. Primitives reach it through [`current`].
pub(crate) struct LoopState {
    ready: RefCell<VecDeque<Handle>>,
    timers: RefCell<Timers>,
    handles_run: Cell<u64>,
    /// A limit that an interpreter has reached.
    pub(crate) exceeded: Cell<Option<Limit>>,
    /// A program's own code runs before, between or after its runs of the loop: then no loop is running.
    pub(crate) outside: Cell<bool>,
    clock: Clock,
    tasks: Tasks,
    step: Step,
    exit: Exit,
    inbox: Arc<Inbox>,
    /// The coroutines that were never awaited, each of which is warned of once.
    never_awaited: RefCell<Vec<(Code, u32)>>,
    /// Where the program stands, if it is one that is read at run time.
    pub(crate) source_place: Slot<Rc<coroutine::SourcePlace>>,
    pub(crate) recorder: Recorder,
    pub(crate) output: Slot<Rc<dyn Output>>,
    pub(crate) limits: Limits,
    pub(crate) stopper: Stopper,
    pub(crate) logging: Logging,
    pub(crate) signals: Signals,
    pub(crate) debug: Debug,
    /// Tasks start eagerly: asyncio's `eager_task_factory` is set.
    pub(crate) eager_tasks: Cell<bool>,
    exception_handler: Slot<Rc<ExceptionHandler>>,
}

/// What the running handle sees.
#[derive(Default)]
struct Step {
    /// The task that is being stepped: set before its body is polled, taken behind that.
    task: Slot<Rc<dyn AnyTask>>,
    /// The exception that this step throws into the task: set before its body is polled, taken by the future on which the task is
    /// suspended, or behind the poll where that is not the loop's own.
    thrown: Slot<Exception>,
    /// The context; none until it is needed.
    context: Slot<Rc<context::Variables>>,
    /// How many eager tasks take their first step within one another.
    eager_depth: Cell<usize>,
    /// An interpreter has paused in it: set while the body is polled, taken when it is queued to continue.
    paused: Cell<bool>,
}

/// asyncio's debug mode.
pub(crate) struct Debug {
    pub(crate) on: Cell<bool>,
    /// A handle that takes this many seconds or more is reported.
    pub(crate) slow_callback_duration: Cell<f64>,
}

impl LoopState {
    pub(crate) fn new(limits: Limits, traced: bool, stopper: Stopper) -> Rc<Self> {
        Rc::new(Self {
            ready: RefCell::default(),
            timers: RefCell::default(),
            handles_run: Cell::new(0),
            exceeded: Cell::new(None),
            outside: Cell::new(false),
            clock: Clock::default(),
            tasks: Tasks::default(),
            step: Step::default(),
            exit: Exit::default(),
            inbox: Arc::default(),
            never_awaited: RefCell::default(),
            source_place: Slot::new(),
            recorder: Recorder::new(traced, limits.events),
            output: Slot::new(),
            limits,
            stopper,
            logging: Logging::default(),
            signals: Signals::default(),
            debug: Debug { on: Cell::new(false), slow_callback_duration: Cell::new(0.1) },
            eager_tasks: Cell::new(false),
            exception_handler: Slot::new(),
        })
    }

    /// Loop time in nanoseconds.
    pub(crate) fn now(&self) -> Nanos {
        self.clock.now()
    }

    /// Loop time in seconds, as `loop.time()` gives it.
    pub(crate) fn time(&self) -> f64 {
        self.now() as f64 / 1e9
    }

    /// Moves time on without running anything, as a call that blocks does.
    pub(crate) fn advance(&self, seconds: f64) {
        self.clock.advance(seconds);
    }

    /// How much time blocking calls let pass since this was last asked.
    pub(crate) fn take_blocked(&self) -> Duration {
        Duration::from_nanos(self.clock.take_blocked())
    }

    /// Queues an action behind everything that is ready.
    pub(crate) fn call_soon(&self, action: Action) {
        let mut ready = self.ready.borrow_mut();
        if ready.len() == ready.capacity() {
            drop(ready);
            return self.call_soon_with_room(action);
        }
        ready.push_back(Handle { action, cause: self.recorder.last() });
    }

    /// Apart, so that [`Self::call_soon`] calls nothing and saves no registers.
    #[cold]
    fn call_soon_with_room(&self, action: Action) {
        self.ready.borrow_mut().reserve(1);
        self.call_soon(action);
    }

    /// Calls `callback` at this time; equal times in the order of the calls of this.
    pub(crate) fn call_at(&self, when: impl Into<Deadline>, callback: Rc<dyn Callable>) {
        let cause = self.recorder.last();
        self.timers.borrow_mut().push(when.into(), callback, cause);
    }

    /// The deadline `delay` seconds from now, rounded to the nanosecond exactly as a reference run on CPython does it.
    pub(crate) fn deadline_in(&self, delay: f64) -> Nanos {
        Self::deadline_at(self.time() + delay).max(0) as Nanos
    }

    /// A loop time in seconds, rounded to the nanosecond. What is too far away for 64 bits is the end of time.
    pub(crate) fn deadline_at(when: f64) -> Deadline {
        ((when * 1e9).round_ties_even() as Deadline).min(Nanos::MAX.into())
    }

    pub(crate) fn current_task(&self) -> Option<Rc<dyn AnyTask>> {
        self.step.task.get()
    }

    /// The task whose step runs, 0 for none.
    pub(crate) fn current_id(&self) -> TaskId {
        self.recorder.task()
    }

    /// Records an event of the running handle and gives its number.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn record(&self, event: Event<'_>) -> u32 {
        self.recorder.record(self.now(), &event)
    }

    /// Begins a handle with its first event.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn begin(&self, task: TaskId, cause: u32, event: Event<'_>) {
        self.recorder.begin(self.now(), task, cause, &event);
    }

    /// The number of the next task without a name.
    pub(crate) fn next_task_number(&self) -> u32 {
        self.tasks.next_number()
    }

    /// Lets the step that runs be continued later, if it can.
    pub(crate) fn pause(&self) -> bool {
        // In debug mode the time of a handle is measured, so it has to run in one go.
        let can = !self.debug.on.get() && self.step.eager_depth.get() == 0 && self.current_task().is_some();
        self.step.paused.set(can);
        can
    }

    /// Makes the running iteration of the loop its last.
    pub(crate) fn stop(&self) {
        self.exit.stopping.set(true);
    }

    /// All tasks that are not done, in creation order.
    pub(crate) fn all_tasks(&self) -> Vec<Rc<dyn AnyTask>> {
        self.tasks.live()
    }

    /// The context in which the running code stands; none until it is needed.
    pub(crate) fn context(&self) -> &Slot<Rc<context::Variables>> {
        &self.step.context
    }

    /// Forgets the task that an exception left, when the program has ended.
    pub(crate) fn forget_escaped(&self) {
        self.exit.escaped_from.take();
    }

    /// Makes this the current loop until the guard is dropped.
    pub(crate) fn enter(self: &Rc<Self>) -> Entered {
        Entered { previous: CURRENT.with(|current| current.replace(Some(self.clone()))) }
    }

    /// Drops what is queued: `loop.close`. A task that only the queue held is reported as lost.
    pub(crate) fn close(self: &Rc<Self>) {
        let _entered = self.enter();
        // Dropping what was queued may queue more.
        while !self.ready.borrow().is_empty() || !self.timers.borrow().is_empty() {
            let ready = self.ready.take();
            let timers = self.timers.take();
            drop((ready, timers));
        }
    }

    /// A program's run of the loop has ended; the next one has no handlers of this one.
    pub(crate) fn end_of_run(&self) {
        self.signals.clear();
    }

    /// A program's run of the loop begins, without the exception handler and the task factory of the one before.
    pub(crate) fn begin_run(&self) {
        self.exception_handler.take();
        self.eager_tasks.set(false);
    }

    /// Destroys the tasks that are still pending when the program ends, as Python's last collection does.
    pub(crate) fn destroy_pending(self: &Rc<Self>) {
        let _entered = self.enter();
        let tasks = self.all_tasks();
        for task in &tasks {
            task.destroy();
        }
        // A coroutine that has not begun is destroyed after all tasks.
        let unstarted = tasks.iter().map(|task| task.header()).filter(|header| !header.started.get());
        coroutine::never_awaited_at_the_end(self, unstarted.map(|header| header.code.clone()));
    }

    /// Drops everything that is pending, so that no cycle between a task and what it awaits outlives the loop. It reports
    /// nothing: what a program's end reports has been reported before.
    pub(crate) fn abandon(self: &Rc<Self>) {
        self.recorder.switch(false);
        self.output.take();
        let _entered = self.enter();
        self.signals.clear();
        self.exception_handler.take();
        self.source_place.take();
        for task in self.all_tasks() {
            task.abandon();
        }
        self.close();
    }
}

pub(crate) struct Entered {
    previous: Option<Rc<LoopState>>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.with(|current| current.replace(self.previous.take()));
    }
}

/// The loop that runs in this thread now, if one does.
pub(crate) fn try_current() -> Option<Rc<LoopState>> {
    // None as well while the thread ends and the slot is gone.
    CURRENT.try_with(Slot::get).ok().flatten()
}

/// How many events the loop that runs in this thread now has recorded.
#[cfg(target_arch = "wasm32")]
pub(crate) fn event_count() -> u32 {
    try_current().map_or(0, |event_loop| event_loop.recorder.count())
}

/// The loop that runs in this thread now.
///
/// # Errors
/// RuntimeError `no running event loop`, as asyncio's `get_running_loop` (events.py).
pub(crate) fn current() -> crate::Result<Rc<LoopState>> {
    current_or("no running event loop")
}

/// The loop that runs in this thread now, for primitives that call asyncio's `get_event_loop` (events.py). That would also
/// return a loop that was set for the thread; here none can be set.
///
/// # Errors
/// RuntimeError `There is no current event loop in thread 'MainThread'.`
pub(crate) fn current_or_set() -> crate::Result<Rc<LoopState>> {
    current_or("There is no current event loop in thread 'MainThread'.")
}

/// Whether a loop runs in this thread now.
///
/// ```
/// use except_star::{coro, is_running, run};
///
/// assert!(!is_running());
/// assert!(run(coro!("main", async { Ok(is_running()) })).unwrap());
/// ```
pub fn is_running() -> bool {
    running().is_some()
}

fn running() -> Option<Rc<LoopState>> {
    try_current().filter(|event_loop| !event_loop.outside.get())
}

fn current_or(error: &str) -> crate::Result<Rc<LoopState>> {
    match running() {
        Some(state) => Ok(state),
        None => raise(crate::exception::RuntimeError.new(error)),
    }
}
