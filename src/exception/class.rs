//! Owns the classes of exceptions: what a class is, how it is defined in the source, and calling it.
//!
//! Invariant: a class is its definition, so two classes of one name are two classes.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::args::Args;
use super::behaviour::{Behaviour, Derive, GROUP, Init, OS, Split, Str};
use super::created::{ClassBuilder, CreatedClass, linearize};
use super::{Exception, Own, Result, classes, group, text};
use crate::repr::{Repr, Value};

/// A class that the source defines; [`class!`](crate::class) puts it into a `static`, whose address is the class's identity.
pub struct ClassDef {
    name: &'static str,
    module: &'static str,
    bases: &'static [&'static ClassDef],
    /// What it defines itself, and what it or any of its bases defines: bits of [`Behaviour`], and more of Python's own classes.
    own: u8,
    all: u8,
    pub(super) str: Option<Str>,
    pub(super) init: Option<Init>,
    pub(super) derive: Option<Derive>,
    pub(super) split: Option<Split>,
    pub(super) repr: Option<Str>,
}

impl ClassDef {
    /// A definition; `module` is what Python calls `__module__`.
    pub const fn new(name: &'static str, module: &'static str, bases: &'static [&'static ClassDef]) -> Self {
        let mut all = 0;
        let mut index = 0;
        while index < bases.len() {
            all |= bases[index].all;
            index += 1;
        }
        ClassDef { name, module, bases, own: 0, all, str: None, init: None, derive: None, split: None, repr: None }
    }

    /// The same with these bits.
    pub(super) const fn with(mut self, own: u8) -> Self {
        self.own |= own;
        self.all |= own;
        self
    }

    /// The same with its own `__str__`.
    pub const fn str(mut self, str: Str) -> Self {
        self.str = Some(str);
        self.with(Behaviour::Str as u8)
    }

    /// The same with its own `__init__`.
    pub const fn init(mut self, init: Init) -> Self {
        self.init = Some(init);
        self.with(Behaviour::Init as u8)
    }

    /// The same with its own `__repr__`.
    pub const fn repr(mut self, repr: Str) -> Self {
        self.repr = Some(repr);
        self.with(Behaviour::Repr as u8)
    }

    /// The same with its own `derive`.
    pub const fn derive(mut self, derive: Derive) -> Self {
        self.derive = Some(derive);
        self.with(Behaviour::Derive as u8)
    }

    /// The same with its own `split`.
    pub const fn split(mut self, split: Split) -> Self {
        self.split = Some(split);
        self.with(Behaviour::Split as u8)
    }
}

/// A class of exceptions, such as [`ValueError`](super::ValueError).
///
/// Cloning gives the same class again. What takes a class takes it by value or by reference.
///
/// ```
/// use except_star::exception::*;
/// assert!(KeyError.is_subclass_of(LookupError));
/// assert_eq!(CancelledError.qualified_name(), "asyncio.exceptions.CancelledError");
/// assert_eq!(ValueError.new("bad").to_string(), "bad");
/// ```
#[derive(Clone)]
pub enum Class {
    /// A class that the source defines: Python's own, or one of [`class!`](crate::class).
    Static(&'static ClassDef),
    /// A class that the running program has created; see [`Class::builder`].
    Created(Rc<CreatedClass>),
}

impl Class {
    /// Creates a class at run time, which lives as long as it is used.
    ///
    /// ```
    /// use except_star::exception::*;
    ///
    /// fn http_error(name: &str, status: i64) -> Result<Class> {
    ///     let init = move |error: &Exception, args: &[_]| {
    ///         error.set_field("status", status);
    ///         BaseException.init(error, args)
    ///     };
    ///     Class::builder(name, [Exception]).module("http").init(init).build()
    /// }
    ///
    /// let not_found = http_error("NotFound", 404)?;
    /// let error = not_found.new("/index");
    /// assert!(error.is(&not_found) && error.is(Exception));
    /// assert_eq!(error.field("status"), Some(404.into()));
    /// assert_eq!(format_exception_only(&error), ["http.NotFound: /index"]);
    /// # Ok::<(), Exception>(())
    /// ```
    pub fn builder(name: impl Into<Rc<str>>, bases: impl Into<Vec<Class>>) -> ClassBuilder {
        ClassBuilder::new(name.into(), bases.into())
    }

    /// The class of that name among Python's and asyncio's own.
    pub fn builtin(name: &str) -> Option<Class> {
        Self::builtins().iter().find(|class| class.name() == name).cloned()
    }

    /// All of Python's and asyncio's own classes that exist here, bases before subclasses.
    pub fn builtins() -> &'static [Class] {
        classes::ALL
    }

