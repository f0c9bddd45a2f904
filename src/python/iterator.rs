//! Owns iteration: iterators of Python's own types, and those of the program.
//!
//! Invariant: an iterator that has ended stays ended.

use std::cell::RefCell;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::memory::{Counted, VALUE};
use super::native::{Args, fail};
use super::types::Type;
use super::value::{Descriptor, DictRef, ListRef, Range, Set, Str, Value, ViewKind};
use super::vm::Vm;
use crate::Result;
use crate::exception::{IndexError, OverflowError, RuntimeError, StopIteration, TypeError, ValueError};

pub(crate) enum IteratorState {
    List(ListRef, usize),
    ListReversed(ListRef, usize),
    /// Items of a sequence or a set, with the type of its iterator.
    Items(Counted<[Value]>, usize, Type),
    Str(Str, usize),
    Range {
        next: i64,
        left: i64,
        step: i64,
    },
    /// One with numbers that do not all fit into 64 bits, and the place in it.
    LongRange(Counted<Range>, u64),
    Dict {
        dict: DictRef,
        place: usize,
        len: usize,
        kind: ViewKind,
    },
    Set {
        set: Counted<Set>,
        place: usize,
        len: usize,
    },
    Enumerate(Value, Value),
    Zip {
        iterators: Vec<Value>,
        strict: bool,
    },
    Map {
        function: Value,
        iterators: Vec<Value>,
        strict: bool,
    },
    Filter(Value, Value),
    /// Calls a function until it gives the second value.
    Call(Value, Value),
    /// By `__getitem__`, from this index.
    Sequence(Value, i64),
    /// The same from this index down.
    SequenceReversed(Value, i64),
    Done(Type),
}

impl IteratorState {
    pub(crate) fn kind(&self) -> Type {
        match self {
            IteratorState::Enumerate(..) => Type::Enumerate,
            IteratorState::Zip { .. } => Type::Zip,
            IteratorState::Map { .. } => Type::Map,
            IteratorState::Filter(..) => Type::Filter,
            IteratorState::List(..) => Type::ListIterator,
            IteratorState::ListReversed(..) => Type::ListReverseIterator,
            IteratorState::Items(_, _, kind) | IteratorState::Done(kind) => *kind,
            IteratorState::Set { .. } => Type::SetIterator,
            IteratorState::Str(text, _) if text.is_ascii() => Type::StrAsciiIterator,
            IteratorState::Str(..) => Type::StrIterator,
            IteratorState::Range { .. } => Type::RangeIterator,
            IteratorState::LongRange(..) => Type::LongRangeIterator,
            IteratorState::Dict { kind: ViewKind::Keys, .. } => Type::DictKeyIterator,
            IteratorState::Dict { kind: ViewKind::Values, .. } => Type::DictValueIterator,
            IteratorState::Dict { kind: ViewKind::Items, .. } => Type::DictItemIterator,
            IteratorState::Call(..) => Type::CallableIterator,
            IteratorState::Sequence(..) => Type::Iterator,
            IteratorState::SequenceReversed(..) => Type::Reversed,
        }
    }
}

/// Why an iterator gives nothing more: what its generator returned.
pub(crate) enum Next {
    Item(Value),
    End(Value),
}

