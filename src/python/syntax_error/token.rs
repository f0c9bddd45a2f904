//! Owns what a token is.
//!
//! Invariant: a token that stands nowhere, such as the end of a block, has the place up to which the text has been read.

/// The words that are no names.
pub(super) const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Name,
    Keyword,
    Number,
    String,
    /// The quotes that a string with fields begins with, its text, and the quotes that it ends with.
    StringStart,
    StringMiddle,
    StringEnd,
    Punctuation,
    Newline,
    Indent,
    Dedent,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The line in which it begins.
    pub(super) line: u32,
    /// How many brackets are open behind it.
    pub(super) level: u32,
    pub(super) is_placed: bool,
}
