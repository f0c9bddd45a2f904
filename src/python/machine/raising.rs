//! Owns `raise`, `except` and `except*`.
//!
//! Invariant: what is handled is known to the loop as well, so primitives that raise link it, too.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::execution::Flow;
use super::frame::Frame;
use crate::exception::{AssertionError, Class, Exception, RuntimeError, TypeError, match_star, prepare_reraise_star};
use crate::python::exceptions::to_host;
use crate::python::native::{Args, Host, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::{Handling, Result, raise, raise_from};

/// What an `except*` statement has done so far.
struct Star {
    original: Exception,
    rest: Option<Exception>,
    raised: Vec<Exception>,
    any_ended: bool,
}

impl Host for RefCell<Star> {
    fn type_name(&self) -> Cow<'_, str> {
        "except*".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, _: &str) -> Result<Option<Value>> {
        Ok(None)
    }
}

impl Frame {
    pub(super) fn pop_exception(&mut self) -> Exception {
        match self.pop() {
            Value::Exception(error) => error,
            _ => RuntimeError.new("no exception is on the stack"),
        }
    }

    pub(super) fn innermost_handled(&self) -> Result<Exception> {
        match self.handled.last() {
            Some(error) => Ok(error.clone()),
            None => fail(RuntimeError, "No active exception to reraise"),
        }
    }

    pub(super) fn reraise<T>(&mut self, error: Exception) -> Result<T> {
        self.is_reraise = true;
        Err(error)
    }

    pub(super) fn raise(&mut self, vm: &Vm, parts: u8) -> Result<Flow> {
        self.mark_line();
        match parts {
            0 => match crate::handled() {
                Some(error) => self.reraise(error),
                None => fail(RuntimeError, "No active exception to reraise"),
            },
            1 => {
                let value = self.pop();
                let error = to_exception(vm, &value)?;
                drop(value);
                raise(error)
            }
            _ => {
                let cause = self.pop();
                let value = self.pop();
                let error = to_exception(vm, &value)?;
                let cause = match cause {
                    Value::None => None,
                    Value::Exception(_) | Value::Class(_) => match to_exception(vm, &cause) {
                        Ok(cause) => Some(cause),
                        Err(_) => return fail(TypeError, "exception causes must derive from BaseException"),
                    },
                    _ => return fail(TypeError, "exception causes must derive from BaseException"),
                };
                raise_from(error, cause)
            }
        }
    }

    pub(super) fn assert_failed(&mut self, with_message: bool) -> Result<Flow> {
        let error = match with_message {
            true => AssertionError.with_args(vec![to_host(&self.pop())]),
            false => AssertionError.empty(),
        };
        raise(error)
    }

    pub(super) fn match_exception(&mut self, vm: &Vm) -> Result<()> {
        let classes = self.pop();
        let error = self.innermost_handled()?;
        const TEXT: &str = "catching classes that do not inherit from BaseException is not allowed";
        let classes = classes_of(&classes).map_or_else(|| fail(TypeError, TEXT), Ok)?;
        let found = classes.iter().find(|class| error.is(*class));
        if let Some(class) = found {
            self.mark_line();
            crate::caught(&error, class, false);
        }
        let _ = vm;
        self.push(Value::Bool(found.is_some()));
        Ok(())
    }

    pub(super) fn star_begin(&mut self, slot: u16, handling: &Handling) {
        let original = self.pop_exception();
        self.handle(original.clone(), handling);
        let star = Star { rest: Some(original.clone()), original, raised: Vec::new(), any_ended: false };
        self.locals[usize::from(slot)] = Some(Value::host(RefCell::new(star)));
    }

    fn star<T>(&self, slot: u16, look: impl FnOnce(&mut Star) -> T) -> Option<T> {
        match &self.locals[usize::from(slot)] {
            Some(Value::Host(host)) => {
                let star = host.downcast::<RefCell<Star>>()?;
                Some(look(&mut star.borrow_mut()))
            }
            _ => None,
        }
    }

    pub(super) fn star_match(&mut self, vm: &Vm, slot: u16, handling: &Handling) -> Result<()> {
        let classes = self.pop();
        const TEXT: &str = "catching classes that do not inherit from BaseException is not allowed";
        let classes = classes_of(&classes).map_or_else(|| fail(TypeError, TEXT), Ok)?;
        let state = self.star(slot, |star| (star.rest.clone(), star.original.clone()));
        let Some((rest, original)) = state else { return super::names::impossible() };
        vm.look_at(&[Value::Exception(original.clone())])?;
        let (part, others) = match match_star(rest.as_ref().unwrap_or(&original), &classes) {
            Ok(parts) => parts,
            Err(error) => return raise(error),
        };
        let mut matched = false;
        if rest.is_some() {
            self.star(slot, |star| star.rest = others);
            if let Some(part) = part {
                let takes = |class: &&Class| part.leaves().any(|(_, leaf)| leaf.is(*class));
                if let Some(class) = classes.iter().find(takes).or(classes.first()) {
                    self.mark_line();
                    crate::caught(&part, class, true);
                }
                // It takes the place of what was handled before, and stays there after its handler.
                self.unhandle(handling);
                self.handle(part, handling);
                matched = true;
            }
        }
        let _ = vm;
        self.push(Value::Bool(matched));
        Ok(())
    }

    pub(super) fn star_raised(&mut self, slot: u16) {
        let error = self.pop_exception();
        self.star(slot, |star| star.raised.push(error));
    }

    pub(super) fn star_ended(&mut self, slot: u16) {
        self.star(slot, |star| star.any_ended = true);
    }

    pub(super) fn star_end(&mut self, slot: u16, handling: &Handling) -> Result<()> {
        let outcome = self.star(slot, |star| {
            let rest = star.rest.take();
            star.raised.extend(rest);
            match prepare_reraise_star(&star.original, &star.raised) {
                Ok(None) if !star.any_ended => Ok(Some(star.original.clone())),
                other => other,
            }
        });
        let old = self.locals[usize::from(slot)].take();
        drop(old);
        match outcome {
            Some(Ok(None)) | None => {
                self.unhandle(handling);
                Ok(())
            }
            Some(Ok(Some(error))) => {
                self.unhandle(handling);
                self.reraise(error)
            }
            Some(Err(error)) => raise(error),
        }
    }
}

/// The exception that `raise` was given.
///
/// # Errors
/// TypeError for what is none; what creating it raises.
pub(crate) fn to_exception(vm: &Vm, value: &Value) -> Result<Exception> {
    match value {
        Value::Exception(error) => Ok(error.clone()),
        Value::Class(class) if class.exception_class().is_some() => match vm.call(value, Args::default())? {
            Value::Exception(error) => Ok(error),
            other => {
                let (class, name) = (vm.repr(value)?, vm.class_of(&other).full_name());
                fail(
                    TypeError,
                    format!("calling {class} should have returned an instance of BaseException, not <class '{name}'>"),
                )
            }
        },
        _ => fail(TypeError, "exceptions must derive from BaseException"),
    }
}

/// The class or classes after `except`.
pub(crate) fn classes_of(value: &Value) -> Option<Vec<Class>> {
    match value {
        Value::Class(class) => Some(vec![class.exception_class()?]),
        Value::Tuple(items) => {
            let all: Option<Vec<Vec<Class>>> = items.iter().map(classes_of).collect();
            Some(all?.concat())
        }
        _ => None,
    }
}
