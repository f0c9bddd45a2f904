//! Owns what may stand neither in annotations nor among type parameters, and the one name that nothing may be called.
//!
//! Invariant: what stands in a function or a comprehension inside them is not theirs.

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Arguments, Comprehension, Expr, TypeParam, TypeParams};
use ruff_text_size::Ranged;

use super::range;
use super::walk::Walker;

impl Walker {
    /// Nothing is called `__debug__`.
    pub(super) fn check_name(&mut self, name: &str, verb: &str, node: &impl Ranged) {
        if name == "__debug__" {
            self.refuse(format!("cannot {verb} __debug__"), range(node));
        }
    }

    /// An expression that is not evaluated where it stands.
    pub(super) fn check_annotation(&mut self, expr: &Expr, place: &str) {
        let mut finder = Finder { found: None };
        finder.visit_expr(expr);
        match finder.found {
            Some((what, place_of_it)) if what.starts_with("async") => self.refuse(what.to_owned(), place_of_it),
            Some((what, place_of_it)) => {
                self.refuse(format!("{what} expression cannot be used within {place}"), place_of_it);
            }
            None => {}
        }
    }

    pub(super) fn check_type_parameters(&mut self, parameters: Option<&TypeParams>, arguments: Option<&Arguments>) {
        let Some(parameters) = parameters else { return };
        let mut has_default = false;
        for (index, parameter) in parameters.iter().enumerate() {
            let name = parameter.name();
            self.check_name(name, "assign to", parameter);
            if parameters.iter().take(index).any(|other| other.name().as_str() == name.as_str()) {
                self.refuse(format!("duplicate type parameter '{name}'"), range(parameter));
            }
            let (kind, bound) = match parameter {
                TypeParam::TypeVar(parameter) => ("TypeVar", parameter.bound.as_deref()),
                TypeParam::TypeVarTuple(_) => ("TypeVarTuple", None),
                TypeParam::ParamSpec(_) => ("ParamSpec", None),
            };
            if let Some(bound) = bound {
                let what = if bound.is_tuple_expr() { "constraint" } else { "bound" };
                self.check_annotation(bound, &format!("a TypeVar {what}"));
            }
            match parameter.default() {
                Some(default) => {
                    has_default = true;
                    self.check_annotation(default, &format!("a {kind} default"));
                }
                None if has_default => {
                    let message = format!("non-default type parameter '{name}' follows default type parameter");
                    self.refuse(message, range(parameter));
                }
                None => {}
            }
        }
        for argument in arguments.into_iter().flat_map(|arguments| arguments.iter_source_order()) {
            self.check_annotation(argument.value(), "the definition of a generic");
        }
    }
}

/// Finds the first expression that may not stand there.
struct Finder {
    found: Option<(&'static str, (u32, u32))>,
}

impl<'a> Visitor<'a> for Finder {
    fn visit_expr(&mut self, expr: &'a Expr) {
        const ASYNC: &str = "asynchronous comprehension outside of an asynchronous function";
        let is_async = |generators: &[Comprehension]| generators.iter().any(|generator| generator.is_async);
        let found = match expr {
            Expr::Named(_) => "named",
            Expr::Yield(_) | Expr::YieldFrom(_) => "yield",
            Expr::Await(_) => "await",
            Expr::ListComp(c) if is_async(&c.generators) => ASYNC,
            Expr::SetComp(c) if is_async(&c.generators) => ASYNC,
            Expr::DictComp(c) if is_async(&c.generators) => ASYNC,
            Expr::Lambda(_) | Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => return,
            _ => return walk_expr(self, expr),
        };
        self.found.get_or_insert((found, range(expr)));
    }
}
