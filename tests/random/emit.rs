//! A program as Python text.
//!
//! What Python prints can depend on when the last reference to a task goes, and a traceback keeps frames with their locals.
//! Invariant: no local of the program's functions holds a task, a group, a future; they stand in slots.

use except_star::exception::{CancelledError, Class};
use except_star::repr::float;

use crate::program::{
    Awaitables, BarrierOp, Block, Callback, Cause, Error, EventOp, Function, FutureOp, Kind, Limit, Message, OTHERS,
    QueueOp, Stmt, Try, When,
};

const PRELUDE: &str = include_str!("prelude.py");

/// The whole program, whose main is this function.
pub(crate) fn python(main: &Function) -> String {
    format!("{PRELUDE}\n\n{}\n\nasyncio.run(main())\n", functions(main))
}

/// The program's own functions.
pub(crate) fn functions(main: &Function) -> String {
    assert_eq!(OTHERS, 2, "the prelude makes two of each");
    let mut emitter = Emitter::default();
    emitter.line(0, "async def main():");
    emitter.line(1, "begin()");
    emitter.line(1, "try:");
    emitter.block(2, &main.body, None);
    emitter.line(1, "finally:");
    emitter.line(2, "finish()");
    let main = emitter.text;
    let functions: String = emitter.functions.iter().map(|function| format!("{function}\n\n")).collect();
    format!("{functions}{main}")
}

#[derive(Default)]
struct Emitter {
    text: String,
    /// The definitions that the text so far needs.
    functions: Vec<String>,
}

impl Emitter {
    fn line(&mut self, depth: usize, line: &str) {
        self.text += &format!("{}{line}\n", "    ".repeat(depth));
    }

    /// `handled` is the number of the statement whose handler stands around the block.
    fn block(&mut self, depth: usize, block: &Block, handled: Option<u32>) {
        if block.is_empty() {
            self.line(depth, "pass");
        }
        for stmt in block {
            self.stmt(depth, stmt, handled);
        }
    }

    fn with(&mut self, depth: usize, head: &str, body: &Block, handled: Option<u32>) {
        self.line(depth, head);
        self.block(depth + 1, body, handled);
    }

    /// Lines that are run only if a slot is taken.
    fn guarded(&mut self, depth: usize, slots: &str, slot: u32, line: &str) {
        self.line(depth, &format!("if {slot} in {slots}:"));
        self.line(depth + 1, line);
    }

    /// Defines a function; the expression that calls it.
    fn call(&mut self, function: &Function) -> String {
        let outer = std::mem::take(&mut self.text);
        self.line(0, &format!("async def f{}():", function.number));
        self.block(1, &function.body, None);
        let text = std::mem::replace(&mut self.text, outer);
        self.functions.push(text);
        format!("f{}()", function.number)
    }

    fn callback(&mut self, number: u32, callback: Callback) -> String {
        let action = match callback {
            Callback::Log => String::new(),
            Callback::SetEvent(slot) => format!("    events[{slot}].set()\n"),
            Callback::Cancel(slot) => format!("    if {slot} in tasks:\n        tasks[{slot}].cancel()\n"),
            Callback::SetFuture(slot) => {
                format!("    if {slot} in futures:\n        futures[{slot}].set_result({number})\n")
            }
        };
        self.functions.push(format!("def c{number}():\n    print({number}, \"called\")\n{action}"));
        format!("c{number}")
    }

    fn awaitables(&mut self, what: &Awaitables) -> String {
        match what {
            Awaitables::New(functions) => {
                let calls: Vec<_> = functions.iter().map(|function| self.call(function)).collect();
                format!("[{}]", calls.join(", "))
            }
            Awaitables::Tasks(slots) => format!("present(tasks, {})", list(slots)),
            Awaitables::Futures(slots) => format!("present(futures, {})", list(slots)),
        }
    }

    /// A statement about one awaitable, which `{}` stands for in the line.
    fn about_one(&mut self, depth: usize, what: &Awaitables, line: &str) {
        match what {
            Awaitables::New(functions) => {
                let call = self.call(&functions[0]);
                self.line(depth, &line.replace("{}", &call));
            }
            Awaitables::Tasks(slots) => {
                let slot = slots[0];
                self.guarded(depth, "tasks", slot, &line.replace("{}", &format!("tasks[{slot}]")));
            }
            Awaitables::Futures(slots) => {
                let slot = slots[0];
                self.guarded(depth, "futures", slot, &line.replace("{}", &format!("futures[{slot}]")));
            }
        }
    }

