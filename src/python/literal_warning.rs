//! Owns what CPython's parser warns of: escapes that mean nothing, and numbers that run into a keyword.
//!
//! Invariant: a string, or a text between fields, has one warning, for the first of its escapes. What stands between fields is
//! looked at when the string ends, from whose line CPython counts.

use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_text_size::Ranged;

use super::source::Source;
use super::syntax_warning::shown;

/// The keywords that may follow a number without a space.
const FOLLOWING: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];

/// The lines of the warnings; none if a number runs into another word, which is an error.
pub(super) fn of(source: &Source, tokens: &Tokens) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    // The strings with fields that are around: their texts, and how many brackets are open in their fields.
    let mut around: Vec<(Vec<&Token>, u32)> = Vec::new();
    for token in tokens {
        let text = source.slice(range(token));
        match token.kind() {
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => {
                let rest = source.text.get(range(token).1 as usize..).unwrap_or("");
                if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    continue;
                }
                if !FOLLOWING.iter().any(|word| rest.starts_with(word)) {
                    return None;
                }
                lines.extend(shown(source, line(source, token), &format!("invalid {} literal", kind_of(text))));
            }
            TokenKind::String => lines.extend(escape(source, token, line(source, token))),
            TokenKind::FStringStart | TokenKind::TStringStart => around.push((Vec::new(), 0)),
            TokenKind::FStringMiddle | TokenKind::TStringMiddle => {
                lines.extend(bracket(source, token));
                match around.last_mut() {
                    Some((texts, 0)) => texts.push(token),
                    _ => lines.extend(escape(source, token, line(source, token))),
                }
            }
            TokenKind::FStringEnd | TokenKind::TStringEnd => {
                let (texts, _) = around.pop().unwrap_or_default();
                lines.extend(texts.into_iter().flat_map(|text| escape(source, text, line(source, token))));
            }
            TokenKind::Lbrace => around.iter_mut().next_back().into_iter().for_each(|(_, depth)| *depth += 1),
            TokenKind::Rbrace => around.iter_mut().next_back().into_iter().for_each(|(_, depth)| *depth -= 1),
            _ => {}
        }
    }
    Some(lines)
}

fn range(token: &Token) -> (u32, u32) {
    (token.range().start().to_u32(), token.range().end().to_u32())
}

fn line(source: &Source, token: &Token) -> u32 {
    source.line(range(token).0)
}

fn kind_of(number: &str) -> &'static str {
    match number.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => "hexadecimal",
        Some("0o") => "octal",
        Some("0b") => "binary",
        _ if number.ends_with(['j', 'J']) => "imaginary",
        _ => "decimal",
    }
}

/// A backslash before the bracket of a field.
fn bracket(source: &Source, token: &Token) -> Vec<String> {
    let text = source.slice(range(token));
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    let follows = source.text.get(range(token).1 as usize..).and_then(|rest| rest.chars().next());
    match follows.filter(|c| matches!(c, '{' | '}') && backslashes % 2 == 1 && !is_raw(token)) {
        Some(bracket) => {
            let line = source.line(range(token).1);
            shown(source, line, &meaningless(&bracket.to_string(), "escape"))
        }
        None => Vec::new(),
    }
}

fn is_raw(token: &Token) -> bool {
    token.string_flags().is_some_and(|flags| flags.is_raw_string())
}

fn meaningless(escape: &str, kind: &str) -> String {
    format!(
        "\"\\{escape}\" is an invalid {kind} sequence. Such sequences will not work in the future. \
         Did you mean \"\\\\{escape}\"? A raw string is also an option."
    )
}

/// The first escape that means nothing, in a text whose lines are counted from `line`.
fn escape(source: &Source, token: &Token, line: u32) -> Vec<String> {
    let text = source.slice(range(token));
    if is_raw(token) {
        return Vec::new();
    }
    let known = match token.string_flags().is_some_and(|flags| flags.is_byte_string()) {
        true => "\n\r\\'\"abfnrtvx",
        false => "\n\r\\'\"abfnrtvxNuU",
    };
    let mut characters = text.char_indices();
    while let Some((_, c)) = characters.next() {
        let Some((index, escape)) = Some(&mut characters).filter(|_| c == '\\').and_then(Iterator::next) else {
            continue;
        };
        let digits = text[index..].bytes().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
        let octal = &text[index..index + digits];
        let message = if u32::from_str_radix(octal, 8).is_ok_and(|code| code > 0o377) {
            meaningless(octal, "octal escape")
        } else if digits > 0 || known.contains(escape) || !escape.is_ascii() {
            continue;
        } else {
            meaningless(&escape.to_string(), "escape")
        };
        let line = line + text[..index].matches('\n').count() as u32;
        return shown(source, line, &message);
    }
    Vec::new()
}
