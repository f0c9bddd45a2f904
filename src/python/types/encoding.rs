//! Owns the encodings of text: what `str.encode` and `bytes.decode` do.
//!
//! Invariant: an encoding that CPython has and that is not here raises NotImplementedError, and never gives other bytes.

use crate::Result;
use crate::exception::{Class, LookupError, NotImplementedError, UnicodeDecodeError, UnicodeEncodeError};
use crate::python::native::fail;
use crate::python::value::Value;
use crate::python::vm::Vm;

#[derive(Clone, Copy, PartialEq)]
enum Codec {
    Utf8,
    Ascii,
    Latin1,
    /// The bytes of a unit, whether the low byte comes first, and whether a mark says so.
    Wide(usize, bool, bool),
}

/// Encodings of CPython's that are not here begin like this.
const OTHERS: &[&str] =
    &["cp", "windows", "iso", "koi8", "mac", "shift", "euc", "gb", "big5", "utf", "idna", "punycode"];

impl Codec {
    fn find(name: &str) -> Result<Self> {
        Ok(match name.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
            "utf-8" | "utf8" | "u8" | "cp65001" => Codec::Utf8,
            "ascii" | "us-ascii" | "646" => Codec::Ascii,
            "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" => Codec::Latin1,
            "utf-16" | "utf16" | "u16" => Codec::Wide(2, true, true),
            "utf-16-le" | "utf-16le" => Codec::Wide(2, true, false),
            "utf-16-be" | "utf-16be" => Codec::Wide(2, false, false),
            "utf-32" | "utf32" | "u32" => Codec::Wide(4, true, true),
            "utf-32-le" | "utf-32le" => Codec::Wide(4, true, false),
            "utf-32-be" | "utf-32be" => Codec::Wide(4, false, false),
            lower if OTHERS.iter().any(|other| lower.starts_with(other)) => {
                return fail(NotImplementedError, format!("the encoding '{name}' is not here"));
            }
            _ => return fail(LookupError, format!("unknown encoding: {name}")),
        })
    }

    fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Wide(2, true, _) => "utf-16-le",
            Codec::Wide(2, false, _) => "utf-16-be",
            Codec::Wide(_, true, _) => "utf-32-le",
            Codec::Wide(_, false, _) => "utf-32-be",
        }
    }
}

/// `text.encode(encoding, errors)`
pub(crate) fn encode(vm: &Vm, text: &str, encoding: &str, errors: &str) -> Result<Vec<u8>> {
    let codec = Codec::find(encoding)?;
    vm.reserve(8 * text.len() as u64)?;
    let most = match codec {
        Codec::Utf8 => return Ok(text.as_bytes().to_vec()),
        Codec::Wide(size, is_low_first, marked) => {
            let mut out = Vec::new();
            let mut unit = |code: u32| {
                let bytes = code.to_be_bytes();
                let bytes = &bytes[4 - size..];
                if is_low_first { out.extend(bytes.iter().rev()) } else { out.extend(bytes) }
            };
            if marked {
                unit(0xfeff);
            }
            for c in text.chars() {
                match size {
                    2 => c.encode_utf16(&mut [0; 2]).iter().for_each(|half| unit(u32::from(*half))),
                    _ => unit(u32::from(c)),
                }
            }
            return Ok(out);
        }
        Codec::Ascii => 0x80,
        Codec::Latin1 => 0x100,
    };
    let mut out = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    for (place, c) in chars.iter().enumerate() {
        let code = u32::from(*c);
        if code < most {
            out.push(code as u8);
            continue;
        }
        match errors {
            "strict" => {
                let stop = place + chars[place..].iter().take_while(|c| u32::from(**c) >= most).count();
                let reason = format!("ordinal not in range({most})");
                let what = match stop - place {
                    1 => format!("character '{}' in position {place}", crate::python::format::ascii(&c.to_string())),
                    _ => format!("characters in position {place}-{}", stop - 1),
                };
                let message = format!("'{}' codec can't encode {what}: {reason}", codec.name());
                let object = Value::str(text);
                return failed(UnicodeEncodeError, message, codec, object, (place, stop), &reason);
            }
            "ignore" => {}
            "replace" => out.push(b'?'),
            "backslashreplace" => out.extend(crate::python::format::ascii(&c.to_string()).bytes()),
            "xmlcharrefreplace" => out.extend(format!("&#{code};").bytes()),
            other => return unknown_handler(other),
        }
    }
    Ok(out)
}

