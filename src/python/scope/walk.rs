//! Owns the first pass over scopes: which names each one binds and uses.
//!
//! Invariant: scopes are opened in the order of the source.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{
    Alias, Arguments, ExceptHandler, Expr, ExprContext, Identifier, Parameter, Parameters, Pattern, Stmt, StmtAnnAssign,
};

use ruff_text_size::{Ranged, TextRange};

use super::super::refusal::Refusal;
use super::comprehensions::Around;
use super::{CLASS_CELL, Scope, ScopeKind, ScopeNode, Scopes, range, start};

pub(super) fn walk(body: &[Stmt]) -> Result<Scopes, Refusal> {
    let scopes = Scopes { all: Vec::new(), by_node: HashMap::new() };
    let mut walker = Walker {
        scopes,
        current: 0,
        renames: Vec::new(),
        comprehensions: Vec::new(),
        in_iterable: false,
        refusal: None,
    };
    walker.open(ScopeKind::Module, (ScopeNode::Module, 0));
    body.iter().for_each(|stmt| walker.visit_stmt(stmt));
    match walker.refusal {
        Some(refusal) => Err(refusal),
        None => Ok(walker.scopes),
    }
}

pub(super) struct Walker {
    scopes: Scopes,
    current: usize,
    /// Whether the iterable of a comprehension is around.
    pub(super) in_iterable: bool,
    /// The comprehensions around, up to the function that they are in.
    pub(super) comprehensions: Vec<Around>,
    /// What the targets of the comprehensions around are called in the frame, the innermost last.
    pub(super) renames: Vec<(String, String)>,
    refusal: Option<Refusal>,
}

