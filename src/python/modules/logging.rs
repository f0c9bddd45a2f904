//! `logging`, on the loop's own: levels by name, one handler.
//!
//! Invariant: a record is made by the loop, so the reports show it.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Definition, method};
use crate::exception::{TypeError, ValueError};
use crate::python::dict::Dict;
use crate::python::native::{Args, Host, fail};
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;
use crate::{Level, Logger, Result};

pub(super) const MODULE: Definition = Definition {
    name: "logging",
    functions: &[
        ("getLogger", |vm, args| {
            let [name] = args.bind("getLogger", ["name"], 0)?;
            let name: Str = match name {
                None | Some(Value::None) => "root".into(),
                Some(name) => vm.str(&name)?,
            };
            Ok(Value::host(LoggerObject(name)))
        }),
        ("basicConfig", basic_config),
        ("debug", |vm, args| log(vm, "root", Level::Debug, args, false)),
        ("info", |vm, args| log(vm, "root", Level::Info, args, false)),
        ("warning", |vm, args| log(vm, "root", Level::Warning, args, false)),
        ("error", |vm, args| log(vm, "root", Level::Error, args, false)),
        ("critical", |vm, args| log(vm, "root", Level::Critical, args, false)),
        ("exception", |vm, args| log(vm, "root", Level::Error, args, true)),
        ("getLevelName", |vm, args| {
            let [level] = args.bind("getLevelName", ["level"], 1)?;
            let level = Value::option(level);
            match (&level, level_of(&level)) {
                (Value::Int(_), Some(level)) => Ok(Value::str(level.name())),
                (Value::Str(_), Some(level)) => Ok(Value::Int(level as i64)),
                _ => Ok(Value::string(format!("Level {}", vm.str(&level)?))),
            }
        }),
    ],
    setup: |_: &Vm, dict: &mut Dict| {
        for level in Level::ALL {
            dict.set_str(level.name(), Value::Int(level as i64));
        }
        dict.set_str("NOTSET", Value::Int(0));
        dict.set_str("WARN", Value::Int(30));
        dict.set_str("FATAL", Value::Int(50));
    },
    source: None,
};

struct LoggerObject(Str);

fn level_of(value: &Value) -> Option<Level> {
    match value {
        Value::Int(number) => Level::ALL.into_iter().find(|level| *level as i64 == *number),
        Value::Str(name) => Level::ALL.into_iter().find(|level| level.name() == &**name),
        _ => None,
    }
}

fn level(vm: &Vm, value: Option<Value>) -> Result<Level> {
    let value = Value::option(value);
    match level_of(&value) {
        Some(level) => Ok(level),
        None if value.as_int() == Some(0) => Ok(Level::Debug),
        None if value.as_str().is_some() => fail(ValueError, format!("Unknown level: {}", vm.repr(&value)?)),
        None => fail(TypeError, format!("Level not an integer or a valid string: {}", vm.repr(&value)?)),
    }
}

fn basic_config(vm: &Vm, mut args: Args) -> Result<Value> {
    let wanted = args.keyword("level");
    args.keyword("force");
    args.keyword("encoding");
    if let Some((keyword, _)) = args.keywords.first() {
        return fail(ValueError, format!("Unrecognised argument(s): {keyword}"));
    }
    let level = match wanted {
        None | Some(Value::None) => Level::Warning,
        wanted => level(vm, wanted)?,
    };
    crate::basic_config(level);
    Ok(Value::None)
}

fn log(vm: &Vm, logger: &str, level: Level, mut args: Args, with_exception: bool) -> Result<Value> {
    let info = args.keyword("exc_info");
    for keyword in ["extra", "stack_info", "stacklevel"] {
        args.keyword(keyword);
    }
    args.no_keywords("Logger._log")?;
    let message = args.this()?;
    let logger = Logger::new(logger);
    if !logger.is_enabled_for(level) {
        return Ok(Value::None);
    }
    let text = vm.str(&message)?;
    let text = match &args.positional[..] {
        [] => text.to_string(),
        [mapping] if mapping.as_dict().is_some_and(|dict| !dict.borrow().is_empty()) => {
            crate::python::format::percent::percent(vm, &text, mapping)?
        }
        values => crate::python::format::percent::percent(vm, &text, &Value::tuple(values.to_vec()))?,
    };
    let exception = match info {
        Some(Value::Exception(exception)) => Some(exception),
        Some(Value::Tuple(parts)) => parts.get(1).and_then(Value::as_exception).cloned(),
        Some(info) if vm.truth(&info)? => crate::handled(),
        Some(_) => None,
        None if with_exception => crate::handled(),
        None => None,
    };
    match exception {
        Some(exception) => logger.log_exception(level, text, &exception),
        None if with_exception => logger.log(level, format!("{text}\nNoneType: None")),
        None => logger.log(level, text),
    }
    Ok(Value::None)
}

impl Host for LoggerObject {
    fn type_name(&self) -> Cow<'_, str> {
        "Logger".into()
    }

    fn module(&self) -> &str {
        "logging"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        let logger = Logger::new(&self.0);
        let level = Level::ALL.into_iter().find(|level| logger.is_enabled_for(*level)).map_or("CRITICAL", Level::name);
        Some(match &*self.0 {
            "root" => format!("<RootLogger root ({level})>"),
            name => format!("<Logger {name} ({level})>"),
        })
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        let at = |level: Level, with_exception: bool| {
            method(&self, name, move |this, vm, args| log(vm, &this.0, level, args, with_exception))
        };
        Ok(match name {
            "debug" => at(Level::Debug, false),
            "info" => at(Level::Info, false),
            "warning" | "warn" => at(Level::Warning, false),
            "error" => at(Level::Error, false),
            "critical" | "fatal" => at(Level::Critical, false),
            "exception" => at(Level::Error, true),
            "log" => method(&self, name, |this, vm, mut args| {
                let level = level(vm, Some(args.this()?))?;
                log(vm, &this.0, level, args, false)
            }),
            "setLevel" => method(&self, name, |this, vm, args| {
                let [wanted] = args.bind("setLevel", ["level"], 1)?;
                Logger::new(&this.0).set_level(level(vm, wanted)?);
                Ok(Value::None)
            }),
            "isEnabledFor" => method(&self, name, |this, vm, args| {
                let [wanted] = args.bind("isEnabledFor", ["level"], 1)?;
                Ok(Value::Bool(Logger::new(&this.0).is_enabled_for(level(vm, wanted)?)))
            }),
            "getChild" => method(&self, name, |this, vm, args| {
                let [suffix] = args.bind("getChild", ["suffix"], 1)?;
                let suffix = vm.str(&Value::option(suffix))?;
                let name = if &*this.0 == "root" { suffix } else { format!("{}.{suffix}", this.0).into() };
                Ok(Value::host(LoggerObject(name)))
            }),
            "name" => Some(Value::Str(self.0.clone())),
            "handlers" => Some(Value::list(Vec::new())),
            _ => None,
        })
    }
}
