//! Version numbers as tools print them. Owns finding them in a line of text.
//!
//! Invariant: a text without a number has no version; nothing is guessed.

use std::fmt;

/// The first two numbers of a version; the rest has never mattered here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    pub const fn new(major: u32, minor: u32) -> Self {
        Version { major, minor }
    }

    /// The first word that is a version, as in `v20.1.2`, `wasm-pack 0.15.1` or `Chromium 156.0.8078.79 built on …`.
    pub fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::read)
    }

    fn read(word: &str) -> Option<Self> {
        let mut numbers = word.strip_prefix('v').unwrap_or(word).split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?.parse().ok()?;
        Some(Version { major, minor })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u32, u32)>) {
        let expected = expected.map(|(major, minor)| Version::new(major, minor));
        assert_eq!(Version::find(text), expected, "{text:?}");
    }

    #[test]
    fn the_first_version_in_a_line_counts() {
        check("v20.20.2", Some((20, 20)));
        check("wasm-pack 0.15.1", Some((0, 15)));
        check("Chromium 156.0.8078.79 built on Debian 12.5", Some((156, 0)));
        check("ChromeDriver 156.0.1 (a21ce95c24ce-refs/heads/8078@{#1})", Some((156, 0)));
        check("npm 11.19", Some((11, 19)));
    }

    #[test]
    fn a_text_without_a_version_has_none() {
        check("", None);
        check("not found", None);
        check("build 20", None);
        check("a1.b2", None);
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(Version::new(0, 9) < Version::new(0, 13));
        assert!(Version::new(1, 0) > Version::new(0, 99));
    }
}
