//! Owns exceptions as objects: attributes, creation, and classes of the program's own.
//!
//! Invariant: an exception is the loop's own; what the program's class defines is found through its class.

use std::borrow::Cow;
use std::rc::{Rc, Weak};

use crate::Result;
use crate::exception::{
    self, AttributeError, BaseExceptionGroup, Condition, Exception, ImportError, NameError, OSError, StopIteration,
    SyntaxError, SystemExit, TypeError,
};
use crate::python::class::Class;
use crate::python::exceptions::{from_host, to_host};
use crate::python::machine::raising::{classes_of, to_exception};
use crate::python::native::{Args, Host, Native, Table, fail};
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("__new__(*args, **kwargs)", |vm, mut args| match args.this()? {
        Value::Class(class) => match class.exception_class() {
            Some(of) => new(vm, &of, &args).map(Value::Exception),
            None => fail(TypeError, "BaseException.__new__(X): X is not an exception class"),
        },
        _ => fail(TypeError, "BaseException.__new__(X): X is not a type object"),
    }),
    ("__repr__()", |vm, mut args| {
        let this = args.this()?;
        let error = exception(&this)?;
        let values: Vec<Value> = error.args().iter().map(from_host).collect();
        Ok(Value::string(format!("{}({})", vm.type_name(&this), vm.join(&values)?)))
    }),
    ("add_note(note, /)", |vm, mut args| {
        let this = exception(&args.this()?)?;
        let [note] = args.values();
        match note.as_str() {
            Some(note) => this.add_note(note.clone()),
            None => {
                let class = if note.is_none() { "None".into() } else { vm.type_name(&note) };
                return fail(TypeError, format!("add_note() argument must be str, not {class}"));
            }
        }
        Ok(Value::None)
    }),
    ("with_traceback(tb, /)", |vm, mut args| {
        let this = args.this()?;
        let [traceback] = args.values();
        set_attribute(vm, &exception(&this)?, &"__traceback__".into(), traceback)?;
        Ok(this)
    }),
];

/// What groups have besides.
const GROUP_METHODS: Table = &[
    ("derive(excs, /)", |vm, mut args| {
        let this = exception(&args.this()?)?;
        let [members] = args.values();
        let members = vm.collect(&members)?.iter().map(exception).collect::<Result<Vec<_>>>()?;
        raised(BaseExceptionGroup.derive(&this, members)).map(Value::Exception)
    }),
    ("split(matcher_value, /)", |vm, mut args| {
        let this = exception(&args.this()?)?;
        let [condition] = args.values();
        let (part, rest) = split(vm, &this, &condition, true)?;
        Ok(Value::tuple(vec![part, rest]))
    }),
    ("subgroup(matcher_value, /)", |vm, mut args| {
        let this = exception(&args.this()?)?;
        let [condition] = args.values();
        split(vm, &this, &condition, false).map(|(part, _)| part)
    }),
];

/// Gives one of Python's own classes its `__init__`, and its `__str__` where it has one of its own.
pub(crate) fn add_behaviour(python: &Rc<Class>, class: &exception::Class) {
    let of = class.clone();
    let init = move |_: &Vm, mut args: Args| {
        let this = exception(&args.this()?)?;
        let values: Vec<_> = args.positional.iter().map(to_host).collect();
        match of.is_subclass_of(BaseExceptionGroup) {
            true => this.set_args(values),
            false => of.init(&this, &values)?,
        }
        set_keywords(&this, args.keywords)?;
        Ok(Value::None)
    };
    if class.defines(exception::Behaviour::Init) {
        python.set("__init__", Native::owned("BaseException", "__init__", init));
    }
    if class == BaseExceptionGroup {
        for (name, function) in GROUP_METHODS {
            python.add("BaseExceptionGroup", name, *function);
        }
    }
    if class.defines(exception::Behaviour::Str) {
        let of = class.clone();
        let str = move |_: &Vm, mut args: Args| of.str(&exception(&args.this()?)?).map(Value::string);
        python.set("__str__", Native::owned("BaseException", "__str__", str));
    }
}

fn raised<T>(result: Result<T>) -> Result<T> {
    result.or_else(crate::raise)
}

fn exception(value: &Value) -> Result<Exception> {
    match value {
        Value::Exception(exception) => Ok(exception.clone()),
        _ => fail(TypeError, "an exception is needed"),
    }
}

/// What picks members of a group: classes, or a function.
struct Picks<'a>(&'a Vm, &'a Value);

impl Condition for Picks<'_> {
    fn holds(&self, exception: &Exception) -> Result<bool> {
        let Picks(vm, function) = self;
        vm.truth(&vm.call(function, Args::one(&Value::Exception(exception.clone())))?)
    }
}

