//! Owns `str()` and `repr()` of every value.
//!
//! Invariant: a container that holds itself is `...` there.

use std::borrow::Cow;
use std::cell::RefCell;

use super::exceptions::from_host;
use super::native::{Args, fail};
use super::value::{Descriptor, MemberKind, Range, Str, Value, ViewKind, address};
use super::vm::Vm;
use crate::Result;
use crate::exception::TypeError;
use crate::repr::{Repr, float, string};

thread_local! {
    /// The containers whose repr is being written.
    static OPEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// RecursionError where the text of an exception is cut, since it holds others too deep.
fn not_too_deep() -> Result<()> {
    if crate::exception::nesting::was_too_deep() {
        return fail(crate::exception::RecursionError, "maximum recursion depth exceeded");
    }
    Ok(())
}

impl Vm {
    /// `str(value)`
    pub(crate) fn str(&self, value: &Value) -> Result<Str> {
        match value {
            Value::Str(text) => Ok(text.clone()),
            Value::Exception(exception) => {
                self.look_at(std::slice::from_ref(value))?;
                let text = exception.str()?;
                not_too_deep()?;
                Ok(text.into())
            }
            Value::Instance(instance) => {
                if let Some(function) = self.special(value, "__str__") {
                    return self.text_of(&function, "__str__");
                }
                if let Value::Str(text) = &instance.payload {
                    return Ok(text.clone());
                }
                match self.special(value, "__repr__") {
                    // It stands for `__str__`, also in what is said of it.
                    Some(function) => self.nested(|| self.text_of(&function, "__str__")),
                    None => self.repr(value).map(Str::from),
                }
            }
            Value::Host(host) => match host.str(self) {
                Some(text) => Ok(text.into()),
                None => self.repr(value).map(Str::from),
            },
            other => self.repr(other).map(Str::from),
        }
    }

    fn text_of(&self, function: &Value, method: &str) -> Result<Str> {
        match self.call(function, Args::default())? {
            Value::Str(text) => Ok(text),
            other => match other.as_str() {
                Some(text) => Ok(text.clone()),
                None => fail(TypeError, format!("{method} returned non-string (type {})", self.type_name(&other))),
            },
        }
    }

    /// `repr(value)`
    pub(crate) fn repr(&self, value: &Value) -> Result<String> {
        self.nested(|| self.repr_of(value))
    }

    fn repr_of(&self, value: &Value) -> Result<String> {
        self.step()?;
        // What an exception holds is counted where it is written.
        if !matches!(value, Value::Exception(_)) {
            self.look_at(std::slice::from_ref(value))?;
        }
        Ok(match value {
            Value::None => "None".to_owned(),
            Value::NotImplemented => "NotImplemented".to_owned(),
            Value::Ellipsis => "Ellipsis".to_owned(),
            Value::Bool(bool) => bool.repr(),
            Value::Int(int) => int.to_string(),
            Value::Big(int) => super::types::int::to_string(self, int)?,
            Value::Float(value) => float(*value),
            Value::Complex(parts) => super::types::float::complex_repr(parts.0, parts.1),
            Value::Str(text) => string(text),
            Value::Bytes(bytes) => super::types::bytes::repr(bytes),
            Value::List(list) => {
                let items = list.borrow().clone();
                self.within(value, "[...]", || Ok(format!("[{}]", self.join(&items)?)))?
            }
            Value::Tuple(items) => self.within(value, "(...)", || {
                let comma = if items.len() == 1 { "," } else { "" };
                Ok(format!("({}{comma})", self.join(items)?))
            })?,
            Value::Dict(dict) => {
                let entries: Vec<_> = dict.borrow().entries().cloned().collect();
                self.within(value, "{...}", || {
                    let item = |entry: &super::dict::Entry| -> Result<String> {
                        Ok(format!("{}: {}", self.repr(&entry.object)?, self.repr(&entry.value)?))
                    };
                    let mut text = String::new();
                    for (index, entry) in entries.iter().enumerate() {
                        if index > 0 {
                            text.push_str(", ");
                        }
                        text.push_str(&item(entry)?);
                        self.room_for(2 * text.len() as u64)?;
                    }
                    Ok(format!("{{{text}}}"))
                })?
            }
            Value::View(view) => {
                let name = match view.kind {
                    ViewKind::Keys => "dict_keys",
                    ViewKind::Values => "dict_values",
                    ViewKind::Items => "dict_items",
                };
                format!("{name}([{}])", self.join(&self.collect(value)?)?)
            }
            Value::Set(set) => {
                let items: Vec<Value> = set.items.borrow().entries().map(|entry| entry.object.clone()).collect();
                match (set.is_frozen, items.is_empty()) {
                    (false, true) => "set()".to_owned(),
                    (true, true) => "frozenset()".to_owned(),
                    (false, false) => format!("{{{}}}", self.join(&items)?),
                    (true, false) => format!("frozenset({{{}}})", self.join(&items)?),
                }
            }
            Value::Range(range) => {
                let Range { start, stop, step } = &**range;
                let parts = [start, stop, step].map(Value::clone);
                let shown = if matches!(step, Value::Int(1)) { &parts[..2] } else { &parts };
                format!("range({})", self.join(shown)?)
            }
            Value::Slice(parts) => format!("slice({})", self.join(&**parts)?),
            Value::Function(function) => {
                format!("<function {} at {}>", function.qualname.borrow(), self.address(value))
            }
            Value::Native(native) => match native.owner {
                Some(owner) => format!("<method '{}' of '{owner}' objects>", native.name),
                None => format!("<built-in function {}>", native.name),
            },
            Value::Method(method) => super::types::function::method_repr(self, method, value)?,
            Value::Class(_) | Value::Instance(_) => return super::types::object::repr(self, value),
            Value::Exception(exception) => match self.special(value, "__repr__") {
                Some(function) => return self.text_of(&function, "__repr__").map(|text| text.to_string()),
                None => {
                    let args: Vec<Value> = exception.args().iter().map(from_host).collect();
                    format!("{}({})", exception.class().name(), self.join(&args)?)
                }
            },
            Value::Generator(generator) => {
                let kind = super::types::type_::of(value);
                let name = self.types.get(kind).name();
                format!("<{name} object {} at {}>", generator.qualname(), self.address(value))
            }
            Value::Coroutine(coroutine) => {
                format!("<coroutine object {} at {}>", coroutine.code.name(), self.address(value))
            }
            Value::Iterator(_) => format!("<{} object at {}>", self.type_name(value), self.address(value)),
            Value::Future(future) => future.repr(),
            Value::Module(module) => match self.is_main(module) {
                true => format!("<module '__main__' from '{}'>", self.source.file),
                false => format!("<module '{}'>", module.name),
            },
            Value::Descriptor(descriptor) => self.descriptor_repr(descriptor, value)?,
            Value::Host(host) => match host.repr(self) {
                Some(repr) => [Cow::Borrowed("object"), host.type_name()].iter().fold(repr, |repr, before| {
                    repr.replacen(&format!("{before} at …"), &format!("{before} at {}", self.address(value)), 1)
                }),
                None => format!("<{}.{} object at {}>", host.module(), host.type_name(), self.address(value)),
            },
        })
    }

    fn is_main(&self, module: &std::rc::Rc<super::value::Module>) -> bool {
        self.main.borrow().as_ref().is_some_and(|main| std::rc::Rc::ptr_eq(main, module))
    }

    fn descriptor_repr(&self, descriptor: &Descriptor, value: &Value) -> Result<String> {
        Ok(match descriptor {
            Descriptor::StaticMethod(function) => format!("<staticmethod({})>", self.repr(function)?),
            Descriptor::ClassMethod(function) => format!("<classmethod({})>", self.repr(function)?),
            Descriptor::Super { behind, this, .. } => {
                let (behind, class) = (behind.full_name(), self.class_of(this).full_name());
                format!("<super: <class '{behind}'>, <{class} object>>")
            }
            Descriptor::Alias { origin, arguments, is_unpacked } => {
                let shown = |value: &Value| -> Result<String> {
                    match value {
                        Value::Class(class) => Ok(class.full_name()),
                        Value::Ellipsis => Ok("...".to_owned()),
                        other => self.repr(other),
                    }
                };
                let arguments = match arguments {
                    Value::Tuple(items) => items.iter().map(shown).collect::<Result<Vec<_>>>()?.join(", "),
                    one => shown(one)?,
                };
                format!("{}{}[{arguments}]", if *is_unpacked { "*" } else { "" }, shown(origin)?)
            }
            Descriptor::Union(parts) => {
                let shown = |value: &Value| -> Result<String> {
                    match value {
                        Value::Class(class) => Ok(class.full_name()),
                        other => self.repr(other),
                    }
                };
                let parts = parts.as_tuple().map_or(&[][..], |parts| parts);
                parts.iter().map(shown).collect::<Result<Vec<_>>>()?.join(" | ")
            }
            Descriptor::Member { name, class, kind } => {
                let what = if *kind == MemberKind::Computed { "attribute" } else { "member" };
                format!("<{what} '{name}' of '{class}' objects>")
            }
            Descriptor::Property { .. } => format!("<property object at {}>", self.address(value)),
        })
    }

    /// The reprs of values, with commas.
    pub(crate) fn join(&self, values: &[Value]) -> Result<String> {
        let mut text = String::new();
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&self.repr(value)?);
            self.room_for(2 * text.len() as u64)?;
        }
        Ok(text)
    }

    /// Writes the repr of a container, or `around` if it is within itself.
    pub(crate) fn within(&self, value: &Value, around: &str, write: impl FnOnce() -> Result<String>) -> Result<String> {
        let address = address(value).unwrap_or(0);
        if OPEN.with_borrow(|open| open.contains(&address)) {
            return Ok(around.to_owned());
        }
        OPEN.with_borrow_mut(|open| open.push(address));
        let written = write();
        OPEN.with_borrow_mut(Vec::pop);
        written
    }

    /// `reprlib.repr(value)`: cut where it is long, as the reprs of tasks show results.
    pub(crate) fn short_repr(&self, value: &Value) -> String {
        self.short_repr_at(value, 6)
    }

    fn short_repr_at(&self, value: &Value, level: usize) -> String {
        let list = |items: &[Value], most: usize| {
            let mut shown: Vec<String> =
                items.iter().take(most).map(|item| self.short_repr_at(item, level.saturating_sub(1))).collect();
            if items.len() > most {
                shown.push("...".to_owned());
            }
            shown.join(", ")
        };
        let deep = level == 0;
        match value {
            Value::List(_) if deep => "[...]".to_owned(),
            Value::List(items) => format!("[{}]", list(&items.borrow().clone(), 6)),
            Value::Tuple(items) if deep && !items.is_empty() => "(...)".to_owned(),
            Value::Tuple(items) => {
                let comma = if items.len() == 1 { "," } else { "" };
                format!("({}{comma})", list(items, 6))
            }
            Value::Set(set) if !set.items.borrow().is_empty() && !set.is_frozen => {
                let items: Vec<Value> = set.items.borrow().entries().map(|entry| entry.object.clone()).collect();
                format!("{{{}}}", list(&items, 6))
            }
            Value::Dict(dict) => {
                let entries: Vec<_> = dict.borrow().entries().cloned().collect();
                let item = |entry: &super::dict::Entry| {
                    let key = self.short_repr_at(&entry.object, level.saturating_sub(1));
                    format!("{key}: {}", self.short_repr_at(&entry.value, level.saturating_sub(1)))
                };
                let mut shown: Vec<String> = entries.iter().take(4).map(item).collect();
                if entries.len() > 4 {
                    shown.push("...".to_owned());
                }
                format!("{{{}}}", shown.join(", "))
            }
            Value::Int(_) | Value::Big(_) => {
                let text = self.repr(value).unwrap_or_default();
                crate::repr::shorten(&text, 40)
            }
            Value::Str(text) => crate::repr::short_string(text),
            other => match self.repr(other) {
                Ok(text) => crate::repr::shorten(&text, 30),
                Err(_) => format!("<{} instance at {}>", self.type_name(other), self.address(other)),
            },
        }
    }
}
