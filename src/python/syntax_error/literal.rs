//! Owns what may stand in a string: ASCII in bytes, and whole escapes.
//!
//! Invariant: the places in the messages are those of what CPython's codecs read.

use super::super::refusal::Refusal;
use super::parser::Parser;
use super::token::Kind;

/// What is wrong with a string, or a text between fields.
pub(super) fn check(parser: &Parser<'_>, index: usize) -> Option<Refusal> {
    let token = &parser.tokens[index];
    let text = parser.text(token);
    let (prefix, body) = match token.kind {
        Kind::StringMiddle => (parser.prefix(index), text),
        _ => {
            let prefix = text.find(['\'', '"']).unwrap_or(0);
            let size = if text[prefix..].starts_with("'''") || text[prefix..].starts_with("\"\"\"") { 3 } else { 1 };
            (&text[..prefix], text.get(prefix + size..text.len() - size).unwrap_or(""))
        }
    };
    let prefix = prefix.to_ascii_lowercase();
    let is_bytes = prefix.contains('b');
    if is_bytes && !body.is_ascii() {
        return Some(parser.at_token(token, "bytes can only contain ASCII literal characters"));
    }
    if prefix.contains('r') {
        return None;
    }
    let message = if is_bytes { wrong_in_bytes(body) } else { wrong_in_text(body) };
    message.map(|message| parser.at_last(&message))
}

/// A backslash that ends, or begins, nothing.
fn wrong_in_bytes(body: &str) -> Option<String> {
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let digits = bytes[at + 1..].iter().skip(1).take(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
        if bytes.get(at + 1) == Some(&b'x') && digits < 2 {
            return Some(format!("(value error) invalid \\x escape at position {at}"));
        }
        at += 2;
    }
    None
}

fn wrong_in_text(body: &str) -> Option<String> {
    // CPython counts in what it decodes: ten bytes for each character that is not ASCII, and `\u005c` for a backslash before one.
    let mut at = 0;
    let mut rest = body.char_indices().peekable();
    while let Some((index, c)) = rest.next() {
        if c != '\\' {
            at += if c.is_ascii() { 1 } else { 10 };
            continue;
        }
        let Some((_, escape)) = rest.next() else { break };
        let tail = &body[index + 1 + escape.len_utf8()..];
        let wrong = |length: usize, what: &str| {
            let bytes = format!("bytes in position {at}-{}", at + length - 1);
            Some(format!("(unicode error) 'unicodeescape' codec can't decode {bytes}: {what}"))
        };
        let (size, what) = match escape {
            'x' => (2, "truncated \\xXX escape"),
            'u' => (4, "truncated \\uXXXX escape"),
            'U' => (8, "truncated \\UXXXXXXXX escape"),
            'N' => {
                let name = tail.strip_prefix('{').and_then(|tail| tail.find('}'));
                let Some(length) = name.filter(|length| *length > 0) else {
                    let is_open = tail.starts_with('{');
                    let length = if is_open { tail.find('}').map_or(tail.len(), |end| end + 1) } else { 0 };
                    return wrong(2 + length, "malformed \\N character escape");
                };
                at += 4 + length;
                for _ in 0..tail[..length + 2].chars().count() {
                    rest.next();
                }
                continue;
            }
            _ => {
                at += if escape.is_ascii() { 2 } else { 16 };
                continue;
            }
        };
        let digits = tail.bytes().take(size).take_while(u8::is_ascii_hexdigit).count();
        if digits < size {
            return wrong(2 + digits, what);
        }
        if u32::from_str_radix(&tail[..size], 16).is_ok_and(|code| code > 0x10_ffff) {
            return wrong(2 + size, "illegal Unicode character");
        }
        at += 2 + size;
        for _ in 0..size {
            rest.next();
        }
    }
    None
}
