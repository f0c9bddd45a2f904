//! Owns the classes of exceptions as classes of Python, and the way between the program's values and those that exceptions hold.
//!
//! Invariant: a class of exceptions has one class of Python, and that has it.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::class::Class;
use super::memory::release;
use super::native::NativeFunction;
use super::types::{Type, Types};
use super::value::{Value, is_same};
use super::vm::{self, Vm};
use crate::exception::{self, Exception};
use crate::memory::{give_back, take};
use crate::repr::{HostObject, Repr, Value as HostValue};

crate::class! {
    /// The program has reached a limit. No handler takes it and no `finally` runs.
    pub(crate) Stopped(BaseException);
}
use exception::BaseException;

/// The classes of Python for those of exceptions and of the library's objects.
pub(crate) struct Classes {
    builtin: HashMap<exception::Class, Rc<Class>>,
    created: RefCell<HashMap<exception::Class, Weak<Class>>>,
    hosts: RefCell<HashMap<String, Rc<Class>>>,
    /// What calling a class of the library's objects does, by its full name.
    constructors: RefCell<HashMap<String, NativeFunction>>,
}

impl Classes {
    pub(crate) fn new(types: &Types) -> Self {
        let mut builtin: HashMap<exception::Class, Rc<Class>> = HashMap::new();
        let base = types.get(Type::BaseException).clone();
        for class in exception::Class::builtins() {
            let python = if class == BaseException {
                base.clone()
            } else {
                let bases = class.bases().iter().map(|base| builtin[base].clone()).collect();
                Class::builtin(Type::BaseException, class.name(), class.module(), bases)
            };
            super::types::exception::add_behaviour(&python, class);
            let _ = python.exception.set(class.clone());
            builtin.insert(class.clone(), python);
        }
        Self { builtin, created: RefCell::default(), hosts: RefCell::default(), constructors: RefCell::default() }
    }

    /// The class of the library's objects with this name.
    pub(crate) fn host(&self, vm: &Vm, name: &str, module: &str) -> Rc<Class> {
        let key = format!("{module}.{name}");
        if let Some(class) = self.hosts.borrow().get(&key) {
            return class.clone();
        }
        self.derive_host(key, name, module, vm.types.get(Type::Object).clone())
    }

    fn derive_host(&self, key: String, name: &str, module: &str, base: Rc<Class>) -> Rc<Class> {
        let class = Class::builtin(Type::Host, name, module, vec![base]);
        self.hosts.borrow_mut().insert(key, class.clone());
        class
    }

    /// As [`host`](Self::host), for a class that the program can call.
    pub(crate) fn define_host(&self, vm: &Vm, name: &str, module: &str, constructor: NativeFunction) -> Rc<Class> {
        self.constructors.borrow_mut().insert(format!("{module}.{name}"), constructor);
        self.host(vm, name, module)
    }

    /// As [`define_host`](Self::define_host), for a subclass of another one.
    pub(crate) fn define_host_from(&self, base: Rc<Class>, name: &str, constructor: NativeFunction) -> Rc<Class> {
        let module = base.module.borrow().clone();
        let key = format!("{module}.{name}");
        self.constructors.borrow_mut().insert(key.clone(), constructor);
        self.derive_host(key, name, &module, base)
    }

    pub(crate) fn constructor(&self, class: &Class) -> Option<NativeFunction> {
        self.constructors.borrow().get(&class.full_name()).copied()
    }

    pub(crate) fn add(&self, class: &Rc<Class>, exception: &exception::Class) {
        self.created.borrow_mut().insert(exception.clone(), Rc::downgrade(class));
    }
}

impl Vm {
    pub(crate) fn class_of_exception(&self, class: &exception::Class) -> Rc<Class> {
        if let Some(python) = self.classes.builtin.get(class) {
            return python.clone();
        }
        let created = self.classes.created.borrow().get(class).and_then(Weak::upgrade);
        created.unwrap_or_else(|| self.types.get(Type::BaseException).clone())
    }
}

/// A value of the program, in an exception or as the result of a task.
pub(crate) struct Held(pub(crate) Value);

/// How many bytes it takes, with its place in what holds it.
const HELD: usize = 128;
/// The longest text that is copied to be held.
const LONGEST_COPY: usize = 128;

impl Held {
    fn new(value: Value) -> Rc<Self> {
        take(HELD);
        Rc::new(Held(value))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        give_back(HELD);
        release(std::mem::take(&mut self.0));
    }
}

impl Repr for Held {
    fn repr(&self) -> String {
        let text = vm::current().map(|vm| vm.repr(&self.0));
        text.and_then(Result::ok).unwrap_or_else(|| "<unprintable object>".to_owned())
    }
}

impl HostObject for Held {
    fn str(&self) -> String {
        let text = vm::current().map(|vm| vm.str(&self.0));
        text.and_then(Result::ok).map_or_else(|| "<unprintable object>".to_owned(), |text| text.to_string())
    }

    fn type_name(&self) -> Cow<'_, str> {
        vm::current().map_or("object".to_owned(), |vm| vm.type_name(&self.0)).into()
    }

    fn equals(&self, other: &dyn HostObject) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<Held>().is_some_and(|other| is_same(&self.0, &other.0))
    }

    fn short(&self) -> String {
        let text = vm::current().map(|vm| vm.short_repr(&self.0));
        text.unwrap_or_default()
    }
}

/// What an exception holds for a value.
pub(crate) fn to_host(value: &Value) -> HostValue {
    match value {
        Value::None => HostValue::None,
        Value::Bool(bool) => HostValue::Bool(*bool),
        Value::Int(int) => HostValue::Int(*int),
        Value::Float(float) => HostValue::Float(*float),
        Value::Str(text) if text.len() <= LONGEST_COPY => HostValue::Str(text.clone().into()),
        Value::Exception(exception) => exception.clone().into(),
        other => HostValue::Object(Held::new(other.clone())),
    }
}

/// The value for what an exception holds.
pub(crate) fn from_host(value: &HostValue) -> Value {
    match value {
        HostValue::None => Value::None,
        HostValue::Bool(bool) => Value::Bool(*bool),
        HostValue::Int(int) => Value::Int(*int),
        HostValue::Float(float) => Value::Float(*float),
        HostValue::Str(text) => Value::str(text),
        HostValue::List(items) => Value::list(items.iter().map(from_host).collect()),
        HostValue::Tuple(items) => Value::tuple(items.iter().map(from_host).collect()),
        other => match (other.downcast::<Held>(), other.downcast::<Exception>()) {
            (Some(held), _) => held.0.clone(),
            (_, Some(exception)) => Value::Exception(exception.clone()),
            _ => Value::None,
        },
    }
}
