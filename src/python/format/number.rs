//! Owns formatted numbers.
//!
//! Invariant: digits are those of C's printf, rounded half to even.

use num_traits::Signed;

use super::spec::Spec;
use crate::Result;
use crate::exception::{OverflowError, ValueError};
use crate::python::native::fail;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::repr;

fn sign(negative: bool, spec: &Spec) -> &'static str {
    match (negative, spec.sign) {
        (true, _) => "-",
        (_, Some('+')) => "+",
        (_, Some(' ')) => " ",
        _ => "",
    }
}

/// Separates groups of digits, counted from the end. Zeros fill up to the width where they do.
fn grouped(digits: &str, spec: &Spec, every: usize, taken: usize) -> String {
    let Some(separator) = spec.grouping else { return digits.to_owned() };
    let whole_len = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
    let (whole, rest) = digits.split_at(whole_len);
    let mut whole = whole.to_owned();
    let group = |whole: &str| {
        let mut out = String::new();
        for (index, c) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(every) {
                out.push(separator);
            }
            out.push(c);
        }
        out
    };
    if spec.fill == Some('0') && spec.align == Some('=') {
        let wanted = spec.width.saturating_sub(rest.len() + taken);
        let mut len = whole.len().max(wanted - wanted.div_ceil(every + 1));
        while len + len.saturating_sub(1) / every < wanted {
            len += 1;
        }
        whole.insert_str(0, &"0".repeat(len - whole.len()));
    }
    group(&whole) + rest
}

pub(crate) fn int(vm: &Vm, value: &Value, spec: &Spec) -> Result<String> {
    let Some(number) = value.as_big() else { return Ok(String::new()) };
    if spec.no_negative_zero && !matches!(spec.kind, Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%')) {
        return fail(ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    }
    match spec.kind {
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
            let float = value.as_float().unwrap_or(0.0);
            if float.is_infinite() {
                return fail(OverflowError, "int too large to convert to float");
            }
            return self::float(float, spec, "int");
        }
        None | Some('d' | 'n' | 'b' | 'o' | 'x' | 'X' | 'c') => {}
        Some(kind) => {
            let name = vm.type_name(value);
            return fail(ValueError, format!("Unknown format code '{kind}' for object of type '{name}'"));
        }
    }
    if spec.precision.is_some() {
        return fail(ValueError, "Precision not allowed in integer format specifier");
    }
    if spec.kind == Some('c') {
        if spec.sign.is_some() {
            return fail(ValueError, "Sign not allowed with integer format specifier 'c'");
        }
        let c = value.as_int().and_then(|int| char::from_u32(u32::try_from(int).ok()?));
        return match c {
            Some(c) => Ok(spec.pad(&c.to_string(), '<')),
            None => fail(OverflowError, "%c arg not in range(0x110000)"),
        };
    }
    vm.reserve(number.bits())?;
    let digits = number.magnitude();
    let (prefix, digits, every) = match spec.kind {
        Some('b') => ("0b", digits.to_str_radix(2), 4),
        Some('o') => ("0o", digits.to_str_radix(8), 4),
        Some('x') => ("0x", digits.to_str_radix(16), 4),
        Some('X') => ("0X", digits.to_str_radix(16).to_uppercase(), 4),
        _ => ("", crate::python::types::int::to_string(vm, &number.abs())?, 3),
    };
    if spec.grouping == Some(',') && every == 4 {
        let kind = spec.kind.unwrap_or('d');
        return fail(ValueError, format!("Cannot specify ',' with '{kind}'."));
    }
    let prefix = if spec.alternate { prefix } else { "" };
    let sign = sign(number.is_negative(), spec);
    let digits = grouped(&digits, spec, every, sign.len() + prefix.len());
    Ok(spec.pad(&format!("{sign}{prefix}{digits}"), '>'))
}

