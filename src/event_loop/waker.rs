//! Wakers for futures that are not the loop's own, such as a channel or a JavaScript promise.
//!
//! The loop's own futures never use a waker: they queue handles. So a waker is only a number, which costs nothing to create,
//! clone and drop. Waking looks the number up among the tasks of this thread that are suspended on something external; a
//! stale number, or one from another thread, is not found and is ignored.
//!
//! What another thread may complete is polled with an [`ExternalWaker`], which leaves the number in the loop's inbox.
//!
//! Invariant: a number stands for one task, in one thread, for good.

#![allow(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::rc::Weak;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{RawWaker, RawWakerVTable, Wake, Waker};

use futures::task::AtomicWaker;

use super::{Action, AnyTask};
use crate::hash::HashMap;

/// Each thread takes its numbers in blocks, so that creating a task needs no atomic operation.
const BLOCK: usize = 1 << 12;
static NEXT_BLOCK: AtomicUsize = AtomicUsize::new(1);

thread_local! {
    static NEXT: Cell<usize> = const { Cell::new(0) };
    /// The task that is being polled, and whether its waker was called meanwhile.
    static POLLED: Cell<(usize, bool)> = const { Cell::new((0, false)) };
    /// A waker was called of a task that is neither polled nor suspended: a stale one, or one whose poll an eager step interrupts.
    static STRAY: Cell<bool> = const { Cell::new(false) };
    static SUSPENDED: RefCell<HashMap<usize, Weak<dyn AnyTask>>> = RefCell::default();
}

/// A number for a new task.
pub(super) fn number() -> usize {
    NEXT.with(|next| {
        if next.get() % BLOCK == 0 {
            next.set(NEXT_BLOCK.fetch_add(1, Ordering::Relaxed).wrapping_mul(BLOCK));
        }
        next.replace(next.get().wrapping_add(1))
    })
}

/// Polls with the waker of the task with this number. Also returns whether the waker was called during the poll.
pub(super) fn polling<T>(number: usize, poll: impl FnOnce(&Waker) -> T) -> (T, bool) {
    let outer = POLLED.replace((number, false));
    // SAFETY: the vtable's functions never dereference the data, which is a number, so every contract of RawWaker holds:
    // clones are equal, drop has nothing to free, and all functions may be called from any thread.
    let waker = unsafe { Waker::new(std::ptr::without_provenance(number), &VTABLE) };
    let result = poll(&waker);
    (result, POLLED.replace(outer).1)
}

/// Runs a step within the poll of another task. Was a waker called meanwhile that might be that of this task, it counts as called: a
/// poll in vain is better than none.
pub(super) fn nested<T>(step: impl FnOnce() -> T) -> T {
    let before = STRAY.replace(false);
    let result = step();
    let (outer, woken) = POLLED.get();
    POLLED.set((outer, woken || STRAY.get()));
    STRAY.set(before || STRAY.get());
    result
}

/// Lets the waker find a task that is suspended on something external.
pub(super) fn suspend(number: usize, task: Weak<dyn AnyTask>) {
    SUSPENDED.with_borrow_mut(|tasks| tasks.insert(number, task));
}

/// Undoes [`suspend`]; false if the task was woken already.
pub(super) fn resume(number: usize) -> bool {
    // While the thread ends the list may be gone already.
    SUSPENDED.try_with(|tasks| tasks.borrow_mut().remove(&number).is_some()).unwrap_or(false)
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(
    |number| RawWaker::new(number, &VTABLE),
    |number| wake(number.addr()),
    |number| wake(number.addr()),
    |_| {},
);

/// Wakes the task with this number, if it is suspended in this thread.
fn wake(number: usize) {
    let (polled, _) = POLLED.get();
    if polled == number {
        POLLED.set((polled, true));
        return;
    }
    let task = SUSPENDED.with_borrow_mut(|tasks| tasks.remove(&number));
    if let Some(task) = task.and_then(|task| task.upgrade()) {
        let event_loop = task.header().core.event_loop.clone();
        event_loop.tasks.resume_externally();
        event_loop.call_soon(Action::External(task));
        event_loop.inbox.root.wake();
        return;
    }
    STRAY.set(true);
}

/// Where a wake from any thread leaves the number of its task.
#[derive(Default)]
pub(super) struct Inbox {
    numbers: Mutex<Vec<usize>>,
    /// Wakes the loop itself.
    pub(super) root: AtomicWaker,
}

impl Inbox {
    /// Wakes, in this thread, all whose numbers were left.
    pub(super) fn deliver(&self) {
        let numbers = std::mem::take(&mut *self.numbers.lock().unwrap_or_else(PoisonError::into_inner));
        for number in numbers {
            wake(number);
        }
    }
}

/// A waker that may be called from any thread.
struct ExternalWaker {
    number: usize,
    inbox: Arc<Inbox>,
}

impl Wake for ExternalWaker {
    fn wake(self: Arc<Self>) {
        self.inbox.numbers.lock().unwrap_or_else(PoisonError::into_inner).push(self.number);
        self.inbox.root.wake();
    }
}

/// A waker of the task for a future that any thread may complete.
pub(crate) fn external_waker(task: &dyn AnyTask) -> Waker {
    let header = task.header();
    Arc::new(ExternalWaker { number: header.waker, inbox: header.core.event_loop.inbox.clone() }).into()
}
