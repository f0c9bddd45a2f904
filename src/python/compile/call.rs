//! Owns calls.
//!
//! Invariant: arguments are evaluated in the order of the source.

use ruff_python_ast::{Arguments, Expr, ExprCall};

use super::super::code::Op;
use super::super::value::Value;
use super::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn call(&mut self, e: &'a ExprCall, expr: &'a Expr) -> Compiled {
        self.warnings.check_called(&e.func);
        let arguments = &e.arguments;
        self.check_keywords(arguments)?;
        if self.is_inlined(e) {
            let before = self.warnings.count();
            self.expr(&e.func)?;
            self.expr(&arguments.args[0])?;
            self.warnings.repeat_from(before);
            self.at(&*e.func);
            self.op(Op::Call(1, u16::MAX));
            return Ok(());
        }
        self.expr(&e.func)?;
        let is_spread = arguments.args.iter().any(Expr::is_starred_expr)
            || arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
            || arguments.args.len() >= usize::from(u16::MAX);
        if is_spread {
            self.at(expr);
            self.spread(arguments)?;
            self.at(expr);
            self.op(Op::CallSpread);
            return Ok(());
        }
        for argument in &arguments.args {
            self.expr(argument)?;
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            self.expr(&keyword.value)?;
            names.extend(keyword.arg.as_ref().map(|name| Value::str(name)));
        }
        self.at(expr);
        let names = match names.is_empty() {
            true => u16::MAX,
            false => {
                let index = self.add_constant(Value::tuple(names)) as usize;
                self.narrow(index)
            }
        };
        self.op(Op::Call(arguments.args.len() as u16, names));
        Ok(())
    }

    /// Whether CPython makes a loop of it: `all`, `any` and `tuple` of a generator expression, which it compiles for when the name
    /// has another meaning, too. The loop stands where the name stands.
    fn is_inlined(&self, e: &ExprCall) -> bool {
        let (Expr::Name(name), [Expr::Generator(generator)], []) =
            (&*e.func, &*e.arguments.args, &*e.arguments.keywords)
        else {
            return false;
        };
        ["all", "any", "tuple"].contains(&name.id.as_str())
            && !generator.generators.iter().any(|generator| generator.is_async)
            && !self.scopes.all.iter().any(|scope| scope.bound.iter().any(|bound| *bound == *name.id))
    }

    /// A keyword is given once.
    pub(super) fn check_keywords(&self, arguments: &Arguments) -> Compiled {
        let mut given = Vec::new();
        for keyword in &arguments.keywords {
            let Some(name) = &keyword.arg else { continue };
            if given.contains(&name.as_str()) {
                return self.refuse(&format!("keyword argument repeated: {name}"), keyword);
            }
            given.push(name.as_str());
        }
        Ok(())
    }

    /// Leaves a list of the positional and a dictionary of the keyword arguments.
    pub(super) fn spread(&mut self, arguments: &'a Arguments) -> Compiled {
        let place = self.place;
        // What stands before a starred argument is in a list already, which CPython extends.
        let is_alone = arguments.args.len() == 1;
        self.list_of(&arguments.args, if is_alone { Op::ArgumentsExtend } else { Op::ListExtend })?;
        self.op(Op::BuildMap(0));
        for keyword in &arguments.keywords {
            match &keyword.arg {
                Some(name) => {
                    self.constant(Value::str(name));
                    self.expr(&keyword.value)?;
                    self.op(Op::BuildMap(1));
                }
                None => self.expr(&keyword.value)?,
            }
            self.place = place;
            self.op(Op::MapMerge);
        }
        Ok(())
    }
}
