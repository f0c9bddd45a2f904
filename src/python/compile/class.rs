//! Owns class definitions.
//!
//! Invariant: the body runs before the class exists.

use ruff_python_ast::StmtClassDef;

use super::super::code::{CodeKind, Op};
use super::super::scope::{ScopeNode, start};
use super::super::value::Value;
use super::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn class_definition(&mut self, s: &'a StmtClassDef) -> Compiled {
        for decorator in &s.decorator_list {
            self.expr(&decorator.expression)?;
        }
        self.at(s);
        let place = self.place;
        let scope = self.scopes.at(ScopeNode::Class, start(s));
        let qualname = self.qualified(&s.name);
        self.open(scope, CodeKind::Class, &s.name, &qualname);
        self.unit().code.doc = super::statement::doc(&s.body);
        if let Some(parameters) = &s.type_params {
            let names = parameters.iter().map(|parameter| Value::str(parameter.name())).collect();
            self.constant(Value::tuple(names));
            let index = self.name("__type_params__");
            self.op(Op::StoreName(index));
        }
        self.body(&s.body)?;
        self.constant(Value::None);
        self.op(Op::Return);
        let index = self.close();
        self.place = place;
        match &s.arguments {
            Some(arguments) => {
                self.check_keywords(arguments)?;
                self.spread(arguments)?;
            }
            None => {
                self.op(Op::BuildList(0));
                self.op(Op::BuildMap(0));
            }
        }
        self.place = place;
        self.op(Op::MakeClass(index));
        for decorator in s.decorator_list.iter().rev() {
            self.at(&decorator.expression);
            self.op(Op::Call(1, u16::MAX));
        }
        self.place = place;
        self.store_name(&s.name);
        Ok(())
    }
}