impl Vm {
    /// `iter(value)`
    pub(crate) fn iterate(&self, value: &Value) -> Result<Value> {
        if let Value::Generator(generator) = value
            && generator.is_plain()
        {
            return Ok(value.clone());
        }
        if let Value::Iterator(_) = value {
            return Ok(value.clone());
        }
        if let Some(function) = self.special_of_any(value, "__iter__")? {
            let iterator = self.call(&function, Args::default())?;
            let is_iterator = matches!(iterator, Value::Iterator(_) | Value::Generator(_))
                || super::machine::awaiting::is_await_iterator(&iterator)
                || self.special_of_any(&iterator, "__next__")?.is_some();
            if !is_iterator {
                let name = self.type_name(&iterator);
                return fail(TypeError, format!("iter() returned non-iterator of type '{name}'"));
            }
            return Ok(iterator);
        }
        let state = match value.plain() {
            Value::List(list) => IteratorState::List(list.clone(), 0),
            Value::Tuple(items) => IteratorState::Items(items.clone(), 0, Type::TupleIterator),
            Value::Str(text) => IteratorState::Str(text.clone(), 0),
            Value::Range(range) => IteratorState::of_range(range),
            Value::Bytes(bytes) => {
                self.reserve((bytes.len() * VALUE) as u64)?;
                let items = bytes.iter().map(|byte| Value::Int(i64::from(*byte))).collect();
                IteratorState::Items(items, 0, Type::BytesIterator)
            }
            Value::Dict(dict) => dict_state(dict, ViewKind::Keys),
            Value::View(view) => dict_state(&view.dict, view.kind),
            Value::Set(set) => IteratorState::Set { set: set.clone(), place: 0, len: set.items.borrow().len() },
            _ if self.special(value, "__getitem__").is_some() => IteratorState::Sequence(value.clone(), 0),
            Value::Future(future) => {
                return Ok(super::machine::awaiting::iterator_of(&Value::Future(future.clone())));
            }
            other => match unpacked(other) {
                Some(alias) => IteratorState::Items(vec![alias].into(), 0, Type::AliasIterator),
                None => return fail(TypeError, format!("'{}' object is not iterable", self.type_name(value))),
            },
        };
        Ok(Value::iterator(state))
    }

    /// The next item, for native code, whose loop is counted so.
    pub(crate) fn next(&self, iterator: &Value) -> Result<Option<Value>> {
        self.step()?;
        match self.next_or_end(iterator)? {
            Next::Item(value) => Ok(Some(value)),
            Next::End(_) => Ok(None),
        }
    }

    pub(crate) fn next_or_end(&self, iterator: &Value) -> Result<Next> {
        match super::machine::awaiting::coroutine_of(iterator).unwrap_or(iterator) {
            Value::Iterator(state) => Ok(self.next_of(state)?.map_or(Next::End(Value::None), Next::Item)),
            Value::Generator(generator) => generator.next(self, Value::None),
            _ => match self.special_of_any(iterator, "__next__")? {
                Some(function) => match self.call(&function, Args::default()) {
                    Ok(value) => Ok(Next::Item(value)),
                    Err(error) if error.is(StopIteration) => Ok(Next::End(super::types::exception::stop_value(&error))),
                    Err(error) => Err(error),
                },
                None => fail(TypeError, format!("'{}' object is not an iterator", self.type_name(iterator))),
            },
        }
    }

    /// All items.
    pub(crate) fn collect(&self, value: &Value) -> Result<Vec<Value>> {
        if let Value::List(_) | Value::Tuple(_) = value {
            self.reserve(super::limits::bytes_of(value))?;
        }
        match value {
            Value::List(list) => return Ok(list.borrow().clone()),
            Value::Tuple(items) => return Ok(items.to_vec()),
            _ => {}
        }
        let iterator = self.iterate(value)?;
        let mut items = Vec::new();
        while let Some(item) = self.next(&iterator)? {
            items.push(item);
            if items.len().is_multiple_of(1024) {
                self.room_for((2 * items.len() * VALUE) as u64)?;
            }
        }
        Ok(items)
    }

    /// All items, for a list: how many there will be is asked for before, though it is not relied on.
    pub(crate) fn listed(&self, value: &Value) -> Result<Vec<Value>> {
        if !self.has_own_class(value) {
            return self.collect(value);
        }
        let iterator = self.iterate(value)?;
        self.ask_for_length(value)?;
        self.collect(&iterator)
    }

