//! Owns `value[index]`, slices and lengths.
//!
//! Invariant: a negative index counts from the end, and never twice.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::class::Class;
use super::limits::bytes_of;
use super::memory::VALUE;
use super::native::{Args, fail};
use super::types::Type;
use super::value::{Descriptor, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::{BaseExceptionGroup, IndexError, KeyError, OverflowError, TypeError, ValueError};

impl Vm {
    pub(crate) fn len(&self, value: &Value) -> Result<i64> {
        if let Some(function) = self.special_of_any(value, "__len__")? {
            let len = self.call(&function, Args::default())?;
            return match len.as_int() {
                Some(len) if len < 0 => fail(ValueError, "__len__() should return >= 0"),
                Some(len) => Ok(len),
                None if self.integer(&len)?.is_negative() => fail(ValueError, "__len__() should return >= 0"),
                None => fail(OverflowError, "cannot fit 'int' into an index-sized integer"),
            };
        }
        let len = match value.plain() {
            Value::Str(text) => text.chars().count(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(list) => list.borrow().len(),
            Value::Tuple(items) => items.len(),
            Value::Dict(dict) => dict.borrow().len(),
            Value::View(view) => view.dict.borrow().len(),
            Value::Set(set) => set.items.borrow().len(),
            Value::Range(range) => {
                return match range.len().to_i64() {
                    Some(len) => Ok(len),
                    None => fail(OverflowError, "Python int too large to convert to C ssize_t"),
                };
            }
            _ => return fail(TypeError, format!("object of type '{}' has no len()", self.type_name(value))),
        };
        Ok(len as i64)
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
        if !self.is_index(index) {
            let name = self.type_name(index);
            let text = match kind {
                "string" => format!("string indices must be integers, not '{name}'"),
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
        let [start, stop, step] = self.small_parts(parts)?;
        let (start, stop, step) = bounded(start, stop, step, &(len() as i64));
        let distance = if step > 0 { stop - start } else { start - stop };
        let count = if distance > 0 { (distance - 1) / step.abs() + 1 } else { 0 };
        Ok((start, stop, step, count as usize))
    }

    /// The start, the stop and the step that a slice stands for in a sequence of any length.
    pub(crate) fn slice_indices(&self, parts: &[Value; 3], len: &BigInt) -> Result<[BigInt; 3]> {
        let [start, stop, step] = self.slice_parts(parts, |value| self.integer(value))?;
        let (start, stop, step) = bounded(start, stop, step, len);
        Ok([start, stop, step])
    }

    /// The parts of a slice; what does not fit into 64 bits is the largest that does.
    pub(crate) fn small_parts(&self, parts: &[Value; 3]) -> Result<[Option<i64>; 3]> {
        self.slice_parts(parts, |value| match value.as_int() {
            Some(int) => Ok(int.max(-i64::MAX)),
            None => self.integer(value).map(|int| {
                let limit = if int.is_negative() { -i64::MAX } else { i64::MAX };
                int.to_i64().unwrap_or(limit)
            }),
        })
    }

    /// The parts of a slice that are there; the step is asked for first.
    fn slice_parts<T: Zero>(
        &self,
        [start, stop, step]: &[Value; 3],
        number: impl Fn(&Value) -> Result<T>,
    ) -> Result<[Option<T>; 3]> {
        let part = |value: &Value| match value {
            Value::None => Ok(None),
            value if self.is_index(value) => number(value).map(Some),
            _ => fail(TypeError, "slice indices must be integers or None or have an __index__ method"),
        };
        let step = part(step)?;
        if step.as_ref().is_some_and(T::is_zero) {
            return fail(ValueError, "slice step cannot be zero");
        }
        Ok([part(start)?, part(stop)?, step])
    }

    /// Whether a value is an integer, or says which one it stands for.
    pub(crate) fn is_index(&self, value: &Value) -> bool {
        matches!(value.plain(), Value::Int(_) | Value::Bool(_) | Value::Big(_))
            || self.special(value, "__index__").is_some()
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
                let [start, stop, step] = self.slice_indices(parts, &range.len())?;
                Ok(range.slice(&start, &stop, step))
            }
            (Value::Range(range), _) => {
                if !self.is_index(index) {
                    let name = self.type_name(index);
                    return fail(TypeError, format!("range indices must be integers or slices, not {name}"));
                }
                let (index, len) = (self.integer(index)?, range.len());
                let place = if index.is_negative() { index + &len } else { index };
                if place.is_negative() || place >= len {
                    return fail(IndexError, "range object index out of range");
                }
                Ok(Value::big(range.at(&place)))
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
        Ok(Value::descriptor(Descriptor::Alias { origin: value.clone(), arguments: index.clone(), is_unpacked: false }))
    }

    pub(crate) fn set_item(&self, value: &Value, index: &Value, new: Value) -> Result<()> {
        if let Some(function) = self.special_of_any(value, "__setitem__")? {
            return self.call(&function, Args::new(vec![index.clone(), new])).map(drop);
        }
        match (value.plain(), index) {
            (Value::List(list), Value::Slice(parts)) => {
                let items = self.listed(&new)?;
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
                self.is_sequence_index(value, plain, index)?;
                let name = self.type_name(value);
                fail(TypeError, format!("'{name}' object does not support item assignment"))
            }
        }
    }

    /// What has a sequence's methods in C takes no index that is too large, whether it has items or not.
    fn is_sequence_index(&self, value: &Value, plain: &Value, index: &Value) -> Result<bool> {
        let is_sequence = matches!(plain, Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::Set(_))
            || matches!(plain, Value::Range(_) | Value::View(_))
            || matches!(value, Value::Instance(_))
            || matches!(value, Value::Exception(_)) && self.has_own_class(value);
        if !is_sequence || !self.is_index(index) {
            return Ok(false);
        }
        self.index(index).map(|_| true)
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
                let denied = if self.is_sequence_index(value, plain, index)? { "doesn't" } else { "does not" };
                let name = self.type_name(value);
                fail(TypeError, format!("'{name}' object {denied} support item deletion"))
            }
        }
    }
}

/// Where a slice begins and ends in a sequence of a length, and its step.
fn bounded<T: Signed + Ord + Clone>(start: Option<T>, stop: Option<T>, step: Option<T>, len: &T) -> (T, T, T) {
    let step = step.unwrap_or_else(T::one);
    let (first, end) = if step.is_positive() { (T::zero(), len.clone()) } else { (-T::one(), len.clone() - T::one()) };
    let place =
        |part: T| (if part.is_negative() { part + len.clone() } else { part }).clamp(first.clone(), end.clone());
    let otherwise = if step.is_positive() { (&first, &end) } else { (&end, &first) };
    let start = start.map_or_else(|| otherwise.0.clone(), place);
    let stop = stop.map_or_else(|| otherwise.1.clone(), place);
    (start, stop, step)
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
