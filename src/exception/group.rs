//! Owns groups of exceptions: making them, splitting them, walking them.
//!
//! Invariant: a group is never empty, and nothing here recurses, so nests may be as deep as memory allows.

use std::borrow::Borrow;
use std::rc::Rc;

use super::args::Args;
use super::behaviour::{Behaviour, GROUP, Parts};
use super::{BaseExceptionGroup, Class, Exception, ExceptionGroup, Own, Result, TypeError, ValueError, classes};
use crate::repr::Value;

/// What an exception has more as a group.
pub(super) struct Group {
    pub(super) message: Rc<str>,
    pub(super) exceptions: Vec<Exception>,
    /// Whether CPython made it with a tuple, which shows in its repr.
    pub(super) as_tuple: bool,
}

impl Group {
    /// What stands around the members in the repr.
    pub(super) fn brackets(&self) -> (&'static str, &'static str) {
        match (self.as_tuple, self.exceptions.len()) {
            (false, _) => ("[", "])"),
            (true, 1) => ("(", ",))"),
            (true, _) => ("(", "))"),
        }
    }
}

/// What picks exceptions: a [`Class`], several classes, or a predicate.
///
/// It is asked about groups as well as about their members. Where it holds for a group, the whole group is meant. A closure
/// has to name the type of its parameter: `|error: &Exception| …`.
pub trait Condition {
    /// Whether it holds for the exception itself.
    ///
    /// # Errors
    /// Whatever a predicate of a host raises; the split raises that.
    fn holds(&self, exception: &Exception) -> Result<bool>;

    /// The classes if it is made of classes, `None` for a predicate.
    fn classes(&self) -> Option<&[Class]> {
        None
    }
}

impl Condition for [Class] {
    fn holds(&self, exception: &Exception) -> Result<bool> {
        Ok(self.iter().any(|class| exception.is(class)))
    }

    fn classes(&self) -> Option<&[Class]> {
        Some(self)
    }
}

/// What is seen as a slice of classes.
macro_rules! classes {
    ($([$($generics:tt)*] $type:ty: $self:ident => $slice:expr;)*) => {$(
        impl<$($generics)*> Condition for $type {
            fn holds(&self, exception: &Exception) -> Result<bool> {
                let $self = self;
                $slice.holds(exception)
            }

            fn classes(&self) -> Option<&[Class]> {
                let $self = self;
                Some($slice)
            }
        }
    )*};
}
classes! {
    [] Class: class => std::slice::from_ref(class);
    [] &Class: class => std::slice::from_ref(*class);
    [] &[Class]: classes => *classes;
    [const N: usize] [Class; N]: classes => classes.as_slice();
    [] Vec<Class>: classes => classes.as_slice();
}

impl Condition for &dyn Condition {
    fn holds(&self, exception: &Exception) -> Result<bool> {
        (**self).holds(exception)
    }

    fn classes(&self) -> Option<&[Class]> {
        (**self).classes()
    }
}

impl<F: Fn(&Exception) -> bool> Condition for F {
    fn holds(&self, exception: &Exception) -> Result<bool> {
        Ok(self(exception))
    }
}

/// `ExceptionGroup(message, exceptions)`.
///
/// # Errors
/// As [`Exception::group`].
pub fn exception_group(message: &str, exceptions: Vec<Exception>) -> Result<Exception> {
    Exception::group(ExceptionGroup, message, exceptions)
}

/// `BaseExceptionGroup(message, exceptions)`, which is an `ExceptionGroup` if each member is an `Exception`.
///
/// # Errors
/// As [`Exception::group`].
pub fn base_exception_group(message: &str, exceptions: Vec<Exception>) -> Result<Exception> {
    Exception::group(BaseExceptionGroup, message, exceptions)
}

