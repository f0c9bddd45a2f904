//! Owns comparison, membership and truth.
//!
//! Invariant: `==` never fails for want of a method; the orders do.

use std::cmp::Ordering;

use ruff_python_ast::CmpOp;

use super::native::{Args, fail};
use super::types::{set, view};
use super::value::{Value, ViewKind, is_same, is_same_callable};
use super::vm::Vm;
use crate::Result;
use crate::exception::{TypeError, ValueError};

impl Vm {
    pub(crate) fn truth(&self, value: &Value) -> Result<bool> {
        Ok(match value {
            Value::None => false,
            Value::Bool(bool) => *bool,
            Value::Int(int) => *int != 0,
            Value::Float(float) => *float != 0.0,
            Value::Complex(parts) => **parts != (0.0, 0.0),
            Value::Str(text) => !text.is_empty(),
            Value::Bytes(bytes) => !bytes.is_empty(),
            Value::List(list) => !list.borrow().is_empty(),
            Value::Tuple(items) => !items.is_empty(),
            Value::Dict(dict) => !dict.borrow().is_empty(),
            Value::View(view) => !view.dict.borrow().is_empty(),
            Value::Set(set) => !set.items.borrow().is_empty(),
            Value::Range(range) => !range.is_empty(),
            Value::Instance(_) | Value::Class(_) | Value::Exception(_) => {
                if let Some(function) = self.special(value, "__bool__") {
                    return match self.call(&function, Args::default())? {
                        Value::Bool(bool) => Ok(bool),
                        other => {
                            let name = self.type_name(&other);
                            fail(TypeError, format!("__bool__ should return bool, returned {name}"))
                        }
                    };
                }
                if self.special(value, "__len__").is_some() {
                    return Ok(self.len(value)? != 0);
                }
                match value {
                    Value::Instance(instance) if !instance.payload.is_none() => self.truth(&instance.payload)?,
                    _ => true,
                }
            }
            Value::Host(host) => match host.attribute(self, "__len__")? {
                Some(function) => self.truth(&self.call(&function, Args::default())?)?,
                None => true,
            },
            _ => true,
        })
    }

    pub(crate) fn equal(&self, a: &Value, b: &Value) -> Result<bool> {
        self.truth(&self.equality(a, b)?)
    }

    /// `a == b`
    pub(crate) fn equality(&self, a: &Value, b: &Value) -> Result<Value> {
        if self.has_own_class(a) || self.has_own_class(b) || matches!(a, Value::Host(_)) {
            for (this, other) in [(a, b), (b, a)] {
                if let Some(function) = self.special_of_any(this, "__eq__")? {
                    match self.call(&function, Args::one(other))? {
                        Value::NotImplemented => {}
                        result => return Ok(result),
                    }
                }
            }
        }
        self.plain_equal(a.plain(), b.plain()).map(Value::Bool)
    }

