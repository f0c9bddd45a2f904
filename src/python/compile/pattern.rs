//! Owns the patterns of `match`.
//!
//! Invariant: a pattern that fails jumps out with an empty stack above the statement's.

use ruff_python_ast::{CmpOp, Pattern, PatternMatchClass, PatternMatchMapping, PatternMatchSequence, Singleton};

use super::super::code::Op;
use super::super::value::Value;
use super::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    /// Tests the local `subject`; the jumps for where it fails go to `fails`.
    pub(super) fn pattern(&mut self, pattern: &'a Pattern, subject: u16, fails: &mut Vec<usize>) -> Compiled {
        self.at(pattern);
        match pattern {
            Pattern::MatchValue(p) => {
                self.op(Op::LoadFast(subject));
                self.expr(&p.value)?;
                self.op(Op::Compare(CmpOp::Eq));
                fails.push(self.op(Op::JumpIfFalse(0)));
            }
            Pattern::MatchSingleton(p) => {
                self.op(Op::LoadFast(subject));
                self.constant(match p.value {
                    Singleton::None => Value::None,
                    Singleton::True => Value::Bool(true),
                    Singleton::False => Value::Bool(false),
                });
                self.op(Op::Compare(CmpOp::Is));
                fails.push(self.op(Op::JumpIfFalse(0)));
            }
            Pattern::MatchAs(p) => {
                if let Some(pattern) = &p.pattern {
                    self.pattern(pattern, subject, fails)?;
                }
                if let Some(name) = &p.name {
                    self.op(Op::LoadFast(subject));
                    self.store_name(name);
                }
            }
            Pattern::MatchOr(p) => {
                let mut ends = Vec::new();
                for (index, alternative) in p.patterns.iter().enumerate() {
                    let mut inner = Vec::new();
                    self.pattern(alternative, subject, &mut inner)?;
                    if index + 1 < p.patterns.len() {
                        ends.push(self.op(Op::Jump(0)));
                        self.patch_all(inner);
                    } else {
                        fails.extend(inner);
                    }
                }
                self.patch_all(ends);
            }
            Pattern::MatchSequence(p) => self.sequence_pattern(p, subject, fails)?,
            Pattern::MatchMapping(p) => self.mapping_pattern(p, subject, fails)?,
            Pattern::MatchClass(p) => self.class_pattern(p, subject, fails)?,
            Pattern::MatchStar(_) => return self.refuse("can't use starred pattern here", pattern),
        }
        Ok(())
    }

    fn sequence_pattern(&mut self, p: &'a PatternMatchSequence, subject: u16, fails: &mut Vec<usize>) -> Compiled {
        let star = p.patterns.iter().position(Pattern::is_match_star);
        let least = p.patterns.len() - usize::from(star.is_some());
        self.op(Op::LoadFast(subject));
        let count = self.narrow(least);
        self.op(Op::MatchSequence(count, star.is_some()));
        fails.push(self.op(Op::JumpIfFalse(0)));
        self.op(Op::LoadFast(subject));
        self.op(match star {
            None => Op::Unpack(least as u32),
            Some(index) => Op::UnpackStarred(index as u16, (least - index) as u16),
        });
        let slots: Vec<u16> = p.patterns.iter().map(|_| self.hidden()).collect();
        for slot in &slots {
            self.op(Op::StoreFast(*slot));
        }
        for (slot, pattern) in slots.into_iter().zip(&p.patterns) {
            match pattern {
                Pattern::MatchStar(star) => {
                    if let Some(name) = &star.name {
                        self.op(Op::LoadFast(slot));
                        self.store_name(name);
                    }
                }
                pattern => self.pattern(pattern, slot, fails)?,
            }
        }
        Ok(())
    }

    fn mapping_pattern(&mut self, p: &'a PatternMatchMapping, subject: u16, fails: &mut Vec<usize>) -> Compiled {
        self.op(Op::LoadFast(subject));
        self.op(Op::MatchMapping);
        fails.push(self.op(Op::JumpIfFalse(0)));
        let keys = self.hidden();
        p.keys.iter().try_for_each(|key| self.expr(key))?;
        self.op(Op::BuildTuple(p.keys.len() as u32));
        self.op(Op::StoreFast(keys));
        self.op(Op::LoadFast(subject));
        self.op(Op::LoadFast(keys));
        self.op(Op::MatchKeys);
        self.sub_patterns(&p.patterns.iter().collect::<Vec<_>>(), fails)?;
        if let Some(rest) = &p.rest {
            self.op(Op::LoadFast(subject));
            self.op(Op::LoadFast(keys));
            self.op(Op::MatchRest);
            self.store_name(rest);
        }
        Ok(())
    }

    fn class_pattern(&mut self, p: &'a PatternMatchClass, subject: u16, fails: &mut Vec<usize>) -> Compiled {
        self.op(Op::LoadFast(subject));
        self.expr(&p.cls)?;
        self.at(p);
        let names = p.arguments.keywords.iter().map(|keyword| Value::str(&keyword.attr)).collect();
        let names = self.add_constant(Value::tuple(names));
        let count = self.narrow(p.arguments.patterns.len());
        self.op(Op::MatchClass(count, names));
        let keywords = p.arguments.keywords.iter().map(|keyword| &keyword.pattern);
        self.sub_patterns(&p.arguments.patterns.iter().chain(keywords).collect::<Vec<_>>(), fails)
    }

    /// Tests the values of the tuple on the stack, or fails if it is None.
    fn sub_patterns(&mut self, patterns: &[&'a Pattern], fails: &mut Vec<usize>) -> Compiled {
        let values = self.hidden();
        self.op(Op::StoreFast(values));
        self.op(Op::LoadFast(values));
        self.constant(Value::None);
        self.op(Op::Compare(CmpOp::IsNot));
        fails.push(self.op(Op::JumpIfFalse(0)));
        self.op(Op::LoadFast(values));
        self.op(Op::Unpack(patterns.len() as u32));
        let slots: Vec<u16> = patterns.iter().map(|_| self.hidden()).collect();
        for slot in &slots {
            self.op(Op::StoreFast(*slot));
        }
        for (slot, pattern) in slots.into_iter().zip(patterns) {
            self.pattern(pattern, slot, fails)?;
        }
        Ok(())
    }
}
