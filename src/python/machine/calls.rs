//! Owns calls, and the creation of functions and classes.
//!
//! Invariant: a function of the program that is called by the program gets a frame on the same stack.

use std::rc::Rc;
use std::task::Context;

use super::arguments;
use super::execution::Flow;
use super::frame::{ClassBody, Frame, Role};
use super::generator::Generator;
use crate::Result;
use crate::exception::TypeError;
use crate::python::class::Class;
use crate::python::code::CodeKind;
use crate::python::memory::Counted;
use crate::python::native::{Args, fail};
use crate::python::types::{Type, class_statement, type_};
use crate::python::value::{CellRef, DictRef, Function, Instance, Value};
use crate::python::vm::Vm;

/// The function of the library that gives the program's frames.
pub(crate) const PROGRAM_FRAMES: &str = "_program_frames";

impl Frame {
    pub(super) fn call(&mut self, vm: &Vm, count: usize, names: u16, cx: &mut Context<'_>) -> Result<Option<Flow>> {
        if let Some(flow) = self.still_blocked(vm, cx)? {
            return Ok(flow);
        }
        if names == u16::MAX
            && let Some(frame) = self.frame_of_call(vm, count)
        {
            return Ok(Some(Flow::Call(frame)));
        }
        let mut keywords = Vec::new();
        if names != u16::MAX
            && let Value::Tuple(names) = self.code.consts[usize::from(names)].clone()
        {
            let values = self.pop_many(names.len());
            keywords = names.iter().filter_map(|name| name.as_str().cloned()).zip(values).collect();
        }
        let positional = self.pop_many(count);
        let function = self.pop();
        self.call_value(vm, &function, Args { positional, keywords })
    }

    /// The frame of a call, with positional arguments, of a plain function of the program that takes just as many.
    fn frame_of_call(&mut self, vm: &Vm, count: usize) -> Option<Box<Frame>> {
        let place = self.stack.len().checked_sub(count + 1)?;
        let (function, this) = match &self.stack[place] {
            Value::Function(function) => (function, None),
            Value::Method(method) => match &method.function {
                Value::Function(function) => (function, Some(&method.this)),
                _ => return None,
            },
            _ => return None,
        };
        let code = &function.code;
        let fits =
            code.parameters.takes_nothing_else() && code.parameters.positional == count + usize::from(this.is_some());
        if !fits || code.kind != CodeKind::Function || code.source.is_library {
            return None;
        }
        let (function, this) = (function.clone(), this.cloned());
        let frame = Frame::of_call(&function, this.into_iter().chain(self.stack.drain(place + 1..)).map(Some), vm);
        self.stack.pop();
        Some(frame)
    }

    pub(super) fn call_spread(&mut self, vm: &Vm, cx: &mut Context<'_>) -> Result<Option<Flow>> {
        if let Some(flow) = self.still_blocked(vm, cx)? {
            return Ok(flow);
        }
        let args = self.pop_spread();
        let function = self.pop();
        self.call_value(vm, &function, args)
    }

    fn pop_spread(&mut self) -> Args {
        let keywords = self.pop();
        let positional = self.pop();
        let keywords = keywords.as_dict().map(|dict| {
            let dict = dict.borrow();
            dict.entries().filter_map(|entry| Some((entry.object.as_str()?.clone(), entry.value.clone()))).collect()
        });
        let positional = positional.as_list().map(|list| list.take()).unwrap_or_default();
        Args { positional, keywords: keywords.unwrap_or_default() }
    }

