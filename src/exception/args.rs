//! Owns what an exception carries: its arguments and its fields.
//!
//! Invariant: no borrow lasts while other code runs, so values may look at the exception that holds them.

use std::any::Any;
use std::borrow::Cow;
use std::rc::Rc;

use super::{Exception, Own};
use crate::repr::{HostObject, Value};

/// Arguments as they are kept: most exceptions have one or none, which takes no memory of its own.
#[derive(Clone)]
pub(super) enum Args {
    None,
    One(Value),
    Several(Vec<Value>),
    /// Those that a group has from its making: its message and its members.
    OfGroup,
}

impl Args {
    pub(super) fn as_slice(&self) -> &[Value] {
        match self {
            Args::None | Args::OfGroup => &[],
            Args::One(value) => std::slice::from_ref(value),
            Args::Several(values) => values,
        }
    }

    /// How many bytes they take.
    pub(super) fn size(&self) -> usize {
        32 * self.as_slice().len()
    }

    /// Moves the values out.
    fn take_into(self, values: &mut Vec<Value>) {
        match self {
            Args::None | Args::OfGroup => {}
            Args::One(value) => values.push(value),
            Args::Several(mut more) => values.append(&mut more),
        }
    }
}

impl From<Vec<Value>> for Args {
    fn from(mut values: Vec<Value>) -> Self {
        match values.len() {
            0 => Args::None,
            1 => Args::One(values.remove(0)),
            _ => Args::Several(values),
        }
    }
}

impl Exception {
    /// The arguments, Python's `args`: those that the class was called with, unless set otherwise. An `OSError` has its file
    /// names not among them; a group has its message and the list of its members.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let error = ValueError.new("bad");
    /// assert_eq!(error.args(), ["bad".into()]);
    /// error.set_args(vec!["worse".into(), 2.into()]);
    /// assert_eq!(format!("{error:?}"), "ValueError('worse', 2)");
    /// ```
    pub fn args(&self) -> Vec<Value> {
        match (&*self.inner.args.borrow(), &self.inner.own) {
            (Args::OfGroup, Own::Group(group)) => {
                let members = group.exceptions.iter().cloned().map(Value::from).collect();
                let members = if group.as_tuple { Value::Tuple(members) } else { Value::List(members) };
                vec![Value::Str(group.message.clone()), members]
            }
            (args, _) => args.as_slice().to_vec(),
        }
    }

    /// The names of the files that an `OSError` is about: Python's `filename` and `filename2`.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let error = OSError.with_args(vec![13.into(), "denied".into(), "a.txt".into()]);
    /// assert_eq!(error.file_names(), [Some("a.txt".into()), None]);
    /// ```
    pub fn file_names(&self) -> [Option<Value>; 2] {
        super::text::os_file_names(self)
    }

    /// Sets the arguments. What was made of those of the call stays: the members of a group, the number of an `OSError`.
    pub fn set_args(&self, args: Vec<Value>) {
        // The old ones are dropped after the borrow: dropping may run code of theirs.
        let args = Args::from(args);
        self.inner.charge.add(args.size());
        self.inner.weight.set(super::nesting::weight(&args, &self.inner.own));
        drop(self.inner.args.replace(args));
    }

    /// The field of that name, which [`set_field`](Self::set_field) has set.
    ///
    /// Fields are what Python keeps in `__dict__`. What has a method of its own here is none of them: `args`, `__cause__`,
    /// `__notes__`, `message` and so on.
    pub fn field(&self, name: &str) -> Option<Value> {
        let fields = self.inner.fields.borrow();
        fields.iter().find(|(field, _)| **field == *name).map(|(_, value)| value.clone())
    }

    /// All fields, in the order in which they were first set.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let error = ValueError.empty();
    /// error.set_field("b", 1);
    /// error.set_field("a", 2);
    /// error.clone().set_field("b", 3);
    /// assert_eq!(error.fields(), [("b".into(), 3.into()), ("a".into(), 2.into())]);
    /// ```
    pub fn fields(&self) -> Vec<(Rc<str>, Value)> {
        self.inner.fields.borrow().clone()
    }

    /// Sets a field. One that is there already keeps its place.
    pub fn set_field(&self, name: impl Into<Rc<str>>, value: impl Into<Value>) {
        let (name, value) = (name.into(), value.into());
        let old = {
            let mut fields = self.inner.fields.borrow_mut();
            match fields.iter_mut().find(|(field, _)| *field == name) {
                Some((_, field)) => Some(std::mem::replace(field, value)),
                None => {
                    fields.push((name, value));
                    None
                }
            }
        };
        drop(old);
    }

    /// Deletes a field, as `del` does, and returns what it was.
    pub fn remove_field(&self, name: &str) -> Option<Value> {
        let mut fields = self.inner.fields.borrow_mut();
        let index = fields.iter().position(|(field, _)| **field == *name)?;
        Some(fields.remove(index).1)
    }

    /// Moves the exceptions among arguments and fields out, so that dropping them needs no recursion.
    pub(super) fn release_values(args: Args, fields: Vec<(Rc<str>, Value)>, pending: &mut Vec<Exception>) {
        let mut values: Vec<Value> = fields.into_iter().map(|(_, value)| value).collect();
        args.take_into(&mut values);
        while let Some(value) = values.pop() {
            match value {
                Value::List(mut items) | Value::Tuple(mut items) => values.append(&mut items),
                Value::Object(object) => {
                    let object: Rc<dyn Any> = object;
                    pending.extend(object.downcast().ok().and_then(Rc::into_inner));
                }
                _ => {}
            }
        }
    }
}

/// An exception is a value like any other: an argument, a field, a member of a list.
impl HostObject for Exception {
    fn str(&self) -> String {
        self.to_string()
    }

    fn type_name(&self) -> Cow<'_, str> {
        self.class().name().into()
    }

    fn equals(&self, other: &dyn HostObject) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref().is_some_and(|other| self.same(other))
    }
}

impl From<Exception> for Value {
    fn from(exception: Exception) -> Self {
        Value::Object(Rc::new(exception))
    }
}
