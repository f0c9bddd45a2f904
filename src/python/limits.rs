//! Owns what a program may take of time, memory and stack, and how that is counted.
//!
//! Invariant: whatever takes long, or much, is counted before it begins; what is counted depends on the program alone.

use num_bigint::BigInt;

use super::memory::VALUE;
use super::native::fail;
use super::value::Value;
use super::vm::Vm;
use crate::exception::{MemoryError, RecursionError};
use crate::{Limit, Result};

/// How many calls may nest in Rust's own stack: functions that native code calls, and coroutines that it awaits.
const DEEPEST_NATIVE: u32 = 120;
/// How many steps of coroutines may: those that native coroutines await, and these.
pub(crate) const DEEPEST_AWAITED: u32 = 240;
/// More bytes than CPython gets of any machine.
const NO_MACHINE_HAS: u64 = 1 << 37;
/// How many bytes are looked at, or written, in the time of a step.
const BYTES_A_STEP: u64 = 128;

/// After how many steps it looks whether the run ends for another reason.
const LOOKS_UP: u64 = 1024;

/// The stack that a run and a compilation need, which a page has, and a thread of a test has not.
const STACK: usize = 8 << 20;

/// Runs something where there is so much stack.
pub(crate) fn with_stack<T>(run: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(STACK - (1 << 20), STACK, run)
}

impl Vm {
    /// Counts a step.
    ///
    /// # Errors
    /// When there is none left: the exception that ends the program.
    pub(crate) fn step(&self) -> Result<()> {
        self.spend(1)
    }

    /// Counts the steps that native code takes for something long.
    ///
    /// # Errors
    /// When there are not as many left, or the objects take too much memory: the exception that ends the program.
    pub(crate) fn spend(&self, steps: u64) -> Result<()> {
        match self.steps.get().checked_sub(steps) {
            Some(left) => {
                let before = self.steps.replace(left);
                if before / LOOKS_UP != left / LOOKS_UP && crate::is_ending() {
                    self.stopped.set(Some(Limit::Steps(0)));
                    return Err(super::exceptions::Stopped.empty());
                }
            }
            None => return self.stop(Limit::Steps(self.limits.get().steps)),
        }
        self.room_for(0)
    }

    /// Counts the steps that creating something takes, and makes sure that there is memory for it, before it is created.
    ///
    /// # Errors
    /// As [`room_for`](Self::room_for) and [`spend`](Self::spend).
    pub(crate) fn reserve(&self, bytes: u64) -> Result<()> {
        self.room_for(bytes)?;
        self.spend(bytes / BYTES_A_STEP)
    }

    /// Makes sure that there is memory for something that is about to be created.
    ///
    /// # Errors
    /// MemoryError for what no machine has; beyond the limit, the exception that ends the program.
    pub(crate) fn room_for(&self, bytes: u64) -> Result<()> {
        if bytes >= NO_MACHINE_HAS {
            return crate::raise(MemoryError.empty());
        }
        let most = self.memory.get();
        match crate::memory::used() as u64 + bytes > most as u64 {
            true => self.stop(Limit::Memory(most)),
            false => Ok(()),
        }
    }

    /// Ends the program because of a limit.
    pub(crate) fn stop<T>(&self, limit: Limit) -> Result<T> {
        self.stopped.set(Some(limit));
        crate::exceed(limit);
        Err(super::exceptions::Stopped.empty())
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.get().is_some()
    }

    /// Runs native code that calls back.
    pub(crate) fn nested<T>(&self, call: impl FnOnce() -> Result<T>) -> Result<T> {
        let depth = self.native_depth.get();
        if depth >= DEEPEST_NATIVE {
            return fail(RecursionError, "maximum recursion depth exceeded");
        }
        self.native_depth.set(depth + 1);
        let result = call();
        self.native_depth.set(depth);
        result
    }

    /// Counts the steps of looking at all of some values.
    pub(crate) fn look_at(&self, values: &[Value]) -> Result<()> {
        let bytes: u64 = values.iter().map(length).fold(0, u64::saturating_add);
        if bytes < BYTES_A_STEP { Ok(()) } else { self.spend(bytes / BYTES_A_STEP) }
    }

    /// Counts the steps of a multiplication of integers with so many bits, and makes sure that there is memory for the result.
    pub(crate) fn multiplying(&self, x: u64, y: u64) -> Result<()> {
        let (x, y) = (x / 64, y / 64);
        let (more, less) = (x.max(y), x.min(y));
        self.room_for((more + less) * 8)?;
        self.spend(more.saturating_mul(less.min(4 * less.isqrt())) / 64)
    }

    /// Counts the steps of a division of integers.
    pub(crate) fn dividing(&self, x: &BigInt, y: &BigInt) -> Result<()> {
        let (x, y) = (x.bits() / 64, y.bits() / 64);
        self.spend(x.saturating_sub(y).saturating_mul(y) / 64 + x / 16)
    }
}

/// How many bytes of a value are looked at by what looks at all of it but its elements: that of a string, for instance.
pub(crate) fn length(value: &Value) -> u64 {
    let length = match value {
        Value::Str(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Big(int) => (int.bits() / 8) as usize,
        Value::Exception(error) if error.weight() > 8 => return error.weight().saturating_mul(BYTES_A_STEP),
        _ => 0,
    };
    length as u64
}

/// How many bytes the elements of a sequence take.
pub(crate) fn bytes_of(value: &Value) -> u64 {
    match value {
        Value::List(list) => (list.borrow().len() * VALUE) as u64,
        Value::Tuple(items) => (items.len() * VALUE) as u64,
        other => length(other),
    }
}
