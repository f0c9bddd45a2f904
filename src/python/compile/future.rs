//! Owns `from __future__ import …`: what there is, and where it may stand.
//!
//! Invariant: nothing but a docstring and others of its kind stands before one.

use ruff_python_ast::{Expr, Stmt};

use super::super::refusal::Refusal;
use super::super::scope::{range, start};
use super::super::source::Source;
use super::Compiled;

const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Gives the line of the last one; 0 if there is none.
pub(super) fn check(source: &Source, body: &[Stmt]) -> Compiled<u32> {
    let is_doc = |stmt: &&Stmt| matches!(stmt, Stmt::Expr(s) if matches!(&*s.value, Expr::StringLiteral(_)));
    let mut line = 0;
    for stmt in &body[body.iter().take(1).filter(is_doc).count()..] {
        let Stmt::ImportFrom(import) = stmt else { break };
        if import.level > 0 || import.module.as_deref() != Some("__future__") {
            break;
        }
        for alias in &import.names {
            let message = match alias.name.as_str() {
                "braces" => "not a chance".to_owned(),
                name if !FEATURES.contains(&name) => format!("future feature {name} is not defined"),
                _ => continue,
            };
            return Err(Refusal::syntax(message, range(alias)));
        }
        line = source.line(start(import));
    }
    Ok(line)
}
