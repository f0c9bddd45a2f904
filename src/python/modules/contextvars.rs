//! `contextvars`, on the loop's own contexts.
//!
//! Invariant: a task and a callback see what was set where they were created.

use std::borrow::Cow;
use std::rc::{Rc, Weak};

use super::{Definition, declared, method};
use crate::Result;
use crate::exception::{KeyError, LookupError, RuntimeError, TypeError};
use crate::python::exceptions::{from_host, to_host};
use crate::python::memory::note;
use crate::python::native::{Args, Host, NativeFunction, fail};
use crate::python::signature::signature;
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;
use crate::repr::{Repr, Value as HostValue};

pub(super) const MODULE: Definition = Definition {
    name: "contextvars",
    functions: &[],
    setup: |vm, dict| {
        super::add_functions(dict, MODULE_OF_CLASSES, &[("copy_context()", |_, _| Ok(value(crate::copy_context())))]);
        let constructors: [(&str, NativeFunction); 2] = [("ContextVar", context_var), ("Context", context)];
        for (name, constructor) in constructors {
            dict.set_str(name, Value::Class(vm.classes.define_host(vm, name, MODULE_OF_CLASSES, constructor)));
        }
        let token = vm.classes.define_host(vm, "Token", MODULE_OF_CLASSES, |_, _| {
            fail(RuntimeError, "Tokens can only be created by ContextVars")
        });
        token.dict.borrow_mut().set_str("MISSING", Value::host(Missing));
        dict.set_str("Token", Value::Class(token));
    },
    source: None,
};

/// Where CPython defines the classes.
const MODULE_OF_CLASSES: &str = "_contextvars";

pub(crate) struct ContextVar {
    name: Str,
    variable: crate::ContextVar<HostValue>,
    default: Option<Value>,
}

fn context_var(vm: &Vm, args: Args) -> Result<Value> {
    let [name, default] = args.fit(signature!("ContextVar(name, /, *, default=None)"))?.options();
    let name = Value::option(name);
    let Some(name) = name.as_str().cloned() else { return fail(TypeError, "context variable name must be a str") };
    let variable = crate::ContextVar::new(&name);
    let variable = Rc::new(ContextVar { name, variable, default });
    note(&mut vm.context_variables.borrow_mut(), Rc::downgrade(&variable));
    Ok(Value::hosted(variable))
}

impl Host for ContextVar {
    fn type_name(&self) -> Cow<'_, str> {
        "ContextVar".into()
    }

    fn module(&self) -> &str {
        MODULE_OF_CLASSES
    }

    fn repr(&self, vm: &Vm) -> Option<String> {
        let default = match &self.default {
            Some(default) => format!(" default={}", vm.repr(default).unwrap_or_default()),
            None => String::new(),
        };
        Some(format!("<ContextVar name={}{default} at {}>", crate::repr::string(&self.name), "0x7f0000001000"))
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::Str(self.name.clone())),
            "get" => declared(&self, signature!("get(default=None, /)"), |this, _, args| {
                let [default] = args.options();
                match crate::copy_context().get(&this.variable) {
                    Some(value) => Ok(from_host(&value)),
                    None => match default.or_else(|| this.default.clone()) {
                        Some(default) => Ok(default),
                        None => crate::raise(LookupError.new(to_host(&Value::hosted(this.clone())))),
                    },
                }
            }),
            "set" => declared(&self, signature!("set(value, /)"), |this, _, args| {
                let [value] = args.values();
                let token = this.variable.set(to_host(&value));
                Ok(Value::host(Token { token, variable: this.clone() }))
            }),
            "reset" => declared(&self, signature!("reset(token, /)"), |this, vm, args| {
                let [token] = args.values();
                match &token {
                    Value::Host(host) if host.downcast::<Token>().is_some() => {
                        let token = host.downcast::<Token>();
                        token.map_or(Ok(()), |token| this.variable.reset(&token.token)).map(|()| Value::None)
                    }
                    other => {
                        let text = format!("expected an instance of Token, got {}", vm.repr(other)?);
                        fail(TypeError, text)
                    }
                }
            }),
            _ => None,
        })
    }
}

struct Token {
    token: crate::Token<HostValue>,
    variable: Rc<ContextVar>,
}

impl Host for Token {
    fn type_name(&self) -> Cow<'_, str> {
        "Token".into()
    }

    fn module(&self) -> &str {
        MODULE_OF_CLASSES
    }

    fn repr(&self, vm: &Vm) -> Option<String> {
        let used = if self.token.repr().starts_with("<Token used") { " used" } else { "" };
        Some(format!("<Token{used} var={} at 0x7f0000002000>", vm.repr(&Value::hosted(self.variable.clone())).ok()?))
    }

    fn attribute(self: Rc<Self>, vm: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "var" => Some(Value::hosted(self.variable.clone())),
            "old_value" => Some(match self.token.old_value() {
                Some(value) => from_host(&value),
                None => vm.get_attribute(&Value::Class(vm.classes.host(vm, "Token", MODULE_OF_CLASSES)), "MISSING")?,
            }),
            "__enter__" => method(&self, name, |this, _, _| Ok(Value::hosted(this.clone()))),
            "__exit__" => {
                method(&self, name, |this, _, _| this.variable.variable.reset(&this.token).map(|()| Value::Bool(false)))
            }
            _ => None,
        })
    }
}

