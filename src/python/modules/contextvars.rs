//! `contextvars`, on the loop's own contexts.
//!
//! Invariant: a task and a callback see what was set where they were created.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Definition, method};
use crate::Result;
use crate::exception::LookupError;
use crate::python::exceptions::{from_host, to_host};
use crate::python::native::{Args, Host, fail};
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;
use crate::repr::Value as HostValue;

pub(super) const MODULE: Definition = Definition {
    name: "contextvars",
    functions: &[("copy_context", |_, _| Ok(Value::host(Context(crate::copy_context()))))],
    setup: |vm, dict| {
        let class = vm.classes.define_host(vm, "ContextVar", "contextvars", context_var);
        dict.set_str("ContextVar", Value::Class(class));
        for name in ["Context", "Token"] {
            dict.set_str(name, Value::Class(vm.classes.host(vm, name, "contextvars")));
        }
    },
    source: None,
};

struct ContextVar {
    name: Str,
    variable: crate::ContextVar<HostValue>,
    default: Option<Value>,
}

fn context_var(vm: &Vm, mut args: Args) -> Result<Value> {
    let default = args.keyword("default");
    let [name] = args.bind("ContextVar", ["name"], 1)?;
    let name = vm.str(&Value::option(name))?;
    let variable = crate::ContextVar::new(&name);
    Ok(Value::host(ContextVar { name, variable, default }))
}

impl Host for ContextVar {
    fn type_name(&self) -> Cow<'_, str> {
        "ContextVar".into()
    }

    fn module(&self) -> &str {
        "contextvars"
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
            "get" => method(&self, name, |this, vm, args| {
                let [default] = args.up_to("get", 0)?;
                match crate::copy_context().get(&this.variable) {
                    Some(value) => Ok(from_host(&value)),
                    None => match default.or_else(|| this.default.clone()) {
                        Some(default) => Ok(default),
                        None => fail(LookupError, this.repr(vm).unwrap_or_default()),
                    },
                }
            }),
            "set" => method(&self, name, |this, _, args| {
                let [value] = args.exactly("set")?;
                let token = this.variable.set(to_host(&value));
                Ok(Value::host(Token { token, variable: this.clone() }))
            }),
            "reset" => method(&self, name, |this, vm, args| {
                let [token] = args.exactly("reset")?;
                match &token {
                    Value::Host(host) if host.downcast::<Token>().is_some() => {
                        let token = host.downcast::<Token>();
                        token.map_or(Ok(()), |token| this.variable.reset(&token.token)).map(|()| Value::None)
                    }
                    other => {
                        let name = vm.type_name(other);
                        let text = format!("expected an instance of Token, got {name}");
                        fail(crate::exception::TypeError, text)
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
        "contextvars"
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "var" => Some(Value::Host(self.variable.clone())),
            "old_value" => Some(self.token.old_value().map_or(Value::None, |value| from_host(&value))),
            "__enter__" => method(&self, name, |this, _, _| Ok(Value::Host(this.clone()))),
            "__exit__" => {
                method(&self, name, |this, _, _| this.variable.variable.reset(&this.token).map(|()| Value::Bool(false)))
            }
            _ => None,
        })
    }
}

struct Context(crate::Context);

impl Host for Context {
    fn type_name(&self) -> Cow<'_, str> {
        "Context".into()
    }

    fn module(&self) -> &str {
        "contextvars"
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        let variable = |value: &Value| match value {
            Value::Host(host) => host.downcast::<ContextVar>().map(|variable| variable.variable.clone()),
            _ => None,
        };
        Ok(match name {
            "run" => method(&self, name, |this, vm, mut args| {
                let function = args.this()?;
                this.0.run(|| vm.call(&function, args))?
            }),
            "get" => method(&self, name, move |this, _, args| {
                let [key, default] = args.up_to("get", 1)?;
                let found = variable(&Value::option(key)).and_then(|variable| this.0.get(&variable));
                Ok(found.map_or(Value::option(default), |value| from_host(&value)))
            }),
            "__getitem__" => method(&self, name, move |this, _, args| {
                let [key] = args.exactly("__getitem__")?;
                match variable(&key).and_then(|variable| this.0.get(&variable)) {
                    Some(value) => Ok(from_host(&value)),
                    None => crate::raise(crate::exception::KeyError.new(to_host(&key))),
                }
            }),
            "__contains__" => method(&self, name, move |this, _, args| {
                let [key] = args.exactly("__contains__")?;
                Ok(Value::Bool(variable(&key).is_some_and(|variable| this.0.get(&variable).is_some())))
            }),
            _ => None,
        })
    }
}
