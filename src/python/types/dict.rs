//! Owns `dict` and its views.
//!
//! Invariant: insertion order, and a key keeps its place when its value changes.

use crate::Result;
use crate::exception::{KeyError, TypeError, ValueError};
use crate::python::exceptions::to_host;
use crate::python::memory::Counted;
use crate::python::native::{Args, Table, fail};
use crate::python::value::{DictRef, Value, View, ViewKind};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("get(key, default=None, /)", |vm, mut args| {
        let dict = dict(&args.this()?)?;
        let [key, default] = args.options();
        Ok(Value::option(vm.lookup(&dict, &key.unwrap_or_default())?.or(default)))
    }),
    ("keys()", |_, mut args| view(&args.this()?, ViewKind::Keys)),
    ("values()", |_, mut args| view(&args.this()?, ViewKind::Values)),
    ("items()", |_, mut args| view(&args.this()?, ViewKind::Items)),
    ("setdefault(key, default=None, /)", |vm, mut args| {
        let dict = dict(&args.this()?)?;
        let [key, default] = args.options();
        let key = key.unwrap_or_default();
        if let Some(found) = vm.lookup(&dict, &key)? {
            return Ok(found);
        }
        let default = Value::option(default);
        vm.insert(&dict, key, default.clone())?;
        Ok(default)
    }),
    ("pop(key, default=None, /)", |vm, mut args| {
        let dict = dict(&args.this()?)?;
        let [key, default] = args.options();
        let object = key.unwrap_or_default();
        if dict.borrow().is_empty() {
            // Not even a list is hashed then.
            return default.map_or_else(|| crate::raise(KeyError.new(to_host(&object))), Ok);
        }
        let key = vm.key(&dict, &object)?;
        let removed = dict.borrow_mut().remove(&key);
        match removed.map(|entry| entry.value).or(default) {
            Some(value) => Ok(value),
            None => crate::raise(KeyError.new(to_host(&object))),
        }
    }),
    ("popitem()", |_, mut args| {
        let dict = dict(&args.this()?)?;
        let removed = dict.borrow_mut().pop_last();
        match removed {
            Some(entry) => Ok(Value::tuple(vec![entry.object, entry.value])),
            None => fail(KeyError, "popitem(): dictionary is empty"),
        }
    }),
    ("update(iterable=(), /, **pairs)", |vm, mut args| {
        let dict = dict(&args.this()?)?;
        fill(vm, &dict, &args).map(|()| Value::None)
    }),
    ("clear()", |_, mut args| {
        let entries = dict(&args.this()?)?.borrow_mut().clear();
        drop(entries);
        Ok(Value::None)
    }),
    ("copy()", |_, mut args| Ok(Value::dict(dict(&args.this()?)?.borrow().clone()))),
    ("move_to_end(key, last=True)", |vm, mut args| {
        let dict = dict(&args.this()?)?;
        let [object, last] = args.options();
        let object = object.unwrap_or_default();
        let key = vm.key(&dict, &object)?;
        if !dict.borrow().contains(&key) {
            return crate::raise(KeyError.new(to_host(&object)));
        }
        if last.map(|last| vm.truth(&last)).transpose()?.unwrap_or(true) {
            dict.borrow_mut().move_to_end(&key);
            return Ok(Value::None);
        }
        let mut entries = dict.borrow_mut();
        let others: Vec<_> =
            entries.entries().filter(|entry| entry.key != key).map(|entry| entry.key.clone()).collect();
        others.iter().for_each(|key| entries.move_to_end(key));
        Ok(Value::None)
    }),
    ("__reversed__()", |vm, mut args| {
        let mut keys = vm.collect(&Value::Dict(dict(&args.this()?)?))?;
        keys.reverse();
        vm.iterate(&Value::list(keys))
    }),
];

pub(crate) const VIEW_METHODS: Table = &[
    ("isdisjoint(other, /)", |vm, mut args| {
        let view = args.this()?;
        let [other] = args.values();
        for item in vm.collect(&other)? {
            if vm.contains(&view, &item)? {
                return Ok(Value::Bool(false));
            }
        }
        Ok(Value::Bool(true))
    }),
    ("__reversed__()", |vm, mut args| {
        let mut items = vm.collect(&args.this()?)?;
        items.reverse();
        vm.iterate(&Value::list(items))
    }),
    ("__len__()", |vm, mut args| vm.len(&args.this()?).map(Value::Int)),
];

fn dict(value: &Value) -> Result<DictRef> {
    match value.as_dict() {
        Some(dict) => Ok(dict.clone()),
        None => fail(TypeError, "descriptor requires a 'dict' object"),
    }
}

fn view(value: &Value, kind: ViewKind) -> Result<Value> {
    Ok(Value::View(Counted::new(View { dict: dict(value)?, kind })))
}

/// `dict.update(…)`, `dict(…)`
pub(crate) fn fill(vm: &Vm, dict: &DictRef, args: &Args) -> Result<()> {
    if args.positional.len() > 1 {
        let given = args.positional.len();
        return fail(TypeError, format!("dict expected at most 1 argument, got {given}"));
    }
    if let Some(more) = args.positional.first() {
        update(vm, dict, more)?;
    }
    for (keyword, value) in &args.keywords {
        vm.insert(dict, Value::Str(keyword.clone()), value.clone())?;
    }
    Ok(())
}

/// Adds a mapping, or pairs.
pub(crate) fn update(vm: &Vm, dict: &DictRef, more: &Value) -> Result<()> {
    if let Some(other) = more.as_dict()
        && vm.special(more, "keys").is_none()
    {
        if std::rc::Rc::ptr_eq(other, dict) {
            return Ok(());
        }
        let entries: Vec<_> = other.borrow().entries().cloned().collect();
        for entry in entries {
            vm.insert(dict, entry.object, entry.value)?;
        }
        return Ok(());
    }
    if let Some(keys) = vm.try_attribute(more, "keys")? {
        for key in vm.collect(&vm.call(&keys, Args::default())?)? {
            let value = vm.get_item(more, &key)?;
            vm.insert(dict, key, value)?;
        }
        return Ok(());
    }
    for (index, pair) in vm.collect(more)?.iter().enumerate() {
        let items = match vm.iterate(pair) {
            Err(error) if error.is(TypeError) => fail(TypeError, "object is not iterable"),
            iterator => iterator.and_then(|iterator| vm.collect(&iterator)),
        };
        let items = items.inspect_err(|error| {
            if error.is(TypeError) {
                error.add_note(format!("Cannot convert dictionary update sequence element #{index} to a sequence"));
            }
        })?;
        let len = items.len();
        let Ok([key, value]) = <[Value; 2]>::try_from(items) else {
            return fail(
                ValueError,
                format!("dictionary update sequence element #{index} has length {len}; 2 is required"),
            );
        };
        vm.insert(dict, key, value)?;
    }
    Ok(())
}

/// `dict.fromkeys(keys, value)`
pub(crate) fn from_keys(vm: &Vm, keys: &Value, value: &Value) -> Result<Value> {
    let dict = DictRef::default();
    for key in vm.collect(keys)? {
        vm.insert(&dict, key, value.clone())?;
    }
    Ok(Value::Dict(dict))
}
