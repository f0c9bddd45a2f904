//! Owns the strings: plain ones, and the parts of those with fields.
//!
//! Invariant: a layer is the string with fields in which the text stands that is read; within a field it is code again.

use super::super::refusal::Refusal;
use super::token::{Kind, Token};
use super::tokenizer::{Cut, Stop, Tokenizer};

/// How deep fields may stand in the formats of fields.
const FIELDS: i32 = 3;
/// How many strings with fields may stand in each other, the text around them counted.
const LAYERS: usize = 150;

/// A string with fields that is around.
#[derive(Clone)]
pub(super) struct Layer {
    quote: u8,
    is_triple: bool,
    is_raw: bool,
    /// `f` or `t`.
    pub(super) letter: char,
    start: usize,
    line: u32,
    line_start: usize,
    /// How many brackets of its fields are open.
    pub(super) depth: i32,
    /// The depth at which the innermost field was opened; -1 outside of fields.
    pub(super) fields: i32,
    /// Whether what is read now is the code of a field.
    pub(super) is_code: bool,
    is_format: bool,
}

/// The letters that do not stand together, in the order in which they are named; indices of `brutf`.
const CLASHES: [(usize, usize); 7] = [(2, 0), (2, 1), (2, 4), (2, 3), (0, 4), (0, 3), (4, 3)];

