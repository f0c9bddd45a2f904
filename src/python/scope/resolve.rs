//! Owns the second pass over scopes: which names come from the functions around.
//!
//! Invariant: a class body hides its names from the functions inside it.

use std::collections::BTreeSet;

use super::super::refusal::Refusal;
use super::{CLASS_CELL, Scope, ScopeKind};

pub(super) fn resolve(all: &mut Vec<Scope>) -> Result<(), Refusal> {
    resolve_scope(all, 0, &BTreeSet::new())
}

fn resolve_scope(all: &mut Vec<Scope>, index: usize, visible: &BTreeSet<String>) -> Result<(), Refusal> {
    let scope = &all[index];
    for (name, place) in &scope.nonlocals {
        if let Some(place) = scope.globals.get(name) {
            return Err(Refusal::syntax(format!("name '{name}' is nonlocal and global"), *place));
        }
        if scope.kind == ScopeKind::Module {
            return Err(Refusal::syntax("nonlocal declaration not allowed at module level", *place));
        }
        if !visible.contains(name) || name == CLASS_CELL {
            return Err(Refusal::syntax(format!("no binding for nonlocal '{name}' found"), *place));
        }
    }
    let mut inner = visible.clone();
    inner.extend(scope.bound.iter().filter(|name| scope.is_fast(name)).cloned());
    for name in scope.globals.keys() {
        inner.remove(name);
    }
    if scope.kind == ScopeKind::Class {
        inner.insert(CLASS_CELL.to_owned());
    }
    let is_free = |name: &String| {
        !scope.binds(name) && !scope.is_global(name) && visible.contains(name) || scope.nonlocals.contains_key(name)
    };
    let names: BTreeSet<&String> = scope.used.iter().chain(scope.nonlocals.keys()).collect();
    let mut free: BTreeSet<String> = names.into_iter().filter(|name| is_free(name)).cloned().collect();
    let mut cells = BTreeSet::new();
    for child in scope.children.clone() {
        resolve_scope(all, child, &inner)?;
        let scope = &all[index];
        for name in all[child].free.clone() {
            let own_class = scope.kind == ScopeKind::Class && name == CLASS_CELL;
            if scope.is_fast(&name) || own_class {
                cells.insert(name);
            } else {
                free.insert(name);
            }
        }
    }
    all[index].free = free.into_iter().collect();
    all[index].cells = cells;
    Ok(())
}
