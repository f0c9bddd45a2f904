//! Owns the errors of syntax: what CPython says of a text that its parser does not take.
//!
//! The parser of this crate is another one; where it fails, the text is read again by CPython's grammar (grammar.txt), which knows
//! how far CPython reads, and what it says there. Invariant: class, words and place are those of CPython 3.14.

mod grammar;
mod literal;
mod number;
mod parser;
mod report;
mod string;
mod token;
mod tokenizer;
mod typo;

use super::refusal::Refusal;
use super::source::Source;
use grammar::Grammar;
use parser::Parser;
use token::Kind;
use tokenizer::Stop;

/// The error of a text; none if CPython's parser takes it.
pub(crate) fn find(source: &Source) -> Option<Refusal> {
    let mut grammar = Grammar::read();
    let mut parser = Parser::new(&source.text, &mut grammar);
    if parser.pass(false) {
        return None;
    }
    let mut error = first_error(&mut parser);
    if is_plain(&error.message) {
        let line = parser.statement_line;
        typo::suggest(source, &mut error, line, &mut grammar);
    }
    Some(error)
}

fn first_error(parser: &mut Parser<'_>) -> Refusal {
    let last = parser.tokens.len() - 1;
    if parser.error.is_none() {
        parser.pass(true);
    }
    if let Some(error) = parser.error.take() {
        let is_at_end = parser.tokens.last().is_some_and(|token| token.kind == Kind::End);
        if parser.is_final || is_at_end {
            return error;
        }
        return error_of_the_rest(parser).unwrap_or(error);
    }
    let last = parser.tokens[last];
    match last.kind {
        Kind::Indent => parser.at_last("unexpected indent"),
        Kind::Dedent => parser.at_last("unexpected unindent"),
        _ => {
            let error = parser.at_token(&last, "invalid syntax");
            error_of_the_rest(parser).unwrap_or(error)
        }
    }
}

/// An error in the tokens behind those that were read goes before one of the grammar, unless it is in a string with fields.
fn error_of_the_rest(parser: &mut Parser<'_>) -> Option<Refusal> {
    let line = parser.tokens.last()?.line;
    let stop = loop {
        match parser.tokenizer.cut() {
            Ok(token) if token.kind == Kind::End => return None,
            Ok(_) => {}
            Err(stop) => break stop,
        }
    };
    let open = parser.tokenizer.open.last().filter(|open| line > open.line);
    let error = match stop {
        Stop::Error(error) => Some(error),
        _ => open.and_then(|_| parser.never_closed()),
    };
    error.filter(|_| parser.tokenizer.layers.is_empty())
}

/// Whether a better word may be found.
fn is_plain(message: &str) -> bool {
    message == "invalid syntax" || message.contains("Perhaps you forgot a comma")
}
