//! The digest: FNV-1a with 64 bits over everything that a trace holds.
//!
//! Invariant: only values go in, little end first, never an address or the layout of a type, so that every machine
//! computes the same number.

use super::Trace;
use crate::repr::Repr;

pub(super) fn of(trace: &Trace) -> String {
    let mut hash = Fnv::new();
    for record in &trace.records {
        hash.bytes(&[record.kind as u8, record.flag]);
        hash.number(record.task as u64);
        hash.number(record.cause as u64);
        hash.number(record.arg as u64);
    }
    for &(first, time) in &trace.moments {
        hash.number(first as u64);
        hash.number(time);
    }
    for string in &trace.strings {
        hash.text(string);
    }
    for task in &trace.tasks {
        hash.text(&task.name.to_string());
        hash.text(task.coroutine);
        hash.number(task.parent as u64);
    }
    for purpose in &trace.futures {
        hash.text(&format!("{purpose:?}"));
    }
    for cancellation in &trace.cancellations {
        hash.number(cancellation.target as u64);
        hash.text(cancellation.message.as_deref().unwrap_or("\0none"));
        hash.number(cancellation.count as u64);
    }
    for exception in &trace.exceptions {
        hash.text(&exception.repr());
        for related in [exception.context(), exception.cause()] {
            hash.text(&related.map_or(String::new(), |e| e.repr()));
        }
    }
    format!("{:016x}", hash.0)
}

struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    /// The length goes first, so that "ab", "c" and "a", "bc" differ.
    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }
}