    /// Calls; gives the frame of a function that has to run, or pushes the result.
    pub(super) fn call_value(&mut self, vm: &Vm, function: &Value, mut args: Args) -> Result<Option<Flow>> {
        match function {
            Value::Native(native) if native.owner.is_none() && args.positional.is_empty() => {
                if *native.name == *PROGRAM_FRAMES {
                    return Ok(Some(Flow::Frames));
                }
                if let Some(names) = self.names_asked_for(&native.name) {
                    self.push(names);
                    return Ok(None);
                }
            }
            Value::Function(function) if function.code.kind == CodeKind::Function => {
                self.mark_line_of_call(function);
                let locals = arguments::bind(function, args)?;
                return Ok(Some(Flow::Call(Frame::of_call(function, locals, vm))));
            }
            Value::Method(method) if matches!(method.function, Value::Function(_)) => {
                args.positional.insert(0, method.this.clone());
                return self.call_value(vm, &method.function, args);
            }
            Value::Class(class)
                if class.builtin == Some(Type::Super) && args.positional.is_empty() && args.keywords.is_empty() =>
            {
                let found = self.super_of_method(vm)?;
                self.push(found);
                return Ok(None);
            }
            Value::Class(class) => {
                if let Some((object, init)) = type_::begin_instance(vm, class, &args)? {
                    args.positional.insert(0, object.clone());
                    self.mark_line_of_call(&init);
                    let locals = arguments::bind(&init, args)?;
                    let mut frame = Frame::of_call(&init, locals, vm);
                    frame.role = Role::Init(object);
                    return Ok(Some(Flow::Call(frame)));
                }
            }
            _ => {}
        }
        self.mark_line();
        let result = vm.call(function, args)?;
        Ok(self.result(result))
    }

    /// What a function of the library records has the line of its call.
    fn mark_line_of_call(&self, function: &Function) {
        if function.code.source.is_library {
            self.mark_line();
        }
    }

    /// What `globals()`, `locals()` and `vars()` give in this frame.
    fn names_asked_for(&self, function: &str) -> Option<Value> {
        match function {
            "globals" => Some(Value::Dict(self.globals.clone())),
            "locals" | "vars" | "dir" => {
                let is_module = self.code.kind == CodeKind::Module;
                let names = match &self.namespace {
                    Some(namespace) => namespace.clone(),
                    None if is_module => self.globals.clone(),
                    None => self.locals_by_name(),
                };
                if function != "dir" {
                    return Some(Value::Dict(names));
                }
                let names = names.borrow();
                let mut list: Vec<_> = names.entries().filter_map(|entry| entry.object.as_str().cloned()).collect();
                list.sort();
                Some(Value::list(list.into_iter().map(Value::Str).collect()))
            }
            _ => None,
        }
    }

    fn locals_by_name(&self) -> DictRef {
        let dict = DictRef::default();
        let cells = self.code.cells.iter().zip(&self.cells).map(|(name, cell)| (name, cell.borrow().clone()));
        for (name, value) in self.code.locals.iter().zip(self.locals.iter().cloned()).chain(cells) {
            if let Some(value) = value.filter(|_| !name.is_empty() && !name.contains(['@', '.'])) {
                dict.borrow_mut().set_str(name, value);
            }
        }
        dict
    }

    /// `super()` in a method: its class is in a cell, its object is the first argument.
    fn super_of_method(&self, vm: &Vm) -> Result<Value> {
        let code = &self.code;
        let cell = |name: &str| {
            let place = code.cells.iter().position(|cell| &**cell == name)?;
            self.cells.get(place)?.borrow().clone()
        };
        let class = cell(crate::python::scope::CLASS_CELL).unwrap_or_default();
        let first = match self.locals.first() {
            Some(Some(value)) => Some(value.clone()),
            _ => code.locals.first().and_then(|name| cell(name)),
        };
        match first {
            Some(this) if code.parameters.positional > 0 => match class {
                Value::None => fail(crate::exception::RuntimeError, "super(): __class__ cell not found"),
                class => crate::python::builtins::super_of(vm, &class, &this),
            },
            _ => fail(crate::exception::RuntimeError, "super(): no arguments"),
        }
    }