impl Tokenizer<'_> {
    /// A string with letters before it: which of `brutf` it has.
    pub(super) fn prefixed(&mut self, start: usize, quote: u8, letters: [bool; 5]) -> Cut<Token> {
        if let Some((one, other)) = CLASHES.iter().find(|(one, other)| letters[*one] && letters[*other]) {
            let letter = |index: usize| char::from(b"brutf"[index]);
            let message = format!("'{}' and '{}' prefixes are incompatible", letter(*one), letter(*other));
            return Err(Stop::Error(Refusal::syntax(message, (start as u32, self.at as u32 - 1))));
        }
        match letters {
            [_, is_raw, _, _, true] => self.string_start(start, quote, is_raw, 'f'),
            [_, is_raw, _, true, _] => self.string_start(start, quote, is_raw, 't'),
            _ => self.string(start, quote),
        }
    }

    /// Three quotes or one: whether it is three. The first has been read.
    fn opening(&mut self, quote: u8) -> Cut<bool> {
        let is_triple = self.bytes[self.at..].starts_with(&[quote, quote]);
        self.at += if is_triple { 2 } else { 0 };
        Ok(is_triple)
    }

    /// The error of a string that begins there and does not end.
    fn unterminated<T>(&mut self, start: usize, line: u32, line_start: usize, message: String) -> Cut<T> {
        (self.at, self.line, self.line_start) = (start + 1, line, line_start);
        self.error(message)
    }

    pub(super) fn string(&mut self, start: usize, quote: u8) -> Cut<Token> {
        let (line, line_start) = (self.line, self.line_start);
        let is_triple = self.opening(quote)?;
        let size = if is_triple { 3 } else { 1 };
        let (mut ending, mut has_escaped_quote) = (0, false);
        while ending < size {
            let byte = self.next()?;
            if byte.is_none() || byte == Some(b'\n') && !is_triple {
                let last = self.line;
                let same = |layer: &&super::string::Layer| layer.quote == quote && layer.is_triple == is_triple;
                let message = match self.layers.last().filter(same) {
                    Some(layer) => format!("{}-string: expecting '}}'", layer.letter),
                    None => {
                        let triple = if is_triple { "triple-quoted " } else { "" };
                        let escaped =
                            if has_escaped_quote && !is_triple { "; perhaps you escaped the end quote?" } else { "" };
                        format!("unterminated {triple}string literal (detected at line {last}){escaped}")
                    }
                };
                return self.unterminated(start, line, line_start, message);
            }
            if byte == Some(quote) {
                ending += 1;
                continue;
            }
            ending = 0;
            if byte == Some(b'\\') {
                let escaped = self.next()?;
                has_escaped_quote |= escaped == Some(quote);
                if escaped == Some(b'\r') {
                    self.next()?;
                }
            }
        }
        Ok(self.token(Kind::String, start, line))
    }

    fn string_start(&mut self, start: usize, quote: u8, is_raw: bool, letter: char) -> Cut<Token> {
        let (line, line_start) = (self.line, self.line_start);
        let is_triple = self.opening(quote)?;
        if self.layers.len() + 1 >= LAYERS {
            return self.error("too many nested f-strings or t-strings");
        }
        self.layers.push(Layer {
            quote,
            is_triple,
            is_raw,
            letter,
            start,
            line,
            line_start,
            depth: 0,
            fields: -1,
            is_code: false,
            is_format: false,
        });
        Ok(self.token(Kind::StringStart, start, self.line))
    }

    /// Goes from the text of a string to the code of a field.
    fn enter_field(&mut self) -> Cut<()> {
        let layer = self.layer();
        layer.fields += 1;
        let letter = layer.letter;
        if layer.fields >= FIELDS {
            return self.error(format!("{letter}-string: expressions nested too deeply"));
        }
        self.leave_text();
        Ok(())
    }

    fn leave_text(&mut self) {
        let layer = self.layer();
        layer.is_code = true;
        layer.is_format = false;
    }

    fn layer(&mut self) -> &mut Layer {
        self.layers.last_mut().expect("a string with fields is around")
    }

    /// A part of a string with fields: text, its end, or the begin of a field.
    pub(super) fn string_part(&mut self) -> Cut<Token> {
        let Layer { quote, is_triple, is_raw, letter, .. } = *self.layer();
        let size = if is_triple { 3 } else { 1 };
        let (start, line) = (self.at, self.line);
        if self.next()? == Some(b'{') {
            let follows = self.peek()?;
            self.at = start;
            if follows != Some(b'{') {
                self.enter_field()?;
                return self.code();
            }
        }
        self.at = start;
        if self.bytes[start..].starts_with(&[quote; 3][..size]) {
            self.at += size;
            self.layers.pop();
            return Ok(self.token(Kind::StringEnd, start, line));
        }
        let mut ending = 0;
        let mut in_name = false;
        while ending < size {
            let byte = self.next()?;
            let is_format = self.layer().is_format && self.layer().fields >= 0;
            if byte.is_none() || byte == Some(b'\n') && !is_triple {
                if is_format && byte.is_some() {
                    return self.error(format!(
                        "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
                    ));
                }
                let triple = if is_triple { "triple-quoted " } else { "" };
                let message = format!("unterminated {triple}{letter}-string literal (detected at line {})", self.line);
                let layer = self.layer();
                let (start, line, line_start) = (layer.start, layer.line, layer.line_start);
                return self.unterminated(start, line, line_start, message);
            }
            if byte == Some(quote) {
                ending += 1;
                continue;
            }
            ending = 0;
            match byte {
                Some(b'{') => {
                    let follows = self.peek()?;
                    if follows == Some(b'{') && !is_format {
                        self.at += 1;
                        let token = self.token(Kind::StringMiddle, start, line);
                        return Ok(Token { end: token.end - 1, ..token });
                    }
                    self.at -= 1;
                    self.enter_field()?;
                    return Ok(self.token(Kind::StringMiddle, start, line));
                }
                Some(b'}') if in_name => return Ok(self.token(Kind::StringMiddle, start, line)),
                Some(b'}') => {
                    let follows = self.peek()?;
                    if follows == Some(b'}') && !is_format && self.layer().depth == 0 {
                        self.at += 1;
                        let token = self.token(Kind::StringMiddle, start, line);
                        return Ok(Token { end: token.end - 1, ..token });
                    }
                    self.at -= 1;
                    self.leave_text();
                    return Ok(self.token(Kind::StringMiddle, start, line));
                }
                Some(b'\\') => {
                    let mut escaped = self.next()?;
                    if escaped == Some(b'\r') {
                        escaped = self.next()?;
                    }
                    if matches!(escaped, Some(b'{' | b'}')) {
                        self.at -= 1;
                    } else if escaped == Some(b'N') && !is_raw && self.peek()? == Some(b'{') {
                        self.at += 1;
                        in_name = true;
                    }
                }
                _ => {}
            }
        }
        self.at -= size;
        Ok(self.token(Kind::StringMiddle, start, line))
    }

    /// The colon behind which the format of a field begins.
    pub(super) fn field_punctuation(&mut self, start: usize, first: u8) -> Cut<Option<Token>> {
        let is_format = self.layers.last().is_some_and(|layer| layer.fields >= 0 && layer.depth - 1 == layer.fields);
        if first != b':' || !is_format {
            return Ok(None);
        }
        let layer = self.layer();
        (layer.is_code, layer.is_format) = (false, true);
        Ok(Some(self.token(Kind::Punctuation, start, self.line)))
    }

    /// What a closing bracket does to the field that it may end.
    pub(super) fn close_field(&mut self, bracket: u8) -> Cut<()> {
        let Some(layer) = self.layers.last_mut() else { return Ok(()) };
        layer.depth -= 1;
        if layer.depth < 0 {
            let letter = layer.letter;
            return self.error(format!("{letter}-string: unmatched '{}'", char::from(bracket)));
        }
        if bracket == b'}' && layer.depth == layer.fields {
            layer.fields -= 1;
            (layer.is_code, layer.is_format) = (false, false);
        }
        Ok(())
    }
}
