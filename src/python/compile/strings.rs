//! Owns literals of strings and numbers, and f-strings.
//!
//! Invariant: an f-string is the concatenation of its parts, each of which is a string.

use std::str::FromStr;

use num_bigint::BigInt;
use num_traits::Num;
use ruff_python_ast::{ExprFString, FStringPart, InterpolatedStringElement, Number};

use super::super::code::Op;
use super::super::refusal::Refusal;
use super::super::value::Value;
use super::{Compiled, Compiler};

/// In how many formats a field may stand.
const DEEPEST: u32 = 2;

/// The value of a number.
pub(super) fn number(number: &Number) -> Option<Value> {
    Some(match number {
        Number::Int(int) => match int.as_u64().and_then(|int| i64::try_from(int).ok()) {
            Some(int) => Value::Int(int),
            None => Value::big(big(&int.to_string())?),
        },
        Number::Float(float) => Value::Float(*float),
        Number::Complex { real, imag } => Value::complex(*real, *imag),
    })
}

fn big(text: &str) -> Option<BigInt> {
    let text = text.replace('_', "").to_ascii_lowercase();
    match text.get(..2) {
        Some("0x") => BigInt::from_str_radix(&text[2..], 16).ok(),
        Some("0o") => BigInt::from_str_radix(&text[2..], 8).ok(),
        Some("0b") => BigInt::from_str_radix(&text[2..], 2).ok(),
        _ => BigInt::from_str(&text).ok(),
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn f_string(&mut self, e: &'a ExprFString) -> Compiled {
        let mut count = 0;
        for part in e.value.iter() {
            match part {
                FStringPart::Literal(literal) => {
                    self.constant(Value::str(&literal.value));
                    count += 1;
                }
                FStringPart::FString(f) => {
                    for element in f.elements.iter() {
                        count += self.f_element(element, 0)?;
                    }
                }
            }
        }
        self.at(e);
        self.op(Op::BuildString(count));
        Ok(())
    }

    /// Leaves its strings on the stack; how many. It stands in the formats of so many fields.
    fn f_element(&mut self, element: &'a InterpolatedStringElement, depth: u32) -> Compiled<u32> {
        let e = match element {
            InterpolatedStringElement::Literal(literal) => {
                self.constant(Value::str(&literal.value));
                return Ok(1);
            }
            InterpolatedStringElement::Interpolation(e) => e,
        };
        if depth > DEEPEST {
            let before = super::range(e).0 - 1;
            return Err(Refusal::syntax("f-string: expressions nested too deeply", (before, before)));
        }
        let mut count = 1;
        if let Some(text) = &e.debug_text {
            self.constant(Value::str(&format!("{}{}{}", text.leading(), text.expression(), text.trailing())));
            count += 1;
        }
        self.expr(&e.expression)?;
        let shows_repr = e.debug_text.is_some() && e.format_spec.is_none();
        if let Some(conversion) = e.conversion.to_byte().or(shows_repr.then_some(b'r')) {
            self.at(e);
            self.op(Op::Convert(conversion));
        }
        if let Some(spec) = &e.format_spec {
            let mut parts = 0;
            for element in spec.elements.iter() {
                parts += self.f_element(element, depth + 1)?;
            }
            self.op(Op::BuildString(parts));
        }
        self.at(e);
        self.op(Op::Format(e.format_spec.is_some()));
        Ok(count)
    }
}
