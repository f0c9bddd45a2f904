//! Owns functions and lambdas.
//!
//! Invariant: defaults are evaluated where the function is defined, in the order of its parameters.

use ruff_python_ast::{Expr, ExprLambda, Parameters as Ast, StmtFunctionDef};

use super::super::code::{CodeKind, Op, Parameters};
use super::super::scope::{ScopeNode, start};
use super::super::value::Value;
use super::{Compiled, Compiler};

/// A function that is to be compiled.
pub(super) struct Definition<'a> {
    pub(super) name: &'a str,
    pub(super) scope: usize,
    pub(super) parameters: Option<&'a Ast>,
    pub(super) returns: Option<&'a Expr>,
    pub(super) is_async: bool,
    /// Whether it has type parameters.
    pub(super) is_generic: bool,
}

impl<'a> Compiler<'a> {
    pub(super) fn function_definition(&mut self, s: &'a StmtFunctionDef) -> Compiled {
        for decorator in &s.decorator_list {
            self.expr(&decorator.expression)?;
        }
        self.at(s);
        let first = self.place;
        if let Some(decorator) = s.decorator_list.first() {
            self.place = super::range(decorator);
        }
        let scope = self.scopes.at(ScopeNode::Function, start(s));
        let definition = Definition {
            name: &s.name,
            scope,
            parameters: Some(&s.parameters),
            returns: s.returns.as_deref(),
            is_async: s.is_async,
            is_generic: s.type_params.is_some(),
        };
        self.function(&definition, |this| {
            this.unit().code.doc = super::statement::doc(&s.body);
            this.body(&s.body)?;
            this.constant(Value::None);
            this.op(Op::Return);
            Ok(())
        })?;
        self.place = first;
        for decorator in s.decorator_list.iter().rev() {
            self.at(&decorator.expression);
            self.op(Op::Call(1, u16::MAX));
        }
        self.place = first;
        self.store_name(&s.name);
        Ok(())
    }

    pub(super) fn lambda(&mut self, e: &'a ExprLambda) -> Compiled {
        let scope = self.scopes.at(ScopeNode::Lambda, start(e));
        let definition = Definition {
            name: "<lambda>",
            scope,
            parameters: e.parameters.as_deref(),
            returns: None,
            is_async: false,
            is_generic: false,
        };
        self.function(&definition, |this| {
            this.expr(&e.body)?;
            this.op(Op::Return);
            Ok(())
        })
    }

    /// Leaves the function on the stack.
    pub(super) fn function(
        &mut self,
        definition: &Definition<'a>,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled {
        let place = self.place;
        let (parameters, defaults) = self.defaults(definition.parameters)?;
        self.place = place;
        let has_yield = self.scopes.all[definition.scope].has_yield;
        let kind = match (definition.is_async, has_yield) {
            (false, false) => CodeKind::Function,
            (false, true) => CodeKind::Generator,
            (true, false) => CodeKind::Coroutine,
            (true, true) => CodeKind::AsyncGenerator,
        };
        let qualname = self.qualified(definition.name);
        self.open(definition.scope, kind, definition.name, &qualname);
        self.unit().code.parameters = parameters;
        body(self)?;
        let index = self.close();
        self.place = place;
        self.annotations(definition);
        self.op(Op::MakeFunction(index, defaults));
        Ok(())
    }

    /// Leaves positional defaults and the dictionary of keyword defaults on the stack.
    fn defaults(&mut self, parameters: Option<&'a Ast>) -> Compiled<(Parameters, u16)> {
        let (mut positional, mut keyword) = (0, 0);
        let mut made = Parameters::default();
        if let Some(parameters) = parameters {
            made = Parameters {
                positional_only: parameters.posonlyargs.len(),
                positional: parameters.posonlyargs.len() + parameters.args.len(),
                keyword_only: parameters.kwonlyargs.len(),
                has_variadic: parameters.vararg.is_some(),
                has_keywords: parameters.kwarg.is_some(),
            };
            for parameter in parameters.posonlyargs.iter().chain(&parameters.args) {
                if let Some(default) = &parameter.default {
                    self.expr(default)?;
                    positional += 1;
                }
            }
            for parameter in &parameters.kwonlyargs {
                if let Some(default) = &parameter.default {
                    self.constant(Value::str(&parameter.parameter.name));
                    self.expr(default)?;
                    keyword += 1;
                }
            }
        }
        self.op(Op::BuildMap(keyword));
        Ok((made, positional))
    }

    /// Leaves an annotation on the stack: its text, in a tuple if it may name what is known here alone.
    fn annotation(&mut self, annotation: &Expr, is_inner: bool) {
        let text = Value::str(self.source.slice(super::range(annotation)));
        self.constant(if is_inner { Value::tuple(vec![text]) } else { text });
    }

    /// Leaves the dictionary of annotations on the stack, each as its text.
    fn annotations(&mut self, definition: &Definition<'a>) {
        let is_inner = definition.is_generic || self.units.len() > 1;
        let mut count = 0;
        if let Some(parameters) = definition.parameters {
            let positional = parameters.posonlyargs.iter().chain(&parameters.args).map(|p| &p.parameter);
            let keywords = parameters.kwonlyargs.iter().map(|p| &p.parameter);
            let all = positional.chain(parameters.vararg.as_deref()).chain(keywords).chain(parameters.kwarg.as_deref());
            for parameter in all {
                if let Some(annotation) = &parameter.annotation {
                    self.constant(Value::str(&parameter.name));
                    self.annotation(annotation, is_inner);
                    count += 1;
                }
            }
        }
        if let Some(returns) = definition.returns {
            self.constant(Value::str("return"));
            self.annotation(returns, is_inner);
            count += 1;
        }
        self.op(Op::BuildMap(count));
    }
}
