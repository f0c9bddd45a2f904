//! Owns the way from the syntax tree to code objects: a stack machine with blocks.
//!
//! Invariant: each expression leaves exactly one value on the stack, each statement none.

mod call;
mod class;
mod comprehension;
mod expression;
mod function;
mod future;
mod pattern;
mod pattern_check;
mod statement;
mod strings;
mod target;
mod try_block;
mod unwind;
mod variable;
mod with_block;

use std::rc::Rc;

use ruff_python_ast::Stmt;
use ruff_text_size::Ranged;

use super::code::{Code, CodeKind, Op, Parameters};
use super::refusal::Refusal;
use super::scope::{Scopes, range};
use super::source::Source;
use super::syntax_warning::Warnings;
use super::value::Value;
use unwind::Block;

type Compiled<T = ()> = Result<T, Refusal>;

/// Compiles a module: its code, and what the compiler warns of.
///
/// # Errors
/// What CPython's compiler refuses.
pub(crate) fn compile(source: &Rc<Source>, body: &[Stmt]) -> Result<(Rc<Code>, Vec<String>), Refusal> {
    let future = future::check(source, body)?;
    let scopes = Scopes::of(body)?;
    let warnings = Warnings::new(source, body);
    let mut compiler = Compiler {
        scopes,
        source: source.clone(),
        units: Vec::new(),
        place: (0, 0),
        is_too_large: false,
        warnings,
        future,
    };
    compiler.open(0, CodeKind::Module, "<module>", "<module>");
    compiler.unit().code.doc = statement::doc(body);
    compiler.body(body)?;
    compiler.constant(Value::None);
    compiler.op(Op::Return);
    let code = compiler.units.pop().expect("opened above").code;
    let is_too_large = |code: &Code| code.locals.len().max(code.cells.len()) >= usize::from(u16::MAX);
    if compiler.is_too_large || is_too_large(&code) || code.codes.iter().any(|code| has(code, &is_too_large)) {
        let message = "a function, a call or a pattern has more than 65,534 parts";
        return Err(Refusal::missing(message, Some("shorten it".to_owned()), (0, 1)));
    }
    Ok((Rc::new(code), compiler.warnings.lines()))
}

/// Whether a code object, or one in it, is so.
fn has(code: &Code, is_so: &dyn Fn(&Code) -> bool) -> bool {
    is_so(code) || code.codes.iter().any(|code| has(code, is_so))
}

/// A code object that is being compiled.
struct Unit<'a> {
    scope: usize,
    code: Code,
    blocks: Vec<Block<'a>>,
    /// What the targets of the comprehensions around are called in the frame, the innermost last.
    renames: Vec<(String, String)>,
    /// How many comprehensions are around, their first iterables left out: they see no names of a class body.
    comprehensions: usize,
    free: Vec<String>,
    /// The class in whose body it stands, for names with two underscores.
    class: Option<String>,
}

struct Compiler<'a> {
    scopes: Scopes,
    source: Rc<Source>,
    units: Vec<Unit<'a>>,
    /// The range that the next operations get.
    place: (u32, u32),
    warnings: Warnings,
    /// The line of the last `from __future__` that stands where it may; 0 if there is none.
    future: u32,
    /// Something has more parts than an operation can count.
    is_too_large: bool,
}

impl<'a> Compiler<'a> {
    fn open(&mut self, scope: usize, kind: CodeKind, name: &str, qualname: &str) {
        let found = &self.scopes.all[scope];
        let own: Vec<&String> = found.cells.iter().collect();
        let locals: Vec<&String> = found.bound.iter().filter(|name| found.is_fast(name)).collect();
        let place_of = |cell: &String| locals.iter().position(|local| **local == *cell).map(|place| place as u16);
        let first_line = if scope == 0 { 1 } else { self.source.line(self.place.0) };
        let code = Code {
            kind,
            name: name.into(),
            qualname: qualname.into(),
            doc: None,
            source: self.source.clone(),
            first_line,
            ops: Vec::new(),
            ranges: Vec::new(),
            consts: Vec::new(),
            names: Vec::new(),
            locals: locals.iter().map(|name| name.as_str().into()).collect(),
            cells: own.iter().copied().chain(&found.free).map(|name| name.as_str().into()).collect(),
            own_cells: own.len(),
            cell_parameters: own.iter().map(|cell| place_of(cell)).collect(),
            captures: Vec::new(),
            codes: Vec::new(),
            parameters: Parameters::default(),
            coroutine: crate::Code::new(qualname, self.source.file.clone(), first_line),
        };
        let class = match kind {
            CodeKind::Class => Some(name.to_owned()),
            _ => self.units.last().and_then(|unit| unit.class.clone()),
        };
        let free = found.free.clone();
        self.units.push(Unit { scope, code, blocks: Vec::new(), renames: Vec::new(), comprehensions: 0, free, class });
    }

