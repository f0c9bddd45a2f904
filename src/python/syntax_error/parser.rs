//! Owns how far a text follows the grammar: a parser that tries alternatives in order and remembers what it has found.
//!
//! Invariant: it reads as many tokens as CPython's parser, which goes twice over a text: the second time it looks for errors.

use std::collections::BTreeMap;

use super::super::refusal::Refusal;
use super::grammar::{Alternative, Grammar, Part};
use super::token::{Kind, Token};
use super::tokenizer::{Stop, Tokenizer};

/// A part of the text: its first token, the one behind its last, what it is called, and what it consists of.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Option<&'static str>,
    pub(super) parts: Vec<usize>,
}

/// How many rules are tried at most; a text that needs more has a plain `invalid syntax`.
const MOST: u32 = 3_000_000;

/// Why parsing ends at once.
pub(super) struct Failed;

pub(super) type Tried = Result<Option<usize>, Failed>;

pub(super) struct Parser<'a> {
    pub(super) tokenizer: Tokenizer<'a>,
    pub(super) tokens: Vec<Token>,
    grammar: &'a Grammar,
    pub(super) at: usize,
    pub(super) nodes: Vec<Node>,
    /// What rules have found in the statement that is read: a node and the token behind it.
    known: BTreeMap<(usize, usize), Found>,
    /// What they have found of whole blocks.
    blocks: BTreeMap<usize, Found>,
    pub(super) is_late: bool,
    steps: u32,
    pub(super) error: Option<Refusal>,
    /// Whether no other error goes before it.
    pub(super) is_final: bool,
    /// The last line in which a statement with a block begins; 0 before the first.
    pub(super) statement_line: u32,
    rules: Named,
}

/// The rules that mean something here.
struct Named {
    file: usize,
    statement: usize,
    compound: usize,
    block: usize,
    quiet: usize,
}

type Found = (Option<usize>, usize);

/// What stands before the part that is read, and where its brackets begin.
type Around = Option<(usize, usize)>;

