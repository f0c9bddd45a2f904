//! Owns `int`: its text, its hash, and conversions to it.
//!
//! Invariant: there is no largest integer, but there is a longest text of one, as in CPython.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, Num, Signed, ToPrimitive};

use crate::Result;
use crate::exception::{OverflowError, TypeError, ValueError};
use crate::python::native::{Args, Table, fail};
use crate::python::signature::signature;
use crate::python::value::Value;
use crate::python::vm::Vm;

/// How many digits a text of an integer may have, in bits of the integer.
const LONGEST_BITS: u64 = 14_285;

pub(crate) const METHODS: Table = &[
    ("bit_length()", |_, args| {
        let bits = args.positional.first().and_then(Value::as_big).map_or(0, |int| int.bits());
        Ok(Value::Int(bits as i64))
    }),
    ("bit_count()", |_, args| {
        let int = args.positional.first().and_then(Value::as_big).unwrap_or_default();
        Ok(Value::Int(int.magnitude().count_ones() as i64))
    }),
    ("conjugate()", |_, args| Ok(args.positional.first().and_then(Value::as_big).map_or(Value::None, Value::big))),
    ("is_integer()", |_, _| Ok(Value::Bool(true))),
    ("as_integer_ratio()", |_, mut args| {
        let int = args.this()?.as_big().unwrap_or_default();
        Ok(Value::tuple(vec![Value::big(int), Value::Int(1)]))
    }),
    ("to_bytes(length=1, byteorder='big', *, signed=False)", |vm, mut args| {
        let int = args.this()?.as_big().unwrap_or_default();
        let [length, order, signed] = args.options();
        let signed = vm.truth(&Value::option(signed))?;
        let length = length.map(|length| vm.index(&length)).transpose()?.unwrap_or(1).max(0);
        vm.reserve(length as u64)?;
        let length = length as usize;
        let big = order.map(|order| vm.str(&order)).transpose()?.is_none_or(|order| &*order == "big");
        if int.is_negative() && !signed {
            return fail(OverflowError, "can't convert negative int to unsigned");
        }
        let mut bytes = if signed { int.to_signed_bytes_le() } else { int.magnitude().to_bytes_le() };
        let filler = if int.is_negative() { 0xff } else { 0 };
        while bytes.len() > length && bytes.last() == Some(&filler) {
            bytes.pop();
        }
        if bytes.len() > length {
            return fail(OverflowError, "int too big to convert");
        }
        bytes.resize(length, filler);
        if big {
            bytes.reverse();
        }
        Ok(Value::Bytes(bytes.into()))
    }),
];

pub(crate) fn to_string(vm: &Vm, int: &BigInt) -> Result<String> {
    let _ = vm;
    if int.bits() > LONGEST_BITS {
        const TEXT: &str = "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit";
        return fail(ValueError, TEXT);
    }
    Ok(int.to_string())
}

pub(crate) fn hash(int: &BigInt) -> i64 {
    let modulus = BigInt::from((1_i64 << 61) - 1);
    let rest = int.magnitude().mod_floor(modulus.magnitude()).to_i64().unwrap_or(0);
    let hash = if int.is_negative() { -rest } else { rest };
    if hash == -1 { -2 } else { hash }
}

/// `int(value)` of a number.
pub(crate) fn truncate(vm: &Vm, value: &Value) -> Result<Value> {
    match value.plain() {
        Value::Float(float) => from_float(*float),
        Value::Complex(_) => {
            fail(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'complex'")
        }
        other => match other.as_big() {
            Some(int) => Ok(Value::big(int)),
            None => {
                let name = vm.type_name(value);
                fail(
                    TypeError,
                    format!("int() argument must be a string, a bytes-like object or a real number, not '{name}'"),
                )
            }
        },
    }
}

pub(crate) fn from_float(float: f64) -> Result<Value> {
    if float.is_nan() {
        return fail(ValueError, "cannot convert float NaN to integer");
    }
    match BigInt::from_f64(float.trunc()) {
        Some(int) => Ok(Value::big(int)),
        None => fail(OverflowError, "cannot convert float infinity to integer"),
    }
}

/// `int(…)`
pub(crate) fn construct(vm: &Vm, args: Args) -> Result<Value> {
    if args.positional.len() > 2 {
        return fail(TypeError, format!("int expected at most 2 arguments, got {}", args.positional.len()));
    }
    let [value, base] = args.fit(signature!("int(x=0, /, base=10)"))?.options();
    let Some(value) = value else { return Ok(Value::Int(0)) };
    if let Some(base) = base {
        let base = vm.integer(&base)?.to_i64().unwrap_or(-1);
        if base != 0 && !(2..=36).contains(&base) {
            return fail(ValueError, "int() base must be >= 2 and <= 36, or 0");
        }
        return match value.plain() {
            Value::Str(text) => parse(text, base as u32, base as u32),
            Value::Bytes(bytes) => parse_bytes(bytes, base as u32),
            _ => fail(TypeError, "int() can't convert non-string with explicit base"),
        };
    }
    for method in ["__int__", "__index__"] {
        if let Some(function) = vm.special(&value, method) {
            let int = vm.call(&function, Args::default())?;
            return match int.as_big() {
                Some(int) => Ok(Value::big(int)),
                None => fail(TypeError, format!("{method} returned non-int (type {})", vm.type_name(&int))),
            };
        }
    }
    match value.plain() {
        Value::Str(text) => parse(text, 10, 10),
        Value::Bytes(bytes) => parse_bytes(bytes, 10),
        _ => truncate(vm, &value),
    }
}

/// As [`parse`], of bytes, which the message shows as such.
fn parse_bytes(bytes: &[u8], base: u32) -> Result<Value> {
    parse(&String::from_utf8_lossy(bytes), base, base).map_err(|error| {
        let text = format!("invalid literal for int() with base {base}: {}", super::bytes::repr(bytes));
        if error.is(ValueError) { ValueError.new(text) } else { error }
    })
}

/// The number that a text is in a base.
///
/// # Errors
/// ValueError.
pub(crate) fn parse(text: &str, base: u32, shown_base: u32) -> Result<Value> {
    let invalid = || {
        let text = crate::repr::string(text);
        fail(ValueError, format!("invalid literal for int() with base {shown_base}: {text}"))
    };
    let trimmed = super::str::with_plain_digits(text.trim());
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(&trimmed)),
    };
    let lower = digits.to_ascii_lowercase();
    let (base, digits) = match (base, lower.get(..2)) {
        (0 | 16, Some("0x")) => (16, &lower[2..]),
        (0 | 8, Some("0o")) => (8, &lower[2..]),
        (0 | 2, Some("0b")) => (2, &lower[2..]),
        (0, _) => (10, &*lower),
        (base, _) => (base, &*lower),
    };
    let malformed =
        digits.is_empty() || digits.starts_with('_') && base == 10 || digits.ends_with('_') || digits.contains("__");
    if malformed || digits.starts_with(['+', '-']) {
        return invalid();
    }
    if digits.len() > 4300 && !base.is_power_of_two() {
        let len = digits.len();
        return fail(
            ValueError,
            format!(
                "Exceeds the limit (4300 digits) for integer string conversion: value has {len} digits; use sys.set_int_max_str_digits() to increase the limit"
            ),
        );
    }
    match BigInt::from_str_radix(&digits.replace('_', ""), base) {
        Ok(int) => Ok(Value::big(if negative { -int } else { int })),
        Err(_) => invalid(),
    }
}
