//! Owns the words of syntax errors: the parser's own, told as CPython tells them.
//!
//! Invariant: what has no counterpart in CPython is `invalid syntax`, which is what CPython says most often, too.

use ruff_python_parser::{LexicalErrorType, ParseErrorType};

use super::refusal::{Refusal, RefusalKind};

const INVALID: &str = "invalid syntax";
const EOF: &str = "unexpected EOF while parsing";

pub(crate) fn of(text: &str, error: &ParseErrorType, range: (u32, u32)) -> Refusal {
    let (class, message) = words(text, error, range);
    // Where nothing more exact is known, CPython complains of a bracket that an earlier line has left open.
    let is_vague = message == INVALID || message == EOF;
    if let Some((bracket, at)) = unclosed(text, range.0).filter(|_| is_vague) {
        return Refusal::syntax(format!("'{bracket}' was never closed"), (at, at + 1));
    }
    Refusal { kind: RefusalKind::Syntax(class), message, advice: None, range }
}

fn words(text: &str, error: &ParseErrorType, (start, end): (u32, u32)) -> (&'static str, String) {
    let found = text.get(start as usize..end as usize).unwrap_or("");
    let plain = |message: &str| ("SyntaxError", message.to_owned());
    match error {
        ParseErrorType::Lexical(error) => match error {
            LexicalErrorType::IndentationError => {
                ("IndentationError", "unindent does not match any outer indentation level".to_owned())
            }
            LexicalErrorType::UnclosedStringError => unterminated(text, start),
            LexicalErrorType::LineContinuationError => plain("unexpected character after line continuation character"),
            LexicalErrorType::Eof => plain(EOF),
            LexicalErrorType::UnrecognizedToken { tok } => {
                let code = u32::from(*tok);
                match tok {
                    '?' | '$' | '!' => plain(INVALID),
                    tok => ("SyntaxError", format!("invalid character '{tok}' (U+{code:04X})")),
                }
            }
            other => ("SyntaxError", other.to_string()),
        },
        ParseErrorType::UnexpectedIndentation => ("IndentationError", "unexpected indent".to_owned()),
        ParseErrorType::InvalidAssignmentTarget => ("SyntaxError", cannot_assign(found)),
        ParseErrorType::InvalidNamedAssignmentTarget => plain("cannot use assignment expressions with expression"),
        ParseErrorType::InvalidAugmentedAssignmentTarget => {
            ("SyntaxError", format!("'{}' is an illegal expression for augmented assignment", kind_of(found)))
        }
        ParseErrorType::InvalidDeleteTarget => ("SyntaxError", format!("cannot delete {}", kind_of(found))),
        ParseErrorType::PositionalAfterKeywordArgument => plain("positional argument follows keyword argument"),
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            plain("positional argument follows keyword argument unpacking")
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => {
            plain("parameter without a default follows parameter with a default")
        }
        ParseErrorType::ExpectedToken { expected, .. } => {
            let expected = expected.to_string();
            match expected.trim_matches(['\'', '`']) {
                ":" => plain("expected ':'"),
                "an indented block" => ("IndentationError", "expected an indented block".to_owned()),
                _ => plain(INVALID),
            }
        }
        ParseErrorType::OtherError(message) if message.contains("indented block") => {
            ("IndentationError", indented_block(text, start))
        }
        ParseErrorType::OtherError(message) if message.contains("Expected 'except' or 'finally'") => {
            plain("expected 'except' or 'finally' block")
        }
        _ => plain(INVALID),
    }
}

fn unterminated(text: &str, start: u32) -> (&'static str, String) {
    let line = text.get(..start as usize).map_or(1, |before| before.matches('\n').count() + 1);
    let rest = text.get(start as usize..).unwrap_or("");
    let is_triple = rest.trim_start_matches(|c: char| c.is_alphabetic()).starts_with("\"\"\"")
        || rest.trim_start_matches(|c: char| c.is_alphabetic()).starts_with("'''");
    let line = if is_triple { text.matches('\n').count().max(1) } else { line };
    let what = if is_triple { "unterminated triple-quoted string literal" } else { "unterminated string literal" };
    ("SyntaxError", format!("{what} (detected at line {line})"))
}

/// The innermost bracket that is open at a place, if it stands on an earlier line or the text ends there.
fn unclosed(text: &str, at: u32) -> Option<(char, u32)> {
    let (before, rest) = text.split_at_checked(at as usize)?;
    let mut open: Vec<(char, u32)> = Vec::new();
    let (mut quote, mut is_comment) = (None, false);
    for (index, c) in before.char_indices() {
        match (quote, c) {
            (_, '\n') => (quote, is_comment) = (None, false),
            _ if is_comment => {}
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '#') => is_comment = true,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => open.push((c, index as u32)),
            (None, ')' | ']' | '}') => drop(open.pop()),
            _ => {}
        }
    }
    open.pop().filter(|(_, index)| rest.trim().is_empty() || before[*index as usize..].contains('\n'))
}

/// `expected an indented block after 'if' statement on line 3`
fn indented_block(text: &str, start: u32) -> String {
    let before = text.get(..start as usize).unwrap_or("");
    let header = before.lines().enumerate().filter(|(_, line)| line.trim_end().ends_with(':')).last();
    let Some((index, line)) = header else { return "expected an indented block".to_owned() };
    let line = line.trim_start();
    let word = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let what = match word {
        "def" => "function definition".to_owned(),
        "class" => "class definition".to_owned(),
        "async" => match line.split_whitespace().nth(1) {
            Some("def") => "function definition".to_owned(),
            Some(word) => format!("'{word}' statement"),
            None => "statement".to_owned(),
        },
        word => format!("'{word}' statement"),
    };
    format!("expected an indented block after {what} on line {}", index + 1)
}

fn kind_of(found: &str) -> String {
    let first = found.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() || first == '"' || first == '\'' {
        "literal".to_owned()
    } else if matches!(found, "True" | "False" | "None") {
        found.to_owned()
    } else if found.ends_with(')') && !found.starts_with('(') {
        "function call".to_owned()
    } else {
        "expression".to_owned()
    }
}

fn cannot_assign(found: &str) -> String {
    match &*kind_of(found) {
        name @ ("True" | "False" | "None") => format!("cannot assign to {name}"),
        kind => format!("cannot assign to {kind} here. Maybe you meant '==' instead of '='?"),
    }
}