/// What creating a group from plain values gives, as `BaseExceptionGroup.__new__` checks them.
pub(super) fn from_args(class: &Class, args: &[Value]) -> Result<Exception> {
    let [message, exceptions] = args else {
        let count = args.len();
        let text = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({count} given)");
        return Err(TypeError.new(text));
    };
    let message: Rc<str> = match message {
        Value::Str(message) => message.clone(),
        // A long one is an object of the program.
        other if other.type_name() == "str" => other.to_string().into(),
        other => {
            let name = other.type_name();
            return Err(TypeError.new(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {name}")));
        }
    };
    let (items, as_tuple) = match exceptions {
        Value::List(items) => (items.as_slice(), false),
        Value::Tuple(items) => (items.as_slice(), true),
        Value::Str(text) if !text.is_empty() => (std::slice::from_ref(exceptions), false),
        Value::Str(_) => (&[][..], false),
        _ => return Err(TypeError.new("second argument (exceptions) must be a sequence")),
    };
    let mut members = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(member) = item.downcast::<Exception>() else {
            let text = format!("Item {index} of second argument (exceptions) is not an exception");
            return Err(ValueError.new(text));
        };
        members.push(member.clone());
    }
    Exception::create_group(class, &message, members, as_tuple)
}

const NON_EMPTY: &str = "second argument (exceptions) must be a non-empty sequence";

impl Exception {
    /// A new group of a class of groups.
    ///
    /// A `BaseExceptionGroup` whose members all are `Exception`s becomes an `ExceptionGroup`.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let group = Exception::group(ExceptionGroup, "both", vec![ValueError.new(1), TypeError.empty()])?;
    /// assert_eq!(group.to_string(), "both (2 sub-exceptions)");
    /// assert_eq!(format!("{group:?}"), "ExceptionGroup('both', [ValueError(1), TypeError()])");
    /// # Ok::<(), Exception>(())
    /// ```
    ///
    /// # Errors
    /// ValueError if there are no exceptions; TypeError if one is no `Exception` but the class wants that, or if the class
    /// is no class of groups; whatever an `__init__` of the class raises.
    pub fn group(class: impl Borrow<Class>, message: &str, exceptions: Vec<Exception>) -> Result<Exception> {
        let group = Self::create_group(class.borrow(), message, exceptions, false)?;
        if group.class().has(Behaviour::Init as u8) {
            group.class().init(&group, &group.args())?;
        }
        Ok(group)
    }

    /// The group that `except*` wraps a single exception in.
    pub(super) fn wrapped(exception: &Exception) -> Exception {
        Self::create_group(&BaseExceptionGroup, "", vec![exception.clone()], true)
            .expect("a BaseExceptionGroup takes any exception")
    }

    fn create_group(class: &Class, message: &str, exceptions: Vec<Exception>, as_tuple: bool) -> Result<Exception> {
        if !class.has(GROUP) {
            let name = class.name();
            return Err(TypeError.new(format!("{name} is not a class of exception groups")));
        }
        if exceptions.is_empty() {
            return Err(ValueError.new(NON_EMPTY));
        }
        let all_exceptions = exceptions.iter().all(|member| member.is(classes::Exception));
        let class = match class {
            class if class == ExceptionGroup && !all_exceptions => {
                return Err(TypeError.new("Cannot nest BaseExceptions in an ExceptionGroup"));
            }
            class if class == BaseExceptionGroup && all_exceptions => &ExceptionGroup,
            class if class.is_subclass_of(classes::Exception) && !all_exceptions => {
                let name = class.name();
                return Err(TypeError.new(format!("Cannot nest BaseExceptions in '{name}'")));
            }
            class => class,
        };
        let group = Group { message: message.into(), exceptions, as_tuple };
        Ok(Self::build(class.clone(), Args::OfGroup, Own::Group(group)))
    }

    fn as_group(&self) -> Option<&Group> {
        match &self.inner.own {
            Own::Group(group) => Some(group),
            _ => None,
        }
    }

    /// Whether the exception is a group.
    pub fn is_group(&self) -> bool {
        self.as_group().is_some()
    }

    /// The message of a group; empty for any other exception.
    pub fn message(&self) -> &str {
        self.as_group().map_or("", |group| &group.message)
    }

    /// The members of a group, which may be groups themselves; none for any other exception.
    pub fn exceptions(&self) -> &[Exception] {
        self.as_group().map_or(&[], |group| &group.exceptions)
    }

    /// About how long its texts are, in bytes, as each member's stands in that of its group; it stops counting beyond `most`.
    pub(crate) fn extent(&self, most: usize) -> usize {
        let mut extent = 0_usize;
        let mut pending = vec![self];
        while let Some(exception) = pending.pop() {
            let texts = match exception.as_group() {
                Some(group) => group.message.len(),
                None => exception.inner.args.borrow().as_slice().iter().map(length).sum(),
            };
            extent = extent.saturating_add(64 + texts);
            if extent > most {
                break;
            }
            pending.extend(exception.exceptions());
        }
        extent
    }

    /// A group like this one of other exceptions: same message, and the class that the class's own `derive` gives, else
    /// `ExceptionGroup` or `BaseExceptionGroup`. Nothing else is taken over.
    ///
    /// # Errors
    /// As [`Class::derive`].
    pub fn derive(&self, exceptions: Vec<Exception>) -> Result<Exception> {
        self.class().derive(self, exceptions)
    }

    /// The part of the group that the condition holds for, and the rest, each in the group's shape.
    ///
    /// If it holds for the group itself, that very group is the first part. Otherwise each part is a new group with the
    /// traceback, context, cause and a copy of the notes of this one; as in Python its context is no longer printed, since
    /// a cause has been set. An exception that is no group goes to one side whole.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let inner = exception_group("inner", vec![ValueError.new(2), OSError.new("disk")])?;
    /// let group = exception_group("all", vec![ValueError.new(1), inner])?;
    /// let (values, rest) = group.split(ValueError)?;
    /// assert_eq!(
    ///     format!("{:?}", values.unwrap()),
    ///     "ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [ValueError(2)])])",
    /// );
    /// assert_eq!(
    ///     format!("{:?}", rest.unwrap()),
    ///     "ExceptionGroup('all', [ExceptionGroup('inner', [OSError('disk')])])",
    /// );
    /// # Ok::<(), Exception>(())
    /// ```
    ///
    /// A class may split its groups in its own way; see [`class!`](crate::class). That counts for the group itself, not for
    /// groups in it, as in Python.
    ///
    /// # Errors
    /// As [`Class::split`].
    pub fn split(&self, condition: impl Condition) -> Result<Parts> {
        self.class().split(self, &condition)
    }

    /// The part of the group that the condition holds for. As in Python an own `split` is not asked.
    ///
    /// # Errors
    /// Whatever an own `derive`, or the condition, raises; TypeError if `derive` gives no group.
    pub fn subgroup(&self, condition: impl Condition) -> Result<Option<Exception>> {
        Ok(self.sort_out(&condition, false)?.0)
    }

    /// Sorts the leaves into two parts; without the rest if that is not wanted, for a `derive` sees the difference.
    pub(super) fn sort_out(&self, condition: &dyn Condition, with_rest: bool) -> Result<Parts> {
        let mut open: Vec<OpenGroup> = Vec::new();
        let mut current = self.clone();
        loop {
            let mut parts = if condition.holds(&current)? {
                (Some(current), None)
            } else if current.is_group() {
                open.push(OpenGroup::new(current));
                (None, None)
            } else {
                (None, Some(current))
            };
            // Parts go to the group around them. A group that has all of its members is a part of the next one out.
            current = loop {
                let Some(group) = open.last_mut() else {
                    return Ok(parts);
                };
                group.matching.extend(parts.0);
                group.rest.extend(parts.1.filter(|_| with_rest));
                if let Some(next) = group.next_member() {
                    break next;
                }
                parts = open.pop().map_or(Ok((None, None)), OpenGroup::close)?;
            };
        }
    }

    /// The exceptions at the ends of the nest, from left to right, each with the indices that lead to it. An exception
    /// that is no group is its own only leaf.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let inner = exception_group("inner", vec![KeyError.new("k")])?;
    /// let group = exception_group("all", vec![ValueError.new(1), inner])?;
    /// let leaves: Vec<_> = group.leaves().map(|(path, leaf)| (path, leaf.class().clone())).collect();
    /// assert_eq!(leaves, [(vec![0], ValueError), (vec![1, 0], KeyError)]);
    /// # Ok::<(), Exception>(())
    /// ```
    pub fn leaves(&self) -> Leaves<'_> {
        Leaves { root: Some(self), open: Vec::new() }
    }

    /// A new group of some of the members, with the links and notes of this one.
    fn subset(&self, exceptions: Vec<Exception>) -> Result<Option<Exception>> {
        if exceptions.is_empty() {
            return Ok(None);
        }
        let part = self.derive(exceptions)?;
        if !part.is_group() {
            return Err(TypeError.new("derive must return an instance of BaseExceptionGroup"));
        }
        if self.has_traceback() {
            part.set_traceback(self.traceback());
        }
        part.set_context(self.context());
        part.set_cause(self.cause());
        let notes = self.notes();
        if !notes.is_empty() {
            part.inner.notes.replace(notes);
        }
        Ok(Some(part))
    }
}

