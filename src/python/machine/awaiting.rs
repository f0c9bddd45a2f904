//! Owns `await`, and what native code makes the machine wait for.
//!
//! Invariant: while a frame waits, what it waits for is on its stack, and the operation runs again when it is resumed.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::execution::Flow;
use super::frame::{Consumer, Frame};
use super::generator::{Generator, GeneratorState, Resume};
use crate::Result;
use crate::exception::{RuntimeError, StopAsyncIteration, TypeError};
use crate::python::code::CodeKind;
use crate::python::exceptions::from_host;
use crate::python::iterator::Next;
use crate::python::native::{Args, Body, Host, Native, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;

/// What a native function gives that has to be waited for without `await`: `asyncio.run`.
pub(crate) struct Blocking {
    pub(crate) body: RefCell<Option<Body>>,
}

impl Blocking {
    pub(crate) fn value(body: impl Future<Output = Result<crate::repr::Value>> + 'static) -> Value {
        Value::host(Blocking { body: RefCell::new(Some(Box::pin(body))) })
    }
}

impl Host for Blocking {
    fn type_name(&self) -> Cow<'_, str> {
        "blocking".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, _: &str) -> Result<Option<Value>> {
        Ok(None)
    }
}

/// One step of an asynchronous generator: what `__anext__()`, `asend` and `athrow` give.
pub(crate) struct AsyncStep {
    pub(crate) generator: Rc<Generator>,
    pub(crate) resume: RefCell<Option<Resume>>,
}

impl Host for AsyncStep {
    fn type_name(&self) -> Cow<'_, str> {
        "async_generator_asend".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, _: &str) -> Result<Option<Value>> {
        Ok(None)
    }
}

/// The iterator that `__await__` of a future or coroutine gives, for `yield from` and `return … .__await__()`.
pub(crate) struct AwaitIterator(pub(crate) Value);

impl Host for AwaitIterator {
    fn type_name(&self) -> Cow<'_, str> {
        "coroutine_wrapper".into()
    }

    fn attribute(self: Rc<Self>, vm: &Vm, name: &str) -> Result<Option<Value>> {
        let this = Value::hosted(self.clone());
        match (name, &self.0) {
            ("__iter__", _) => Ok(Some(Native::closure("__iter__()", move |_, _| Ok(this.clone())))),
            ("send" | "throw" | "close", Value::Generator(_)) => vm.get_attribute(&self.0, name).map(Some),
            _ => Ok(None),
        }
    }
}

pub(crate) fn iterator_of(value: &Value) -> Value {
    Value::host(AwaitIterator(value.clone()))
}

/// The coroutine whose steps `__await__()` gives.
pub(crate) fn coroutine_of(value: &Value) -> Option<&Value> {
    let Value::Host(host) = value else { return None };
    host.downcast::<AwaitIterator>()
        .map(|AwaitIterator(awaited)| awaited)
        .filter(|awaited| matches!(awaited, Value::Generator(_)))
}

pub(crate) fn is_await_iterator(value: &Value) -> bool {
    matches!(value, Value::Host(host) if host.downcast::<AwaitIterator>().is_some())
}

/// What waits for a value of the loop's.
fn body_of(value: &Value) -> Result<Option<Body>> {
    Ok(match value {
        Value::Future(future) => Some(Box::pin(future.wait())),
        Value::Coroutine(coroutine) => match coroutine.body.take() {
            Some(body) => Some(body),
            None => return fail(RuntimeError, "cannot reuse already awaited coroutine"),
        },
        Value::Host(host) => match host.downcast::<AwaitIterator>() {
            Some(AwaitIterator(inner)) => body_of(inner)?,
            None => None,
        },
        _ => None,
    })
}

/// What a task does with a value that an `__await__` yields.
pub(super) fn body_of_yielded(vm: &Vm, value: &Value) -> Result<Body> {
    match value {
        Value::None => Ok(Box::pin(async { crate::sleep(0.0).await.map(Into::into) })),
        other => match body_of(other)? {
            Some(body) => Ok(body),
            None => fail(RuntimeError, format!("Task got bad yield: {}", vm.repr(other)?)),
        },
    }
}

