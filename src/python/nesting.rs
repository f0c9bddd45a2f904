//! Owns how deep a text may nest: brackets, operators and blocks.
//!
//! Invariant: what passes is parsed, compiled and freed in the stack that there is in a page, and in a thread of a test.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

use super::refusal::Refusal;

/// How deep brackets may nest, and what is nested by words, such as `lambda` and `not`.
const BRACKETS: u32 = 90;
/// How many operators, attributes and calls may follow each other for one bracket.
const OPERATORS: u32 = 6;
/// How many blocks may stand in each other, as in CPython.
const BLOCKS: u32 = 99;

/// What is wrong with a text that nests too deep.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    let Some(what) = find(text) else { return Ok(()) };
    // The lexer keeps to itself where it is: the place is where the text may end and is just too deep.
    let (mut fits, mut is_deep) = (0, text.len());
    while is_deep - fits > 1 {
        let mut middle = usize::midpoint(fits, is_deep);
        while !text.is_char_boundary(middle) {
            middle -= 1;
        }
        match middle > fits && find(&text[..middle]).is_none() {
            true => fits = middle,
            false if middle > fits => is_deep = middle,
            false => break,
        }
    }
    let range = (is_deep as u32 - 1, is_deep as u32);
    Err(match what {
        Deep::Brackets => Refusal::syntax("too many nested parentheses", range),
        Deep::Blocks => Refusal::of_class("IndentationError", "too many levels of indentation", range),
        Deep::Operators => {
            Refusal::missing("an expression nests too deep".to_owned(), Some("give its parts names".to_owned()), range)
        }
    })
}

enum Deep {
    Brackets,
    Blocks,
    Operators,
}

/// What stands since the last bracket, and since the last comma in it.
#[derive(Default)]
struct Level {
    words: u32,
    operators: u32,
}

fn find(text: &str) -> Option<Deep> {
    let mut lexer = lexer::lex(text, Mode::Module);
    let mut levels = vec![Level::default()];
    let (mut open, mut nested, mut blocks) = (0_u32, 0_u32, 0_u32);
    let mut after_operand = false;
    loop {
        let token = lexer.next_token();
        let level = levels.last_mut()?;
        match token {
            TokenKind::EndOfFile => return None,
            TokenKind::Indent => blocks += 1,
            TokenKind::Dedent => blocks = blocks.saturating_sub(1),
            TokenKind::Lpar
            | TokenKind::Lsqb
            | TokenKind::Lbrace
            | TokenKind::FStringStart
            | TokenKind::TStringStart => {
                // A call or a subscript of what stands before.
                level.operators += u32::from(after_operand);
                nested += u32::from(after_operand) + OPERATORS;
                open += 1;
                levels.push(Level::default());
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd | TokenKind::TStringEnd => {
                nested -= level.words * OPERATORS + level.operators;
                levels.pop();
                if levels.is_empty() {
                    levels.push(Level::default());
                } else {
                    nested -= OPERATORS;
                    open -= 1;
                }
            }
            TokenKind::Newline => {
                levels.clear();
                levels.push(Level::default());
                (open, nested) = (0, 0);
            }
            TokenKind::Comma | TokenKind::Semi => {
                nested -= level.operators;
                level.operators = 0;
            }
            TokenKind::Plus | TokenKind::Minus | TokenKind::Star if !after_operand => {
                level.words += 1;
                nested += OPERATORS;
            }
            TokenKind::Lambda
            | TokenKind::If
            | TokenKind::Else
            | TokenKind::Not
            | TokenKind::Await
            | TokenKind::Yield
            | TokenKind::For
            | TokenKind::Async
            | TokenKind::Tilde
            | TokenKind::DoubleStar
            | TokenKind::ColonEqual => {
                level.words += 1;
                nested += OPERATORS;
            }
            token if token.is_operator() || token.is_keyword() => {
                level.operators += 1;
                nested += 1;
            }
            _ => {}
        }
        after_operand = is_operand_end(token);
        if blocks > BLOCKS {
            return Some(Deep::Blocks);
        }
        if open > BRACKETS {
            return Some(Deep::Brackets);
        }
        if nested > (BRACKETS + 1) * OPERATORS {
            return Some(Deep::Operators);
        }
    }
}

/// Whether an operator behind it has two operands.
fn is_operand_end(token: TokenKind) -> bool {
    match token {
        TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::Ellipsis => true,
        token => token.is_singleton() || token.is_soft_keyword() || !(token.is_operator() || token.is_keyword()),
    }
}
