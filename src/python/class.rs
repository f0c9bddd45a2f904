//! Owns classes: what they are made from, the order in which attributes are looked up, and how instances are laid out.
//!
//! Invariant: a class does not hold itself; its method resolution order begins behind it.

use std::cell::{OnceCell, RefCell};
use std::rc::{Rc, Weak};

use super::dict::{Dict, hash_text};
use super::memory::{Growing, note};
use super::native::{Native, NativeFunction, fail};
use super::signature::name_of;
use super::types::Type;
use super::value::{DictRef, Str, Value};
use crate::Result;
use crate::exception::{self, TypeError};
use crate::memory::Charge;

/// How many bytes a class takes without its names.
const SIZE: usize = 1024;

pub(crate) struct Class {
    pub(crate) name: RefCell<Str>,
    pub(crate) qualname: RefCell<Str>,
    pub(crate) module: RefCell<Str>,
    pub(crate) bases: Vec<Rc<Class>>,
    /// The method resolution order behind it.
    pub(crate) ancestors: Vec<Rc<Class>>,
    pub(crate) dict: DictRef,
    /// Its class, where that is not `type`.
    pub(crate) metaclass: Option<Rc<Class>>,
    /// Which of Python's own types its instances are laid out as.
    pub(crate) layout: Type,
    /// The type that it is, for Python's own.
    pub(crate) builtin: Option<Type>,
    /// The class of exceptions that it is.
    pub(crate) exception: OnceCell<exception::Class>,
    /// The names of `__slots__`, where no class in the order has a `__dict__`.
    pub(crate) slots: Option<Vec<Str>>,
    _charge: Charge,
    pub(crate) subclasses: RefCell<Vec<Weak<Class>>>,
}

/// What a class is made of.
pub(crate) struct ClassParts {
    pub(crate) name: Str,
    pub(crate) qualname: Str,
    pub(crate) module: Str,
    pub(crate) bases: Vec<Rc<Class>>,
    pub(crate) dict: Dict,
    pub(crate) metaclass: Option<Rc<Class>>,
    pub(crate) slots: Option<Vec<Str>>,
}

impl Class {
    /// A class of Python's own.
    pub(crate) fn builtin(builtin: Type, name: &str, module: &str, bases: Vec<Rc<Class>>) -> Rc<Class> {
        let ancestors = linearize(&bases).unwrap_or_default();
        Rc::new(Class {
            name: RefCell::new(name.into()),
            qualname: RefCell::new(name.into()),
            module: RefCell::new(module.into()),
            bases,
            ancestors,
            dict: DictRef::default(),
            metaclass: None,
            layout: builtin,
            builtin: Some(builtin),
            exception: OnceCell::new(),
            slots: None,
            _charge: Charge::default(),
            subclasses: RefCell::default(),
        })
    }

    /// A class of the program.
    ///
    /// # Errors
    /// TypeError where the bases do not go together.
    pub(crate) fn create(parts: ClassParts) -> Result<Rc<Class>> {
        let ancestors = linearize(&parts.bases)?;
        let layout = layout(&parts.bases)?;
        let charge = Charge::new(SIZE + 8 * ancestors.len());
        let class = Rc::new(Class {
            name: RefCell::new(parts.name),
            qualname: RefCell::new(parts.qualname),
            module: RefCell::new(parts.module),
            bases: parts.bases,
            ancestors,
            dict: Rc::new(Growing::new(parts.dict)),
            metaclass: parts.metaclass,
            layout,
            builtin: None,
            exception: OnceCell::new(),
            slots: parts.slots,
            _charge: charge,
            subclasses: RefCell::default(),
        });
        for base in &class.bases {
            note(&mut base.subclasses.borrow_mut(), Rc::downgrade(&class));
        }
        Ok(class)
    }

    pub(crate) fn name(&self) -> Str {
        self.name.borrow().clone()
    }

    /// The name as messages show it, with the module of one that is not Python's own.
    pub(crate) fn full_name(&self) -> String {
        let (module, qualname) = (self.module.borrow(), self.qualname.borrow());
        match &**module {
            "builtins" => qualname.to_string(),
            module => format!("{module}.{qualname}"),
        }
    }

    /// The name as `%T` has it in C, with the module of one that is neither Python's own nor the program's.
    pub(crate) fn qualified_name(&self) -> String {
        match &**self.module.borrow() {
            "__main__" => self.qualname.borrow().to_string(),
            _ => self.full_name(),
        }
    }

    /// What the class itself defines.
    pub(crate) fn own(&self, name: &Str) -> Option<Value> {
        self.dict.borrow().get_str(name).cloned()
    }

