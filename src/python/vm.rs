//! Owns the state of one program: its types, modules and limits.
//!
//! Invariant: a program sees nothing of another one.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::{Rc, Weak};

use futures::future::LocalBoxFuture;

use super::class::Class;
use super::code::Code;
use super::dict::Dict;
use super::exceptions::Classes;
use super::heap::Heap;
use super::machine::frame::SpareFrames;
use super::machine::generator::Generator;
use super::memory::Growing;
use super::modules::contextvars::ContextVar;
use super::native::Args;
use super::output::Output;
use super::source::Source;
use super::traceback::Entry;
use super::types::{Type, Types};
use super::value::{DictRef, Module, Value};
use crate::random::Random;
use crate::{Callback, Limit, Limits, Script, SourceLine, Task};

pub(crate) struct Vm {
    pub(crate) types: Types,
    pub(crate) classes: Classes,
    pub(crate) builtins: DictRef,
    pub(crate) modules: RefCell<BTreeMap<String, Rc<Module>>>,
    pub(crate) main: RefCell<Option<Rc<Module>>>,
    pub(crate) output: Output,
    pub(crate) random: RefCell<Random>,
    pub(crate) heap: Heap,
    pub(crate) source: Rc<Source>,
    code: Rc<Code>,
    /// What the run allows.
    pub(super) limits: Cell<Limits>,
    /// What its objects take in memory, while another program runs.
    used: Cell<usize>,
    /// What its objects may take.
    pub(super) memory: Cell<usize>,
    /// How many more steps it may make: jumps back and calls.
    pub(super) steps: Cell<u64>,
    /// How many are left when the host has its next turn.
    next_turn: Cell<u64>,
    /// What may happen between two steps.
    pub(crate) pauses: Cell<Pauses>,
    /// What the host wants to wait for before the module's own code continues.
    pub(crate) turn: RefCell<Option<LocalBoxFuture<'static, ()>>>,
    /// Where in its source the program stands; none when nothing of it runs any more.
    pub(crate) offset: Cell<Option<u32>>,
    /// The frames of the module, while it waits for the loop: see [`Flow::Frames`](super::machine::execution::Flow::Frames).
    pub(crate) frames_around: RefCell<Vec<Value>>,
    /// How many calls are open.
    pub(crate) depth: Cell<u32>,
    /// How many of them nest in Rust's own stack.
    /// How many calls may be open.
    pub(crate) deepest: Cell<u32>,
    pub(crate) native_depth: Cell<u32>,
    /// The limit that ended it.
    pub(crate) stopped: Cell<Option<Limit>>,
    /// The loop's runs.
    script: RefCell<Option<Script>>,
    /// What `set_exception_handler` of the loop was given.
    pub(crate) exception_handler: RefCell<Value>,
    /// What its `call_exception_handler` was given, until the handler has it.
    pub(crate) error_context: RefCell<Option<Value>>,
    /// The last loop was closed, and there is no new one yet.
    pub(crate) loop_is_closed: Cell<bool>,
    /// The asynchronous generators that have begun in the loop, for its end.
    pub(crate) async_generators: RefCell<Vec<Weak<Generator>>>,
    /// How many seconds the function has slept that runs as if in a thread.
    pub(crate) slept: Cell<Option<f64>>,
    /// Done callbacks by future and function, to take them away.
    pub(crate) callbacks: RefCell<Vec<(usize, Value, Callback)>>,
    /// The coroutines of tasks, by the tasks' numbers.
    coroutines: RefCell<HashMap<usize, Weak<Generator>>>,
    /// The variables of `contextvars`, in creation order.
    pub(crate) context_variables: RefCell<Vec<Weak<ContextVar>>>,
    /// What `atexit.register` was given.
    pub(crate) exit_handlers: RefCell<Vec<(Value, Args)>>,
    /// `os._exit` was called.
    pub(crate) exits_at_once: Cell<bool>,
    pub(crate) spare_frames: SpareFrames,
    ids: RefCell<HashMap<usize, u64>>,
    codes: RefCell<HashMap<&'static str, crate::Code>>,
    this: Weak<Vm>,
}

