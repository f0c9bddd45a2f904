//! Owns the tests of `match`.
//!
//! Invariant: strings are no sequences here.

use std::rc::Rc;

use super::frame::Frame;
use crate::Result;
use crate::exception::{AttributeError, TypeError, ValueError};
use crate::python::native::fail;
use crate::python::types::{Type, type_};
use crate::python::value::{DictRef, Value};
use crate::python::vm::Vm;

impl Frame {
    pub(super) fn match_sequence(&mut self, vm: &Vm, least: usize, more: bool) -> Result<()> {
        let value = self.pop();
        let is_sequence = match value.plain() {
            Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
            Value::Instance(_) => is_registered(vm, &value, "Sequence"),
            Value::Host(host) => host.is_instance_of("Sequence"),
            _ => false,
        };
        let matches = is_sequence && {
            let len = vm.len(&value)?;
            let least = least as i64;
            if more { len >= least } else { len == least }
        };
        self.push(Value::Bool(matches));
        Ok(())
    }

    pub(super) fn match_mapping(&mut self, vm: &Vm) -> Result<()> {
        let value = self.pop();
        let matches = value.as_dict().is_some() || is_registered(vm, &value, "Mapping");
        self.push(Value::Bool(matches));
        Ok(())
    }

    pub(super) fn match_keys(&mut self, vm: &Vm) -> Result<()> {
        let keys = self.pop();
        let subject = self.pop();
        let mut found = Vec::new();
        let mut seen: Vec<Value> = Vec::new();
        for key in keys.as_tuple().map_or(&[][..], |keys| keys) {
            for other in &seen {
                if vm.equal(other, key)? {
                    let key = vm.repr(key)?;
                    return fail(ValueError, format!("mapping pattern checks duplicate key ({key})"));
                }
            }
            seen.push(key.clone());
            let value = match subject.as_dict() {
                Some(dict) => vm.lookup(dict, key)?,
                None if vm.contains(&subject, key)? => Some(vm.get_item(&subject, key)?),
                None => None,
            };
            match value {
                Some(value) => found.push(value),
                None => {
                    self.push(Value::None);
                    return Ok(());
                }
            }
        }
        self.push(Value::tuple(found));
        Ok(())
    }

    pub(super) fn match_rest(&mut self, vm: &Vm) -> Result<()> {
        let keys = self.pop();
        let subject = self.pop();
        let rest = DictRef::default();
        crate::python::types::dict::update(vm, &rest, &subject)?;
        for key in keys.as_tuple().map_or(&[][..], |keys| keys) {
            let key = vm.key(&rest, key)?;
            let removed = rest.borrow_mut().remove(&key);
            drop(removed);
        }
        self.push(Value::Dict(rest));
        Ok(())
    }

    pub(super) fn match_class(&mut self, vm: &Vm, positional: usize, names: &Value) -> Result<()> {
        let class = self.pop();
        let subject = self.pop();
        let found = self.class_attributes(vm, &class, &subject, positional, names)?;
        self.push(found.map_or(Value::None, Value::tuple));
        Ok(())
    }

    fn class_attributes(
        &self,
        vm: &Vm,
        class: &Value,
        subject: &Value,
        positional: usize,
        names: &Value,
    ) -> Result<Option<Vec<Value>>> {
        let Value::Class(of) = class else { return fail(TypeError, "called match pattern must be a class") };
        if !type_::is_instance(vm, subject, class)? {
            return Ok(None);
        }
        let mut found = Vec::new();
        if positional > 0 {
            let itself = of.lookup("__match_args__").is_none() && matches_itself(of);
            let listed = match of.lookup("__match_args__") {
                Some(listed) => vm.collect(&listed)?,
                None => Vec::new(),
            };
            let takes = if itself { 1 } else { listed.len() };
            if positional > takes {
                let (name, s) = (of.name(), if takes == 1 { "" } else { "s" });
                let text = format!("{name}() accepts {takes} positional sub-pattern{s} ({positional} given)");
                return fail(TypeError, text);
            }
            if itself {
                found.push(subject.clone());
            }
            for name in listed.iter().take(if itself { 0 } else { positional }) {
                match attribute(vm, subject, name)? {
                    Some(value) => found.push(value),
                    None => return Ok(None),
                }
            }
        }
        for name in names.as_tuple().map_or(&[][..], |names| names) {
            match attribute(vm, subject, name)? {
                Some(value) => found.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }
}

fn attribute(vm: &Vm, subject: &Value, name: &Value) -> Result<Option<Value>> {
    let Some(name) = name.as_str() else { return fail(TypeError, "__match_args__ elements must be strings") };
    match vm.try_attribute(subject, name) {
        Err(error) if error.is(AttributeError) => Ok(None),
        other => other,
    }
}

/// Whether the single positional pattern of the class is the subject itself.
fn matches_itself(class: &Rc<crate::python::class::Class>) -> bool {
    matches!(
        class.layout,
        Type::Bool
            | Type::Bytes
            | Type::Dict
            | Type::Float
            | Type::FrozenSet
            | Type::Int
            | Type::List
            | Type::Set
            | Type::Str
            | Type::Tuple
    )
}

/// Whether its class is made from an abstract one of this name.
fn is_registered(vm: &Vm, value: &Value, name: &str) -> bool {
    let class = vm.class_of(value);
    std::iter::once(&class).chain(&class.ancestors).any(|class| &**class.name.borrow() == name)
}
