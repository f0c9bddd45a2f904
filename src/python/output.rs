//! Owns what the program writes: text without a line end waits here until the line is whole.
//!
//! Invariant: the loop gets whole lines only.

use super::memory::{Extent, Growing};
use crate::trace::Stream;

#[derive(Default)]
pub(crate) struct Output {
    lines: Growing<[String; 2]>,
}

impl Extent for [String; 2] {
    fn extent(&self) -> usize {
        self.iter().map(String::capacity).sum()
    }
}

impl Output {
    pub(crate) fn write(&self, stream: Stream, text: &str) {
        let slot = usize::from(stream == Stream::Stderr);
        let whole = {
            let mut lines = self.lines.borrow_mut();
            lines[slot].push_str(text);
            let Some(end) = lines[slot].rfind('\n') else { return };
            let rest = lines[slot].split_off(end + 1);
            let mut whole = std::mem::replace(&mut lines[slot], rest);
            whole.pop();
            whole
        };
        crate::print_to(stream, whole);
    }

    /// Whether nothing waits for the end of its line.
    pub(crate) fn is_at_line_start(&self, stream: Stream) -> bool {
        self.lines.borrow()[usize::from(stream == Stream::Stderr)].is_empty()
    }

    /// Writes what is left, at the end of the program.
    pub(crate) fn flush(&self) {
        for (slot, stream) in [(0, Stream::Stdout), (1, Stream::Stderr)] {
            let rest = std::mem::take(&mut self.lines.borrow_mut()[slot]);
            if !rest.is_empty() {
                crate::print_to(stream, rest);
            }
        }
    }
}
