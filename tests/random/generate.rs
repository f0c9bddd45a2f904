//! Makes a program of a seed.
//!
//! Invariant: a seed gives the same program on every machine.

mod simple;

use except_star::exception::{
    self, BaseException, CancelledError, Class, KeyError, KeyboardInterrupt, OSError, RuntimeError, StopIteration,
    SystemExit, TimeoutError, ValueError,
};

use crate::dice::Dice;
use crate::program::{Awaitables, Block, Error, Function, Handler, Kind, Limit, Message, OTHERS, Slot, Stmt, Try};

/// How deep blocks nest within a function, and functions within one another.
const DEPTH: u32 = 4;

/// Few and round, so that equal deadlines happen.
const DELAYS: &[f64] = &[0.0, 0.0, 0.1, 0.1, 0.2, 0.3, 0.5, 1.0];

const RAISED: &[Class] = &[ValueError, ValueError, KeyError, RuntimeError, OSError, TimeoutError, CancelledError];

/// Each is treated in a way of its own somewhere.
const RARELY_RAISED: &[Class] = &[StopIteration, KeyboardInterrupt, SystemExit];

const HANDLED: &[&[Class]] = &[
    &[exception::Exception],
    &[exception::Exception],
    &[CancelledError],
    &[CancelledError],
    &[BaseException],
    &[TimeoutError],
    &[ValueError],
    &[ValueError, KeyError],
    &[exception::ExceptionGroup],
    &[RuntimeError, OSError],
];

const STAR_HANDLED: &[&[Class]] = &[
    &[exception::Exception],
    &[BaseException],
    &[CancelledError],
    &[ValueError],
    &[ValueError, KeyError],
    &[TimeoutError, RuntimeError],
    &[OSError],
    &[exception::ExceptionGroup],
];

/// The program of a seed: its main function.
pub(crate) fn program(seed: u64) -> Function {
    let mut dice = Dice::new(&format!("program {seed}"));
    let budget = 10 + dice.below(41);
    let mut generator = Generator { dice, budget, numbers: 0, spawned: 0, own: None };
    let place =
        Place { depth: 0, functions: 0, handler: false, may_return: false, may_reraise: false, forgotten: false };
    let mut body = Vec::new();
    for _ in 0..1 + generator.below(3) {
        let (slot, function) = generator.spawn(place);
        let kind = Kind::Spawn(slot, function);
        body.push(generator.stmt(kind));
    }
    while generator.budget > 0 {
        let part = generator.block(Place { depth: 1, ..place });
        if generator.chance(8) {
            body.extend(part);
        } else {
            body.push(generator.guarded(part, Vec::new()));
        }
    }
    // So that not all that happens happens while the run is shut down.
    if !generator.chance(4) {
        let nap = generator.stmt(Kind::Sleep(3.0));
        body.push(generator.guarded(vec![nap], Vec::new()));
    }
    Function { number: 0, body }
}

struct Generator {
    dice: Dice,
    /// How many more statements there may be.
    budget: u64,
    numbers: u32,
    spawned: Slot,
    /// The slot of the task whose function is being made, if it has one.
    own: Option<Slot>,
}

/// Where a statement stands.
#[derive(Clone, Copy)]
struct Place {
    depth: u32,
    functions: u32,
    handler: bool,
    /// Not in a `finally`, where it would swallow exceptions, nor in `except*`, where Python forbids it.
    may_return: bool,
    /// Not in a `finally`, where Python would raise again what is on its way out.
    may_reraise: bool,
    /// In a task to which there is no reference. There are no timeouts: the traceback of a TimeoutError refers to the
    /// timeout and that to its task, so what nobody retrieves is reported when garbage is collected. Nor are there task
    /// groups, with which it is the same in CPython 3.13, and in 3.14 no longer.
    forgotten: bool,
}