    fn plain_equal(&self, a: &Value, b: &Value) -> Result<bool> {
        self.spend(super::limits::bytes_of(a).min(super::limits::bytes_of(b)) / 256)?;
        Ok(match (a, b) {
            (Value::Str(a), Value::Str(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Bytes(a), Value::Bytes(b)) => a == b,
            (Value::List(x), Value::List(y)) => {
                let (x, y) = (x.borrow().clone(), y.borrow().clone());
                self.nested(|| self.all_equal(&x, &y))?
            }
            (Value::Tuple(a), Value::Tuple(b)) => self.nested(|| self.all_equal(a, b))?,
            (Value::Range(a), Value::Range(b)) => self.all_equal(&a.identity(), &b.identity())?,
            (Value::Dict(a), Value::Dict(b)) => self.nested(|| self.dicts_equal(a, b))?,
            (Value::Set(a), Value::Set(b)) => {
                let (a, b) = (a.items.borrow(), b.items.borrow());
                a.len() == b.len() && a.entries().all(|entry| b.contains(&entry.key))
            }
            (Value::View(_), _) | (_, Value::View(_)) => match view::order(self, CmpOp::Eq, a, b)? {
                Some(is_equal) => is_equal,
                None => is_same(a, b),
            },
            (Value::Slice(a), Value::Slice(b)) => self.all_equal(&**a, &**b)?,
            (Value::Method(_), Value::Method(_)) | (Value::Native(_), Value::Native(_)) => is_same_callable(a, b),
            (Value::Descriptor(_), Value::Descriptor(_)) => self.hash(a)? == self.hash(b)?,
            (Value::Complex(_), _) | (_, Value::Complex(_)) => match (complex(a), complex(b)) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
            _ => match numbers(a, b) {
                Some(order) => order == Some(Ordering::Equal),
                None => is_same(a, b),
            },
        })
    }

    fn all_equal(&self, a: &[Value], b: &[Value]) -> Result<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        for (a, b) in a.iter().zip(b) {
            self.step()?;
            if !is_same(a, b) && !self.equal(a, b)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn dicts_equal(&self, a: &super::value::DictRef, b: &super::value::DictRef) -> Result<bool> {
        if a.borrow().len() != b.borrow().len() {
            return Ok(false);
        }
        let entries: Vec<_> = a.borrow().entries().cloned().collect();
        for entry in entries {
            self.step()?;
            match self.lookup(b, &entry.object)? {
                Some(other) if is_same(&entry.value, &other) || self.equal(&entry.value, &other)? => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    pub(crate) fn compare(&self, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
        match op {
            CmpOp::Eq => self.equality(a, b),
            CmpOp::NotEq => self.inequality(a, b),
            CmpOp::Is => Ok(Value::Bool(is_same(a, b))),
            CmpOp::IsNot => Ok(Value::Bool(!is_same(a, b))),
            CmpOp::In => self.contains(b, a).map(Value::Bool),
            CmpOp::NotIn => self.contains(b, a).map(|found| Value::Bool(!found)),
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => self.order(op, a, b),
        }
    }

    fn inequality(&self, a: &Value, b: &Value) -> Result<Value> {
        for (this, other) in [(a, b), (b, a)] {
            if let Some(function) = self.special(this, "__ne__") {
                match self.call(&function, Args::one(other))? {
                    Value::NotImplemented => {}
                    result => return Ok(result),
                }
            }
        }
        Ok(Value::Bool(!self.equal(a, b)?))
    }

    fn order(&self, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
        if self.has_own_class(a) || self.has_own_class(b) || matches!(a, Value::Host(_)) {
            let (name, mirrored) = match op {
                CmpOp::Lt => ("__lt__", "__gt__"),
                CmpOp::LtE => ("__le__", "__ge__"),
                CmpOp::Gt => ("__gt__", "__lt__"),
                _ => ("__ge__", "__le__"),
            };
            for (this, method, other) in [(a, name, b), (b, mirrored, a)] {
                if let Some(function) = self.special_of_any(this, method)? {
                    match self.call(&function, Args::one(other))? {
                        Value::NotImplemented => {}
                        result => return Ok(result),
                    }
                }
            }
        }
        let (x, y) = (a.plain(), b.plain());
        if let Some(holds) = set::order(self, op, x, y)? {
            return Ok(Value::Bool(holds));
        }
        let order = match (x, y) {
            (Value::Str(x), Value::Str(y)) => Some(x.cmp(y)),
            (Value::Bytes(x), Value::Bytes(y)) => Some(x.cmp(y)),
            (Value::List(x), Value::List(y)) => {
                let (x, y) = (x.borrow().clone(), y.borrow().clone());
                return self.nested(|| self.order_all(op, &x, &y));
            }
            (Value::Tuple(x), Value::Tuple(y)) => return self.nested(|| self.order_all(op, x, y)),
            _ => match numbers(x, y) {
                Some(order) => order,
                None => {
                    let (op, a, b) = (op.as_str(), self.type_name(a), self.type_name(b));
                    return fail(TypeError, format!("'{op}' not supported between instances of '{a}' and '{b}'"));
                }
            },
        };
        Ok(Value::Bool(order.is_some_and(|order| holds(op, order))))
    }

    fn order_all(&self, op: CmpOp, a: &[Value], b: &[Value]) -> Result<Value> {
        for (a, b) in a.iter().zip(b) {
            self.step()?;
            if !is_same(a, b) && !self.equal(a, b)? {
                return self.order(op, a, b);
            }
        }
        Ok(Value::Bool(holds(op, a.len().cmp(&b.len()))))
    }

    /// `a < b`, for sorting.
    pub(crate) fn less(&self, a: &Value, b: &Value) -> Result<bool> {
        self.step()?;
        self.truth(&self.order(CmpOp::Lt, a, b)?)
    }

    /// `item in container`
    pub(crate) fn contains(&self, container: &Value, item: &Value) -> Result<bool> {
        if let Some(function) = self.special_of_any(container, "__contains__")? {
            return self.truth(&self.call(&function, Args::one(item))?);
        }
        self.spend(super::limits::length(container.plain()) / 128)?;
        match container.plain() {
            Value::Str(text) => match item.as_str() {
                Some(part) => Ok(text.contains(&**part)),
                None => {
                    let name = self.type_name(item);
                    fail(TypeError, format!("'in <string>' requires string as left operand, not {name}"))
                }
            },
            Value::Bytes(bytes) => match (item.plain(), item.as_int()) {
                (Value::Bytes(part), _) => {
                    Ok(part.is_empty() || bytes.windows(part.len()).any(|window| *window == **part))
                }
                (_, Some(byte @ 0..=255)) => Ok(bytes.contains(&(byte as u8))),
                (_, Some(_)) => fail(ValueError, "byte must be in range(0, 256)"),
                _ => fail(TypeError, format!("a bytes-like object is required, not '{}'", self.type_name(item))),
            },
            Value::Dict(dict) => Ok(self.lookup(dict, item)?.is_some()),
            Value::View(view) if view.kind == ViewKind::Keys => Ok(self.lookup(&view.dict, item)?.is_some()),
            Value::View(view) if view.kind == ViewKind::Items => match item.as_tuple().map(|pair| &**pair) {
                Some([key, value]) => match self.lookup(&view.dict, key)? {
                    Some(found) => Ok(is_same(&found, value) || self.equal(&found, value)?),
                    None => Ok(false),
                },
                _ => Ok(false),
            },
            Value::Set(set) => {
                let key = set::key(self, set, item)?;
                Ok(set.items.borrow().contains(&key))
            }
            Value::Range(range) if super::types::range::is_number(item) => Ok(range.place(item).is_some()),
            _ => {
                let iterator = match self.iterate(container) {
                    Err(error) if error.is(TypeError) => {
                        let name = self.type_name(container);
                        return fail(TypeError, format!("argument of type '{name}' is not a container or iterable"));
                    }
                    other => other?,
                };
                while let Some(value) = self.next(&iterator)? {
                    if is_same(&value, item) || self.equal(&value, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

fn holds(op: CmpOp, order: Ordering) -> bool {
    match op {
        CmpOp::Lt => order.is_lt(),
        CmpOp::LtE => order.is_le(),
        CmpOp::Gt => order.is_gt(),
        _ => order.is_ge(),
    }
}

fn complex(value: &Value) -> Option<(f64, f64)> {
    match value {
        Value::Complex(parts) => Some(**parts),
        other => other.as_float().map(|real| (real, 0.0)),
    }
}

/// The order of two numbers; none within for those that have no order, none at all for what is no number.
fn numbers(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    if let (Some(a), Some(b)) = (a.as_int(), b.as_int()) {
        return Some(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (a.as_big(), b.as_big()) {
        return Some(Some(a.cmp(&b)));
    }
    let exact = |int: &Value, float: f64| -> Option<Option<Ordering>> {
        let int = int.as_big()?;
        if float.is_nan() {
            return Some(None);
        }
        if float.is_infinite() {
            return Some(Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater }));
        }
        use num_traits::FromPrimitive;
        let whole = num_bigint::BigInt::from_f64(float.trunc())?;
        Some(Some(int.cmp(&whole).then(0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal))))
    };
    match (a, b) {
        (Value::Float(a), Value::Float(b)) => Some(a.partial_cmp(b)),
        (Value::Float(a), int) => exact(int, *a).map(|order| order.map(Ordering::reverse)),
        (int, Value::Float(b)) => exact(int, *b),
        _ => None,
    }
}
