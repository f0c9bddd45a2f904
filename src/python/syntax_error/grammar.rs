//! Owns the notation of grammar.txt.
//!
//! Invariant: the grammar is read when a text is wrong, and not before.

use std::collections::BTreeMap;

const GRAMMAR: &str = include_str!("grammar.txt");

/// A part of a rule.
pub(super) enum Part {
    /// A keyword or punctuation.
    Word(&'static str),
    /// A word that is a name elsewhere.
    Soft(&'static str),
    /// A kind of token, in capitals.
    Token(&'static str),
    Rule(usize),
    Group(Vec<Alternative>),
    /// Any number of times between these, with a separator.
    Repeat(Box<Part>, usize, usize, Option<&'static str>),
    Lookahead(Box<Part>, bool),
    /// What must follow.
    Forced(&'static str),
    /// No other alternative is tried.
    Cut,
    /// A question to report.rs.
    Test(&'static str),
    /// Any number of these, each around what stands before it.
    Around(Vec<Alternative>),
}

#[derive(Default)]
pub(super) struct Alternative {
    /// Each with the name that it is called by.
    pub(super) parts: Vec<(Option<u8>, Part)>,
    /// What an expression is called.
    pub(super) kind: Option<&'static str>,
    /// Where and what the error is.
    pub(super) error: Option<(&'static str, &'static str)>,
    /// Whether it is tried where errors are looked for, and only there.
    pub(super) is_late: bool,
}

#[derive(Default)]
pub(super) struct Rule {
    pub(super) alternatives: Vec<Alternative>,
    pub(super) is_remembered: bool,
}

pub(super) struct Grammar {
    pub(super) rules: Vec<Rule>,
    names: BTreeMap<&'static str, usize>,
}

impl Grammar {
    pub(super) fn read() -> Self {
        let text = &GRAMMAR[GRAMMAR.find("\n\n").unwrap_or(0)..];
        let mut reader = Reader { rest: text, grammar: Self { rules: Vec::new(), names: BTreeMap::new() } };
        while let Some(name) = reader.word() {
            let is_remembered = reader.take("*");
            reader.take(":");
            let alternatives = reader.alternatives();
            let index = reader.grammar.index(name);
            reader.grammar.rules[index] = Rule { alternatives, is_remembered };
        }
        reader.grammar
    }

    /// The number of a rule.
    pub(super) fn index(&mut self, name: &'static str) -> usize {
        let next = self.rules.len();
        let index = *self.names.entry(name).or_insert(next);
        if index == next {
            self.rules.push(Rule::default());
        }
        index
    }
}

struct Reader {
    rest: &'static str,
    grammar: Grammar,
}

impl Reader {
    /// Goes over what begins so, spaces around it left out.
    fn take(&mut self, start: &str) -> bool {
        match self.rest.trim_start().strip_prefix(start) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn split(&mut self, length: usize) -> &'static str {
        let (start, rest) = self.rest.split_at(length);
        self.rest = rest;
        start
    }

    fn word(&mut self) -> Option<&'static str> {
        self.rest = self.rest.trim_start();
        let length = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        Some(self.split(length)).filter(|word| !word.is_empty())
    }

    /// What stands up to the quote that has just been passed once more.
    fn quoted(&mut self, quote: char) -> &'static str {
        let mut is_escaped = false;
        let end = |c: char| {
            let is_end = c == quote && !is_escaped;
            is_escaped = c == '\\';
            is_end
        };
        let text = self.rest.find(end).unwrap_or(self.rest.len());
        let text = self.split(text);
        self.rest = &self.rest[1..];
        text
    }

    fn alternatives(&mut self) -> Vec<Alternative> {
        self.take("|");
        let mut alternatives = vec![self.alternative()];
        while self.take("|") {
            alternatives.push(self.alternative());
        }
        alternatives
    }

    fn alternative(&mut self) -> Alternative {
        let mut alternative = Alternative::default();
        while !self.is_end() {
            if self.take("=>") {
                let is_always = self.take("!");
                alternative.is_late = !is_always;
                if self.rest.trim_start().starts_with('|') || self.is_end() {
                    continue;
                }
                self.rest = self.rest.trim_start();
                let place = self.rest.find(' ').unwrap_or(0);
                let place = self.split(place);
                self.take("\"");
                alternative.error = Some((place, self.quoted('"')));
            } else if self.take("/") {
                let length = self.rest.find([' ', '\n', ')']).unwrap_or(self.rest.len());
                alternative.kind = Some(self.split(length));
            } else {
                let trimmed = self.rest.trim_start();
                let name = trimmed.bytes().next().filter(|_| trimmed.starts_with("a=") || trimmed.starts_with("b="));
                if name.is_some() {
                    self.rest = &trimmed[2..];
                }
                let part = self.part();
                alternative.parts.push((name, part));
            }
        }
        alternative
    }

    /// Whether an alternative ends: at a bar, a bracket, or where the next rule begins.
    fn is_end(&self) -> bool {
        let trimmed = self.rest.trim_start();
        let gap = &self.rest[..self.rest.len() - trimmed.len()];
        trimmed.is_empty() || trimmed.starts_with(['|', ')']) || gap.ends_with('\n')
    }

    fn part(&mut self) -> Part {
        let part = if self.take("&") {
            return Part::Lookahead(Box::new(self.part()), true);
        } else if self.take("!") {
            return Part::Lookahead(Box::new(self.part()), false);
        } else if self.take("~") {
            Part::Cut
        } else if self.take("^'") {
            Part::Forced(self.quoted('\''))
        } else if self.take("?") {
            Part::Test(self.word().unwrap_or(""))
        } else if self.take("@") {
            self.take("(");
            let around = Part::Around(self.alternatives());
            self.take(")");
            return around;
        } else if self.take("(") {
            let group = Part::Group(self.alternatives());
            self.take(")");
            group
        } else if self.take("'") {
            Part::Word(self.quoted('\''))
        } else if self.take("\"") {
            Part::Soft(self.quoted('"'))
        } else {
            match self.word() {
                Some(word) if word.starts_with(|c: char| c.is_ascii_uppercase()) => Part::Token(word),
                word => Part::Rule(self.grammar.index(word.unwrap_or("file"))),
            }
        };
        self.repeated(part)
    }

    fn repeated(&mut self, part: Part) -> Part {
        let mut symbols = self.rest.chars();
        let (least, most) = match symbols.next() {
            Some('?') => (0, 1),
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            _ => return part,
        };
        self.rest = symbols.as_str();
        let separator = self.rest.strip_prefix('\'').map(|rest| {
            self.rest = rest;
            self.quoted('\'')
        });
        Part::Repeat(Box::new(part), least, most, separator)
    }
}