    fn stmt(&mut self, depth: usize, stmt: &Stmt, handled: Option<u32>) {
        let n = stmt.number;
        let e = handled.map_or("None".to_owned(), |number| format!("e{number}"));
        match &stmt.kind {
            Kind::Log => self.line(depth, &format!("log({n})")),
            Kind::Sleep(delay) => self.line(depth, &format!("await asyncio.sleep({})", float(*delay))),
            Kind::Return(value) => self.line(depth, &format!("return {value}")),
            Kind::Raise(error) => self.line(depth, &format!("raise {}", exception(error, n))),
            Kind::RaiseFrom(error, Cause::Nothing) => {
                self.line(depth, &format!("raise {} from None", exception(error, n)));
            }
            Kind::RaiseFrom(error, Cause::Handled) => {
                self.line(depth, &format!("raise {} from {e}", exception(error, n)));
            }
            Kind::Reraise => self.line(depth, "raise"),
            Kind::RaiseHandled => self.line(depth, &format!("raise {e}")),
            Kind::AddNote => self.line(depth, &format!("{e}.add_note(\"note {n}\")")),
            Kind::Save(slot) => self.line(depth, &format!("saved[{slot}] = {e}")),
            Kind::RaiseSaved(slot) => self.guarded(depth, "saved", *slot, &format!("raise saved[{slot}]")),
            Kind::Try(t) => self.attempt(depth, n, t, handled),
            Kind::Call(function) => {
                let call = self.call(function);
                self.line(depth, &format!("print({n}, await {call})"));
            }
            Kind::Spawn(slot, function) => {
                let call = self.call(function);
                self.line(depth, &format!("tasks[{slot}] = asyncio.create_task({call}, name=\"t{n}\")"));
            }
            Kind::SpawnAndForget(function) => {
                let call = self.call(function);
                self.line(depth, &format!("asyncio.create_task({call}, name=\"t{n}\")"));
            }
            Kind::Await(slot) => self.guarded(depth, "tasks", *slot, &format!("print({n}, await tasks[{slot}])")),
            Kind::Cancel(slot, message) => {
                let line = format!("print({n}, tasks[{slot}].cancel({}))", text(*message, n));
                self.guarded(depth, "tasks", *slot, &line);
            }
            Kind::CancelSelf(message) => self.line(depth, &format!("current().cancel({})", text(*message, n))),
            Kind::Uncancel => self.line(depth, &format!("print({n}, current().uncancel())")),
            Kind::TaskResult(slot) => {
                self.guarded(depth, "tasks", *slot, &format!("print({n}, tasks[{slot}].result())"));
            }
            Kind::TaskException(slot) => {
                self.guarded(depth, "tasks", *slot, &format!("print({n}, repr(tasks[{slot}].exception()))"));
            }
            Kind::ShowTask(slot) => {
                self.guarded(depth, "tasks", *slot, &format!("print({n}, tasks[{slot}], tasks[{slot}].cancelling())"));
            }
            Kind::AddDoneCallback(slot) => {
                self.guarded(depth, "tasks", *slot, &format!("tasks[{slot}].add_done_callback(callback)"));
            }
            Kind::Group(slot, body) => {
                self.with(depth, &format!("async with asyncio.TaskGroup() as groups[{slot}]:"), body, handled);
            }
            Kind::SpawnIn { group, task, function } => {
                let call = self.call(function);
                let line = format!("tasks[{task}] = groups[{group}].create_task({call}, name=\"t{n}\")");
                self.guarded(depth, "groups", *group, &line);
            }
            Kind::Gather { what, return_exceptions } => {
                let what = self.awaitables(what);
                let option = if *return_exceptions { ", return_exceptions=True" } else { "" };
                self.line(depth, &format!("print({n}, await asyncio.gather(*{what}{option}))"));
            }
            Kind::Shield(what) => self.about_one(depth, what, &format!("print({n}, await asyncio.shield({{}}))")),
            Kind::Timeout { slot, limit, body } => {
                let call = match limit {
                    Limit::After(delay) => format!("timeout({})", float(*delay)),
                    Limit::At(when) => format!("timeout_at({})", float(*when)),
                    Limit::Never => "timeout(None)".to_owned(),
                };
                self.with(depth, &format!("async with asyncio.{call} as timeouts[{slot}]:"), body, handled);
            }
            Kind::Reschedule(slot, delay) => {
                let when = delay.map_or("None".to_owned(), |delay| format!("loop().time() + {}", float(delay)));
                self.guarded(depth, "timeouts", *slot, &format!("timeouts[{slot}].reschedule({when})"));
            }
            Kind::ShowTimeout(slot) => {
                let line = format!("print({n}, timeouts[{slot}].when(), timeouts[{slot}].expired())");
                self.guarded(depth, "timeouts", *slot, &line);
            }
            Kind::WaitFor(what, limit) => {
                let line = format!("print({n}, await asyncio.wait_for({{}}, {}))", seconds(*limit));
                self.about_one(depth, what, &line);
            }
            Kind::Wait { tasks, limit, when } => {
                let when = match when {
                    When::FirstCompleted => "FIRST_COMPLETED",
                    When::FirstException => "FIRST_EXCEPTION",
                    When::AllCompleted => "ALL_COMPLETED",
                };
                let (tasks, limit) = (list(tasks), seconds(*limit));
                let wait = format!("wait(present(tasks, {tasks}), timeout={limit}, return_when=asyncio.{when})");
                self.line(depth, &format!("print({n}, names(await asyncio.{wait}))"));
            }
            Kind::AsCompleted(what, limit) => {
                let what = self.awaitables(what);
                self.line(depth, &format!("for each in asyncio.as_completed({what}, timeout={}):", seconds(*limit)));
                self.line(depth + 1, &format!("print({n}, await each)"));
            }
            Kind::Event(slot, op) => self.line(
                depth,
                &match op {
                    EventOp::Wait => format!("await events[{slot}].wait()"),
                    EventOp::Set => format!("events[{slot}].set()"),
                    EventOp::Clear => format!("events[{slot}].clear()"),
                },
            ),
            Kind::Lock(slot, body) => self.with(depth, &format!("async with locks[{slot}]:"), body, handled),
            Kind::LockAcquire(slot) => self.line(depth, &format!("await locks[{slot}].acquire()")),
            Kind::LockRelease(slot) => self.line(depth, &format!("locks[{slot}].release()")),
            Kind::Semaphore(slot, body) => self.with(depth, &format!("async with semaphores[{slot}]:"), body, handled),
            Kind::SemaphoreAcquire(slot) => self.line(depth, &format!("await semaphores[{slot}].acquire()")),
            Kind::SemaphoreRelease(slot) => self.line(depth, &format!("semaphores[{slot}].release()")),
            Kind::Condition(body) => self.with(depth, "async with condition:", body, handled),
            Kind::ConditionWait => self.line(depth, "await condition.wait()"),
            Kind::Notify(count) => self.line(depth, &format!("condition.notify({count})")),
            Kind::Queue(slot, op) => self.line(
                depth,
                &match op {
                    QueueOp::Put => format!("await queues[{slot}].put({n})"),
                    QueueOp::Get => format!("print({n}, await queues[{slot}].get())"),
                    QueueOp::PutNowait => format!("queues[{slot}].put_nowait({n})"),
                    QueueOp::GetNowait => format!("print({n}, queues[{slot}].get_nowait())"),
                    QueueOp::TaskDone => format!("queues[{slot}].task_done()"),
                    QueueOp::Join => format!("await queues[{slot}].join()"),
                    QueueOp::Shutdown(false) => format!("queues[{slot}].shutdown()"),
                    QueueOp::Shutdown(true) => format!("queues[{slot}].shutdown(immediate=True)"),
                },
            ),
            Kind::Barrier(op) => self.line(
                depth,
                &match op {
                    BarrierOp::Wait => format!("print({n}, await barrier.wait())"),
                    BarrierOp::Reset => "await barrier.reset()".to_owned(),
                    BarrierOp::Abort => "await barrier.abort()".to_owned(),
                },
            ),
            Kind::Future(slot, op) => {
                let line = match op {
                    FutureOp::SetResult => format!("futures[{slot}].set_result({n})"),
                    FutureOp::SetException(error) => format!("futures[{slot}].set_exception({})", exception(error, n)),
                    FutureOp::Cancel(message) => format!("print({n}, futures[{slot}].cancel({}))", text(*message, n)),
                    FutureOp::Await => format!("print({n}, await futures[{slot}])"),
                };
                self.guarded(depth, "futures", *slot, &line);
            }
            Kind::CallSoon(slot, callback) => {
                let callback = self.callback(n, *callback);
                self.line(depth, &format!("handles[{slot}] = loop().call_soon({callback})"));
            }
            Kind::CallLater(slot, delay, callback) => {
                let callback = self.callback(n, *callback);
                self.line(depth, &format!("handles[{slot}] = loop().call_later({}, {callback})", float(*delay)));
            }
            Kind::CancelCall(slot) => self.guarded(depth, "handles", *slot, &format!("handles[{slot}].cancel()")),
        }
    }

