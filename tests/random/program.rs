//! Programs as trees: what both sides, the interpreter and the Python text, are made from.
//!
//! Tasks, groups, timeouts, futures and the like live in numbered slots, so that any statement can name any of them; one
//! whose slot is empty does nothing. Invariant: nothing loops and no function calls itself, so every program ends or
//! comes to a deadlock.

use except_star::exception::Class;

/// How many slots of each kind there are, apart from those of tasks.
pub(crate) const OTHERS: u64 = 2;

pub(crate) type Block = Vec<Stmt>;
pub(crate) type Slot = u32;

/// An `async def` of its own, which is used at one place.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) number: u32,
    pub(crate) body: Block,
}

/// A statement. Its number is unique; what it prints begins with it.
#[derive(Clone, Debug)]
pub(crate) struct Stmt {
    pub(crate) number: u32,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Log,
    Sleep(f64),
    Return(i64),
    Raise(Error),
    RaiseFrom(Error, Cause),
    /// A bare `raise`, in a handler.
    Reraise,
    /// `raise e` of what the handler handles.
    RaiseHandled,
    AddNote,
    Save(Slot),
    RaiseSaved(Slot),
    Try(Try),
    Call(Function),
    Spawn(Slot, Function),
    /// A task that only the loop knows.
    SpawnAndForget(Function),
    Await(Slot),
    Cancel(Slot, Message),
    CancelSelf(Message),
    Uncancel,
    TaskResult(Slot),
    TaskException(Slot),
    ShowTask(Slot),
    AddDoneCallback(Slot),
    Group(Slot, Block),
    SpawnIn {
        group: Slot,
        task: Slot,
        function: Function,
    },
    Gather {
        what: Awaitables,
        return_exceptions: bool,
    },
    Shield(Awaitables),
    Timeout {
        slot: Slot,
        limit: Limit,
        body: Block,
    },
    Reschedule(Slot, Option<f64>),
    ShowTimeout(Slot),
    WaitFor(Awaitables, Option<f64>),
    Wait {
        tasks: Vec<Slot>,
        limit: Option<f64>,
        when: When,
    },
    AsCompleted(Awaitables, Option<f64>),
    Event(Slot, EventOp),
    Lock(Slot, Block),
    LockAcquire(Slot),
    LockRelease(Slot),
    Semaphore(Slot, Block),
    SemaphoreAcquire(Slot),
    SemaphoreRelease(Slot),
    Condition(Block),
    ConditionWait,
    Notify(usize),
    Queue(Slot, QueueOp),
    Barrier(BarrierOp),
    Future(Slot, FutureOp),
    CallSoon(Slot, Callback),
    CallLater(Slot, f64, Callback),
    CancelCall(Slot),
}

/// `try`, with handlers of `except` or of `except*`.
#[derive(Clone, Debug)]
pub(crate) struct Try {
    pub(crate) body: Block,
    pub(crate) star: bool,
    pub(crate) handlers: Vec<Handler>,
    pub(crate) otherwise: Option<Block>,
    pub(crate) finally: Option<Block>,
}

#[derive(Clone, Debug)]
pub(crate) struct Handler {
    pub(crate) classes: Vec<Class>,
    pub(crate) body: Block,
}

/// A new exception.
#[derive(Clone, Debug)]
pub(crate) enum Error {
    One(Class),
    Group(Vec<Error>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Cause {
    Nothing,
    Handled,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Message {
    Without,
    With,
}

/// What a primitive is given: coroutines, tasks or futures.
#[derive(Clone, Debug)]
pub(crate) enum Awaitables {
    New(Vec<Function>),
    Tasks(Vec<Slot>),
    Futures(Vec<Slot>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    After(f64),
    At(f64),
    Never,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    FirstCompleted,
    FirstException,
    AllCompleted,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum EventOp {
    Wait,
    Set,
    Clear,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum QueueOp {
    Put,
    Get,
    PutNowait,
    GetNowait,
    TaskDone,
    Join,
    Shutdown(bool),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum BarrierOp {
    Wait,
    Reset,
    Abort,
}

#[derive(Clone, Debug)]
pub(crate) enum FutureOp {
    SetResult,
    SetException(Error),
    Cancel(Message),
    Await,
}

/// What a call of the loop does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Callback {
    Log,
    SetEvent(Slot),
    Cancel(Slot),
    SetFuture(Slot),
}

impl Stmt {
    /// The name of its kind, to count by.
    pub(crate) fn name(&self) -> String {
        let text = format!("{:?}", self.kind);
        let star = matches!(&self.kind, Kind::Try(t) if t.star);
        let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        if star { "TryStar".to_owned() } else { text[..end].to_owned() }
    }

    /// The blocks within it, the one that runs first to begin with. Bodies of functions come last.
    pub(crate) fn blocks(&mut self) -> Vec<&mut Block> {
        match &mut self.kind {
            Kind::Try(t) => {
                let handlers = t.handlers.iter_mut().map(|handler| &mut handler.body);
                std::iter::once(&mut t.body).chain(handlers).chain(&mut t.otherwise).chain(&mut t.finally).collect()
            }
            Kind::Group(_, body)
            | Kind::Timeout { body, .. }
            | Kind::Lock(_, body)
            | Kind::Semaphore(_, body)
            | Kind::Condition(body) => vec![body],
            Kind::Call(function)
            | Kind::Spawn(_, function)
            | Kind::SpawnAndForget(function)
            | Kind::SpawnIn { function, .. } => vec![&mut function.body],
            Kind::Gather { what, .. } | Kind::Shield(what) | Kind::WaitFor(what, _) | Kind::AsCompleted(what, _) => {
                match what {
                    Awaitables::New(functions) => functions.iter_mut().map(|function| &mut function.body).collect(),
                    Awaitables::Tasks(_) | Awaitables::Futures(_) => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// The block that could stand in its place.
    pub(crate) fn inner(&self) -> Option<&Block> {
        match &self.kind {
            Kind::Try(Try { body, .. })
            | Kind::Group(_, body)
            | Kind::Timeout { body, .. }
            | Kind::Lock(_, body)
            | Kind::Semaphore(_, body)
            | Kind::Condition(body) => Some(body),
            _ => None,
        }
    }
}

/// How many statements there are in a block and in the blocks within.
pub(crate) fn count(block: &mut Block) -> usize {
    block.iter_mut().map(|stmt| 1 + stmt.blocks().into_iter().map(count).sum::<usize>()).sum()
}