    /// What the class or one that it is made from defines.
    pub(crate) fn lookup(&self, name: &str) -> Option<Value> {
        let hash = hash_text(name);
        let own = self.dict.borrow().get_hashed(name, hash).cloned();
        own.or_else(|| self.ancestors.iter().find_map(|class| class.dict.borrow().get_hashed(name, hash).cloned()))
    }

    /// What a class of the program defines, Python's own left out.
    pub(crate) fn lookup_in_program(&self, name: &str) -> Option<Value> {
        let hash = hash_text(name);
        let own = self.builtin.is_none().then(|| self.dict.borrow().get_hashed(name, hash).cloned()).flatten();
        own.or_else(|| {
            let program = self.ancestors.iter().filter(|class| class.builtin.is_none());
            program.into_iter().find_map(|class| class.dict.borrow().get_hashed(name, hash).cloned())
        })
    }

    /// What is defined behind a class in the order of this one: `super()`.
    pub(crate) fn lookup_behind(&self, behind: &Rc<Class>, name: &str) -> Option<Value> {
        let starts_here = std::ptr::eq(&**behind, self);
        let skipped = self.ancestors.iter().position(|class| Rc::ptr_eq(class, behind)).map_or(0, |index| index + 1);
        let rest = if starts_here { &self.ancestors[..] } else { &self.ancestors[skipped..] };
        rest.iter().find_map(|class| class.dict.borrow().get_str(name).cloned())
    }

    pub(crate) fn is_subclass_of(&self, other: &Rc<Class>) -> bool {
        std::ptr::eq(self, &**other) || self.ancestors.iter().any(|class| Rc::ptr_eq(class, other))
    }

    pub(crate) fn is_builtin(&self) -> bool {
        self.builtin.is_some()
    }

    pub(crate) fn set(&self, name: &str, value: Value) {
        let old = self.dict.borrow_mut().set_str(name, value);
        drop(old);
    }

    /// Adds a method that is written in Rust.
    pub(crate) fn add(&self, owner: &'static str, declared: &'static str, function: NativeFunction) {
        self.set(name_of(declared), Native::method(owner, declared, function));
    }

    /// The class of exceptions that it is, or is made from.
    pub(crate) fn exception_class(&self) -> Option<exception::Class> {
        self.exception.get().cloned()
    }
}

/// Which of Python's own types instances are laid out as.
fn layout(bases: &[Rc<Class>]) -> Result<Type> {
    let mut found = Type::Object;
    for base in bases {
        let layout = base.layout;
        if layout == Type::Object || layout == found {
            continue;
        }
        if found != Type::Object {
            return fail(TypeError, "multiple bases have instance lay-out conflict");
        }
        if matches!(
            layout,
            Type::Bool
                | Type::NoneType
                | Type::Ellipsis
                | Type::NotImplemented
                | Type::Function
                | Type::Range
                | Type::Slice
                | Type::Generator
                | Type::Coroutine
                | Type::Method
                | Type::BuiltinFunction
        ) {
            return fail(TypeError, format!("type '{}' is not an acceptable base type", base.full_name()));
        }
        found = layout;
    }
    Ok(found)
}

/// What follows a class of these bases in its method resolution order: the C3 linearization, as `mro_implementation` in
/// Objects/typeobject.c does it.
fn linearize(bases: &[Rc<Class>]) -> Result<Vec<Rc<Class>>> {
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].iter().any(|other| Rc::ptr_eq(other, base)) {
            return fail(TypeError, format!("duplicate base class {}", base.name()));
        }
    }
    let order = |class: &Rc<Class>| std::iter::once(class).chain(&class.ancestors).cloned().collect::<Vec<_>>();
    let mut orders: Vec<Vec<Rc<Class>>> = bases.iter().map(order).collect();
    orders.push(bases.to_vec());
    let mut merged = Vec::new();
    while orders.iter().any(|order| !order.is_empty()) {
        let is_free =
            |class: &Rc<Class>| !orders.iter().any(|order| order.iter().skip(1).any(|other| Rc::ptr_eq(other, class)));
        let next = orders.iter().filter_map(|order| order.first()).find(|class| is_free(class)).cloned();
        let Some(next) = next else {
            let mut heads: Vec<&Rc<Class>> = Vec::new();
            for head in orders.iter().filter_map(|order| order.first()) {
                if !heads.iter().any(|other| Rc::ptr_eq(other, head)) {
                    heads.push(head);
                }
            }
            let names = heads.iter().map(|head| head.name().to_string()).collect::<Vec<_>>().join(", ");
            return fail(
                TypeError,
                format!("Cannot create a consistent method resolution order (MRO) for bases {names}"),
            );
        };
        for order in &mut orders {
            if order.first().is_some_and(|class| Rc::ptr_eq(class, &next)) {
                order.remove(0);
            }
        }
        merged.push(next);
    }
    Ok(merged)
}
