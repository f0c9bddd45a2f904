//! Owns `for` and `yield from`.
//!
//! Invariant: a generator of the program is resumed on the same stack.

use std::task::{Context, Poll};

use super::awaiting::AwaitIterator;
use super::execution::Flow;
use super::frame::{Consumer, Frame};
use super::generator::Resume;
use crate::Result;
use crate::python::exceptions::from_host;
use crate::python::iterator::Next;
use crate::python::native::Args;
use crate::python::value::Value;
use crate::python::vm::Vm;

impl Frame {
    pub(super) fn for_iter(&mut self, vm: &Vm, end: u32) -> Result<Option<Flow>> {
        let iterator = self.top().clone();
        if let Value::Generator(generator) = iterator {
            return Ok(Some(Flow::Resume(generator, Resume::Send(Value::None), Consumer::For(end))));
        }
        match vm.next_or_end(&iterator)? {
            Next::Item(value) => self.push(value),
            Next::End(_) => {
                self.pop();
                self.next = end as usize;
            }
        }
        Ok(None)
    }

    /// The iterator is on the stack, and above it what was sent.
    pub(super) fn yield_from(&mut self, vm: &Vm, cx: &mut Context<'_>) -> Result<Option<Flow>> {
        let sent = self.pop();
        let iterator = self.top().clone();
        if let Value::Generator(generator) = &iterator {
            return Ok(Some(Flow::Resume(generator.clone(), Resume::Send(sent), Consumer::Delegate)));
        }
        if let Value::Host(host) = &iterator
            && let Some(AwaitIterator(awaited)) = host.downcast::<AwaitIterator>()
        {
            return self.wait_within(vm, &awaited.clone(), cx);
        }
        let next = match (&sent, &iterator) {
            (Value::None, _) => vm.next_or_end(&iterator)?,
            (_, _) => {
                let send = vm.get_attribute(&iterator, "send")?;
                Next::Item(vm.call(&send, Args::one(&sent))?)
            }
        };
        match next {
            Next::Item(value) => {
                self.next -= 1;
                Ok(Some(Flow::Yield(value)))
            }
            Next::End(value) => {
                self.pop();
                self.push(value);
                Ok(None)
            }
        }
    }

    /// `yield from future.__await__()`: the whole stack waits.
    fn wait_within(&mut self, vm: &Vm, awaited: &Value, cx: &mut Context<'_>) -> Result<Option<Flow>> {
        if let Value::Generator(generator) = awaited {
            // A coroutine: it is resumed on top, and its result takes the place of the iterator.
            return Ok(Some(Flow::Resume(generator.clone(), Resume::Send(Value::None), Consumer::Delegate)));
        }
        if self.awaiting.is_none() {
            self.awaiting = Some(super::awaiting::body_of_yielded(vm, awaited)?);
        }
        let polled = self.awaiting.as_mut().map(|body| body.as_mut().poll(cx));
        match polled {
            Some(Poll::Ready(result)) => {
                self.awaiting = None;
                let value = from_host(&result?);
                self.pop();
                self.push(value);
                Ok(None)
            }
            _ => {
                self.push(Value::None);
                self.next -= 1;
                Ok(Some(Flow::Pending))
            }
        }
    }
}