    /// Pushes what native code has given, or waits for it: then the call is repeated.
    fn result(&mut self, result: Value) -> Option<Flow> {
        if let Value::Host(host) = &result
            && let Some(blocking) = host.downcast::<super::awaiting::Blocking>()
        {
            self.awaiting = blocking.body.take();
            self.next -= 1;
            return Some(Flow::Blocked);
        }
        self.push(result);
        None
    }

    /// As [`still_waiting`](Self::still_waiting), for the call of something that runs the loop.
    pub(super) fn still_blocked(&mut self, vm: &Vm, cx: &mut Context<'_>) -> Result<Option<Option<Flow>>> {
        if self.awaiting.is_none() {
            return Ok(None);
        }
        let waited = self.still_waiting(cx);
        if !matches!(waited, Ok(Some(Some(_)))) {
            let frames = vm.frames_around.take();
            drop(frames);
        }
        waited
    }

    pub(super) fn make_function(&mut self, vm: &Vm, index: u32, defaults: usize) {
        let annotations = self.pop();
        let keyword_defaults = self.pop();
        let defaults = self.pop_many(defaults);
        let code = self.code.codes[index as usize].clone();
        let cells = self.captured(&code.captures);
        let keyword_defaults = keyword_defaults.as_dict().map(|dict| {
            let dict = dict.borrow();
            dict.entries().filter_map(|entry| Some((entry.object.as_str()?.clone(), entry.value.clone()))).collect()
        });
        let dict = DictRef::default();
        vm.heap.track_dict(&dict);
        let function = Function {
            globals: self.globals.clone(),
            defaults,
            keyword_defaults: keyword_defaults.unwrap_or_default(),
            annotations,
            cells,
            name: std::cell::RefCell::new(code.name.clone()),
            qualname: std::cell::RefCell::new(code.qualname.clone()),
            dict,
            code,
        };
        self.push(Value::Function(Counted::new(function)));
    }

    fn captured(&self, captures: &[u16]) -> Vec<CellRef> {
        captures.iter().map(|index| self.cells[usize::from(*index)].clone()).collect()
    }

    /// Begins a class: its body runs next.
    pub(super) fn make_class(&mut self, vm: &Vm, index: u32) -> Result<Flow> {
        let mut args = self.pop_spread();
        let code = self.code.codes[index as usize].clone();
        let (bases, original_bases) = class_statement::resolve_bases(vm, args.positional)?;
        let metaclass = match args.keywords.iter().position(|(keyword, _)| &**keyword == "metaclass") {
            Some(place) => match args.keywords.remove(place).1 {
                Value::Class(class) => Some(class),
                _ => return fail(TypeError, "metaclass must be a class"),
            },
            None => None,
        };
        let metaclass = class_statement::metaclass_of(vm, metaclass, &bases)?;
        let cells = self.captured(&code.captures);
        let mut frame = Frame::new(&code, &self.globals, Vec::new(), &cells, vm);
        let namespace = class_statement::prepare(vm, metaclass.as_ref(), &code.name, &bases, &args.keywords)?;
        {
            let module = self.globals.borrow().get_str("__name__").cloned();
            let mut names = namespace.borrow_mut();
            names.set_str("__module__", module.unwrap_or_else(|| Value::str("__main__")));
            names.set_str("__qualname__", Value::Str(code.qualname.clone()));
            if let Some(doc) = &code.doc {
                names.set_str("__doc__", Value::Str(doc.clone()));
            }
        }
        frame.namespace = Some(namespace);
        let name = code.name.clone();
        frame.role =
            Role::ClassBody(Box::new(ClassBody { name, bases, original_bases, keywords: args.keywords, metaclass }));
        Ok(Flow::Call(frame))
    }
}