    /// The definition in the source, which [`class!`](crate::class) names as a base.
    ///
    /// # Panics
    /// If the class was created at run time; no constant is.
    pub const fn definition(&self) -> &'static ClassDef {
        match self {
            Class::Static(definition) => definition,
            Class::Created(_) => panic!("a class of the source has bases of the source alone"),
        }
    }

    /// The name alone, Python's `__name__`: `CancelledError`.
    pub fn name(&self) -> &str {
        match self {
            Class::Static(definition) => definition.name,
            Class::Created(class) => &class.name,
        }
    }

    /// The module that Python would name in `__module__`: `builtins`, `__main__`, `asyncio.exceptions`.
    pub fn module(&self) -> &str {
        match self {
            Class::Static(definition) => definition.module,
            Class::Created(class) => &class.module,
        }
    }

    /// Python's `__qualname__`: the name behind the names of what it is defined in.
    pub fn qualname(&self) -> &str {
        match self {
            Class::Static(definition) => definition.name,
            Class::Created(class) => &class.qualname,
        }
    }

    /// The name as tracebacks print it: `asyncio.exceptions.CancelledError`, but `ValueError`.
    pub fn qualified_name(&self) -> String {
        match self.module() {
            "builtins" | "__main__" => self.qualname().to_owned(),
            module => format!("{module}.{}", self.qualname()),
        }
    }

    /// The classes that this one is made from; none for [`BaseException`](super::BaseException).
    pub fn bases(&self) -> Vec<Class> {
        match self {
            Class::Static(definition) => definition.bases.iter().map(|base| Class::Static(base)).collect(),
            Class::Created(class) => class.bases.clone(),
        }
    }

    /// Python's `__mro__`: the class and all that it is made from, in the order in which behaviour is looked up.
    ///
    /// ```
    /// use except_star::exception::*;
    /// class! { Missing(KeyError, ValueError) }
    /// assert_eq!(Missing.mro(), [Missing, KeyError, LookupError, ValueError, Exception, BaseException]);
    /// ```
    ///
    /// # Panics
    /// With Python's TypeError if a [`class!`](crate::class) has bases for which there is no such order. For classes created
    /// at run time [`build`](ClassBuilder::build) returns that error.
    pub fn mro(&self) -> Vec<Class> {
        let mut order = vec![self.clone()];
        match self {
            Class::Static(_) => match linearize(&self.bases()) {
                Ok(ancestors) => order.extend(ancestors),
                Err(error) => panic!("{}: {error}", self.name()),
            },
            Class::Created(class) => order.extend_from_slice(&class.ancestors),
        }
        order
    }

    /// Whether this is `other`, or made from it.
    pub fn is_subclass_of(&self, other: impl Borrow<Class>) -> bool {
        self.is_made_from(other.borrow())
    }

    fn is_made_from(&self, other: &Class) -> bool {
        match (self, other) {
            (Class::Static(definition), Class::Static(other)) => is_among(definition, other),
            (Class::Static(_), Class::Created(_)) => false,
            (Class::Created(class), other) => self == other || class.ancestors.contains(other),
        }
    }

    /// Whether it is one of Python's own classes, those of asyncio not included.
    pub(super) fn is_builtin(&self) -> bool {
        matches!(self, Class::Static(definition) if definition.module == "builtins")
    }

    /// What the class defines itself, as bits of [`Behaviour`], and what Python's own classes differ by.
    pub(super) fn own(&self) -> u8 {
        match self {
            Class::Static(definition) => definition.own,
            Class::Created(class) => class.own,
        }
    }

    /// The same of the class and all of its bases.
    pub(super) fn all(&self) -> u8 {
        match self {
            Class::Static(definition) => definition.all,
            Class::Created(class) => class.all,
        }
    }

    pub(super) fn has(&self, bit: u8) -> bool {
        self.all() & bit != 0
    }

    /// A new exception with one argument: `ValueError("bad")`. See [`with_args`](Self::with_args).
    #[expect(clippy::new_ret_no_self, reason = "calling a class makes an exception, as in Python")]
    pub fn new(&self, arg: impl Into<Value>) -> Exception {
        self.make(Args::One(arg.into())).unwrap_or_else(|error| error)
    }

    /// A new exception without arguments: `ValueError()`. See [`with_args`](Self::with_args).
    pub fn empty(&self) -> Exception {
        self.make(Args::None).unwrap_or_else(|error| error)
    }

    /// A new exception with any number of arguments.
    ///
    /// Where the call raises, as an `__init__` of one's own may do, the error is returned in place of the exception: either
    /// way there is something to raise. [`call`](Self::call) tells the two apart. As in Python, an `OSError` with a known error
    /// number becomes the subclass of that number.
    pub fn with_args(&self, args: Vec<Value>) -> Exception {
        self.call(args).unwrap_or_else(|error| error)
    }

    /// Calls the class: [`create`](Self::create), then `__init__`.
    ///
    /// ```
    /// use except_star::exception::*;
    /// let members = vec![ValueError.new(1).into(), KeyError.new("k").into()];
    /// let group = ExceptionGroup.call(vec!["both".into(), except_star::repr::Value::List(members)])?;
    /// assert_eq!(format!("{group:?}"), "ExceptionGroup('both', [ValueError(1), KeyError('k')])");
    /// assert!(ExceptionGroup.call(vec!["none".into()]).unwrap_err().is(TypeError));
    /// # Ok::<(), Exception>(())
    /// ```
    ///
    /// # Errors
    /// Whatever the class's `__init__` raises; for groups as [`Exception::group`], and TypeError or ValueError if the
    /// arguments are no message and exceptions.
    pub fn call(&self, args: Vec<Value>) -> Result<Exception> {
        self.make(Args::from(args))
    }

    /// Python's `cls.__new__(cls, *args)`: an exception whose `__init__` has not run.
    ///
    /// # Errors
    /// As [`call`](Self::call), but for `__init__`.
    pub fn create(&self, args: Vec<Value>) -> Result<Exception> {
        if self.has(GROUP) {
            return group::from_args(self, &args);
        }
        if self.has(OS) {
            return Ok(text::os_error(self, args));
        }
        Ok(Exception::build(self.clone(), Args::from(args), Own::Nothing))
    }

    fn make(&self, args: Args) -> Result<Exception> {
        const UNUSUAL: u8 = GROUP | OS | Behaviour::Init as u8;
        if self.all() & UNUSUAL == 0 {
            return Ok(Exception::build(self.clone(), args, Own::Nothing));
        }
        let args = args.as_slice();
        let exception = self.create(args.to_vec())?;
        // A group has its arguments already, as a list of members that is made when it is asked for.
        if !self.has(GROUP) || self.has(Behaviour::Init as u8) {
            self.init(&exception, args)?;
        }
        Ok(exception)
    }
}

