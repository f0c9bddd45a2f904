//! `time`, whose clocks are the loop's.
//!
//! Invariant: time passes only in the loop and in `sleep`.

use super::Definition;
use crate::Result;
use crate::exception::{TypeError, ValueError};
use crate::python::native::{Args, Table, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;

const CLOCKS: Table = &[
    ("time()", |vm, _| Ok(Value::Float(vm.time()))),
    ("monotonic()", |vm, _| Ok(Value::Float(vm.time()))),
    ("perf_counter()", |vm, _| Ok(Value::Float(vm.time()))),
    ("process_time()", |vm, _| Ok(Value::Float(vm.time()))),
    ("time_ns()", |vm, _| nanoseconds(vm)),
    ("monotonic_ns()", |vm, _| nanoseconds(vm)),
    ("perf_counter_ns()", |vm, _| nanoseconds(vm)),
    ("sleep(seconds, /)", sleep),
    ("strftime(format, time=None, /)", |vm, args| dates(vm, "strftime", args)),
    ("gmtime(seconds=None, /)", |vm, args| dates(vm, "gmtime", args)),
    // The time zone is UTC.
    ("localtime(seconds=None, /)", |vm, args| dates(vm, "gmtime", args)),
    ("mktime(object, /)", |vm, args| dates(vm, "mktime", args)),
    ("ctime(seconds=None, /)", |vm, args| dates(vm, "ctime", args)),
    ("asctime(time=None, /)", |vm, args| dates(vm, "asctime", args)),
    ("struct_time", |vm, args| dates(vm, "struct_time", args)),
];

pub(super) const MODULE: Definition = Definition { name: "time", functions: CLOCKS, setup: |_, _| {}, source: None };

/// What is written in Python, and only loaded where a program has dates.
fn dates(vm: &Vm, function: &str, args: Args) -> Result<Value> {
    let function = vm.module_attribute("_calendar", function)?;
    vm.call(&function, args)
}

fn nanoseconds(vm: &Vm) -> Result<Value> {
    Ok(Value::Int((vm.time() * 1e9).round_ties_even() as i64))
}

fn sleep(vm: &Vm, args: Args) -> Result<Value> {
    let [seconds] = args.values();
    let Some(seconds) = seconds.as_float() else {
        let name = vm.type_name(&seconds);
        return fail(TypeError, format!("'{name}' object cannot be interpreted as an integer"));
    };
    if let Some(slept) = vm.slept.get().filter(|_| seconds >= 0.0) {
        vm.slept.set(Some(slept + seconds));
        return Ok(Value::None);
    }
    if crate::is_running() {
        return crate::block(seconds).map(|()| Value::None);
    }
    if seconds.is_nan() || seconds < 0.0 {
        return fail(ValueError, "sleep length must be non-negative");
    }
    if let Some(script) = vm.script() {
        script.advance(seconds);
    }
    Ok(Value::None)
}