/// The class of a body that has run.
pub(super) fn finish_class(vm: &Vm, frame: &Frame, body: &ClassBody) -> Result<Value> {
    let namespace = frame.namespace.clone().unwrap_or_default();
    if let Some(bases) = &body.original_bases {
        namespace.borrow_mut().set_str("__orig_bases__", Value::tuple(bases.clone()));
    }
    let class = class_statement::build(vm, body, namespace)?;
    // Methods find their class there.
    for (cell, name) in frame.cells.iter().zip(&frame.code.cells).take(frame.code.own_cells) {
        if &**name == crate::python::scope::CLASS_CELL {
            cell.replace(Some(class.clone()));
        }
    }
    Ok(class)
}

impl Vm {
    /// Whether a method of one of Python's own types, which was taken from the class, is given an object of the type.
    fn check_receiver(&self, name: &str, owner: &str, given: Option<&Value>) -> Result<()> {
        // Every object is one of `object`, whose methods that concern classes are called without one, as is `__new__`.
        if owner == "object" || name == "__new__" {
            return Ok(());
        }
        let Some(given) = given else {
            return fail(TypeError, format!("unbound method {owner}.{name}() needs an argument"));
        };
        let class = self.class_of(given);
        let is_of = |class: &Class| class.is_builtin() && *class.name() == *owner;
        if is_of(&class) || class.ancestors.iter().any(|class| is_of(class)) || owner == "type" {
            return Ok(());
        }
        let given = class.name();
        fail(
            TypeError,
            match name.starts_with("__") {
                true => format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'"),
                false => format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object"),
            },
        )
    }

    /// Calls a value from native code.
    pub(crate) fn call(&self, function: &Value, mut args: Args) -> Result<Value> {
        match function {
            Value::Function(function) => self.call_function(function, args),
            Value::Native(native) => {
                if let Some(owner) = native.owner {
                    self.check_receiver(&native.name, owner, args.positional.first())?;
                }
                native.call(self, args)
            }
            Value::Method(method) => {
                args.positional.insert(0, method.this.clone());
                match &method.function {
                    Value::Native(native) => native.call(self, args),
                    Value::Function(function) => self.call_function(function, args),
                    function => self.nested(|| self.call(function, args)),
                }
            }
            Value::Class(class) => type_::call(self, class, args),
            Value::Descriptor(descriptor) => match &**descriptor {
                crate::python::value::Descriptor::Alias { origin, .. } => self.nested(|| self.call(origin, args)),
                crate::python::value::Descriptor::StaticMethod(function) => self.nested(|| self.call(function, args)),
                _ => fail(TypeError, format!("'{}' object is not callable", self.type_name(function))),
            },
            Value::Host(host) => host.call(self, args),
            other => match self.special(other, "__call__") {
                Some(method @ (Value::Function(_) | Value::Method(_))) => self.call(&method, args),
                Some(method) => self.nested(|| self.call(&method, args)),
                None => fail(TypeError, format!("'{}' object is not callable", self.type_name(other))),
            },
        }
    }

    fn call_function(&self, function: &Counted<Function>, args: Args) -> Result<Value> {
        let locals = arguments::bind(function, args)?;
        let frame = Frame::of_call(function, locals, self);
        match function.code.kind {
            CodeKind::Generator | CodeKind::Coroutine | CodeKind::AsyncGenerator => {
                Ok(Value::Generator(Generator::new(function, frame)))
            }
            _ => self.run_frame(frame),
        }
    }

    pub(crate) fn is_callable(&self, value: &Value) -> bool {
        match value {
            Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Class(_) => true,
            Value::Descriptor(descriptor) => {
                matches!(&**descriptor, crate::python::value::Descriptor::Alias { .. })
            }
            other => self.special(other, "__call__").is_some(),
        }
    }

    /// A new object of a class of the program, without anything set.
    pub(crate) fn new_instance(&self, class: &Rc<Class>, payload: Value) -> Value {
        let dict: DictRef = DictRef::default();
        self.heap.track_dict(&dict);
        Value::Instance(Counted::new(Instance { class: std::cell::RefCell::new(class.clone()), dict, payload }))
    }
}
