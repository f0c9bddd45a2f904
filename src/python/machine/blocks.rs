//! Owns `with`.
//!
//! Invariant: the exit of a manager is looked up before it is entered, and kept in a local without a name.

use std::task::Context;

use super::execution::Flow;
use super::frame::Frame;
use crate::Result;
use crate::exception::TypeError;
use crate::python::native::{Args, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;

impl Frame {
    pub(super) fn with_enter(
        &mut self,
        vm: &Vm,
        slot: u16,
        is_async: bool,
        cx: &mut Context<'_>,
    ) -> Result<Option<Flow>> {
        if let Some(flow) = self.still_blocked(vm, cx)? {
            return Ok(flow);
        }
        let manager = self.pop();
        let (enter, exit) = if is_async { ("__aenter__", "__aexit__") } else { ("__enter__", "__exit__") };
        let found = (vm.special_of_any(&manager, enter)?, vm.special_of_any(&manager, exit)?);
        let (Some(enter), Some(exit)) = found else {
            return not_a_manager(vm, &manager, is_async, if found.1.is_none() { exit } else { enter });
        };
        self.locals[usize::from(slot)] = Some(exit);
        self.call_value(vm, &enter, Args::default())
    }

    pub(super) fn with_exit(
        &mut self,
        vm: &Vm,
        slot: u16,
        by_exception: bool,
        cx: &mut Context<'_>,
    ) -> Result<Option<Flow>> {
        if let Some(flow) = self.still_blocked(vm, cx)? {
            return Ok(flow);
        }
        let exit = self.locals[usize::from(slot)].take().unwrap_or_default();
        let arguments = match self.handled.last().filter(|_| by_exception) {
            Some(error) => {
                let error = Value::Exception(error.clone());
                let traceback = vm.get_attribute(&error, "__traceback__")?;
                vec![Value::Class(vm.class_of(&error)), error, traceback]
            }
            None => vec![Value::None, Value::None, Value::None],
        };
        self.call_value(vm, &exit, Args::new(arguments))
    }
}

fn not_a_manager<T>(vm: &Vm, manager: &Value, is_async: bool, missing: &str) -> Result<T> {
    let name = vm.class_of(manager).full_name();
    let protocol = if is_async { "asynchronous context manager" } else { "context manager" };
    let other = if is_async { ("__enter__", "__exit__", "with") } else { ("__aenter__", "__aexit__", "async with") };
    let supports_other =
        vm.special_of_any(manager, other.0)?.is_some() && vm.special_of_any(manager, other.1)?.is_some();
    let hint = if supports_other {
        let other_protocol = if is_async { "context manager" } else { "asynchronous context manager" };
        format!(" but it supports the {other_protocol} protocol. Did you mean to use '{}'?", other.2)
    } else {
        String::new()
    };
    fail(TypeError, format!("'{name}' object does not support the {protocol} protocol (missed {missing} method){hint}"))
}
