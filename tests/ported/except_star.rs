//! CPython's test_except_star: what a clause gets, and what comes out of the statement.

use std::cell::RefCell;

use except_star::exception::*;
use except_star::repr::Repr;
use except_star::{Result, attempt, raise};

use crate::support::check;

mod raising;
mod split;
mod subclasses;

fn group(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    exception_group(message, members.into_iter().collect()).expect("all members are `Exception`s")
}

/// `try: raise exception` with one clause that swallows its part: that part, and what leaves the statement.
async fn parts(exception: Exception, classes: &[Class]) -> (Option<Exception>, Option<Exception>) {
    let part = RefCell::new(None);
    let rest = attempt(async { raise(exception) })
        .except_star(classes, async |e| {
            part.replace(Some(e));
            Ok(())
        })
        .await;
    (part.take(), rest.err())
}

/// What a program ends with; no exception is a failure of the test.
async fn caught(program: impl IntoFuture<Output = Result<()>>) -> Exception {
    program.await.expect_err("it raises")
}

/// The context of a new exception that is raised here: what is being handled.
async fn handled() -> Option<Exception> {
    caught(async { raise(ZeroDivisionError.empty()) }).await.context()
}

/// Whether two exceptions have the same context, cause and traceback, as a part of a group and the group have.
fn same_links(one: &Exception, other: &Exception) -> bool {
    let same = |one: Option<Exception>, other: Option<Exception>| match (&one, &other) {
        (Some(one), Some(other)) => one.same(other),
        _ => one.is_none() && other.is_none(),
    };
    one.traceback() == other.traceback() && same(one.context(), other.context()) && same(one.cause(), other.cause())
}
