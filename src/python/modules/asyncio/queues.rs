//! `Queue`, `LifoQueue`, `PriorityQueue`: Lib/asyncio/queues.py.
//!
//! Invariant: the primitive decides who gets an item; which one, a priority queue's items decide by their own `<`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use crate::Result;
use crate::exception::Exception;
use crate::python::exceptions::{from_host, to_host};
use crate::python::modules::{flag, method};
use crate::python::native::{Args, Coroutine, Host};
use crate::python::value::Value;
use crate::python::vm::{self, Vm};
use crate::repr::{Repr, Value as HostValue};

thread_local! {
    /// The first error of the comparisons of items, since an order cannot fail.
    static FAILED: RefCell<Option<Exception>> = const { RefCell::new(None) };
}

/// Moves items about, and raises what comparing them has raised.
fn compared<T>(moved: Result<T>) -> Result<T> {
    match FAILED.take() {
        Some(error) => Err(error),
        None => moved,
    }
}

/// An item of a priority queue, which is compared as the program compares.
#[derive(Clone)]
struct Item(HostValue);

impl Repr for Item {
    fn repr(&self) -> String {
        self.0.repr()
    }
}

impl Ord for Item {
    fn cmp(&self, other: &Self) -> Ordering {
        let Some(vm) = vm::current() else { return Ordering::Equal };
        let (a, b) = (from_host(&self.0), from_host(&other.0));
        match vm.less(&a, &b).and_then(|less| Ok((less, !less && vm.less(&b, &a)?))) {
            Ok((true, _)) => Ordering::Less,
            Ok((_, true)) => Ordering::Greater,
            Ok(_) => Ordering::Equal,
            Err(error) => {
                FAILED.with_borrow_mut(|failed| failed.get_or_insert(error).clone());
                Ordering::Equal
            }
        }
    }
}

impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Item {}

struct Queue {
    queue: crate::Queue<Item>,
    class: &'static str,
}

fn maxsize(vm: &Vm, args: Args, class: &str) -> Result<i64> {
    let [maxsize] = args.bind(&format!("{class}.__init__"), ["maxsize"], 0)?;
    maxsize.map_or(Ok(0), |maxsize| vm.index(&maxsize))
}

pub(super) fn queue(vm: &Vm, args: Args) -> Result<Value> {
    let queue = crate::Queue::new(maxsize(vm, args, "Queue")?);
    Ok(Value::host(Queue { queue, class: "Queue" }))
}

pub(super) fn lifo_queue(vm: &Vm, args: Args) -> Result<Value> {
    let queue = crate::Queue::lifo(maxsize(vm, args, "Queue")?);
    Ok(Value::host(Queue { queue, class: "LifoQueue" }))
}

pub(super) fn priority_queue(vm: &Vm, args: Args) -> Result<Value> {
    let queue = crate::Queue::priority(maxsize(vm, args, "Queue")?);
    Ok(Value::host(Queue { queue, class: "PriorityQueue" }))
}

impl Host for Queue {
    fn type_name(&self) -> Cow<'_, str> {
        self.class.into()
    }

    fn module(&self) -> &str {
        "asyncio.queues"
    }

    fn is_instance_of(&self, name: &str) -> bool {
        name == "Queue" || name == self.class
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.queue.repr())
    }

    fn str(&self, _: &Vm) -> Option<String> {
        Some(self.queue.repr().replacen(" at …", "", 1))
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        let item = |name: &'static str| {
            move |args: Args| -> Result<Item> {
                let [item] = args.bind(name, ["item"], 1)?;
                Ok(Item(to_host(&Value::option(item))))
            }
        };
        Ok(match name {
            "put" => method(&self, name, move |this, vm, args| {
                let (queue, item) = (this.queue.clone(), item("put")(args)?);
                Ok(Coroutine::value(vm, "Queue.put", async move {
                    compared(queue.put(item).await).map(|()| HostValue::None)
                }))
            }),
            "get" => method(&self, name, |this, vm, _| {
                let queue = this.queue.clone();
                Ok(Coroutine::value(vm, "Queue.get", async move { compared(queue.get().await).map(|item| item.0) }))
            }),
            "join" => method(&self, name, |this, vm, _| {
                let queue = this.queue.clone();
                Ok(Coroutine::value(vm, "Queue.join", async move { queue.join().await.map(|()| HostValue::None) }))
            }),
            "put_nowait" => method(&self, name, move |this, _, args| {
                compared(this.queue.put_nowait(item("put_nowait")(args)?)).map(|()| Value::None)
            }),
            "get_nowait" => {
                method(&self, name, |this, _, _| compared(this.queue.get_nowait()).map(|item| from_host(&item.0)))
            }
            "task_done" => method(&self, name, |this, _, _| this.queue.task_done().map(|()| Value::None)),
            "qsize" => method(&self, name, |this, _, _| Ok(Value::size(this.queue.qsize()))),
            "empty" => method(&self, name, |this, _, _| Ok(Value::Bool(this.queue.empty()))),
            "full" => method(&self, name, |this, _, _| Ok(Value::Bool(this.queue.full()))),
            "shutdown" => method(&self, name, |this, vm, args| {
                let [immediate] = args.bind("shutdown", ["immediate"], 0)?;
                this.queue.shutdown(flag(vm, immediate)?);
                Ok(Value::None)
            }),
            "maxsize" => Some(Value::Int(self.queue.maxsize())),
            _ => None,
        })
    }
}
