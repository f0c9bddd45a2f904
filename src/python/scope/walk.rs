//! Owns the first pass over scopes: which names each one binds and uses.
//!
//! Invariant: scopes are opened in the order of the source.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Parameters, Pattern, Stmt};

use super::super::refusal::Refusal;
use super::{CLASS_CELL, Scope, ScopeKind, ScopeNode, Scopes, range, start, targets};

pub(super) fn walk(body: &[Stmt]) -> Result<Scopes, Refusal> {
    let scopes = Scopes { all: Vec::new(), by_node: HashMap::new() };
    let mut walker = Walker { scopes, current: 0, renames: Vec::new(), in_iterable: false, refusal: None };
    walker.open(ScopeKind::Module, (ScopeNode::Module, 0));
    body.iter().for_each(|stmt| walker.visit_stmt(stmt));
    match walker.refusal {
        Some(refusal) => Err(refusal),
        None => Ok(walker.scopes),
    }
}

struct Walker {
    scopes: Scopes,
    current: usize,
    /// Whether the iterable of a comprehension is around.
    in_iterable: bool,
    /// What the targets of the comprehensions around are called in the frame, the innermost last.
    renames: Vec<(String, String)>,
    refusal: Option<Refusal>,
}

impl Walker {
    /// Opens a scope inside the current one, which it returns.
    fn open(&mut self, kind: ScopeKind, node: (ScopeNode, u32)) -> usize {
        let index = self.scopes.all.len();
        self.scopes.all.push(Scope {
            kind,
            bound: Vec::new(),
            globals: BTreeSet::new(),
            nonlocals: BTreeMap::new(),
            used: BTreeSet::new(),
            free: Vec::new(),
            cells: BTreeSet::new(),
            has_yield: false,
            children: Vec::new(),
        });
        self.scopes.by_node.insert(node, index);
        let outer = self.current;
        if index != outer {
            self.scopes.all[outer].children.push(index);
        }
        self.current = index;
        outer
    }

    fn scope(&mut self) -> &mut Scope {
        &mut self.scopes.all[self.current]
    }

    fn renamed(&self, name: &str) -> String {
        match self.renames.iter().rev().find(|(from, _)| from == name) {
            Some((_, to)) => to.clone(),
            None => name.to_owned(),
        }
    }

    fn bind(&mut self, name: &str) {
        let name = self.renamed(name);
        let scope = self.scope();
        if !scope.globals.contains(&name) && !scope.nonlocals.contains_key(&name) && !scope.binds(&name) {
            scope.bound.push(name);
        }
    }

    /// An assignment expression binds around the comprehension that it stands in.
    fn bind_around_comprehensions(&mut self, name: &str) {
        let renames = std::mem::take(&mut self.renames);
        self.bind(name);
        self.renames = renames;
    }

    fn use_name(&mut self, name: &str) {
        let name = self.renamed(name);
        if name == "super" && self.scope().kind == ScopeKind::Function {
            self.scope().used.insert(CLASS_CELL.to_owned());
        }
        self.scope().used.insert(name);
    }

    fn refuse(&mut self, message: String, place: (u32, u32)) {
        self.refusal.get_or_insert(Refusal::syntax(message, place));
    }

    /// `global` and `nonlocal` come before every use of the name.
    fn declare(&mut self, name: &Identifier, word: &str, place: (u32, u32)) -> bool {
        let name = name.to_string();
        let scope = self.scope();
        if scope.binds(&name) {
            let message = format!("name '{name}' is assigned to before {word} declaration");
            self.refuse(message, place);
            return false;
        }
        if scope.used.contains(&name) {
            let message = format!("name '{name}' is used prior to {word} declaration");
            self.refuse(message, place);
            return false;
        }
        true
    }

    fn function(&mut self, node: (ScopeNode, u32), parameters: Option<&Parameters>, body: impl FnOnce(&mut Self)) {
        for parameter in parameters.into_iter().flat_map(|parameters| parameters.iter_non_variadic_params()) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
        let outer = self.open(ScopeKind::Function, node);
        let renames = std::mem::take(&mut self.renames);
        if let Some(parameters) = parameters {
            for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
                self.parameter(&parameter.parameter.name);
            }
            for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
                self.parameter(&parameter.name);
            }
        }
        // Inside, the names of the comprehensions around are seen unless they are bound here.
        self.renames = renames;
        let depth = self.renames.len();
        let bound = self.scope().bound.clone();
        self.renames.extend(bound.into_iter().map(|name| (name.clone(), name)));
        body(self);
        self.renames.truncate(depth);
        self.current = outer;
    }

    fn parameter(&mut self, name: &Identifier) {
        if self.scope().binds(name) {
            self.refuse(format!("duplicate argument '{name}' in function definition"), range(name));
        }
        self.bind(name);
    }

    /// The iterable of a comprehension or a generator expression.
    fn iterable(&mut self, iter: &Expr) {
        let around = std::mem::replace(&mut self.in_iterable, true);
        self.visit_expr(iter);
        self.in_iterable = around;
    }

    fn comprehension(&mut self, offset: u32, generators: &[Comprehension], elements: &[&Expr]) {
        let depth = self.renames.len();
        for (index, generator) in generators.iter().enumerate() {
            self.iterable(&generator.iter);
            if index == 0 {
                for name in generators.iter().flat_map(|generator| targets(&generator.target)) {
                    self.renames.push((name.clone(), format!("{name}@{offset}")));
                }
            }
            self.visit_expr(&generator.target);
            generator.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        elements.iter().for_each(|element| self.visit_expr(element));
        self.renames.truncate(depth);
    }
}