/// Whether `other` is the definition or one of its bases, near or far.
fn is_among(definition: &ClassDef, other: &ClassDef) -> bool {
    std::ptr::eq(definition, other) || definition.bases.iter().any(|base| is_among(base, other))
}

impl PartialEq for Class {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Class::Static(definition), Class::Static(other)) => std::ptr::eq(*definition, *other),
            (Class::Created(class), Class::Created(other)) => Rc::ptr_eq(class, other),
            _ => false,
        }
    }
}

impl PartialEq<Class> for &Class {
    fn eq(&self, other: &Class) -> bool {
        *self == other
    }
}

impl Eq for Class {}

impl Hash for Class {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Class::Static(definition) => std::ptr::hash(*definition, state),
            Class::Created(class) => std::ptr::hash(Rc::as_ptr(class), state),
        }
    }
}

impl Repr for Class {
    fn repr(&self) -> String {
        match self.module() {
            "builtins" => format!("<class '{}'>", self.qualname()),
            module => format!("<class '{module}.{}'>", self.qualname()),
        }
    }
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repr())
    }
}

/// Makes classes of one's own, as `class Name(Base): pass` does.
///
/// Behind the bases a class may have its own behaviour, each piece a name and a closure that holds nothing, separated by
/// commas: `str` ([`Str`]), `init` ([`Init`]), and for groups `derive` ([`Derive`]) and `split` ([`Split`]). It is inherited in
/// [method resolution order](Class::mro), and the behaviour of a base is called as in Python: `BaseException.init(e, args)`.
///
/// ```
/// use except_star::exception::*;
///
/// class! {
///     /// Whatever an API answers instead of a result.
///     pub ApiError(Exception)
///         init |error, args| match args {
///             [status, _] => {
///                 error.set_field("status", status.clone());
///                 BaseException.init(error, &args[1..])
///             }
///             _ => Err(TypeError.new("a status and a text, please")),
///         },
///         str |error| {
///             let status = error.field("status").unwrap_or_default();
///             Ok(format!("{} (status {status})", BaseException.str(error)?))
///         };
///     /// An API that wants a pause.
///     pub RateLimited(ApiError);
///     /// Errors of several calls; parts of such a group are such groups, too.
///     pub ApiErrors(ExceptionGroup) derive |group, exceptions| {
///         Exception::group(ApiErrors, group.message(), exceptions)
///     }
/// }
///
/// let limited = RateLimited.with_args(vec![429.into(), "slow down".into()]);
/// assert!(limited.is(ApiError));
/// assert_eq!(format_exception_only(&limited), ["RateLimited: slow down (status 429)"]);
/// assert!(RateLimited.empty().is(TypeError));
///
/// let all = Exception::group(ApiErrors, "calls", vec![limited, ValueError.new(1)])?;
/// let (limited, _) = all.split(RateLimited)?;
/// assert!(limited.unwrap().is(ApiErrors));
/// # Ok::<(), Exception>(())
/// ```
#[macro_export]
macro_rules! class {
    ($($(#[$meta:meta])* $vis:vis $name:ident($($base:path),+ $(,)?) $($hook:ident $body:expr),*);+ $(;)?) => {$(
        $(#[$meta])*
        #[allow(non_upper_case_globals, reason = "a class is named as it is in Python")]
        $vis const $name: $crate::exception::Class = {
            const BASES: &[&$crate::exception::ClassDef] = &[$($base.definition()),+];
            static DEFINITION: $crate::exception::ClassDef =
                $crate::exception::ClassDef::new(stringify!($name), "__main__", BASES)$(.$hook($body))*;
            $crate::exception::Class::Static(&DEFINITION)
        };
    )+};
}
