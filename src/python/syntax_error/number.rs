//! Owns the numbers: what may stand in one, and what may follow it.
//!
//! Invariant: a keyword may follow a number without a space, a name may not.

use super::super::refusal::Refusal;
use super::token::{Kind, Token};
use super::tokenizer::{Cut, Stop, Tokenizer, is_identifier_part};

impl Tokenizer<'_> {
    pub(super) fn number(&mut self, start: usize, first: u8) -> Cut<Token> {
        let second = if first == b'0' { self.peek()?.map(|byte| byte.to_ascii_lowercase()) } else { None };
        match second {
            Some(b'x') => self.based(16, "hexadecimal")?,
            Some(b'o') => self.based(8, "octal")?,
            Some(b'b') => self.based(2, "binary")?,
            _ => self.decimal(start, first)?,
        }
        Ok(self.token(Kind::Number, start, self.line))
    }

    /// What follows `0x`, `0o` or `0b`.
    fn based(&mut self, base: u32, kind: &str) -> Cut<()> {
        self.next()?;
        let is_digit = |byte: u8| char::from(byte).is_digit(base);
        let mut byte = self.next()?;
        loop {
            if byte == Some(b'_') {
                byte = self.next()?;
            }
            if !byte.is_some_and(is_digit) {
                self.check_digit(byte, kind)?;
                self.back(byte);
                return self.error(format!("invalid {kind} literal"));
            }
            while byte.is_some_and(is_digit) {
                byte = self.next()?;
            }
            if byte != Some(b'_') {
                break;
            }
        }
        self.check_digit(byte, kind)?;
        self.end_number(byte, kind)
    }

    /// A digit that the base does not have.
    fn check_digit(&self, byte: Option<u8>, kind: &str) -> Cut<()> {
        match byte.filter(u8::is_ascii_digit) {
            Some(digit) => self.error(format!("invalid digit '{}' in {kind} literal", char::from(digit))),
            None => Ok(()),
        }
    }

    fn decimal(&mut self, start: usize, first: u8) -> Cut<()> {
        let mut byte = Some(first);
        let mut zeros = None;
        if first == b'0' {
            byte = self.next()?;
            loop {
                if byte == Some(b'_') {
                    byte = self.next()?;
                    self.expect_digit(byte)?;
                }
                if byte != Some(b'0') {
                    break;
                }
                byte = self.next()?;
            }
            if byte.is_some_and(|byte| byte.is_ascii_digit()) {
                zeros = Some(self.at);
                byte = self.digits()?;
            }
        } else if first != b'.' {
            byte = self.digits()?;
        }
        let mut kind = "decimal";
        let mut is_integer = true;
        if byte == Some(b'.') {
            is_integer = false;
            byte = self.next()?;
            if byte.is_some_and(|byte| byte.is_ascii_digit()) {
                byte = self.digits()?;
            }
        }
        if let Some(e @ (b'e' | b'E')) = byte {
            byte = self.next()?;
            if matches!(byte, Some(b'+' | b'-')) {
                byte = self.next()?;
                self.expect_digit(byte)?;
            } else if !byte.is_some_and(|byte| byte.is_ascii_digit()) {
                self.back(byte);
                return self.end_number(Some(e), kind);
            }
            is_integer = false;
            byte = self.digits()?;
        }
        if matches!(byte, Some(b'j' | b'J')) {
            is_integer = false;
            kind = "imaginary";
            byte = self.next()?;
        }
        if let Some(zeros) = zeros.filter(|_| is_integer) {
            let message =
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
            return Err(Stop::Error(Refusal::syntax(message, (start as u32, zeros as u32 - 1))));
        }
        self.end_number(byte, kind)
    }

    /// Digits with single underscores between them. Gives the byte behind them.
    fn digits(&mut self) -> Cut<Option<u8>> {
        loop {
            let mut byte = self.next()?;
            while byte.is_some_and(|byte| byte.is_ascii_digit()) {
                byte = self.next()?;
            }
            if byte != Some(b'_') {
                return Ok(byte);
            }
            byte = self.next()?;
            self.expect_digit(byte)?;
        }
    }

    fn expect_digit(&mut self, byte: Option<u8>) -> Cut<()> {
        if byte.is_some_and(|byte| byte.is_ascii_digit()) {
            return Ok(());
        }
        self.back(byte);
        self.error("invalid decimal literal")
    }

    /// Takes back the byte behind a number, which must not be part of a name.
    fn end_number(&mut self, byte: Option<u8>, kind: &str) -> Cut<()> {
        self.back(byte);
        let rest = &self.bytes[self.at..];
        let is_followed = |word: &&str| {
            rest.starts_with(word.as_bytes())
                && (word.len() == 2 && rest[0] == b'i'
                    || !rest.get(word.len()).is_some_and(|byte| is_identifier_part(*byte)))
        };
        let is_word = ["and", "else", "for", "if", "in", "is", "or", "not"].iter().any(is_followed);
        match byte {
            Some(byte) if !is_word && byte < 128 && is_identifier_part(byte) => {
                self.error(format!("invalid {kind} literal"))
            }
            _ => Ok(()),
        }
    }
}