/// `Token.MISSING`
struct Missing;

impl Host for Missing {
    fn type_name(&self) -> Cow<'_, str> {
        "Token.MISSING".into()
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some("<Token.MISSING>".to_owned())
    }

    fn attribute(self: Rc<Self>, _: &Vm, _: &str) -> Result<Option<Value>> {
        Ok(None)
    }
}

struct Context(crate::Context);

/// A context as the program sees it.
pub(crate) fn value(context: crate::Context) -> Value {
    Value::host(Context(context))
}

fn context(_: &Vm, args: Args) -> Result<Value> {
    if !args.positional.is_empty() || !args.keywords.is_empty() {
        return fail(TypeError, "Context() does not accept any arguments");
    }
    Ok(value(crate::Context::new()))
}

/// The keyword argument `context`, taken out.
///
/// # Errors
/// TypeError for what is no context.
pub(crate) fn keyword(vm: &Vm, args: &mut Args) -> Result<Option<crate::Context>> {
    match args.keyword("context") {
        None | Some(Value::None) => Ok(None),
        Some(Value::Host(host)) if host.downcast::<Context>().is_some() => {
            Ok(host.downcast::<Context>().map(|context| context.0.clone()))
        }
        Some(other) => fail(TypeError, format!("a Context was expected, got {}", vm.repr(&other)?)),
    }
}

impl Context {
    /// The variables that are set in it, in creation order, with their values.
    fn items(&self, vm: &Vm) -> Vec<(Value, Value)> {
        let variables: Vec<_> = vm.context_variables.borrow().iter().filter_map(Weak::upgrade).collect();
        let item = |variable: Rc<ContextVar>| {
            let value = from_host(&self.0.get(&variable.variable)?);
            Some((Value::hosted(variable), value))
        };
        variables.into_iter().filter_map(item).collect()
    }

    fn get(&self, vm: &Vm, key: &Value) -> Result<Option<Value>> {
        match key {
            Value::Host(host) if host.downcast::<ContextVar>().is_some() => {
                let variable = host.downcast::<ContextVar>();
                Ok(variable.and_then(|variable| self.0.get(&variable.variable)).map(|value| from_host(&value)))
            }
            other => fail(TypeError, format!("a ContextVar key was expected, got {}", vm.repr(other)?)),
        }
    }
}

impl Host for Context {
    fn type_name(&self) -> Cow<'_, str> {
        "Context".into()
    }

    fn module(&self) -> &str {
        MODULE_OF_CLASSES
    }

    fn is_same(&self, other: &dyn Host) -> bool {
        other.downcast::<Context>().is_some_and(|other| self.0.is(&other.0))
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "run" => method(&self, name, |this, vm, mut args| {
                if args.positional.is_empty() {
                    return fail(TypeError, "run() missing 1 required positional argument");
                }
                let function = args.this()?;
                this.0.run(|| vm.call(&function, args))?
            }),
            "copy" => declared(&self, signature!("copy()"), |this, _, _| Ok(value(this.0.copy()))),
            "get" => declared(&self, signature!("get(key, default=None, /)"), |this, vm, args| {
                let [key, default] = args.options();
                Ok(this.get(vm, &Value::option(key))?.unwrap_or(Value::option(default)))
            }),
            "__getitem__" => declared(&self, signature!("__getitem__(key, /)"), |this, vm, args| {
                let [key] = args.values();
                match this.get(vm, &key)? {
                    Some(value) => Ok(value),
                    None => crate::raise(KeyError.new(to_host(&key))),
                }
            }),
            "__contains__" => declared(&self, signature!("__contains__(key, /)"), |this, vm, args| {
                let [key] = args.values();
                Ok(Value::Bool(this.get(vm, &key)?.is_some()))
            }),
            "__len__" => method(&self, name, |this, vm, _| Ok(Value::Int(this.items(vm).len() as i64))),
            "__iter__" | "keys" => declared(&self, signature!("keys()"), |this, vm, _| {
                vm.iterate(&Value::list(this.items(vm).into_iter().map(|(variable, _)| variable).collect()))
            }),
            "values" => declared(&self, signature!("values()"), |this, vm, _| {
                vm.iterate(&Value::list(this.items(vm).into_iter().map(|(_, value)| value).collect()))
            }),
            "items" => declared(&self, signature!("items()"), |this, vm, _| {
                let pair = |(variable, value)| Value::tuple(vec![variable, value]);
                vm.iterate(&Value::list(this.items(vm).into_iter().map(pair).collect()))
            }),
            _ => None,
        })
    }
}
