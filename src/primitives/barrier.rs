//! `Barrier`: Lib/asyncio/locks.py.

use std::cell::Cell;
use std::rc::Rc;

use super::condition::Condition;
use super::context_manager::{AsyncContextManager, async_with, leave};
use crate::Result;
use crate::event_loop::raise;
use crate::exception::{BrokenBarrierError, Exception, ValueError};
use crate::repr::Repr;

/// Lets tasks wait until so many of them have come: `asyncio.Barrier`. Clones are the same barrier.
///
/// ```
/// use except_star::{Barrier, coro, gather, run};
///
/// let mut order = run(coro!("main", async {
///     let barrier = Barrier::new(3)?;
///     gather((0..3).map(|_| {
///         let barrier = barrier.clone();
///         coro!("party", async move { barrier.wait().await })
///     }))?
///     .await
/// }))
/// .unwrap();
/// assert_eq!(order, [0, 1, 2]);
/// ```
#[derive(Clone)]
pub struct Barrier {
    inner: Rc<Inner>,
}

struct Inner {
    condition: Condition,
    parties: i64,
    state: Cell<State>,
    count: Cell<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Filling,
    Draining,
    Resetting,
    Broken,
}

impl Barrier {
    /// A barrier for so many tasks.
    ///
    /// # Errors
    /// ValueError for less than one.
    pub fn new(parties: i64) -> Result<Self> {
        if parties < 1 {
            return raise(ValueError.new("parties must be >= 1"));
        }
        let condition = Condition::default();
        let inner = Inner { condition, parties, state: Cell::new(State::Filling), count: Cell::new(0) };
        Ok(Self { inner: Rc::new(inner) })
    }

    /// Waits until as many tasks wait as the barrier is for; then all resume. Gives each a number, in the order in which
    /// they came, from 0.
    ///
    /// # Errors
    /// BrokenBarrierError if it is reset or broken meanwhile. CancelledError.
    pub async fn wait(&self) -> Result<i64> {
        async_with(&self.inner.condition, async |()| self.inner.wait().await).await
    }

    /// Empties it: those who wait get BrokenBarrierError.
    ///
    /// # Errors
    /// CancelledError.
    pub async fn reset(&self) -> Result<()> {
        let inner = &self.inner;
        async_with(&inner.condition, async |()| {
            inner.state.set(if inner.count.get() > 0 { State::Resetting } else { State::Filling });
            inner.condition.notify_all()
        })
        .await
    }

    /// Breaks it for good: those who wait and those who come get BrokenBarrierError.
    ///
    /// # Errors
    /// CancelledError.
    pub async fn abort(&self) -> Result<()> {
        let inner = &self.inner;
        async_with(&inner.condition, async |()| {
            inner.state.set(State::Broken);
            inner.condition.notify_all()
        })
        .await
    }

    /// How many tasks it is for.
    pub fn parties(&self) -> i64 {
        self.inner.parties
    }

    /// How many tasks wait for the others to come.
    pub fn n_waiting(&self) -> i64 {
        if self.inner.state.get() == State::Filling { self.inner.count.get() } else { 0 }
    }

    /// Whether it is broken.
    pub fn broken(&self) -> bool {
        self.inner.state.get() == State::Broken
    }
}

impl Inner {
    async fn wait(&self) -> Result<i64> {
        self.block().await?;
        let index = self.count.get();
        self.count.set(index + 1);
        leave(self.pass(index).await.map(|()| index), async |_| self.leave()).await
    }

    /// Waits while it is being emptied.
    async fn block(&self) -> Result<()> {
        self.condition.wait_for(|| !matches!(self.state.get(), State::Draining | State::Resetting)).await?;
        if self.state.get() == State::Broken {
            return raise(BrokenBarrierError.new("Barrier aborted"));
        }
        Ok(())
    }

    async fn pass(&self, index: i64) -> Result<()> {
        if index + 1 == self.parties {
            self.state.set(State::Draining);
            return self.condition.notify_all();
        }
        self.condition.wait_for(|| self.state.get() != State::Filling).await?;
        if matches!(self.state.get(), State::Broken | State::Resetting) {
            return raise(BrokenBarrierError.new("Abort or reset of barrier"));
        }
        Ok(())
    }

    fn leave(&self) -> Result<()> {
        self.count.set(self.count.get() - 1);
        if self.count.get() > 0 {
            return Ok(());
        }
        if matches!(self.state.get(), State::Resetting | State::Draining) {
            self.state.set(State::Filling);
        }
        self.condition.notify_all()
    }
}

/// Python's `repr`, with `at …` for the address.
///
/// ```
/// use except_star::Barrier;
/// use except_star::repr::Repr;
///
/// let barrier = Barrier::new(3).unwrap();
/// assert_eq!(barrier.repr(), "<asyncio.locks.Barrier object at … [filling, waiters:0/3]>");
/// ```
impl Repr for Barrier {
    fn repr(&self) -> String {
        let state = match self.inner.state.get() {
            State::Filling => "filling",
            State::Draining => "draining",
            State::Resetting => "resetting",
            State::Broken => return "<asyncio.locks.Barrier object at … [broken]>".to_owned(),
        };
        format!("<asyncio.locks.Barrier object at … [{state}, waiters:{}/{}]>", self.n_waiting(), self.parties())
    }
}

impl AsyncContextManager for Barrier {
    type Value = i64;
    type Exit = ();

    async fn enter(&self) -> Result<i64> {
        self.wait().await
    }

    async fn exit(&self, _: Option<&Exception>) -> Result<()> {
        Ok(())
    }
}