/// After so many steps the host may have a turn.
const STEPS_BETWEEN_TURNS: u64 = 1 << 13;

/// What may happen between two steps of an execution.
#[derive(Clone, Copy, Default)]
pub(crate) enum Pauses {
    /// Native code waits for its end.
    #[default]
    Never,
    /// The step of its task is continued later.
    Task,
    /// No loop runs yet, or none any more, so the whole program waits.
    Module,
}

/// How many calls may be open unless a program says otherwise, as in CPython.
const DEEPEST: u32 = 1000;
/// Where addresses begin to count.
const FIRST_ADDRESS: u64 = 0x7f00_0000_1000;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Vm>>> = const { RefCell::new(None) };
}

/// The program that runs in this thread, for what is called without one: reprs that the loop asks for, and destructors.
pub(crate) fn current() -> Option<Rc<Vm>> {
    CURRENT.try_with(|current| current.try_borrow().ok()?.clone()).ok()?
}

/// Makes it the program that runs, until the guard is dropped.
pub(crate) fn enter(vm: &Rc<Vm>) -> Entered {
    let before = CURRENT.replace(Some(vm.clone()));
    account(before.as_ref(), Some(vm));
    Entered(before)
}

/// The objects that are created and freed from now on are those of another program.
fn account(before: Option<&Rc<Vm>>, after: Option<&Rc<Vm>>) {
    let is_same = before.map(Rc::as_ptr) == after.map(Rc::as_ptr);
    if !is_same {
        let used = crate::memory::replace(after.map_or(0, |vm| vm.used.get()));
        if let Some(vm) = before {
            vm.used.set(used);
        }
    }
}

pub(crate) struct Entered(Option<Rc<Vm>>);

impl Drop for Entered {
    fn drop(&mut self) {
        let left = CURRENT.replace(self.0.take());
        account(left.as_ref(), current().as_ref());
        drop(left);
    }
}

impl Vm {
    pub(crate) fn new(code: Rc<Code>, seed: u64) -> Rc<Vm> {
        let vm = Rc::new_cyclic(|this| {
            let types = Types::new();
            let classes = Classes::new(&types);
            Vm {
                classes,
                types,
                builtins: DictRef::default(),
                modules: RefCell::default(),
                main: RefCell::default(),
                output: Output::default(),
                random: RefCell::new(Random::new(seed)),
                heap: Heap::default(),
                source: code.source.clone(),
                code,
                limits: Cell::default(),
                used: Cell::new(0),
                memory: Cell::new(Limits::default().memory),
                steps: Cell::new(Limits::default().steps),
                next_turn: Cell::new(0),
                pauses: Cell::default(),
                turn: RefCell::default(),
                offset: Cell::new(None),
                frames_around: RefCell::default(),
                depth: Cell::new(0),
                deepest: Cell::new(DEEPEST),
                native_depth: Cell::new(0),
                stopped: Cell::new(None),
                script: RefCell::default(),
                exception_handler: RefCell::default(),
                error_context: RefCell::default(),
                loop_is_closed: Cell::new(false),
                async_generators: RefCell::default(),
                slept: Cell::new(None),
                callbacks: RefCell::default(),
                coroutines: RefCell::default(),
                context_variables: RefCell::default(),
                exit_handlers: RefCell::default(),
                exits_at_once: Cell::new(false),
                spare_frames: SpareFrames::default(),
                ids: RefCell::default(),
                codes: RefCell::default(),
                this: this.clone(),
            }
        });
        super::builtins::install(&vm);
        vm
    }

    /// A handle of its own.
    pub(crate) fn rc(&self) -> Rc<Vm> {
        self.this.upgrade().expect("it runs, so it is alive")
    }

