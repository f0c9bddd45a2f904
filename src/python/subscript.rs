//! Owns `value[index]`, slices and lengths.
//!
//! Invariant: a negative index counts from the end, and never twice.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::class::Class;
use super::limits::bytes_of;
use super::memory::{Counted, VALUE};
use super::native::{Args, fail};
use super::types::Type;
use super::value::{Descriptor, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::{BaseExceptionGroup, IndexError, KeyError, OverflowError, TypeError, ValueError};

impl Vm {
    pub(crate) fn len(&self, value: &Value) -> Result<usize> {
        if let Some(function) = self.special_of_any(value, "__len__")? {
            let len = self.call(&function, Args::default())?;
            return match len.as_int() {
                Some(len) if len < 0 => fail(ValueError, "__len__() should return >= 0"),
                Some(len) => Ok(len as usize),
                None if self.integer(&len)?.is_negative() => fail(ValueError, "__len__() should return >= 0"),
                None => fail(OverflowError, "cannot fit 'int' into an index-sized integer"),
            };
        }
        Ok(match value.plain() {
            Value::Str(text) => text.chars().count(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(list) => list.borrow().len(),
            Value::Tuple(items) => items.len(),
            Value::Dict(dict) => dict.borrow().len(),
            Value::View(view) => view.dict.borrow().len(),
            Value::Set(set) => set.items.borrow().len(),
            Value::Range(range) => range.len() as usize,
            _ => return fail(TypeError, format!("object of type '{}' has no len()", self.type_name(value))),
        })
    }

    /// An integer, or what an `__index__` gives.
    pub(crate) fn index(&self, value: &Value) -> Result<i64> {
        if let Some(int) = value.as_int() {
            return Ok(int);
        }
        match self.integer(value)?.to_i64() {
            Some(int) => Ok(int),
            None => {
                let name = self.type_name(value);
                fail(IndexError, format!("cannot fit '{name}' into an index-sized integer"))
            }
        }
    }

    /// As [`Self::index`], of any size.
    pub(crate) fn integer(&self, value: &Value) -> Result<BigInt> {
        if let Some(int) = value.as_big() {
            return Ok(int);
        }
        if let Some(function) = self.special(value, "__index__") {
            let int = self.call(&function, Args::default())?;
            return match int.as_big() {
                Some(int) => Ok(int),
                None => fail(TypeError, format!("__index__ returned non-int (type {})", self.type_name(&int))),
            };
        }
        fail(TypeError, format!("'{}' object cannot be interpreted as an integer", self.type_name(value)))
    }

    /// The place of an index in a sequence. Its length is asked for last, since an `__index__` may change it.
    fn place(&self, index: &Value, len: impl FnOnce() -> usize, kind: &str, assigns: bool) -> Result<usize> {
        let is_index = index.as_int().is_some() || self.special(index, "__index__").is_some();
        if !is_index && !matches!(index, Value::Big(_)) {
            let name = self.type_name(index);
            let text = match kind {
                "string" => format!("string indices must be integers, not '{name}'"),
                "range" => format!("range indices must be integers or slices, not {name}"),
                "bytes" => format!("byte indices must be integers or slices, not {name}"),
                kind => format!("{kind} indices must be integers or slices, not {name}"),
            };
            return fail(TypeError, text);
        }
        let index = self.index(index)?;
        let len = len() as i64;
        let place = if index < 0 { index + len } else { index };
        if place < 0 || place >= len {
            let text = match (kind, assigns) {
                ("bytes", _) => "index out of range".to_owned(),
                ("range", _) => "range object index out of range".to_owned(),
                (kind, true) => format!("{kind} assignment index out of range"),
                (kind, false) => format!("{kind} index out of range"),
            };
            return fail(IndexError, text);
        }
        Ok(place as usize)
    }

    /// The places that a slice names in a sequence: start, stop, step, and how many. As in [`Self::place`], the length is asked for last.
    pub(crate) fn slice_places(
        &self,
        parts: &[Value; 3],
        len: impl FnOnce() -> usize,
    ) -> Result<(i64, i64, i64, usize)> {
        let [start, stop, step] = parts;
        let part = |value: &Value| -> Result<Option<i64>> {
            if value.is_none() {
                return Ok(None);
            }
            match self.index(value) {
                Ok(int) => Ok(Some(int)),
                Err(error) if error.is(IndexError) => {
                    let is_negative = value.as_big().is_some_and(|int| int.is_negative());
                    Ok(Some(if is_negative { i64::MIN / 4 } else { i64::MAX / 4 }))
                }
                Err(error) if self.special(value, "__index__").is_some() => Err(error),
                Err(_) => fail(TypeError, "slice indices must be integers or None or have an __index__ method"),
            }
        };
        let step = part(step)?.unwrap_or(1);
        if step == 0 {
            return fail(ValueError, "slice step cannot be zero");
        }
        let (start, stop) = (part(start)?, part(stop)?);
        let len = len() as i64;
        let (lowest, highest) = if step > 0 { (0, len) } else { (-1, len - 1) };
        let clamp = |value: i64| (if value < 0 { value.saturating_add(len) } else { value }).clamp(lowest, highest);
        let start = start.map_or(if step > 0 { 0 } else { len - 1 }, clamp);
        let stop = stop.map_or(if step > 0 { len } else { -1 }, clamp);
        let distance = if step > 0 { stop - start } else { start - stop };
        let count = if distance > 0 { (distance - 1) as u64 / step.unsigned_abs() + 1 } else { 0 };
        Ok((start, stop, step, count as usize))
    }

    fn sliced<T: Clone>(&self, items: &[T], parts: &[Value; 3]) -> Result<Vec<T>> {
        let (start, _, step, count) = self.slice_places(parts, || items.len())?;
        Ok(every(items, start, step, count))
    }

    pub(crate) fn get_item(&self, value: &Value, index: &Value) -> Result<Value> {
        if let Some(function) = self.special_of_any(value, "__getitem__")? {
            return self.call(&function, Args::one(index));
        }
        match (value.plain(), index) {
            (Value::List(list), Value::Slice(parts)) => {
                let (start, _, step, count) = self.slice_places(parts, || list.borrow().len())?;
                self.reserve((count * VALUE) as u64)?;
                self.spend(count as u64 / 64)?;
                Ok(Value::list(every(&list.borrow(), start, step, count)))
            }
            (Value::List(list), _) => {
                let place = self.place(index, || list.borrow().len(), "list", false)?;
                Ok(list.borrow()[place].clone())
            }
            (Value::Tuple(items), Value::Slice(parts)) => {
                self.reserve(bytes_of(value.plain()))?;
                Ok(Value::tuple(self.sliced(items, parts)?))
            }
            (Value::Tuple(items), _) => Ok(items[self.place(index, || items.len(), "tuple", false)?].clone()),
            (Value::Str(text), Value::Slice(parts)) => {
                self.reserve(8 * text.len() as u64)?;
                let chars: Vec<char> = text.chars().collect();
                Ok(Value::string(self.sliced(&chars, parts)?.into_iter().collect()))
            }
            (Value::Str(text), _) => {
                let len = || if text.is_ascii() { text.len() } else { text.chars().count() };
                let place = self.place(index, len, "string", false)?;
                let found = if text.is_ascii() { text[place..].chars().next() } else { text.chars().nth(place) };
                Ok(found.map_or(Value::None, |c| Value::str(c.encode_utf8(&mut [0; 4]))))
            }
            (Value::Bytes(bytes), Value::Slice(parts)) => {
                self.reserve(bytes.len() as u64)?;
                Ok(Value::Bytes(self.sliced(bytes, parts)?.into()))
            }
            (Value::Bytes(bytes), _) => {
                Ok(Value::Int(i64::from(bytes[self.place(index, || bytes.len(), "bytes", false)?])))
            }
            (Value::Range(range), Value::Slice(parts)) => {
                let (start, stop, step, _) = self.slice_places(parts, || range.len() as usize)?;
                let at = |place: i64| range.start + place * range.step;
                let range = super::value::Range { start: at(start), stop: at(stop), step: range.step * step };
                Ok(Value::Range(Counted::new(range)))
            }
            (Value::Range(range), _) => {
                let place = self.place(index, || range.len() as usize, "range", false)?;
                Ok(Value::Int(range.start + place as i64 * range.step))
            }
            (Value::Dict(dict), _) => match self.lookup(dict, index)? {
                Some(found) => Ok(found),
                None => match self.special(value, "__missing__") {
                    Some(function) => self.call(&function, Args::one(index)),
                    None => crate::raise(KeyError.new(super::exceptions::to_host(index))),
                },
            },
            (Value::Class(class), _) => self.class_item(class, value, index),
            (Value::Descriptor(descriptor), _) if matches!(&**descriptor, Descriptor::Alias { .. }) => {
                Ok(value.clone())
            }
            _ => fail(TypeError, format!("'{}' object is not subscriptable", self.type_name(value))),
        }
    }

    /// `Class[index]`
    fn class_item(&self, class: &std::rc::Rc<super::class::Class>, value: &Value, index: &Value) -> Result<Value> {
        if let Some(found) = class.lookup_in_program("__class_getitem__") {
            let function = match &found {
                Value::Descriptor(_) => self.bind(&found, None, class)?,
                function => Value::method(value, function.clone()),
            };
            return self.call(&function, Args::one(index));
        }
        if !std::iter::once(class).chain(&class.ancestors).any(|class| is_generic(class)) {
            return fail(TypeError, format!("type '{}' is not subscriptable", class.qualified_name()));
        }
        Ok(Value::descriptor(Descriptor::Alias { origin: value.clone(), arguments: index.clone() }))
    }

    pub(crate) fn set_item(&self, value: &Value, index: &Value, new: Value) -> Result<()> {
        if let Some(function) = self.special_of_any(value, "__setitem__")? {
            return self.call(&function, Args::new(vec![index.clone(), new])).map(drop);
        }
        match (value.plain(), index) {
            (Value::List(list), Value::Slice(parts)) => {
                let items = self.collect(&new)?;
                self.set_slice(list, parts, items)
            }
            (Value::List(list), _) => {
                let place = self.place(index, || list.borrow().len(), "list", true)?;
                let old = std::mem::replace(&mut list.borrow_mut()[place], new);
                drop(old);
                Ok(())
            }
            (Value::Dict(dict), _) => self.insert(dict, index.clone(), new),
            (plain, _) => {
                self.check_sequence_index(value, plain, index)?;
                let name = self.type_name(value);
                fail(TypeError, format!("'{name}' object does not support item assignment"))
            }
        }
    }

    /// What has a sequence's methods in C takes no index that is too large, whether it has items or not.
    fn check_sequence_index(&self, value: &Value, plain: &Value, index: &Value) -> Result<()> {
        let is_sequence = matches!(plain, Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::Set(_))
            || matches!(plain, Value::Range(_) | Value::View(_))
            || matches!(value, Value::Instance(_))
            || matches!(value, Value::Exception(_)) && self.has_own_class(value);
        let is_index = index.as_big().is_some() || self.special(index, "__index__").is_some();
        if is_sequence && is_index { self.index(index).map(drop) } else { Ok(()) }
    }

    fn set_slice(&self, list: &super::value::ListRef, parts: &[Value; 3], items: Vec<Value>) -> Result<()> {
        let (start, stop, step, count) = self.slice_places(parts, || list.borrow().len())?;
        let len = list.borrow().len();
        self.reserve(((len + 2 * items.len()) * VALUE) as u64)?;
        if step == 1 {
            let (start, stop) = (start as usize, (stop.max(start)) as usize);
            let old: Vec<Value> = list.borrow_mut().splice(start..stop, items).collect();
            drop(old);
            return Ok(());
        }
        if items.len() != count {
            let got = items.len();
            return fail(
                ValueError,
                format!("attempt to assign sequence of size {got} to extended slice of size {count}"),
            );
        }
        let mut list = list.borrow_mut();
        let place = |n: usize| (start + n as i64 * step) as usize;
        let new = items.into_iter().enumerate();
        let old: Vec<Value> = new.map(|(n, item)| std::mem::replace(&mut list[place(n)], item)).collect();
        drop(list);
        drop(old);
        Ok(())
    }

    pub(crate) fn delete_item(&self, value: &Value, index: &Value) -> Result<()> {
        if let Some(function) = self.special_of_any(value, "__delitem__")? {
            return self.call(&function, Args::one(index)).map(drop);
        }
        match (value.plain(), index) {
            (Value::List(list), Value::Slice(parts)) => {
                let (start, _, step, count) = self.slice_places(parts, || list.borrow().len())?;
                self.reserve((list.borrow().len() * VALUE) as u64)?;
                let first = if step > 0 { start } else { start + (count as i64 - 1) * step };
                let is_deleted = |place: i64| {
                    let place = place - first;
                    place >= 0 && place % step == 0 && place / step.abs() < count as i64
                };
                let items = list.take();
                let (mut left, mut old) = (Vec::with_capacity(items.len()), Vec::new());
                for (place, item) in items.into_iter().enumerate() {
                    if count > 0 && is_deleted(place as i64) { &mut old } else { &mut left }.push(item);
                }
                list.replace(left);
                drop(old);
                Ok(())
            }
            (Value::List(list), _) => {
                let place = self.place(index, || list.borrow().len(), "list", true)?;
                self.spend((list.borrow().len() - place) as u64 / 64)?;
                let old = list.borrow_mut().remove(place);
                drop(old);
                Ok(())
            }
            (Value::Dict(dict), _) => {
                let key = self.key(dict, index)?;
                let removed = dict.borrow_mut().remove(&key);
                match removed {
                    Some(_) => Ok(()),
                    None => crate::raise(KeyError.new(super::exceptions::to_host(index))),
                }
            }
            (plain, _) => {
                self.check_sequence_index(value, plain, index)?;
                let name = self.type_name(value);
                fail(TypeError, format!("'{name}' object doesn't support item deletion"))
            }
        }
    }
}

/// So many items, each a step from the one before.
fn every<T: Clone>(items: &[T], start: i64, step: i64, count: usize) -> Vec<T> {
    (0..count as i64).map(|n| items[(start + n * step) as usize].clone()).collect()
}

/// Whether the class takes types in brackets, and so do those that are made from it.
fn is_generic(class: &Class) -> bool {
    if class.exception_class().is_some_and(|of| of.is_subclass_of(BaseExceptionGroup)) {
        return true;
    }
    match class.builtin {
        Some(builtin) => matches!(
            builtin,
            Type::Type
                | Type::List
                | Type::Tuple
                | Type::Dict
                | Type::Set
                | Type::FrozenSet
                | Type::Enumerate
                | Type::Future
                | Type::Task
                | Type::Generator
                | Type::Coroutine
                | Type::AsyncGenerator
                | Type::StaticMethod
                | Type::ClassMethod
                | Type::Host
        ),
        None => {
            let is_of_library = !matches!(&**class.module.borrow(), "builtins" | "__main__");
            is_of_library || class.own(&"__type_params__".into()).is_some()
        }
    }
}