fn split(vm: &Vm, group: &Exception, condition: &Value, with_rest: bool) -> Result<(Value, Value)> {
    let option = |part: Option<Exception>| part.map_or(Value::None, Value::Exception);
    if let Some(classes) = classes_of(condition) {
        return raised(match with_rest {
            true => BaseExceptionGroup.split(group, &classes).map(|(part, rest)| (option(part), option(rest))),
            false => group.subgroup(classes).map(|part| (option(part), Value::None)),
        });
    }
    if !vm.is_callable(condition) || matches!(condition, Value::Class(_)) {
        return fail(TypeError, "expected a function, exception type or tuple of exception types");
    }
    raised(match with_rest {
        true => BaseExceptionGroup.split(group, &Picks(vm, condition)).map(|(part, rest)| (option(part), option(rest))),
        false => group.subgroup(Picks(vm, condition)).map(|part| (option(part), Value::None)),
    })
}

/// Creates an exception of a class: `__new__`, then the `__init__` of the program's own class.
pub(crate) fn create(vm: &Vm, class: &Rc<Class>, of: &exception::Class, args: Args) -> Result<Value> {
    let error = new(vm, of, &args)?;
    let value = Value::Exception(error.clone());
    // One that occurs often in another would make texts and tracebacks of any length.
    if error.weight() > HEAVY {
        vm.spend(error.weight() / 8)?;
    }
    match class.lookup_in_program("__init__") {
        Some(init) => {
            let mut args = args;
            args.positional.insert(0, value.clone());
            vm.call(&init, args)?;
        }
        None => {
            let is_plain = !of.is_subclass_of(BaseExceptionGroup);
            if is_plain {
                let definer = of.mro().into_iter().find(|class| matches!(class, exception::Class::Static(_)));
                let values: Vec<_> = args.positional.iter().map(to_host).collect();
                if let Some(definer) = definer {
                    definer.init(&error, &values)?;
                }
            }
            set_keywords(&error, args.keywords)?;
        }
    }
    Ok(value)
}

/// How many exceptions one may stand for, until each further one takes the steps that showing it will take.
const HEAVY: u64 = 10_000;

/// `cls.__new__(cls, …)`
fn new(vm: &Vm, of: &exception::Class, args: &Args) -> Result<Exception> {
    if !of.is_subclass_of(BaseExceptionGroup) {
        return of.create(args.positional.iter().map(to_host).collect());
    }
    // A class of groups takes the message and the members; more is for its `__init__`.
    let mut values: Vec<_> = args.positional.iter().map(to_host).collect();
    if let Some(members) = args.positional.get(1)
        && let Some(place) = values.get_mut(1)
    {
        let items = match members.plain() {
            Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_) => {
                Some(vm.collect(members)?)
            }
            Value::Dict(_) => None,
            _ if vm.special(members, "__getitem__").is_some() => Some(vm.collect(members)?),
            _ => None,
        };
        if let Some(items) = items {
            let items = items.iter().map(to_host).collect();
            *place = if matches!(members, Value::Tuple(_)) {
                crate::repr::Value::Tuple(items)
            } else {
                crate::repr::Value::List(items)
            };
        }
    }
    raised(of.create(values))
}

fn set_keywords(error: &Exception, keywords: Vec<(Str, Value)>) -> Result<()> {
    for (keyword, value) in keywords {
        let known: &[&str] = if error.is(ImportError) {
            &["name", "path", "name_from"]
        } else if error.is(AttributeError) {
            &["name", "obj"]
        } else if error.is(NameError) {
            &["name"]
        } else {
            &[]
        };
        if !known.contains(&&*keyword) {
            let name = error.class().name();
            return fail(TypeError, format!("{name}() takes no keyword arguments"));
        }
        error.set_field(keyword, to_host(&value));
    }
    Ok(())
}

/// Gives a class of the program its class of exceptions.
pub(crate) fn define(vm: &Vm, class: &Rc<Class>) -> Result<()> {
    let bases: Vec<exception::Class> = class.bases.iter().filter_map(|base| base.exception_class()).collect();
    let weak = Rc::downgrade(class);
    let defines = |name: &str| class.dict.borrow().get_str(name).is_some();
    let mut builder = exception::Class::builder(class.name(), bases)
        .module(class.module.borrow().clone())
        .qualname(class.qualname.borrow().clone());
    if defines("__init__") {
        let weak = weak.clone();
        builder = builder
            .init(move |error, args| call(&weak, "__init__", error, args.iter().map(from_host).collect()).map(drop));
    }
    if defines("__str__") {
        let weak = weak.clone();
        builder = builder.str(move |error| call_text(&weak, "__str__", error));
    }
    if defines("__repr__") {
        let weak = weak.clone();
        builder = builder.repr(move |error| call_text(&weak, "__repr__", error));
    }
    if defines("derive") {
        let weak = weak.clone();
        builder = builder.derive(move |group, members| {
            let members = Value::list(members.into_iter().map(Value::Exception).collect());
            match call(&weak, "derive", group, vec![members])? {
                Value::Exception(error) => Ok(error),
                _ => fail(TypeError, "derive must return an instance of BaseExceptionGroup"),
            }
        });
    }
    if defines("split") {
        builder = builder.split(move |group, condition| call_split(&weak, group, condition));
    }
    let built = raised(builder.build())?;
    vm.classes.add(class, &built);
    let _ = class.exception.set(built);
    Ok(())
}

