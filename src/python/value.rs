//! Owns Python's values: what a name can be bound to.
//!
//! Invariant: cloning a value gives the same object again.

mod range;
mod size;

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::class::Class;
use super::code::Code;
use super::dict::Dict;
use super::iterator::IteratorState;
use super::machine::generator::Generator;
use super::memory::{Counted, Growing};
use super::native::{Coroutine, Host, Native};
use crate::exception::Exception;
use crate::repr::Value as HostValue;

pub(crate) use range::Range;

pub(crate) type Str = Counted<str>;
pub(crate) type ListRef = Rc<Growing<Vec<Value>>>;
pub(crate) type DictRef = Rc<Growing<Dict>>;
/// A variable that several functions share; none while it is unbound.
pub(crate) type CellRef = Counted<RefCell<Option<Value>>>;
/// A future or task of the loop, whose result is known at run time only.
pub(crate) type FutureRef = crate::Future<HostValue>;

#[derive(Clone, Default)]
pub(crate) enum Value {
    #[default]
    None,
    NotImplemented,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// One that does not fit into 64 bits.
    Big(Counted<BigInt>),
    Float(f64),
    Complex(Counted<(f64, f64)>),
    Str(Str),
    Bytes(Counted<[u8]>),
    List(ListRef),
    Tuple(Counted<[Value]>),
    Dict(DictRef),
    View(Counted<View>),
    Set(Counted<Set>),
    Range(Counted<Range>),
    Slice(Counted<[Value; 3]>),
    Function(Counted<Function>),
    Native(Counted<Native>),
    Method(Counted<Method>),
    Class(Rc<Class>),
    Instance(Counted<Instance>),
    Exception(Exception),
    Generator(Rc<Generator>),
    /// A coroutine of the library's.
    Coroutine(Rc<Coroutine>),
    Iterator(Counted<RefCell<IteratorState>>),
    Future(FutureRef),
    Module(Rc<Module>),
    Descriptor(Counted<Descriptor>),
    Host(Counted<dyn Host>),
}

pub(crate) struct Set {
    pub(crate) items: Growing<Dict>,
    pub(crate) is_frozen: bool,
}

/// `keys()`, `values()`, `items()` of a dictionary.
pub(crate) struct View {
    pub(crate) dict: DictRef,
    pub(crate) kind: ViewKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ViewKind {
    Keys,
    Values,
    Items,
}

pub(crate) struct Function {
    pub(crate) code: Rc<Code>,
    pub(crate) globals: DictRef,
    pub(crate) defaults: Vec<Value>,
    pub(crate) keyword_defaults: Vec<(Str, Value)>,
    pub(crate) annotations: Value,
    pub(crate) cells: Vec<CellRef>,
    pub(crate) name: RefCell<Str>,
    pub(crate) qualname: RefCell<Str>,
    /// Its `__dict__`.
    pub(crate) dict: DictRef,
}

/// A function bound to an object.
pub(crate) struct Method {
    pub(crate) this: Value,
    pub(crate) function: Value,
}

pub(crate) struct Instance {
    pub(crate) class: RefCell<Rc<Class>>,
    pub(crate) dict: DictRef,
    /// What it is of one of Python's own types, for a class that is made from one.
    pub(crate) payload: Value,
}

pub(crate) struct Module {
    pub(crate) name: Str,
    pub(crate) dict: DictRef,
}

/// What decides what an attribute gives.
pub(crate) enum Descriptor {
    StaticMethod(Value),
    ClassMethod(Value),
    Property {
        get: Value,
        set: Value,
        delete: Value,
        doc: Value,
    },
    /// `super()`: the class behind which to look, the object, and its class.
    Super {
        behind: Rc<Class>,
        this: Value,
        class: Rc<Class>,
    },
    /// `list[int]`
    Alias {
        origin: Value,
        arguments: Value,
        /// `*list[int]`
        is_unpacked: bool,
    },
    /// `int | None`
    Union(Value),
    /// A place in the objects of a class: `int.real`.
    Member {
        name: Str,
        class: Str,
        kind: MemberKind,
    },
}

/// What the objects have at a place that their class names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MemberKind {
    /// One of `__slots__`.
    Slot,
    /// What Python's own type holds.
    ReadOnly,
    /// What Python's own type computes.
    Computed,
}

impl Value {
    pub(crate) fn str(text: &str) -> Value {
        Value::Str(text.into())
    }

    pub(crate) fn string(text: String) -> Value {
        Value::Str(text.into())
    }

