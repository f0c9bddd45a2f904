//! Owns functions, methods, and what generators and coroutines can be asked.
//!
//! Invariant: closing a generator runs its `finally`.

use std::rc::Rc;
use std::task::Poll;

use crate::Result;
use crate::exception::{RuntimeError, StopIteration, TypeError};
use crate::python::code::CodeKind;
use crate::python::exceptions::from_host;
use crate::python::iterator::Next;
use crate::python::machine::awaiting::{async_step, iterator_of};
use crate::python::machine::execution::{Step, without_waker};
use crate::python::machine::generator::{Generator, GeneratorState, Resume};
use crate::python::machine::raising::to_exception;
use crate::python::memory::Counted;
use crate::python::native::{Args, Coroutine, Native, Table, fail};
use crate::python::value::{CellRef, DictRef, Function, Method, Str, Value};
use crate::python::vm::Vm;

pub(crate) const GENERATOR_METHODS: Table = &[
    ("__next__()", |vm, args| send(vm, &generator(&args)?, Value::None)),
    ("__iter__()", |_, mut args| args.this()),
    ("send(object, /)", |vm, args| {
        let value = args.positional.get(1).cloned().unwrap_or_default();
        send(vm, &generator(&args)?, value)
    }),
    ("throw(type, value=None, traceback=None, /)", |vm, args| throw(vm, &args)),
    ("close()", |vm, args| generator(&args)?.close(vm)),
];

pub(crate) const COROUTINE_METHODS: Table = &[
    ("send(object, /)", |vm, args| match args.positional.first() {
        Some(Value::Coroutine(coroutine)) => send_to_coroutine(coroutine),
        _ => send(vm, &generator(&args)?, args.positional.get(1).cloned().unwrap_or_default()),
    }),
    ("throw(type, value=None, traceback=None, /)", |vm, args| throw(vm, &args)),
    ("close()", |vm, args| match args.positional.first() {
        Some(Value::Coroutine(coroutine)) => {
            drop(coroutine.body.take());
            Ok(Value::None)
        }
        _ => generator(&args)?.close(vm),
    }),
    ("__await__()", |_, mut args| Ok(iterator_of(&args.this()?))),
];

pub(crate) const ASYNC_GENERATOR_METHODS: Table = &[
    ("__aiter__()", |_, mut args| args.this()),
    ("__anext__()", |_, args| Ok(async_step(&generator(&args)?, Resume::Send(Value::None)))),
    ("asend(object, /)", |_, args| {
        let value = args.positional.get(1).cloned().unwrap_or_default();
        Ok(async_step(&generator(&args)?, Resume::Send(value)))
    }),
    ("athrow(type, value=None, traceback=None, /)", |vm, args| {
        let error = thrown(vm, &args)?;
        Ok(async_step(&generator(&args)?, Resume::Throw(error)))
    }),
    ("aclose()", |vm, args| {
        let generator = generator(&args)?;
        crate::python::modules::library_coroutine(vm, "_asyncgen", "aclose", vec![Value::Generator(generator)])
    }),
];

fn generator(args: &Args) -> Result<Rc<Generator>> {
    match args.positional.first() {
        Some(Value::Generator(generator)) => Ok(generator.clone()),
        _ => fail(TypeError, "descriptor requires a 'generator' object"),
    }
}

fn send(vm: &Vm, generator: &Rc<Generator>, value: Value) -> Result<Value> {
    match generator.next(vm, value)? {
        Next::Item(value) => Ok(value),
        Next::End(value) => crate::raise(stop_iteration(&value)),
    }
}

/// Runs a coroutine of the library outside of tasks, where it cannot wait.
fn send_to_coroutine(coroutine: &Coroutine) -> Result<Value> {
    let Some(mut body) = coroutine.body.take() else {
        return fail(RuntimeError, "cannot reuse already awaited coroutine");
    };
    match without_waker(|cx| body.as_mut().poll(cx)) {
        Poll::Ready(result) => crate::raise(stop_iteration(&from_host(&result?))),
        Poll::Pending => fail(RuntimeError, "await wasn't used with future"),
    }
}

