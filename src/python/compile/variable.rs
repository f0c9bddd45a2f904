//! Owns names: where each lives, and the operations that load, store and delete it.
//!
//! Invariant: a name is found where the scopes say that it is bound.

use ruff_python_ast::Stmt;

use super::super::code::{CodeKind, Op};
use super::super::scope::{CLASS_CELL, ScopeKind};
use super::{Compiled, Compiler};

/// What is done with a name.
#[derive(Clone, Copy)]
pub(super) enum Access {
    Load,
    Store,
    Delete,
}

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Compiled {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// What a name is called in the frame, if it is the target of a comprehension.
    fn renamed(&self, name: &str) -> String {
        for (depth, unit) in self.units.iter().rev().enumerate() {
            if let Some((_, to)) = unit.renames.iter().rev().find(|(from, _)| from == name) {
                return to.clone();
            }
            let scope = &self.scopes.all[unit.scope];
            // A class body hides nothing from the functions inside it.
            let hides = scope.kind == ScopeKind::Function || depth == 0 && scope.kind == ScopeKind::Class;
            if hides && scope.binds(name) {
                break;
            }
        }
        name.to_owned()
    }

    pub(super) fn load(&mut self, name: &str) {
        self.variable(name, Access::Load);
    }

    pub(super) fn store_name(&mut self, name: &str) {
        self.variable(name, Access::Store);
    }

    pub(super) fn variable(&mut self, name: &str, access: Access) {
        use Access::{Delete, Load, Store};
        let name = self.renamed(name);
        let unit = self.units.last().expect("the module is open");
        let scope = &self.scopes.all[unit.scope];
        let own = unit.code.own_cells;
        let in_class = scope.kind == ScopeKind::Class;
        let is_global = scope.is_global(&name);
        let is_seen = unit.comprehensions == 0 || !matches!(access, Load);
        if in_class && scope.binds(&name) && !name.contains('@') && !is_global && is_seen {
            let index = self.name(&name);
            self.op(match access {
                Load => Op::LoadName(index),
                Store => Op::StoreName(index),
                Delete => Op::DeleteName(index),
            });
            return;
        }
        let cell = match scope.cells.contains(&name) && !(in_class && name == CLASS_CELL) {
            true => unit.code.cells[..own].iter().position(|cell| **cell == *name),
            false => unit.free.iter().position(|free| *free == name).map(|index| index + own),
        };
        if let Some(index) = cell {
            let index = index as u16;
            self.op(match access {
                Load => Op::LoadCell(index),
                Store => Op::StoreCell(index),
                Delete => Op::DeleteCell(index),
            });
            return;
        }
        if scope.is_fast(&name) {
            let local = unit.code.locals.iter().position(|local| **local == *name);
            let index = local.expect("the scope's locals are the code's") as u16;
            self.op(match access {
                Load => Op::LoadFast(index),
                Store => Op::StoreFast(index),
                Delete => Op::DeleteFast(index),
            });
            return;
        }
        // The names that a class body sets by itself are found in its namespace, too.
        let in_namespace = in_class && matches!(&*name, "__name__" | "__qualname__" | "__module__");
        let index = self.name(&name);
        self.op(match access {
            Load if in_namespace => Op::LoadName(index),
            Load => Op::LoadGlobal(index),
            Store => Op::StoreGlobal(index),
            Delete => Op::DeleteGlobal(index),
        });
    }

    /// The qualified name of what is defined here.
    pub(super) fn qualified(&self, name: &str) -> String {
        let unit = self.units.last().expect("the module is open");
        if self.scopes.all[unit.scope].is_global(name) {
            return name.to_owned();
        }
        match self.kind() {
            CodeKind::Module => name.to_owned(),
            CodeKind::Class => format!("{}.{name}", unit.code.qualname),
            // A comprehension is no function to CPython's compiler.
            _ if &*unit.code.name == "<genexpr>" => format!("{}.{name}", unit.code.qualname),
            _ => format!("{}.<locals>.{name}", unit.code.qualname),
        }
    }
}
