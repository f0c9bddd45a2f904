//! Owns the loop over a frame's operations.
//!
//! Invariant: it ends only where something else has to run: a call, a suspension, a return, an exception.

use std::task::Context;

use ruff_python_ast::{CmpOp, Operator};

use super::execution::Flow;
use super::frame::Frame;
use crate::python::arithmetic::small;
use crate::python::code::Op;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::{Handling, Result};

impl Frame {
    pub(super) fn execute(&mut self, vm: &Vm, handling: &Handling, cx: &mut Context<'_>) -> Result<Flow> {
        let code = self.code.clone();
        let is_program = !code.source.is_library;
        loop {
            let Some(op) = code.ops.get(self.next).copied() else { return Ok(Flow::Return(Value::None)) };
            if is_program {
                vm.offset.set(Some(code.ranges[self.next].0));
            }
            self.next += 1;
            match op {
                Op::Const(index) => self.stack.push(code.consts[index as usize].clone()),
                Op::LoadFast(index) => self.load_fast(index)?,
                Op::StoreFast(index) => {
                    let value = self.pop();
                    let old = self.locals[usize::from(index)].replace(value);
                    drop(old);
                }
                Op::DeleteFast(index) => self.delete_fast(index)?,
                Op::ClearFast(index) => drop(self.locals[usize::from(index)].take()),
                Op::LoadCell(index) => self.load_cell(index)?,
                Op::StoreCell(index) => {
                    let value = self.pop();
                    let old = self.cells[usize::from(index)].replace(Some(value));
                    drop(old);
                }
                Op::DeleteCell(index) => self.delete_cell(index)?,
                Op::RenewCell(index) => self.renew_cell(vm, index),
                Op::LoadGlobal(index) => self.load_global(vm, &code.names[index as usize])?,
                Op::StoreGlobal(index) => self.store_global(&code.names[index as usize]),
                Op::DeleteGlobal(index) => self.delete_global(&code.names[index as usize])?,
                Op::LoadName(index) => self.load_name(vm, &code.names[index as usize])?,
                Op::StoreName(index) => self.store_name(vm, &code.names[index as usize])?,
                Op::DeleteName(index) => self.delete_name(&code.names[index as usize])?,
                Op::Pop => drop(self.pop()),
                Op::Dup => {
                    let top = self.top().clone();
                    self.push(top);
                }
                Op::Dup2 => {
                    let len = self.stack.len();
                    let pair = [self.stack[len - 2].clone(), self.stack[len - 1].clone()];
                    self.stack.extend(pair);
                }
                Op::Swap => {
                    let len = self.stack.len();
                    self.stack.swap(len - 1, len - 2);
                }
                Op::Rot3 => {
                    let top = self.pop();
                    self.stack.insert(self.stack.len() - 2, top);
                }
                Op::Binary(op) | Op::Inplace(op) if self.small_ints(op) => {}
                Op::Binary(op) => {
                    let b = self.pop();
                    let a = self.pop();
                    let result = vm.binary(op, &a, &b, false)?;
                    self.push(result);
                }
                Op::Inplace(op) => {
                    let b = self.pop();
                    let a = self.pop();
                    let result = vm.binary(op, &a, &b, true)?;
                    self.push(result);
                }
                Op::Unary(op) => {
                    let value = self.pop();
                    let result = vm.unary(op, &value)?;
                    self.push(result);
                }
                Op::Compare(op) if self.compare_ints(op) => {}
                Op::Compare(op) => {
                    let b = self.pop();
                    let a = self.pop();
                    let result = vm.compare(op, &a, &b)?;
                    self.push(result);
                }
                Op::Jump(to) => {
                    let back = (to as usize) < self.next;
                    self.jump(vm, to)?;
                    if back && vm.pauses() {
                        return Ok(Flow::Pending);
                    }
                }
                Op::JumpIfFalse(to) => {
                    if !self.pop_truth(vm)? {
                        self.jump(vm, to)?;
                    }
                }
                Op::JumpIfTrue(to) => {
                    if self.pop_truth(vm)? {
                        self.jump(vm, to)?;
                    }
                }
                Op::JumpIfFalseOrPop(to) => match vm.truth(self.top())? {
                    true => drop(self.pop()),
                    false => self.jump(vm, to)?,
                },
                Op::JumpIfTrueOrPop(to) => match vm.truth(self.top())? {
                    true => self.jump(vm, to)?,
                    false => drop(self.pop()),
                },
                Op::GetIter => {
                    let value = self.pop();
                    let iterator = vm.iterate(&value)?;
                    self.push(iterator);
                }
                Op::ForIter(end) => {
                    if let Some(flow) = self.for_iter(vm, end)? {
                        return Ok(flow);
                    }
                }
                Op::MakeAlias
                | Op::BuildList(_)
                | Op::BuildTuple(_)
                | Op::BuildSet(_)
                | Op::BuildMap(_)
                | Op::ListAppend(_)
                | Op::SetAdd(_)
                | Op::MapAdd(_)
                | Op::ListExtend
                | Op::ArgumentsExtend
                | Op::ListToTuple
                | Op::MapUpdate
                | Op::MapMerge
                | Op::BuildSlice => self.collection(vm, op)?,
                Op::Unpack(count) => self.unpack(vm, count as usize)?,
                Op::UnpackStarred(before, after) => self.unpack_starred(vm, before.into(), after.into())?,
                Op::LoadAttribute(index) => {
                    let value = self.pop();
                    let found = vm.get_attribute(&value, &code.names[index as usize])?;
                    self.push(found);
                }
                Op::StoreAttribute(index) => {
                    let object = self.pop();
                    let value = self.pop();
                    vm.set_attribute(&object, &code.names[index as usize], value)?;
                }
                Op::DeleteAttribute(index) => {
                    let object = self.pop();
                    vm.delete_attribute(&object, &code.names[index as usize])?;
                }
                Op::Subscript => {
                    let index = self.pop();
                    let object = self.pop();
                    let item = vm.get_item(&object, &index)?;
                    self.push(item);
                }
                Op::StoreSubscript => {
                    let index = self.pop();
                    let object = self.pop();
                    let value = self.pop();
                    vm.set_item(&object, &index, value)?;
                }
                Op::DeleteSubscript => {
                    let index = self.pop();
                    let object = self.pop();
                    vm.delete_item(&object, &index)?;
                }
                Op::Call(count, names) => {
                    if let Some(flow) = self.call(vm, count.into(), names, cx)? {
                        return Ok(flow);
                    }
                }
                Op::CallSpread => {
                    if let Some(flow) = self.call_spread(vm, cx)? {
                        return Ok(flow);
                    }
                }
                Op::MakeFunction(index, defaults) => self.make_function(vm, index, defaults.into()),
                Op::MakeClass(index) => return self.make_class(vm, index),
                Op::Annotate(index) => self.annotate(&code.names[index as usize]),
                Op::Return => return Ok(Flow::Return(self.pop())),
                Op::Yield => return Ok(Flow::Yield(self.pop())),
                Op::YieldFrom => {
                    if let Some(flow) = self.yield_from(vm, cx)? {
                        return Ok(flow);
                    }
                }
                Op::GetAwaitable => self.get_awaitable(vm)?,
                Op::Await => {
                    if let Some(flow) = self.await_(vm, cx)? {
                        return Ok(flow);
                    }
                }
                Op::AsyncIter => self.async_iter(vm)?,
                Op::AsyncNext => self.async_next(vm)?,
                Op::EndAsyncFor => self.end_async_for()?,
                Op::SetupBlock(handler) => self.setup_block(handler, 0),
                Op::SetupWith(handler) => self.setup_block(handler, 1),
                Op::PopBlock => drop(self.blocks.pop()),
                Op::PushHandled => {
                    let error = self.pop_exception();
                    self.handle(error, handling);
                }
                Op::PopHandled => self.unhandle(handling),
                Op::LoadHandled => {
                    let handled = self.innermost_handled()?;
                    self.push(Value::Exception(handled));
                }
                Op::MatchException => self.match_exception(vm)?,
                Op::ReraiseHandled => {
                    let error = self.innermost_handled()?;
                    self.unhandle(handling);
                    return self.reraise(error);
                }
                Op::Reraise => {
                    let error = self.pop_exception();
                    return self.reraise(error);
                }
                Op::Raise(parts) => return self.raise(vm, parts),
                Op::StarBegin(slot) => self.star_begin(slot, handling),
                Op::StarMatch(slot) => self.star_match(vm, slot, handling)?,
                Op::StarRaised(slot) => self.star_raised(slot),
                Op::StarEnded(slot) => self.star_ended(slot),
                Op::StarEnd(slot) => self.star_end(slot, handling)?,
                Op::WithEnter(slot, is_async) => {
                    if let Some(flow) = self.with_enter(vm, slot, is_async, cx)? {
                        return Ok(flow);
                    }
                }
                Op::WithExit(slot, by_exception) => {
                    if let Some(flow) = self.with_exit(vm, slot, by_exception, cx)? {
                        return Ok(flow);
                    }
                }
                Op::Convert(conversion) => self.convert(vm, conversion)?,
                Op::Format(has_spec) => self.format(vm, has_spec)?,
                Op::BuildString(count) => self.build_string(vm, count as usize)?,
                Op::Import(index, whole) => self.import(vm, &code.names[index as usize], whole)?,
                Op::ImportFrom(index) => self.import_from(vm, &code.names[index as usize])?,
                Op::ImportStar => self.import_star(vm)?,
                Op::AssertFailed(with_message) => return self.assert_failed(with_message),
                Op::MatchSequence(least, more) => self.match_sequence(vm, least.into(), more)?,
                Op::MatchMapping => self.match_mapping(vm)?,
                Op::MatchKeys => self.match_keys(vm)?,
                Op::MatchRest => self.match_rest(vm)?,
                Op::MatchClass(positional, names) => {
                    let names = code.consts[names as usize].clone();
                    self.match_class(vm, positional.into(), &names)?;
                }
            }
        }
    }