/// A group whose members are being sorted into two parts.
struct OpenGroup {
    group: Exception,
    next: usize,
    matching: Vec<Exception>,
    rest: Vec<Exception>,
}

impl OpenGroup {
    fn new(group: Exception) -> Self {
        OpenGroup { group, next: 0, matching: Vec::new(), rest: Vec::new() }
    }

    fn next_member(&mut self) -> Option<Exception> {
        let member = self.group.exceptions().get(self.next)?;
        self.next += 1;
        Some(member.clone())
    }

    fn close(self) -> Result<Parts> {
        let matching = self.group.subset(self.matching)?;
        Ok((matching, self.group.subset(self.rest)?))
    }
}

/// The iterator that [`Exception::leaves`] gives.
pub struct Leaves<'a> {
    root: Option<&'a Exception>,
    /// The groups around the next leaf, each with how many of its members have been entered.
    open: Vec<(&'a Exception, usize)>,
}

impl<'a> Leaves<'a> {
    /// The next leaf without its path, which costs time where nests are deep.
    pub(super) fn next_leaf(&mut self) -> Option<&'a Exception> {
        let mut entered = self.root.take();
        loop {
            match entered {
                Some(exception) if !exception.is_group() => return Some(exception),
                Some(group) => self.open.push((group, 0)),
                None => {}
            }
            let (group, count) = self.open.last_mut()?;
            entered = group.exceptions().get(*count);
            if entered.is_some() {
                *count += 1;
            } else {
                self.open.pop();
            }
        }
    }
}

impl<'a> Iterator for Leaves<'a> {
    type Item = (Vec<usize>, &'a Exception);

    fn next(&mut self) -> Option<Self::Item> {
        let leaf = self.next_leaf()?;
        let path = self.open.iter().map(|(_, count)| count - 1).collect();
        Some((path, leaf))
    }
}

fn length(value: &Value) -> usize {
    if let Value::Str(text) = value { text.len() } else { 16 }
}
