//! Owns the classes that a program creates while it runs, and the order of a class's bases.
//!
//! Invariant: a class that exists has bases that CPython accepts, and a method resolution order.

use std::rc::Rc;

use super::behaviour::{Behaviour, Parts};
use super::group::Condition;
use super::{
    AttributeError, BaseExceptionGroup, Class, Exception, ImportError, NameError, OSError, Result, StopIteration,
    SystemExit, TypeError,
};
use crate::repr::Value;

/// What a [`Class`] of [`Class::builder`] shares between its clones.
pub struct CreatedClass {
    pub(super) name: Rc<str>,
    pub(super) qualname: Rc<str>,
    pub(super) module: Rc<str>,
    pub(super) bases: Vec<Class>,
    /// The method resolution order behind the class itself.
    pub(super) ancestors: Vec<Class>,
    /// As in [`ClassDef`](super::ClassDef).
    pub(super) own: u8,
    pub(super) all: u8,
    pub(super) str: Option<Str>,
    pub(super) init: Option<Init>,
    pub(super) derive: Option<Derive>,
    pub(super) split: Option<Split>,
    pub(super) repr: Option<Str>,
}

type Str = Box<dyn Fn(&Exception) -> Result<String>>;
type Init = Box<dyn Fn(&Exception, &[Value]) -> Result<()>>;
type Derive = Box<dyn Fn(&Exception, Vec<Exception>) -> Result<Exception>>;
type Split = Box<dyn Fn(&Exception, &dyn Condition) -> Result<Parts>>;

/// A class that is being put together; see [`Class::builder`].
///
/// Its behaviour is called with the exception, which knows its class. Behaviour that held its own class would keep it
/// alive for ever.
pub struct ClassBuilder(CreatedClass);

impl ClassBuilder {
    pub(super) fn new(name: Rc<str>, bases: Vec<Class>) -> Self {
        ClassBuilder(CreatedClass {
            qualname: name.clone(),
            name,
            module: "__main__".into(),
            bases,
            ancestors: Vec::new(),
            own: 0,
            all: 0,
            str: None,
            init: None,
            derive: None,
            split: None,
            repr: None,
        })
    }

    /// Python's `__module__`, which tracebacks show in front of the name; `__main__` if not set.
    pub fn module(mut self, module: impl Into<Rc<str>>) -> Self {
        self.0.module = module.into();
        self
    }

    /// Python's `__qualname__`, such as `main.<locals>.ApiError`; the name if not set.
    pub fn qualname(mut self, qualname: impl Into<Rc<str>>) -> Self {
        self.0.qualname = qualname.into();
        self
    }

    /// Its own `__str__`; see [`Str`](super::Str).
    pub fn str(mut self, str: impl Fn(&Exception) -> Result<String> + 'static) -> Self {
        self.0.own |= Behaviour::Str as u8;
        self.0.str = Some(Box::new(str));
        self
    }

    /// Its own `__repr__`: the text that reprs of groups, tasks and lists show of the exception.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let quiet = Class::builder("Quiet", [Exception]).repr(|_| Ok("<quiet>".to_owned())).build()?;
    /// assert_eq!(format!("{:?}", exception_group("all", vec![quiet.empty()])?), "ExceptionGroup('all', [<quiet>])");
    /// # Ok::<(), Exception>(())
    /// ```
    pub fn repr(mut self, repr: impl Fn(&Exception) -> Result<String> + 'static) -> Self {
        self.0.own |= Behaviour::Repr as u8;
        self.0.repr = Some(Box::new(repr));
        self
    }

    /// Its own `__init__`; see [`Init`](super::Init).
    pub fn init(mut self, init: impl Fn(&Exception, &[Value]) -> Result<()> + 'static) -> Self {
        self.0.own |= Behaviour::Init as u8;
        self.0.init = Some(Box::new(init));
        self
    }

