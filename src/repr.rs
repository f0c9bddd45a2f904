//! Owns Python's `repr()` and `str()` of plain values.
//!
//! Invariant: what is written here is what CPython writes for the same value, character by character.

mod decimal;
mod value;

pub use decimal::fixed;
pub(crate) use decimal::{parse as parse_float, round};
pub(crate) use value::tuple;
pub use value::{HostObject, Value};

use std::rc::Rc;

/// Python's `repr()` of a value.
///
/// ```
/// use except_star::repr::Repr;
/// assert_eq!(vec![Some("a"), None].repr(), "['a', None]");
/// assert_eq!((1, 0.5, true).repr(), "(1, 0.5, True)");
/// ```
pub trait Repr {
    /// The text that `repr(value)` gives.
    fn repr(&self) -> String;
}

/// Python's `repr()` of a float: the shortest digits that read back as the same number, with an exponent below `1e-4` and
/// from `1e16` on.
///
/// ```
/// use except_star::repr::float;
/// assert_eq!([float(0.1), float(2.0), float(1e-5), float(1e16)], ["0.1", "2.0", "1e-05", "1e+16"]);
/// ```
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return format!("{sign}inf");
    }
    if value == 0.0 {
        return format!("{sign}0.0");
    }
    let (digits, places) = decimal::shortest(value.abs());
    let digits = digits.to_string();
    let exponent = digits.len() as i32 - 1 - places;
    if !(-4..16).contains(&exponent) {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        let direction = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{point}{rest}e{direction}{:02}", exponent.abs());
    }
    // The point stands behind the first digit, moved to the right by the exponent.
    let plain = if exponent < 0 {
        format!("0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1))
    } else {
        let whole = exponent as usize + 1;
        let padded = format!("{digits:0<width$}", width = whole + 1);
        format!("{}.{}", &padded[..whole], &padded[whole..])
    };
    format!("{sign}{plain}")
}

