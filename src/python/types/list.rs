//! Owns `list`, and sorting.
//!
//! Invariant: no list is borrowed while a method of the program runs.

use crate::Result;
use crate::exception::{IndexError, TypeError, ValueError};
use crate::python::iterator::IteratorState;
use crate::python::memory::VALUE;
use crate::python::native::{Args, Table, fail};
use crate::python::value::{ListRef, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("append(object, /)", |_, mut args| {
        let list = list(&args.this()?)?;
        let [value] = args.values();
        list.borrow_mut().push(value);
        Ok(Value::None)
    }),
    ("extend(iterable, /)", |vm, mut args| {
        let list = list(&args.this()?)?;
        let [values] = args.values();
        let values = vm.listed(&values)?;
        vm.reserve((values.len() * VALUE) as u64)?;
        list.borrow_mut().extend(values);
        Ok(Value::None)
    }),
    ("insert(index, object, /)", |vm, mut args| {
        let list = list(&args.this()?)?;
        let [index, value] = args.values();
        let (index, len) = (vm.index(&index)?, list.borrow().len() as i64);
        let place = (if index < 0 { index + len } else { index }).clamp(0, len);
        vm.spend((len - place) as u64 / 64)?;
        list.borrow_mut().insert(place as usize, value);
        Ok(Value::None)
    }),
    ("pop(index=-1, /)", |vm, mut args| {
        let list = list(&args.this()?)?;
        let [index] = args.options();
        let index = index.map(|index| vm.index(&index)).transpose()?.unwrap_or(-1);
        let len = list.borrow().len() as i64;
        if len == 0 {
            return fail(IndexError, "pop from empty list");
        }
        let place = if index < 0 { index + len } else { index };
        if !(0..len).contains(&place) {
            return fail(IndexError, "pop index out of range");
        }
        vm.spend((len - place) as u64 / 64)?;
        let value = list.borrow_mut().remove(place as usize);
        Ok(value)
    }),
    ("remove(value, /)", |vm, mut args| {
        let this = args.this()?;
        let list = list(&this)?;
        let [value] = args.values();
        match index(vm, &list, &value, [None, None])? {
            Some(index) => {
                // The comparison may have made the list shorter.
                let is_there = index < list.borrow().len();
                let removed = is_there.then(|| list.borrow_mut().remove(index));
                drop(removed);
                Ok(Value::None)
            }
            None => fail(ValueError, "list.remove(x): x not in list"),
        }
    }),
    ("clear()", |_, mut args| {
        let items = list(&args.this()?)?.take();
        drop(items);
        Ok(Value::None)
    }),
    ("copy()", |vm, mut args| vm.collect(args.this()?.plain()).map(Value::list)),
    ("count(value, /)", |vm, mut args| {
        let list = list(&args.this()?)?;
        let [value] = args.values();
        super::tuple::count(vm, |place| list.borrow().get(place).cloned(), &value)
    }),
    ("index(value, start=0, stop=None, /)", |vm, mut args| {
        let list = list(&args.this()?)?;
        let [value, start, stop] = args.options();
        match index(vm, &list, &value.unwrap_or_default(), [start, stop])? {
            Some(index) => Ok(Value::size(index)),
            None => fail(ValueError, "list.index(x): x not in list"),
        }
    }),
    ("reverse()", |vm, mut args| {
        let list = list(&args.this()?)?;
        vm.spend(list.borrow().len() as u64 / 64)?;
        list.borrow_mut().reverse();
        Ok(Value::None)
    }),
    ("sort(*, key=None, reverse=False)", |vm, mut args| {
        let list = list(&args.this()?)?;
        let items = list.take();
        let sorted = sort(vm, items.clone(), args);
        let end = sorted.as_ref().map(|_| Value::None).map_err(Clone::clone);
        // Whatever the comparisons have put there.
        let added = list.replace(sorted.unwrap_or(items));
        if end.is_ok() && !added.is_empty() {
            return fail(ValueError, "list modified during sort");
        }
        end
    }),
    ("__reversed__()", |_, mut args| {
        let list = list(&args.this()?)?;
        let len = list.borrow().len();
        Ok(Value::iterator(IteratorState::ListReversed(list, len)))
    }),
];