impl Frame {
    /// Polls what the frame waits for; none if it waits for nothing. Pushes the result when it is there.
    pub(super) fn still_waiting(&mut self, cx: &mut Context<'_>) -> Result<Option<Option<Flow>>> {
        if self.awaiting.is_some() {
            self.mark_line();
        }
        let Some(body) = &mut self.awaiting else { return Ok(None) };
        match body.as_mut().poll(cx) {
            Poll::Pending => {
                self.next -= 1;
                Ok(Some(Some(Flow::Pending)))
            }
            Poll::Ready(result) => {
                self.awaiting = None;
                let value = from_host(&result?);
                self.push(value);
                Ok(Some(None))
            }
        }
    }

    /// Turns what `await` was given into something that [`Op::Await`](crate::python::code::Op::Await) knows.
    pub(super) fn get_awaitable(&mut self, vm: &Vm) -> Result<()> {
        let value = self.pop();
        let awaitable = awaitable(vm, &value)?;
        match awaitable {
            Some(awaitable) => {
                self.push(awaitable);
                Ok(())
            }
            None => fail(TypeError, format!("'{}' object can't be awaited", vm.type_name(&value))),
        }
    }

    pub(super) fn await_(&mut self, vm: &Vm, cx: &mut Context<'_>) -> Result<Option<Flow>> {
        // A generator of an `__await__` that has yielded stays on the stack, and is resumed when what it yielded is done.
        let is_resumed = self.awaiting.is_some();
        if is_resumed
            && let Value::Generator(generator) = self.top().clone()
            && generator.is_plain()
        {
            let polled = self.awaiting.as_mut().map(|body| body.as_mut().poll(cx));
            let Some(Poll::Ready(result)) = polled else {
                self.next -= 1;
                return Ok(Some(Flow::Pending));
            };
            self.awaiting = None;
            let resume = result.map_or_else(Resume::Throw, |_| Resume::Send(Value::None));
            return Ok(Some(Flow::Resume(generator, resume, Consumer::Await)));
        }
        if let Some(flow) = self.still_waiting(cx)? {
            if flow.is_some() {
                return Ok(flow);
            }
            let value = self.pop();
            if is_resumed && self.drives_iterator(vm)? {
                return self.drive(vm, cx);
            }
            self.pop();
            self.push(value);
            return Ok(None);
        }
        match self.top().clone() {
            Value::Generator(generator) => {
                self.mark_line();
                Ok(Some(Flow::Resume(generator, Resume::Send(Value::None), Consumer::Await)))
            }
            Value::Host(host) if host.downcast::<AsyncStep>().is_some() => {
                let step = host.downcast::<AsyncStep>().and_then(|step| Some((step, step.resume.take()?)));
                match step {
                    Some((step, resume)) => Ok(Some(Flow::Resume(step.generator.clone(), resume, Consumer::Step))),
                    None => fail(RuntimeError, "cannot reuse already awaited __anext__()/asend()"),
                }
            }
            value => match body_of(&value)? {
                Some(body) => {
                    self.awaiting = Some(body);
                    self.await_(vm, cx)
                }
                None => self.drive(vm, cx),
            },
        }
    }

    fn drives_iterator(&self, vm: &Vm) -> Result<bool> {
        let top = self.top();
        Ok(matches!(top, Value::Iterator(_)) || vm.special(top, "__next__").is_some())
    }

    /// Awaits an iterator of the program's own, step by step.
    fn drive(&mut self, vm: &Vm, cx: &mut Context<'_>) -> Result<Option<Flow>> {
        let iterator = self.top().clone();
        match vm.next_or_end(&iterator)? {
            Next::Item(value) => {
                self.awaiting = Some(body_of_yielded(vm, &value)?);
                self.await_(vm, cx)
            }
            Next::End(value) => {
                self.pop();
                self.push(value);
                Ok(None)
            }
        }
    }