/// The StopIteration that a generator with this value ends with.
pub(crate) fn stop_iteration(value: &Value) -> crate::exception::Exception {
    match value {
        Value::None => StopIteration.empty(),
        value => StopIteration.new(crate::python::exceptions::to_host(value)),
    }
}

fn thrown(vm: &Vm, args: &Args) -> Result<crate::exception::Exception> {
    match args.positional.get(2) {
        Some(value @ Value::Exception(_)) => to_exception(vm, value),
        Some(value) if !value.is_none() => {
            let class = args.positional[1].clone();
            to_exception(vm, &vm.call(&class, Args::one(value))?)
        }
        _ => match args.positional.get(1) {
            Some(value @ (Value::Exception(_) | Value::Class(_))) => to_exception(vm, value),
            other => {
                let name = vm.type_name(other.unwrap_or(&Value::None));
                let text = format!("exceptions must be classes or instances deriving from BaseException, not {name}");
                fail(TypeError, text)
            }
        },
    }
}

fn throw(vm: &Vm, args: &Args) -> Result<Value> {
    let error = thrown(vm, args)?;
    error.mark_raised();
    match generator(args)?.resume(vm, Resume::Throw(error))? {
        Step::Yielded(value) => Ok(value),
        Step::Returned(value) => crate::raise(stop_iteration(&value)),
        Step::Pending => fail(crate::exception::RuntimeError, "await wasn't used with future"),
    }
}

pub(crate) fn generator_attribute(generator: &Rc<Generator>, name: &str) -> Option<Value> {
    let state = generator.state();
    Some(match name {
        "__name__" => Value::Str(generator.name()),
        "__qualname__" => Value::Str(generator.qualname()),
        "gi_running" | "cr_running" | "ag_running" => Value::Bool(state == GeneratorState::Running),
        "gi_suspended" | "cr_suspended" | "ag_suspended" => Value::Bool(state == GeneratorState::Suspended),
        "gi_frame" | "cr_frame" | "ag_frame" => match state {
            GeneratorState::Finished => Value::None,
            _ => Value::str("frame"),
        },
        "gi_code" | "cr_code" | "ag_code" => Value::host(CodeObject(generator.code().clone())),
        "cr_await" | "gi_yieldfrom" | "ag_await" | "cr_origin" => Value::None,
        _ => return None,
    })
}

/// `__code__` and its like.
pub(crate) struct CodeObject(Rc<crate::python::code::Code>);

impl crate::python::native::Host for CodeObject {
    fn type_name(&self) -> std::borrow::Cow<'_, str> {
        "code".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        let code = &self.0;
        Ok(Some(match name {
            "co_name" => Value::Str(code.name.clone()),
            "co_qualname" => Value::Str(code.qualname.clone()),
            "co_filename" => Value::str(&code.source.file),
            "co_firstlineno" => Value::Int(i64::from(code.first_line)),
            "co_argcount" => Value::size(code.parameters.positional),
            "co_posonlyargcount" => Value::size(code.parameters.positional_only),
            "co_kwonlyargcount" => Value::size(code.parameters.keyword_only),
            "co_nlocals" => Value::size(code.locals.len()),
            "co_flags" => Value::Int(flags(code)),
            "co_freevars" => names(&code.cells[code.own_cells..]),
            "co_cellvars" => names(&code.cells[..code.own_cells]),
            "co_varnames" => {
                let parameters = &code.parameters;
                let count = parameters.positional
                    + parameters.keyword_only
                    + usize::from(parameters.has_variadic)
                    + usize::from(parameters.has_keywords);
                // Variables that inner functions use are cells, unless they are parameters.
                let is_cell = |name: &Str| code.cells[..code.own_cells].contains(name);
                let locals = code.locals.iter().enumerate().filter(|(index, name)| *index < count || !is_cell(name));
                Value::tuple(locals.map(|(_, name)| Value::Str(name.clone())).collect())
            }
            _ => return Ok(None),
        }))
    }
}

