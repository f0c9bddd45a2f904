//! Owns what an exception does to a frame: the mark that it leaves in the traceback, and the handler that it finds.
//!
//! Invariant: a bare `raise` leaves no second mark.

use std::rc::Rc;

use super::frame::{Block, Frame, Role};
use crate::Handling;
use crate::exception::{Exception, NameError};
use crate::python::memory::Growing;
use crate::python::traceback::Entry;
use crate::python::value::{ListRef, Str, Value};
use crate::python::vm::Vm;

impl Frame {
    /// From here on exceptions go to the handler, which finds the stack without its topmost values.
    pub(super) fn setup_block(&mut self, handler: u32, topmost: usize) {
        let stack = self.stack.len() - topmost;
        self.blocks.push(Block { handler, stack, handled: self.handled.len() });
    }

    /// Goes to the handler, or gives the exception back where there is none.
    pub(super) fn catch(&mut self, vm: &Vm, error: Exception, handling: &Handling) -> Option<Exception> {
        self.awaiting = None;
        if vm.is_stopped() || self.blocks.is_empty() {
            return Some(error);
        }
        let bound = self.bound(&error);
        self.mark(&error, None, bound);
        let Some(block) = self.blocks.pop() else { return Some(error) };
        let dropped = self.stack.split_off(block.stack.min(self.stack.len()));
        drop(dropped);
        while self.handled.len() > block.handled {
            self.unhandle(handling);
        }
        self.push(Value::Exception(error));
        self.next = block.handler as usize;
        None
    }

    pub(super) fn handle(&mut self, error: Exception, handling: &Handling) {
        handling.push(&error);
        self.handled.push(error);
    }

    pub(super) fn unhandle(&mut self, handling: &Handling) {
        handling.pop();
        let handled = self.handled.pop();
        drop(handled);
    }

    /// The names that have a value, if the error is about one that has none.
    fn bound(&self, error: &Exception) -> Vec<Str> {
        if !error.is(NameError) {
            return Vec::new();
        }
        let locals = self.code.locals.iter().zip(&self.locals).filter(|(_, local)| local.is_some());
        let cells = self.code.cells.iter().zip(&self.cells).filter(|(_, cell)| cell.borrow().is_some());
        locals.map(|(name, _)| name).chain(cells.map(|(name, _)| name)).cloned().collect()
    }

    fn mark(&mut self, error: &Exception, locals: Option<ListRef>, bound: Vec<Str>) {
        if std::mem::take(&mut self.is_reraise) && locals.is_none() {
            return;
        }
        if !self.code.source.is_library {
            let range = self.code.range_before(self.next);
            error.push_frame(Rc::new(Entry { code: self.code.clone(), range, bound, locals }));
        }
    }

    /// An exception was thrown in before anything ran.
    pub(super) fn mark_at_start(&self, _vm: &Vm, error: &Exception) {
        if !self.code.source.is_library {
            let start = self.code.source.line_start(self.code.first_line);
            let range = (start, start);
            error.push_frame(Rc::new(Entry { code: self.code.clone(), range, bound: Vec::new(), locals: None }));
        }
    }

    /// The exception leaves the frame. The traceback keeps its locals alive.
    pub(super) fn leave_by(mut self, vm: &Vm, error: &Exception) -> Role {
        let role = std::mem::replace(&mut self.role, Role::Call);
        let was_reraise = self.is_reraise;
        let bound = self.bound(error);
        let mut locals: Vec<Value> = self.locals.drain(..).flatten().collect();
        locals.extend(
            self.cells.drain(..self.code.own_cells.min(self.cells.len())).filter_map(|cell| cell.borrow().clone()),
        );
        let locals = Rc::new(Growing::new(locals));
        vm.heap.track_list(&locals);
        if was_reraise {
            // The mark that is there already is this frame's own.
            error.keep_alive(locals);
            self.mark(error, None, bound);
        } else {
            self.mark(error, Some(locals), bound);
        }
        role
    }
}