    pub(crate) fn class(&self, of: Type) -> Value {
        Value::Class(self.types.get(of).clone())
    }

    /// Whether the frame that runs has to give the host a turn before its next step: now and then, and where it can.
    pub(crate) fn pauses(&self) -> bool {
        let left = self.steps.get();
        if left > self.next_turn.get() {
            return false;
        }
        self.next_turn.set(left.saturating_sub(STEPS_BETWEEN_TURNS));
        match self.pauses.get() {
            Pauses::Never => false,
            Pauses::Task => crate::pause(),
            Pauses::Module => {
                let turn = self.script().and_then(|script| script.turn());
                let waits = turn.is_some();
                self.turn.replace(turn);
                waits
            }
        }
    }

    /// `id(value)`: counts up from a fixed number.
    pub(crate) fn id(&self, value: &Value) -> u64 {
        match value {
            Value::None => 0x7f00_0000_0010,
            Value::NotImplemented => 0x7f00_0000_0020,
            Value::Ellipsis => 0x7f00_0000_0030,
            Value::Bool(bool) => 0x7f00_0000_0040 + 0x10 * u64::from(*bool),
            Value::Int(int) => 0x7e00_0000_0000_u64.wrapping_add((*int as u64).wrapping_mul(32)),
            Value::Float(float) => float.to_bits(),
            other => {
                let address = super::value::address(other).unwrap_or(0);
                let mut ids = self.ids.borrow_mut();
                let next = FIRST_ADDRESS + 0x40 * ids.len() as u64;
                *ids.entry(address).or_insert(next)
            }
        }
    }

    /// `0x7f…`, as reprs show an object's address.
    pub(crate) fn address(&self, value: &Value) -> String {
        format!("0x{:x}", self.id(value))
    }

    /// Where in its own source the program stands.
    pub(crate) fn standing(&self) -> Option<Entry> {
        let offset = self.offset.get()?;
        let mut code = &self.code;
        let is_within = |code: &&Rc<Code>| {
            let starts = code.ranges.iter().map(|range| range.0);
            starts.clone().min() <= Some(offset) && Some(offset) <= starts.max()
        };
        while let Some(inner) = code.codes.iter().find(is_within) {
            code = inner;
        }
        Some(Entry { code: code.clone(), range: (offset, offset), bound: Vec::new(), locals: None })
    }

    /// The code of a coroutine of the library.
    pub(crate) fn native_code(&self, name: &'static str) -> crate::Code {
        let mut codes = self.codes.borrow_mut();
        codes.entry(name).or_insert_with(|| crate::Code::new(name, "asyncio", 0)).clone()
    }

    /// A new module with these names.
    pub(crate) fn new_module(&self, name: &str, dict: Dict) -> Rc<Module> {
        let dict = Rc::new(Growing::new(dict));
        let old = dict.borrow_mut().set_str("__name__", Value::str(name));
        drop(old);
        let module = Rc::new(Module { name: name.into(), dict });
        self.heap.track_dict(&module.dict);
        module
    }

    pub(crate) fn set_script(&self, script: Script) {
        self.limits.set(script.limits());
        let steps = self.limits.get().steps;
        self.steps.set(steps);
        self.next_turn.set(steps.saturating_sub(STEPS_BETWEEN_TURNS));
        self.memory.set(self.limits.get().memory);
        let this = self.this.clone();
        script.show_places(move || {
            let vm = this.upgrade()?;
            let line = vm.source.line(vm.offset.get()?);
            Some(SourceLine { file: vm.source.file.clone(), line, text: vm.source.line_text(line).trim().to_owned() })
        });
        let this = self.this.clone();
        script.before_close(move || {
            let vm = this.upgrade()?;
            let _entered = enter(&vm);
            super::modules::asyncio::shutdown_generators(&vm)
        });
        self.script.replace(Some(script));
    }

