//! Owns `import`.
//!
//! Invariant: what is imported is known to exist, since the text was read before it runs.

use super::frame::Frame;
use crate::Result;
use crate::exception::ImportError;
use crate::python::exceptions::to_host;
use crate::python::value::{Str, Value};
use crate::python::vm::Vm;

impl Frame {
    /// `import a.b` binds `a`, unless it has a name of its own.
    pub(super) fn import(&mut self, vm: &Vm, name: &Str, whole: bool) -> Result<()> {
        let module = vm.import(name)?;
        let module = match name.split_once('.') {
            Some((first, _)) if !whole => vm.import(first)?,
            _ => module,
        };
        self.push(Value::Module(module));
        Ok(())
    }

    pub(super) fn import_from(&mut self, vm: &Vm, name: &Str) -> Result<()> {
        let module = self.top().clone();
        let found = vm.try_attribute(&module, name)?;
        let Value::Module(module) = &module else { return super::names::impossible() };
        let value = match found {
            Some(value) => value,
            None => match vm.import(&format!("{}.{name}", module.name)) {
                Ok(inner) => Value::Module(inner),
                Err(_) => {
                    let of = &module.name;
                    let message = format!("cannot import name '{name}' from '{of}' (unknown location)");
                    let error = ImportError.new(message);
                    error.set_field("name", &**of);
                    error.set_field("name_from", &**name);
                    error.set_field("obj", to_host(&Value::Module(module.clone())));
                    return crate::raise(error);
                }
            },
        };
        self.push(value);
        Ok(())
    }

    pub(super) fn import_star(&mut self, vm: &Vm) -> Result<()> {
        let module = self.pop();
        let Value::Module(module) = &module else { return super::names::impossible() };
        let listed = module.dict.borrow().get_str("__all__").cloned();
        let listed = listed.map(|names| vm.collect(&names)).transpose()?;
        let entries: Vec<_> = module.dict.borrow().entries().cloned().collect();
        for entry in entries {
            let Some(name) = entry.object.as_str() else { continue };
            let shown = match &listed {
                Some(names) => names.iter().any(|listed| listed.as_str() == Some(name)),
                None => !name.starts_with('_'),
            };
            if shown {
                let old =
                    self.globals.borrow_mut().insert(entry.key.clone(), entry.object.clone(), entry.value.clone());
                drop(old);
            }
        }
        Ok(())
    }
}
