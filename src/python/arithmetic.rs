//! Owns the operators that compute: on numbers, sequences and sets, and by the methods of the program's own classes.
//!
//! Invariant: integers have any size; what leaves 64 bits becomes a big one.

use super::limits::bytes_of;
use super::memory::{Growing, VALUE};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use ruff_python_ast::{Operator, UnaryOp};

use super::native::{Args, fail};
use super::types::set;
use super::value::{Descriptor, Value, is_same};
use super::vm::Vm;
use crate::Result;
use crate::exception::{MemoryError, OverflowError, TypeError, ValueError, ZeroDivisionError};

impl Vm {
    pub(crate) fn binary(&self, op: Operator, a: &Value, b: &Value, inplace: bool) -> Result<Value> {
        if let (Value::Int(x), Value::Int(y)) = (a, b)
            && let Some(result) = small(op, *x, *y)
        {
            return Ok(Value::Int(result));
        }
        if (self.has_own_class(a)
            || self.has_own_class(b)
            || matches!((a, b), (Value::Host(_), _) | (_, Value::Host(_))))
            && let Some(result) = self.by_method(op, a, b, inplace)?
        {
            return Ok(result);
        }
        let (x, y) = (a.plain(), b.plain());
        if let Some(result) = self.numbers(op, x, y)? {
            return Ok(result);
        }
        if let Some(result) = self.containers(op, a, b, inplace)? {
            return Ok(
                if inplace
                    && matches!((x, &result), (Value::List(_) | Value::Dict(_) | Value::Set(_), _))
                    && super::value::is_same(x, &result)
                {
                    a.clone()
                } else {
                    result
                },
            );
        }
        if op == Operator::BitOr && is_type(a) && is_type(b) && !(a.is_none() && b.is_none()) {
            return self.union(a, b);
        }
        self.unsupported(op, a, b, inplace)
    }

    fn unsupported<T>(&self, op: Operator, a: &Value, b: &Value, inplace: bool) -> Result<T> {
        let sign = if inplace { "=" } else { "" };
        let op = match (op, inplace) {
            (Operator::Pow, false) => "** or pow()".to_owned(),
            (op, _) => format!("{}{sign}", op.as_str()),
        };
        let (a, b) = (self.type_name(a), self.type_name(b));
        fail(TypeError, format!("unsupported operand type(s) for {op}: '{a}' and '{b}'"))
    }

    /// `a.__add__(b)`, `b.__radd__(a)`, and the like.
    fn by_method(&self, op: Operator, a: &Value, b: &Value, inplace: bool) -> Result<Option<Value>> {
        let name = method_name(op);
        let try_method = |this: &Value, method: String, other: &Value| -> Result<Option<Value>> {
            let Some(function) = self.special_of_any(this, &method)? else { return Ok(None) };
            match self.call(&function, Args::one(other))? {
                Value::NotImplemented => Ok(None),
                result => Ok(Some(result)),
            }
        };
        if inplace && let Some(result) = try_method(a, format!("__i{name}__"), b)? {
            return Ok(Some(result));
        }
        let (class, other) = (self.class_of(a), self.class_of(b));
        let b_first = !std::rc::Rc::ptr_eq(&class, &other) && other.is_subclass_of(&class);
        if b_first && let Some(result) = try_method(b, format!("__r{name}__"), a)? {
            return Ok(Some(result));
        }
        if let Some(result) = try_method(a, format!("__{name}__"), b)? {
            return Ok(Some(result));
        }
        if b_first || std::rc::Rc::ptr_eq(&class, &other) {
            return Ok(None);
        }
        try_method(b, format!("__r{name}__"), a)
    }

