//! `logging`: what the part in Python needs of the loop.
//!
//! Invariant: what a handler shows on standard error is a record of the trace, so the reports show it.

use std::borrow::Cow;
use std::rc::Rc;

use super::Definition;
use crate::python::dict::Dict;
use crate::python::native::{Args, Host};
use crate::python::value::Value;
use crate::python::vm::{self, Vm};
use crate::trace::{LogRecord, Stream};
use crate::{Level, Result};

pub(super) const MODULE: Definition =
    Definition { name: "logging", functions: &[], setup, source: Some(include_str!("../lib/logging.py")) };

pub(super) const HANDLERS: Definition = Definition {
    name: "_logging_handlers",
    functions: &[("_show", show)],
    setup: |_, _| {},
    source: Some(include_str!("../lib/logging_handlers.py")),
};

/// A record of the loop, while it passes through the program's handlers.
struct FromLoop(LogRecord);

impl Host for FromLoop {
    fn type_name(&self) -> Cow<'_, str> {
        "LogRecord".into()
    }

    fn attribute(self: Rc<Self>, _: &Vm, _: &str) -> Result<Option<Value>> {
        Ok(None)
    }
}

/// From now on the loop's own records pass through the program's handlers.
fn setup(vm: &Vm, _: &mut Dict) {
    let Some(script) = vm.script() else { return };
    let this = Rc::downgrade(&vm.rc());
    script.log_through(move |record| {
        let Some(vm) = this.upgrade() else { return false };
        let _entered = vm::enter(&vm);
        match report(&vm, record) {
            Some(Ok(_)) => true,
            Some(Err(error)) => {
                let message = "Exception in default exception handler".into();
                let record = LogRecord { message, exception: Some(error), ..record.clone() };
                report(&vm, &record).is_some()
            }
            None => false,
        }
    });
}

/// Hands a record of the loop to the module; none if it is not there yet, or no more.
fn report(vm: &Vm, record: &LogRecord) -> Option<Result<Value>> {
    let module = vm.modules.borrow().get(MODULE.name).cloned()?;
    let function = module.dict.borrow().get_str("_report").cloned()?;
    let args = vec![
        Value::str(&record.logger),
        Value::Int(record.level as i64),
        Value::str(&record.message),
        record.exception.clone().map_or(Value::None, Value::Exception),
        Value::host(FromLoop(record.clone())),
    ];
    Some(vm.call(&function, Args::new(args)))
}

/// Logs a message of asyncio's own, if the program has imported `logging`.
pub(super) fn note(vm: &Vm, level: Level, message: &str) -> Result<()> {
    let record = LogRecord {
        logger: "asyncio".into(),
        level,
        message: message.into(),
        exception: None,
        about: None,
        is_lost: false,
        text: "".into(),
    };
    report(vm, &record).transpose().map(drop)
}

/// `_show(stream, text, record)`: shows a record on standard error; false if the stream is another one.
fn show(vm: &Vm, args: Args) -> Result<Value> {
    let [stream, text, record] = args.values();
    if !super::sys::is_standard(&stream, Stream::Stderr) || !vm.output.is_at_line_start(Stream::Stderr) {
        return Ok(Value::Bool(false));
    }
    let text = vm.str(&text)?;
    let attribute = |name: &str| vm.get_attribute(&record, name);
    let number = attribute("levelno")?.as_int().unwrap_or(0);
    let info = attribute("exc_info")?;
    let exception = info.as_tuple().and_then(|parts| parts.get(1)).and_then(Value::as_exception).cloned();
    let mut shown = LogRecord {
        logger: vm.str(&attribute("name")?)?.into(),
        // A level of the program's own counts as the one below it.
        level: Level::ALL.into_iter().rev().find(|level| *level as i64 <= number).unwrap_or(Level::Debug),
        message: vm.str(&vm.try_attribute(&record, "message")?.map_or_else(|| attribute("msg"), Ok)?)?.into(),
        exception,
        about: None,
        is_lost: false,
        text: text.into(),
    };
    if let Ok(Some(Value::Host(source))) = vm.try_attribute(&record, "_source")
        && let Some(FromLoop(source)) = source.downcast::<FromLoop>()
    {
        (shown.about, shown.is_lost) = (source.about, source.is_lost);
    }
    crate::write_log(&shown);
    Ok(Value::Bool(true))
}