impl Walker {
    /// Opens a scope inside the current one, which it returns.
    fn open(&mut self, kind: ScopeKind, node: (ScopeNode, u32)) -> usize {
        let index = self.scopes.all.len();
        self.scopes.all.push(Scope {
            kind,
            bound: Vec::new(),
            parameters: 0,
            assigned: BTreeSet::new(),
            annotated: BTreeSet::new(),
            globals: BTreeMap::new(),
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

    pub(super) fn scope(&mut self) -> &mut Scope {
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
        self.scope().assigned.insert(name.clone());
        self.bind_import(name);
    }

    /// What is imported may be declared to be global later on.
    fn bind_import(&mut self, name: String) {
        let scope = self.scope();
        if !scope.is_global(&name) && !scope.nonlocals.contains_key(&name) && !scope.binds(&name) {
            scope.bound.push(name);
        }
    }

    /// An assignment expression binds around the comprehension that it stands in.
    pub(super) fn bind_around_comprehensions(&mut self, name: &str) {
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

    pub(super) fn refuse(&mut self, message: String, place: (u32, u32)) {
        self.refusal.get_or_insert(Refusal::syntax(message, place));
    }

    /// `global` and `nonlocal` come before every use of the name.
    fn declare(&mut self, name: &Identifier, word: &str, place: (u32, u32)) -> bool {
        let scope = self.scope();
        let message = if scope.bound[..scope.parameters].iter().any(|bound| **bound == **name) {
            format!("name '{name}' is parameter and {word}")
        } else if scope.used.contains(&**name) {
            format!("name '{name}' is used prior to {word} declaration")
        } else if scope.annotated.contains(&**name) {
            format!("annotated name '{name}' can't be {word}")
        } else if scope.assigned.contains(&**name) {
            format!("name '{name}' is assigned to before {word} declaration")
        } else {
            return true;
        };
        self.refuse(message, place);
        false
    }

    pub(super) fn function(
        &mut self,
        node: (ScopeNode, u32),
        parameters: Option<&Parameters>,
        body: impl FnOnce(&mut Self),
    ) {
        for parameter in parameters.into_iter().flat_map(|parameters| parameters.iter_non_variadic_params()) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
        for annotation in parameters.into_iter().flat_map(annotations) {
            self.check_annotation(annotation, "an annotation");
        }
        let outer = self.open(ScopeKind::Function, node);
        let renames = std::mem::take(&mut self.renames);
        let comprehensions = std::mem::take(&mut self.comprehensions);
        if let Some(parameters) = parameters {
            for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
                self.parameter(&parameter.parameter);
            }
            for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
                self.parameter(parameter);
            }
        }
        self.scope().parameters = self.scope().bound.len();
        // Inside, the names of the comprehensions around are seen unless they are bound here.
        self.renames = renames;
        let depth = self.renames.len();
        let bound = self.scope().bound.clone();
        self.renames.extend(bound.into_iter().map(|name| (name.clone(), name)));
        body(self);
        self.renames.truncate(depth);
        self.comprehensions = comprehensions;
        self.current = outer;
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let name = &parameter.name;
        self.check_name(name, "assign to", &TextRange::new(name.range().start(), parameter.range().end()));
        if self.scope().binds(name) {
            self.refuse(format!("duplicate argument '{name}' in function definition"), range(name));
        }
        self.bind(name);
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        self.visit_expr(expr);
    }

    fn alias(&mut self, alias: &Alias) {
        let name = alias.asname.as_ref().unwrap_or(&alias.name);
        let name = name.split('.').next().unwrap_or(name);
        self.check_name(name, "assign to", alias);
        let name = self.renamed(name);
        self.bind_import(name);
    }

    fn arguments(&mut self, arguments: &Arguments) {
        for keyword in &arguments.keywords {
            self.check_name(keyword.arg.as_deref().unwrap_or(""), "assign to", keyword);
        }
    }

    fn annotated(&mut self, assign: &StmtAnnAssign) {
        self.check_annotation(&assign.annotation, "an annotation");
        if let Some(value) = &assign.value {
            self.visit_expr(value);
        }
        self.visit_expr(&assign.target);
        if self.scope().kind == ScopeKind::Class {
            self.bind("__annotations__");
        }
        let Expr::Name(name) = &*assign.target else { return };
        let scope = self.scope();
        let word = if scope.is_global(&name.id) { "global" } else { "nonlocal" };
        let is_outer = scope.is_global(&name.id) || scope.nonlocals.contains_key(name.id.as_str());
        if is_outer && scope.kind != ScopeKind::Module && assign.simple {
            self.refuse(format!("annotated name '{}' can't be {word}", name.id), range(assign));
        }
        self.scope().annotated.insert(name.id.to_string());
    }
}

/// The annotations of parameters.
fn annotations(parameters: &Parameters) -> impl Iterator<Item = &Expr> {
    parameters.iter().filter_map(|parameter| parameter.annotation())
}

impl<'a> Visitor<'a> for Walker {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                function.decorator_list.iter().for_each(|decorator| self.visit_expr(&decorator.expression));
                self.check_name(&function.name, "assign to", function);
                self.bind(&function.name);
                self.check_type_parameters(function.type_params.as_deref(), None);
                if let Some(returns) = &function.returns {
                    self.check_annotation(returns, "an annotation");
                }
                self.function((ScopeNode::Function, start(function)), Some(&function.parameters), |this| {
                    function.body.iter().for_each(|stmt| this.visit_stmt(stmt));
                });
            }
            Stmt::ClassDef(class) => {
                class.decorator_list.iter().for_each(|decorator| self.visit_expr(&decorator.expression));
                self.check_name(&class.name, "assign to", class);
                self.bind(&class.name);
                self.check_type_parameters(class.type_params.as_deref(), class.arguments.as_deref());
                if let Some(arguments) = &class.arguments {
                    self.arguments(arguments);
                    self.visit_arguments(arguments);
                }
                let outer = self.open(ScopeKind::Class, (ScopeNode::Class, start(class)));
                let comprehensions = std::mem::take(&mut self.comprehensions);
                class.body.iter().for_each(|stmt| self.visit_stmt(stmt));
                self.comprehensions = comprehensions;
                self.current = outer;
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    if self.declare(name, "global", range(global)) {
                        self.scope().globals.entry(name.to_string()).or_insert(range(global));
                    }
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    if self.declare(name, "nonlocal", range(nonlocal)) {
                        self.scope().nonlocals.entry(name.to_string()).or_insert(range(nonlocal));
                    }
                }
            }
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.alias(alias)),
            Stmt::ImportFrom(import) => import.names.iter().for_each(|alias| self.alias(alias)),
            Stmt::AnnAssign(assign) => self.annotated(assign),
            Stmt::TypeAlias(alias) => {
                self.visit_expr(&alias.name);
                self.check_type_parameters(alias.type_params.as_deref(), None);
                self.check_annotation(&alias.value, "a type alias");
            }
            Stmt::AugAssign(assign) => {
                self.visit_expr(&assign.value);
                self.visit_expr(&assign.target);
            }
            Stmt::Try(statement) => {
                for ExceptHandler::ExceptHandler(handler) in &statement.handlers {
                    if let Some(name) = &handler.name {
                        self.check_name(name, "assign to", handler);
                        self.bind(name);
                    }
                }
                walk_stmt(self, stmt);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        if let Pattern::MatchClass(class) = pattern {
            for keyword in &class.arguments.keywords {
                self.check_name(&keyword.attr, "assign to", &keyword.pattern);
            }
        }
        let name = match pattern {
            Pattern::MatchAs(pattern) => &pattern.name,
            Pattern::MatchStar(pattern) => &pattern.name,
            Pattern::MatchMapping(pattern) => &pattern.rest,
            _ => &None,
        };
        if let Some(name) = name {
            self.check_name(name, "assign to", pattern);
            self.bind(name);
        }
        walk_pattern(self, pattern);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if matches!(name.ctx, ExprContext::Load) => self.use_name(&name.id),
            Expr::Name(name) => {
                self.check_name(&name.id, verb(name.ctx), name);
                self.bind(&name.id);
            }
            Expr::Attribute(attribute) if !matches!(attribute.ctx, ExprContext::Load) => {
                self.check_name(&attribute.attr, verb(attribute.ctx), attribute);
                walk_expr(self, expr);
            }
            Expr::Named(named) => self.named(named),
            Expr::Lambda(lambda) => {
                self.function((ScopeNode::Lambda, start(lambda)), lambda.parameters.as_deref(), |this| {
                    this.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(c) => self.comprehension(expr, &c.generators, &[&c.elt]),
            Expr::SetComp(c) => self.comprehension(expr, &c.generators, &[&c.elt]),
            Expr::DictComp(c) => {
                let mut elements: Vec<&Expr> = c.key.iter().map(|key| &**key).collect();
                elements.push(&c.value);
                self.comprehension(expr, &c.generators, &elements);
            }
            Expr::Generator(c) => self.generator(c),
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.check_yield(expr);
                self.scope().has_yield = true;
                walk_expr(self, expr);
            }
            Expr::Call(call) => {
                self.arguments(&call.arguments);
                walk_expr(self, expr);
            }
            _ => walk_expr(self, expr),
        }
    }
}

/// What is done to a target.
fn verb(context: ExprContext) -> &'static str {
    if matches!(context, ExprContext::Del) { "delete" } else { "assign to" }
}
