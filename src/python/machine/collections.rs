//! Owns building and unpacking lists, tuples, sets and dictionaries.
//!
//! Invariant: elements are in the order of the source.

use super::frame::Frame;
use crate::Result;
use crate::exception::{AttributeError, TypeError, ValueError};
use crate::python::annotations::TypeAlias;
use crate::python::code::Op;
use crate::python::dict::Dict;
use crate::python::memory::{Counted, VALUE};
use crate::python::native::fail;
use crate::python::value::{DictRef, Value};
use crate::python::vm::Vm;

impl Frame {
    pub(super) fn collection(&mut self, vm: &Vm, op: Op) -> Result<()> {
        match op {
            Op::MakeAlias => {
                let (text, name) = (self.pop(), self.pop());
                let (Some(text), Some(name)) = (text.as_str().cloned(), name.as_str().cloned()) else {
                    return super::names::impossible();
                };
                self.push(Value::host(TypeAlias { name, text, globals: self.globals.clone() }));
            }
            Op::BuildList(count) => {
                let items = self.pop_many(count as usize);
                self.push(Value::list(items));
            }
            Op::BuildTuple(count) => {
                let items = self.pop_many(count as usize);
                self.push(Value::tuple(items));
            }
            Op::BuildSet(count) => {
                let items = self.pop_many(count as usize);
                let set = crate::python::types::set::from_items(vm, items)?;
                self.push(Value::set(set));
            }
            Op::BuildMap(count) => {
                let items = self.pop_many(2 * count as usize);
                let dict = DictRef::default();
                let mut items = items.into_iter();
                while let (Some(key), Some(value)) = (items.next(), items.next()) {
                    vm.insert(&dict, key, value)?;
                }
                self.push(Value::Dict(dict));
            }
            Op::ListAppend(depth) => {
                let value = self.pop();
                if let Some(Value::List(list)) = self.below(depth) {
                    list.borrow_mut().push(value);
                }
            }
            Op::SetAdd(depth) => {
                let value = self.pop();
                if let Some(Value::Set(set)) = self.below(depth) {
                    let set = set.clone();
                    vm.add(&set.items, value)?;
                }
            }
            Op::MapAdd(depth) => {
                let value = self.pop();
                let key = self.pop();
                if let Some(Value::Dict(dict)) = self.below(depth) {
                    let dict = dict.clone();
                    vm.insert(&dict, key, value)?;
                }
            }
            Op::ListExtend => self.extend(vm, false)?,
            Op::ArgumentsExtend => self.extend(vm, true)?,
            Op::ListToTuple => {
                let list = self.pop();
                let items = list.as_list().map(|list| list.take()).unwrap_or_default();
                self.push(Value::tuple(items));
            }
            Op::MapUpdate => {
                let more = self.pop();
                if let Value::Dict(dict) = self.top() {
                    let dict = dict.clone();
                    update(vm, &dict, &more, |name| format!("'{name}' object is not a mapping"))?;
                }
            }
            Op::MapMerge => self.merge(vm)?,
            Op::BuildSlice => {
                let parts = self.pop_many(3);
                if let Ok(parts) = <[Value; 3]>::try_from(parts) {
                    self.push(Value::Slice(Counted::new(parts)));
                }
            }
            _ => return super::names::impossible(),
        }
        Ok(())
    }

    fn below(&self, depth: u32) -> Option<&Value> {
        self.stack.get(self.stack.len().checked_sub(1 + depth as usize)?)
    }

