//! CPython's test_exception_group: what groups are, and how they are split.

use std::future::Future;

use except_star::exception::*;
use except_star::repr::{Repr, Value};
use except_star::{attempt, raise, raise_from};
use futures::executor::block_on;

mod creation;
mod nested;
mod split;

/// The exception that a program ends with.
fn caught(program: impl Future<Output = Result<()>>) -> Exception {
    block_on(program).expect_err("it raises")
}

/// The exception after a `raise`.
fn raised(exception: Exception) -> Exception {
    caught(async { raise(exception) })
}

fn group(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    exception_group(message, members.into_iter().collect()).expect("all members are `Exception`s")
}

/// A raised group of three raised exceptions: one with a cause, two with a context alone.
fn simple() -> Exception {
    let first = caught(async {
        attempt(async { raise(MemoryError.new("the cause")) })
            .except(MemoryError, async |e| raise_from(ValueError.new(1), Some(e)))
            .await
    });
    let second = caught(async {
        attempt(async { raise(OSError.new("a context")) }).except(OSError, async |_| raise(TypeError.new("int"))).await
    });
    let third = caught(async {
        attempt(async { raise(ImportError.new("a context")) })
            .except(ImportError, async |_| raise(ValueError.new(2)))
            .await
    });
    raised(group("simple", [first, second, third]))
}

/// A raised group of a raised group, whose context is its member, and of an exception with a cause.
fn nested() -> Exception {
    let inner = caught(async {
        attempt(async { raise(TypeError.new("bytes")) }).except(TypeError, async |e| raise(group("nested", [e]))).await
    });
    let other = caught(async {
        attempt(async { raise(MemoryError.new("out of memory")) })
            .except(MemoryError, async |e| raise_from(ValueError.new(1), Some(e)))
            .await
    });
    raised(group("root", [inner, other]))
}

/// The class of what an exception is linked to, `None` for nothing.
fn class_of(link: Option<Exception>) -> String {
    link.as_ref().map(|exception| exception.class().name()).repr()
}

/// The tracebacks from the group down to a leaf.
fn tracebacks(group: &Exception, path: &[usize]) -> Vec<Option<Traceback>> {
    let mut current = group;
    let mut all = vec![current.traceback()];
    for index in path {
        current = &current.exceptions()[*index];
        all.push(current.traceback());
    }
    all
}
