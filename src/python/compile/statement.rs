//! Owns statements.
//!
//! Invariant: a statement leaves the stack as it found it.

use ruff_python_ast::{Expr, Stmt, StmtFor, StmtIf, StmtMatch, StmtWhile};

use super::super::code::{CodeKind, Op};
use super::super::value::{Str, Value};
use super::unwind::Block;
use super::{Compiled, Compiler, pattern_check};

/// The docstring of a body.
pub(super) fn doc(body: &[Stmt]) -> Option<Str> {
    match body.first() {
        Some(Stmt::Expr(statement)) => match &*statement.value {
            Expr::StringLiteral(literal) => Some(clean_doc(literal.value.to_str()).into()),
            _ => None,
        },
        _ => None,
    }
}

/// Takes the indentation away that all lines but the first have.
fn clean_doc(text: &str) -> String {
    let margin = |line: &&str| line.len() - line.trim_start().len();
    let rest = text.lines().skip(1);
    let least = rest.filter(|line| !line.trim().is_empty()).map(|line| margin(&line)).min().unwrap_or(0);
    let lines = text.split('\n').enumerate();
    let cut = |(index, line): (usize, &str)| match index {
        0 => line.trim_start().to_owned(),
        _ => line.get(least.min(margin(&line))..).unwrap_or("").to_owned(),
    };
    lines.map(cut).collect::<Vec<_>>().join("\n")
}

impl<'a> Compiler<'a> {
    pub(super) fn stmt(&mut self, stmt: &'a Stmt) -> Compiled {
        self.at(stmt);
        match stmt {
            Stmt::Expr(s) => {
                self.expr(&s.value)?;
                self.op(Op::Pop);
            }
            Stmt::Assign(s) => {
                self.expr(&s.value)?;
                for (index, target) in s.targets.iter().enumerate() {
                    if index + 1 < s.targets.len() {
                        self.op(Op::Dup);
                    }
                    self.assign_target(target)?;
                }
            }
            Stmt::AnnAssign(s) => {
                if let Some(value) = &s.value {
                    self.expr(value)?;
                    self.assign_target(&s.target)?;
                }
                if let (CodeKind::Class, Expr::Name(name)) = (self.kind(), &*s.target) {
                    let text = self.source.slice(super::range(&*s.annotation)).to_owned();
                    self.constant(Value::str(&text));
                    let index = self.name(&name.id);
                    self.op(Op::Annotate(index));
                }
            }
            Stmt::AugAssign(s) => self.augmented(s)?,
            Stmt::Return(s) => self.return_(s, stmt)?,
            Stmt::If(s) => self.if_(s)?,
            Stmt::While(s) => self.while_(s)?,
            Stmt::For(s) => self.for_(s, stmt)?,
            Stmt::Break(_) => self.leave_loop(true, stmt)?,
            Stmt::Continue(_) => self.leave_loop(false, stmt)?,
            Stmt::FunctionDef(s) => self.function_definition(s)?,
            Stmt::ClassDef(s) => self.class_definition(s)?,
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::TypeAlias(s) => {
                let text = self.source.slice(super::range(&*s.value)).to_owned();
                let name = self.source.slice(super::range(&*s.name)).to_owned();
                self.constant(Value::str(&name));
                self.constant(Value::str(&text));
                self.op(Op::MakeAlias);
                self.assign_target(&s.name)?;
            }
            Stmt::Delete(s) => s.targets.iter().try_for_each(|target| self.delete_target(target))?,
            Stmt::Raise(s) => {
                let mut count = 0;
                for part in [&s.exc, &s.cause].into_iter().flatten() {
                    self.expr(part)?;
                    count += 1;
                }
                self.at(stmt);
                self.op(Op::Raise(count));
            }
            Stmt::Assert(s) => {
                self.warnings.check_assert(s);
                self.expr(&s.test)?;
                let holds = self.op(Op::JumpIfTrue(0));
                if let Some(message) = &s.msg {
                    self.expr(message)?;
                }
                self.at(&*s.test);
                self.op(Op::AssertFailed(s.msg.is_some()));
                self.patch(holds);
            }
            Stmt::Import(s) => {
                for alias in &s.names {
                    let index = self.name(&alias.name);
                    self.op(Op::Import(index, alias.asname.is_some()));
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.store_name(name.split('.').next().unwrap_or(name));
                }
            }
            Stmt::ImportFrom(s) => self.import_from(s, stmt)?,
            Stmt::Try(s) => self.try_statement(s)?,
            Stmt::With(s) => {
                if s.is_async && !self.is_async() {
                    return self.refuse("'async with' outside async function", stmt);
                }
                self.with(s, 0)?;
            }
            Stmt::Match(s) => self.match_(s)?,
            Stmt::IpyEscapeCommand(_) => return self.refuse("invalid syntax", stmt),
        }
        Ok(())
    }

