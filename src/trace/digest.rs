//! The digest: FNV-1a with 64 bits over everything that a trace holds.
//!
//! Invariant: only values go in, little end first, never an address or the layout of a type, so that every machine
//! computes the same number.

use super::Trace;
use crate::repr::Repr;

pub(super) fn of(trace: &Trace) -> String {
    // All fields are named, so a new one that is missing here does not compile.
    let Trace {
        records,
        moments,
        // Read unpacked.
        tasks: _,
        coroutines: _,
        futures,
        // What follows from what is awaited, and from what is looked at, are events.
        awaited: _,
        looks: _,
        // Events name the groups and the timeouts.
        groups: _,
        timeouts: _,
        // What follows from who owns a task are events.
        members: _,
        ends,
        names,
        texts,
        logs,
        warnings,
        slow,
        requests,
        uncancels,
        interventions,
        handlers,
        exceptions,
        exception_index: _,
    } = trace;
    let mut hash = Fnv::new();
    for record in records {
        hash.bytes(&[record.kind.index(), record.flag]);
        hash.bytes(&record.line.to_le_bytes());
        hash.number(record.task);
        hash.number(record.cause);
        hash.number(record.arg);
    }
    for &(first, time) in moments {
        hash.number(first);
        hash.number(time);
    }
    for task in trace.tasks() {
        hash.text(&task.name.to_string());
        hash.text(task.coroutine);
        hash.number(task.parent);
    }
    for purpose in futures {
        hash.text(&format!("{purpose:?}"));
    }
    names.all.iter().for_each(|name| hash.text(name));
    texts.iter().for_each(|text| hash.text(text));
    for record in logs {
        hash.text(&record.logger);
        hash.text(record.level.name());
        hash.text(&record.message);
        hash.text(&record.text);
        hash.number(record.about.unwrap_or_default());
    }
    for warning in warnings {
        hash.text(&warning.category);
        hash.text(&warning.message);
        hash.optional_text(warning.coroutine.as_deref());
        hash.text(&warning.text);
    }
    for &(task, took) in slow {
        hash.number(task);
        hash.number(took);
    }
    for &(timeout, end) in ends {
        hash.number(timeout.0);
        hash.number(end.is_some());
        hash.number(end.unwrap_or_default());
    }
    for request in requests {
        hash.number(request.target);
        hash.text(&format!("{:?}", request.by));
        hash.optional_text(request.message.as_deref());
        hash.number(request.count);
        hash.number(request.counted);
    }
    for &(task, remaining) in uncancels {
        hash.number(task);
        hash.number(remaining);
    }
    for action in interventions {
        hash.text(&format!("{action:?}"));
    }
    for (exception, handler) in handlers {
        hash.number(*exception);
        hash.text(&handler.class.repr());
        hash.number(handler.star);
    }
    for exception in exceptions {
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

    fn number(&mut self, number: impl Into<u64>) {
        self.bytes(&number.into().to_le_bytes());
    }

    /// The length goes first, so that "ab", "c" and "a", "bc" differ.
    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    fn optional_text(&mut self, text: Option<&str>) {
        self.number(text.is_some());
        self.text(text.unwrap_or_default());
    }
}