impl Place {
    fn inner(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl Generator {
    fn below(&mut self, bound: u64) -> u64 {
        self.dice.below(bound)
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }

    fn choose<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    fn stmt(&mut self, kind: Kind) -> Stmt {
        self.numbers += 1;
        Stmt { number: self.numbers, kind }
    }

    fn slot(&mut self) -> Slot {
        self.below(OTHERS) as Slot
    }

    /// A slot for a new task. None is used twice: a traceback may hold the frame of a primitive and with it the tasks that
    /// the primitive was given, so when the last reference to such a task would go is CPython's secret.
    fn new_task(&mut self) -> Slot {
        self.spawned += 1;
        self.spawned
    }

    /// The slot of a task that there may be. The first slot stays empty.
    fn task(&mut self) -> Slot {
        self.slot_below(self.spawned + 1)
    }

    fn slot_below(&mut self, bound: Slot) -> Slot {
        if bound > 1 { 1 + self.below(u64::from(bound) - 1) as Slot } else { 0 }
    }

    /// The slot of a task to be awaited: one that was made before the one that awaits, so that no two await each other.
    /// Cancelling a ring of tasks ends in CPython's RecursionError; one that awaits itself stays marked, so that everybody
    /// else who awaits it gets a RuntimeError.
    fn awaited(&mut self) -> Slot {
        self.slot_below(self.own.unwrap_or(self.spawned + 1))
    }

    fn tasks(&mut self) -> Vec<Slot> {
        (0..1 + self.below(3)).map(|_| self.awaited()).collect()
    }

    /// A slot with the function of its task.
    fn spawn(&mut self, place: Place) -> (Slot, Function) {
        let slot = self.new_task();
        let outer = self.own.replace(slot);
        let function = self.function(place);
        self.own = outer;
        (slot, function)
    }

    fn delay(&mut self) -> f64 {
        self.choose(DELAYS)
    }

    fn limit(&mut self) -> Option<f64> {
        if self.chance(5) { None } else { Some(self.delay()) }
    }

    fn message(&mut self) -> Message {
        self.choose(&[Message::Without, Message::With])
    }

    fn error(&mut self, depth: u32) -> Error {
        if depth < 2 && self.chance(6) {
            return Error::Group((0..1 + self.below(3)).map(|_| self.error(depth + 1)).collect());
        }
        if self.chance(30) {
            return Error::One(self.choose(RARELY_RAISED));
        }
        Error::One(self.choose(RAISED))
    }

    fn function(&mut self, place: Place) -> Function {
        self.numbers += 1;
        let number = self.numbers;
        let inner = Place {
            depth: 0,
            functions: place.functions + 1,
            handler: false,
            may_return: true,
            may_reraise: false,
            ..place
        };
        let mut body = self.block(inner);
        if self.chance(2) {
            let nap = Kind::Sleep(self.delay());
            body.insert(0, self.stmt(nap));
        }
        self.fail_at_end(&mut body, 3);
        if self.chance(3) {
            let reraise = self.stmt(Kind::Reraise);
            body = vec![self.guarded(body, vec![reraise])];
        }
        Function { number, body }
    }

    /// Lets one in so many blocks raise at its end.
    fn fail_at_end(&mut self, block: &mut Block, one_in: u64) {
        if self.chance(one_in) && !block.last().is_some_and(|last| leaves(&last.kind)) {
            let kind = Kind::Raise(self.error(0));
            block.push(self.stmt(kind));
        }
    }

    /// The block, with a handler that shows what it raises.
    fn guarded(&mut self, body: Block, in_handler: Block) -> Stmt {
        let class = self.choose(&[BaseException, BaseException, exception::Exception]);
        let handler = Handler { classes: vec![class], body: in_handler };
        self.stmt(Kind::Try(Try { body, star: false, handlers: vec![handler], otherwise: None, finally: None }))
    }

    fn functions(&mut self, place: Place) -> Vec<Function> {
        (0..1 + self.below(3)).map(|_| self.function(place)).collect()
    }

    fn block(&mut self, place: Place) -> Block {
        let mut block = Vec::new();
        for _ in 0..1 + self.below(5) {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            let kind = self.kind(place);
            let last = leaves(&kind);
            block.push(self.stmt(kind));
            if last {
                break;
            }
        }
        block
    }

    fn kind(&mut self, place: Place) -> Kind {
        if place.handler && self.chance(3) {
            return self.in_handler(place);
        }
        match self.below(100) {
            0..5 => Kind::Log,
            5..20 => Kind::Sleep(self.delay()),
            20..43 if place.depth < DEPTH => self.compound(place),
            43..60 if place.functions < DEPTH => self.with_functions(place),
            60..63 => Kind::Raise(self.error(0)),
            63..65 if place.may_return => Kind::Return(self.below(10) as i64),
            65..78 => self.about_task(),
            78..83 => self.combined(place),
            83..95 => self.shared(),
            _ => self.timers(),
        }
    }

    fn compound(&mut self, place: Place) -> Kind {
        let inner = place.inner();
        match self.below(12) {
            0..4 => self.attempt(inner),
            4..6 => self.attempt_star(inner),
            6..8 if !place.forgotten => {
                let slot = self.slot();
                let mut body = Vec::new();
                for _ in 0..1 + self.below(3) {
                    let (task, function) = self.spawn(inner);
                    body.push(self.stmt(Kind::SpawnIn { group: slot, task, function }));
                }
                body.extend(self.block(inner));
                Kind::Group(slot, body)
            }
            8..10 if !place.forgotten => {
                let limit = match self.below(6) {
                    0 => Limit::At(self.delay()),
                    1 => Limit::Never,
                    _ => Limit::After(self.delay()),
                };
                Kind::Timeout { slot: self.slot(), limit, body: self.block(inner) }
            }
            _ => match self.below(3) {
                0 => Kind::Lock(self.slot(), self.block(inner)),
                1 => Kind::Semaphore(self.slot(), self.block(inner)),
                _ => Kind::Condition(self.block(inner)),
            },
        }
    }

    fn attempt(&mut self, place: Place) -> Kind {
        let mut body = self.block(place);
        self.fail_at_end(&mut body, 2);
        let in_handler = Place { handler: true, may_reraise: true, ..place };
        let handlers = (0..self.choose(&[0, 1, 1, 1, 2]))
            .map(|_| Handler { classes: self.choose(HANDLED).to_vec(), body: self.block(in_handler) })
            .collect::<Vec<_>>();
        // Python has no `else` without an `except`, and no `try` without both.
        let otherwise = (!handlers.is_empty() && self.chance(5)).then(|| self.block(place));
        let finally = (handlers.is_empty() || self.chance(3)).then(|| self.finally(place));
        Kind::Try(Try { body, star: false, handlers, otherwise, finally })
    }

    fn attempt_star(&mut self, place: Place) -> Kind {
        let place = Place { may_return: false, ..place };
        let mut body = self.block(place);
        self.fail_at_end(&mut body, 2);
        let in_handler = Place { handler: true, may_reraise: true, ..place };
        let handlers = (0..1 + self.below(2))
            .map(|_| Handler { classes: self.choose(STAR_HANDLED).to_vec(), body: self.block(in_handler) })
            .collect();
        let finally = self.chance(4).then(|| self.finally(place));
        Kind::Try(Try { body, star: true, handlers, otherwise: None, finally })
    }

    fn finally(&mut self, place: Place) -> Block {
        self.block(Place { may_return: false, may_reraise: false, ..place })
    }

    fn with_functions(&mut self, place: Place) -> Kind {
        let kept = Place { forgotten: false, ..place };
        match self.below(14) {
            0..3 => Kind::Call(self.function(place)),
            3..7 => {
                let (slot, function) = self.spawn(kept);
                Kind::Spawn(slot, function)
            }
            7 => Kind::SpawnAndForget(self.function(Place { forgotten: true, ..place })),
            8..11 => {
                let (task, function) = self.spawn(kept);
                Kind::SpawnIn { group: self.slot(), task, function }
            }
            11..13 => Kind::Gather { what: Awaitables::New(self.functions(kept)), return_exceptions: self.chance(2) },
            // Not `as_completed` of coroutines: the frame that raises holds the iterator with the tasks it made. Nor `shield`
            // of one: if it fails in the iteration in which the outer is cancelled, 3.13 says nothing and 3.14 reports it.
            _ if place.forgotten => Kind::Call(self.function(place)),
            _ => Kind::WaitFor(Awaitables::New(vec![self.function(place)]), self.limit()),
        }
    }
}

/// Whether nothing runs after it in its block.
fn leaves(kind: &Kind) -> bool {
    matches!(kind, Kind::Return(_) | Kind::Raise(_) | Kind::RaiseFrom(..) | Kind::Reraise | Kind::RaiseHandled)
}
