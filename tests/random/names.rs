//! Names for functions that are made up at run time, where the crate asks for static ones.
//!
//! Invariant: a number has one name, so that what is reported once for each function is.

use std::cell::RefCell;

use except_star::Code;

thread_local! {
    static CODES: RefCell<Vec<&'static Code>> = const { RefCell::new(Vec::new()) };
    static CALLBACKS: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// The code of the coroutine function `f7`.
pub(crate) fn code(number: u32) -> &'static Code {
    let make = |n| &*Box::leak(Box::new(Code::new(format!("f{n}").leak(), file!(), line!())));
    CODES.with_borrow_mut(|codes| get_or_make(codes, number, make))
}

/// The name of the callback `c7`.
pub(crate) fn callback(number: u32) -> &'static str {
    CALLBACKS.with_borrow_mut(|names| get_or_make(names, number, |n| format!("c{n}").leak()))
}

fn get_or_make<T: Copy>(things: &mut Vec<T>, number: u32, make: impl Fn(usize) -> T) -> T {
    let index = number as usize;
    things.extend((things.len()..=index).map(make));
    things[index]
}