/// `bytes.decode(encoding, errors)`
pub(crate) fn decode(vm: &Vm, bytes: &[u8], encoding: &str, errors: &str) -> Result<String> {
    let codec = Codec::find(encoding)?;
    vm.reserve(4 * bytes.len() as u64)?;
    let mut out = String::new();
    let mut place = 0;
    let codec = match codec {
        Codec::Wide(size, _, true) => {
            let is_low_first = !bytes.starts_with(&[0xfe, 0xff]) && !bytes.starts_with(&[0, 0, 0xfe, 0xff]);
            let mark = Codec::Wide(size, is_low_first, false);
            let begins_with_mark = decode_one(mark, bytes).is_ok_and(|(c, _)| c == '\u{feff}');
            place = if begins_with_mark { size } else { 0 };
            mark
        }
        other => other,
    };
    while place < bytes.len() {
        match decode_one(codec, &bytes[place..]) {
            Ok((c, length)) => {
                out.push(c);
                place += length;
            }
            Err((length, reason)) => {
                let stop = place + length;
                match errors {
                    "strict" => {
                        let what = match length {
                            1 => format!("byte 0x{:02x} in position {place}", bytes[place]),
                            _ => format!("bytes in position {place}-{}", stop - 1),
                        };
                        let message = format!("'{}' codec can't decode {what}: {reason}", codec.name());
                        let object = Value::Bytes(bytes.to_vec().into());
                        return failed(UnicodeDecodeError, message, codec, object, (place, stop), reason);
                    }
                    "ignore" => {}
                    "replace" => out.push('\u{fffd}'),
                    "backslashreplace" => out.extend(bytes[place..stop].iter().map(|byte| format!("\\x{byte:02x}"))),
                    other => return unknown_handler(other),
                }
                place = stop;
            }
        }
    }
    Ok(out)
}

/// The first character and its length in bytes, or the length of what is wrong and why.
fn decode_one(codec: Codec, bytes: &[u8]) -> std::result::Result<(char, usize), (usize, &'static str)> {
    match codec {
        Codec::Ascii if bytes[0] >= 0x80 => Err((1, "ordinal not in range(128)")),
        Codec::Ascii | Codec::Latin1 => Ok((char::from(bytes[0]), 1)),
        Codec::Utf8 => {
            let piece = &bytes[..bytes.len().min(4)];
            let valid = match std::str::from_utf8(piece) {
                Ok(text) => text,
                Err(error) if error.valid_up_to() > 0 => {
                    std::str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default()
                }
                Err(error) => {
                    return Err(match (error.error_len(), bytes[0]) {
                        (None, _) => (piece.len(), "unexpected end of data"),
                        (Some(length), 0xc2..=0xf4) => (length, "invalid continuation byte"),
                        (Some(length), _) => (length, "invalid start byte"),
                    });
                }
            };
            valid.chars().next().map_or(Err((1, "invalid start byte")), |c| Ok((c, c.len_utf8())))
        }
        Codec::Wide(size, is_low_first, _) => {
            let unit = |at: usize| -> Option<u32> {
                let bytes = bytes.get(at..at + size)?;
                let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
                Some(if is_low_first { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
            };
            let Some(first) = unit(0) else { return Err((bytes.len(), "truncated data")) };
            match (size, first, unit(size)) {
                (2, 0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) => {
                    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    char::from_u32(code).map_or(Err((4, "illegal encoding")), |c| Ok((c, 4)))
                }
                (2, 0xd800..=0xdbff, None) => Err((bytes.len(), "unexpected end of data")),
                _ => char::from_u32(first).map_or(Err((size, "illegal encoding")), |c| Ok((c, size))),
            }
        }
    }
}

fn failed<T>(
    class: Class,
    message: String,
    codec: Codec,
    object: Value,
    (start, stop): (usize, usize),
    reason: &str,
) -> Result<T> {
    let error = class.new(message);
    let text = |text: &str| crate::repr::Value::from(text);
    error.set_field("encoding", text(codec.name()));
    error.set_field("object", crate::python::exceptions::to_host(&object));
    error.set_field("start", crate::repr::Value::Int(start as i64));
    error.set_field("end", crate::repr::Value::Int(stop as i64));
    error.set_field("reason", text(reason));
    crate::raise(error)
}

fn unknown_handler<T>(name: &str) -> Result<T> {
    match name {
        "surrogateescape" | "surrogatepass" | "namereplace" => {
            fail(NotImplementedError, format!("the error handler '{name}' is not here"))
        }
        _ => fail(LookupError, format!("unknown error handler name '{name}'")),
    }
}
