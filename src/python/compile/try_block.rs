//! Owns `try` in all its forms.
//!
//! Invariant: a `finally` is compiled once for each way out of its block, and once for exceptions.

use ruff_python_ast::{ExceptHandler, StmtTry};

use super::super::code::Op;
use super::unwind::Block;
use super::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn try_statement(&mut self, s: &'a StmtTry) -> Compiled {
        if s.finalbody.is_empty() {
            return self.try_except(s);
        }
        let guard = self.op(Op::SetupBlock(0));
        self.unit().blocks.push(Block::Finally(&s.finalbody));
        if s.handlers.is_empty() {
            self.body(&s.body)?;
            self.body(&s.orelse)?;
        } else {
            self.try_except(s)?;
        }
        self.unit().blocks.pop();
        self.op(Op::PopBlock);
        self.body(&s.finalbody)?;
        let end = self.op(Op::Jump(0));
        self.patch(guard);
        self.op(Op::PushHandled);
        self.unit().blocks.push(Block::FinallyHandled);
        let around = std::mem::replace(&mut self.warnings.is_repeated, true);
        self.body(&s.finalbody)?;
        self.warnings.is_repeated = around;
        self.unit().blocks.pop();
        self.op(Op::ReraiseHandled);
        self.patch(end);
        Ok(())
    }

    fn try_except(&mut self, s: &'a StmtTry) -> Compiled {
        let guard = self.op(Op::SetupBlock(0));
        self.unit().blocks.push(Block::Guard);
        self.body(&s.body)?;
        self.unit().blocks.pop();
        self.op(Op::PopBlock);
        self.body(&s.orelse)?;
        let mut ends = vec![self.op(Op::Jump(0))];
        self.patch(guard);
        let star = if s.is_star { Some(self.hidden()) } else { None };
        self.op(star.map_or(Op::PushHandled, Op::StarBegin));
        let last = s.handlers.len() - 1;
        for (index, ExceptHandler::ExceptHandler(handler)) in s.handlers.iter().enumerate() {
            if handler.type_.is_none() && index < last {
                return self.refuse("default 'except:' must be last", handler);
            }
            let mut next = None;
            if let Some(class) = &handler.type_ {
                self.expr(class)?;
                self.at(handler);
                self.op(star.map_or(Op::MatchException, Op::StarMatch));
                next = Some(self.op(Op::JumpIfFalse(0)));
            }
            let name = handler.name.as_ref().map(|name| name.as_str());
            if let Some(name) = name {
                self.op(Op::LoadHandled);
                self.store_name(name);
            }
            let cleanup = self.op(Op::SetupBlock(0));
            self.unit().blocks.push(Block::Handled { name, star: s.is_star });
            self.unit().blocks.push(Block::Guard);
            self.body(&handler.body)?;
            self.unit().blocks.pop();
            self.unit().blocks.pop();
            self.op(Op::PopBlock);
            match star {
                None => {
                    self.op(Op::PopHandled);
                    self.unbind_if(name);
                    ends.push(self.op(Op::Jump(0)));
                    self.patch(cleanup);
                    self.unbind_if(name);
                    self.op(Op::Reraise);
                }
                Some(star) => {
                    self.unbind_if(name);
                    self.op(Op::StarEnded(star));
                    let over = self.op(Op::Jump(0));
                    self.patch(cleanup);
                    self.op(Op::StarRaised(star));
                    self.unbind_if(name);
                    self.patch(over);
                }
            }
            if let Some(next) = next {
                self.patch(next);
            }
        }
        self.op(star.map_or(Op::ReraiseHandled, Op::StarEnd));
        self.patch_all(ends);
        Ok(())
    }

    fn unbind_if(&mut self, name: Option<&str>) {
        if let Some(name) = name {
            self.unbind(name);
        }
    }
}
