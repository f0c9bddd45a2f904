//! Owns attributes: how one is looked up, bound, set and deleted.
//!
//! Invariant: the order is CPython's: data descriptors of the class, the object's own, other attributes of the class, `__getattr__`.

use std::rc::Rc;

use super::class::Class;
use super::dict::Key;
use super::exceptions::{from_host, to_host};
use super::native::{Args, fail};
use super::types::Type;
use super::value::{Descriptor, MemberKind, Str, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::AttributeError;

impl Vm {
    /// `value.name`
    pub(crate) fn get_attribute(&self, value: &Value, name: &str) -> Result<Value> {
        match self.try_attribute(value, name)? {
            Some(found) => Ok(found),
            None => self.no_attribute(value, name),
        }
    }

    fn no_attribute<T>(&self, value: &Value, name: &str) -> Result<T> {
        let message = match value {
            Value::Class(class) => format!("type object '{}' has no attribute '{name}'", class.name()),
            Value::Module(module) => format!("module '{}' has no attribute '{name}'", module.name),
            Value::Descriptor(descriptor) if matches!(&**descriptor, Descriptor::Super { .. }) => {
                format!("'super' object has no attribute '{name}'")
            }
            other => format!("'{}' object has no attribute '{name}'", self.type_name(other)),
        };
        let error = AttributeError.new(message);
        error.set_field(
            "name",
            Value::str(name).as_str().map(|name| name.clone().into()).unwrap_or(crate::repr::Value::None),
        );
        error.set_field("obj", to_host(value));
        crate::raise(error)
    }

    /// `getattr(value, name, None)`, apart from the errors of properties.
    pub(crate) fn try_attribute(&self, value: &Value, name: &str) -> Result<Option<Value>> {
        match value {
            Value::Module(module) => {
                let found = module.dict.borrow().get_str(name).cloned();
                let found = found.or_else(|| (name == "__dict__").then(|| Value::Dict(module.dict.clone())));
                // A module's own `__getattr__` (PEP 562).
                let function = module.dict.borrow().get_str("__getattr__").cloned();
                match (found, function) {
                    (None, Some(function)) if !name.starts_with("__") => {
                        match self.call(&function, Args::one(&Value::str(name))) {
                            Err(error) if error.is(AttributeError) => Ok(None),
                            other => other.map(Some),
                        }
                    }
                    (found, _) => Ok(found),
                }
            }
            Value::Class(class) => self.class_attribute(class, name),
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::Super { behind, this, class } => self.super_attribute(behind, this, class, name),
                Descriptor::Alias { origin, arguments, .. } => match name {
                    "__origin__" => Ok(Some(origin.clone())),
                    "__args__" => Ok(Some(arguments.clone())),
                    _ => self.nested(|| self.try_attribute(origin, name)),
                },
                _ => self.object_attribute(value, name),
            },
            Value::Host(host) => match host.attribute(self, name)? {
                Some(found) => Ok(Some(found)),
                None => self.object_attribute(value, name),
            },
            _ => self.object_attribute(value, name),
        }
    }

    fn object_attribute(&self, value: &Value, name: &str) -> Result<Option<Value>> {
        let class = self.class_of(value);
        let is_own = self.has_own_class(value);
        if is_own && let Some(function) = class.lookup_in_program("__getattribute__") {
            let arguments = Args::new(vec![value.clone(), Value::str(name)]);
            return match self.call(&function, arguments) {
                Err(error) if error.is(AttributeError) => match class.lookup_in_program("__getattr__") {
                    Some(function) => self.call(&function, Args::new(vec![value.clone(), Value::str(name)])).map(Some),
                    None => Err(error),
                },
                other => other.map(Some),
            };
        }
        match self.plain_attribute(value, &class, name) {
            Err(error) if is_own && error.is(AttributeError) => match class.lookup_in_program("__getattr__") {
                Some(function) => self.call(&function, Args::new(vec![value.clone(), Value::str(name)])).map(Some),
                None => Err(error),
            },
            Ok(None) if is_own => match class.lookup_in_program("__getattr__") {
                Some(function) => self.call(&function, Args::new(vec![value.clone(), Value::str(name)])).map(Some),
                None => Ok(None),
            },
            other => other,
        }
    }

    /// `object.__getattribute__`
    pub(crate) fn plain_attribute(&self, value: &Value, class: &Rc<Class>, name: &str) -> Result<Option<Value>> {
        let found = class.lookup(name);
        if let Some(found) = &found
            && self.is_data_descriptor(found)
        {
            return self.bind(found, Some(value), class).map(Some);
        }
        if let Some(own) = self.own_attribute(value, name) {
            return Ok(Some(own));
        }
        if let Some(found) = &found {
            return self.bind(found, Some(value), class).map(Some);
        }
        super::types::object::attribute(self, value, class, name)
    }

    /// What the object itself holds.
    fn own_attribute(&self, value: &Value, name: &str) -> Option<Value> {
        match value {
            Value::Instance(instance) => instance.dict.borrow().get_str(name).cloned(),
            Value::Function(function) => function.dict.borrow().get_str(name).cloned(),
            Value::Exception(exception) => exception.field(name).map(|value| from_host(&value)),
            _ => None,
        }
    }

    fn class_attribute(&self, class: &Rc<Class>, name: &str) -> Result<Option<Value>> {
        if name == "__annotations__" && !class.is_builtin() {
            return self.annotations_of_class(class).map(Some);
        }
        let this = Value::Class(class.clone());
        let meta = class.metaclass.clone();
        let of_meta = meta.as_ref().and_then(|meta| meta.lookup_in_program(name));
        if let (Some(meta), Some(found)) = (&meta, &of_meta)
            && self.is_data_descriptor(found)
        {
            return self.bind(found, Some(&this), meta).map(Some);
        }
        if let Some(found) = class.lookup(name) {
            return self.bind(&found, None, class).map(Some);
        }
        if let (Some(meta), Some(found)) = (&meta, &of_meta) {
            return self.bind(found, Some(&this), meta).map(Some);
        }
        if let Some(found) = super::types::type_::attribute(self, class, name) {
            return Ok(Some(found));
        }
        if let Some(found) = self.types.get(Type::Type).lookup(name) {
            return self.bind(&found, Some(&this), self.types.get(Type::Type)).map(Some);
        }
        match meta.and_then(|meta| meta.lookup_in_program("__getattr__")) {
            Some(function) => self.call(&function, Args::new(vec![this, Value::str(name)])).map(Some),
            None => Ok(None),
        }
    }

    fn super_attribute(
        &self,
        behind: &Rc<Class>,
        this: &Value,
        class: &Rc<Class>,
        name: &str,
    ) -> Result<Option<Value>> {
        match class.lookup_behind(behind, name) {
            Some(found) => {
                // Of a class it is a class method; then the object is the class.
                let object = match this {
                    Value::Class(other) if Rc::ptr_eq(other, class) => None,
                    other => Some(other),
                };
                self.bind(&found, object, class).map(Some)
            }
            None if name == "__class__" => Ok(Some(self.class(Type::Super))),
            None => Ok(None),
        }
    }

    /// What a class holds, as its instance or the class itself gives it.
    pub(crate) fn bind(&self, found: &Value, this: Option<&Value>, class: &Rc<Class>) -> Result<Value> {
        match (found, this) {
            (Value::Function(_), Some(this)) => Ok(Value::method(this, found.clone())),
            (Value::Native(native), Some(this)) if native.owner.is_some() => Ok(Value::method(this, found.clone())),
            (Value::Descriptor(descriptor), _) => match (&**descriptor, this) {
                (Descriptor::StaticMethod(function), _) => Ok(function.clone()),
                (Descriptor::ClassMethod(function), _) => {
                    self.bind(function, Some(&Value::Class(class.clone())), class)
                }
                (Descriptor::Property { get, .. }, Some(this)) => match get {
                    Value::None => fail(AttributeError, "property has no getter"),
                    get => self.call(get, Args::one(this)),
                },
                (Descriptor::Member { name, kind, .. }, Some(this)) => {
                    let value = match kind {
                        MemberKind::Slot => self.own_attribute(this, name),
                        _ => super::types::object::attribute(self, this, class, name)?,
                    };
                    value.map_or_else(|| self.no_attribute(this, name), Ok)
                }
                _ => Ok(found.clone()),
            },
            (Value::Instance(instance), _) => {
                let descriptor_class = instance.class.borrow().clone();
                match descriptor_class.lookup_in_program("__get__") {
                    Some(get) => {
                        let this = this.cloned().unwrap_or_default();
                        self.call(&get, Args::new(vec![found.clone(), this, Value::Class(class.clone())]))
                    }
                    None => Ok(found.clone()),
                }
            }
            _ => Ok(found.clone()),
        }
    }

    fn is_data_descriptor(&self, found: &Value) -> bool {
        match found {
            Value::Descriptor(descriptor) => {
                matches!(&**descriptor, Descriptor::Property { .. } | Descriptor::Member { .. })
            }
            Value::Instance(instance) => {
                let class = instance.class.borrow();
                class.lookup_in_program("__set__").is_some() || class.lookup_in_program("__delete__").is_some()
            }
            _ => false,
        }
    }

    /// A method with two underscores on the class of an object of the program, bound.
    pub(crate) fn special(&self, value: &Value, name: &str) -> Option<Value> {
        if !self.has_own_class(value) {
            return None;
        }
        let class = self.class_of(value);
        let found = class.lookup_in_program(name)?;
        match &found {
            Value::Function(_) => Some(Value::method(value, found)),
            other => self.bind(other, Some(value), &class).ok(),
        }
    }

    /// As [`special`](Self::special), for objects of the library, too.
    pub(crate) fn special_of_any(&self, value: &Value, name: &str) -> Result<Option<Value>> {
        match value {
            Value::Host(host) => host.attribute(self, name),
            other => Ok(self.special(other, name)),
        }
    }

    /// `value.name = new`
    pub(crate) fn set_attribute(&self, value: &Value, name: &Str, new: Value) -> Result<()> {
        if self.has_own_class(value)
            && let Some(function) = self.class_of(value).lookup_in_program("__setattr__")
        {
            let arguments = vec![value.clone(), Value::Str(name.clone()), new];
            return self.call(&function, Args::new(arguments)).map(drop);
        }
        self.set_plain_attribute(value, name, new)
    }

    /// `object.__setattr__`
    pub(crate) fn set_plain_attribute(&self, value: &Value, name: &Str, new: Value) -> Result<()> {
        if !matches!(value, Value::Class(_) | Value::Module(_)) {
            let class = self.class_of(value);
            if let Some(found) = class.lookup(name)
                && self.is_data_descriptor(&found)
            {
                return self.set_by_descriptor(&found, value, name, Some(new));
            }
        }
        let old = match value {
            Value::Instance(instance) if instance.class.borrow().is_builtin() => return self.no_place(value, name),
            Value::Instance(instance) => {
                if let Some(slots) = &instance.class.borrow().slots
                    && !slots.contains(name)
                {
                    return self.no_place(value, name);
                }
                instance.dict.borrow_mut().set_name(name, new)
            }
            Value::Class(class) if class.is_builtin() => {
                let class = class.full_name();
                let message = format!("cannot set '{name}' attribute of immutable type '{class}'");
                return fail(crate::exception::TypeError, message);
            }
            Value::Class(class) => {
                super::types::type_::set_attribute(class, name, &new);
                class.dict.borrow_mut().set_name(name, new)
            }
            Value::Module(module) => module.dict.borrow_mut().set_name(name, new),
            Value::Function(function) => {
                super::types::function::set_attribute(function, name, &new);
                function.dict.borrow_mut().set_name(name, new)
            }
            Value::Exception(exception) => return super::types::exception::set_attribute(self, exception, name, new),
            Value::Host(host) if host.set_attribute(self, name, &new)? => None,
            _ => return self.no_place(value, name),
        };
        drop(old);
        Ok(())
    }

    fn no_place(&self, value: &Value, name: &str) -> Result<()> {
        let class = self.type_name(value);
        fail(
            AttributeError,
            format!("'{class}' object has no attribute '{name}' and no __dict__ for setting new attributes"),
        )
    }

    fn set_by_descriptor(&self, found: &Value, value: &Value, name: &Str, new: Option<Value>) -> Result<()> {
        if let Value::Descriptor(descriptor) = found {
            return match &**descriptor {
                Descriptor::Property { set, delete, .. } => {
                    let (function, what) = if new.is_some() { (set, "setter") } else { (delete, "deleter") };
                    if function.is_none() {
                        let class = self.type_name(value);
                        let message = format!("property '{name}' of '{class}' object has no {what}");
                        return fail(AttributeError, message);
                    }
                    let mut arguments = vec![value.clone()];
                    arguments.extend(new);
                    self.call(function, Args::new(arguments)).map(drop)
                }
                Descriptor::Member { kind: MemberKind::ReadOnly, .. } => fail(AttributeError, "readonly attribute"),
                Descriptor::Member { name, class, kind: MemberKind::Computed } => {
                    fail(AttributeError, format!("attribute '{name}' of '{class}' objects is not writable"))
                }
                _ => {
                    let Value::Instance(instance) = value else { return Ok(()) };
                    let is_new = new.is_some();
                    let old = match new {
                        Some(new) => instance.dict.borrow_mut().set_name(name, new),
                        None => instance.dict.borrow_mut().remove(&Key::Str(name.clone())).map(|entry| entry.value),
                    };
                    let had_none = old.is_none();
                    drop(old);
                    if had_none && !is_new { fail(AttributeError, &**name) } else { Ok(()) }
                }
            };
        }
        let (method, mut arguments) = (if new.is_some() { "__set__" } else { "__delete__" }, vec![value.clone()]);
        arguments.extend(new);
        match self.special(found, method) {
            Some(function) => self.call(&function, Args::new(arguments)).map(drop),
            None => fail(AttributeError, method),
        }
    }

    /// `del value.name`
    pub(crate) fn delete_attribute(&self, value: &Value, name: &Str) -> Result<()> {
        if let Some(function) = self.special(value, "__delattr__") {
            return self.call(&function, Args::new(vec![Value::Str(name.clone())])).map(drop);
        }
        self.delete_plain_attribute(value, name)
    }

    pub(crate) fn delete_plain_attribute(&self, value: &Value, name: &Str) -> Result<()> {
        if !matches!(value, Value::Class(_) | Value::Module(_))
            && let Some(found) = self.class_of(value).lookup(name)
            && self.is_data_descriptor(&found)
        {
            return self.set_by_descriptor(&found, value, name, None);
        }
        let key = Key::Str(name.clone());
        // What is removed may run the program's code when it goes, so nothing is borrowed by then.
        let entry = match value {
            Value::Instance(instance) => instance.dict.borrow_mut().remove(&key),
            Value::Class(class) => class.dict.borrow_mut().remove(&key),
            Value::Module(module) => module.dict.borrow_mut().remove(&key),
            Value::Function(function) => function.dict.borrow_mut().remove(&key),
            _ => None,
        };
        let removed = match value {
            Value::Exception(exception) => exception.remove_field(name).is_some(),
            _ => entry.is_some(),
        };
        match value {
            _ if removed => Ok(()),
            Value::Instance(_) | Value::Class(_) | Value::Module(_) | Value::Function(_) | Value::Exception(_) => {
                self.no_attribute(value, name)
            }
            _ => self.no_place(value, name),
        }
    }
}