    /// Its own `derive`; see [`Derive`](super::Derive).
    pub fn derive(mut self, derive: impl Fn(&Exception, Vec<Exception>) -> Result<Exception> + 'static) -> Self {
        self.0.own |= Behaviour::Derive as u8;
        self.0.derive = Some(Box::new(derive));
        self
    }

    /// Its own `split`; see [`Split`](super::Split).
    pub fn split(mut self, split: impl Fn(&Exception, &dyn Condition) -> Result<Parts> + 'static) -> Self {
        self.0.own |= Behaviour::Split as u8;
        self.0.split = Some(Box::new(split));
        self
    }

    /// The class, which is another one than any that exists.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let error = Class::builder("Odd", [BaseException, Exception]).build().unwrap_err();
    /// let text = "Cannot create a consistent method resolution order (MRO) for bases BaseException, Exception";
    /// assert_eq!(error.to_string(), text);
    /// ```
    ///
    /// # Errors
    /// TypeError if the bases do not go together: if there are none, if one is there twice, if instances of two of them are
    /// laid out differently in CPython, or if no method resolution order suits all of them.
    pub fn build(mut self) -> Result<Class> {
        let class = &mut self.0;
        if class.bases.is_empty() {
            return Err(TypeError.new(format!("{} has no base, but an exception needs one", class.name)));
        }
        check_layouts(&class.bases)?;
        class.ancestors = linearize(&class.bases)?;
        class.all = class.bases.iter().fold(class.own, |all, base| all | base.all());
        Ok(Class::Created(Rc::new(self.0)))
    }
}

/// Refuses bases whose instances have different fields in CPython's structs (`solid_base` and `best_base` in
/// Objects/typeobject.c). None of the classes with fields of their own is made from another.
fn check_layouts(bases: &[Class]) -> Result<()> {
    const LAID_OUT: [Class; 7] =
        [BaseExceptionGroup, StopIteration, SystemExit, ImportError, NameError, AttributeError, OSError];
    let among_bases = |class: &&Class| bases.iter().any(|base| base.is_subclass_of(*class));
    match LAID_OUT.iter().filter(among_bases).count() {
        0 | 1 => Ok(()),
        _ => Err(TypeError.new("multiple bases have instance lay-out conflict")),
    }
}

/// What follows a class of these bases in its method resolution order: the C3 linearization, as `mro_implementation` in
/// Objects/typeobject.c does it.
pub(super) fn linearize(bases: &[Class]) -> Result<Vec<Class>> {
    match bases {
        [] => return Ok(Vec::new()),
        [base] => return Ok(base.mro()),
        _ => {}
    }
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].contains(base) {
            return Err(TypeError.new(format!("duplicate base class {}", base.name())));
        }
    }
    let mut orders: Vec<Vec<Class>> = bases.iter().map(Class::mro).collect();
    orders.push(bases.to_vec());
    let mut merged = Vec::new();
    while orders.iter().any(|order| !order.is_empty()) {
        // The first class that no order still has behind another one.
        let is_free = |class: &Class| !orders.iter().any(|order| order.iter().skip(1).any(|other| other == class));
        let Some(next) = orders.iter().filter_map(|order| order.first()).find(|class| is_free(class)).cloned() else {
            return Err(inconsistent(&orders));
        };
        for order in &mut orders {
            if order.first() == Some(&next) {
                order.remove(0);
            }
        }
        merged.push(next);
    }
    Ok(merged)
}

fn inconsistent(orders: &[Vec<Class>]) -> Exception {
    let mut names: Vec<&str> = Vec::new();
    let mut heads: Vec<&Class> = Vec::new();
    for head in orders.iter().filter_map(|order| order.first()) {
        if !heads.contains(&head) {
            heads.push(head);
            names.push(head.name());
        }
    }
    let names = names.join(", ");
    TypeError.new(format!("Cannot create a consistent method resolution order (MRO) for bases {names}"))
}
