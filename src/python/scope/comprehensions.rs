//! Owns what comprehensions mean for the names around and inside them.
//!
//! Invariant: a comprehension has its own variables, and what is assigned inside it is assigned around it.

use ruff_python_ast::{Comprehension, Expr, ExprGenerator, ExprNamed};

use super::walk::Walker;
use super::{ScopeKind, ScopeNode, range, start, targets};

/// A comprehension that is around.
pub(super) struct Around {
    /// What it is called.
    kind: &'static str,
    variables: Vec<String>,
    is_in_class: bool,
}

impl Walker {
    fn enter(&mut self, kind: &'static str, generators: &[Comprehension]) {
        let variables = generators.iter().flat_map(|generator| targets(&generator.target)).collect();
        let is_in_class = self.scope().kind == ScopeKind::Class;
        self.comprehensions.push(Around { kind, variables, is_in_class });
    }

    /// The iterable of a comprehension or a generator expression.
    fn iterable(&mut self, iter: &Expr) {
        let around = std::mem::replace(&mut self.in_iterable, true);
        self.expr(iter);
        self.in_iterable = around;
    }

    pub(super) fn comprehension(&mut self, expr: &Expr, generators: &[Comprehension], elements: &[&Expr]) {
        let (depth, offset) = (self.renames.len(), start(expr));
        let kind = match expr {
            Expr::SetComp(_) => "set comprehension",
            Expr::DictComp(_) => "dict comprehension",
            _ => "list comprehension",
        };
        for (index, generator) in generators.iter().enumerate() {
            self.iterable(&generator.iter);
            if index == 0 {
                for name in generators.iter().flat_map(|generator| targets(&generator.target)) {
                    self.renames.push((name.clone(), format!("{name}@{offset}")));
                }
                self.enter(kind, generators);
            }
            self.expr(&generator.target);
            generator.ifs.iter().for_each(|test| self.expr(test));
        }
        elements.iter().for_each(|element| self.expr(element));
        self.renames.truncate(depth);
        self.comprehensions.pop();
    }

    pub(super) fn generator(&mut self, c: &ExprGenerator) {
        self.iterable(&c.generators[0].iter);
        self.enter("generator expression", &c.generators);
        let mut around = std::mem::take(&mut self.comprehensions);
        self.function((ScopeNode::Generator, start(c)), None, |this| {
            std::mem::swap(&mut this.comprehensions, &mut around);
            this.scope().has_yield = true;
            for (index, generator) in c.generators.iter().enumerate() {
                if index > 0 {
                    this.iterable(&generator.iter);
                }
                let names = targets(&generator.target);
                this.renames.extend(names.into_iter().map(|name| (name.clone(), name)));
                this.expr(&generator.target);
                generator.ifs.iter().for_each(|test| this.expr(test));
            }
            this.expr(&c.elt);
            std::mem::swap(&mut this.comprehensions, &mut around);
        });
        around.pop();
        self.comprehensions = around;
    }

    pub(super) fn named(&mut self, named: &ExprNamed) {
        if self.in_iterable {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return self.refuse(message.to_owned(), range(named));
        }
        let Expr::Name(name) = &*named.target else { return };
        self.check_name(&name.id, "assign to", name);
        if self.comprehensions.iter().any(|around| around.variables.iter().any(|other| *other == *name.id)) {
            let message = format!("assignment expression cannot rebind comprehension iteration variable '{}'", name.id);
            self.refuse(message, range(name));
        } else if self.comprehensions.first().is_some_and(|around| around.is_in_class) {
            let message = "assignment expression within a comprehension cannot be used in a class body";
            self.refuse(message.to_owned(), range(name));
        }
        self.expr(&named.value);
        self.bind_around_comprehensions(&name.id);
    }

    pub(super) fn check_yield(&mut self, expr: &Expr) {
        if let Some(around) = self.comprehensions.last() {
            self.refuse(format!("'yield' inside {}", around.kind), range(expr));
        }
    }
}