fn names(names: &[Str]) -> Value {
    Value::tuple(names.iter().map(|name| Value::Str(name.clone())).collect())
}

/// `co_flags`: whether there are `*args`, `**kwargs`, and what a call gives.
fn flags(code: &crate::python::code::Code) -> i64 {
    let kind = match code.kind {
        CodeKind::Generator => 0x20,
        CodeKind::Coroutine => 0x80,
        CodeKind::AsyncGenerator => 0x200,
        _ => 0,
    };
    3 + i64::from(code.parameters.has_variadic) * 4 + i64::from(code.parameters.has_keywords) * 8 + kind
}

/// A variable that several functions share, as `__closure__` shows it.
struct Cell(CellRef);

impl crate::python::native::Host for Cell {
    fn type_name(&self) -> std::borrow::Cow<'_, str> {
        "cell".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        match (name, self.0.borrow().clone()) {
            ("cell_contents", Some(value)) => Ok(Some(value)),
            ("cell_contents", None) => fail(crate::exception::ValueError, "cell is empty"),
            _ => Ok(None),
        }
    }
}

pub(crate) fn attribute(vm: &Vm, function: &Counted<Function>, name: &str) -> Result<Option<Value>> {
    Ok(Some(match name {
        "__name__" => Value::Str(function.name.borrow().clone()),
        "__qualname__" => Value::Str(function.qualname.borrow().clone()),
        "__module__" => match function.globals.borrow().get_str("__name__") {
            Some(module) => module.clone(),
            None => Value::str("__main__"),
        },
        "__doc__" => function.code.doc.clone().map_or(Value::None, Value::Str),
        "__dict__" => Value::Dict(function.dict.clone()),
        "__annotations__" => vm.annotations_of_function(function)?,
        "__defaults__" => match &function.defaults[..] {
            [] => Value::None,
            defaults => Value::tuple(defaults.to_vec()),
        },
        "__kwdefaults__" => match &function.keyword_defaults[..] {
            [] => Value::None,
            defaults => {
                let dict = DictRef::default();
                defaults.iter().for_each(|(name, value)| drop(dict.borrow_mut().set_str(name, value.clone())));
                Value::Dict(dict)
            }
        },
        "__type_params__" => Value::tuple(Vec::new()),
        "__globals__" => Value::Dict(function.globals.clone()),
        "__code__" => Value::host(CodeObject(function.code.clone())),
        "__closure__" => match &function.cells[..] {
            [] => Value::None,
            cells => Value::tuple(cells.iter().map(|cell| Value::host(Cell(cell.clone()))).collect()),
        },
        "__call__" => Value::Function(function.clone()),
        "__get__" => {
            let this = Value::Function(function.clone());
            Native::closure("__get__", move |_, args| match args.positional.first() {
                Some(object) if !object.is_none() => Ok(Value::method(object, this.clone())),
                _ => Ok(this.clone()),
            })
        }
        _ => return Ok(None),
    }))
}

/// What setting an attribute of a function changes besides its dictionary.
pub(crate) fn set_attribute(function: &Function, name: &str, value: &Value) {
    if let Some(text) = value.as_str() {
        match name {
            "__name__" => drop(function.name.replace(text.clone())),
            "__qualname__" => drop(function.qualname.replace(text.clone())),
            _ => {}
        }
    }
}

pub(crate) fn method_repr(vm: &Vm, method: &Method, value: &Value) -> Result<String> {
    if let Value::Native(native) = &method.function {
        let class = vm.type_name(&method.this);
        return Ok(format!("<built-in method {} of {class} object at {}>", native.name, vm.address(value)));
    }
    let name = match vm.try_attribute(&method.function, "__qualname__")? {
        Some(Value::Str(name)) => name,
        _ => "?".into(),
    };
    Ok(format!("<bound method {name} of {}>", vm.repr(&method.this)?))
}
