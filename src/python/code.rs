//! Owns code objects: the operations of one function, class body or module, and what they name.
//!
//! Invariant: each operation has the range of the source that it was compiled from.

use std::rc::Rc;

use ruff_python_ast::{CmpOp, Operator, UnaryOp};

use super::source::Source;
use super::value::{Str, Value};

/// What the machine does. Numbers are indices into the tables of the [`Code`], targets of jumps, or counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    Const(u32),
    LoadFast(u16),
    StoreFast(u16),
    DeleteFast(u16),
    /// Lets go of a local, if it is bound.
    ClearFast(u16),
    LoadCell(u16),
    StoreCell(u16),
    DeleteCell(u16),
    /// Puts an unbound variable in the place of one that closures may share.
    RenewCell(u16),
    LoadGlobal(u32),
    StoreGlobal(u32),
    DeleteGlobal(u32),
    /// Names of a class body: its namespace first.
    LoadName(u32),
    StoreName(u32),
    DeleteName(u32),
    Pop,
    Dup,
    Dup2,
    Swap,
    /// Moves the top below the next two.
    Rot3,
    Binary(Operator),
    Inplace(Operator),
    Unary(UnaryOp),
    Compare(CmpOp),
    Jump(u32),
    JumpIfFalse(u32),
    JumpIfTrue(u32),
    JumpIfFalseOrPop(u32),
    JumpIfTrueOrPop(u32),
    GetIter,
    ForIter(u32),
    /// Makes a type alias of its name and its text.
    MakeAlias,
    BuildList(u32),
    BuildTuple(u32),
    BuildSet(u32),
    BuildMap(u32),
    ListAppend(u32),
    SetAdd(u32),
    MapAdd(u32),
    ListExtend,
    /// As [`Op::ListExtend`], for the arguments of the function below the list.
    ArgumentsExtend,
    ListToTuple,
    MapUpdate,
    /// Adds the keywords of a `**mapping` to those of a call.
    MapMerge,
    Unpack(u32),
    UnpackStarred(u16, u16),
    LoadAttribute(u32),
    StoreAttribute(u32),
    DeleteAttribute(u32),
    Subscript,
    StoreSubscript,
    DeleteSubscript,
    BuildSlice,
    /// Positional arguments, and the constant with the names of those by keyword; `u16::MAX` for none.
    Call(u16, u16),
    CallSpread,
    /// The code, and how many defaults are on the stack below the dictionaries of keyword defaults and annotations.
    MakeFunction(u32, u16),
    /// The code of the body; its bases and keywords are on the stack, as for [`Op::CallSpread`].
    MakeClass(u32),
    /// The name after an annotation: stores it into `__annotations__`.
    Annotate(u32),
    Return,
    Yield,
    YieldFrom,
    /// Turns what `await` was given into what the machine waits for.
    GetAwaitable,
    Await,
    AsyncIter,
    AsyncNext,
    EndAsyncFor,
    SetupBlock(u32),
    /// As [`Op::SetupBlock`], for a block whose target is still on the stack.
    SetupWith(u32),
    PopBlock,
    PushHandled,
    PopHandled,
    LoadHandled,
    MatchException,
    /// Passes on what the handler or `finally` handles.
    ReraiseHandled,
    Reraise,
    Raise(u8),
    StarBegin(u16),
    StarMatch(u16),
    StarRaised(u16),
    StarEnded(u16),
    StarEnd(u16),
    WithEnter(u16, bool),
    /// Leaves a manager; whether an exception is on its way out.
    WithExit(u16, bool),
    /// `!r`, `!s` or `!a` of a field in an f-string.
    Convert(u8),
    /// Formats a field; whether it has a format.
    Format(bool),
    BuildString(u32),
    Import(u32, bool),
    ImportFrom(u32),
    ImportStar,
    AssertFailed(bool),
    MatchSequence(u16, bool),
    MatchMapping,
    /// Looks up keys, a tuple, in the subject: pushes the values, or None.
    MatchKeys,
    /// Copies the subject without the keys, a tuple.
    MatchRest,
    /// Positional patterns, and the constant with the names of those by keyword: pushes attributes, or None.
    MatchClass(u16, u32),
}

/// The parameters of a function.
#[derive(Clone, Default)]
pub(crate) struct Parameters {
    pub(crate) positional_only: usize,
    /// Positional ones, those that are nothing else included.
    pub(crate) positional: usize,
    pub(crate) keyword_only: usize,
    pub(crate) has_variadic: bool,
    pub(crate) has_keywords: bool,
}

impl Parameters {
    /// Whether all are positional.
    pub(crate) fn takes_nothing_else(&self) -> bool {
        self.keyword_only == 0 && !self.has_variadic && !self.has_keywords
    }
}

/// What a code object is the body of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CodeKind {
    Function,
    Generator,
    Coroutine,
    AsyncGenerator,
    Class,
    Module,
}

/// Where a cell of a new frame comes from.
pub(crate) struct Code {
    pub(crate) kind: CodeKind,
    pub(crate) name: Str,
    pub(crate) qualname: Str,
    pub(crate) doc: Option<Str>,
    pub(crate) source: Rc<Source>,
    pub(crate) first_line: u32,
    pub(crate) ops: Vec<Op>,
    pub(crate) ranges: Vec<(u32, u32)>,
    pub(crate) consts: Vec<Value>,
    pub(crate) names: Vec<Str>,
    /// Parameters first.
    pub(crate) locals: Vec<Str>,
    /// Own cells, then those of functions around.
    pub(crate) cells: Vec<Str>,
    pub(crate) own_cells: usize,
    /// The parameter with which each own cell begins.
    pub(crate) cell_parameters: Vec<Option<u16>>,
    /// Which cells of the frame around become the free ones.
    pub(crate) captures: Vec<u16>,
    pub(crate) codes: Vec<Rc<Code>>,
    pub(crate) parameters: Parameters,
    /// How the loop knows the coroutine function.
    pub(crate) coroutine: crate::Code,
}

impl Code {
    /// The range of the source for the operation before `next`.
    pub(crate) fn range_before(&self, next: usize) -> (u32, u32) {
        self.ranges.get(next.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// The line of the operation before `next`.
    pub(crate) fn line_before(&self, next: usize) -> u32 {
        match self.range_before(next) {
            (0, 0) => self.first_line,
            (start, _) => self.source.line(start),
        }
    }
}
