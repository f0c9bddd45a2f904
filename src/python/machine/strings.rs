//! Owns f-strings.
//!
//! Invariant: a replacement is formatted by its own class.

use super::frame::Frame;
use crate::Result;
use crate::python::format;
use crate::python::value::Value;
use crate::python::vm::Vm;

impl Frame {
    pub(super) fn convert(&mut self, vm: &Vm, conversion: u8) -> Result<()> {
        let value = self.pop();
        self.push(match conversion {
            b'r' => Value::string(vm.repr(&value)?),
            b'a' => Value::string(format::ascii(&vm.repr(&value)?)),
            _ => Value::Str(vm.str(&value)?),
        });
        Ok(())
    }

    pub(super) fn format(&mut self, vm: &Vm, has_spec: bool) -> Result<()> {
        let spec = if has_spec { vm.str(&self.pop())? } else { "".into() };
        let value = self.pop();
        let text = format::format(vm, &value, &spec)?;
        self.push(Value::string(text));
        Ok(())
    }

    pub(super) fn build_string(&mut self, vm: &Vm, count: usize) -> Result<()> {
        let parts = self.pop_many(count);
        vm.reserve(parts.iter().map(crate::python::limits::bytes_of).sum())?;
        let mut out = String::new();
        for part in &parts {
            match part {
                Value::Str(part) => out.push_str(part),
                other => out.push_str(&vm.str(other)?),
            }
        }
        self.push(Value::string(out));
        Ok(())
    }
}
