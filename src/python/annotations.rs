//! Owns annotations, and the values of `type` statements: kept as their text, and evaluated when they are asked for.
//!
//! Invariant: a text that may name what is known where it stands alone, such as a type parameter or a local, stays a text where it does.

use std::borrow::Cow;
use std::rc::Rc;

use super::machine::frame::Frame;
use super::native::{Host, fail};
use super::source::Source;
use super::value::{DictRef, Function, Str, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::{NameError, SyntaxError};
use crate::python::class::Class;

/// What the text of an expression assigns to, where it is evaluated.
const RESULT: &str = "__annotation__";
/// Where a class keeps what its annotations were evaluated to, as in CPython 3.14.
const CACHE: &str = "__annotations_cache__";

impl Vm {
    /// The value of an expression among these names, the later ones first.
    ///
    /// # Errors
    /// What the expression raises; SyntaxError if it is none.
    pub(crate) fn evaluate(&self, text: &str, names: &[&DictRef]) -> Result<Value> {
        let source = Rc::new(Source::library(&self.source.file, &format!("{RESULT} = (\n{text}\n)"), None));
        let Ok((code, _)) = super::parse::compile(&source) else {
            return fail(SyntaxError, format!("invalid annotation: {text}"));
        };
        let around = DictRef::default();
        for dict in names {
            let dict = dict.borrow();
            dict.entries().filter_map(|entry| Some((entry.object.as_str()?, &entry.value))).for_each(
                |(name, value)| {
                    around.borrow_mut().set_str(name, value.clone());
                },
            );
        }
        self.run_frame(Frame::new(&code, &around, Vec::new(), &[], self))?;
        let result = around.borrow().get_str(RESULT).cloned();
        Ok(Value::option(result))
    }

    /// Annotations with their values; those of a program that postpones them stay texts.
    fn evaluated(&self, texts: &DictRef, names: &[&DictRef], is_inner: bool) -> Result<DictRef> {
        let out = DictRef::default();
        let is_postponed = self
            .source
            .text
            .lines()
            .any(|line| line.starts_with("from __future__ import") && line.contains("annotations"));
        let entries: Vec<_> = texts.borrow().entries().cloned().collect();
        for entry in entries {
            let (text, is_inner) = match &entry.value {
                Value::Tuple(text) => (text.first().cloned().unwrap_or_default(), true),
                text => (text.clone(), is_inner),
            };
            let value = match text.as_str().filter(|_| !is_postponed) {
                Some(words) => match self.evaluate(words, names) {
                    Err(error) if is_inner && error.is(NameError) => text.clone(),
                    other => other?,
                },
                None => text.clone(),
            };
            self.insert(&out, entry.object.clone(), value)?;
        }
        Ok(out)
    }

    /// `function.__annotations__`
    pub(crate) fn annotations_of_function(&self, function: &Function) -> Result<Value> {
        let Some(texts) = function.annotations.as_dict() else { return Ok(Value::dict(Default::default())) };
        let values = Value::Dict(self.evaluated(texts, &[&function.globals], false)?);
        let old = function.dict.borrow_mut().set_str("__annotations__", values.clone());
        drop(old);
        Ok(values)
    }

    /// `class.__annotations__`
    pub(crate) fn annotations_of_class(&self, class: &Rc<Class>) -> Result<Value> {
        let own = |name: &str| class.dict.borrow().get_str(name).cloned();
        if let Some(cached) = own(CACHE) {
            return Ok(cached);
        }
        let values = match own("__annotations__") {
            Some(Value::Dict(texts)) => {
                let module = class.module.borrow().clone();
                let globals = self.import(&module).map(|module| module.dict.clone()).unwrap_or_default();
                let is_inner = class.qualname.borrow().contains("<locals>") || own("__type_params__").is_some();
                Value::Dict(self.evaluated(&texts, &[&globals, &class.dict], is_inner)?)
            }
            _ => Value::dict(Default::default()),
        };
        let old = class.dict.borrow_mut().set_str(CACHE, values.clone());
        drop(old);
        Ok(values)
    }
}

/// What a `type` statement makes.
pub(crate) struct TypeAlias {
    pub(crate) name: Str,
    pub(crate) text: Str,
    pub(crate) globals: DictRef,
}

impl Host for TypeAlias {
    fn type_name(&self) -> Cow<'_, str> {
        "TypeAliasType".into()
    }

    fn module(&self) -> &str {
        "typing"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.name.to_string())
    }

    fn attribute(self: Rc<Self>, vm: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::Str(self.name.clone())),
            "__value__" => Some(vm.evaluate(&self.text, &[&self.globals])?),
            _ => None,
        })
    }
}