pub(crate) fn float(value: f64, spec: &Spec, type_name: &str) -> Result<String> {
    let Some(mut digits) = digits(value.abs(), spec) else {
        let kind = spec.kind.unwrap_or(' ');
        return fail(ValueError, format!("Unknown format code '{kind}' for object of type '{type_name}'"));
    };
    let mut negative = value.is_sign_negative() && !value.is_nan();
    if spec.no_negative_zero && negative && digits.chars().all(|c| !c.is_ascii_digit() || c == '0') {
        negative = false;
    }
    let sign = sign(negative, spec);
    digits = grouped(&digits, spec, 3, sign.len());
    Ok(spec.pad(&format!("{sign}{digits}"), '>'))
}

/// The digits of a number that is not negative.
fn digits(value: f64, spec: &Spec) -> Option<String> {
    let kind = spec.kind.unwrap_or('\0');
    if !"eEfFgGn%\0".contains(kind) {
        return None;
    }
    if !value.is_finite() {
        let text = if value.is_nan() { "nan" } else { "inf" };
        let percent = if kind == '%' { "%" } else { "" };
        let text = format!("{text}{percent}");
        return Some(if "EFG".contains(kind) { text.to_uppercase() } else { text });
    }
    let precision = spec.precision.unwrap_or(6);
    let point = |text: String| if spec.alternate && !text.contains('.') { text + "." } else { text };
    Some(match kind {
        'f' | 'F' => point(fixed(value, precision)),
        '%' => point(fixed(value * 100.0, precision)) + "%",
        'e' => exponent(value, precision, spec.alternate),
        'E' => exponent(value, precision, spec.alternate).to_uppercase(),
        'g' | 'n' => general(value, precision.max(1), spec.alternate),
        'G' => general(value, precision.max(1), spec.alternate).to_uppercase(),
        _ if spec.precision.is_none() => repr::float(value),
        _ => {
            // As `g`, but with a digit behind the point, and exponents one digit earlier.
            let precision = precision.max(1);
            let text = scientific(value, precision - 1);
            let at: i32 = text.split_once('e')?.1.parse().ok()?;
            if at < -4 || i64::from(at) >= precision as i64 - 1 {
                let text = exponent(value, precision - 1, spec.alternate);
                let (mantissa, exponent) = text.split_once('e')?;
                return Some(format!("{}e{exponent}", if spec.alternate { mantissa } else { strip(mantissa) }));
            }
            let text = general(value, precision, spec.alternate);
            if text.contains('.') { text } else { text + ".0" }
        }
    })
}

/// No double has more digits behind the point; what is beyond them is zeros.
const MOST_DIGITS: usize = 1100;

fn fixed(value: f64, precision: usize) -> String {
    let digits = precision.min(MOST_DIGITS);
    format!("{value:.digits$}") + &"0".repeat(precision - digits)
}

/// As `1.50e2`
fn scientific(value: f64, precision: usize) -> String {
    let digits = precision.min(MOST_DIGITS);
    let text = format!("{value:.digits$e}");
    if precision == digits {
        return text;
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{mantissa}{}e{exponent}", "0".repeat(precision - digits))
}

fn strip(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

fn exponent(value: f64, precision: usize, alternate: bool) -> String {
    let text = scientific(value, precision);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let point = if alternate && !mantissa.contains('.') { "." } else { "" };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}{point}e{sign}{:02}", exponent.abs())
}

fn general(value: f64, precision: usize, alternate: bool) -> String {
    let text = scientific(value, precision - 1);
    let at: i32 = text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    let trimmed = |text: &str| if alternate { text.to_owned() } else { strip(text).to_owned() };
    if at < -4 || i64::from(at) >= precision as i64 {
        let text = exponent(value, precision - 1, alternate);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "+00"));
        return format!("{}e{exponent}", trimmed(mantissa));
    }
    trimmed(&fixed(value, (precision as i64 - 1 - i64::from(at)).max(0) as usize))
}
