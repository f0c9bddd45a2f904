//! Owns what CPython's compiler warns of: code that is no error and does nothing useful.
//!
//! Invariant: the order is CPython's. It looks for jumps out of `finally` first; the rest comes as the code is compiled, once for each
//! time that a piece of it is.

use std::rc::Rc;

use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{CmpOp, ExceptHandler, Expr, ExprCompare, ExprSubscript, Number, Stmt, StmtAssert};
use ruff_text_size::Ranged;

use super::source::Source;

/// The warnings about a text, as `warnings` shows them.
pub(crate) struct Warnings {
    source: Rc<Source>,
    found: Vec<String>,
    /// Whether what is compiled now has been compiled before.
    pub(crate) is_repeated: bool,
}

impl Warnings {
    pub(crate) fn new(source: &Rc<Source>, body: &[Stmt]) -> Self {
        let warnings = Self { source: source.clone(), found: Vec::new(), is_repeated: false };
        let mut jumps = Jumps { warnings, in_finally: false };
        jumps.visit_body(body);
        jumps.warnings
    }

    pub(crate) fn lines(self) -> Vec<String> {
        self.found
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// Shows again what came after that many lines.
    pub(crate) fn repeat_from(&mut self, count: usize) {
        self.found.extend_from_within(count..);
    }

    fn warn(&mut self, message: &str, node: &impl Ranged) {
        if self.is_repeated {
            return;
        }
        let line = self.source.line(node.range().start().to_u32());
        self.found.extend(shown(&self.source, line, message));
    }

    pub(crate) fn check_called(&mut self, function: &Expr) {
        if let Some(kind) = kind(function).filter(|kind| *kind != "function") {
            self.warn(&format!("'{kind}' object is not callable; perhaps you missed a comma?"), function);
        }
    }

    pub(crate) fn check_subscript(&mut self, e: &ExprSubscript) {
        match kind(&e.value) {
            Some(
                kind @ ("NoneType" | "bool" | "ellipsis" | "int" | "float" | "complex" | "set" | "generator"
                | "function"),
            ) => {
                let text = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(&text, &*e.value);
            }
            Some(sequence @ ("str" | "bytes" | "list" | "tuple")) => {
                if let Some(index) = kind(&e.slice).filter(|kind| !["int", "bool"].contains(kind)) {
                    let text = format!(
                        "{sequence} indices must be integers or slices, not {index}; perhaps you missed a comma?"
                    );
                    self.warn(&text, e);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn check_compare(&mut self, e: &ExprCompare) {
        let operands: Vec<&Expr> = std::iter::once(&*e.left).chain(&e.comparators).collect();
        for (pair, op) in operands.windows(2).zip(&e.ops) {
            let (is, equal) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => continue,
            };
            let literal = pair.iter().filter(|operand| is_constant(operand)).find_map(|operand| kind(operand));
            if let Some(kind) = literal {
                self.warn(&format!("\"{is}\" with '{kind}' literal. Did you mean \"{equal}\"?"), e);
                return;
            }
        }
    }

    pub(crate) fn check_assert(&mut self, s: &StmtAssert) {
        if matches!(&*s.test, Expr::Tuple(tuple) if !tuple.elts.is_empty()) {
            self.warn("assertion is always true, perhaps remove parentheses?", s);
        }
    }
}

/// A warning as `warnings` shows it.
pub(super) fn shown(source: &Source, line: u32, message: &str) -> Vec<String> {
    let mut lines = vec![format!("{}:{line}: SyntaxWarning: {message}", source.file)];
    lines.extend(Some(source.line_text(line).trim()).filter(|text| !text.is_empty()).map(|text| format!("  {text}")));
    lines
}

/// Finds what leaves a `finally`, and with that ends the exception that is on its way.
struct Jumps {
    warnings: Warnings,
    /// Whether a `finally` is around, and neither a function nor a loop between.
    in_finally: bool,
}

impl Jumps {
    fn visit_in(&mut self, in_finally: bool, body: &[Stmt]) {
        let around = std::mem::replace(&mut self.in_finally, in_finally);
        self.visit_body(body);
        self.in_finally = around;
    }
}

impl<'a> Visitor<'a> for Jumps {
    fn visit_expr(&mut self, _: &'a Expr) {}

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let jump = match stmt {
            Stmt::Return(_) => "return",
            Stmt::Break(_) => "break",
            Stmt::Continue(_) => "continue",
            Stmt::FunctionDef(function) => return self.visit_in(false, &function.body),
            Stmt::For(s) => {
                self.visit_in(false, &s.body);
                return self.visit_body(&s.orelse);
            }
            Stmt::While(s) => {
                self.visit_in(false, &s.body);
                return self.visit_body(&s.orelse);
            }
            Stmt::Try(s) => {
                self.visit_body(&s.body);
                for ExceptHandler::ExceptHandler(handler) in &s.handlers {
                    self.visit_body(&handler.body);
                }
                self.visit_body(&s.orelse);
                return self.visit_in(true, &s.finalbody);
            }
            _ => return walk_stmt(self, stmt),
        };
        if self.in_finally {
            self.warnings.warn(&format!("'{jump}' in a 'finally' block"), stmt);
        }
    }
}

/// Whether it is a literal that is not the same object wherever it stands.
fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(tuple) => tuple.elts.iter().all(|item| is_constant(item) || is_singleton(item)),
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => true,
        _ => false,
    }
}

fn is_singleton(expr: &Expr) -> bool {
    matches!(expr, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_))
}

/// The type of what a literal or a display gives.
fn kind(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(number) => match number.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        Expr::StringLiteral(_) | Expr::FString(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        _ => return None,
    })
}
