//! `Queue`, `LifoQueue`, `PriorityQueue`: Lib/asyncio/queues.py.

use std::cell::{Cell, RefCell};
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};
use std::fmt;
use std::rc::Rc;

use super::event::Event;
use super::waiters::{Waiter, Waiters};
use crate::Result;
use crate::event_loop::{AnyFuture, raise};
use crate::exception::{QueueEmpty, QueueFull, QueueShutDown, ValueError};
use crate::repr::Repr;
use crate::trace::Purpose;

/// A queue between tasks: `asyncio.Queue`. Clones are the same queue.
///
/// ```
/// use except_star::{Queue, coro, create_task, run};
///
/// let sum = run(coro!("main", async {
///     let queue = Queue::new(1);
///     let producer = create_task(coro!("producer", {
///         let queue = queue.clone();
///         async move {
///             for n in 1..=3 {
///                 queue.put(n).await?;
///             }
///             queue.shutdown(false);
///             Ok(())
///         }
///     }))?;
///     let mut sum = 0;
///     while let Ok(n) = queue.get().await {
///         sum += n;
///     }
///     producer.await?;
///     Ok(sum)
/// }));
/// assert_eq!(sum.unwrap(), 6);
/// ```
pub struct Queue<T> {
    inner: Rc<Inner<T>>,
}

impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

struct Inner<T> {
    /// How many items there may be; zero or less is no bound.
    maxsize: i64,
    items: RefCell<Items<T>>,
    getters: Waiters,
    putters: Waiters,
    unfinished: Cell<usize>,
    finished: Event,
    is_shutdown: Cell<bool>,
}

/// The three orders in which items come out.
enum Items<T> {
    Fifo(VecDeque<T>),
    Lifo(Vec<T>),
    Priority(BinaryHeap<Reverse<Ranked<T>>>, u64, fn(&T, &T) -> Ordering),
}

/// An item with its rank. Equal items come out in the order in which they went in, which CPython's heap leaves open.
struct Ranked<T> {
    item: T,
    seq: u64,
    order: fn(&T, &T) -> Ordering,
}

impl<T> Queue<T> {
    /// A queue for at most `maxsize` items, first in, first out; zero or less is no bound.
    pub fn new(maxsize: i64) -> Self {
        Self::of(maxsize, Items::Fifo(VecDeque::new()))
    }

    /// One that gives the newest item first: `asyncio.LifoQueue`.
    pub fn lifo(maxsize: i64) -> Self {
        Self::of(maxsize, Items::Lifo(Vec::new()))
    }

    /// One that gives the least item first: `asyncio.PriorityQueue`.
    pub fn priority(maxsize: i64) -> Self
    where
        T: Ord,
    {
        Self::of(maxsize, Items::Priority(BinaryHeap::new(), 0, T::cmp))
    }

    fn of(maxsize: i64, items: Items<T>) -> Self {
        let finished = Event::new();
        finished.set();
        let inner = Inner {
            maxsize,
            items: RefCell::new(items),
            getters: Waiters::default(),
            putters: Waiters::default(),
            unfinished: Cell::new(0),
            finished,
            is_shutdown: Cell::new(false),
        };
        Self { inner: Rc::new(inner) }
    }

    /// How many items are in it.
    pub fn qsize(&self) -> usize {
        self.inner.items.borrow().len()
    }

    /// How many items there may be; zero or less is no bound.
    pub fn maxsize(&self) -> i64 {
        self.inner.maxsize
    }

    /// Whether nothing is in it.
    pub fn empty(&self) -> bool {
        self.qsize() == 0
    }

    /// Whether it takes no more items.
    pub fn full(&self) -> bool {
        self.inner.maxsize > 0 && self.qsize() as i64 >= self.inner.maxsize
    }

    /// Puts an item in, waiting while the queue is full.
    ///
    /// # Errors
    /// QueueShutDown. CancelledError: then the item was not put in. RuntimeError outside a run.
    pub async fn put(&self, item: T) -> Result<()> {
        while self.full() {
            self.check_shutdown()?;
            let putter = self.inner.putters.enter(Purpose::QueuePut)?;
            wait_turn(&self.inner.putters, &putter, || !self.full()).await?;
        }
        self.put_nowait(item)
    }

    /// Puts an item in, if there is room.
    ///
    /// # Errors
    /// QueueFull, QueueShutDown.
    pub fn put_nowait(&self, item: T) -> Result<()> {
        self.check_shutdown()?;
        if self.full() {
            return raise(QueueFull.empty());
        }
        self.inner.items.borrow_mut().push(item);
        self.inner.unfinished.set(self.inner.unfinished.get() + 1);
        self.inner.finished.clear();
        self.inner.getters.call_next();
        Ok(())
    }

    /// Takes the next item out, waiting while there is none.
    ///
    /// # Errors
    /// QueueShutDown, once nothing is left. CancelledError. RuntimeError outside a run.
    pub async fn get(&self) -> Result<T> {
        while self.empty() {
            self.check_shutdown()?;
            let getter = self.inner.getters.enter(Purpose::QueueGet)?;
            wait_turn(&self.inner.getters, &getter, || !self.empty()).await?;
        }
        self.get_nowait()
    }

    /// Takes the next item out, if there is one.
    ///
    /// # Errors
    /// QueueEmpty, QueueShutDown.
    pub fn get_nowait(&self) -> Result<T> {
        let item = self.inner.items.borrow_mut().pop();
        let Some(item) = item else {
            self.check_shutdown()?;
            return raise(QueueEmpty.empty());
        };
        self.inner.putters.call_next();
        Ok(item)
    }