    fn ask_for_length(&self, value: &Value) -> Result<()> {
        if self.special(value, "__len__").is_some() {
            match self.len(value) {
                Err(error) if error.is(TypeError) => {}
                len => return len.map(drop),
            }
        }
        let Some(function) = self.special(value, "__length_hint__") else { return Ok(()) };
        match self.call(&function, Args::default()) {
            Err(error) if error.is(TypeError) => Ok(()),
            Ok(Value::NotImplemented) => Ok(()),
            hint => {
                let hint = hint?;
                match hint.as_big() {
                    Some(hint) if hint.is_negative() => fail(ValueError, "__length_hint__() should return >= 0"),
                    Some(hint) if hint.to_i64().is_none() => {
                        fail(OverflowError, "Python int too large to convert to C ssize_t")
                    }
                    Some(_) => Ok(()),
                    None => {
                        let name = self.type_name(&hint);
                        fail(TypeError, format!("__length_hint__ must be an integer, not {name}"))
                    }
                }
            }
        }
    }

    fn next_of(&self, state: &RefCell<IteratorState>) -> Result<Option<Value>> {
        let Ok(mut borrowed) = state.try_borrow_mut() else {
            return fail(ValueError, "iterator already executing");
        };
        let next = match &mut *borrowed {
            IteratorState::List(list, place) => {
                *place += 1;
                list.borrow().get(*place - 1).cloned()
            }
            IteratorState::ListReversed(list, place) => {
                *place = place.saturating_sub(1);
                let list = list.borrow();
                if *place == 0 && list.is_empty() { None } else { list.get(*place).cloned() }
            }
            IteratorState::Items(items, place, _) => {
                *place += 1;
                items.get(*place - 1).cloned()
            }
            IteratorState::Str(text, place) => {
                let next = text[*place..].chars().next();
                *place += next.map_or(0, char::len_utf8);
                next.map(|c| Value::str(c.encode_utf8(&mut [0; 4])))
            }
            IteratorState::Range { next, left, step } => {
                let value = *next;
                (*left > 0).then(|| {
                    *left -= 1;
                    *next = next.wrapping_add(*step);
                    Value::Int(value)
                })
            }
            IteratorState::LongRange(range, place) => {
                let at = BigInt::from(*place);
                (at < range.len()).then(|| {
                    *place += 1;
                    Value::big(range.at(&at))
                })
            }
            IteratorState::Dict { dict, place, len, kind } => {
                let dict = dict.borrow();
                if dict.len() != *len {
                    return fail(RuntimeError, "dictionary changed size during iteration");
                }
                dict.next_from(*place).map(|(entry, behind)| {
                    *place = behind;
                    match kind {
                        ViewKind::Keys => entry.object.clone(),
                        ViewKind::Values => entry.value.clone(),
                        ViewKind::Items => Value::tuple(vec![entry.object.clone(), entry.value.clone()]),
                    }
                })
            }
            IteratorState::Set { set, place, len } => {
                let items = set.items.borrow();
                if items.len() != *len {
                    return fail(RuntimeError, "Set changed size during iteration");
                }
                items.next_from(*place).map(|(entry, behind)| {
                    *place = behind;
                    entry.object.clone()
                })
            }
            IteratorState::Enumerate(inner, count) => {
                let (inner, this) = (inner.clone(), count.clone());
                *count = self.binary(ruff_python_ast::Operator::Add, count, &Value::Int(1), false)?;
                drop(borrowed);
                let next = self.nested(|| self.next(&inner))?;
                return Ok(next.map(|value| Value::tuple(vec![this, value])));
            }
            IteratorState::Zip { iterators, strict } => {
                let (iterators, strict) = (iterators.clone(), *strict);
                drop(borrowed);
                let each = self.nested(|| self.next_of_each("zip", &iterators, strict))?;
                return Ok(each.map(Value::tuple));
            }
            IteratorState::Map { function, iterators, strict } => {
                let (function, iterators, strict) = (function.clone(), iterators.clone(), *strict);
                drop(borrowed);
                return match self.nested(|| self.next_of_each("map", &iterators, strict))? {
                    Some(arguments) => self.call(&function, Args::new(arguments)).map(Some),
                    None => Ok(None),
                };
            }
            IteratorState::Filter(function, inner) => {
                let (function, inner) = (function.clone(), inner.clone());
                drop(borrowed);
                while let Some(value) = self.nested(|| self.next(&inner))? {
                    let keep = match &function {
                        Value::None => self.truth(&value)?,
                        function => self.truth(&self.call(function, Args::one(&value))?)?,
                    };
                    if keep {
                        return Ok(Some(value));
                    }
                }
                return Ok(None);
            }
            IteratorState::Call(function, end) => {
                let (function, end) = (function.clone(), end.clone());
                drop(borrowed);
                let value = self.call(&function, Args::default())?;
                if self.equal(&value, &end)? {
                    state.replace(IteratorState::Done(Type::CallableIterator));
                    return Ok(None);
                }
                return Ok(Some(value));
            }
            IteratorState::Sequence(object, index) => {
                let (object, this) = (object.clone(), *index);
                *index += 1;
                drop(borrowed);
                return match self.get_item(&object, &Value::Int(this)) {
                    Ok(value) => Ok(Some(value)),
                    Err(error) if error.is(IndexError) || error.is(StopIteration) => {
                        state.replace(IteratorState::Done(Type::Iterator));
                        Ok(None)
                    }
                    Err(error) => Err(error),
                };
            }
            IteratorState::SequenceReversed(object, index) => {
                let (object, this) = (object.clone(), *index);
                *index -= 1;
                drop(borrowed);
                let item = if this < 0 { Ok(None) } else { self.get_item(&object, &Value::Int(this)).map(Some) };
                if !matches!(item, Ok(Some(_))) {
                    state.replace(IteratorState::Done(Type::Reversed));
                }
                return match item {
                    Err(error) if error.is(IndexError) || error.is(StopIteration) => Ok(None),
                    item => item,
                };
            }
            IteratorState::Done(_) => None,
        };
        let ended_reversed = matches!(&*borrowed, IteratorState::ListReversed(_, 0));
        if next.is_none() || ended_reversed {
            let done = IteratorState::Done(borrowed.kind());
            let old = std::mem::replace(&mut *borrowed, done);
            drop(borrowed);
            drop(old);
        }
        Ok(next)
    }

