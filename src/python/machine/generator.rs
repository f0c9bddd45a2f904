//! Owns coroutines, generators and asynchronous generators: frames that can be suspended.
//!
//! ```text
//! created ──(1)──▶ running ──(3)──▶ finished
//!                   │    ▲
//!                  (2)──suspended
//! ```
//! 1: the first resumption; 2: it yields or waits; 3: it returns or raises. Invariant: its frames are here exactly while it is created
//! or suspended.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::execution::{Execution, Step, program_frames, without_waker};
use super::frame::{Consumer, Frame, Frames, Role};
use crate::Result;
use crate::exception::{
    Exception, GeneratorExit, RuntimeError, StopAsyncIteration, StopIteration, TypeError, ValueError, chain_context,
};
use crate::python::code::{Code, CodeKind, Op};
use crate::python::iterator::Next;
use crate::python::memory::{note, release};
use crate::python::native::fail;
use crate::python::value::{Function, Str, Value};
use crate::python::vm::{self, Vm};

pub(crate) struct Generator {
    code: Rc<Code>,
    name: RefCell<Str>,
    qualname: RefCell<Str>,
    state: Cell<GeneratorState>,
    frames: RefCell<Frames>,
    /// What runs it as the body of a task, and has its frames.
    execution: RefCell<Weak<RefCell<Execution>>>,
    /// The task that runs it is known to have it as its coroutine.
    pub(crate) is_known: Cell<bool>,
    /// A task runs it, or one that awaits it.
    pub(crate) is_awaited: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum GeneratorState {
    Created,
    Suspended,
    Running,
    Finished,
}

/// How a generator is resumed.
pub(crate) enum Resume {
    Send(Value),
    Throw(Exception),
}

/// Frames to run, with what is thrown into them; or what a generator that has ended gives.
type Begun = std::result::Result<(Frames, Option<Exception>), Value>;

impl Generator {
    pub(crate) fn new(function: &Function, frame: Box<Frame>) -> Rc<Self> {
        Rc::new(Self {
            code: function.code.clone(),
            name: RefCell::new(function.name.borrow().clone()),
            qualname: RefCell::new(function.qualname.borrow().clone()),
            state: Cell::new(GeneratorState::Created),
            frames: RefCell::new(vec![frame]),
            execution: RefCell::default(),
            is_known: Cell::new(false),
            is_awaited: Cell::new(false),
        })
    }

    pub(crate) fn kind(&self) -> CodeKind {
        self.code.kind
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.kind() == CodeKind::Generator
    }

    pub(crate) fn is_coroutine(&self) -> bool {
        self.kind() == CodeKind::Coroutine
    }

    pub(crate) fn coroutine(&self) -> &crate::Code {
        &self.code.coroutine
    }

    pub(crate) fn code(&self) -> &Rc<Code> {
        &self.code
    }

    pub(crate) fn name(&self) -> Str {
        self.name.borrow().clone()
    }

    pub(crate) fn qualname(&self) -> Str {
        self.qualname.borrow().clone()
    }

    pub(crate) fn state(&self) -> GeneratorState {
        self.state.get()
    }

    fn word(&self) -> &'static str {
        match self.kind() {
            CodeKind::Coroutine => "coroutine",
            CodeKind::AsyncGenerator => "async generator",
            _ => "generator",
        }
    }

    pub(crate) fn runs_in(&self, execution: &Rc<RefCell<Execution>>) {
        self.execution.replace(Rc::downgrade(execution));
    }

    /// Its frames in the program, as [`program_frames`] describes them; none while it runs.
    pub(crate) fn program_frames(&self) -> Vec<Value> {
        match self.execution.borrow().upgrade() {
            Some(execution) => execution.try_borrow().map_or_else(|_| Vec::new(), |e| program_frames(&e.frames)),
            None => program_frames(&self.frames.borrow()),
        }
    }

