//! Owns which names of a scope are local, shared with functions inside, or global.
//!
//! Comprehensions run in the frame around them, so their targets are renamed to `name@offset`. Invariant: a name is bound in at
//! most one of the ways that [`Scope`] distinguishes.

mod comprehensions;
mod forbidden;
mod resolve;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use super::refusal::Refusal;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
}

/// The name under which methods find the class that they are defined in.
pub(crate) const CLASS_CELL: &str = "__class__";

pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    /// In order of appearance, parameters first.
    pub(crate) bound: Vec<String>,
    /// How many of them are parameters.
    parameters: usize,
    /// What is bound otherwise than by an import.
    assigned: BTreeSet<String>,
    /// What has an annotation.
    annotated: BTreeSet<String>,
    /// Each with its place.
    globals: BTreeMap<String, (u32, u32)>,
    /// Each with its place.
    nonlocals: BTreeMap<String, (u32, u32)>,
    used: BTreeSet<String>,
    /// Names of functions around it.
    pub(crate) free: Vec<String>,
    /// Names that functions inside use.
    pub(crate) cells: BTreeSet<String>,
    pub(crate) has_yield: bool,
    children: Vec<usize>,
}

impl Scope {
    /// Whether the name lives in the frame, not in a namespace: a local of a function, or the target of a comprehension.
    pub(crate) fn is_fast(&self, name: &str) -> bool {
        (self.kind == ScopeKind::Function || name.contains('@')) && self.binds(name) && !self.is_global(name)
    }

    pub(crate) fn is_global(&self, name: &str) -> bool {
        self.globals.contains_key(name)
    }

    pub(crate) fn binds(&self, name: &str) -> bool {
        self.bound.iter().any(|bound| bound == name)
    }
}

/// The scopes of a text, the module first.
pub(crate) struct Scopes {
    pub(crate) all: Vec<Scope>,
    by_node: HashMap<(ScopeNode, u32), usize>,
}

/// What opens a scope; with its offset it names one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum ScopeNode {
    Module,
    Function,
    Lambda,
    Class,
    Generator,
}

impl Scopes {
    /// Finds the scopes of a text.
    ///
    /// # Errors
    /// What CPython's symbol table refuses.
    pub(crate) fn of(body: &[Stmt]) -> Result<Self, Refusal> {
        let mut scopes = walk::walk(body)?;
        resolve::resolve(&mut scopes.all)?;
        Ok(scopes)
    }

    pub(crate) fn at(&self, node: ScopeNode, offset: u32) -> usize {
        self.by_node.get(&(node, offset)).copied().unwrap_or(0)
    }
}

/// Where a node starts.
pub(crate) fn start(node: &impl Ranged) -> u32 {
    node.range().start().to_u32()
}

/// The range of a node.
pub(crate) fn range(node: &impl Ranged) -> (u32, u32) {
    (node.range().start().to_u32(), node.range().end().to_u32())
}

/// The names that a target binds.
pub(crate) fn targets(target: &Expr) -> Vec<String> {
    match target {
        Expr::Name(name) => vec![name.id.to_string()],
        Expr::Tuple(tuple) => tuple.elts.iter().flat_map(targets).collect(),
        Expr::List(list) => list.elts.iter().flat_map(targets).collect(),
        Expr::Starred(starred) => targets(&starred.value),
        _ => Vec::new(),
    }
}
