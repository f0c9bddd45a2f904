//! Owns what CPython's compiler warns of: code that is no error and does nothing useful.
//!
//! Invariant: each is shown once, before the program runs.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{CmpOp, Expr, Number, Stmt};
use ruff_text_size::Ranged;

use super::source::Source;

/// The lines of the warnings about a text, as `warnings` shows them.
pub(crate) fn warnings(source: &Source, body: &[Stmt]) -> Vec<String> {
    let mut finder = Finder { source, found: Vec::new() };
    body.iter().for_each(|stmt| finder.visit_stmt(stmt));
    finder.found
}

struct Finder<'a> {
    source: &'a Source,
    found: Vec<String>,
}

impl Finder<'_> {
    fn warn(&mut self, message: &str, node: &impl Ranged) {
        let line = self.source.line(node.range().start().to_u32());
        self.found.push(format!("{}:{line}: SyntaxWarning: {message}", self.source.file));
        let text = self.source.line_text(line).trim();
        if !text.is_empty() {
            self.found.push(format!("  {text}"));
        }
    }

    fn check(&mut self, expr: &Expr) {
        match expr {
            Expr::Call(call) if !matches!(&*call.func, Expr::Lambda(_)) => {
                if let Some(kind) = kind(&call.func) {
                    let text = format!("'{kind}' object is not callable; perhaps you missed a comma?");
                    self.warn(&text, &*call.func);
                }
            }
            Expr::Subscript(e) => {
                let value = kind(&e.value);
                match value {
                    Some(
                        kind @ ("NoneType" | "bool" | "ellipsis" | "int" | "float" | "complex" | "set" | "generator"
                        | "function"),
                    ) => {
                        let text = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                        self.warn(&text, &*e.value);
                    }
                    Some(sequence @ ("str" | "bytes" | "list" | "tuple")) => {
                        if let Some(index) = kind_of_index(&e.slice) {
                            let text = format!(
                                "{sequence} indices must be integers or slices, not {index}; perhaps you missed a comma?"
                            );
                            self.warn(&text, e);
                        }
                    }
                    _ => {}
                }
            }
            Expr::Compare(e) => {
                let operands: Vec<&Expr> = std::iter::once(&*e.left).chain(&e.comparators).collect();
                for (pair, op) in operands.windows(2).zip(&e.ops) {
                    let (is, equal) = match op {
                        CmpOp::Is => ("is", "=="),
                        CmpOp::IsNot => ("is not", "!="),
                        _ => continue,
                    };
                    let literal = pair.iter().find_map(|operand| kind(operand).filter(|kind| is_compared(kind)));
                    if let Some(kind) = literal {
                        let text = format!("\"{is}\" with '{kind}' literal. Did you mean \"{equal}\"?");
                        self.warn(&text, e);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Literals that are not the same object wherever they stand.
fn is_compared(kind: &str) -> bool {
    ["int", "float", "complex", "str", "bytes", "tuple"].contains(&kind)
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

fn kind_of_index(index: &Expr) -> Option<&'static str> {
    kind(index).filter(|kind| !["int", "bool"].contains(kind))
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.check(expr);
        walk_expr(self, expr);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assert(assert) = stmt
            && let Expr::Tuple(tuple) = &*assert.test
            && !tuple.elts.is_empty()
        {
            self.warn("assertion is always true, perhaps remove parentheses?", stmt);
        }
        walk_stmt(self, stmt);
    }
}
