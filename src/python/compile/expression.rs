//! Owns expressions.
//!
//! Invariant: an expression leaves one value on the stack.

use ruff_python_ast::{BoolOp, Expr, ExprBoolOp, ExprCompare, ExprDict};

use super::super::code::{CodeKind, Op};
use super::super::value::Value;
use super::{Compiled, Compiler, strings};

impl<'a> Compiler<'a> {
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Compiled {
        self.at(expr);
        match expr {
            Expr::NoneLiteral(_) => self.constant(Value::None),
            Expr::BooleanLiteral(e) => self.constant(Value::Bool(e.value)),
            Expr::EllipsisLiteral(_) => self.constant(Value::Ellipsis),
            Expr::NumberLiteral(e) => match strings::number(&e.value) {
                Some(value) => self.constant(value),
                None => return self.refuse("invalid number literal", expr),
            },
            Expr::StringLiteral(e) => self.constant(Value::str(e.value.to_str())),
            Expr::BytesLiteral(e) => self.constant(Value::Bytes(e.value.bytes().collect())),
            Expr::FString(e) => self.f_string(e)?,
            Expr::Name(e) => self.load(&e.id),
            Expr::BoolOp(e) => self.bool_op(e)?,
            Expr::Named(e) => {
                self.expr(&e.value)?;
                self.op(Op::Dup);
                self.assign_around(&e.target)?;
            }
            Expr::BinOp(e) => {
                self.expr(&e.left)?;
                self.expr(&e.right)?;
                self.at(expr);
                self.op(Op::Binary(e.op));
            }
            Expr::UnaryOp(e) => {
                self.expr(&e.operand)?;
                self.at(expr);
                self.op(Op::Unary(e.op));
            }
            Expr::Compare(e) => self.compare(e, expr)?,
            Expr::If(e) => {
                let otherwise = self.jump_unless(&e.test)?;
                self.expr(&e.body)?;
                let end = self.op(Op::Jump(0));
                self.patch(otherwise);
                self.expr(&e.orelse)?;
                self.patch(end);
            }
            Expr::Tuple(e) => self.sequence(&e.elts, Op::BuildTuple(e.elts.len() as u32))?,
            Expr::List(e) => self.sequence(&e.elts, Op::BuildList(e.elts.len() as u32))?,
            Expr::Set(e) => self.sequence(&e.elts, Op::BuildSet(e.elts.len() as u32))?,
            Expr::Dict(e) => self.dict(e)?,
            Expr::ListComp(c) => {
                self.op(Op::BuildList(0));
                self.comprehension(expr, &c.generators, &mut |this, depth| {
                    this.expr(&c.elt)?;
                    this.op(Op::ListAppend(depth));
                    Ok(())
                })?;
            }
            Expr::SetComp(c) => {
                self.op(Op::BuildSet(0));
                self.comprehension(expr, &c.generators, &mut |this, depth| {
                    this.expr(&c.elt)?;
                    this.op(Op::SetAdd(depth));
                    Ok(())
                })?;
            }
            Expr::DictComp(c) => {
                self.op(Op::BuildMap(0));
                self.comprehension(expr, &c.generators, &mut |this, depth| {
                    if let Some(key) = &c.key {
                        this.expr(key)?;
                    }
                    this.expr(&c.value)?;
                    this.place = (super::range(c.key.as_deref().unwrap_or(&c.value)).0, super::range(&*c.value).1);
                    this.op(Op::MapAdd(depth));
                    Ok(())
                })?;
            }
            Expr::Generator(e) => self.generator(e, expr)?,
            Expr::Lambda(e) => self.lambda(e)?,
            Expr::Await(e) => {
                match self.kind() {
                    CodeKind::Module | CodeKind::Class => return self.refuse("'await' outside function", expr),
                    CodeKind::Function | CodeKind::Generator => {
                        return self.refuse("'await' outside async function", expr);
                    }
                    CodeKind::Coroutine | CodeKind::AsyncGenerator => {}
                }
                self.expr(&e.value)?;
                self.at(expr);
                self.op(Op::GetAwaitable);
                self.op(Op::Await);
            }
            Expr::Yield(e) => {
                if !self.is_in_function() {
                    return self.refuse("'yield' outside function", expr);
                }
                match &e.value {
                    Some(value) => self.expr(value)?,
                    None => self.constant(Value::None),
                }
                self.at(expr);
                self.op(Op::Yield);
            }
            Expr::YieldFrom(e) => {
                if !self.is_in_function() {
                    return self.refuse("'yield from' outside function", expr);
                }
                if self.is_async() {
                    return self.refuse("'yield from' inside async function", expr);
                }
                self.expr(&e.value)?;
                self.at(expr);
                self.op(Op::GetIter);
                self.constant(Value::None);
                self.op(Op::YieldFrom);
            }
            Expr::Call(e) => self.call(e, expr)?,
            Expr::Attribute(e) => {
                self.expr(&e.value)?;
                self.at(expr);
                let index = self.name(&e.attr);
                self.op(Op::LoadAttribute(index));
            }
            Expr::Subscript(e) => {
                self.warnings.check_subscript(e);
                self.expr(&e.value)?;
                self.expr(&e.slice)?;
                self.at(expr);
                self.op(Op::Subscript);
            }
            Expr::Slice(e) => {
                for part in [&e.lower, &e.upper, &e.step] {
                    match part {
                        Some(part) => self.expr(part)?,
                        None => self.constant(Value::None),
                    }
                }
                self.at(expr);
                self.op(Op::BuildSlice);
            }
            Expr::Starred(_) => return self.refuse("can't use starred expression here", expr),
            Expr::TString(_) => {
                let advice = Some("use an f-string".to_owned());
                let refusal = super::Refusal::missing("template strings are not here", advice, super::range(expr));
                return Err(refusal);
            }
            Expr::IpyEscapeCommand(_) => return self.refuse("invalid syntax", expr),
        }
        Ok(())
    }

