//! Owns a stack of frames that runs until it returns, yields or has to wait.
//!
//! Invariant: only its top frame runs, and what a frame gives goes to the one below.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Poll};

use super::frame::{Consumer, Frame, Frames, Role};
use super::generator::{Generator, Resume};
use crate::exception::{Exception, RecursionError, StopAsyncIteration, TypeError, chain_context};
use crate::python::code::CodeKind;
use crate::python::limits::DEEPEST_AWAITED;
use crate::python::native::fail;
use crate::python::value::Value;
use crate::python::vm::{Pauses, Vm};
use crate::{Handling, Result, in_frame};

pub(crate) struct Execution {
    pub(crate) frames: Frames,
    /// The line of the bottom frame, for reprs; 0 while that frame itself runs.
    line: Rc<Cell<u32>>,
    /// Who runs it, and so whether it can pause.
    pauses: Pauses,
}

/// What a frame does next, seen from below.
pub(crate) enum Flow {
    Call(Box<Frame>),
    /// Resumes a generator on top.
    Resume(Rc<Generator>, Resume, Consumer),
    Return(Value),
    Yield(Value),
    /// Gives the frame the program's frames.
    Frames,
    /// The frame waits for the loop, which runs others.
    Blocked,
    Pending,
}

/// Where an execution stands.
pub(crate) enum Step {
    Returned(Value),
    Yielded(Value),
    Pending,
}

impl Execution {
    pub(crate) fn new(frame: Box<Frame>) -> Self {
        Self::of_frames(vec![frame])
    }

    pub(crate) fn of_frames(mut frames: Frames) -> Self {
        let line = Rc::new(Cell::new(frames.first().map_or(0, |frame| frame.line())));
        let mut is_within_handler = false;
        for frame in &mut frames {
            frame.is_within_handler = is_within_handler;
            is_within_handler |= !frame.handled.is_empty();
        }
        Self { frames, line, pauses: Pauses::Never }
    }

    fn note_line(&self) {
        if let [bottom] = &self.frames[..] {
            self.line.set(bottom.line());
        }
    }

    /// Runs; `thrown` arrives in the top frame.
    pub(crate) fn run(&mut self, vm: &Vm, mut thrown: Option<Exception>, cx: &mut Context<'_>) -> Result<Step> {
        let depth = vm.depth.get();
        let around = vm.pauses.replace(self.pauses);
        vm.depth.set(depth + self.frames.len() as u32);
        self.frames.iter_mut().for_each(|frame| frame.thrown_into = false);
        let step = loop {
            match self.run_top(vm, thrown.take(), cx) {
                Ok(Some(step)) => break Ok(step),
                Ok(None) => {}
                Err(error) => match self.unwind(vm, error) {
                    Ok(error) => thrown = Some(error),
                    Err(error) => break Err(error),
                },
            }
        };
        vm.depth.set(depth);
        vm.pauses.set(around);
        step
    }

    /// Runs the top frame until something else has to run.
    fn run_top(&mut self, vm: &Vm, thrown: Option<Exception>, cx: &mut Context<'_>) -> Result<Option<Step>> {
        let around = self.handled_around();
        let Some(top) = self.frames.last() else { return Ok(Some(Step::Returned(Value::None))) };
        let handled = top.handled.clone();
        let (flow, thrown_into) =
            in_frame(around.as_ref(), &handled, |handling| self.run_frames(vm, thrown, handling, cx));
        if thrown_into {
            self.frames.iter_mut().for_each(|frame| frame.thrown_into = true);
        }
        let Some(flow) = flow? else { return Ok(None) };
        match flow {
            Flow::Call(frame) => {
                vm.step()?;
                self.push(vm, frame)?;
                Ok(vm.pauses().then_some(Step::Pending))
            }
            Flow::Resume(generator, resume, consumer) => self.resume(vm, &generator, resume, consumer).map(|()| None),
            Flow::Return(value) => self.returned(vm, value),
            Flow::Yield(value) => self.yielded(vm, value),
            Flow::Frames => {
                let mut frames = vm.frames_around.borrow().clone();
                frames.extend(program_frames(&self.frames));
                self.give(Value::list(frames))
            }
            Flow::Blocked => {
                vm.frames_around.replace(program_frames(&self.frames));
                Ok(None)
            }
            Flow::Pending => Ok(Some(Step::Pending)),
        }
    }