    pub(crate) fn script(&self) -> Option<Script> {
        self.script.borrow().clone()
    }

    /// The loop time, in seconds.
    pub(crate) fn time(&self) -> f64 {
        self.script().map_or(0.0, |script| script.time())
    }

    /// Notes which coroutine a task runs.
    pub(crate) fn remember_coroutine(&self, task: &Task<crate::repr::Value>, coroutine: Value) {
        if let Value::Generator(generator) = &coroutine {
            let mut coroutines = self.coroutines.borrow_mut();
            coroutines.insert(task.id(), Rc::downgrade(generator));
        }
    }

    pub(crate) fn coroutine_of(&self, task: &Task<crate::repr::Value>) -> Value {
        let coroutine = self.coroutines.borrow().get(&task.id()).and_then(Weak::upgrade);
        coroutine.map_or(Value::None, Value::Generator)
    }

    /// What the interpreter does at its end: the handlers of `atexit`; the last collection, which finalizes what is pending before
    /// it clears the names that this uses; then the names of the program's module go, in their order, then what only cycles hold.
    pub(crate) fn finalize(self: &Rc<Self>, destroy_pending: &dyn Fn()) {
        let _entered = enter(self);
        while let Some((function, args)) = self.exit_handlers.borrow_mut().pop() {
            if let Err(error) = self.call(&function, args) {
                let callback = self.repr(&function).unwrap_or_default();
                super::types::exception::report_unraisable(self, &format!("in atexit callback {callback}"), &error);
            }
            if self.exits_at_once.get() {
                return;
            }
        }
        self.offset.set(None);
        destroy_pending();
        let main = self.main.borrow().clone();
        if let Some(main) = main {
            loop {
                let name = main.dict.borrow().entries().map(|entry| entry.key.clone()).next();
                let Some(name) = name else { break };
                let entry = main.dict.borrow_mut().remove(&name);
                drop(entry);
            }
        }
        let callbacks = (self.callbacks.take(), self.exception_handler.take());
        drop(callbacks);
        self.heap.clear();
        self.output.flush();
    }

    /// Frees what is left when nothing runs any more.
    pub(crate) fn release(self: &Rc<Self>) {
        let _entered = enter(self);
        self.stopped.set(self.stopped.get().or(Some(Limit::Steps(0))));
        let parts = (
            self.exit_handlers.take(),
            self.callbacks.take(),
            self.exception_handler.take(),
            self.script.take(),
            self.main.take(),
            self.modules.take(),
        );
        drop(parts);
        self.heap.clear();
        let builtins = self.builtins.borrow_mut().clear();
        drop(builtins);
    }

    /// A class of the program's own types by value: `type(value)`.
    pub(crate) fn class_of(&self, value: &Value) -> Rc<Class> {
        if let Value::Instance(instance) = value {
            return instance.class.borrow().clone();
        }
        if let Value::Exception(exception) = value {
            return self.class_of_exception(exception.class());
        }
        if let Value::Class(class) = value {
            return class.metaclass.clone().unwrap_or_else(|| self.types.get(Type::Type).clone());
        }
        if let Value::Host(host) = value {
            return self.classes.host(self, &host.type_name(), host.module());
        }
        self.types.get(super::types::type_::of(value)).clone()
    }

    /// Whether it is an instance of a class of the program, so that its methods have to be looked for.
    pub(crate) fn has_own_class(&self, value: &Value) -> bool {
        match value {
            Value::Instance(_) => true,
            Value::Class(class) => class.metaclass.is_some(),
            Value::Exception(exception) => matches!(exception.class(), crate::exception::Class::Created(_)),
            _ => false,
        }
    }

    pub(crate) fn type_name(&self, value: &Value) -> String {
        let class = self.class_of(value);
        class.builtin.and_then(Type::full_name).unwrap_or_else(|| class.name().to_string())
    }
}