    fn numbers(&self, op: Operator, a: &Value, b: &Value) -> Result<Option<Value>> {
        if let (Value::Bool(x), Value::Bool(y)) = (a, b)
            && let Some(bits) = match op {
                Operator::BitAnd => Some(x & y),
                Operator::BitOr => Some(x | y),
                Operator::BitXor => Some(x ^ y),
                _ => None,
            }
        {
            return Ok(Some(Value::Bool(bits)));
        }
        if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
            if let Some(result) = small(op, x, y) {
                return Ok(Some(Value::Int(result)));
            }
            if let (Operator::Div, true) = (op, y != 0) {
                const EXACT: u64 = 1 << 53;
                if x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT {
                    return Ok(Some(Value::Float(x as f64 / y as f64)));
                }
            }
        }
        if let (Some(x), Some(y)) = (a.as_big(), b.as_big()) {
            return self.integers(op, &x, &y);
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
            if matches!((a, b), (Value::Big(_), _) if x.is_infinite()) || matches!(b, Value::Big(_)) && y.is_infinite()
            {
                return fail(OverflowError, "int too large to convert to float");
            }
            return super::types::float::binary(op, x, y);
        }
        let complex = |value: &Value| match value {
            Value::Complex(parts) => Some((parts.0, Some(parts.1))),
            other => other.as_float().map(|real| (real, None)),
        };
        match (complex(a), complex(b)) {
            (Some(x), Some(y)) => super::types::float::complex_binary(op, x, y),
            _ => Ok(None),
        }
    }

    fn integers(&self, op: Operator, x: &BigInt, y: &BigInt) -> Result<Option<Value>> {
        let result = match op {
            Operator::Add => x + y,
            Operator::Sub => x - y,
            Operator::Mult => {
                self.multiplying(x.bits(), y.bits())?;
                x * y
            }
            Operator::Div | Operator::FloorDiv | Operator::Mod if y.is_zero() => {
                return fail(ZeroDivisionError, "division by zero");
            }
            Operator::FloorDiv | Operator::Mod => {
                self.dividing(x, y)?;
                if op == Operator::Mod { x.mod_floor(y) } else { x.div_floor(y) }
            }
            Operator::Div => {
                self.dividing(x, y)?;
                return divide(x, y).map(|quotient| Some(Value::Float(quotient)));
            }
            Operator::Pow if y.is_negative() => {
                let (x, y) = (x.to_f64().unwrap_or(f64::INFINITY), y.to_f64().unwrap_or(f64::NEG_INFINITY));
                return super::types::float::binary(op, x, y);
            }
            Operator::Pow => {
                if x.magnitude().is_one() || x.is_zero() {
                    let is_positive = !x.is_negative() || y.is_even();
                    return Ok(Some(Value::big(if is_positive { x.abs() } else { x.clone() })));
                }
                let Some(exponent) = y.to_u32() else { return self.too_large() };
                let bits = (x.bits() - 1).saturating_mul(u64::from(exponent));
                self.room_for(bits / 8)?;
                self.multiplying(bits / 2, bits / 2)?;
                x.pow(exponent)
            }
            Operator::BitAnd => x & y,
            Operator::BitOr => x | y,
            Operator::BitXor => x ^ y,
            Operator::LShift | Operator::RShift if y.is_negative() => return fail(ValueError, "negative shift count"),
            Operator::LShift => {
                if x.is_zero() {
                    return Ok(Some(Value::Int(0)));
                }
                let Some(count) = y.to_u64() else { return self.too_large() };
                self.reserve((x.bits().saturating_add(count)) / 8)?;
                x << count
            }
            Operator::RShift => match y.to_usize() {
                Some(count) => x >> count,
                None => BigInt::from(if x.is_negative() { -1 } else { 0 }),
            },
            Operator::MatMult => return Ok(None),
        };
        Ok(Some(Value::big(result)))
    }

    fn too_large<T>(&self) -> Result<T> {
        crate::raise(MemoryError.empty())
    }

    fn containers(&self, op: Operator, left: &Value, right: &Value, inplace: bool) -> Result<Option<Value>> {
        let (a, b) = (left.plain(), right.plain());
        if op == Operator::Add && !(inplace && matches!(a, Value::List(_))) {
            self.reserve(bytes_of(a) + bytes_of(b))?;
        }
        Ok(Some(match (op, a, b) {
            (Operator::Add, Value::Str(x), Value::Str(y)) => Value::string(format!("{x}{y}")),
            (Operator::Add, Value::Str(_), _) => {
                let other = self.type_name(right);
                return fail(TypeError, format!("can only concatenate str (not \"{other}\") to str"));
            }
            (Operator::Add, Value::Bytes(x), Value::Bytes(y)) => {
                Value::Bytes(x.iter().chain(y.iter()).copied().collect())
            }
            (Operator::Add, Value::Bytes(_), _) => {
                let (class, other) = (self.type_name(left), self.type_name(right));
                return fail(TypeError, format!("can't concat {other} to {class}"));
            }
            (Operator::Add, Value::List(x), _) if inplace => {
                let more = self.listed(right)?;
                self.reserve((more.len() * VALUE) as u64)?;
                x.borrow_mut().extend(more);
                a.clone()
            }
            (Operator::Add, Value::List(x), Value::List(y)) => {
                Value::list(x.borrow().iter().chain(y.borrow().iter()).cloned().collect())
            }
            (Operator::Add, Value::List(_), _) => {
                let other = self.type_name(right);
                return fail(TypeError, format!("can only concatenate list (not \"{other}\") to list"));
            }
            (Operator::Add, Value::Tuple(x), Value::Tuple(y)) => {
                Value::tuple(x.iter().chain(y.iter()).cloned().collect())
            }
            (Operator::Add, Value::Tuple(_), _) => {
                let other = self.type_name(right);
                return fail(TypeError, format!("can only concatenate tuple (not \"{other}\") to tuple"));
            }
            (Operator::Mult, sequence, count) | (Operator::Mult, count, sequence) if is_sequence(sequence) => {
                if count.as_big().is_none() && self.special(count, "__index__").is_none() {
                    let name = self.type_name(count);
                    return fail(TypeError, format!("can't multiply sequence by non-int of type '{name}'"));
                }
                let Some(count) = self.integer(count)?.to_i64() else {
                    let name = self.type_name(count);
                    return fail(OverflowError, format!("cannot fit '{name}' into an index-sized integer"));
                };
                self.repeat(sequence, usize::try_from(count.max(0)).unwrap_or(usize::MAX), inplace)?
            }
            (Operator::Mod, Value::Str(text), _) => {
                Value::string(super::format::percent::percent(self, text, right, false)?)
            }
            (Operator::Mod, Value::Bytes(bytes), _) => {
                Value::Bytes(super::types::bytes::percent(self, bytes, right)?.into())
            }
            (Operator::BitOr, Value::Dict(x), Value::Dict(y)) => {
                let target = if inplace { x.clone() } else { std::rc::Rc::new(Growing::new(x.borrow().clone())) };
                super::types::dict::update(self, &target, &Value::Dict(y.clone()))?;
                Value::Dict(target)
            }
            (Operator::Sub | Operator::BitOr | Operator::BitAnd | Operator::BitXor, x, y) => {
                match set::binary(self, op, x, y, inplace)? {
                    Some(result) => result,
                    None => return Ok(None),
                }
            }
            _ => return Ok(None),
        }))
    }

    fn repeat(&self, sequence: &Value, count: usize, inplace: bool) -> Result<Value> {
        self.reserve(bytes_of(sequence).saturating_mul(count as u64))?;
        let cycle = |items: &[Value]| -> Result<Vec<Value>> {
            let len = items.len().saturating_mul(count);
            Ok(items.iter().cycle().take(len).cloned().collect())
        };
        Ok(match sequence {
            Value::Str(text) => Value::string(text.repeat(count)),
            Value::Bytes(bytes) => Value::Bytes(bytes.repeat(count).into()),
            Value::List(list) => {
                let items = cycle(&list.borrow())?;
                if inplace {
                    let old = list.replace(items);
                    drop(old);
                    return Ok(sequence.clone());
                }
                Value::list(items)
            }
            Value::Tuple(items) => Value::tuple(cycle(items)?),
            other => other.clone(),
        })
    }

    pub(crate) fn unary(&self, op: UnaryOp, value: &Value) -> Result<Value> {
        if op == UnaryOp::Not {
            return Ok(Value::Bool(!self.truth(value)?));
        }
        let method = match op {
            UnaryOp::USub => "__neg__",
            UnaryOp::UAdd => "__pos__",
            _ => "__invert__",
        };
        if let Some(function) = self.special_of_any(value, method)? {
            return self.call(&function, Args::default());
        }
        match (op, value.plain()) {
            (UnaryOp::USub, Value::Float(float)) => Ok(Value::Float(-float)),
            (UnaryOp::UAdd, Value::Float(float)) => Ok(Value::Float(*float)),
            (UnaryOp::UAdd, Value::Complex(parts)) => Ok(Value::Complex(parts.clone())),
            (UnaryOp::USub, Value::Complex(parts)) => Ok(Value::complex(-parts.0, -parts.1)),
            (_, plain) => match (op, plain.as_big()) {
                (UnaryOp::USub, Some(int)) => Ok(Value::big(-int)),
                (UnaryOp::UAdd, Some(int)) => Ok(Value::big(int)),
                (UnaryOp::Invert, Some(int)) => Ok(Value::big(-int - 1)),
                _ => {
                    let (op, name) = (op.as_str(), self.type_name(value));
                    fail(TypeError, format!("bad operand type for unary {op}: '{name}'"))
                }
            },
        }
    }
}

