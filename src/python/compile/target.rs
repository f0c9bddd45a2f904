//! Owns what can be assigned to and deleted.
//!
//! Invariant: the value to assign is on the top of the stack, and is gone afterwards.

use ruff_python_ast::{Expr, ExprList, ExprTuple, StmtAugAssign};

use super::super::code::Op;
use super::variable::Access;
use super::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn assign_target(&mut self, target: &'a Expr) -> Compiled {
        match target {
            Expr::Name(name) => {
                self.at(target);
                self.store_name(&name.id);
            }
            Expr::Attribute(attribute) => {
                self.expr(&attribute.value)?;
                self.at(target);
                let index = self.name(&attribute.attr);
                self.op(Op::StoreAttribute(index));
            }
            Expr::Subscript(subscript) => {
                self.expr(&subscript.value)?;
                self.expr(&subscript.slice)?;
                self.at(target);
                self.op(Op::StoreSubscript);
            }
            Expr::Tuple(ExprTuple { elts, .. }) | Expr::List(ExprList { elts, .. }) => {
                self.at(target);
                self.unpack(elts, target)?;
            }
            Expr::Starred(_) => return self.refuse("starred assignment target must be in a list or tuple", target),
            _ => return self.refuse("cannot assign to expression", target),
        }
        Ok(())
    }

    fn unpack(&mut self, elements: &'a [Expr], target: &'a Expr) -> Compiled {
        let mut starred = elements.iter().enumerate().filter(|(_, element)| element.is_starred_expr());
        match (starred.next(), starred.next()) {
            (None, _) => self.op(Op::Unpack(elements.len() as u32)),
            (Some((index, _)), None) => {
                let (before, behind) = (self.narrow(index), self.narrow(elements.len() - index - 1));
                self.op(Op::UnpackStarred(before, behind))
            }
            (Some(_), Some(_)) => return self.refuse("multiple starred expressions in assignment", target),
        };
        for element in elements {
            self.assign_target(if let Expr::Starred(starred) = element { &starred.value } else { element })?;
        }
        Ok(())
    }

    pub(super) fn delete_target(&mut self, target: &'a Expr) -> Compiled {
        self.at(target);
        match target {
            Expr::Name(name) => self.variable(&name.id, Access::Delete),
            Expr::Attribute(attribute) => {
                self.expr(&attribute.value)?;
                self.at(target);
                let index = self.name(&attribute.attr);
                self.op(Op::DeleteAttribute(index));
            }
            Expr::Subscript(subscript) => {
                self.expr(&subscript.value)?;
                self.expr(&subscript.slice)?;
                self.at(target);
                self.op(Op::DeleteSubscript);
            }
            Expr::Tuple(ExprTuple { elts, .. }) | Expr::List(ExprList { elts, .. }) => {
                elts.iter().try_for_each(|element| self.delete_target(element))?;
            }
            _ => return self.refuse("cannot delete expression", target),
        }
        Ok(())
    }

    /// `target op= value`
    pub(super) fn augmented(&mut self, s: &'a StmtAugAssign) -> Compiled {
        match &*s.target {
            Expr::Name(name) => {
                self.at(&*s.target);
                self.load(&name.id);
                self.expr(&s.value)?;
                self.at(s);
                self.op(Op::Inplace(s.op));
                self.store_name(&name.id);
            }
            Expr::Attribute(attribute) => {
                self.expr(&attribute.value)?;
                self.op(Op::Dup);
                let index = self.name(&attribute.attr);
                self.at(&*s.target);
                self.op(Op::LoadAttribute(index));
                self.expr(&s.value)?;
                self.at(s);
                self.op(Op::Inplace(s.op));
                self.op(Op::Swap);
                self.at(&*s.target);
                self.op(Op::StoreAttribute(index));
            }
            Expr::Subscript(subscript) => {
                self.expr(&subscript.value)?;
                self.expr(&subscript.slice)?;
                self.op(Op::Dup2);
                self.at(&*s.target);
                self.op(Op::Subscript);
                self.expr(&s.value)?;
                self.at(s);
                self.op(Op::Inplace(s.op));
                self.op(Op::Rot3);
                self.at(&*s.target);
                self.op(Op::StoreSubscript);
            }
            _ => return self.refuse("illegal expression for augmented assignment", s),
        }
        Ok(())
    }
}
