//! Owns a frame: what one call of a code object has.
//!
//! Invariant: its stack holds what the compiler's blocks expect.

use std::cell::RefCell;
use std::rc::Rc;

use super::generator::Generator;
use crate::exception::Exception;
use crate::memory::Charge;
use crate::python::class::Class;
use crate::python::code::Code;
use crate::python::memory::{Counted, VALUE};
use crate::python::native::Body;
use crate::python::value::{CellRef, DictRef, Function, Str, Value};
use crate::python::vm::Vm;

/// The frames of an execution or of what is suspended, the innermost last. They stay where they are while they move between the two.
pub(crate) type Frames = Vec<Box<Frame>>;

/// How many bytes a frame takes without its variables, with the generator that may hold it.
const SIZE: usize = 512;

pub(crate) struct Frame {
    pub(crate) code: Rc<Code>,
    pub(crate) globals: DictRef,
    pub(crate) locals: Vec<Option<Value>>,
    pub(crate) cells: Vec<CellRef>,
    pub(crate) stack: Vec<Value>,
    /// The next operation.
    pub(crate) next: usize,
    pub(crate) blocks: Vec<Block>,
    /// What it handles, the innermost last.
    pub(crate) handled: Vec<Exception>,
    /// Whether a frame below it handles an exception.
    pub(crate) is_within_handler: bool,
    /// Of a class body.
    pub(crate) namespace: Option<DictRef>,
    pub(crate) role: Role,
    /// What it waits for, where that is the loop's.
    pub(crate) awaiting: Option<Body>,
    /// This step was resumed by an exception that was thrown into what it awaits.
    pub(crate) thrown_into: bool,
    /// What it raises now was raised before, so it leaves no mark.
    pub(crate) is_reraise: bool,
    charge: Charge,
}

/// Frames of calls that have returned, which the next calls take: so a call allocates nothing.
#[derive(Default)]
pub(crate) struct SpareFrames(RefCell<Frames>);

impl SpareFrames {
    /// So many are kept.
    const MOST: usize = 64;

    fn take(&self, code: &Rc<Code>, globals: &DictRef) -> Box<Frame> {
        let Some(mut frame) = self.0.borrow_mut().pop() else { return Box::new(Frame::empty(code, globals)) };
        if !Rc::ptr_eq(&frame.code, code) {
            frame.code = code.clone();
        }
        if !Rc::ptr_eq(&frame.globals, globals) {
            frame.globals = globals.clone();
        }
        frame
    }

    /// Keeps the frame of a call that has returned.
    pub(super) fn keep(&self, mut frame: Box<Frame>) {
        let Frame { locals, cells, stack, blocks, handled, .. } = &mut *frame;
        locals.clear();
        cells.clear();
        stack.clear();
        blocks.clear();
        handled.clear();
        frame.charge.set(0);
        frame.next = 0;
        frame.is_within_handler = false;
        frame.thrown_into = false;
        frame.is_reraise = false;
        let mut spare = self.0.borrow_mut();
        if spare.len() < Self::MOST {
            spare.push(frame);
        }
    }
}

/// A guarded part of the code.
pub(crate) struct Block {
    pub(crate) handler: u32,
    pub(crate) stack: usize,
    pub(crate) handled: usize,
}

/// What becomes of what the frame returns.
pub(crate) enum Role {
    /// The caller gets it.
    Call,
    /// The caller gets the new object instead.
    Init(Value),
    /// The namespace becomes a class.
    ClassBody(Box<ClassBody>),
    /// It ends a generator, which this consumes.
    Generator(Rc<Generator>, Consumer),
}

/// What a class statement has besides its body.
pub(crate) struct ClassBody {
    pub(crate) name: Str,
    pub(crate) bases: Vec<Value>,
    pub(crate) original_bases: Option<Vec<Value>>,
    pub(crate) keywords: Vec<(Str, Value)>,
    pub(crate) metaclass: Option<Rc<Class>>,
}

/// Who resumed a generator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consumer {
    /// A `for`, which continues there at the end.
    For(u32),
    /// `yield from`
    Delegate,
    /// `await`
    Await,
    /// `await` of a step of an asynchronous generator.
    Step,
    /// Native code.
    Native,
}

impl Frame {
    fn empty(code: &Rc<Code>, globals: &DictRef) -> Self {
        Self {
            code: code.clone(),
            globals: globals.clone(),
            locals: Vec::new(),
            cells: Vec::new(),
            stack: Vec::with_capacity(6),
            next: 0,
            blocks: Vec::new(),
            handled: Vec::new(),
            is_within_handler: false,
            namespace: None,
            role: Role::Call,
            awaiting: None,
            thrown_into: false,
            is_reraise: false,
            charge: Charge::new(0),
        }
    }

    pub(crate) fn new(
        code: &Rc<Code>,
        globals: &DictRef,
        locals: impl IntoIterator<Item = Option<Value>>,
        captured: &[CellRef],
        vm: &Vm,
    ) -> Box<Self> {
        let mut frame = vm.spare_frames.take(code, globals);
        frame.locals.extend(locals);
        frame.locals.resize(code.locals.len(), None);
        for parameter in &code.cell_parameters {
            let value = parameter.and_then(|place| frame.locals.get_mut(usize::from(place))?.take());
            let cell = Counted::new(RefCell::new(value));
            vm.heap.track_cell(&cell);
            frame.cells.push(cell);
        }
        frame.cells.extend(captured.iter().cloned());
        frame.charge.set(SIZE + VALUE * frame.locals.len() + 8 * frame.cells.len());
        frame
    }

    /// The frame of a call.
    pub(crate) fn of_call(function: &Function, locals: impl IntoIterator<Item = Option<Value>>, vm: &Vm) -> Box<Self> {
        Self::new(&function.code, &function.globals, locals, &function.cells, vm)
    }

    pub(crate) fn push(&mut self, value: Value) {
        self.stack.push(value);
    }

    pub(crate) fn pop(&mut self) -> Value {
        self.stack.pop().unwrap_or_default()
    }

    pub(crate) fn pop_many(&mut self, count: usize) -> Vec<Value> {
        self.stack.split_off(self.stack.len().saturating_sub(count))
    }

    pub(crate) fn top(&self) -> &Value {
        self.stack.last().unwrap_or(&Value::None)
    }

    pub(crate) fn line(&self) -> u32 {
        if self.next == 0 { self.code.first_line } else { self.code.line_before(self.next) }
    }

    /// What is recorded next has this line; from a frame of the library, that of the program's frame which called it.
    pub(crate) fn mark_line(&self) {
        if !self.code.source.is_library {
            crate::at_line(self.line());
        }
    }

    /// Whether it is the frame of a coroutine or generator.
    pub(crate) fn generator(&self) -> Option<&Rc<Generator>> {
        match &self.role {
            Role::Generator(generator, _) => Some(generator),
            _ => None,
        }
    }
}