/// What fits into 64 bits.
pub(crate) fn small(op: Operator, x: i64, y: i64) -> Option<i64> {
    match op {
        Operator::Add => x.checked_add(y),
        Operator::Sub => x.checked_sub(y),
        Operator::Mult => x.checked_mul(y),
        Operator::FloorDiv if y != 0 => {
            let quotient = x.checked_div(y)?;
            Some(if x % y != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient })
        }
        Operator::Mod if y != 0 => {
            let rest = x.checked_rem(y)?;
            Some(if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest })
        }
        Operator::Pow => x.checked_pow(u32::try_from(y).ok()?),
        Operator::BitAnd => Some(x & y),
        Operator::BitOr => Some(x | y),
        Operator::BitXor => Some(x ^ y),
        Operator::RShift if y >= 0 => Some(x >> y.min(63)),
        Operator::LShift if (0..62).contains(&y) => {
            let shifted = x.checked_shl(y as u32)?;
            (shifted >> y == x).then_some(shifted)
        }
        _ => None,
    }
}

fn is_sequence(value: &Value) -> bool {
    matches!(value, Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_))
}

/// `x / y`, correctly rounded.
fn divide(x: &BigInt, y: &BigInt) -> Result<f64> {
    let too_large = || fail(OverflowError, "integer division result too large for a float");
    let shift = 66 + y.bits() as i64 - x.bits() as i64;
    let (x, y) = if shift > 0 { (x << shift as usize, y.clone()) } else { (x.clone(), y << (-shift) as usize) };
    let (mut quotient, rest) = x.div_rem(&y);
    if !rest.is_zero() && quotient.is_even() {
        // A bit that is not there keeps the rounding honest.
        quotient += if (rest.is_negative()) != (y.is_negative()) { -1 } else { 1 };
    }
    let Some(mut result) = quotient.to_f64() else { return too_large() };
    let mut exponent = -shift;
    while exponent != 0 {
        let step = exponent.clamp(-1000, 1000);
        result *= 2f64.powi(step as i32);
        exponent -= step;
    }
    if result.is_infinite() { too_large() } else { Ok(result) }
}

