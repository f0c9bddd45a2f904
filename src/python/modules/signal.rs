//! `signal`, as far as a loop handles signals.
//!
//! Invariant: a signal comes where the program sends it.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Definition, method};
use crate::exception::{KeyError, KeyboardInterrupt, ValueError};
use crate::python::native::{Host, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::{Result, Signal};

pub(super) const MODULE: Definition = Definition {
    name: "signal",
    functions: &[("raise_signal", |vm, args| {
        let [signal] = args.bind("raise_signal", ["signalnum"], 1)?;
        let signal = signal_of(vm, &Value::option(signal))?;
        if !crate::is_running() && signal == Signal::Interrupt {
            // Where no loop handles it: `signal.default_int_handler`.
            return crate::raise(KeyboardInterrupt.empty());
        }
        crate::raise_signal(signal).map(|()| Value::None)
    })],
    setup: |_, dict| {
        for signal in Signal::ALL {
            dict.set_str(signal.name(), Value::host(SignalObject(signal)));
        }
        dict.set_str("Signals", Value::host(Signals));
    },
    source: None,
};

fn number(signal: Signal) -> i64 {
    match signal {
        Signal::Interrupt => 2,
        Signal::Terminate => 15,
    }
}

/// A member of `signal.Signals`.
struct SignalObject(Signal);

impl Host for SignalObject {
    fn type_name(&self) -> Cow<'_, str> {
        "Signals".into()
    }

    fn module(&self) -> &str {
        "signal"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(format!("<Signals.{}: {}>", self.0.name(), number(self.0)))
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(self.0.name())),
            "value" => Some(Value::Int(number(self.0))),
            "__eq__" => method(&self, name, |this, vm, args| {
                let other = args.positional.first().cloned().unwrap_or_default();
                Ok(Value::Bool(signal_of(vm, &other).is_ok_and(|other| other == this.0)))
            }),
            "__format__" => method(&self, name, |this, _, _| Ok(Value::string(number(this.0).to_string()))),
            _ => None,
        })
    }
}

/// `signal.Signals`
struct Signals;

impl Host for Signals {
    fn type_name(&self) -> Cow<'_, str> {
        "EnumType".into()
    }

    fn module(&self) -> &str {
        "enum"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some("<enum 'Signals'>".to_owned())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__getitem__" => method(&self, name, |_, vm, args| {
                let [name] = args.values();
                let wanted = vm.str(&name)?;
                match Signal::ALL.into_iter().find(|signal| signal.name() == &*wanted) {
                    Some(signal) => Ok(Value::host(SignalObject(signal))),
                    None => crate::raise(KeyError.new(wanted)),
                }
            }),
            "SIGINT" => Some(Value::host(SignalObject(Signal::Interrupt))),
            "SIGTERM" => Some(Value::host(SignalObject(Signal::Terminate))),
            _ => None,
        })
    }

    fn call(self: Rc<Self>, vm: &Vm, args: crate::python::native::Args) -> Result<Value> {
        let [value] = args.bind("EnumType.__call__", ["value"], 1)?.map(Value::option);
        signal_of(vm, &value).map(|signal| Value::host(SignalObject(signal)))
    }
}

/// The signal that a value is: the member, or its number.
pub(crate) fn signal_of(_: &Vm, value: &Value) -> Result<Signal> {
    if let Value::Host(host) = value
        && let Some(SignalObject(signal)) = host.downcast()
    {
        return Ok(*signal);
    }
    match value.as_int() {
        Some(2) => Ok(Signal::Interrupt),
        Some(15) => Ok(Signal::Terminate),
        _ => fail(ValueError, "signal number out of range"),
    }
}
