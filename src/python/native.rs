//! Owns what is written in Rust: functions, objects and coroutines of the library, and the arguments that they get.
//!
//! Invariant: a native function gets its object, if it is a method, as its first positional argument.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::task::Poll;

use futures::future::LocalBoxFuture;

use super::limits::DEEPEST_AWAITED;
use super::memory::{Counted, release};
use super::signature::{Owner, Signature};
use super::value::{Str, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::{Class, RecursionError, TypeError};
use crate::memory::Charge;
use crate::repr::Value as HostValue;

/// A function of the library.
pub(crate) type NativeFunction = fn(&Vm, Args) -> Result<Value>;
/// A table of functions and how they are declared: see [`Signature`].
pub(crate) type Table = &'static [(&'static str, NativeFunction)];
/// What a coroutine of the library runs.
pub(crate) type Body = LocalBoxFuture<'static, Result<HostValue>>;

pub(crate) struct Native {
    pub(crate) name: Str,
    pub(crate) function: NativeKind,
    pub(crate) signature: Signature,
    /// The module that it is a function of, or the type that it is a class method of.
    pub(crate) module: &'static str,
    /// The type that it is a method of.
    pub(crate) owner: Option<&'static str>,
    /// The object of the library that it is a bound method of, by its address: it holds that object.
    pub(crate) bound_to: Option<usize>,
}

/// A native function that holds something.
type Closure = Box<dyn Fn(&Vm, Args) -> Result<Value>>;

pub(crate) enum NativeKind {
    Function(NativeFunction),
    Closure(Closure),
}

impl Native {
    /// The owner of class methods, whose type stands in the place of the module.
    pub(crate) const CLASS_METHOD: &'static str = "type";

    pub(crate) fn call(&self, vm: &Vm, mut args: Args) -> Result<Value> {
        vm.look_at(&args.positional)?;
        let this = usize::from(self.owner.is_some() && !args.positional.is_empty());
        if !args.keywords.is_empty() || !self.signature.takes(args.positional.len() - this) {
            self.fit(this, &mut args)?;
        }
        match &self.function {
            NativeKind::Function(function) => function(vm, args),
            NativeKind::Closure(closure) => closure(vm, args),
        }
    }

    /// Puts arguments that are not plainly those that it takes in their places.
    #[cold]
    fn fit(&self, this: usize, args: &mut Args) -> Result<()> {
        let of = match self.owner() {
            "builtins" => Owner::Builtins,
            owner => Owner::Named(owner),
        };
        self.signature.fit(&of, this, args)
    }

    /// What it belongs to: a type or a module.
    fn owner(&self) -> &'static str {
        self.owner.filter(|owner| *owner != Self::CLASS_METHOD).unwrap_or(self.module)
    }

    pub(crate) fn qualname(&self) -> Str {
        match self.owner {
            Some(_) => format!("{}.{}", self.owner(), self.name).as_str().into(),
            None => self.name.clone(),
        }
    }

    fn new(declared: &'static str, function: NativeKind) -> Self {
        let signature = Signature::of(declared);
        Self { name: signature.name().into(), function, signature, module: "builtins", owner: None, bound_to: None }
    }

    fn value(self) -> Value {
        Value::Native(Counted::new(self))
    }

    /// A function of a module.
    pub(crate) fn function(module: &'static str, declared: &'static str, function: NativeFunction) -> Value {
        Self { module, ..Self::new(declared, NativeKind::Function(function)) }.value()
    }

    pub(crate) fn method(owner: &'static str, declared: &'static str, function: NativeFunction) -> Value {
        Self { owner: Some(owner), ..Self::new(declared, NativeKind::Function(function)) }.value()
    }

    /// A method that holds something.
    pub(crate) fn owned(
        owner: &'static str,
        declared: &'static str,
        closure: impl Fn(&Vm, Args) -> Result<Value> + 'static,
    ) -> Value {
        Self { owner: Some(owner), ..Self::new(declared, NativeKind::Closure(Box::new(closure))) }.value()
    }

    /// A method of an object of the library, which the closure holds.
    pub(crate) fn bound(address: usize, name: &str, closure: impl Fn(&Vm, Args) -> Result<Value> + 'static) -> Value {
        let native = Self::new("", NativeKind::Closure(Box::new(closure)));
        Self { name: name.into(), bound_to: Some(address), ..native }.value()
    }

    pub(crate) fn closure(declared: &'static str, closure: impl Fn(&Vm, Args) -> Result<Value> + 'static) -> Value {
        Self::new(declared, NativeKind::Closure(Box::new(closure))).value()
    }
}