    pub(crate) fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(Growing::new(items)))
    }

    pub(crate) fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(items.into())
    }

    pub(crate) fn dict(dict: Dict) -> Value {
        Value::Dict(Rc::new(Growing::new(dict)))
    }

    pub(crate) fn set(items: Dict) -> Value {
        Value::Set(Counted::new(Set { items: Growing::new(items), is_frozen: false }))
    }

    pub(crate) fn frozenset(items: Dict) -> Value {
        Value::Set(Counted::new(Set { items: Growing::new(items), is_frozen: true }))
    }

    pub(crate) fn complex(real: f64, imaginary: f64) -> Value {
        Value::Complex(Counted::new((real, imaginary)))
    }

    /// An integer, in 64 bits if it fits.
    pub(crate) fn big(int: BigInt) -> Value {
        int.to_i64().map_or_else(|| Value::Big(Counted::new(int)), Value::Int)
    }

    pub(crate) fn size(len: usize) -> Value {
        Value::Int(len as i64)
    }

    pub(crate) fn option(value: Option<Value>) -> Value {
        value.unwrap_or_default()
    }

    pub(crate) fn iterator(state: IteratorState) -> Value {
        Value::Iterator(Counted::new(RefCell::new(state)))
    }

    pub(crate) fn descriptor(descriptor: Descriptor) -> Value {
        Value::Descriptor(Counted::new(descriptor))
    }

    pub(crate) fn method(this: &Value, function: Value) -> Value {
        Value::Method(Counted::new(Method { this: this.clone(), function }))
    }

    pub(crate) fn host(host: impl Host) -> Value {
        Value::hosted(Rc::new(host))
    }

    /// An object of the library that others hold, too.
    pub(crate) fn hosted(host: Rc<impl Host>) -> Value {
        Value::Host((host as Rc<dyn Host>).into())
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// The value of one of Python's own types that this is, even as an instance of a subclass.
    pub(crate) fn plain(&self) -> &Value {
        match self {
            Value::Instance(instance) if !instance.payload.is_none() => &instance.payload,
            other => other,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&Str> {
        match self.plain() {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_list(&self) -> Option<&ListRef> {
        match self.plain() {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    pub(crate) fn as_dict(&self) -> Option<&DictRef> {
        match self.plain() {
            Value::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(crate) fn as_tuple(&self) -> Option<&Counted<[Value]>> {
        match self.plain() {
            Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// An integer in 64 bits.
    pub(crate) fn as_int(&self) -> Option<i64> {
        match self.plain() {
            Value::Int(int) => Some(*int),
            Value::Bool(bool) => Some(i64::from(*bool)),
            _ => None,
        }
    }

    /// A number that is no complex one.
    pub(crate) fn as_float(&self) -> Option<f64> {
        match self.plain() {
            Value::Float(float) => Some(*float),
            Value::Big(int) => Some(int.to_f64().unwrap_or(f64::INFINITY)),
            other => other.as_int().map(|int| int as f64),
        }
    }

    pub(crate) fn as_big(&self) -> Option<BigInt> {
        match self.plain() {
            Value::Big(int) => Some((**int).clone()),
            other => other.as_int().map(BigInt::from),
        }
    }

    pub(crate) fn as_exception(&self) -> Option<&Exception> {
        match self {
            Value::Exception(exception) => Some(exception),
            _ => None,
        }
    }
}

/// Where an object lives; none for values that are no objects.
pub(crate) fn address(value: &Value) -> Option<usize> {
    Some(match value {
        Value::Big(x) => x.as_ptr().addr(),
        Value::Complex(x) => x.as_ptr().addr(),
        Value::Str(x) => x.as_ptr().cast::<()>().addr(),
        Value::Bytes(x) => x.as_ptr().cast::<()>().addr(),
        Value::List(x) => Rc::as_ptr(x).addr(),
        Value::Tuple(x) => x.as_ptr().cast::<()>().addr(),
        Value::Dict(x) => Rc::as_ptr(x).addr(),
        Value::View(x) => x.as_ptr().addr(),
        Value::Set(x) => x.as_ptr().addr(),
        Value::Range(x) => x.as_ptr().addr(),
        Value::Slice(x) => x.as_ptr().addr(),
        Value::Function(x) => x.as_ptr().addr(),
        Value::Native(x) => x.as_ptr().addr(),
        Value::Method(x) => x.as_ptr().addr(),
        Value::Class(x) => Rc::as_ptr(x).addr(),
        Value::Instance(x) => x.as_ptr().addr(),
        Value::Exception(x) => x.id(),
        Value::Generator(x) => Rc::as_ptr(x).addr(),
        Value::Coroutine(x) => Rc::as_ptr(x).addr(),
        Value::Iterator(x) => x.as_ptr().addr(),
        Value::Future(x) => x.id(),
        Value::Module(x) => Rc::as_ptr(x).addr(),
        Value::Descriptor(x) => x.as_ptr().addr(),
        Value::Host(x) => x.as_ptr().cast::<()>().addr(),
        Value::None | Value::NotImplemented | Value::Ellipsis | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            return None;
        }
    })
}

/// `a is b`
pub(crate) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::None, Value::None)
        | (Value::NotImplemented, Value::NotImplemented)
        | (Value::Ellipsis, Value::Ellipsis) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        // Literals and names are shared in CPython.
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Tuple(a), Value::Tuple(b)) if a.is_empty() => b.is_empty(),
        (Value::Host(x), Value::Host(y)) => x.is_same(&**y) || address(a) == address(b),
        _ => {
            std::mem::discriminant(a) == std::mem::discriminant(b) && address(a).is_some_and(|a| Some(a) == address(b))
        }
    }
}

/// `a == b` for functions and methods: each access to an object's method makes a new one.
pub(crate) fn is_same_callable(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Method(a), Value::Method(b)) => is_same(&a.this, &b.this) && is_same(&a.function, &b.function),
        (Value::Native(x), Value::Native(y)) if x.bound_to.is_some() => x.bound_to == y.bound_to && x.name == y.name,
        _ => is_same(a, b),
    }
}
