//! Owns the builtins that go over iterables.
//!
//! Invariant: an iterable is asked for no item more than is needed.

use ruff_python_ast::Operator;

use crate::Result;
use crate::exception::{StopIteration, TypeError, ValueError};
use crate::python::iterator::{IteratorState, Next};
use crate::python::machine::generator::Resume;
use crate::python::native::{Args, Table, fail};
use crate::python::signature::signature;
use crate::python::types::{Type, function, list};
use crate::python::value::Value;
use crate::python::vm::Vm;

pub(super) const FUNCTIONS: Table = &[
    ("len(obj, /)", |vm, args| {
        let [value] = args.values();
        vm.len(&value).map(Value::Int)
    }),
    ("iter(object, sentinel=None, /)", |vm, args| {
        let [value, end] = args.options();
        match end {
            Some(_) if !value.as_ref().is_some_and(|function| vm.is_callable(function)) => {
                fail(TypeError, "iter(v, w): v must be callable")
            }
            Some(end) => Ok(Value::iterator(IteratorState::Call(Value::option(value), end))),
            None => vm.iterate(&Value::option(value)),
        }
    }),
    ("next(iterator, default=None, /)", |vm, args| {
        let [iterator, default] = args.options();
        match vm.next_or_end(&Value::option(iterator))? {
            Next::Item(value) => Ok(value),
            Next::End(value) => match default {
                Some(default) => Ok(default),
                None if value.is_none() => crate::raise(StopIteration.empty()),
                None => crate::raise(function::stop_iteration(&value)),
            },
        }
    }),
    ("aiter(async_iterable, /)", |vm, args| {
        let [value] = args.values();
        match vm.try_attribute(&value, "__aiter__")? {
            Some(function) => vm.call(&function, Args::default()),
            None => fail(TypeError, format!("'{}' object is not an async iterable", vm.type_name(&value))),
        }
    }),
    ("anext(aiterator, default=None, /)", |vm, args| {
        let [value, default] = args.options();
        let value = Value::option(value);
        if let Some(default) = default {
            return crate::python::modules::library_coroutine(vm, "_asyncgen", "anext_or", vec![value, default]);
        }
        if let Value::Generator(generator) = &value {
            let step = crate::python::machine::awaiting::async_step(generator, Resume::Send(Value::None));
            return Ok(step);
        }
        match vm.special_of_any(&value, "__anext__")? {
            Some(function) => vm.call(&function, Args::default()),
            None => fail(TypeError, format!("'{}' object is not an async iterator", vm.type_name(&value))),
        }
    }),
    ("sum(iterable, /, start=0)", |vm, args| {
        let [items, start] = args.options();
        let mut total = start.unwrap_or(Value::Int(0));
        let items = vm.iterate(&Value::option(items))?;
        match total.plain() {
            Value::Str(_) => return fail(TypeError, "sum() can't sum strings [use ''.join(seq) instead]"),
            Value::Bytes(_) => return fail(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]"),
            _ => {}
        }
        let items = vm.collect(&items)?;
        if let Some(sum) = compensated(&total, &items) {
            return Ok(Value::Float(sum));
        }
        for item in items {
            total = vm.binary(Operator::Add, &total, &item, false)?;
        }
        Ok(total)
    }),
    ("min(arg, /, *args, key=None, default=None)", |vm, args| extreme(vm, args, "min")),
    ("max(arg, /, *args, key=None, default=None)", |vm, args| extreme(vm, args, "max")),
    ("any(iterable, /)", |vm, args| {
        let [items] = args.values();
        let iterator = vm.iterate(&items)?;
        while let Some(item) = vm.next(&iterator)? {
            if vm.truth(&item)? {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }),
    ("all(iterable, /)", |vm, args| {
        let [items] = args.values();
        let iterator = vm.iterate(&items)?;
        while let Some(item) = vm.next(&iterator)? {
            if !vm.truth(&item)? {
                return Ok(Value::Bool(false));
            }
        }
        Ok(Value::Bool(true))
    }),
    ("sorted(iterable, /, **options)", |vm, mut args| {
        let items = vm.listed(&args.this()?)?;
        list::sort(vm, items, args.fit(signature!("sort(*, key=None, reverse=False)"))?).map(Value::list)
    }),
];

/// The sum of floats as CPython adds them, with the compensation of Neumaier.
fn compensated(start: &Value, items: &[Value]) -> Option<f64> {
    if !items.iter().any(|item| matches!(item, Value::Float(_))) {
        return None;
    }
    let plain = |value: &Value| matches!(value, Value::Float(_) | Value::Int(_) | Value::Bool(_));
    if !plain(start) || !items.iter().all(plain) {
        return None;
    }
    let (mut sum, mut rest) = (start.as_float()?, 0.0);
    for item in items {
        let item = item.as_float()?;
        let next = sum + item;
        rest += if sum.abs() >= item.abs() { (sum - next) + item } else { (item - next) + sum };
        sum = next;
    }
    Some(if rest.is_finite() { sum + rest } else { sum })
}

fn extreme(vm: &Vm, mut args: Args, name: &str) -> Result<Value> {
    let key = args.keyword("key").unwrap_or_default();
    let default = args.keyword("default");
    let items = match &args.positional[..] {
        [items] => vm.collect(items)?,
        several => several.to_vec(),
    };
    let mut best: Option<(Value, Value)> = None;
    for item in items {
        let by = if key.is_none() { item.clone() } else { vm.call(&key, Args::one(&item))? };
        let better = match &best {
            None => true,
            Some((best, _)) if name == "min" => vm.less(&by, best)?,
            Some((best, _)) => vm.truth(&vm.compare(ruff_python_ast::CmpOp::Gt, &by, best)?)?,
        };
        if better {
            best = Some((by, item));
        }
    }
    match best.map(|(_, item)| item).or(default) {
        Some(item) => Ok(item),
        None => fail(ValueError, format!("{name}() iterable argument is empty")),
    }
}

/// The one keyword that `zip` and `map` take.
fn strict(vm: &Vm, args: &mut Args, function: &str) -> Result<bool> {
    let strict = args.keyword("strict").map(|strict| vm.truth(&strict)).transpose()?.unwrap_or(false);
    match args.keywords.first() {
        Some((keyword, _)) => fail(TypeError, format!("{function}() got an unexpected keyword argument '{keyword}'")),
        None => Ok(strict),
    }
}

/// The arguments of `enumerate`, which CPython reads in its own way.
fn enumerated(args: Args) -> Result<[Option<Value>; 2]> {
    let given = args.positional.len() + args.keywords.len();
    if given > 2 {
        return fail(TypeError, format!("enumerate() takes at most 2 arguments ({given} given)"));
    }
    if let Some((keyword, _)) = args.keywords.iter().find(|(keyword, _)| !matches!(&**keyword, "iterable" | "start")) {
        return fail(TypeError, format!("'{keyword}' is an invalid keyword argument for enumerate()"));
    }
    if args.positional.is_empty() && !args.keywords.iter().any(|(keyword, _)| &**keyword == "iterable") {
        return fail(TypeError, "enumerate() missing required argument 'iterable'");
    }
    args.fit(signature!("enumerate(iterable, start=0)")).map(Args::options)
}

/// `enumerate(…)` and the like.
pub(super) fn construct(vm: &Vm, of: Type, mut args: Args) -> Result<Value> {
    Ok(Value::iterator(match of {
        Type::Enumerate => {
            let [items, start] = enumerated(args)?;
            let start = start.map_or(Ok(Value::Int(0)), |start| vm.integer(&start).map(Value::big))?;
            IteratorState::Enumerate(vm.iterate(&Value::option(items))?, start)
        }
        Type::Zip => {
            let strict = strict(vm, &mut args, "zip")?;
            let iterators = args.positional.iter().map(|items| vm.iterate(items)).collect::<Result<_>>()?;
            IteratorState::Zip { iterators, strict }
        }
        Type::Map => {
            let strict = strict(vm, &mut args, "map")?;
            if args.positional.len() < 2 {
                return fail(TypeError, "map() must have at least two arguments.");
            }
            let function = args.this()?;
            let iterators = args.positional.iter().map(|items| vm.iterate(items)).collect::<Result<_>>()?;
            IteratorState::Map { function, iterators, strict }
        }
        Type::Filter => {
            let [function, items] = args.fit(signature!("filter(function, iterable, /)"))?.values();
            IteratorState::Filter(function, vm.iterate(&items)?)
        }
        _ => {
            let [items] = args.fit(signature!("reversed(sequence, /)"))?.values();
            if let Value::Host(host) = &items
                && let Some(function) = host.attribute(vm, "__reversed__")?
            {
                return vm.call(&function, Args::default());
            }
            let class = vm.class_of(&items);
            let not_reversible = || fail(TypeError, format!("'{}' object is not reversible", vm.type_name(&items)));
            match class.lookup("__reversed__") {
                Some(Value::None) => return not_reversible(),
                Some(found) => return vm.call(&vm.bind(&found, Some(&items), &class)?, Args::default()),
                None => {}
            }
            if vm.special(&items, "__getitem__").is_some() {
                let last = vm.len(&items)? - 1;
                IteratorState::SequenceReversed(items, last)
            } else if matches!(items.plain(), Value::Str(_) | Value::Tuple(_) | Value::Bytes(_)) {
                let mut all = vm.collect(items.plain())?;
                all.reverse();
                IteratorState::Items(all.into(), 0, Type::Reversed)
            } else {
                return not_reversible();
            }
        }
    }))
}