    /// Runs the top frame, and those that it calls and returns to while none of them handles an exception; none where another
    /// one goes on, which does.
    fn run_frames(
        &mut self,
        vm: &Vm,
        thrown: Option<Exception>,
        handling: &Handling,
        cx: &mut Context<'_>,
    ) -> Result<Option<Flow>> {
        let mut top = self.frames.last_mut().expect("it was asked what it handles");
        if let Some(error) = thrown
            && let Some(error) = top.catch(vm, error, handling)
        {
            return Err(error);
        }
        loop {
            let flow = top.execute(vm, handling, cx)?;
            if top.is_within_handler || !top.handled.is_empty() {
                return Ok(Some(flow));
            }
            let is_simple = match top.role {
                Role::Call | Role::Init(_) | Role::Generator(_, Consumer::For(_)) => self.frames.len() > 1,
                Role::ClassBody(_) | Role::Generator(..) => false,
            };
            match flow {
                Flow::Call(frame) => {
                    vm.step()?;
                    self.push(vm, frame)?;
                    if vm.pauses() {
                        return Ok(Some(Flow::Pending));
                    }
                }
                Flow::Resume(generator, resume, consumer @ Consumer::For(_)) => {
                    self.resume(vm, &generator, resume, consumer)?;
                }
                Flow::Return(value) if is_simple => drop(self.returned(vm, value)?),
                Flow::Yield(value) if is_simple => drop(self.yielded(vm, value)?),
                other => return Ok(Some(other)),
            }
            top = self.frames.last_mut().expect("one runs");
            if !top.handled.is_empty() {
                return Ok(None);
            }
        }
    }

    fn push(&mut self, vm: &Vm, mut frame: Box<Frame>) -> Result<()> {
        let depth = vm.depth.get();
        if depth >= vm.deepest.get() {
            return fail(RecursionError, "maximum recursion depth exceeded");
        }
        vm.depth.set(depth + 1);
        self.note_line();
        frame.is_within_handler =
            self.frames.last().is_some_and(|below| below.is_within_handler || !below.handled.is_empty());
        self.frames.push(frame);
        Ok(())
    }

    fn pop(&mut self, vm: &Vm) -> Option<Box<Frame>> {
        vm.depth.set(vm.depth.get().saturating_sub(1));
        let popped = self.frames.pop();
        if self.frames.len() == 1 {
            self.line.set(0);
        }
        popped
    }

    /// Puts the frames of a generator on top.
    fn resume(&mut self, vm: &Vm, generator: &Rc<Generator>, resume: Resume, consumer: Consumer) -> Result<()> {
        match generator.begin(vm, resume, consumer)? {
            Ok((frames, thrown)) => {
                for frame in frames {
                    self.push(vm, frame)?;
                }
                thrown.map_or(Ok(()), Err)
            }
            // It has ended before.
            Err(value) => self.deliver_end(consumer, value),
        }
    }

    /// What the frames below the top one handle.
    fn handled_around(&self) -> Option<Exception> {
        let mut frames = self.frames.iter().rev();
        let mut frame = frames.next().filter(|top| top.is_within_handler)?;
        loop {
            if frame.thrown_into && frame.generator().is_some() {
                return None;
            }
            frame = frames.next()?;
            if let Some(exception) = frame.handled.last() {
                return Some(exception.clone());
            }
        }
    }

    /// The top frame has returned.
    fn returned(&mut self, vm: &Vm, value: Value) -> Result<Option<Step>> {
        let Some(mut frame) = self.pop(vm) else { return Ok(Some(Step::Returned(value))) };
        match frame.role {
            Role::Call => {
                vm.spare_frames.keep(frame);
                self.give(value)
            }
            Role::Init(ref object) => {
                if !value.is_none() {
                    let name = vm.type_name(&value);
                    return fail(TypeError, format!("__init__() should return None, not '{name}'"));
                }
                let object = object.clone();
                frame.role = Role::Call;
                vm.spare_frames.keep(frame);
                self.give(object)
            }
            Role::ClassBody(ref body) => {
                let class = super::calls::finish_class(vm, &frame, body)?;
                self.give(class)
            }
            Role::Generator(ref generator, consumer) => {
                let generator = generator.clone();
                generator.finish();
                drop(frame);
                if consumer == Consumer::Await && generator.kind() == CodeKind::Coroutine {
                    crate::left(generator.coroutine(), None);
                }
                if consumer == Consumer::Native {
                    return Ok(Some(Step::Returned(value)));
                }
                self.deliver_end(consumer, value).map(|()| None)
            }
        }
    }