    fn import_from(&mut self, s: &'a ruff_python_ast::StmtImportFrom, stmt: &'a Stmt) -> Compiled {
        let module = s.module.as_ref().map_or("", |module| module.as_str());
        if module == "__future__" && s.level == 0 {
            return match self.source.line(super::range(stmt).0) > self.future {
                true => self.refuse("from __future__ imports must occur at the beginning of the file", stmt),
                false => Ok(()),
            };
        }
        let index = self.name(module);
        self.op(Op::Import(index, true));
        for alias in &s.names {
            if &*alias.name == "*" {
                if self.kind() != CodeKind::Module {
                    return self.refuse("import * only allowed at module level", alias);
                }
                self.op(Op::ImportStar);
                return Ok(());
            }
            let index = self.name(&alias.name);
            self.op(Op::ImportFrom(index));
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name));
        }
        self.op(Op::Pop);
        Ok(())
    }

    pub(super) fn jump_unless(&mut self, test: &'a Expr) -> Compiled<usize> {
        self.expr(test)?;
        Ok(self.op(Op::JumpIfFalse(0)))
    }

    fn if_(&mut self, s: &'a StmtIf) -> Compiled {
        let mut ends = Vec::new();
        let mut next = Some(self.jump_unless(&s.test)?);
        self.body(&s.body)?;
        for clause in &s.elif_else_clauses {
            ends.push(self.op(Op::Jump(0)));
            if let Some(next) = next.take() {
                self.patch(next);
            }
            if let Some(test) = &clause.test {
                next = Some(self.jump_unless(test)?);
            }
            self.body(&clause.body)?;
        }
        ends.extend(next);
        self.patch_all(ends);
        Ok(())
    }

    fn while_(&mut self, s: &'a StmtWhile) -> Compiled {
        let start = self.here();
        let out = self.jump_unless(&s.test)?;
        self.unit().blocks.push(Block::Loop { start, breaks: Vec::new(), pops_iterator: false });
        self.body(&s.body)?;
        self.op(Op::Jump(start));
        self.patch(out);
        self.end_loop(&s.orelse)
    }

    fn for_(&mut self, s: &'a StmtFor, stmt: &'a Stmt) -> Compiled {
        if s.is_async && !self.is_async() {
            return self.refuse("'async for' outside async function", stmt);
        }
        self.expr(&s.iter)?;
        self.at(&*s.iter);
        self.op(if s.is_async { Op::AsyncIter } else { Op::GetIter });
        let start = self.here();
        if s.is_async {
            self.at(stmt);
        }
        let end = self.next_item(s.is_async);
        self.assign_target(&s.target)?;
        self.unit().blocks.push(Block::Loop { start, breaks: Vec::new(), pops_iterator: true });
        self.body(&s.body)?;
        if s.is_async {
            self.at(stmt);
        } else {
            self.at(&*s.iter);
        }
        self.op(Op::Jump(start));
        self.end_items(end, s.is_async);
        self.end_loop(&s.orelse)
    }

    /// Leaves the iterator below the next item. Gives the jump to the end.
    pub(super) fn next_item(&mut self, is_async: bool) -> usize {
        if !is_async {
            return self.op(Op::ForIter(0));
        }
        let guard = self.op(Op::SetupBlock(0));
        self.op(Op::AsyncNext);
        self.op(Op::Await);
        self.op(Op::PopBlock);
        guard
    }

    pub(super) fn end_items(&mut self, end: usize, is_async: bool) {
        self.patch(end);
        if is_async {
            self.op(Op::EndAsyncFor);
        }
    }

    fn end_loop(&mut self, otherwise: &'a [Stmt]) -> Compiled {
        let Some(Block::Loop { breaks, .. }) = self.unit().blocks.pop() else { unreachable!("the loop was pushed") };
        self.body(otherwise)?;
        self.patch_all(breaks);
        Ok(())
    }

    fn match_(&mut self, s: &'a StmtMatch) -> Compiled {
        self.expr(&s.subject)?;
        let subject = self.hidden();
        self.op(Op::StoreFast(subject));
        let mut ends = Vec::new();
        for (index, case) in s.cases.iter().enumerate() {
            let mut fails = Vec::new();
            pattern_check::check(&self.source, &case.pattern, case.guard.is_some() || index + 1 == s.cases.len())?;
            self.pattern(&case.pattern, subject, &mut fails)?;
            if let Some(guard) = &case.guard {
                fails.push(self.jump_unless(guard)?);
            }
            self.body(&case.body)?;
            ends.push(self.op(Op::Jump(0)));
            self.patch_all(fails);
        }
        self.patch_all(ends);
        let none = Value::None;
        self.constant(none);
        self.op(Op::StoreFast(subject));
        Ok(())
    }
}
