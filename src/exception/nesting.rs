//! Owns how much an exception holds: what its text, its members and its arguments make of it if each is visited as often as it occurs.
//!
//! Invariant: what visits all of an exception asks first, where a program can have made it as large as it likes.

use std::cell::Cell;

use super::args::Args;
use super::{Exception, Own};

/// How deep the texts of exceptions may stand in each other.
const DEEPEST: u32 = 150;

thread_local! {
    /// How many texts are being written.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// One stood deeper than that.
    static WAS_TOO_DEEP: Cell<bool> = const { Cell::new(false) };
}

/// The text of an exception that is being written.
pub(super) struct Writing;

impl Writing {
    /// None where texts nest too deep; then what is around them ends soon, too.
    pub(super) fn begin() -> Option<Self> {
        let depth = DEPTH.get();
        if depth == 0 {
            WAS_TOO_DEEP.set(false);
        }
        if depth >= DEEPEST || WAS_TOO_DEEP.get() {
            WAS_TOO_DEEP.set(true);
            return None;
        }
        DEPTH.set(depth + 1);
        Some(Self)
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

/// Whether the text that was written last is cut, since texts nested too deep in it.
#[cfg(feature = "python")]
pub(crate) fn was_too_deep() -> bool {
    WAS_TOO_DEEP.get()
}

/// How many exceptions there are among the arguments and members of one, and in them, each counted as often as it occurs.
pub(super) fn weight(args: &Args, own: &Own) -> u64 {
    let members = if let Own::Group(group) = own { &group.exceptions[..] } else { &[] };
    let given = args.as_slice().iter().filter_map(|arg| arg.downcast::<Exception>());
    members.iter().chain(given).fold(1, |weight, exception| weight.saturating_add(exception.weight()))
}

impl Exception {
    /// How many exceptions it stands for, with those in its arguments and members, each counted as often as it occurs.
    pub(crate) fn weight(&self) -> u64 {
        self.inner.weight.get()
    }
}
