//! What a program prints, and the exceptions that it makes.
//!
//! Invariant: all of an exception is shown that a program can see, to a depth of four links.

use except_star::exception::base_exception_group;
use except_star::repr::{Repr, Value};
use except_star::{Exception, Result, current_task, print};

use crate::program::{Error, Stmt};

/// Prints a line that begins with the statement's number.
pub(super) fn tell(stmt: &Stmt, what: impl std::fmt::Display) {
    print(format!("{} {what}", stmt.number));
}

pub(super) fn exception(error: &Error, n: u32) -> Exception {
    match error {
        Error::One(class) => class.new(format!("x{n}")),
        Error::Group(members) => {
            let members = members.iter().map(|member| exception(member, n)).collect();
            base_exception_group(&format!("x{n}"), members).expect("a group has members")
        }
    }
}

/// Python's `str`.
pub(super) fn text(value: &Value) -> String {
    value.to_string()
}

/// Prints all that is known of a handled exception.
pub(super) fn show(n: u32, e: &Exception) -> Result<()> {
    let current = current_task()?.expect("functions run in tasks");
    print(format!("{n} caught {} {} {}", describe(e, 4), current.name(), current.cancelling()));
    Ok(())
}

fn describe(e: &Exception, depth: u32) -> String {
    if depth == 0 {
        return "…".to_owned();
    }
    let mut parts = vec![e.repr()];
    let notes = e.notes();
    if !notes.is_empty() {
        let notes: Vec<_> = notes.iter().map(|note| note.to_string()).collect();
        parts.push(format!("notes={}", notes.repr()));
    }
    if e.is_group() {
        let members: Vec<_> = e.exceptions().iter().map(|part| describe(part, depth - 1)).collect();
        parts.push(format!("of <{}>", members.join(", ")));
    }
    if let Some(context) = e.context() {
        parts.push(format!("in <{}>", describe(&context, depth - 1)));
    }
    if let Some(cause) = e.cause() {
        parts.push(format!("from <{}>", describe(&cause, depth - 1)));
    }
    if e.suppress_context() {
        parts.push("suppressed".to_owned());
    }
    parts.join(" ")
}
