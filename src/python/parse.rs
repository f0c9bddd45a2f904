//! Owns the way from text to code: limits, parsing, refusals, compiling.
//!
//! Invariant: a text is read whole before anything of it runs, so all refusals come together.

use std::rc::Rc;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, Parsed};

use super::code::Code;
use super::refusal::Refusal;
use super::source::Source;
use super::{literal_warning, nesting, refuse};

const COMPARISONS: [TokenKind; 6] = [
    TokenKind::EqEqual,
    TokenKind::NotEqual,
    TokenKind::Less,
    TokenKind::LessEqual,
    TokenKind::Greater,
    TokenKind::GreaterEqual,
];

/// How long a text may be, in bytes.
const LONGEST: usize = 1 << 20;

/// Compiles a text: its code, and what the compiler warns of.
///
/// # Errors
/// Everything for which it does not run.
pub(crate) fn compile(source: &Rc<Source>) -> Result<(Rc<Code>, Vec<String>), Vec<Refusal>> {
    let text = &source.text;
    if text.len() > LONGEST {
        let message = format!("the text is longer than {LONGEST} bytes");
        return Err(vec![Refusal::missing(message, Some("shorten it".to_owned()), (0, 1))]);
    }
    nesting::check(text).map_err(|refusal| vec![refusal])?;
    let parsed = parsed(text).ok_or_else(|| vec![Refusal::syntax("invalid syntax", (0, 0))])?;
    let body = &parsed.syntax().body;
    let mut refusals = if source.is_library { Vec::new() } else { refuse::missing(body) };
    // CPython reports one error of syntax, the first; what follows it is often its consequence.
    let compiled = match syntax_error(source, &parsed) {
        Some(error) => Err(error),
        None => super::compile::compile(source, body),
    };
    let compiled = compiled.map(|(code, warnings)| {
        let literals = literal_warning::of(source, parsed.tokens()).unwrap_or_default();
        (code, [literals, warnings].concat())
    });
    match compiled {
        Ok(compiled) if refusals.is_empty() => Ok(compiled),
        Ok(_) => Err(refusals),
        Err(error) => {
            let place = refusals.partition_point(|refusal| refusal.range <= error.range);
            refusals.insert(place, error);
            Err(refusals)
        }
    }
}

/// Whether there may be something that CPython refuses and the parser takes: a zero byte, a number that runs into a word, or a
/// `yield` without a value before an operator.
fn overlooked(source: &Source, parsed: &Parsed<ModModule>) -> bool {
    use TokenKind::{And, Comma, If, In, Is, Minus, Or, Plus, Star, Tilde, Yield};
    let follows = |kind: TokenKind| match kind {
        Plus | Minus | Star | Tilde => false,
        Comma | If | In | Is | And | Or => true,
        kind => kind.as_binary_operator().is_some() || COMPARISONS.contains(&kind),
    };
    let tokens = parsed.tokens();
    source.text.contains('\0')
        || literal_warning::of(source, tokens).is_none()
        || tokens.windows(2).any(|pair| pair[0].kind() == Yield && follows(pair[1].kind()))
}

fn parsed(text: &str) -> Option<Parsed<ModModule>> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314);
    ruff_python_parser::parse_unchecked(text, options).try_into_module()
}

/// Whether CPython compiles a text that its parser takes.
pub(super) fn is_accepted(source: &Rc<Source>) -> bool {
    parsed(&source.text).is_some_and(|parsed| super::compile::compile(source, &parsed.syntax().body).is_ok())
}

/// What CPython says, where the parser fails. What CPython takes and the parser does not is not here.
fn syntax_error(source: &Source, parsed: &Parsed<ModModule>) -> Option<Refusal> {
    let range = match (parsed.errors().first(), parsed.unsupported_syntax_errors().first()) {
        (Some(error), _) => error.location,
        (None, Some(error)) => error.range,
        (None, None) => return overlooked(source, parsed).then(|| super::syntax_error::find(source))?,
    };
    let range = (range.start().to_u32(), range.end().to_u32());
    Some(super::syntax_error::find(source).unwrap_or_else(|| {
        match source.line_text(source.line(range.0)).contains("\\N{") {
            true => {
                let advice = "write the character itself, or its number, such as `\\u2014`";
                Refusal::missing("a character by its name is not here", Some(advice.to_owned()), range)
            }
            false => Refusal::missing("this syntax is not here", None, range),
        }
    }))
}