impl<'a> Visitor<'a> for Walker {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                function.decorator_list.iter().for_each(|decorator| self.visit_expr(&decorator.expression));
                self.bind(&function.name);
                self.function((ScopeNode::Function, start(function)), Some(&function.parameters), |this| {
                    function.body.iter().for_each(|stmt| this.visit_stmt(stmt));
                });
            }
            Stmt::ClassDef(class) => {
                class.decorator_list.iter().for_each(|decorator| self.visit_expr(&decorator.expression));
                self.bind(&class.name);
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                let outer = self.open(ScopeKind::Class, (ScopeNode::Class, start(class)));
                class.body.iter().for_each(|stmt| self.visit_stmt(stmt));
                self.current = outer;
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    if self.declare(name, "global", range(global)) {
                        self.scope().globals.insert(name.to_string());
                    }
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    if self.scope().kind == ScopeKind::Module {
                        self.refuse("nonlocal declaration not allowed at module level".to_owned(), range(nonlocal));
                    } else if self.declare(name, "nonlocal", range(nonlocal)) {
                        self.scope().nonlocals.insert(name.to_string(), range(name));
                    }
                }
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(name.split('.').next().unwrap_or(name));
                }
            }
            Stmt::ImportFrom(import) => {
                import.names.iter().for_each(|alias| self.bind(alias.asname.as_ref().unwrap_or(&alias.name)));
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
                self.visit_expr(&assign.target);
                if self.scope().kind == ScopeKind::Class {
                    self.bind("__annotations__");
                }
            }
            Stmt::TypeAlias(alias) => self.visit_expr(&alias.name),
            Stmt::AugAssign(assign) => {
                self.visit_expr(&assign.value);
                self.visit_expr(&assign.target);
            }
            Stmt::Try(statement) => {
                for ExceptHandler::ExceptHandler(handler) in &statement.handlers {
                    handler.name.iter().for_each(|name| self.bind(name));
                }
                walk_stmt(self, stmt);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchAs(pattern) => pattern.name.iter().for_each(|name| self.bind(name)),
            Pattern::MatchStar(pattern) => pattern.name.iter().for_each(|name| self.bind(name)),
            Pattern::MatchMapping(pattern) => pattern.rest.iter().for_each(|name| self.bind(name)),
            _ => {}
        }
        walk_pattern(self, pattern);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if matches!(name.ctx, ExprContext::Load) => self.use_name(&name.id),
            Expr::Name(name) => self.bind(&name.id),
            Expr::Named(named) if self.in_iterable => {
                let message = "assignment expression cannot be used in a comprehension iterable expression";
                self.refuse(message.to_owned(), range(named));
            }
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(name) = &*named.target {
                    self.bind_around_comprehensions(&name.id);
                }
            }
            Expr::Lambda(lambda) => {
                self.function((ScopeNode::Lambda, start(lambda)), lambda.parameters.as_deref(), |this| {
                    this.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(c) => self.comprehension(start(c), &c.generators, &[&c.elt]),
            Expr::SetComp(c) => self.comprehension(start(c), &c.generators, &[&c.elt]),
            Expr::DictComp(c) => {
                let mut elements: Vec<&Expr> = c.key.iter().map(|key| &**key).collect();
                elements.push(&c.value);
                self.comprehension(start(c), &c.generators, &elements);
            }
            Expr::Generator(c) => {
                self.iterable(&c.generators[0].iter);
                self.function((ScopeNode::Generator, start(c)), None, |this| {
                    this.scope().has_yield = true;
                    for (index, generator) in c.generators.iter().enumerate() {
                        if index > 0 {
                            this.iterable(&generator.iter);
                        }
                        let names = targets(&generator.target);
                        this.renames.extend(names.into_iter().map(|name| (name.clone(), name)));
                        this.visit_expr(&generator.target);
                        generator.ifs.iter().for_each(|test| this.visit_expr(test));
                    }
                    this.visit_expr(&c.elt);
                });
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.scope().has_yield = true;
                walk_expr(self, expr);
            }
            _ => walk_expr(self, expr),
        }
    }
}