    fn extend(&mut self, vm: &Vm, arguments: bool) -> Result<()> {
        let value = self.pop();
        let is_list = matches!(self.top(), Value::List(_)) && !arguments;
        let items = match if is_list { vm.listed(&value) } else { vm.collect(&value) } {
            Err(error)
                if error.is(TypeError)
                    && error.to_string().ends_with("object is not iterable")
                    && matches!(self.top(), Value::List(_)) =>
            {
                let name = vm.type_name(&value);
                let function = self.stack.len().checked_sub(2).and_then(|place| self.stack.get(place));
                let what = match function.filter(|_| arguments) {
                    Some(function) => format!("{} argument after *", function_name(vm, function)),
                    None => "Value after *".to_owned(),
                };
                return fail(TypeError, format!("{what} must be an iterable, not {name}"));
            }
            other => other?,
        };
        match self.top() {
            Value::List(list) => {
                vm.room_for((items.len() * VALUE) as u64)?;
                list.borrow_mut().extend(items);
            }
            Value::Set(set) => {
                let set = set.clone();
                for item in items {
                    vm.add(&set.items, item)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds keywords of a call; none may come twice.
    fn merge(&mut self, vm: &Vm) -> Result<()> {
        let more = self.pop();
        let function = self.stack.len().checked_sub(3).and_then(|place| self.stack.get(place)).cloned();
        let name = || function.as_ref().map_or("function".to_owned(), |function| function_name(vm, function));
        let added = DictRef::default();
        update(vm, &added, &more, |class| format!("{} argument after ** must be a mapping, not {class}", name()))?;
        let Value::Dict(dict) = self.top() else { return Ok(()) };
        let dict = dict.clone();
        let added: Dict = added.take();
        for entry in added.entries() {
            if entry.object.as_str().is_none() {
                return fail(TypeError, "keywords must be strings");
            }
            if dict.borrow().contains(&entry.key) {
                let keyword = vm.str(&entry.object)?;
                return fail(TypeError, format!("{} got multiple values for keyword argument '{keyword}'", name()));
            }
            vm.insert(&dict, entry.object.clone(), entry.value.clone())?;
        }
        Ok(())
    }

    fn items_to_unpack(&self, vm: &Vm, value: &Value) -> Result<Vec<Value>> {
        match vm.collect(value) {
            Err(error) if error.is(TypeError) && error.to_string().ends_with("object is not iterable") => {
                fail(TypeError, format!("cannot unpack non-iterable {} object", vm.type_name(value)))
            }
            other => other,
        }
    }

    pub(super) fn unpack(&mut self, vm: &Vm, count: usize) -> Result<()> {
        let value = self.pop();
        let is_sized = matches!(value, Value::List(_) | Value::Tuple(_) | Value::Dict(_));
        let items = if is_sized {
            vm.collect(&value)?
        } else {
            // No more than one item too many is asked for.
            let iterator = match vm.iterate(&value) {
                Err(error) if error.is(TypeError) && error.to_string().ends_with("object is not iterable") => {
                    let name = vm.type_name(&value);
                    return fail(TypeError, format!("cannot unpack non-iterable {name} object"));
                }
                other => other?,
            };
            let mut items = Vec::new();
            while items.len() <= count
                && let Some(item) = vm.next(&iterator)?
            {
                items.push(item);
            }
            items
        };
        let got = items.len();
        if got > count {
            let got = if is_sized { format!(", got {got}") } else { String::new() };
            return fail(ValueError, format!("too many values to unpack (expected {count}{got})"));
        }
        if got < count {
            return fail(ValueError, format!("not enough values to unpack (expected {count}, got {got})"));
        }
        self.stack.extend(items.into_iter().rev());
        Ok(())
    }

    pub(super) fn unpack_starred(&mut self, vm: &Vm, before: usize, after: usize) -> Result<()> {
        let value = self.pop();
        let mut items = self.items_to_unpack(vm, &value)?;
        let (least, got) = (before + after, items.len());
        if got < least {
            return fail(ValueError, format!("not enough values to unpack (expected at least {least}, got {got})"));
        }
        let tail = items.split_off(got - after);
        let middle = items.split_off(before);
        self.stack.extend(tail.into_iter().rev());
        self.push(Value::list(middle));
        self.stack.extend(items.into_iter().rev());
        Ok(())
    }
}

/// A function as messages name it: `__main__.f()`.
fn function_name(vm: &Vm, function: &Value) -> String {
    let attribute = |name: &str| match vm.try_attribute(function, name) {
        Ok(Some(Value::Str(text))) => Some(text),
        _ => None,
    };
    match (attribute("__qualname__"), attribute("__module__")) {
        (Some(name), Some(module)) if &*module != "builtins" => format!("{module}.{name}()"),
        (Some(name), _) => format!("{name}()"),
        _ => format!("{} object", vm.type_name(function)),
    }
}

/// `dict.update(more)` of a mapping. What lacks something of one is none, whatever it lacks.
fn update(vm: &Vm, dict: &DictRef, more: &Value, is_none: impl FnOnce(&str) -> String) -> Result<()> {
    let is_mapping = || -> Result<bool> { Ok(more.as_dict().is_some() || vm.try_attribute(more, "keys")?.is_some()) };
    let updated = is_mapping().and_then(|is_mapping| match is_mapping {
        true => crate::python::types::dict::update(vm, dict, more),
        false => fail(AttributeError, "keys"),
    });
    match updated {
        Err(error) if error.is(AttributeError) => fail(TypeError, is_none(&vm.type_name(more))),
        updated => updated,
    }
}
