//! What a trace tells, in the form in which people look at it: console, log, lanes, requests to cancel, tables.
//!
//! Everything here is a pure fold of the trace. Invariant: nothing that is shown is known from anywhere else.

mod cancellations;
mod console;
mod exceptions;
mod lanes;
mod log;
mod records;
mod returns;
mod sleeps;
mod table;

pub use cancellations::{CancelRequest, Fate, cancellations};
pub use console::{ConsoleLine, Stream, console};
pub use exceptions::{caught, ended_with};
pub use lanes::{Lane, LaneEnding, Wait, lanes};
pub use log::{Log, detail, log};
pub use records::{LogRecord, log_records};
pub use returns::{Failure, Return, failures, gather_returns, group_return};
pub use sleeps::{Slept, sleeps};
pub use table::{Cell, Table};

use crate::trace::Nanos;

/// Nanoseconds as seconds.
pub fn seconds(time: Nanos) -> f64 {
    time as f64 / 1e9
}

/// A time in seconds as the loop has it, to the nanosecond: what is one moment there is equal here.
pub fn moment(seconds: f64) -> f64 {
    (seconds * 1e9).round() / 1e9
}

/// What has passed between two times in seconds, to the nanosecond, which the difference of two floats is not.
pub fn since(begin: f64, time: f64) -> f64 {
    moment(time - begin)
}