fn call(class: &Weak<Class>, method: &str, error: &Exception, mut args: Vec<Value>) -> Result<Value> {
    let (Some(vm), Some(class)) = (crate::python::vm::current(), class.upgrade()) else { return Ok(Value::None) };
    let Some(function) = class.own(&method.into()) else { return Ok(Value::None) };
    args.insert(0, Value::Exception(error.clone()));
    vm.call(&function, Args::new(args))
}

fn call_text(class: &Weak<Class>, method: &str, error: &Exception) -> Result<String> {
    match call(class, method, error, Vec::new())? {
        Value::Str(text) => Ok(text.to_string()),
        other => {
            let name = crate::python::vm::current().map_or(String::new(), |vm| vm.type_name(&other));
            fail(TypeError, format!("{method} returned non-string (type {name})"))
        }
    }
}

fn call_split(class: &Weak<Class>, group: &Exception, condition: &dyn Condition) -> Result<exception::Parts> {
    let Some(vm) = crate::python::vm::current() else { return Ok((None, None)) };
    let classes = condition.classes().unwrap_or(&[]);
    let classes: Vec<Value> = classes.iter().map(|class| Value::Class(vm.class_of_exception(class))).collect();
    let condition = match &classes[..] {
        [one] => one.clone(),
        _ => Value::tuple(classes),
    };
    let parts = call(class, "split", group, vec![condition])?;
    let Some(parts) = parts.as_tuple().cloned() else {
        let name = vm.type_name(&parts);
        let class = group.class().name();
        return fail(TypeError, format!("{class}.split must return a tuple, not {name}"));
    };
    if parts.len() < 2 {
        let class = group.class().name();
        return fail(TypeError, format!("{class}.split must return a 2-tuple, got tuple of size {}", parts.len()));
    }
    let part = |value: &Value| value.as_exception().cloned();
    Ok((part(&parts[0]), part(&parts[1])))
}

/// What a StopIteration carries.
pub(crate) fn stop_value(error: &Exception) -> Value {
    error.args().first().map_or(Value::None, from_host)
}

pub(crate) fn attribute(vm: &Vm, error: &Exception, name: &str) -> Result<Option<Value>> {
    let option = |error: Option<Exception>| error.map_or(Value::None, Value::Exception);
    let argument = |place: usize| error.args().get(place).map_or(Value::None, from_host);
    Ok(Some(match name {
        "args" => match error.is_group() {
            true => Value::tuple(error.args().iter().map(from_host).collect()),
            false => Value::tuple(error.args().iter().map(from_host).collect()),
        },
        "__cause__" => option(error.cause()),
        "__context__" => option(error.context()),
        "__suppress_context__" => Value::Bool(error.suppress_context()),
        "__traceback__" => {
            error.traceback().map_or(Value::None, |traceback| Value::host(Traceback { traceback, place: 0 }))
        }
        "__notes__" if !error.notes().is_empty() => {
            Value::list(error.notes().iter().map(|note| Value::str(note)).collect())
        }
        "__dict__" => super::object::dict_of(vm, &Value::Exception(error.clone())).map_or(Value::None, Value::Dict),
        "message" if error.is_group() => Value::str(error.message()),
        "exceptions" if error.is_group() => {
            Value::tuple(error.exceptions().iter().cloned().map(Value::Exception).collect())
        }
        "value" if error.is(StopIteration) => stop_value(error),
        "code" if error.is(SystemExit) => match error.args().len() {
            0 | 1 => argument(0),
            _ => Value::tuple(error.args().iter().map(from_host).collect()),
        },
        "errno" if error.is(OSError) => {
            if error.args().len() >= 2 {
                argument(0)
            } else {
                Value::None
            }
        }
        "strerror" if error.is(OSError) => {
            if error.args().len() >= 2 {
                argument(1)
            } else {
                Value::None
            }
        }
        "filename" | "filename2" if error.is(OSError) => {
            let [first, second] = error.file_names();
            let found = if name == "filename" { first } else { second };
            found.map_or(Value::None, |name| from_host(&name))
        }
        "name" | "obj" if error.is(AttributeError) || error.is(NameError) || error.is(ImportError) => Value::None,
        "path" if error.is(ImportError) => Value::None,
        "msg" if error.is(ImportError) || error.is(SyntaxError) => argument(0),
        "filename" | "lineno" | "offset" | "text" | "end_lineno" | "end_offset" if error.is(SyntaxError) => Value::None,
        _ => return Ok(None),
    }))
}

