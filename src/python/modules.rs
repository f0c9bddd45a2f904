//! Owns the modules that a program can import, each in a file of its own.
//!
//! What is easier in Python than in Rust is written in Python, in `lib`. Invariant: a module is made once for each program, when it is
//! first imported.

pub(crate) mod asyncio;
mod atexit;
pub(crate) mod contextvars;
mod json;
mod logging;
mod math;
mod operator;
mod random;
mod registry;
pub(crate) mod signal;
pub(crate) mod sys;
mod time;
mod traceback;
mod types;
mod typing;
mod weakref;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::code::Code;
use super::dict::Dict;
use super::machine::frame::Frame;
use super::native::{Args, Host, Native, Table, fail};
use super::signature::{Signature, name_of};
use super::source::Source;
use super::value::{Module, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::ModuleNotFoundError;
pub(crate) use registry::{find, names};

/// A module as it is defined.
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    /// What is written in Rust.
    pub(crate) functions: Table,
    /// What else it begins with.
    pub(crate) setup: fn(&Vm, &mut Dict),
    /// What is written in Python.
    pub(crate) source: Option<&'static str>,
}

impl Vm {
    /// The module of this name, made if it is not there yet.
    ///
    /// # Errors
    /// ModuleNotFoundError.
    pub(crate) fn import(&self, name: &str) -> Result<Rc<Module>> {
        if name == "__main__"
            && let Some(main) = self.main.borrow().clone()
        {
            return Ok(main);
        }
        if let Some(module) = self.modules.borrow().get(name) {
            return Ok(module.clone());
        }
        if name == "builtins" {
            let module = Rc::new(Module { name: name.into(), dict: self.builtins.clone() });
            self.modules.borrow_mut().insert(name.to_owned(), module.clone());
            return Ok(module);
        }
        let Some(definition) = find(name) else {
            return fail(ModuleNotFoundError, format!("No module named '{name}'"));
        };
        let mut dict = Dict::default();
        add_functions(&mut dict, definition.name, definition.functions);
        (definition.setup)(self, &mut dict);
        let module = self.new_module(definition.name, dict);
        self.modules.borrow_mut().insert(name.to_owned(), module.clone());
        if let Some(text) = definition.source {
            self.run_library(definition.name, text, &module)?;
        }
        if let Some((parent, last)) = name.rsplit_once('.') {
            let parent = self.import(parent)?;
            let old = parent.dict.borrow_mut().set_str(last, Value::Module(module.clone()));
            drop(old);
        }
        Ok(module)
    }

    fn run_library(&self, name: &'static str, text: &'static str, module: &Rc<Module>) -> Result<()> {
        let code = library_code(name, text);
        let frame = Frame::new(&code, &module.dict, Vec::new(), &[], self);
        self.run_frame(frame).map(drop)
    }

    /// A name of a module.
    pub(crate) fn module_attribute(&self, module: &str, name: &str) -> Result<Value> {
        let module = self.import(module)?;
        let found = module.dict.borrow().get_str(name).cloned();
        Ok(Value::option(found))
    }
}

thread_local! {
    /// The code of the library's own modules, which all programs share.
    static COMPILED: RefCell<HashMap<&'static str, Rc<Code>>> = RefCell::default();
}

/// The code of a module of the library: compiled once, when it is first imported.
fn library_code(name: &'static str, text: &str) -> Rc<Code> {
    if let Some(code) = COMPILED.with_borrow(|compiled| compiled.get(name).cloned()) {
        return code;
    }
    // What all programs share is counted to none.
    let used = crate::memory::used();
    let source = Rc::new(Source::library(&format!("{name}.py"), text, registry::in_c(name)));
    let (code, _) =
        super::parse::compile(&source).unwrap_or_else(|refusals| panic!("the library's own {name}: {refusals:?}"));
    crate::memory::replace(used);
    COMPILED.with_borrow_mut(|compiled| compiled.insert(name, code.clone()));
    code
}

/// Adds functions to the names of a module.
pub(crate) fn add_functions(dict: &mut Dict, module: &'static str, functions: Table) {
    for (declared, function) in functions {
        dict.set_str(name_of(declared), Native::function(module, declared, *function));
    }
}

/// Calls a function of one of the library's own modules.
pub(crate) fn library_coroutine(vm: &Vm, module: &str, function: &str, args: Vec<Value>) -> Result<Value> {
    let function = vm.module_attribute(module, function)?;
    vm.call(&function, Args::new(args))
}

/// A method of an object of the library.
pub(crate) fn method<T: 'static>(
    this: &Rc<T>,
    name: &str,
    call: impl Fn(&Rc<T>, &Vm, Args) -> Result<Value> + 'static,
) -> Option<Value> {
    let (this, address) = (this.clone(), Rc::as_ptr(this).addr());
    Some(Native::bound(address, name, move |vm, args| call(&this, vm, args)))
}

/// A method of an object of the library that is written in C in CPython.
pub(crate) fn declared<T: Host>(
    this: &Rc<T>,
    signature: &'static Signature,
    call: impl Fn(&Rc<T>, &Vm, Args) -> Result<Value> + 'static,
) -> Option<Value> {
    method(this, signature.name(), move |this, vm, args| {
        let args = args.fit_of(signature, &this.type_name())?;
        call(this, vm, args)
    })
}

/// A number of seconds, or none.
pub(crate) fn seconds(vm: &Vm, value: &Value) -> Result<Option<f64>> {
    if value.is_none() {
        return Ok(None);
    }
    match value.as_float() {
        Some(seconds) => Ok(Some(seconds)),
        None => {
            let name = vm.type_name(value);
            fail(crate::exception::TypeError, format!("must be real number, not {name}"))
        }
    }
}

/// A flag that may be left out.
pub(crate) fn flag(vm: &Vm, value: Option<Value>) -> Result<bool> {
    value.map_or(Ok(false), |value| vm.truth(&value))
}
