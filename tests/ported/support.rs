//! What the ported tests share: run a program, catch what it raises, make tasks of blocks, note what happens.
//!
//! Invariant: a program that does not come to its end fails its test, so what it asserts has been asserted.

use std::cell::RefCell;
use std::rc::Rc;

use except_star::exception::ZeroDivisionError;
use except_star::repr::Repr;
use except_star::{End, Exception, Finished, Result, Runner, coro, raise, sleep};
use futures::executor::block_on;

use crate::check;

/// Runs a program that checks by itself what there is to check, and prints nothing.
#[track_caller]
pub(crate) fn check(main: impl Future<Output = Result<()>> + 'static) {
    check_console(main, &[]);
}

/// Runs a program that must end well and compares its console, whole and in order: `TIME TEXT`, with a `!` before what
/// goes to standard error.
#[track_caller]
pub(crate) fn check_console(main: impl Future<Output = Result<()>> + 'static, expected: &[&str]) {
    let finished = check::check(coro!("main", main), expected);
    assert!(matches!(finished.end, End::Ok), "{:?}", finished.end);
}

/// Runs a program, however it ends.
pub(crate) fn finish<T: Clone + 'static>(main: impl Future<Output = Result<T>> + 'static) -> Finished<T> {
    block_on(Runner::new().run(coro!("main", main)))
}

/// What is raised by what must raise.
#[track_caller]
pub(crate) fn raised_by<T>(result: Result<T>) -> Exception {
    match result {
        Ok(_) => panic!("nothing was raised"),
        Err(exception) => exception,
    }
}

/// The chain of contexts of an exception, itself first, by their reprs.
pub(crate) fn contexts(exception: &Exception) -> Vec<String> {
    std::iter::successors(Some(exception.clone()), Exception::context).map(|e| e.repr()).collect()
}

/// Raises what a division by zero does.
pub(crate) fn divide_by_zero<T>() -> Result<T> {
    raise(ZeroDivisionError.new("division by zero"))
}

/// One iteration of the loop.
pub(crate) async fn turn() -> Result<()> {
    sleep(0.0).await
}

/// The repr of what is raised by what must raise.
#[track_caller]
pub(crate) fn raised<T>(result: Result<T>) -> String {
    raised_by(result).repr()
}

/// So many iterations of the loop.
pub(crate) async fn turns(count: u32) -> Result<()> {
    for _ in 0..count {
        sleep(0.0).await?;
    }
    Ok(())
}

/// Makes a task of a block; the names in the brackets are cloned into it.
macro_rules! task {
    ([$($name:ident),*] $body:block) => {{
        $(let $name = $name.clone();)*
        except_star::create_task(except_star::coro!("task", async move $body))?
    }};
}
pub(crate) use task;

/// What a program noted, in order. Clones are the same list.
pub(crate) struct Notes<T>(Rc<RefCell<Vec<T>>>);

impl<T> Clone for Notes<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Clone> Notes<T> {
    pub(crate) fn new() -> Self {
        Self(Rc::default())
    }

    pub(crate) fn add(&self, note: T) {
        self.0.borrow_mut().push(note);
    }

    pub(crate) fn all(&self) -> Vec<T> {
        self.0.borrow().clone()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.borrow().len()
    }
}