    fn attempt(&mut self, depth: usize, n: u32, t: &Try, handled: Option<u32>) {
        self.with(depth, "try:", &t.body, handled);
        let star = if t.star { "*" } else { "" };
        for handler in &t.handlers {
            let classes: Vec<_> = handler.classes.iter().map(name).collect();
            let classes = if classes.len() == 1 { classes[0].clone() } else { format!("({})", classes.join(", ")) };
            self.line(depth, &format!("except{star} {classes} as e{n}:"));
            self.line(depth + 1, &format!("show({n}, e{n})"));
            self.block(depth + 1, &handler.body, Some(n));
        }
        if let Some(otherwise) = &t.otherwise {
            self.with(depth, "else:", otherwise, handled);
        }
        if let Some(finally) = &t.finally {
            self.with(depth, "finally:", finally, handled);
        }
    }
}

fn name(class: &Class) -> String {
    let module = if class == CancelledError { "asyncio." } else { "" };
    format!("{module}{}", class.name())
}

fn exception(error: &Error, number: u32) -> String {
    match error {
        Error::One(class) => format!("{}(\"x{number}\")", name(class)),
        Error::Group(members) => {
            let members: Vec<_> = members.iter().map(|member| exception(member, number)).collect();
            format!("BaseExceptionGroup(\"x{number}\", [{}])", members.join(", "))
        }
    }
}

fn text(message: Message, number: u32) -> String {
    match message {
        Message::Without => String::new(),
        Message::With => format!("\"m{number}\""),
    }
}

fn seconds(limit: Option<f64>) -> String {
    limit.map_or("None".to_owned(), float)
}

fn list(slots: &[u32]) -> String {
    slots.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}
