//! Owns leaving blocks early: `return`, `break`, `continue`.
//!
//! Invariant: what a block has to do when it is left is compiled at each place that leaves it, innermost first.

use ruff_python_ast::Stmt;

use super::super::code::{CodeKind, Op};
use super::super::value::Value;
use super::variable::Access;
use super::{Compiled, Compiler};

/// What stands around the statement that is compiled.
pub(super) enum Block<'a> {
    Loop {
        start: u32,
        breaks: Vec<usize>,
        pops_iterator: bool,
    },
    /// A block of the machine that only has to be popped.
    Guard,
    Finally(&'a [Stmt]),
    /// A `finally` that runs while the value of a `return` waits, which goes if the `finally` jumps elsewhere.
    Value,
    /// A `finally` that runs because of an exception.
    FinallyHandled,
    /// A handler and the name that it binds.
    Handled {
        name: Option<&'a str>,
        star: bool,
    },
    With {
        slot: u16,
        is_async: bool,
        place: (u32, u32),
    },
}

const STAR: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

impl<'a> Compiler<'a> {
    /// Leaves the blocks above the first `remaining`. The value that `return` gives is on the stack, below what they do.
    pub(super) fn unwind(&mut self, remaining: usize, with_value: bool) -> Compiled {
        let mut left = Vec::new();
        while self.unit().blocks.len() > remaining {
            let block = self.unit().blocks.pop().expect("there are more than those that remain");
            self.leave(&block, with_value)?;
            left.push(block);
        }
        self.unit().blocks.extend(left.into_iter().rev());
        Ok(())
    }

    fn leave(&mut self, block: &Block<'a>, with_value: bool) -> Compiled {
        match block {
            Block::Loop { pops_iterator, .. } => {
                if *pops_iterator && with_value {
                    self.op(Op::Swap);
                    self.op(Op::Pop);
                }
            }
            Block::Guard => {
                self.op(Op::PopBlock);
            }
            Block::Finally(body) => {
                self.op(Op::PopBlock);
                let place = self.place;
                if with_value {
                    self.unit().blocks.push(Block::Value);
                }
                self.body(body)?;
                if with_value {
                    self.unit().blocks.pop();
                }
                self.place = place;
            }
            Block::Value => {
                if with_value {
                    self.op(Op::Swap);
                }
                self.op(Op::Pop);
            }
            Block::FinallyHandled => {
                self.op(Op::PopHandled);
            }
            Block::Handled { name, .. } => {
                self.op(Op::PopHandled);
                if let Some(name) = name {
                    self.unbind(name);
                }
            }
            Block::With { slot, is_async, place } => {
                self.op(Op::PopBlock);
                let before = std::mem::replace(&mut self.place, *place);
                self.leave_manager(*slot, *is_async);
                self.place = before;
            }
        }
        Ok(())
    }

    /// Leaves a manager without an exception.
    pub(super) fn leave_manager(&mut self, slot: u16, is_async: bool) {
        self.op(Op::WithExit(slot, false));
        if is_async {
            self.op(Op::GetAwaitable);
            self.op(Op::Await);
        }
        self.op(Op::Pop);
    }

    /// Forgets the name of a handled exception.
    pub(super) fn unbind(&mut self, name: &str) {
        self.constant(Value::None);
        self.variable(name, Access::Store);
        self.variable(name, Access::Delete);
    }

    pub(super) fn leave_loop(&mut self, is_break: bool, stmt: &'a Stmt) -> Compiled {
        let blocks = &self.unit().blocks;
        let found = blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }));
        let star = blocks.iter().rposition(|block| matches!(block, Block::Handled { star: true, .. }));
        if star.is_some_and(|star| found.is_none_or(|found| star > found)) {
            return self.refuse(STAR, stmt);
        }
        let Some(index) = found else {
            return self
                .refuse(if is_break { "'break' outside loop" } else { "'continue' not properly in loop" }, stmt);
        };
        self.unwind(index + 1, false)?;
        let Block::Loop { start, pops_iterator, .. } = self.unit().blocks[index] else {
            unreachable!("it was found as a loop")
        };
        if !is_break {
            self.op(Op::Jump(start));
            return Ok(());
        }
        if pops_iterator {
            self.op(Op::Pop);
        }
        let jump = self.op(Op::Jump(0));
        if let Block::Loop { breaks, .. } = &mut self.unit().blocks[index] {
            breaks.push(jump);
        }
        Ok(())
    }

    pub(super) fn return_(&mut self, statement: &'a ruff_python_ast::StmtReturn, stmt: &'a Stmt) -> Compiled {
        if !self.is_in_function() {
            return self.refuse("'return' outside function", stmt);
        }
        if self.kind() == CodeKind::AsyncGenerator && statement.value.is_some() {
            return self.refuse("'return' with value in async generator", stmt);
        }
        if self.unit().blocks.iter().any(|block| matches!(block, Block::Handled { star: true, .. })) {
            let constant = statement.value.as_deref().filter(|value| value.is_literal_expr());
            return match constant {
                Some(value) => self.refuse(STAR, value),
                None => self.refuse(STAR, stmt),
            };
        }
        match &statement.value {
            Some(value) => self.expr(value)?,
            None => self.constant(Value::None),
        }
        self.at(stmt);
        self.unwind(0, true)?;
        self.op(Op::Return);
        Ok(())
    }
}