pub(crate) fn set_attribute(vm: &Vm, error: &Exception, name: &Str, value: Value) -> Result<()> {
    let option = |value: &Value, what: &str| match value {
        Value::None => Ok(None),
        Value::Exception(_) => to_exception(vm, value).map(Some),
        _ => fail(TypeError, format!("exception {what} must be None or derive from BaseException")),
    };
    match &**name {
        "args" => error.set_args(vm.collect(&value)?.iter().map(to_host).collect()),
        "__cause__" => error.set_cause(option(&value, "cause")?),
        "__context__" => error.set_context(option(&value, "context")?),
        "__suppress_context__" => error.set_suppress_context(vm.truth(&value)?),
        "__traceback__" => {
            if value.is_none() {
                error.set_traceback(None);
            } else if let Value::Host(host) = &value
                && let Some(Traceback { traceback, .. }) = host.downcast::<Traceback>()
            {
                error.set_traceback(Some(traceback.clone()));
            } else {
                return fail(TypeError, "__traceback__ must be a traceback or None");
            }
        }
        "__class__" => {
            return fail(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        }
        _ => error.set_field(name.clone(), to_host(&value)),
    }
    Ok(())
}

/// `__traceback__`: the frames from one of them on.
pub(crate) struct Traceback {
    pub(crate) traceback: exception::Traceback,
    place: usize,
}

impl Host for Traceback {
    fn type_name(&self) -> Cow<'_, str> {
        "traceback".into()
    }

    fn is_same(&self, other: &dyn Host) -> bool {
        let other = other.downcast::<Traceback>();
        other.is_some_and(|other| (&self.traceback, self.place) == (&other.traceback, other.place))
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        let frames = self.traceback.frames();
        let Some(frame) = frames.get(self.place) else { return Ok(name.starts_with("tb_").then_some(Value::None)) };
        Ok(match name {
            "tb_next" if self.place + 1 < frames.len() => {
                Some(Value::host(Traceback { traceback: self.traceback.clone(), place: self.place + 1 }))
            }
            "tb_next" => Some(Value::None),
            "tb_lineno" => Some(Value::Int(i64::from(frame.line()))),
            "tb_frame" => Some(Value::host(Frame(frame.clone()))),
            // For the library's `traceback`: file, line, function, and the lines of the source with their marks.
            "_summary" => {
                let source = frame.source().into_iter().map(Value::string).collect();
                let (file, function) = (Value::str(&frame.file()), Value::str(&frame.function()));
                let line = Value::Int(i64::from(frame.line()));
                Some(Value::tuple(vec![file, line, function, Value::list(source)]))
            }
            _ => None,
        })
    }
}

/// `tb_frame`, and its code: what is known of a frame that an exception has passed.
struct Frame(Rc<dyn exception::TracebackFrame>);

impl Host for Frame {
    fn type_name(&self) -> Cow<'_, str> {
        "frame".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "f_lineno" => Some(Value::Int(i64::from(self.0.line()))),
            "f_code" => Some(Value::host(FrameCode(self.0.clone()))),
            _ => None,
        })
    }
}

struct FrameCode(Rc<dyn exception::TracebackFrame>);

impl Host for FrameCode {
    fn type_name(&self) -> Cow<'_, str> {
        "code".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "co_name" => Some(Value::str(&self.0.function())),
            "co_filename" => Some(Value::str(&self.0.file())),
            _ => None,
        })
    }
}

/// `Exception ignored …`, for what is raised where nothing can take it: as `sys.unraisablehook` writes it, without carets.
pub(crate) fn report_unraisable(vm: &Vm, doing: &str, error: &Exception) {
    let mut text = format!("Exception ignored {doing}:\n");
    let frames = error.traceback().map_or(Vec::new(), |traceback| traceback.frames());
    let standing = || vm.standing().map(|entry| Rc::new(entry) as Rc<dyn exception::TracebackFrame>);
    let frames = if frames.is_empty() { standing().into_iter().collect() } else { frames };
    if !frames.is_empty() {
        text.push_str("Traceback (most recent call last):\n");
    }
    for frame in frames {
        let (file, line, function) = (frame.file(), frame.line(), frame.function());
        text.push_str(&format!("  File \"{file}\", line {line}, in {function}\n"));
        if let Some(source) = frame.source().first() {
            text.push_str(&format!("    {}\n", source.trim()));
        }
    }
    text.push_str(&error.class().qualified_name());
    let message = error.to_string();
    if !message.is_empty() {
        text.push_str(&format!(": {message}"));
    }
    text.push('\n');
    vm.output.write(crate::trace::Stream::Stderr, &text);
}