    /// Reports that the work on an item that was taken out is done.
    ///
    /// # Errors
    /// ValueError if it is called more often than items were put in.
    pub fn task_done(&self) -> Result<()> {
        let Some(unfinished) = self.inner.unfinished.get().checked_sub(1) else {
            return raise(ValueError.new("task_done() called too many times"));
        };
        self.inner.unfinished.set(unfinished);
        if unfinished == 0 {
            self.inner.finished.set();
        }
        Ok(())
    }

    /// Waits until the work on all items is done; does not suspend if it is.
    ///
    /// # Errors
    /// CancelledError.
    pub async fn join(&self) -> Result<()> {
        if self.inner.unfinished.get() > 0 {
            self.inner.finished.wait().await?;
        }
        Ok(())
    }

    /// Refuses further items. Tasks that wait get QueueShutDown; items in the queue can still be taken out, unless
    /// it is `immediate`: then they are dropped.
    pub fn shutdown(&self, immediate: bool) {
        let inner = &self.inner;
        inner.is_shutdown.set(true);
        if immediate {
            // The borrow ends before an item is dropped, because its `Drop` may use the queue.
            let pop = || inner.items.borrow_mut().pop();
            while let Some(item) = pop() {
                drop(item);
                inner.unfinished.set(inner.unfinished.get().saturating_sub(1));
            }
            if inner.unfinished.get() == 0 {
                inner.finished.set();
            }
        }
        inner.getters.call_all_out();
        inner.putters.call_all_out();
    }

    fn check_shutdown(&self) -> Result<()> {
        if self.inner.is_shutdown.get() { raise(QueueShutDown.empty()) } else { Ok(()) }
    }
}

impl<T: Repr> Queue<T> {
    /// `_format`
    fn details(&self) -> String {
        let inner = &self.inner;
        let mut parts = vec![format!("maxsize={}", inner.maxsize)];
        if !self.empty() {
            parts.push(format!("_queue=[{}]", inner.items.borrow().reprs().join(", ")));
        }
        for (name, waiters) in [("_getters", &inner.getters), ("_putters", &inner.putters)] {
            if waiters.len() > 0 {
                parts.push(format!("{name}[{}]", waiters.len()));
            }
        }
        if inner.unfinished.get() > 0 {
            parts.push(format!("tasks={}", inner.unfinished.get()));
        }
        if inner.is_shutdown.get() {
            parts.push("shutdown".to_owned());
        }
        parts.join(" ")
    }
}

/// Python's `repr`, with `at …` for the address.
///
/// ```
/// use except_star::Queue;
/// use except_star::repr::Repr;
///
/// let queue = Queue::new(2);
/// queue.put_nowait("a").unwrap();
/// assert_eq!(queue.repr(), "<Queue at … maxsize=2 _queue=['a'] tasks=1>");
/// assert_eq!(queue.to_string(), "<Queue maxsize=2 _queue=['a'] tasks=1>");
/// ```
impl<T: Repr> Repr for Queue<T> {
    fn repr(&self) -> String {
        format!("<{} at … {}>", self.inner.items.borrow().class(), self.details())
    }
}

/// Python's `str`.
impl<T: Repr> fmt::Display for Queue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} {}>", self.inner.items.borrow().class(), self.details())
    }
}

/// Waits to be called. A task that was called and is cancelled passes the call on, while there is `something` to do.
async fn wait_turn(waiters: &Waiters, waiter: &Waiter, something: impl Fn() -> bool) -> Result<()> {
    let waited = waiters.wait(waiter).await;
    if waited.is_err() {
        waiter.clone().end_cancelled(None);
        if something() && !waiter.core().is_cancelled() {
            waiters.call_next();
        }
    }
    waited
}

impl<T> Items<T> {
    fn class(&self) -> &'static str {
        match self {
            Items::Fifo(_) => "Queue",
            Items::Lifo(_) => "LifoQueue",
            Items::Priority(..) => "PriorityQueue",
        }
    }

    /// The reprs of the items as they lie in memory: those of a heap are not sorted.
    fn reprs(&self) -> Vec<String>
    where
        T: Repr,
    {
        match self {
            Items::Fifo(items) => items.iter().map(Repr::repr).collect(),
            Items::Lifo(items) => items.iter().map(Repr::repr).collect(),
            Items::Priority(items, ..) => items.iter().map(|Reverse(ranked)| ranked.item.repr()).collect(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Items::Fifo(items) => items.len(),
            Items::Lifo(items) => items.len(),
            Items::Priority(items, ..) => items.len(),
        }
    }

    fn push(&mut self, item: T) {
        match self {
            Items::Fifo(items) => items.push_back(item),
            Items::Lifo(items) => items.push(item),
            Items::Priority(items, seq, order) => {
                items.push(Reverse(Ranked { item, seq: *seq, order: *order }));
                *seq += 1;
            }
        }
    }

    fn pop(&mut self) -> Option<T> {
        match self {
            Items::Fifo(items) => items.pop_front(),
            Items::Lifo(items) => items.pop(),
            Items::Priority(items, ..) => items.pop().map(|Reverse(ranked)| ranked.item),
        }
    }
}

impl<T> Ord for Ranked<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.order)(&self.item, &other.item).then(self.seq.cmp(&other.seq))
    }
}

impl<T> PartialOrd for Ranked<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Ranked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Ranked<T> {}