    /// Takes the frames out to run them.
    pub(crate) fn begin(self: &Rc<Self>, vm: &Vm, resume: Resume, consumer: Consumer) -> Result<Begun> {
        match self.state.get() {
            GeneratorState::Running => {
                if self.is_coroutine() && consumer == Consumer::Await {
                    return fail(RuntimeError, "coroutine is being awaited already");
                }
                if self.kind() == CodeKind::AsyncGenerator {
                    let method = match resume {
                        Resume::Send(_) => "anext",
                        Resume::Throw(error) if error.is(GeneratorExit) => "aclose",
                        Resume::Throw(_) => "athrow",
                    };
                    return fail(RuntimeError, format!("{method}(): asynchronous generator is already running"));
                }
                return fail(ValueError, format!("{} already executing", self.word()));
            }
            GeneratorState::Finished => {
                return match resume {
                    _ if self.is_coroutine() => fail(RuntimeError, "cannot reuse already awaited coroutine"),
                    Resume::Throw(error) => Err(error),
                    Resume::Send(_) => Ok(Err(Value::None)),
                };
            }
            GeneratorState::Created | GeneratorState::Suspended => {}
        }
        let was_created = self.state.replace(GeneratorState::Running) == GeneratorState::Created;
        if was_created && self.kind() == CodeKind::AsyncGenerator && crate::is_running() {
            note(&mut vm.async_generators.borrow_mut(), Rc::downgrade(self));
        }
        let mut frames = self.frames.take();
        if let Some(bottom) = frames.first_mut() {
            bottom.role = Role::Generator(self.clone(), consumer);
        }
        if self.is_coroutine() && consumer == Consumer::Await && was_created {
            crate::entered(self.coroutine());
        }
        let thrown = match resume {
            Resume::Throw(error) => {
                if let Some(top) = frames.last_mut() {
                    top.awaiting = None;
                }
                if was_created {
                    // Nothing of it runs.
                    self.finish();
                    if let Some(frame) = frames.first() {
                        frame.mark_at_start(vm, &error);
                    }
                    return Err(error);
                }
                let error = self.thrown_into_delegate(vm, &mut frames, error);
                if let Some(handled) = frames.last().and_then(|top| top.handled.last()) {
                    chain_context(&error, handled);
                }
                Some(error)
            }
            Resume::Send(value) => {
                if was_created {
                    if !value.is_none() {
                        frames.iter_mut().for_each(|frame| frame.role = Role::Call);
                        self.frames.replace(frames);
                        self.state.set(GeneratorState::Created);
                        let text = format!("can't send non-None value to a just-started {}", self.word());
                        return fail(TypeError, text);
                    }
                } else if let Some(top) = frames.last_mut()
                    && !self.is_coroutine()
                {
                    top.push(value);
                }
                None
            }
        };
        Ok(Ok((frames, thrown)))
    }

    /// Throws into the generator that a `yield from` stands at, whose frames come on top; GeneratorExit closes it instead. Gives what
    /// is thrown into the top frame.
    fn thrown_into_delegate(&self, vm: &Vm, frames: &mut Frames, error: Exception) -> Exception {
        let Some(delegate) = frames.last_mut().and_then(|top| top.leave_delegate()) else { return error };
        if error.is(GeneratorExit) {
            return delegate.close(vm).err().unwrap_or(error);
        }
        match delegate.begin(vm, Resume::Throw(error), Consumer::Delegate) {
            Ok(Ok((above, thrown))) => {
                frames.extend(above);
                // It has begun, so there is what was thrown.
                thrown.unwrap_or_else(|| GeneratorExit.empty())
            }
            Ok(Err(_)) => GeneratorExit.empty(),
            Err(error) => error,
        }
    }

    pub(crate) fn suspend(&self, mut frames: Frames) {
        if let Some(bottom) = frames.first_mut() {
            bottom.role = Role::Call;
        }
        self.state.set(GeneratorState::Suspended);
        let old = self.frames.replace(frames);
        drop(old);
    }

    pub(crate) fn finish(&self) {
        self.state.set(GeneratorState::Finished);
    }

    /// What an exception becomes that leaves it: PEP 479.
    pub(crate) fn out_of(&self, error: Exception) -> Exception {
        let is_stop = error.is(StopIteration);
        let is_async_stop = self.kind() == CodeKind::AsyncGenerator && error.is(StopAsyncIteration);
        if !is_stop && !is_async_stop {
            return error;
        }
        let name = if is_stop { "StopIteration" } else { "StopAsyncIteration" };
        let stopped = RuntimeError.new(format!("{} raised {name}", self.word()));
        stopped.set_context(Some(error.clone()));
        stopped.set_cause(Some(error));
        stopped.mark_raised();
        stopped
    }

    /// Resumes it from native code.
    pub(crate) fn resume(self: &Rc<Self>, vm: &Vm, resume: Resume) -> Result<Step> {
        let (frames, thrown) = match self.begin(vm, resume, Consumer::Native)? {
            Ok(begun) => begun,
            Err(value) => return Ok(Step::Returned(value)),
        };
        let mut execution = Execution::of_frames(frames);
        let step = vm.nested(|| without_waker(|cx| execution.run(vm, thrown, cx)));
        if let Ok(Step::Pending) = step {
            self.suspend(execution.frames);
        }
        step
    }

    /// `next(generator)`, or `send`.
    pub(crate) fn next(self: &Rc<Self>, vm: &Vm, sent: Value) -> Result<Next> {
        match self.resume(vm, Resume::Send(sent))? {
            Step::Yielded(value) => Ok(Next::Item(value)),
            Step::Returned(value) => Ok(Next::End(value)),
            Step::Pending => fail(RuntimeError, "await wasn't used with future"),
        }
    }

