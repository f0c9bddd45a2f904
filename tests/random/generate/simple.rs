//! Statements without blocks or functions of their own.
//!
//! Invariant: what depends on when CPython collects garbage stays out; see also [`Place`].

use super::{Generator, Place};
use crate::program::{Awaitables, BarrierOp, Callback, Cause, EventOp, FutureOp, Kind, QueueOp, When};

impl Generator {
    pub(super) fn in_handler(&mut self, place: Place) -> Kind {
        match self.below(7) {
            0 if place.may_reraise => Kind::Reraise,
            1 => Kind::RaiseHandled,
            2 => Kind::RaiseFrom(self.error(0), Cause::Handled),
            3 => Kind::RaiseFrom(self.error(0), Cause::Nothing),
            4 => Kind::AddNote,
            5 => Kind::Save(self.slot()),
            _ => Kind::Raise(self.error(0)),
        }
    }

    pub(super) fn about_task(&mut self) -> Kind {
        match self.below(15) {
            0..4 => Kind::Await(self.awaited()),
            4..8 => Kind::Cancel(self.task(), self.message()),
            8..10 => Kind::CancelSelf(self.message()),
            10 => Kind::Uncancel,
            11 => Kind::TaskResult(self.task()),
            12 => Kind::TaskException(self.task()),
            13 => Kind::ShowTask(self.task()),
            _ => Kind::AddDoneCallback(self.task()),
        }
    }

    /// What there is already.
    pub(super) fn existing(&mut self) -> Awaitables {
        if self.chance(4) { Awaitables::Futures(vec![self.slot()]) } else { Awaitables::Tasks(self.tasks()) }
    }

    pub(super) fn combined(&mut self, place: Place) -> Kind {
        match self.below(6) {
            0 => Kind::Gather { what: self.existing(), return_exceptions: self.chance(2) },
            1 => Kind::Shield(self.existing()),
            2 if !place.forgotten => Kind::WaitFor(self.existing(), self.limit()),
            3..5 => {
                let when = self.choose(&[When::FirstCompleted, When::FirstException, When::AllCompleted]);
                Kind::Wait { tasks: self.tasks(), limit: self.limit(), when }
            }
            _ => Kind::AsCompleted(self.existing(), self.limit()),
        }
    }

    pub(super) fn shared(&mut self) -> Kind {
        let slot = self.slot();
        match self.below(24) {
            0..2 => Kind::Event(slot, EventOp::Wait),
            2..5 => Kind::Event(slot, EventOp::Set),
            5 => Kind::Event(slot, EventOp::Clear),
            6 => Kind::LockAcquire(slot),
            7..9 => Kind::LockRelease(slot),
            9 => Kind::SemaphoreAcquire(slot),
            10 => Kind::SemaphoreRelease(slot),
            11..13 => Kind::ConditionWait,
            13..15 => Kind::Notify(1 + self.below(2) as usize),
            15..20 => {
                let op = self.choose(&[
                    QueueOp::Put,
                    QueueOp::Put,
                    QueueOp::Get,
                    QueueOp::Get,
                    QueueOp::PutNowait,
                    QueueOp::GetNowait,
                    QueueOp::TaskDone,
                    QueueOp::Join,
                    QueueOp::Shutdown(false),
                    QueueOp::Shutdown(true),
                ]);
                Kind::Queue(slot, op)
            }
            20 => {
                let op = self.choose(&[
                    BarrierOp::Wait,
                    BarrierOp::Wait,
                    BarrierOp::Wait,
                    BarrierOp::Reset,
                    BarrierOp::Abort,
                ]);
                Kind::Barrier(op)
            }
            21..23 => {
                let op = match self.below(6) {
                    0..2 => FutureOp::SetResult,
                    2 => FutureOp::SetException(self.error(0)),
                    3 => FutureOp::Cancel(self.message()),
                    _ => FutureOp::Await,
                };
                Kind::Future(slot, op)
            }
            _ => Kind::RaiseSaved(slot),
        }
    }

    pub(super) fn timers(&mut self) -> Kind {
        let slot = self.slot();
        match self.below(8) {
            0 => Kind::Reschedule(slot, self.limit()),
            1 => Kind::ShowTimeout(slot),
            2 => Kind::CancelCall(slot),
            3..5 => Kind::CallSoon(slot, self.callback()),
            _ => Kind::CallLater(slot, self.delay(), self.callback()),
        }
    }

    fn callback(&mut self) -> Callback {
        match self.below(4) {
            0 => Callback::Log,
            1 => Callback::SetEvent(self.slot()),
            2 => Callback::Cancel(self.task()),
            _ => Callback::SetFuture(self.slot()),
        }
    }
}