    /// Puts the result in the place of two integers, where all fit into 64 bits; false where something else has to be done.
    fn small_ints(&mut self, op: Operator) -> bool {
        let [.., Value::Int(a), Value::Int(b)] = &mut self.stack[..] else { return false };
        let Some(result) = small(op, *a, *b) else { return false };
        *a = result;
        self.stack.truncate(self.stack.len() - 1);
        true
    }

    /// As [`small_ints`](Self::small_ints), for a comparison.
    fn compare_ints(&mut self, op: CmpOp) -> bool {
        let [.., Value::Int(a), Value::Int(b)] = self.stack[..] else { return false };
        let result = match op {
            CmpOp::Eq => a == b,
            CmpOp::NotEq => a != b,
            CmpOp::Lt => a < b,
            CmpOp::LtE => a <= b,
            CmpOp::Gt => a > b,
            CmpOp::GtE => a >= b,
            CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return false,
        };
        self.stack.truncate(self.stack.len() - 2);
        self.stack.push(Value::Bool(result));
        true
    }

    fn pop_truth(&mut self, vm: &Vm) -> Result<bool> {
        match self.pop() {
            Value::Bool(truth) => Ok(truth),
            value => vm.truth(&value),
        }
    }

    fn jump(&mut self, vm: &Vm, to: u32) -> Result<()> {
        if (to as usize) < self.next {
            vm.step()?;
        }
        self.next = to as usize;
        Ok(())
    }
}
