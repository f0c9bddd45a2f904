//! Owns how CPython cuts a text into tokens, and what it says where it cannot.
//!
//! Invariant: tokens are cut one after the other, as they are asked for: an error behind the last one that was asked for is
//! not known yet. A line is counted when its first character is read.

use super::super::refusal::Refusal;
use super::string::Layer;
use super::token::{Kind, Token, is_keyword};

/// How many brackets may be open.
const OPEN: usize = 200;
/// How many blocks may be open, the module with them.
const BLOCKS: usize = 100;
const TAB: u32 = 8;
/// The punctuation of more than one character; where two begin alike, the longer one first.
const LONG: [&str; 26] = [
    "**=", "//=", ">>=", "<<=", "...", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=",
    "<>", "==", ">=", ">>", "@=", "^=", "|=", "|",
];

/// Why there is no token.
#[derive(Clone, Debug)]
pub(super) enum Stop {
    /// An error that stands before all that the grammar says.
    Error(Refusal),
    /// The text ends where it must not: a bracket is open, or a line is continued.
    End,
    /// The indentation is none of those around.
    Dedent,
    /// What the grammar may overrule: the class, the message and the offset in the line.
    Weak(&'static str, &'static str, usize),
}

pub(super) type Cut<T> = Result<T, Stop>;

/// A bracket that is open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) bracket: u8,
    pub(super) line: u32,
    pub(super) at: usize,
}

