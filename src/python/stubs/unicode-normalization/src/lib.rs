//! Stands in for the crate of this name: identifiers are taken as they are written.
//!
//! Invariant: it has what the Python parser uses of the real one, and no table.

pub trait UnicodeNormalization<I: Iterator<Item = char>> {
    fn nfkc(self) -> I;
}

impl<'a> UnicodeNormalization<std::str::Chars<'a>> for &'a str {
    fn nfkc(self) -> std::str::Chars<'a> {
        self.chars()
    }
}
