//! Names for functions that are made up at run time.
//!
//! Invariant: a number has one code, so that what is reported once for each function is.

use std::cell::RefCell;

use except_star::Code;

thread_local! {
    static CODES: RefCell<Vec<Code>> = const { RefCell::new(Vec::new()) };
}

/// The code of the coroutine function `f7`.
pub(crate) fn code(number: u32) -> Code {
    CODES.with_borrow_mut(|codes| {
        let index = number as usize;
        codes.extend((codes.len()..=index).map(|n| Code::new(format!("f{n}"), file!(), line!())));
        codes[index].clone()
    })
}

/// The name of the callback `c7`.
pub(crate) fn callback(number: u32) -> String {
    format!("c{number}")
}