    /// Gives a value to the top frame.
    fn give(&mut self, value: Value) -> Result<Option<Step>> {
        match self.frames.last_mut() {
            Some(frame) => {
                frame.push(value);
                Ok(None)
            }
            None => Ok(Some(Step::Returned(value))),
        }
    }

    /// A generator has ended with this value; the top frame consumes it.
    fn deliver_end(&mut self, consumer: Consumer, value: Value) -> Result<()> {
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        match consumer {
            Consumer::For(end) => {
                frame.pop();
                frame.next = end as usize;
            }
            Consumer::Delegate | Consumer::Await => {
                frame.pop();
                frame.push(value);
            }
            Consumer::Step => {
                frame.pop();
                return crate::raise(StopAsyncIteration.empty());
            }
            Consumer::Native => {}
        }
        Ok(())
    }

    /// The top frame, of a generator, has yielded.
    fn yielded(&mut self, vm: &Vm, value: Value) -> Result<Option<Step>> {
        let Some(mut frame) = self.pop(vm) else { return Ok(Some(Step::Yielded(value))) };
        let Role::Generator(generator, consumer) = std::mem::replace(&mut frame.role, Role::Call) else {
            return Ok(Some(Step::Yielded(value)));
        };
        generator.suspend(vec![frame]);
        let Some(below) = self.frames.last_mut() else { return Ok(Some(Step::Yielded(value))) };
        match consumer {
            Consumer::Native => return Ok(Some(Step::Yielded(value))),
            Consumer::For(_) => below.push(value),
            Consumer::Delegate => {
                // It yields the same, and asks again when it is resumed.
                below.next -= 1;
                return self.yielded(vm, value);
            }
            Consumer::Await => {
                below.next -= 1;
                below.awaiting = Some(super::awaiting::body_of_yielded(vm, &value)?);
            }
            Consumer::Step => {
                below.pop();
                below.push(value);
            }
        }
        Ok(None)
    }

    /// Takes frames off until one handles the exception, which is given back for it.
    fn unwind(&mut self, vm: &Vm, mut error: Exception) -> Result<Exception> {
        loop {
            let Some(frame) = self.frames.last_mut() else { return Err(error) };
            frame.awaiting = None;
            if !frame.blocks.is_empty() && !vm.is_stopped() {
                return Ok(error);
            }
            let Some(frame) = self.pop(vm) else { return Err(error) };
            let thrown_into = frame.thrown_into;
            let role = frame.leave_by(vm, &error);
            if let Role::Generator(generator, consumer) = role {
                generator.finish();
                error = generator.out_of(error);
                if consumer == Consumer::Await && generator.kind() == CodeKind::Coroutine {
                    crate::left(generator.coroutine(), Some(&error));
                }
                if thrown_into && let Some(handled) = self.frames.last().and_then(|below| below.handled.last()) {
                    chain_context(&error, handled);
                }
                if let Some(below) = self.frames.last_mut()
                    && matches!(consumer, Consumer::Await | Consumer::Step)
                {
                    below.pop();
                }
            }
        }
    }
}