/// As [`float`], but a whole number without its `.0`.
///
/// ```
/// use except_star::repr::number;
/// assert_eq!([number(3.0), number(0.5)], ["3", "0.5"]);
/// ```
pub fn number(value: f64) -> String {
    let text = float(value);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Python's `repr()` of a string: in single quotes unless only double quotes save an escape, and with escapes for all that
/// is not printable.
///
/// What counts as printable follows the Unicode version of Rust's standard library, which may know newer characters than a
/// given Python does.
///
/// ```
/// use except_star::repr::string;
/// assert_eq!(string("it's\n"), r#""it's\n""#);
/// assert_eq!(string("\u{7f}\u{2028}"), r"'\x7f\u2028'");
/// ```
pub fn string(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if c == quote => out.extend(['\\', c]),
            _ if is_printable(c) => out.push(c),
            _ => out.push_str(&match u32::from(c) {
                code @ ..0x100 => format!("\\x{code:02x}"),
                code @ ..0x1_0000 => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    out.push(quote);
    out
}

/// A text cut in its middle if it has more characters than these: how `reprlib.repr` shortens.
///
/// ```
/// use except_star::repr::shorten;
/// assert_eq!(shorten("<abcdefghijklmnopqrstuvwxyz0123456789>", 30), "<abcdefghijkl...xyz0123456789>");
/// ```
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { without_middle(text, most) }
}

fn without_middle(text: &str, most: usize) -> String {
    let shown = most.saturating_sub(3);
    let head: String = text.chars().take(shown / 2).collect();
    let tail: String = text.chars().skip(text.chars().count().saturating_sub(shown - shown / 2)).collect();
    format!("{head}...{tail}")
}

/// The repr of a string as `reprlib.repr` shortens it: cut before it is quoted, and once more after that.
///
/// ```
/// use except_star::repr::short_string;
/// assert_eq!(short_string("abcdefghijklmnopqrstuvwxyz0123456789"), "'abcdefghijkl...xyz0123456789'");
/// ```
pub fn short_string(text: &str) -> String {
    const MOST: usize = 30;
    let quoted = string(&text.chars().take(MOST).collect::<String>());
    if quoted.chars().count() <= MOST {
        return quoted;
    }
    let shown = MOST - 3;
    let tail = text.chars().count().saturating_sub(shown - shown / 2);
    let ends: String = text.chars().take(shown / 2).chain(text.chars().skip(tail)).collect();
    without_middle(&string(&ends), MOST)
}

/// Whether Python's `str.isprintable` holds for the character.
///
/// The standard library keeps the same table (neither a control, a format character, a separator other than the space, nor
/// unassigned) for its own escapes, but shows it only through them. The letter in front keeps a combining mark from being
/// escaped for standing alone.
pub(crate) fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    let mut buffer = [b'a'; 5];
    let length = 1 + c.encode_utf8(&mut buffer[1..]).len();
    let text = std::str::from_utf8(&buffer[..length]).expect("a letter and a character");
    text.escape_debug().nth(1) == Some(c)
}

/// The reprs of several values, separated as in a list.
pub(crate) fn join<T: Repr>(values: &[T]) -> String {
    let reprs: Vec<String> = values.iter().map(Repr::repr).collect();
    reprs.join(", ")
}

/// Types that show as what they dereference or coerce to.
macro_rules! as_target {
    ($([$($generics:tt)*] $type:ty => $target:ty;)*) => {$(
        impl<$($generics)*> Repr for $type {
            fn repr(&self) -> String {
                let target: &$target = self;
                target.repr()
            }
        }
    )*};
}
as_target! {
    [T: Repr + ?Sized] &T => T;
    [T: Repr + ?Sized] Rc<T> => T;
    [T: Repr] Vec<T> => [T];
    [T: Repr, const N: usize] [T; N] => [T];
    [] String => str;
}

impl Repr for () {
    fn repr(&self) -> String {
        "None".to_owned()
    }
}

impl Repr for bool {
    fn repr(&self) -> String {
        if *self { "True" } else { "False" }.to_owned()
    }
}

impl Repr for f64 {
    fn repr(&self) -> String {
        float(*self)
    }
}

impl Repr for str {
    fn repr(&self) -> String {
        string(self)
    }
}

impl<T: Repr> Repr for Option<T> {
    fn repr(&self) -> String {
        self.as_ref().map_or("None".to_owned(), Repr::repr)
    }
}

impl<T: Repr> Repr for [T] {
    fn repr(&self) -> String {
        format!("[{}]", join(self))
    }
}

impl<A: Repr> Repr for (A,) {
    fn repr(&self) -> String {
        format!("({},)", self.0.repr())
    }
}

impl<A: Repr, B: Repr> Repr for (A, B) {
    fn repr(&self) -> String {
        format!("({}, {})", self.0.repr(), self.1.repr())
    }
}

impl<A: Repr, B: Repr, C: Repr> Repr for (A, B, C) {
    fn repr(&self) -> String {
        let (a, b, c) = self;
        format!("({}, {}, {})", a.repr(), b.repr(), c.repr())
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Repr for $integer {
            fn repr(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_read_as_in_python() {
        let check = |value: f64, expected: &str| assert_eq!(value.repr(), expected);
        check(0.1, "0.1");
        check(2.0, "2.0");
        check(-0.0, "-0.0");
        check(100.0, "100.0");
        check(12.75, "12.75");
        check(0.0001, "0.0001");
        check(0.00001, "1e-05");
        check(0.000_099_99, "9.999e-05");
        check(1.5e300, "1.5e+300");
        check(5e-324, "5e-324");
        check(123_456_789_012_345_680.0, "1.2345678901234568e+17");
        check(1_234_567_890_123_456.0, "1234567890123456.0");
        check(9_999_999_999_999_998.0, "9999999999999998.0");
        check(1e16, "1e+16");
        check(f64::INFINITY, "inf");
        check(f64::NEG_INFINITY, "-inf");
        check(-f64::NAN, "nan");
    }

    #[test]
    fn a_float_between_two_shortest_texts_takes_the_even_one() {
        assert_eq!(float(6_706_508_601_126_385.0 / 4.0), "1676627150281596.2");
        assert_eq!(float(f64::powi(2.0, -44)), "5.684341886080802e-14");
    }

    #[test]
    fn strings_choose_their_quotes() {
        let check = |text: &str, expected: &str| assert_eq!(text.repr(), expected);
        check("plain", "'plain'");
        check("it's", "\"it's\"");
        check("say \"hi\"", "'say \"hi\"'");
        check("it's \"both\"", r#"'it\'s "both"'"#);
    }

    #[test]
    fn strings_escape_what_is_not_printable() {
        let check = |text: &str, expected: &str| assert_eq!(text.repr(), expected);
        check("a\n\r\t\\", r"'a\n\r\t\\'");
        check("\0\x1b\x7f\u{85}\u{a0}\u{ad}", r"'\x00\x1b\x7f\x85\xa0\xad'");
        check("\u{200b}\u{3000}\u{feff}\u{e000}", r"'\u200b\u3000\ufeff\ue000'");
        check("\u{e0001}\u{10ffff}", r"'\U000e0001\U0010ffff'");
        check("é\u{301}日🙂", "'é\u{301}日🙂'");
        check("\u{301}", "'\u{301}'");
    }

    #[test]
    fn containers_hold_reprs() {
        assert_eq!(().repr(), "None");
        assert_eq!([Some(1), None].repr(), "[1, None]");
        assert_eq!(Vec::<i32>::new().repr(), "[]");
        assert_eq!((1, "a").repr(), "(1, 'a')");
        assert_eq!((1, (true,), vec![0.5]).repr(), "(1, (True,), [0.5])");
    }
}
