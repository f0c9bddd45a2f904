//! Owns the value of a type that is known at run time only: an argument or a field of an exception.
//!
//! Invariant: no kind of value is closed to a host, which brings its own as a [`HostObject`].

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::{Repr, float, join};

/// A Python value, such as an argument of an exception.
///
/// Its [`Display`](fmt::Display) is Python's `str()`, its [`Repr`] is Python's `repr()`.
///
/// ```
/// use except_star::repr::{Repr, Value};
/// let value = Value::from(vec!["a", "b"]);
/// assert_eq!(value.repr(), "['a', 'b']");
/// assert_eq!(Value::from("a").to_string(), "a");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `None`
    #[default]
    None,
    /// `True` or `False`
    Bool(bool),
    /// An integer. Python's have no bounds, these have.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(Rc<str>),
    /// A list.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// Whatever else a host has, such as an object of its interpreter.
    Object(Rc<dyn HostObject>),
}

/// A value that is not one of Python's plain ones: what a host puts among the arguments or fields of exceptions.
///
/// In Python its `repr()` and `str()` may raise. A host whose objects can do that writes something in their place here.
///
/// ```
/// use except_star::exception::*;
/// use except_star::repr::{HostObject, Repr, Value};
/// use std::borrow::Cow;
/// use std::rc::Rc;
///
/// struct Point(i64, i64);
///
/// impl Repr for Point {
///     fn repr(&self) -> String {
///         format!("Point({}, {})", self.0, self.1)
///     }
/// }
///
/// impl HostObject for Point {
///     fn type_name(&self) -> Cow<'_, str> {
///         "Point".into()
///     }
/// }
///
/// let error = ValueError.new(Value::Object(Rc::new(Point(1, 2))));
/// assert_eq!(format!("{error:?}"), "ValueError(Point(1, 2))");
/// assert_eq!(error.args()[0].downcast::<Point>().unwrap().1, 2);
/// ```
pub trait HostObject: Any + Repr {
    /// Python's `str()`; the repr unless said otherwise.
    fn str(&self) -> String {
        self.repr()
    }

    /// The name of its type.
    fn type_name(&self) -> Cow<'_, str>;

    /// What the reprs of tasks and futures show of it as a result: its repr, cut in its middle if it is long.
    fn short(&self) -> String {
        super::shorten(&self.repr(), 30)
    }

    /// Python's `==`; unless said otherwise an object equals itself alone.
    fn equals(&self, other: &dyn HostObject) -> bool {
        std::ptr::addr_eq(self, other)
    }
}

impl fmt::Debug for dyn HostObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repr())
    }
}

impl PartialEq for dyn HostObject {
    fn eq(&self, other: &Self) -> bool {
        self.equals(other)
    }
}

impl Value {
    /// The host's own value, if it is one of that type.
    pub fn downcast<T: HostObject>(&self) -> Option<&T> {
        let Value::Object(object) = self else {
            return None;
        };
        let object: &dyn Any = &**object;
        object.downcast_ref()
    }

    /// The name of the type, as Python's messages about wrong arguments have it.
    pub(crate) fn type_name(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Value::None => "None",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::List(_) => "list",
            Value::Tuple(_) => "tuple",
            Value::Object(object) => return object.type_name(),
        })
    }
}

impl Repr for Value {
    fn repr(&self) -> String {
        match self {
            Value::None => "None".to_owned(),
            Value::Bool(value) => value.repr(),
            Value::Int(value) => value.repr(),
            Value::Float(value) => float(*value),
            Value::Str(value) => value.repr(),
            Value::List(values) => values.repr(),
            Value::Tuple(values) => tuple(values),
            Value::Object(object) => object.repr(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Str(value) => f.write_str(value),
            Value::Object(object) => f.write_str(&object.str()),
            other => f.write_str(&other.repr()),
        }
    }
}

/// The repr of a tuple.
pub(crate) fn tuple(values: &[Value]) -> String {
    let comma = if values.len() == 1 { "," } else { "" };
    format!("({}{comma})", join(values))
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Value {
            /// The integer; one beyond [`Value::Int`] becomes the greatest that fits.
            fn from(value: $integer) -> Self {
                Value::Int(i64::try_from(value).unwrap_or(i64::MAX))
            }
        }
    )*};
}
integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl From<()> for Value {
    fn from((): ()) -> Self {
        Value::None
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

macro_rules! strings {
    ($($string:ty)*) => {$(
        impl From<$string> for Value {
            fn from(value: $string) -> Self {
                Value::Str(Rc::from(value))
            }
        }
    )*};
}
strings!(&str String Rc<str>);

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Value::from(value.as_str())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::None, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_show_as_str_and_repr() {
        let list = Value::from(vec![Value::from("a"), Value::None, Value::from(true)]);
        assert_eq!((list.repr(), list.to_string()), ("['a', None, True]".into(), "['a', None, True]".into()));
        let text = Value::from("a\n");
        assert_eq!((text.repr(), text.to_string()), ("'a\\n'".into(), "a\n".into()));
        assert_eq!(Value::from(Some(2.0)).to_string(), "2.0");
        assert_eq!(Value::from(u64::MAX), Value::Int(i64::MAX));
    }

    #[test]
    fn tuples_of_one_have_a_comma() {
        let check = |values: Vec<Value>, repr: &str| assert_eq!(Value::Tuple(values).repr(), repr);
        check(vec![], "()");
        check(vec!["a".into()], "('a',)");
        check(vec![1.into(), Value::Tuple(vec![2.into()])], "(1, (2,))");
    }

    #[test]
    fn objects_of_a_host_are_shown_and_compared_its_way() {
        struct Key(&'static str);
        impl Repr for Key {
            fn repr(&self) -> String {
                format!("<key {}>", self.0)
            }
        }
        impl HostObject for Key {
            fn str(&self) -> String {
                self.0.to_owned()
            }
            fn type_name(&self) -> Cow<'_, str> {
                "Key".into()
            }
            fn equals(&self, other: &dyn HostObject) -> bool {
                let other: &dyn Any = other;
                other.downcast_ref::<Key>().is_some_and(|other| self.0 == other.0)
            }
        }
        struct Plain;
        impl Repr for Plain {
            fn repr(&self) -> String {
                "<plain>".to_owned()
            }
        }
        impl HostObject for Plain {
            fn type_name(&self) -> Cow<'_, str> {
                "Plain".into()
            }
        }
        let key = |name| Value::Object(Rc::new(Key(name)));
        let plain = || Value::Object(Rc::new(Plain));
        assert_eq!((key("a").repr(), key("a").to_string()), ("<key a>".into(), "a".into()));
        assert_eq!((plain().to_string(), plain().type_name().as_ref()), ("<plain>".into(), "Plain"));
        assert_eq!(Value::List(vec![key("a"), plain()]).to_string(), "[<key a>, <plain>]");
        assert!(key("a") == key("a") && key("a") != key("b") && key("a") != plain());
        assert!(key("a").downcast::<Key>().is_some() && key("a").downcast::<Plain>().is_none());
    }
}