    /// Ends a unit: its number among the codes of the one around.
    fn close(&mut self) -> u32 {
        let mut inner = self.units.pop().expect("a unit is open");
        let unit = self.units.last().expect("the module is around it");
        let own = unit.code.own_cells;
        let place = |name: &String| {
            let own_cell = unit.code.cells[..own].iter().position(|cell| **cell == **name);
            own_cell.or_else(|| unit.free.iter().position(|free| free == name).map(|index| index + own))
        };
        inner.code.captures = inner.free.iter().map(|name| place(name).unwrap_or(0) as u16).collect();
        let codes = &mut self.unit().code.codes;
        codes.push(Rc::new(inner.code));
        codes.len() as u32 - 1
    }

    fn unit(&mut self) -> &mut Unit<'a> {
        self.units.last_mut().expect("the module is open")
    }

    fn op(&mut self, op: Op) -> usize {
        let place = self.place;
        let code = &mut self.unit().code;
        code.ops.push(op);
        code.ranges.push(place);
        code.ops.len() - 1
    }

    /// The index of the next operation.
    fn here(&mut self) -> u32 {
        self.unit().code.ops.len() as u32
    }

    /// Lets a jump lead here.
    fn patch(&mut self, jump: usize) {
        let here = self.here();
        match &mut self.unit().code.ops[jump] {
            Op::Jump(to)
            | Op::JumpIfFalse(to)
            | Op::JumpIfTrue(to)
            | Op::JumpIfFalseOrPop(to)
            | Op::JumpIfTrueOrPop(to)
            | Op::ForIter(to)
            | Op::SetupBlock(to)
            | Op::SetupWith(to) => *to = here,
            other => unreachable!("{other:?} does not jump"),
        }
    }

    fn patch_all(&mut self, jumps: Vec<usize>) {
        jumps.into_iter().for_each(|jump| self.patch(jump));
    }

    fn add_constant(&mut self, value: Value) -> u32 {
        let consts = &mut self.unit().code.consts;
        consts.push(value);
        consts.len() as u32 - 1
    }

    fn constant(&mut self, value: Value) {
        let index = self.add_constant(value);
        self.op(Op::Const(index));
    }

    /// The index of a name, mangled if it is private to the class.
    fn name(&mut self, name: &str) -> u32 {
        let name = self.mangled(name);
        let names = &mut self.unit().code.names;
        if let Some(index) = names.iter().position(|known| **known == *name) {
            return index as u32;
        }
        names.push(name.into());
        names.len() as u32 - 1
    }

    fn mangled(&self, name: &str) -> String {
        let class = self.units.last().and_then(|unit| unit.class.as_deref()).map(|class| class.trim_start_matches('_'));
        match class {
            Some(class) if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() => {
                format!("_{class}{name}")
            }
            _ => name.to_owned(),
        }
    }

    /// A local without a name.
    fn hidden(&mut self) -> u16 {
        let locals = &mut self.unit().code.locals;
        locals.push("".into());
        (locals.len() - 1) as u16
    }

    /// A number that an operation has room for; where it has none, the text is refused in the end.
    fn narrow(&mut self, number: usize) -> u16 {
        self.is_too_large |= number >= usize::from(u16::MAX);
        number as u16
    }

    /// What is compiled now stands there.
    fn at(&mut self, node: &impl Ranged) {
        self.place = range(node);
    }

    fn refuse<T>(&self, message: &str, node: &impl Ranged) -> Compiled<T> {
        Err(Refusal::syntax(message, range(node)))
    }

    fn kind(&self) -> CodeKind {
        self.units.last().map_or(CodeKind::Module, |unit| unit.code.kind)
    }

    /// Whether `await` may stand here.
    fn is_async(&self) -> bool {
        matches!(self.kind(), CodeKind::Coroutine | CodeKind::AsyncGenerator)
    }

    fn is_in_function(&self) -> bool {
        !matches!(self.kind(), CodeKind::Module | CodeKind::Class)
    }
}
