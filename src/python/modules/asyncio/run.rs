//! `run` and `Runner`: Lib/asyncio/runners.py.
//!
//! Invariant: the module's own frame waits for the loop, so a paced run takes its time here, too.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use super::awaitables;
use crate::Result;
use crate::exception::{RuntimeError, TypeError};
use crate::python::machine::awaiting::Blocking;
use crate::python::modules::{contextvars, logging, method};
use crate::python::native::{Args, Host, Table, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::repr::Value as HostValue;

pub(super) const FUNCTIONS: Table = &[("run", run)];

fn debug_of(vm: &Vm, debug: Option<Value>) -> Result<Option<bool>> {
    match debug {
        None | Some(Value::None) => Ok(None),
        Some(debug) => vm.truth(&debug).map(Some),
    }
}

fn run(vm: &Vm, args: Args) -> Result<Value> {
    let mut args = args;
    if args.keyword("loop_factory").is_some_and(|factory| !factory.is_none()) {
        return fail(TypeError, "a loop_factory is not here");
    }
    let [main, debug] = args.bind("run", ["main", "debug"], 1)?;
    let (main, debug) = (Value::option(main), debug_of(vm, debug)?);
    if crate::is_running() {
        return fail(RuntimeError, "asyncio.run() cannot be called from a running event loop");
    }
    let Some(script) = vm.script() else { return fail(RuntimeError, "no loop can run here") };
    begin(vm)?;
    let main = main_coroutine(vm, &main)?;
    let (owner, running) = (vm.rc(), script.run(main, debug));
    Ok(Blocking::value(async move {
        let ended = running.await;
        owner.loop_is_closed.set(true);
        ended
    }))
}

/// What a new loop logs: `BaseSelectorEventLoop.__init__`.
fn begin(vm: &Vm) -> Result<()> {
    drop(vm.exception_handler.take());
    vm.loop_is_closed.set(false);
    logging::note(vm, crate::Level::Debug, "Using selector: EpollSelector")
}

fn main_coroutine(vm: &Vm, main: &Value) -> Result<crate::Coro<crate::python::native::Body>> {
    if let Some(coro) = awaitables::coro(vm, main)? {
        return Ok(coro);
    }
    if vm.special_of_any(main, "__await__")?.is_some() {
        let wrapped = crate::python::modules::library_coroutine(vm, "_asyncgen", "wrap_awaitable", vec![main.clone()])?;
        if let Some(coro) = awaitables::coro(vm, &wrapped)? {
            return Ok(coro);
        }
    }
    // The words of 3.14: `Runner.run` in Lib/asyncio/runners.py.
    fail(TypeError, "An asyncio.Future, a coroutine or an awaitable is required")
}

/// `asyncio.Runner`
struct Runner {
    debug: Option<bool>,
    is_open: Cell<bool>,
    closed: Cell<bool>,
}

pub(super) fn runner(vm: &Vm, args: Args) -> Result<Value> {
    let [debug, _] = args.bind("Runner.__init__", ["debug", "loop_factory"], 0)?;
    let debug = debug_of(vm, debug)?;
    Ok(Value::host(Runner { debug, is_open: Cell::new(false), closed: Cell::new(false) }))
}

impl Runner {
    /// Gives the loop its debug mode, when it is first used.
    fn open(&self, vm: &Vm) -> Result<crate::Script> {
        if self.closed.get() {
            return fail(RuntimeError, "Runner is closed");
        }
        let Some(script) = vm.script() else { return fail(RuntimeError, "no loop can run here") };
        if !self.is_open.replace(true) {
            begin(vm)?;
            script.begin(self.debug);
        }
        Ok(script)
    }

    fn close(&self, vm: &Vm) -> Result<Value> {
        if !self.is_open.replace(false) {
            self.closed.set(true);
            return Ok(Value::None);
        }
        self.closed.set(true);
        let Some(script) = vm.script() else { return Ok(Value::None) };
        let owner = vm.rc();
        Ok(Blocking::value(async move {
            let closed = script.close().await;
            owner.loop_is_closed.set(true);
            closed.map(|()| HostValue::None)
        }))
    }
}

impl Host for Runner {
    fn type_name(&self) -> Cow<'_, str> {
        "Runner".into()
    }

    fn module(&self) -> &str {
        "asyncio.runners"
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__enter__" => method(&self, name, |this, vm, _| {
                this.open(vm)?;
                Ok(Value::hosted(this.clone()))
            }),
            "__exit__" | "close" => method(&self, name, |this, vm, _| this.close(vm)),
            "get_loop" => method(&self, name, |this, vm, _| {
                this.open(vm)?;
                Ok(super::event_loop::value())
            }),
            "run" => method(&self, name, |this, vm, mut args| {
                let context = contextvars::keyword(vm, &mut args)?;
                let [main] = args.bind("Runner.run", ["coro"], 1)?;
                if crate::is_running() {
                    return fail(RuntimeError, "Runner.run() cannot be called from a running event loop");
                }
                let main = Value::option(main);
                let script = this.open(vm)?;
                let main = main_coroutine(vm, &main)?;
                Ok(Blocking::value(async move { script.run_main(main, context.as_ref()).await }))
            }),
            _ => None,
        })
    }
}