    /// An item of each iterator, until one has none.
    fn next_of_each(&self, function: &str, iterators: &[Value], strict: bool) -> Result<Option<Vec<Value>>> {
        let mut items = Vec::new();
        for (index, iterator) in iterators.iter().enumerate() {
            let Some(value) = self.next(iterator)? else {
                if !strict {
                    return Ok(None);
                }
                let plural =
                    |count: usize| if count == 1 { "argument 1".to_owned() } else { format!("arguments 1-{count}") };
                if index > 0 {
                    let shorter = format!("{function}() argument {} is shorter than {}", index + 1, plural(index));
                    return fail(ValueError, shorter);
                }
                for (index, iterator) in iterators.iter().enumerate().skip(1) {
                    if self.next(iterator)?.is_some() {
                        let longer = format!("{function}() argument {} is longer than {}", index + 1, plural(index));
                        return fail(ValueError, longer);
                    }
                }
                return Ok(None);
            };
            items.push(value);
        }
        Ok((!items.is_empty()).then_some(items))
    }
}

fn dict_state(dict: &DictRef, kind: ViewKind) -> IteratorState {
    let len = dict.borrow().len();
    IteratorState::Dict { dict: dict.clone(), place: 0, len, kind }
}

/// `*list[int]`, which is all that `list[int]` iterates over.
fn unpacked(value: &Value) -> Option<Value> {
    let Value::Descriptor(descriptor) = value else { return None };
    let Descriptor::Alias { origin, arguments, is_unpacked: false } = &**descriptor else { return None };
    let (origin, arguments) = (origin.clone(), arguments.clone());
    Some(Value::descriptor(Descriptor::Alias { origin, arguments, is_unpacked: true }))
}
