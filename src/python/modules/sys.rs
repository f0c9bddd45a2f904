//! `sys`
//!
//! Invariant: nothing of the machine is seen.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Definition, method};
use crate::Result;
use crate::exception::SystemExit;
use crate::python::exceptions::to_host;
use crate::python::native::Host;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::trace::Stream;

pub(super) const MODULE: Definition = Definition {
    name: "sys",
    functions: &[
        ("exit", |_, args| crate::raise(SystemExit.with_args(args.positional.iter().map(to_host).collect()))),
        ("exc_info", |vm, _| match crate::handled() {
            Some(error) => {
                let error = Value::Exception(error);
                let traceback = vm.get_attribute(&error, "__traceback__")?;
                Ok(Value::tuple(vec![Value::Class(vm.class_of(&error)), error, traceback]))
            }
            None => Ok(Value::tuple(vec![Value::None, Value::None, Value::None])),
        }),
        ("exception", |_, _| Ok(crate::handled().map_or(Value::None, Value::Exception))),
        ("getrecursionlimit", |_, _| Ok(Value::Int(i64::from(crate::python::vm::DEEPEST)))),
        ("getrefcount", |_, _| Ok(Value::Int(2))),
        ("intern", |_, mut args| args.this()),
    ],
    setup: |vm, dict| {
        dict.set_str("stdout", Value::host(Standard(Stream::Stdout)));
        dict.set_str("stderr", Value::host(Standard(Stream::Stderr)));
        dict.set_str("argv", Value::list(vec![Value::str(&vm.source.file)]));
        dict.set_str("platform", Value::str("linux"));
        dict.set_str("maxsize", Value::Int(i64::MAX));
        dict.set_str("version", Value::str("3.14.0"));
        dict.set_str("byteorder", Value::str("little"));
        let version = [Value::Int(3), Value::Int(14), Value::Int(0), Value::str("final"), Value::Int(0)];
        dict.set_str("version_info", Value::tuple(version.to_vec()));
    },
    source: None,
};

/// `sys.stdout` and `sys.stderr`
struct Standard(Stream);

/// Whether a value is `sys.stdout`, or `sys.stderr`.
pub(super) fn is_standard(value: &Value, stream: Stream) -> bool {
    matches!(value, Value::Host(host) if host.downcast::<Standard>().is_some_and(|standard| standard.0 == stream))
}

impl Host for Standard {
    fn type_name(&self) -> Cow<'_, str> {
        "TextIOWrapper".into()
    }

    fn module(&self) -> &str {
        "_io"
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "write" => method(&self, name, |this, vm, args| {
                let [text] = args.exactly("write")?;
                let text = vm.str(&text)?;
                vm.output.write(this.0, &text);
                Ok(Value::size(text.chars().count()))
            }),
            "flush" => method(&self, name, |_, _, _| Ok(Value::None)),
            "isatty" => method(&self, name, |_, _, _| Ok(Value::Bool(false))),
            "name" => Some(Value::str(if self.0 == Stream::Stderr { "<stderr>" } else { "<stdout>" })),
            _ => None,
        })
    }
}
