//! Owns loading, storing and deleting names.
//!
//! Invariant: a name that is not bound raises, with CPython's words.

use super::frame::Frame;
use crate::Result;
use crate::exception::{NameError, UnboundLocalError};
use crate::python::dict::{Key, hash_text};
use crate::python::native::fail;
use crate::python::value::{CellRef, Str, Value};
use crate::python::vm::Vm;
use std::cell::RefCell;

impl Frame {
    pub(super) fn load_fast(&mut self, index: u16) -> Result<()> {
        match self.locals.get(usize::from(index)) {
            Some(Some(value)) => {
                let value = value.clone();
                self.stack.push(value);
                Ok(())
            }
            _ => unbound(&self.code.locals[usize::from(index)]),
        }
    }

    pub(super) fn delete_fast(&mut self, index: u16) -> Result<()> {
        match self.locals[usize::from(index)].take() {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => unbound(&self.code.locals[usize::from(index)]),
        }
    }

    pub(super) fn load_cell(&mut self, index: u16) -> Result<()> {
        let value = self.cells[usize::from(index)].borrow().clone();
        match value {
            Some(value) => {
                self.push(value);
                Ok(())
            }
            None => self.unbound_cell(index),
        }
    }

    pub(super) fn delete_cell(&mut self, index: u16) -> Result<()> {
        let old = self.cells[usize::from(index)].take();
        if old.is_some() { Ok(()) } else { self.unbound_cell(index) }
    }

    pub(super) fn renew_cell(&mut self, vm: &Vm, index: u16) {
        let cell = CellRef::new(RefCell::default());
        vm.heap.track_cell(&cell);
        self.cells[usize::from(index)] = cell;
    }

    fn unbound_cell<T>(&self, index: u16) -> Result<T> {
        let name = &self.code.cells[usize::from(index)];
        if usize::from(index) < self.code.own_cells {
            return unbound(name);
        }
        let name = shown(name);
        let message =
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        crate::raise(named(NameError.new(message), name))
    }

    pub(super) fn load_global(&mut self, vm: &Vm, name: &Str) -> Result<()> {
        let hash = hash_text(name);
        let found = self.globals.borrow().get_hashed(name, hash).cloned();
        match found.or_else(|| vm.builtins.borrow().get_hashed(name, hash).cloned()) {
            Some(value) => {
                self.push(value);
                Ok(())
            }
            None => not_defined(name),
        }
    }

    pub(super) fn store_global(&mut self, name: &Str) {
        let value = self.pop();
        let old = self.globals.borrow_mut().set_name(name, value);
        drop(old);
    }

    pub(super) fn delete_global(&mut self, name: &Str) -> Result<()> {
        let old = self.globals.borrow_mut().remove(&Key::Str(name.clone()));
        if old.is_some() { Ok(()) } else { not_defined(name) }
    }

    pub(super) fn load_name(&mut self, vm: &Vm, name: &Str) -> Result<()> {
        let found = self.namespace.as_ref().and_then(|namespace| namespace.borrow().get_str(name).cloned());
        match found {
            Some(value) => {
                self.push(value);
                Ok(())
            }
            None => self.load_global(vm, name),
        }
    }

    pub(super) fn store_name(&mut self, vm: &Vm, name: &Str) -> Result<()> {
        let value = self.pop();
        match self.namespace.clone() {
            Some(namespace) => vm.insert(&namespace, Value::Str(name.clone()), value),
            None => Ok(()),
        }
    }

    pub(super) fn delete_name(&mut self, name: &Str) -> Result<()> {
        let namespace = self.namespace.as_ref();
        let old = namespace.and_then(|namespace| namespace.borrow_mut().remove(&Key::Str(name.clone())));
        if old.is_some() { Ok(()) } else { not_defined(name) }
    }

    /// Notes an annotation of a class body.
    pub(super) fn annotate(&mut self, name: &Str) {
        let text = self.pop();
        let Some(namespace) = &self.namespace else { return };
        let found = namespace.borrow().get_str("__annotations__").cloned();
        let annotations = match found {
            Some(Value::Dict(annotations)) => annotations,
            _ => {
                let annotations = crate::python::value::DictRef::default();
                namespace.borrow_mut().set_str("__annotations__", Value::Dict(annotations.clone()));
                annotations
            }
        };
        annotations.borrow_mut().set_str(name, text);
    }
}

/// The name in the source of a local, whose comprehension may have renamed it.
fn shown(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

fn unbound<T>(name: &str) -> Result<T> {
    let name = shown(name);
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    // Without its name as an attribute, so that no other name is suggested.
    crate::raise(UnboundLocalError.new(message))
}

fn not_defined<T>(name: &str) -> Result<T> {
    crate::raise(named(NameError.new(format!("name '{name}' is not defined")), name))
}

/// The error with the name that it is about.
fn named(error: crate::exception::Exception, name: &str) -> crate::exception::Exception {
    error.set_field("name", name);
    error
}

/// Raises for code that the compiler never makes.
pub(super) fn impossible<T>() -> Result<T> {
    fail(crate::exception::SystemError, "bad code")
}
