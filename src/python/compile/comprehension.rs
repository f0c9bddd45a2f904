//! Owns comprehensions and generator expressions.
//!
//! Invariant: a comprehension runs in the frame around it, under names of its own; a generator expression is a function.

use ruff_python_ast::{Comprehension, Expr, ExprGenerator};

use super::super::code::Op;
use super::super::scope::{ScopeNode, start, targets};
use super::super::value::{Str, Value};
use super::function::Definition;
use super::{Compiled, Compiler};

/// Compiles the element, at this depth above the collection.
type Element<'e, 'a> = &'e mut dyn FnMut(&mut Compiler<'a>, u32) -> Compiled;

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(
        &mut self,
        expr: &'a Expr,
        generators: &'a [Comprehension],
        element: Element<'_, 'a>,
    ) -> Compiled {
        let elements = match expr {
            Expr::ListComp(c) => [Some(&*c.elt), None],
            Expr::SetComp(c) => [Some(&*c.elt), None],
            Expr::DictComp(c) => [c.key.as_deref(), Some(&*c.value)],
            _ => [None, None],
        };
        if is_async(elements.into_iter().flatten(), generators) && !self.is_async() {
            return self.refuse("asynchronous comprehension outside of an asynchronous function", expr);
        }
        let depth = self.unit().renames.len();
        self.expr(&generators[0].iter)?;
        for name in generators.iter().flat_map(|generator| targets(&generator.target)) {
            self.unit().renames.push((name.clone(), format!("{name}@{}", start(expr))));
        }
        self.unit().comprehensions += 1;
        self.comprehension_loop(generators, 0, element)?;
        self.unit().comprehensions -= 1;
        let renames = self.unit().renames.split_off(depth);
        renames.iter().for_each(|(_, name)| self.clear(name));
        Ok(())
    }

    /// A target holds the last item no longer than the comprehension runs. What closures share is theirs from then on.
    fn clear(&mut self, name: &str) {
        let unit = self.units.last().expect("the module is open");
        let place = |names: &[Str]| names.iter().position(|other| **other == *name).map(|index| index as u16);
        let cell = place(&unit.code.cells[..unit.code.own_cells]).map(Op::RenewCell);
        if let Some(op) = cell.or_else(|| place(&unit.code.locals).map(Op::ClearFast)) {
            self.op(op);
        }
    }

    /// The iterable of the first generator is on the stack.
    fn comprehension_loop(
        &mut self,
        generators: &'a [Comprehension],
        depth: u32,
        element: Element<'_, 'a>,
    ) -> Compiled {
        let generator = &generators[0];
        self.at(&generator.iter);
        self.op(if generator.is_async { Op::AsyncIter } else { Op::GetIter });
        let start = self.here();
        let end = self.next_item(generator.is_async);
        self.assign_target(&generator.target)?;
        for test in &generator.ifs {
            self.expr(test)?;
            self.op(Op::JumpIfFalse(start));
        }
        match generators {
            [_] => element(self, depth + 1)?,
            _ => {
                self.expr(&generators[1].iter)?;
                self.comprehension_loop(&generators[1..], depth + 1, element)?;
            }
        }
        self.at(&generator.iter);
        self.op(Op::Jump(start));
        self.end_items(end, generator.is_async);
        Ok(())
    }

    pub(super) fn generator(&mut self, e: &'a ExprGenerator, expr: &'a Expr) -> Compiled {
        let is_async = is_async([&*e.elt], &e.generators);
        let scope = self.scopes.at(ScopeNode::Generator, start(e));
        let definition =
            Definition { name: "<genexpr>", scope, parameters: None, returns: None, is_async, is_generic: false };
        self.function(&definition, |this| {
            // The iterable comes as an argument that has no name.
            let code = &mut this.unit().code;
            code.parameters.positional = 1;
            code.locals.insert(0, ".0".into());
            code.cell_parameters.iter_mut().flatten().for_each(|place| *place += 1);
            this.op(Op::LoadFast(0));
            this.comprehension_loop(&e.generators, 0, &mut |this, _| {
                this.expr(&e.elt)?;
                this.op(Op::Yield);
                this.op(Op::Pop);
                Ok(())
            })?;
            this.constant(Value::None);
            this.op(Op::Return);
            Ok(())
        })?;
        self.expr(&e.generators[0].iter)?;
        self.at(&e.generators[0].iter);
        if !e.generators[0].is_async {
            self.op(Op::GetIter);
        }
        self.at(expr);
        self.op(Op::Call(1, u16::MAX));
        Ok(())
    }
}

/// Whether a comprehension awaits something. What it awaits before it begins does not count.
fn is_async<'e>(elements: impl IntoIterator<Item = &'e Expr>, generators: &[Comprehension]) -> bool {
    let awaits = |generator: &Comprehension| generator.is_async || generator.ifs.iter().any(contains_await);
    generators.iter().any(awaits)
        || generators.iter().skip(1).any(|generator| contains_await(&generator.iter))
        || elements.into_iter().any(contains_await)
}

/// Whether an expression awaits, functions inside it left out.
fn contains_await(expr: &Expr) -> bool {
    use ruff_python_ast::visitor::{Visitor, walk_expr};
    struct Finder(bool);
    impl<'a> Visitor<'a> for Finder {
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Await(_) => self.0 = true,
                Expr::Lambda(_) | Expr::Generator(_) => {}
                _ => walk_expr(self, expr),
            }
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(expr);
    finder.0
}