/// The middle of a method's name: `add` of `__add__`.
pub(crate) fn method_name(op: Operator) -> &'static str {
    match op {
        Operator::Add => "add",
        Operator::Sub => "sub",
        Operator::Mult => "mul",
        Operator::Div => "truediv",
        Operator::FloorDiv => "floordiv",
        Operator::Mod => "mod",
        Operator::Pow => "pow",
        Operator::BitOr => "or",
        Operator::BitAnd => "and",
        Operator::BitXor => "xor",
        Operator::LShift => "lshift",
        Operator::RShift => "rshift",
        Operator::MatMult => "matmul",
    }
}

fn is_type(value: &Value) -> bool {
    match value {
        Value::Class(_) | Value::None => true,
        Value::Descriptor(descriptor) => matches!(&**descriptor, Descriptor::Alias { .. } | Descriptor::Union(_)),
        _ => false,
    }
}

/// `int | None`
impl Vm {
    pub(crate) fn union(&self, a: &Value, b: &Value) -> Result<Value> {
        let parts = |value: &Value| match value {
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::Union(parts) => parts.as_tuple().map_or(Vec::new(), |parts| parts.to_vec()),
                _ => vec![value.clone()],
            },
            other => vec![other.clone()],
        };
        let (mut all, more) = (parts(a), parts(b));
        self.spend((all.len() * more.len()) as u64 / 16)?;
        for part in more {
            if !all.iter().any(|known| is_same(known, &part)) {
                all.push(part);
            }
        }
        Ok(match &all[..] {
            [one] => one.clone(),
            _ => Value::descriptor(Descriptor::Union(Value::tuple(all))),
        })
    }
}