#[derive(Clone)]
pub(super) struct Tokenizer<'a> {
    pub(super) text: &'a str,
    /// The text, which ends with a line end.
    pub(super) bytes: Vec<u8>,
    /// Behind what has been read.
    pub(super) at: usize,
    pub(super) line: u32,
    pub(super) line_start: usize,
    line_end: usize,
    is_line_start: bool,
    /// Whether the end of the text has been seen.
    pub(super) is_done: bool,
    /// The columns of the blocks, with tabs of eight columns and of one.
    blocks: Vec<(u32, u32)>,
    /// How many blocks are still to be opened, or closed.
    pending: i32,
    pub(super) open: Vec<Open>,
    /// The strings with fields that are around.
    pub(super) layers: Vec<Layer>,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut bytes = text.as_bytes().to_vec();
        for index in 0..bytes.len() {
            if bytes[index] == b'\r' && bytes.get(index + 1) != Some(&b'\n') {
                bytes[index] = b'\n';
            }
        }
        if bytes.last().is_some_and(|byte| *byte != b'\n') {
            bytes.push(b'\n');
        }
        Self {
            text,
            bytes,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            line: 0,
            line_start: 0,
            line_end: 0,
            is_line_start: true,
            is_done: false,
            blocks: vec![(0, 0)],
            pending: 0,
            open: Vec::new(),
            layers: Vec::new(),
        }
    }

    /// The next byte; none at the end.
    pub(super) fn next(&mut self) -> Cut<Option<u8>> {
        if self.at >= self.line_end {
            if self.line_end == self.bytes.len() {
                self.is_done = true;
                return Ok(None);
            }
            self.line += 1;
            self.line_start = self.line_end;
            let rest = &self.bytes[self.line_start..];
            let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |length| length + 1);
            self.line_end = self.line_start + length;
            if rest[..length].contains(&0) {
                return Err(Stop::Error(Refusal::unmarked(
                    "SyntaxError",
                    "source code cannot contain null bytes",
                    self.line_start as u32,
                )));
            }
        }
        self.at += 1;
        Ok(Some(self.bytes[self.at - 1]))
    }

    /// Takes back what was read last.
    pub(super) fn back(&mut self, byte: Option<u8>) {
        self.at -= usize::from(byte.is_some());
    }

    pub(super) fn peek(&mut self) -> Cut<Option<u8>> {
        let byte = self.next()?;
        self.back(byte);
        Ok(byte)
    }

    /// An error at the last character that was read.
    pub(super) fn error<T>(&self, message: impl Into<String>) -> Cut<T> {
        if self.at <= self.line_start {
            return Err(Stop::Error(Refusal::unmarked("SyntaxError", message, self.line_start as u32)));
        }
        let mut start = self.at - 1;
        while start > self.line_start && !self.text.is_char_boundary(start) {
            start -= 1;
        }
        Err(Stop::Error(Refusal::syntax(message, (start as u32, start as u32))))
    }

    pub(super) fn token(&self, kind: Kind, start: usize, line: u32) -> Token {
        Token { kind, start: start as u32, end: self.at as u32, line, level: self.open.len() as u32, is_placed: true }
    }

    fn unplaced(&self, kind: Kind) -> Token {
        Token { is_placed: false, ..self.token(kind, self.at, self.line.max(1)) }
    }

    pub(super) fn cut(&mut self) -> Cut<Token> {
        match self.layers.last() {
            Some(layer) if !layer.is_code => self.string_part(),
            _ => self.code(),
        }
    }

    pub(super) fn code(&mut self) -> Cut<Token> {
        loop {
            let mut is_blank = false;
            if std::mem::take(&mut self.is_line_start) {
                is_blank = self.indentation()?;
            }
            if self.pending != 0 {
                let step = self.pending.signum();
                self.pending -= step;
                return Ok(self.unplaced(if step < 0 { Kind::Dedent } else { Kind::Indent }));
            }
            if let Some(token) = self.in_line(is_blank)? {
                return Ok(token);
            }
        }
    }

    /// Reads the indentation of a line. Gives whether nothing else is in it.
    fn indentation(&mut self) -> Cut<bool> {
        let (mut column, mut narrow) = (0, 0);
        let mut continued = 0;
        let byte = loop {
            match self.next()? {
                Some(b' ') => (column, narrow) = (column + 1, narrow + 1),
                Some(b'\t') => (column, narrow) = ((column / TAB + 1) * TAB, narrow + 1),
                Some(b'\x0c') => (column, narrow) = (0, 0),
                Some(b'\\') => {
                    continued = if continued == 0 { column } else { continued };
                    let start = self.line_start;
                    self.continuation().inspect_err(|_| self.at = start)?;
                }
                byte => break byte,
            }
        };
        self.back(byte);
        if matches!(byte, Some(b'#' | b'\n' | b'\r')) {
            return Ok(true);
        }
        if !self.open.is_empty() {
            return Ok(false);
        }
        if continued != 0 {
            (column, narrow) = (continued, continued);
        }
        let tabs = Err(Stop::Weak("TabError", "inconsistent use of tabs and spaces in indentation", 1));
        let (around, around_narrow) = self.blocks[self.blocks.len() - 1];
        if column > around {
            if self.blocks.len() >= BLOCKS {
                self.at = self.line_end;
                return Err(Stop::Weak("IndentationError", "too many levels of indentation", 1));
            }
            if narrow <= around_narrow {
                return tabs;
            }
            self.pending += 1;
            self.blocks.push((column, narrow));
            return Ok(false);
        }
        while self.blocks.len() > 1 && column < self.blocks[self.blocks.len() - 1].0 {
            self.pending -= 1;
            self.blocks.pop();
        }
        let (around, around_narrow) = self.blocks[self.blocks.len() - 1];
        if column != around {
            self.at = self.line_end;
            return Err(Stop::Dedent);
        }
        if narrow == around_narrow { Ok(false) } else { tabs }
    }

    /// Goes to the next line behind a backslash.
    fn continuation(&mut self) -> Cut<()> {
        let mut byte = self.next()?;
        if byte == Some(b'\r') {
            byte = self.next()?;
        }
        if byte != Some(b'\n') {
            let message = "unexpected character after line continuation character";
            return Err(Stop::Weak("SyntaxError", message, self.at - self.line_start));
        }
        match self.peek()? {
            Some(_) => Ok(()),
            None => Err(Stop::End),
        }
    }

    /// The next token of a line; none if the line, or what of it counts, is at its end.
    fn in_line(&mut self, is_blank: bool) -> Cut<Option<Token>> {
        loop {
            let mut byte = self.next()?;
            while matches!(byte, Some(b' ' | b'\t' | b'\x0c')) {
                byte = self.next()?;
            }
            let start = self.at.max(1) - 1;
            if byte == Some(b'#') {
                while !matches!(byte, None | Some(b'\n' | b'\r')) {
                    byte = self.next()?;
                }
            }
            let Some(mut first) = byte else {
                return if self.open.is_empty() { Ok(Some(self.unplaced(Kind::End))) } else { Err(Stop::End) };
            };
            if is_identifier_start(first) {
                return self.name(start).map(Some);
            }
            if first == b'\r' {
                first = self.next()?.unwrap_or(b'\n');
            }
            if first == b'\n' {
                self.is_line_start = true;
                if is_blank || !self.open.is_empty() {
                    return Ok(None);
                }
                let newline = self.token(Kind::Newline, start, self.line);
                return Ok(Some(Token { end: newline.end - 1, ..newline }));
            }
            if first == b'.' && self.peek()?.is_some_and(|byte| byte.is_ascii_digit()) || first.is_ascii_digit() {
                return self.number(start, first).map(Some);
            }
            if matches!(first, b'\'' | b'"') {
                return self.string(start, first).map(Some);
            }
            if first != b'\\' {
                return self.punctuation(start, first).map(Some);
            }
            self.continuation()?;
        }
    }

    /// A name, a keyword, or a string with letters before it.
    fn name(&mut self, start: usize) -> Cut<Token> {
        let mut letters = [false; 5];
        let mut byte = Some(self.bytes[start]);
        // The letters that may stand before a string, each of them once.
        while let Some(index) =
            byte.and_then(|byte| b"brutf".iter().position(|known| *known == byte.to_ascii_lowercase()))
        {
            if std::mem::replace(&mut letters[index], true) {
                break;
            }
            byte = self.next()?;
            if let Some(quote @ (b'\'' | b'"')) = byte {
                return self.prefixed(start, quote, letters);
            }
        }
        while byte.is_some_and(is_identifier_part) {
            byte = self.next()?;
        }
        self.back(byte);
        let name = self.text.get(start..self.at).unwrap_or("");
        let wrong = name.char_indices().find(|(index, c)| match index {
            0 => *c != '_' && !unicode_ident::is_xid_start(*c),
            _ => !unicode_ident::is_xid_continue(*c),
        });
        if let Some((index, c)) = wrong {
            self.at = start + index + c.len_utf8();
            return self.error(invalid_character(c));
        }
        let kind = if is_keyword(name) { Kind::Keyword } else { Kind::Name };
        Ok(self.token(kind, start, self.line))
    }

    fn punctuation(&mut self, start: usize, first: u8) -> Cut<Token> {
        if let Some(token) = self.field_punctuation(start, first)? {
            return Ok(token);
        }
        let rest = self.text.get(start..).unwrap_or("");
        if let Some(long) = LONG.iter().find(|long| rest.starts_with(**long)) {
            self.at = start + long.len();
            return Ok(self.token(Kind::Punctuation, start, self.line));
        }
        match first {
            b'(' | b'[' | b'{' => {
                if self.open.len() >= OPEN {
                    return self.error("too many nested parentheses");
                }
                self.open.push(Open { bracket: first, line: self.line, at: start });
                if let Some(layer) = self.layers.last_mut() {
                    layer.depth += 1;
                }
            }
            b')' | b']' | b'}' => self.close(first)?,
            _ => {}
        }
        if first.is_ascii_control() {
            return self.error(invalid_character(char::from(first)));
        }
        Ok(self.token(Kind::Punctuation, start, self.line))
    }

    fn close(&mut self, bracket: u8) -> Cut<()> {
        let closing = char::from(bracket);
        if let Some(layer) = self.layers.last().filter(|layer| layer.depth == 0 && bracket == b'}') {
            return self.error(format!("{}-string: single '}}' is not allowed", layer.letter));
        }
        let Some(open) = self.open.pop() else { return self.error(format!("unmatched '{closing}'")) };
        if !matches!((open.bracket, bracket), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            if let Some(layer) =
                self.layers.last().filter(|layer| open.bracket == b'{' && layer.depth - 1 == layer.fields)
            {
                return self.error(format!("{}-string: unmatched '{closing}'", layer.letter));
            }
            let opening = char::from(open.bracket);
            let line = if open.line == self.line { String::new() } else { format!(" on line {}", open.line) };
            return self.error(format!(
                "closing parenthesis '{closing}' does not match opening parenthesis '{opening}'{line}"
            ));
        }
        self.close_field(bracket)
    }
}

pub(super) fn invalid_character(c: char) -> String {
    if crate::repr::is_printable(c) {
        format!("invalid character '{c}' (U+{:04X})", u32::from(c))
    } else {
        format!("invalid non-printable character U+{:04X}", u32::from(c))
    }
}

fn is_identifier_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 128
}

pub(super) fn is_identifier_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 128
}
