//! Names of functions: of coroutines and callbacks.
//!
//! Invariant: a name is text and nothing else, so two names are equal exactly when their texts are.

use std::ops::Deref;
use std::rc::Rc;

/// A name that is part of a compiled program, or that a program read at run time brings along. Cloning never copies
/// the text.
///
/// ```
/// use except_star::trace::Name;
///
/// let given = format!("worker-{}", 1);
/// assert_eq!(Name::from(given), Name::from("worker-1"));
/// ```
#[derive(Clone)]
pub struct Name(Text);

#[derive(Clone)]
enum Text {
    Static(&'static str),
    Shared(Rc<str>),
}

impl Name {
    /// A name in the program's own text.
    pub const fn of(text: &'static str) -> Self {
        Self(Text::Static(text))
    }

    /// The text where it lives as long as the process, which makes its address a proof of equality.
    pub(super) fn as_static(&self) -> Option<&'static str> {
        match self.0 {
            Text::Static(text) => Some(text),
            Text::Shared(_) => None,
        }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Text::Static(text) => text,
            Text::Shared(text) => text,
        }
    }
}

impl From<&'static str> for Name {
    fn from(text: &'static str) -> Self {
        Self::of(text)
    }
}

impl From<Rc<str>> for Name {
    fn from(text: Rc<str>) -> Self {
        Self(Text::Shared(text))
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self(Text::Shared(text.into()))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Name {}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self)
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&**self, f)
    }
}
