//! A task in one allocation: header, future and result together.
//!
//! Invariant: the future never moves within it, from its creation to its end.

#![allow(unsafe_code)]

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::coroutine::never_awaited;
use super::future::{Request, storable};
use super::task::Header;
use super::{
    Action, AnyFuture, AnyTask, Code, Core, Coro, DoneCallback, LoopState, Slot, State, Task, TaskOptions, context,
    repr, waker,
};
use crate::Result;
use crate::exception::Exception;
use crate::trace::{Awaited, Event, Name, Refusal, TaskId, TaskName};

/// The name of a wake-up's callback.
const WAKEUP: &str = "Task.task_wakeup()";

struct TaskCell<F, T> {
    header: Header,
    stage: RefCell<Stage<F, T>>,
}

enum Stage<F, T> {
    Running(F),
    Finished(T),
    Closed,
}

/// Creates a task for a coroutine, and queues its first step or takes it.
///
/// # Errors
/// What leaves an eager first step: KeyboardInterrupt and SystemExit, RuntimeError where the context is not free, and
/// RecursionError.
pub(crate) fn spawn<F, T>(event_loop: &Rc<LoopState>, coro: Coro<F>, options: &TaskOptions) -> Result<Task<T>>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    let eager = options.starts_eagerly(event_loop);
    let cell: Rc<dyn AnyTask> = Rc::new(TaskCell {
        header: header(event_loop, coro.code.clone(), options),
        stage: RefCell::new(Stage::Running(coro.take())),
    });
    start(event_loop, &cell, eager)?;
    Ok(Task::of(cell))
}

fn start(event_loop: &LoopState, task: &Rc<dyn AnyTask>, eager: bool) -> Result<()> {
    task.header().place.set(event_loop.tasks.enter(Rc::downgrade(task)));
    if eager {
        return task.start_eagerly();
    }
    event_loop.call_soon(Action::Step(task.clone()));
    Ok(())
}

/// What is known of a new task, whatever its types.
fn header(event_loop: &Rc<LoopState>, code: Code, options: &TaskOptions) -> Header {
    let number = if options.name.is_some() { 0 } else { event_loop.next_task_number() };
    let id = event_loop.tasks.next_id();
    if event_loop.recorder.is_on() {
        let parent = event_loop.current_id();
        let name = options.name.clone().map_or(TaskName::Numbered(number), TaskName::Given);
        event_loop.recorder.trace().add_task(name, &code.name(), parent);
        event_loop.record(Event::Spawn { task: id });
    }
    let context = match &options.context {
        Some(context) => Some(context.variables.clone()),
        None => context::copy_of(event_loop.context()),
    };
    Header {
        context: Slot::of(context),
        core: Core::new(event_loop.clone()),
        id,
        name: Slot::of(options.name.clone()),
        number,
        code,
        waits_for: Slot::new(),
        requests: Cell::new(0),
        must_cancel: Cell::new(false),
        started: Cell::new(false),
        closed: Cell::new(false),
        ended_eagerly: Cell::new(false),
        ends_before_coroutine: Cell::new(false),
        parked: Cell::new(false),
        reports_loss: Cell::new(true),
        place: Cell::new(0),
        waker: waker::number(),
    }
}

impl<F, T> AnyTask for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn header(&self) -> &Header {
        &self.header
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut stage = self.stage.borrow_mut();
        let Stage::Running(future) = &mut *stage else { return Poll::Pending };
        // SAFETY: a TaskCell lives in an Rc from its creation and is never moved out of it. The future is reached only here
        // and where the whole stage is overwritten, which drops it in place. So it never moves once it is polled.
        let polled = unsafe { Pin::new_unchecked(future) }.poll(cx);
        polled.map(|result| {
            let (next, result) = match result {
                Ok(value) => (Stage::Finished(value), Ok(())),
                Err(exception) => (Stage::Closed, Err(exception)),
            };
            *stage = next;
            result
        })
    }

    fn close(&self) {
        // While it is being polled it cannot be closed; then it closes itself.
        if let Ok(mut stage) = self.stage.try_borrow_mut() {
            *stage = Stage::Closed;
            self.header.closed.set(true);
        }
    }
}

impl<F, T> AnyFuture for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn core(&self) -> &Core {
        &self.header.core
    }

    fn cancel(self: Rc<Self>, request: Request) -> bool {
        (self as Rc<dyn AnyTask>).request_cancel(request)
    }

    fn awaited(&self) -> Awaited {
        Awaited::Task(self.header.id)
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        (self as Rc<dyn AnyTask>).inject_below(storable(exception))
    }

    fn into_task(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        Some(self)
    }

    fn expect_loss(&self) {
        self.header.reports_loss.set(false);
    }

    fn repr(&self) -> String {
        repr::task(self)
    }

    fn short_result(&self) -> String {
        match self.stage.try_borrow().as_deref() {
            Ok(Stage::Finished(value)) => repr::short(value),
            _ => String::new(),
        }
    }

    fn result_repr(&self) -> Option<Cow<'static, str>> {
        match self.stage.try_borrow().as_deref() {
            Ok(Stage::Finished(value)) => repr::value(value),
            _ => None,
        }
    }

    fn result_type(&self) -> TypeId {
        TypeId::of::<T>()
    }

    fn with_result(&self, look: &mut dyn FnMut(&dyn Any)) {
        if let Stage::Finished(value) = &*self.stage.borrow() {
            look(value);
        }
    }
}

impl<F, T> DoneCallback for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn wakes(&self) -> Option<TaskId> {
        Some(self.header.id)
    }

    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        Some(self)
    }

    fn name(&self) -> Name {
        Name::of(WAKEUP)
    }

    fn describe(&self) -> String {
        repr::task(self)
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        let task: Rc<dyn AnyTask> = self;
        task.header().run_handle(WAKEUP, || task.wakeup(&future));
    }
}

impl<F, T> Drop for TaskCell<F, T> {
    fn drop(&mut self) {
        dropped(&self.header);
    }
}

fn dropped(header: &Header) {
    let Header { core, code, started, place, reports_loss, .. } = header;
    if place.get() != u32::MAX {
        core.event_loop.tasks.leave(place.get());
    }
    if core.state() == State::Pending && waker::resume(header.waker) {
        core.event_loop.tasks.resume_externally();
    }
    if core.state() == State::Pending {
        if reports_loss.get() {
            header.report_destroyed();
        }
        if !started.get() {
            never_awaited(&core.event_loop, code);
        }
    }
    header.report_unretrieved();
}