/// What the parts of an alternative are called.
pub(super) type Names = [Option<usize>; 2];

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, grammar: &'a mut Grammar) -> Self {
        let mut index = |name| grammar.index(name);
        let rules = Named {
            file: index("file"),
            statement: index("statement"),
            compound: index("compound"),
            block: index("block"),
            quiet: index("quiet_expression"),
        };
        Self {
            tokenizer: Tokenizer::new(text),
            tokens: Vec::new(),
            grammar,
            at: 0,
            nodes: Vec::new(),
            known: BTreeMap::new(),
            blocks: BTreeMap::new(),
            is_late: false,
            steps: 0,
            error: None,
            is_final: false,
            statement_line: 0,
            rules,
        }
    }

    /// Goes over the text once: whether all of it follows the grammar.
    pub(super) fn pass(&mut self, is_late: bool) -> bool {
        (self.at, self.is_late) = (0, is_late);
        self.known.clear();
        self.blocks.clear();
        self.nodes.clear();
        matches!(self.rule(self.rules.file), Ok(Some(_)))
    }

    pub(super) fn text(&self, token: &Token) -> &'a str {
        self.tokenizer.text.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    /// The token at a place.
    pub(super) fn token(&mut self, index: usize) -> Result<Token, Failed> {
        while self.tokens.len() <= index {
            match self.tokenizer.cut() {
                Ok(token) => self.tokens.push(token),
                Err(stop) => {
                    let error = self.stopped(stop);
                    self.is_final = true;
                    return Err(self.fail(error));
                }
            }
        }
        Ok(self.tokens[index])
    }

    pub(super) fn fail(&mut self, error: Refusal) -> Failed {
        self.error.get_or_insert(error);
        Failed
    }

    /// The error of a text that cannot be cut further.
    fn stopped(&mut self, stop: Stop) -> Refusal {
        let here = Token { kind: Kind::End, start: 0, end: 0, line: self.tokenizer.line, level: 0, is_placed: false };
        self.tokens.push(here);
        match stop {
            Stop::Error(error) => error,
            Stop::End => match self.never_closed() {
                Some(error) => error,
                None => self.at_read("unexpected EOF while parsing"),
            },
            Stop::Dedent => self.at_read("unindent does not match any outer indentation level"),
            Stop::Weak(class, message, offset) => {
                let at = (self.tokenizer.line_start + offset - 1) as u32;
                Refusal::of_class(class, message, (at, at))
            }
        }
    }

    fn rule(&mut self, index: usize) -> Tried {
        self.steps += 1;
        if self.steps > MOST {
            return Err(Failed);
        }
        let start = self.at;
        let grammar = self.grammar;
        let rule = &grammar.rules[index];
        let is_block = index == self.rules.block;
        let known = if is_block { self.blocks.get(&start) } else { self.known.get(&(start, index)) };
        if let Some((node, end)) = known.filter(|_| rule.is_remembered) {
            self.at = *end;
            return Ok(*node);
        }
        let was_late = self.is_late;
        self.is_late &= index != self.rules.quiet;
        let found = self.alternatives(&rule.alternatives, None)?;
        self.is_late = was_late;
        if is_block {
            self.blocks.insert(start, (found, self.at));
        } else if rule.is_remembered {
            self.known.insert((start, index), (found, self.at));
        }
        if found.is_some() && index == self.rules.compound {
            self.note_statement(start);
        }
        if found.is_some() && index == self.rules.statement {
            self.known.clear();
        }
        Ok(found)
    }

    /// Notes a statement with a block. CPython forgets that of a function, and what a statement has inside goes before it.
    fn note_statement(&mut self, start: usize) {
        let mut tokens = self.tokens[start..].iter();
        let head = match self.text(&self.tokens[start]) {
            "@" => tokens.find(|token| matches!(self.text(token), "def" | "class")),
            "async" => tokens.nth(1),
            _ => tokens.next(),
        };
        if let Some(head) = head.filter(|head| self.text(head) != "def") {
            self.statement_line = self.statement_line.max(head.line);
        }
    }

    /// The first alternative that fits, around a node if there is one.
    fn alternatives(&mut self, alternatives: &'a [Alternative], around: Around) -> Tried {
        let start = self.at;
        for alternative in alternatives {
            if alternative.is_late && !self.is_late {
                continue;
            }
            let mut is_cut = false;
            if let Some(node) = self.alternative(alternative, around, &mut is_cut)? {
                return Ok(Some(node));
            }
            self.at = start;
            if is_cut {
                break;
            }
        }
        Ok(None)
    }

    fn alternative(&mut self, alternative: &'a Alternative, around: Around, is_cut: &mut bool) -> Tried {
        let mut names: Names = [None; 2];
        let mut parts: Vec<usize> = around.iter().map(|(node, _)| *node).collect();
        let start = around.map_or(self.at, |(_, start)| start);
        for (name, part) in &alternative.parts {
            let name = name.map(|name| usize::from(name - b'a'));
            match part {
                Part::Cut => *is_cut = true,
                Part::Test(test) => match (name, self.test(test, &names)?) {
                    (_, None) => return Ok(None),
                    (Some(name), found) => names[name] = found,
                    _ => {}
                },
                Part::Around(alternatives) => {
                    while let Some(node) = self.alternatives(alternatives, parts.last().map(|node| (*node, start)))? {
                        parts = vec![node];
                    }
                }
                part => {
                    let Some(node) = self.part(part)? else { return Ok(None) };
                    if let Some(name) = name {
                        names[name] = Some(node);
                    }
                    if !matches!(part, Part::Lookahead(..)) {
                        parts.push(node);
                    }
                }
            }
        }
        if let Some((place, message)) = alternative.error {
            let error = self.report(place, message, &names);
            return Err(self.fail(error));
        }
        if alternative.is_late {
            return Ok(None);
        }
        Ok(Some(match (alternative.kind, names[0], &*parts) {
            (None, Some(named), _) => named,
            (None, None, [part]) => *part,
            (kind, ..) => self.node(start, kind, parts),
        }))
    }

    pub(super) fn node(&mut self, start: usize, kind: Option<&'static str>, parts: Vec<usize>) -> usize {
        self.nodes.push(Node { start, end: self.at, kind, parts });
        self.nodes.len() - 1
    }

    fn part(&mut self, part: &'a Part) -> Tried {
        match part {
            Part::Rule(index) => self.rule(*index),
            Part::Group(alternatives) => self.alternatives(alternatives, None),
            Part::Word(word) => {
                self.expect(|token, text| matches!(token.kind, Kind::Keyword | Kind::Punctuation) && text == *word)
            }
            Part::Soft(word) => self.expect(|token, text| token.kind == Kind::Name && text == *word),
            Part::Token(name) => self.expect(|token, text| is_token(name, token, text)),
            Part::Forced(word) => {
                let token = self.token(self.at)?;
                if token.kind != Kind::Punctuation || self.text(&token) != *word {
                    let error = self.at_token(&token, format!("expected '{word}'"));
                    return Err(self.fail(error));
                }
                self.at += 1;
                Ok(Some(self.node(self.at - 1, None, Vec::new())))
            }
            Part::Lookahead(part, is_wanted) => {
                let start = self.at;
                let found = self.part(part)?;
                self.at = start;
                Ok((found.is_some() == *is_wanted).then_some(usize::MAX))
            }
            Part::Repeat(part, least, most, separator) => self.repeat(part, *least, *most, *separator),
            Part::Cut | Part::Test(_) | Part::Around(_) => Ok(None),
        }
    }

    fn repeat(&mut self, part: &'a Part, least: usize, most: usize, separator: Option<&'static str>) -> Tried {
        let start = self.at;
        let mut parts = Vec::new();
        while parts.len() < most {
            let before = self.at;
            if let Some(separator) = separator.filter(|_| !parts.is_empty())
                && self.expect(|_, text| text == separator)?.is_none()
            {
                break;
            }
            let Some(node) = self.part(part)? else {
                self.at = before;
                break;
            };
            parts.push(node);
        }
        if parts.len() < least {
            self.at = start;
            return Ok(None);
        }
        Ok(Some(self.node(start, None, parts)))
    }

    fn expect(&mut self, is_it: impl Fn(&Token, &str) -> bool) -> Tried {
        let token = self.token(self.at)?;
        if !is_it(&token, self.text(&token)) {
            return Ok(None);
        }
        self.at += 1;
        let kind = match token.kind {
            Kind::Name => Some("name"),
            Kind::Number => Some("literal"),
            _ => None,
        };
        Ok(Some(self.node(self.at - 1, kind, Vec::new())))
    }
}

fn is_token(name: &str, token: &Token, text: &str) -> bool {
    let is_template = || text.contains(['t', 'T']);
    match name {
        "NAME" => token.kind == Kind::Name,
        "NUMBER" => token.kind == Kind::Number,
        "STRING" => token.kind == Kind::String,
        "FSTART" => token.kind == Kind::StringStart && !is_template(),
        "TSTART" => token.kind == Kind::StringStart && is_template(),
        "MIDDLE" => token.kind == Kind::StringMiddle,
        "STRINGEND" => token.kind == Kind::StringEnd,
        "NEWLINE" => token.kind == Kind::Newline,
        "INDENT" => token.kind == Kind::Indent,
        "DEDENT" => token.kind == Kind::Dedent,
        "END" => token.kind == Kind::End,
        _ => token.kind == Kind::Name && matches!(text, "_" | "case" | "match" | "type"),
    }
}