/// An object of the library: a lock, a logger, a match.
pub(crate) trait Host: Any {
    fn type_name(&self) -> Cow<'_, str>;

    /// Its module, for the repr.
    fn module(&self) -> &str {
        "builtins"
    }

    fn repr(&self, _vm: &Vm) -> Option<String> {
        None
    }

    /// Its text, where that is not its repr.
    fn str(&self, _vm: &Vm) -> Option<String> {
        None
    }

    /// An attribute; methods come bound.
    fn attribute(self: Rc<Self>, vm: &Vm, name: &str) -> Result<Option<Value>>;

    /// Whether another object stands for the same thing, so that the program sees one object.
    fn is_same(&self, _other: &dyn Host) -> bool {
        false
    }

    /// Sets an attribute; false if there is none of that name.
    fn set_attribute(&self, _vm: &Vm, _name: &str, _value: &Value) -> Result<bool> {
        Ok(false)
    }

    /// The base classes by name, for `isinstance`.
    fn is_instance_of(&self, name: &str) -> bool {
        self.type_name() == name
    }

    fn call(self: Rc<Self>, vm: &Vm, _args: Args) -> Result<Value> {
        let _ = vm;
        fail(TypeError, format!("'{}' object is not callable", self.type_name()))
    }
}

impl Counted<dyn Host> {
    pub(crate) fn attribute(&self, vm: &Vm, name: &str) -> Result<Option<Value>> {
        self.rc().clone().attribute(vm, name)
    }

    pub(crate) fn call(&self, vm: &Vm, args: Args) -> Result<Value> {
        self.rc().clone().call(vm, args)
    }
}

impl dyn Host {
    pub(crate) fn downcast<T: Host>(&self) -> Option<&T> {
        let any: &dyn Any = self;
        any.downcast_ref()
    }
}

/// How many bytes a coroutine of the library takes.
const SIZE: usize = 512;

/// A coroutine of the library.
pub(crate) struct Coroutine {
    pub(crate) code: crate::Code,
    /// Until it begins.
    pub(crate) body: RefCell<Option<Body>>,
    _charge: Charge,
}

impl Coroutine {
    pub(crate) fn value(vm: &Vm, name: &'static str, body: impl Future<Output = Result<HostValue>> + 'static) -> Value {
        let code = vm.native_code(name);
        Value::Coroutine(Rc::new(Coroutine {
            code,
            body: RefCell::new(Some(Box::pin(nested(body)))),
            _charge: Charge::new(SIZE),
        }))
    }
}

/// The steps of a coroutine, which nest in those of what awaits it.
async fn nested(body: impl Future<Output = Result<HostValue>>) -> Result<HostValue> {
    let mut body = std::pin::pin!(body);
    std::future::poll_fn(|cx| {
        let Some(vm) = super::vm::current() else { return body.as_mut().poll(cx) };
        let depth = vm.native_depth.get();
        if depth >= DEEPEST_AWAITED {
            return Poll::Ready(fail(RecursionError, "maximum recursion depth exceeded"));
        }
        vm.native_depth.set(depth + 1);
        let polled = body.as_mut().poll(cx);
        vm.native_depth.set(depth);
        polled
    })
    .await
}

impl Drop for Coroutine {
    fn drop(&mut self) {
        if let Some(body) = self.body.get_mut().take() {
            release(body);
            // Dropped before it began: the loop warns.
            drop(crate::Coro::new(self.code.clone(), std::future::ready(Ok::<(), crate::Exception>(()))));
        }
    }
}

/// Raises an exception of this class with a message.
pub(crate) fn fail<T>(class: Class, message: impl Into<HostValue>) -> Result<T> {
    crate::raise(class.new(message))
}

