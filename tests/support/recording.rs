//! What the tests compare with, and how it is recorded.
//!
//! Invariant: only the holder of a [`Recording`] writes, and there is none unless `EXCEPT_STAR_BLESS=1` is set, as
//! `cargo xtask bless` does. So `cargo test` alone changes no file, whichever tests it is asked for.

use std::path::{Path, PathBuf};

/// The environment variable that permits recording when it is `1`.
pub(crate) const PERMISSION: &str = "EXCEPT_STAR_BLESS";

/// What to do about something that is not recorded, or not as it is.
pub(crate) const RENEW: &str = "`cargo xtask bless` records it anew; see first why it changed";

/// A file of `tests/recorded`.
pub(crate) fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(name)
}

/// What is recorded in a file of `tests/recorded`.
#[track_caller]
pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}; {RENEW}"))
}

/// The permission to record.
pub(crate) struct Recording(());

impl Recording {
    /// The permission, if it was given; otherwise prints that nothing is recorded.
    pub(crate) fn permitted() -> Option<Self> {
        let permitted = std::env::var_os(PERMISSION).is_some_and(|value| value == "1");
        if !permitted {
            println!("nothing is recorded: that is what `cargo xtask bless` does");
        }
        permitted.then_some(Self(()))
    }

    /// Writes a file.
    pub(crate) fn write(&self, file: &Path, text: &str) {
        std::fs::write(file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}