/// Runs with no task to wake.
pub(crate) fn without_waker<T>(run: impl FnOnce(&mut Context<'_>) -> T) -> T {
    run(&mut Context::from_waker(std::task::Waker::noop()))
}

impl Vm {
    /// Runs a frame from native code.
    pub(crate) fn run_frame(&self, frame: Box<Frame>) -> Result<Value> {
        self.nested(|| {
            self.step()?;
            if self.depth.get() >= self.deepest.get() {
                return fail(RecursionError, "maximum recursion depth exceeded");
            }
            let mut execution = Execution::new(frame);
            match without_waker(|cx| execution.run(self, None, cx))? {
                Step::Returned(value) | Step::Yielded(value) => Ok(value),
                Step::Pending => fail(crate::exception::RuntimeError, "a call from native code cannot wait"),
            }
        })
    }
}

/// File, line, function, source, qualified name and kind of each frame of the program, the innermost last.
pub(crate) fn program_frames(frames: &[Box<Frame>]) -> Vec<Value> {
    let shown = frames.iter().filter(|frame| !frame.code.source.is_library);
    let described = shown.map(|frame| {
        let (code, line) = (&frame.code, frame.line());
        let kind = match code.kind {
            CodeKind::Coroutine => "async",
            CodeKind::AsyncGenerator => "async generator",
            CodeKind::Generator => "generator",
            _ => "",
        };
        Value::tuple(vec![
            Value::str(&code.source.file),
            Value::Int(line.into()),
            Value::Str(code.name.clone()),
            Value::str(code.source.line_text(line).trim()),
            Value::Str(code.qualname.clone()),
            Value::str(kind),
        ])
    });
    described.collect()
}

/// The body of a task whose coroutine is a frame, or of a module.
pub(crate) struct Running {
    vm: Rc<Vm>,
    /// Its generator can look at it between two steps.
    execution: Rc<RefCell<Execution>>,
    generator: Option<Rc<Generator>>,
}

impl Running {
    pub(crate) fn of_module(vm: &Rc<Vm>, frame: Box<Frame>) -> Self {
        let mut execution = Execution::new(frame);
        execution.pauses = Pauses::Module;
        let execution = Rc::new(RefCell::new(execution));
        Self { vm: vm.clone(), execution, generator: None }
    }

    /// Of a coroutine that has not begun, or is suspended.
    ///
    /// # Errors
    /// RuntimeError for one that was awaited before.
    pub(crate) fn of_coroutine(vm: &Vm, generator: &Rc<Generator>) -> Result<Self> {
        let frames = match generator.begin(vm, Resume::Send(Value::None), Consumer::Native)? {
            Ok((frames, _)) => frames,
            Err(_) => Vec::new(),
        };
        let mut execution = Execution::of_frames(frames);
        execution.pauses = Pauses::Task;
        let execution = Rc::new(RefCell::new(execution));
        generator.runs_in(&execution);
        Ok(Self { vm: vm.rc(), execution, generator: Some(generator.clone()) })
    }

    /// The line at which the coroutine stands; 0 while its own frame runs.
    pub(crate) fn line(&self) -> Rc<Cell<u32>> {
        self.execution.borrow().line.clone()
    }
}

impl Future for Running {
    type Output = Result<Value>;

    fn poll(self: std::pin::Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Value>> {
        if self.generator.is_some() {
            return self.advance(cx);
        }
        loop {
            if let Some(turn) = &mut *self.vm.turn.borrow_mut() {
                std::task::ready!(turn.as_mut().poll(cx));
            }
            self.vm.turn.take();
            let polled = self.advance(cx);
            // The module waits for the loop, which runs, or for the host's turn.
            if polled.is_ready() || self.vm.turn.borrow().is_none() {
                return polled;
            }
        }
    }
}

impl Running {
    /// Runs it until it ends, awaits or pauses.
    fn advance(&self, cx: &mut Context<'_>) -> Poll<Result<Value>> {
        let _entered = crate::python::vm::enter(&self.vm);
        // The first step of an eager task nests in the step of its creator, and what `wait_for` awaits in that of who awaits it.
        let depth = self.vm.native_depth.get();
        if depth >= DEEPEST_AWAITED {
            return Poll::Ready(fail(RecursionError, "maximum recursion depth exceeded"));
        }
        self.vm.native_depth.set(depth + 1);
        let mut execution = self.execution.borrow_mut();
        if execution.frames.len() == 1 {
            execution.line.set(0);
        }
        if let Some(generator) = self.generator.as_ref().filter(|generator| !generator.is_known.replace(true))
            && let Ok(Some(task)) = crate::current_task()
            && let Some(task) = task.downcast::<crate::repr::Value>().and_then(|future| future.as_task())
        {
            self.vm.remember_coroutine(&task, Value::Generator(generator.clone()));
        }
        let step = execution.run(&self.vm, None, cx);
        self.vm.native_depth.set(depth);
        if let Some(bottom) = execution.frames.first() {
            execution.line.set(bottom.line());
        }
        match step {
            Ok(Step::Returned(value) | Step::Yielded(value)) => Poll::Ready(Ok(value)),
            Ok(Step::Pending) => Poll::Pending,
            // A limit ends the loop; nothing else happens to the task.
            Err(_) if self.vm.is_stopped() && self.generator.is_some() => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl Drop for Running {
    /// What is suspended is closed, so its `finally` runs.
    fn drop(&mut self) {
        let frames = std::mem::take(&mut self.execution.borrow_mut().frames);
        if frames.is_empty() {
            return;
        }
        super::generator::close_frames(&self.vm, frames, self.generator.as_ref());
    }
}
