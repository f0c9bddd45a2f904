//! `sys`
//!
//! Invariant: nothing of the machine is seen.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Definition, declared};
use crate::Result;
use crate::exception::{OverflowError, RecursionError, SystemExit, ValueError};
use crate::python::exceptions::to_host;
use crate::python::native::{Args, Host, fail};
use crate::python::signature::signature;
use crate::python::value::{DictRef, Value};
use crate::python::vm::Vm;
use crate::trace::Stream;

pub(super) const MODULE: Definition = Definition {
    name: "sys",
    functions: &[
        ("exit(status=None, /)", |_, args| {
            let [status] = args.options();
            let values = match status.as_ref().map(Value::plain) {
                None | Some(Value::None) => Vec::new(),
                Some(Value::Tuple(items)) => items.iter().map(to_host).collect(),
                Some(status) => vec![to_host(status)],
            };
            crate::raise(SystemExit.with_args(values))
        }),
        ("exc_info()", |vm, _| match crate::handled() {
            Some(error) => {
                let error = Value::Exception(error);
                let traceback = vm.get_attribute(&error, "__traceback__")?;
                Ok(Value::tuple(vec![Value::Class(vm.class_of(&error)), error, traceback]))
            }
            None => Ok(Value::tuple(vec![Value::None, Value::None, Value::None])),
        }),
        ("getdefaultencoding()", |_, _| Ok(Value::str("utf-8"))),
        ("getfilesystemencoding()", |_, _| Ok(Value::str("utf-8"))),
        ("get_int_max_str_digits()", |_, _| Ok(Value::Int(4300))),
        ("exception()", |_, _| Ok(crate::handled().map_or(Value::None, Value::Exception))),
        ("getrecursionlimit()", |vm, _| Ok(Value::Int(i64::from(vm.deepest.get())))),
        ("setrecursionlimit(limit, /)", set_recursion_limit),
        ("_loaded", |vm, _| {
            let modules = DictRef::default();
            let mut loaded: Vec<_> = vm.modules.borrow().values().cloned().collect();
            loaded.extend(vm.main.borrow().clone());
            loaded.sort_by(|a, b| a.name.cmp(&b.name));
            for module in
                loaded.into_iter().filter(|module| !module.name.starts_with('_') || &*module.name == "__main__")
            {
                modules.borrow_mut().set_str(&module.name, Value::Module(module.clone()));
            }
            Ok(Value::Dict(modules))
        }),
        ("intern(string, /)", |_, mut args| args.this()),
    ],
    setup: |vm, dict| {
        dict.set_str("stdout", Value::host(Standard(Stream::Stdout)));
        dict.set_str("stderr", Value::host(Standard(Stream::Stderr)));
        dict.set_str("__stdout__", Value::host(Standard(Stream::Stdout)));
        dict.set_str("__stderr__", Value::host(Standard(Stream::Stderr)));
        dict.set_str("argv", Value::list(vec![Value::str(&vm.source.file)]));
        dict.set_str("platform", Value::str("linux"));
        dict.set_str("maxsize", Value::Int(i64::MAX));
        dict.set_str("version", Value::str("3.14.0"));
        dict.set_str("byteorder", Value::str("little"));
        dict.set_str("maxunicode", Value::Int(0x10_ffff));
        dict.set_str("hexversion", Value::Int(0x030e_00f0));
        dict.set_str("executable", Value::str("/usr/bin/python3"));
        dict.set_str("_file", Value::str(&vm.source.file));
        let version = [Value::Int(3), Value::Int(14), Value::Int(0), Value::str("final"), Value::Int(0)];
        dict.set_str("_version", Value::tuple(version.to_vec()));
    },
    source: Some(include_str!("../lib/sys.py")),
};

/// `sys.setrecursionlimit`. What native code needs of the stack keeps its own limit, and what frames take is counted as memory.
fn set_recursion_limit(vm: &Vm, args: Args) -> Result<Value> {
    let [limit] = args.values();
    let limit = vm.index(&limit)?;
    if limit < 1 {
        return fail(ValueError, "recursion limit must be greater or equal than 1");
    }
    let Ok(limit) = i32::try_from(limit) else {
        return fail(OverflowError, "Python int too large to convert to C int");
    };
    let (limit, depth) = (limit.unsigned_abs(), vm.depth.get());
    if depth >= limit {
        let message =
            format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
        return fail(RecursionError, message);
    }
    vm.deepest.set(limit);
    Ok(Value::None)
}

/// `sys.stdout` and `sys.stderr`
struct Standard(Stream);

/// What the program has put in the place of `sys.stdout`.
pub(crate) fn replaced_stdout(vm: &Vm) -> Option<Value> {
    let module = vm.modules.borrow().get("sys").cloned()?;
    let stdout = module.dict.borrow().get_str("stdout").cloned()?;
    (!stdout.is_none() && !is_standard(&stdout, Stream::Stdout)).then_some(stdout)
}

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
            "write" => declared(&self, signature!("write(text, /)"), |this, vm, args| {
                let [text] = args.values();
                let Some(text) = text.as_str() else {
                    let name = vm.type_name(&text);
                    let message = format!("write() argument must be str, not {name}");
                    return fail(crate::exception::TypeError, message);
                };
                vm.output.write(this.0, text);
                Ok(Value::size(text.chars().count()))
            }),
            "writelines" => declared(&self, signature!("writelines(lines, /)"), |this, vm, args| {
                let [lines] = args.values();
                for line in vm.collect(&lines)? {
                    vm.output.write(this.0, &vm.str(&line)?);
                }
                Ok(Value::None)
            }),
            "writable" => declared(&self, signature!("writable()"), |_, _, _| Ok(Value::Bool(true))),
            "readable" => declared(&self, signature!("readable()"), |_, _, _| Ok(Value::Bool(false))),
            "encoding" => Some(Value::str("utf-8")),
            "closed" => Some(Value::Bool(false)),
            "flush" => declared(&self, signature!("flush()"), |_, _, _| Ok(Value::None)),
            "isatty" => declared(&self, signature!("isatty()"), |_, _, _| Ok(Value::Bool(false))),
            "name" => Some(Value::str(if self.0 == Stream::Stderr { "<stderr>" } else { "<stdout>" })),
            _ => None,
        })
    }
}