    pub(super) fn async_iter(&mut self, vm: &Vm) -> Result<()> {
        let value = self.pop();
        if let Value::Generator(generator) = &value
            && generator.kind() == CodeKind::AsyncGenerator
        {
            self.push(value);
            return Ok(());
        }
        let Some(function) = vm.special_of_any(&value, "__aiter__")? else {
            let name = vm.type_name(&value);
            return fail(TypeError, format!("'async for' requires an object with __aiter__ method, got {name}"));
        };
        let iterator = vm.call(&function, Args::default())?;
        self.push(iterator);
        Ok(())
    }

    pub(super) fn async_next(&mut self, vm: &Vm) -> Result<()> {
        let iterator = self.top().clone();
        if let Value::Generator(generator) = &iterator {
            let step = async_step(generator, Resume::Send(Value::None));
            self.push(step);
            return Ok(());
        }
        let Some(function) = vm.special_of_any(&iterator, "__anext__")? else {
            let name = vm.type_name(&iterator);
            return fail(TypeError, format!("'async for' requires an iterator with __anext__ method, got {name}"));
        };
        let value = vm.call(&function, Args::default())?;
        match awaitable(vm, &value)? {
            Some(awaitable) => {
                self.push(awaitable);
                Ok(())
            }
            None => {
                let name = vm.type_name(&value);
                fail(TypeError, format!("'async for' received an invalid object from __anext__: {name}"))
            }
        }
    }

    pub(super) fn end_async_for(&mut self) -> Result<()> {
        let error = self.pop_exception();
        if !error.is(StopAsyncIteration) {
            self.is_reraise = true;
            return Err(error);
        }
        self.pop();
        Ok(())
    }
}

/// A step of an asynchronous generator.
pub(crate) fn async_step(generator: &Rc<Generator>, resume: Resume) -> Value {
    Value::host(AsyncStep { generator: generator.clone(), resume: RefCell::new(Some(resume)) })
}

pub(crate) fn is_async_step(value: &Value) -> bool {
    matches!(value, Value::Host(host) if host.downcast::<AsyncStep>().is_some())
}

/// What can be awaited of a value; none if it cannot.
///
/// # Errors
/// RuntimeError for a coroutine that was awaited before; what an `__await__` raises.
pub(crate) fn awaitable(vm: &Vm, value: &Value) -> Result<Option<Value>> {
    match value {
        Value::Generator(generator) if generator.is_coroutine() => match generator.state() {
            GeneratorState::Finished => fail(RuntimeError, "cannot reuse already awaited coroutine"),
            GeneratorState::Running => fail(RuntimeError, "coroutine is being awaited already"),
            _ => Ok(Some(value.clone())),
        },
        Value::Coroutine(_) | Value::Future(_) => Ok(Some(value.clone())),
        Value::Host(host) if host.downcast::<AsyncStep>().is_some() => Ok(Some(value.clone())),
        _ => match vm.special_of_any(value, "__await__")? {
            Some(function) => {
                let iterator = vm.call(&function, Args::default())?;
                if let Value::Host(host) = &iterator
                    && let Some(AwaitIterator(inner)) = host.downcast()
                {
                    // `return self.start().__await__()`
                    return awaitable(vm, inner);
                }
                let is_iterator = match &iterator {
                    Value::Generator(generator) => generator.is_plain(),
                    Value::Iterator(_) => true,
                    other => vm.special(other, "__next__").is_some(),
                };
                match &iterator {
                    Value::Generator(generator) if generator.is_coroutine() => {
                        fail(TypeError, "__await__() returned a coroutine")
                    }
                    Value::Coroutine(_) => fail(TypeError, "__await__() returned a coroutine"),
                    _ if is_iterator => Ok(Some(iterator)),
                    _ => {
                        let name = vm.type_name(&iterator);
                        fail(TypeError, format!("__await__() returned non-iterator of type '{name}'"))
                    }
                }
            }
            None => Ok(None),
        },
    }
}
