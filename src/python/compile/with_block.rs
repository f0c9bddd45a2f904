//! Owns `with` and `async with`.
//!
//! Invariant: several items are blocks within blocks.

use ruff_python_ast::StmtWith;

use super::super::code::Op;
use super::unwind::Block;
use super::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn with(&mut self, s: &'a StmtWith, index: usize) -> Compiled {
        let Some(item) = s.items.get(index) else { return self.body(&s.body) };
        self.expr(&item.context_expr)?;
        self.at(&item.context_expr);
        let place = self.place;
        let slot = self.hidden();
        self.op(Op::WithEnter(slot, s.is_async));
        if s.is_async {
            self.op(Op::GetAwaitable);
            self.op(Op::Await);
        }
        let guard = self.op(Op::SetupWith(0));
        self.unit().blocks.push(Block::With { slot, is_async: s.is_async, place });
        match &item.optional_vars {
            Some(target) => self.assign_target(target)?,
            None => drop(self.op(Op::Pop)),
        }
        self.with(s, index + 1)?;
        self.unit().blocks.pop();
        self.place = place;
        self.op(Op::PopBlock);
        self.leave_manager(slot, s.is_async);
        let end = self.op(Op::Jump(0));
        self.patch(guard);
        self.op(Op::PushHandled);
        self.op(Op::WithExit(slot, true));
        if s.is_async {
            self.op(Op::GetAwaitable);
            self.op(Op::Await);
        }
        let swallowed = self.op(Op::JumpIfTrue(0));
        self.op(Op::ReraiseHandled);
        self.patch(swallowed);
        self.op(Op::PopHandled);
        self.patch(end);
        Ok(())
    }
}