    /// The target of an assignment expression, which no comprehension around it renames.
    fn assign_around(&mut self, target: &'a Expr) -> Compiled {
        let renames = std::mem::take(&mut self.unit().renames);
        let assigned = self.assign_target(target);
        self.unit().renames = renames;
        assigned
    }

    fn bool_op(&mut self, e: &'a ExprBoolOp) -> Compiled {
        let mut jumps = Vec::new();
        let last = e.values.len() - 1;
        for (index, value) in e.values.iter().enumerate() {
            self.expr(value)?;
            if index < last {
                let op = if e.op == BoolOp::And { Op::JumpIfFalseOrPop(0) } else { Op::JumpIfTrueOrPop(0) };
                jumps.push(self.op(op));
            }
        }
        self.patch_all(jumps);
        Ok(())
    }

    fn compare(&mut self, e: &'a ExprCompare, expr: &'a Expr) -> Compiled {
        self.warnings.check_compare(e);
        self.expr(&e.left)?;
        let mut outs = Vec::new();
        let last = e.ops.len() - 1;
        for (index, (op, right)) in e.ops.iter().zip(&e.comparators).enumerate() {
            self.expr(right)?;
            self.at(expr);
            if index < last {
                self.op(Op::Dup);
                self.op(Op::Rot3);
            }
            self.op(Op::Compare(*op));
            if index < last {
                outs.push(self.op(Op::JumpIfFalseOrPop(0)));
            }
        }
        if !outs.is_empty() {
            let end = self.op(Op::Jump(0));
            self.patch_all(outs);
            self.op(Op::Swap);
            self.op(Op::Pop);
            self.patch(end);
        }
        Ok(())
    }

    fn dict(&mut self, e: &'a ExprDict) -> Compiled {
        let place = self.place;
        self.op(Op::BuildMap(0));
        for item in e.iter() {
            match &item.key {
                Some(key) => {
                    self.expr(key)?;
                    self.expr(&item.value)?;
                    self.place = place;
                    self.op(Op::MapAdd(0));
                }
                None => {
                    self.expr(&item.value)?;
                    self.place = place;
                    self.op(Op::MapUpdate);
                }
            }
        }
        Ok(())
    }

    fn sequence(&mut self, elements: &'a [Expr], plain: Op) -> Compiled {
        let place = self.place;
        if !elements.iter().any(Expr::is_starred_expr) {
            elements.iter().try_for_each(|element| self.expr(element))?;
            self.place = place;
            self.op(plain);
            return Ok(());
        }
        if matches!(plain, Op::BuildSet(_)) {
            self.op(Op::BuildSet(0));
            return self.add_to(elements, Op::SetAdd(0), Op::ListExtend);
        }
        self.list_of(elements, Op::ListExtend)?;
        if matches!(plain, Op::BuildTuple(_)) {
            self.op(Op::ListToTuple);
        }
        Ok(())
    }

    /// A list of elements, of which some may be starred.
    pub(super) fn list_of(&mut self, elements: &'a [Expr], extend: Op) -> Compiled {
        self.op(Op::BuildList(0));
        self.add_to(elements, Op::ListAppend(0), extend)
    }

    fn add_to(&mut self, elements: &'a [Expr], add: Op, extend: Op) -> Compiled {
        // What cannot be unpacked is an error of the whole.
        let place = self.place;
        for element in elements {
            if let Expr::Starred(starred) = element {
                self.expr(&starred.value)?;
                self.place = place;
                self.op(extend);
            } else {
                self.expr(element)?;
                self.op(add);
            }
        }
        Ok(())
    }
}