    /// `close()`
    pub(crate) fn close(self: &Rc<Self>, vm: &Vm) -> Result<Value> {
        match self.state.get() {
            GeneratorState::Created => {
                self.finish();
                drop(self.frames.take());
                return Ok(Value::None);
            }
            GeneratorState::Finished => return Ok(Value::None),
            _ => {}
        }
        let exit = GeneratorExit.empty();
        match self.resume(vm, Resume::Throw(exit)) {
            Ok(Step::Returned(value)) => Ok(value),
            Ok(_) => fail(RuntimeError, format!("{} ignored GeneratorExit", self.word())),
            Err(error) if error.is(GeneratorExit) || error.is(StopIteration) => Ok(Value::None),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        let frames = std::mem::take(self.frames.get_mut());
        if !frames.is_empty() {
            release(Abandoned(Some(self.with_frames(frames))));
        }
    }
}

/// A generator that nothing refers to, and that has frames.
struct Abandoned(Option<Generator>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        if let Some(generator) = self.0.take() {
            generator.abandon();
        }
    }
}

impl Generator {
    /// Another object with its frames.
    fn with_frames(&self, frames: Frames) -> Self {
        Self {
            code: self.code.clone(),
            name: self.name.clone(),
            qualname: self.qualname.clone(),
            state: self.state.clone(),
            frames: RefCell::new(frames),
            execution: RefCell::default(),
            is_known: Cell::new(false),
            is_awaited: self.is_awaited.clone(),
        }
    }

    /// Warns of a coroutine that never began, and closes what did.
    fn abandon(mut self) {
        let frames = std::mem::take(self.frames.get_mut());
        if self.state.get() == GeneratorState::Created {
            drop(frames);
            if self.is_coroutine() && !self.is_awaited.get() {
                let code = self.code.coroutine.clone();
                drop(crate::Coro::new(code, std::future::ready(Ok::<(), Exception>(()))));
            }
            return;
        }
        let Some(vm) = vm::current() else { return };
        if self.kind() == CodeKind::AsyncGenerator && !vm.is_stopped() && crate::is_running() {
            // The loop closes it, by another object with its frames.
            let _ = crate::python::modules::asyncio::close_later(&vm, Rc::new(self.with_frames(frames)));
            return;
        }
        close_frames(&vm, frames, Some(&Rc::new(self)));
    }
}

impl Frame {
    /// The generator that a suspended `yield from` stands at. The frame continues behind it, as it does when the generator ends.
    fn leave_delegate(&mut self) -> Option<Rc<Generator>> {
        if !matches!(self.code.ops.get(self.next), Some(Op::YieldFrom)) {
            return None;
        }
        let Value::Generator(delegate) = self.top().clone() else { return None };
        self.next += 1;
        Some(delegate)
    }
}

/// Closes frames that are suspended and that nothing will resume: what Python's collector does. Their `finally` runs.
pub(crate) fn close_frames(vm: &Rc<Vm>, mut frames: Frames, generator: Option<&Rc<Generator>>) {
    if let Some(generator) = generator {
        generator.finish();
    }
    let has_begun = frames.iter().any(|frame| frame.next > 0);
    let guarded = frames.iter().any(|frame| !frame.blocks.is_empty());
    if vm.is_stopped() || !has_begun || !guarded {
        return;
    }
    let _entered = vm::enter(vm);
    let standing = vm.offset.get();
    let delegate = frames.last_mut().and_then(|top| top.leave_delegate());
    let closed = delegate.map_or(Ok(Value::None), |delegate| delegate.close(vm));
    let mut execution = Execution::of_frames(frames);
    if let Some(bottom) = execution.frames.first_mut() {
        bottom.role = Role::Call;
    }
    if let Some(top) = execution.frames.last_mut() {
        top.awaiting = None;
    }
    let exit = closed.err().unwrap_or_else(|| GeneratorExit.empty());
    exit.mark_raised();
    let ended = without_waker(|cx| execution.run(vm, Some(exit), cx));
    vm.offset.set(standing);
    let error = match ended {
        Err(error) if !error.is(GeneratorExit) && !error.is(StopIteration) => Some(error),
        Ok(Step::Yielded(_)) => {
            let word = generator.map_or("coroutine", |generator| generator.word());
            Some(RuntimeError.new(format!("{word} ignored GeneratorExit")))
        }
        _ => None,
    };
    if let Some(error) = error {
        let what = generator.map(|generator| vm.repr(&Value::Generator(generator.clone())).unwrap_or_default());
        let doing = format!("while closing generator {}", what.unwrap_or_default());
        crate::python::types::exception::report_unraisable(vm, &doing, &error);
    }
    // What still waits is given up.
    for frame in &mut execution.frames {
        frame.blocks.clear();
    }
}
