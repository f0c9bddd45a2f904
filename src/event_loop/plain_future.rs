//! The plain future and the one that gathers others: `Future` and `_GatheringFuture`.
//!
//! Invariant: its result is there exactly when its state says so.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use super::future::{AnyFuture, Core, Message, Request, storable};
use super::gathering::Gathering;
use super::{LoopState, raise, repr};
use crate::Result;
use crate::exception::{Exception, TypeError};
use crate::trace::{Awaited, Ending, Event, FutureId, Purpose, Refusal};

/// A future with a result of any type: there is one of it for all types.
pub(crate) struct FutureCell {
    core: Core,
    /// Of the type that its handles have.
    result: OnceCell<Box<dyn Any>>,
    result_type: TypeId,
    purpose: Purpose,
    id: FutureId,
    /// Whom it gathers, if it does.
    gathering: Option<Box<Gathering>>,
}

impl FutureCell {
    /// One that no program ends: it only wakes what waits for it.
    pub(crate) fn new(event_loop: Rc<LoopState>, purpose: Purpose) -> Rc<Self> {
        Self::with_type(TypeId::of::<()>(), event_loop, purpose, None)
    }

    /// One whose result has this type.
    pub(crate) fn with_type(
        result_type: TypeId,
        event_loop: Rc<LoopState>,
        purpose: Purpose,
        gathering: Option<Box<Gathering>>,
    ) -> Rc<Self> {
        let id = event_loop.recorder.add_future(purpose);
        let core = Core::new(event_loop);
        Rc::new(Self { core, result: OnceCell::new(), result_type, purpose, id, gathering })
    }

    /// Notes for the trace what it waits for; it is the newest future.
    pub(crate) fn awaits(&self, on: Awaited) {
        self.core.event_loop.recorder.add_awaited(self.id, on);
    }

    pub(crate) fn gathering(&self) -> Option<&Gathering> {
        self.gathering.as_deref()
    }

    /// Lets what waits for it resume; it changes nothing if it is done.
    pub(crate) fn release(self: Rc<Self>) {
        if !self.core.is_done() {
            self.finish(self.clone(), Box::new(()));
        }
    }

    pub(crate) fn finish(&self, this: Rc<dyn AnyFuture>, result: Box<dyn Any>) {
        let first = self.result.set(result);
        debug_assert!(first.is_ok(), "a future ends once");
        self.resolve(Ending::Result);
        self.end_gathering();
        self.core.finish(this);
    }

    pub(crate) fn fail(&self, this: Rc<dyn AnyFuture>, exception: Exception) {
        self.resolve(Ending::Exception);
        self.end_gathering();
        self.core.fail(this, exception);
    }

    fn end_gathering(&self) {
        if let Some(gathering) = &self.gathering {
            gathering.end();
        }
    }

    fn class(&self) -> &'static str {
        if self.gathering.is_some() { "_GatheringFuture" } else { "Future" }
    }

    fn resolve(&self, ending: Ending) {
        self.core.event_loop.record(Event::Resolve { future: self.id, ending });
    }

    /// The plain cancellation, for futures that override `cancel`.
    pub(crate) fn end_cancelled(self: Rc<Self>, message: Message) -> bool {
        if self.core.is_done() {
            return false;
        }
        self.resolve(Ending::Cancelled);
        self.clone().core.end_cancelled(self, message, None);
        true
    }
}

impl AnyFuture for FutureCell {
    fn core(&self) -> &Core {
        &self.core
    }

    fn cancel(self: Rc<Self>, request: Request) -> bool {
        if let Some(gathering) = &self.gathering {
            return !self.core.is_done() && gathering.cancel(&self.core, request);
        }
        self.core.retrieve();
        self.end_cancelled(request.message)
    }

    fn awaited(&self) -> Awaited {
        Awaited::Future(self.id)
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        match self.purpose {
            _ if self.core.is_done() => return Err(Refusal::JustDone),
            Purpose::WaitUntil(when) if when <= self.core.event_loop.now() => return Err(Refusal::JustDone),
            Purpose::TaskGroup => return Err(Refusal::AwaitsGroup),
            _ => {}
        }
        self.fail(self.clone(), exception);
        Ok(())
    }

    fn set_result(&self, this: &Rc<dyn AnyFuture>, result: Box<dyn Any>) -> Result<()> {
        self.core.check_pending()?;
        if (*result).type_id() != self.result_type {
            return raise(TypeError.new("the result of an erased future must have its own type"));
        }
        self.finish(this.clone(), result);
        Ok(())
    }

    fn set_exception(&self, this: &Rc<dyn AnyFuture>, exception: &Exception) -> Result<()> {
        self.core.check_pending()?;
        self.fail(this.clone(), storable(exception.clone()));
        Ok(())
    }

    fn is_subclass(&self) -> bool {
        self.gathering.is_some()
    }

    fn repr(&self) -> String {
        self.core.repr(self.class(), &self.short_result())
    }

    fn short_result(&self) -> String {
        match self.purpose {
            // What asyncio sets there, as its reprs show it. No code retrieves it.
            Purpose::Event | Purpose::Lock | Purpose::Semaphore | Purpose::TaskGroup => "True".to_owned(),
            Purpose::Condition => "False".to_owned(),
            _ => match self.gathering().and_then(Gathering::short_result) {
                Some(result) => result,
                None => self.result.get().map_or(String::new(), |result| repr::short(&**result)),
            },
        }
    }

    fn result_repr(&self) -> Option<Cow<'static, str>> {
        repr::any_value(&**self.result.get()?)
    }

    fn result_type(&self) -> TypeId {
        self.result_type
    }

    fn with_result(&self, look: &mut dyn FnMut(&dyn Any)) {
        if let Some(result) = self.result.get() {
            look(&**result);
        }
    }
}

impl Drop for FutureCell {
    fn drop(&mut self) {
        let class = self.class();
        self.gathering.take();
        self.core.report_unretrieved(class, "");
    }
}
