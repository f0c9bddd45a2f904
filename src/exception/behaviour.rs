//! Owns what a class may do in its own way: `__str__`, `__init__`, and `derive` and `split` of groups.
//!
//! Invariant: a piece of behaviour is that of the first class in method resolution order which defines it, Python's own
//! classes included.

use super::group::Condition;
use super::{
    AttributeError, BaseException, BaseExceptionGroup, Class, ClassDef, Exception, ExceptionGroup, ImportError,
    KeyError, NameError, OSError, Own, Result, base_exception_group, text,
};
use crate::repr::Value;

/// An own `__str__`: the text of the exception.
pub type Str = fn(exception: &Exception) -> Result<String>;

/// An own `__init__`: gets what the class was called with, and may set arguments and fields, or raise.
///
/// As in Python the exception has the arguments of the call already, unless it is an `OSError`: a class of those that has an
/// own `__init__` has to call `OSError.init`.
pub type Init = fn(exception: &Exception, args: &[Value]) -> Result<()>;

/// An own `derive`: how a group makes the group of some of its members.
pub type Derive = fn(group: &Exception, exceptions: Vec<Exception>) -> Result<Exception>;

/// An own `split`: the part of a group that a condition holds for, and the rest.
pub type Split = fn(group: &Exception, condition: &dyn Condition) -> Result<Parts>;

/// What a split gives: the part that matches, and the rest.
pub type Parts = (Option<Exception>, Option<Exception>);

/// What a class may define.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Behaviour {
    /// `__str__`
    Str = 1,
    /// `__init__`
    Init = 2,
    /// `derive`
    Derive = 4,
    /// `split`
    Split = 8,
    /// `__repr__`
    Repr = 128,
}

/// Bits beside those of [`Behaviour`], by which Python's own classes differ: their exceptions are groups,
pub(super) const GROUP: u8 = 16;
/// or errors of the operating system,
pub(super) const OS: u8 = 32;
/// or their text is the repr of a key.
pub(super) const KEY: u8 = 64;

/// Runs what the class defines in its own way, or what stands for that of one of Python's own classes.
macro_rules! own {
    ($class:expr, $hook:ident($($arg:expr),+), else $pythons:expr) => {
        match &$class {
            Class::Static(ClassDef { $hook: Some(own), .. }) => own($($arg),+),
            Class::Static(_) => $pythons,
            Class::Created(class) => match &class.$hook {
                Some(own) => own($($arg),+),
                None => $pythons,
            },
        }
    };
}

impl Class {
    /// Whether the class itself defines this, as `"__str__" in vars(cls)` asks. Behind a class in
    /// [method resolution order](Self::mro), the first one that does is the one that Python's `super()` means there:
    ///
    /// ```
    /// use except_star::exception::*;
    ///
    /// fn super_str(error: &Exception, class: &Class) -> Result<String> {
    ///     let order = error.class().mro();
    ///     let mut behind = order.iter().skip_while(|other| *other != class).skip(1);
    ///     behind.find(|class| class.defines(Behaviour::Str)).expect("BaseException does").str(error)
    /// }
    ///
    /// class! {
    ///     Loud(Exception) str |error| Ok(super_str(error, &Loud)?.to_uppercase());
    ///     LoudKeyError(Loud, KeyError);
    /// }
    /// assert_eq!(LoudKeyError.new("k").to_string(), "'K'");
    /// ```
    pub fn defines(&self, what: Behaviour) -> bool {
        const TEXTS: [Class; 7] =
            [BaseException, BaseExceptionGroup, AttributeError, ImportError, KeyError, NameError, OSError];
        let by_python = || match what {
            Behaviour::Str => TEXTS.contains(self),
            Behaviour::Init => self.is_builtin() && self != ExceptionGroup,
            Behaviour::Derive | Behaviour::Split => self == BaseExceptionGroup,
            Behaviour::Repr => self == BaseException,
        };
        self.own() & what as u8 != 0 || by_python()
    }