/// The arguments of a call.
#[derive(Clone, Default)]
pub(crate) struct Args {
    pub(crate) positional: Vec<Value>,
    pub(crate) keywords: Vec<(Str, Value)>,
}

impl Args {
    pub(crate) fn new(positional: Vec<Value>) -> Self {
        Self { positional, keywords: Vec::new() }
    }

    pub(crate) fn one(value: &Value) -> Self {
        Self::new(vec![value.clone()])
    }

    /// The object of a method, taken out.
    pub(crate) fn this(&mut self) -> Result<Value> {
        if self.positional.is_empty() {
            return fail(TypeError, "unbound method needs an argument");
        }
        Ok(self.positional.remove(0))
    }

    /// The arguments of a type, as its signature says.
    pub(crate) fn fit(self, signature: &Signature) -> Result<Self> {
        self.fit_to(signature, &Owner::Constructor)
    }

    /// The arguments of a method of this type.
    pub(crate) fn fit_of(self, signature: &Signature, class: &str) -> Result<Self> {
        self.fit_to(signature, &Owner::Named(class))
    }

    fn fit_to(mut self, signature: &Signature, of: &Owner<'_>) -> Result<Self> {
        if !self.keywords.is_empty() || !signature.takes(self.positional.len()) {
            signature.fit(of, 0, &mut self)?;
        }
        Ok(self)
    }

    /// All positional arguments, which have been checked.
    pub(crate) fn values<const N: usize>(self) -> [Value; N] {
        self.options().map(Value::option)
    }

    /// All positional arguments, of which some may be left out.
    pub(crate) fn options<const N: usize>(self) -> [Option<Value>; N] {
        let mut values = self.positional.into_iter();
        std::array::from_fn(|_| values.next())
    }

    /// The argument of this name, taken out.
    pub(crate) fn keyword(&mut self, name: &str) -> Option<Value> {
        let index = self.keywords.iter().position(|(keyword, _)| **keyword == *name)?;
        Some(self.keywords.remove(index).1)
    }

    /// The arguments in the order of `names`, of which the first `required` have to be there: errors as those of a function in
    /// Python.
    pub(crate) fn bind<const N: usize>(
        mut self,
        function: &str,
        names: [&str; N],
        required: usize,
    ) -> Result<[Option<Value>; N]> {
        let given = self.positional.len();
        if given > N {
            let were = if given == 1 { "was" } else { "were" };
            let (takes, s) = match N - required {
                0 => (N.to_string(), if N == 1 { "" } else { "s" }),
                _ => (format!("from {required} to {N}"), "s"),
            };
            return fail(
                TypeError,
                format!("{function}() takes {takes} positional argument{s} but {given} {were} given"),
            );
        }
        let mut values: [Option<Value>; N] = std::array::from_fn(|_| None);
        for (place, value) in values.iter_mut().zip(self.positional.drain(..)) {
            *place = Some(value);
        }
        for (keyword, value) in self.keywords.drain(..) {
            match names.iter().position(|name| **name == *keyword) {
                Some(index) if values[index].is_none() => values[index] = Some(value),
                Some(_) => {
                    return fail(TypeError, format!("{function}() got multiple values for argument '{keyword}'"));
                }
                None => return fail(TypeError, format!("{function}() got an unexpected keyword argument '{keyword}'")),
            }
        }
        let missing: Vec<String> =
            (0..required).filter(|index| values[*index].is_none()).map(|index| format!("'{}'", names[index])).collect();
        if missing.is_empty() { Ok(values) } else { missing_arguments(function, "positional", &missing) }
    }

    /// Refuses keywords that are left.
    pub(crate) fn no_keywords(&self, function: &str) -> Result<()> {
        match self.keywords.first() {
            Some((keyword, _)) => {
                fail(TypeError, format!("{function}() got an unexpected keyword argument '{keyword}'"))
            }
            None => Ok(()),
        }
    }
}

/// `f() missing 2 required positional arguments: 'a' and 'b'`
pub(crate) fn missing_arguments<T>(function: &str, kind: &str, missing: &[String]) -> Result<T> {
    let s = if missing.len() == 1 { "" } else { "s" };
    let list = match missing {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    };
    fail(TypeError, format!("{function}() missing {} required {kind} argument{s}: {list}", missing.len()))
}