fn list(value: &Value) -> Result<ListRef> {
    match value.as_list() {
        Some(list) => Ok(list.clone()),
        None => fail(TypeError, "descriptor requires a 'list' object"),
    }
}

fn index(vm: &Vm, list: &ListRef, value: &Value, bounds: [Option<Value>; 2]) -> Result<Option<usize>> {
    super::tuple::index(vm, |place| list.borrow().get(place).cloned(), || list.borrow().len(), value, bounds)
}

/// Sorts, stably, by `key=` and `reverse=`.
pub(crate) fn sort(vm: &Vm, items: Vec<Value>, args: Args) -> Result<Vec<Value>> {
    let [key, reverse] = args.values();
    let reverse = vm.truth(&reverse)?;
    vm.reserve((4 * items.len() * VALUE) as u64)?;
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        let by = if key.is_none() { item.clone() } else { vm.call(&key, Args::one(&item))? };
        keyed.push((by, item));
    }
    if reverse {
        keyed.reverse();
    }
    let mut sorted = merge_sort(vm, keyed)?;
    if reverse {
        sorted.reverse();
    }
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}

type Keyed = Vec<(Value, Value)>;

/// The items that are sorted by insertion alone, as in CPython.
const SMALL: usize = 64;

/// CPython's sort, so that comparisons are made in its order: those that fail do so at the same pair. A long list is merged, which
/// gives the same result.
fn merge_sort(vm: &Vm, mut items: Keyed) -> Result<Keyed> {
    if items.len() < SMALL {
        let sorted = count_run(vm, &mut items)?;
        return insert(vm, items, sorted);
    }
    let right = items.split_off(items.len() / 2);
    let (left, right) = (merge_sort(vm, items)?, merge_sort(vm, right)?);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some((a, _)), Some((b, _))) = (left.peek(), right.peek()) {
        let next = if vm.less(b, a)? { right.next() } else { left.next() };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// How many items at the beginning are in order; those that are in descending order are turned round first: `count_run` of CPython's
/// `listobject.c`.
fn count_run(vm: &Vm, items: &mut Keyed) -> Result<usize> {
    let less = |items: &Keyed, a: usize, b: usize| vm.less(&items[a].0, &items[b].0);
    let ascending = |items: &Keyed, mut n: usize| -> Result<usize> {
        while n < items.len() && !less(items, n, n - 1)? {
            n += 1;
        }
        Ok(n)
    };
    if items.len() < 2 {
        return Ok(items.len());
    }
    let mut n = ascending(items, 1)?;
    if n == items.len() {
        return Ok(n);
    }
    if n > 1 {
        if less(items, 0, n - 1)? {
            return Ok(n);
        }
        // All are equal up to here, so in a run that descends they stand the other way round.
        items[..n].reverse();
    }
    n += 1;
    let mut equal = 0;
    while n < items.len() {
        if less(items, n, n - 1)? {
            items[n - equal - 1..n].reverse();
            equal = 0;
        } else if less(items, n - 1, n)? {
            break;
        } else {
            equal += 1;
        }
        n += 1;
    }
    items[n - equal - 1..n].reverse();
    items[..n].reverse();
    ascending(items, n)
}

/// Inserts the items behind the first `sorted` among these.
fn insert(vm: &Vm, mut items: Keyed, sorted: usize) -> Result<Keyed> {
    for index in sorted..items.len() {
        let (mut left, mut right) = (0, index);
        while left < right {
            let middle = (left + right) / 2;
            if vm.less(&items[index].0, &items[middle].0)? {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        items[left..=index].rotate_right(1);
    }
    Ok(items)
}