    /// The class whose behaviour counts for exceptions of this one.
    pub(super) fn definer(&self, what: Behaviour) -> Class {
        if self.defines(what) {
            return self.clone();
        }
        self.mro().into_iter().find(|class| class.defines(what)).expect("a base that all of its kind have defines it")
    }

    /// Python's `cls.__str__(exception)`; [`Exception::str`] is that of the exception's own class.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let error = KeyError.new("k");
    /// assert_eq!((error.str()?, BaseException.str(&error)?), ("'k'".into(), "k".into()));
    /// # Ok::<(), Exception>(())
    /// ```
    ///
    /// # Errors
    /// Whatever an own `__str__` raises.
    pub fn str(&self, exception: &Exception) -> Result<String> {
        if self.all() & (Behaviour::Str as u8 | GROUP | OS | KEY) == 0 {
            return Ok(text::of_args(exception));
        }
        let definer = self.definer(Behaviour::Str);
        own!(definer, str(exception), else Ok(text::of(exception, definer.own())))
    }

    /// Python's `cls.__init__(exception, *args)`, which sets the arguments where the class has no `__init__` of its own.
    ///
    /// # Errors
    /// Whatever an own `__init__` raises.
    pub fn init(&self, exception: &Exception, args: &[Value]) -> Result<()> {
        let definer = self.definer(Behaviour::Init);
        own!(definer, init(exception, args), else {
            match &exception.inner.own {
                Own::Os(_) if definer.has(OS) => text::init_os_error(exception, args),
                _ => exception.set_args(args.to_vec()),
            }
            Ok(())
        })
    }

    /// What an own `__repr__` of the class gives; none where it has none.
    pub(super) fn own_repr(&self, exception: &Exception) -> Option<Result<String>> {
        if !self.has(Behaviour::Repr as u8) {
            return None;
        }
        let definer = self.definer(Behaviour::Repr);
        Some(own!(definer, repr(exception), else return None))
    }

    /// Python's `cls.derive(group, exceptions)`; [`Exception::derive`] is that of the group's own class.
    ///
    /// # Errors
    /// Whatever an own `derive` raises, else as [`Exception::group`].
    pub fn derive(&self, group: &Exception, exceptions: Vec<Exception>) -> Result<Exception> {
        if !self.has(Behaviour::Derive as u8) {
            return base_exception_group(group.message(), exceptions);
        }
        let definer = self.definer(Behaviour::Derive);
        own!(definer, derive(group, exceptions), else base_exception_group(group.message(), exceptions))
    }

    /// Python's `cls.split(group, condition)`; [`Exception::split`] is that of the group's own class.
    ///
    /// ```
    /// use except_star::exception::*;
    ///
    /// class! {
    ///     /// The rest comes first.
    ///     Reversed(ExceptionGroup) split |group, condition| {
    ///         let (matching, rest) = BaseExceptionGroup.split(group, condition)?;
    ///         Ok((rest, matching))
    ///     }
    /// }
    ///
    /// let group = Exception::group(Reversed, "m", vec![ValueError.new(1), KeyError.new(2)])?;
    /// let (part, _) = group.split(ValueError)?;
    /// assert_eq!(format!("{:?}", part.unwrap()), "ExceptionGroup('m', [KeyError(2)])");
    /// # Ok::<(), Exception>(())
    /// ```
    ///
    /// # Errors
    /// Whatever an own `split` or `derive`, or the condition, raises; TypeError if `derive` gives no group.
    pub fn split(&self, group: &Exception, condition: &dyn Condition) -> Result<Parts> {
        if !self.has(Behaviour::Split as u8) {
            return group.sort_out(condition, true);
        }
        let definer = self.definer(Behaviour::Split);
        own!(definer, split(group, condition), else group.sort_out(condition, true))
    }
}
