//! Owns the errors of the grammar: their places, their words, and what it asks about the parts of a text.
//!
//! Invariant: a place is that of tokens, or up to where the text has been read.

use super::super::refusal::Refusal;
use super::literal;
use super::parser::{Failed, Names, Parser, Tried};
use super::token::{Kind, Token};

/// What a statement or an expression may have to be to be assigned to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Assigned,
    Deleted,
    Iterated,
}

impl Parser<'_> {
    /// An error at the last token.
    pub(super) fn at_last(&self, message: &str) -> Refusal {
        self.at_token(&self.tokens[self.tokens.len() - 1], message)
    }

    /// An error at the last character that was read.
    pub(super) fn at_read(&self, message: &str) -> Refusal {
        let (start, at) = (self.tokenizer.line_start, self.tokenizer.at);
        match at.checked_sub(1).filter(|at| *at >= start) {
            Some(at) => Refusal::of_class(class_of(message), message, (at as u32, at as u32)),
            None => Refusal::unmarked(class_of(message), message, start as u32),
        }
    }

    pub(super) fn at_token(&self, token: &Token, message: impl Into<String>) -> Refusal {
        let message = message.into();
        let class = class_of(&message);
        if token.is_placed {
            return Refusal::of_class(class, message, (token.start, token.end));
        }
        if !self.tokenizer.is_done && token.start as usize == self.tokenizer.at {
            return self.at_read(&message);
        }
        Refusal::unmarked(class, message, self.line_start(token.line) as u32)
    }

    fn line_start(&self, line: u32) -> usize {
        let ends = self.tokenizer.text.match_indices('\n').map(|(at, _)| at + 1);
        std::iter::once(0).chain(ends).nth(line.max(1) as usize - 1).unwrap_or(0)
    }

    /// The bracket that is open where the text ends.
    pub(super) fn never_closed(&self) -> Option<Refusal> {
        let open = self.tokenizer.open.last()?;
        let message = format!("'{}' was never closed", char::from(open.bracket));
        Some(Refusal::syntax(message, (open.at as u32, open.at as u32)))
    }

    pub(super) fn report(&mut self, place: &str, message: &str, names: &Names) -> Refusal {
        let message = self.words(message, names);
        let node = |name: &str| {
            let index = usize::from(name.bytes().next().unwrap_or(b'a') - b'a');
            names[index.min(1)].unwrap_or(0)
        };
        if place == "next" {
            return match self.token(self.at) {
                Ok(token) => self.at_token(&token, message),
                Err(Failed) => self.error.take().unwrap_or_else(|| self.at_last(&message)),
            };
        }
        let (first, last) = place.split_once("..").unwrap_or((place, place));
        let start = match first {
            "." | "" => return self.at_last(&message),
            "last(a)" => self.nodes[node("a")].parts.last().copied().unwrap_or(0),
            "end(a)" => {
                let (start, end) = self.span(node("a"));
                let column = end - self.line_start_of(end);
                let at = self.line_start_of(start) + column - 1;
                return Refusal::syntax(message, (at as u32, at as u32));
            }
            name => node(name),
        };
        let start = self.span(start).0;
        let end = if last.is_empty() {
            self.tokenizer.at - 1
        } else {
            self.span(node(if last == "last(a)" { "a" } else { last })).1
        };
        Refusal::of_class(class_of(&message), message, (start as u32, end as u32))
    }

    fn line_start_of(&self, at: usize) -> usize {
        self.tokenizer.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
    }

    fn span(&self, node: usize) -> (usize, usize) {
        let node = &self.nodes[node];
        let end = self.tokens[node.end.saturating_sub(1).max(node.start)].end;
        (self.tokens[node.start].start as usize, end as usize)
    }

    /// A message with its places filled in.
    fn words(&self, message: &str, names: &Names) -> String {
        let mut words = message.replace("\\\"", "\"");
        if let Some(node) = names[0] {
            let (start, end) = self.span(node);
            words = words
                .replace("{a}", &self.kind(node).replace('_', " "))
                .replace("{a.line}", &self.tokens[self.nodes[node].start].line.to_string())
                .replace("{a.text}", self.tokenizer.text.get(start..end).unwrap_or(""));
        }
        let prefix = if words.contains("{letter}") { self.prefix(self.at) } else { "" };
        words.replace("{letter}", if prefix.contains(['t', 'T']) { "t" } else { "f" })
    }

    /// The letters before the quotes of the string with fields that is around a token.
    pub(super) fn prefix(&self, index: usize) -> &str {
        let mut depth = 0;
        for token in self.tokens[..index.min(self.tokens.len())].iter().rev() {
            match token.kind {
                Kind::StringEnd => depth += 1,
                Kind::StringStart if depth > 0 => depth -= 1,
                Kind::StringStart => return self.text(token).trim_end_matches(['\'', '"']),
                _ => {}
            }
        }
        ""
    }

    fn kind(&self, node: usize) -> &'static str {
        self.nodes[node].kind.unwrap_or("expression")
    }

    fn node_text(&self, node: usize) -> &str {
        let (start, end) = self.span(node);
        self.tokenizer.text.get(start..end).unwrap_or("")
    }

    /// Answers a question: a node, where it is about one, and none for no.
    pub(super) fn test(&mut self, test: &str, names: &Names) -> Tried {
        let (a, b) = (names[0].unwrap_or(0), names[1].unwrap_or(0));
        let is_so = |is_so: bool, node: usize| Ok(is_so.then_some(node));
        match test {
            "assignable" => Ok(self.wrong_target(a, Target::Assigned)),
            "deletable" => Ok(self.wrong_target(a, Target::Deleted)),
            "iterable" => Ok(self.wrong_target(a, Target::Iterated)),
            "in_brackets" => {
                let level = self.tokens[self.at - 1].level;
                is_so(level > 0 && !self.is_old_statement(a), a)
            }
            "statement_once" => is_so(self.is_old_statement(a), a),
            "tuple" => is_so(self.kind(b) == "tuple", b),
            "imaginary_number" => is_so(self.node_text(a).ends_with(['j', 'J']), a),
            "real_number" => is_so(!self.node_text(a).ends_with(['j', 'J']), a),
            "apart" => is_so(self.span(a).1 != self.span(b).0, a),
            "unconvertible" => is_so(!matches!(self.node_text(a), "s" | "r" | "a"), a),
            "several" => {
                let positional: Vec<usize> = self
                    .arguments(a)
                    .into_iter()
                    .filter(|part| !matches!(self.kind(*part), "keyword" | "unpacking"))
                    .collect();
                Ok(positional.last().copied().filter(|_| positional.len() > 1))
            }
            "unpacks" => is_so(self.arguments(a).iter().any(|part| self.kind(*part) == "unpacking"), a),
            "several_kinds" => {
                let parts = &self.nodes[a].parts;
                let is_bytes = |part: &usize| {
                    let text = self.node_text(*part);
                    text.split(['\'', '"']).next().is_some_and(|prefix| prefix.contains(['b', 'B']))
                };
                is_so(parts.iter().any(is_bytes) && !parts.iter().all(is_bytes), a)
            }
            "string" => self.checked(literal::check(self, self.at - 1)),
            "middles" => {
                let error = self.middles().find_map(|index| literal::check(self, index));
                self.checked(error)
            }
            _ => Ok(None),
        }
    }

    fn checked(&mut self, error: Option<Refusal>) -> Tried {
        match error {
            Some(error) => Err(self.fail(error)),
            None => Ok(Some(0)),
        }
    }

    /// The texts of the string with fields that has just ended, those within its fields left out.
    fn middles(&self) -> impl Iterator<Item = usize> {
        let mut depth = 0;
        let inside = self.tokens[..self.at].iter().rev().take_while(|token| {
            depth += i32::from(token.kind == Kind::StringEnd) - i32::from(token.kind == Kind::StringStart);
            depth > 0
        });
        let start = self.at - inside.count();
        let mut depth = 0;
        (start..self.at - 1).filter(move |index| {
            let token = self.tokens[*index];
            let is_bracket = |bracket: &str| i32::from(token.kind == Kind::Punctuation && self.text(&token) == bracket);
            depth += is_bracket("{") - is_bracket("}");
            depth == 0 && token.kind == Kind::StringMiddle
        })
    }

    fn is_old_statement(&self, node: usize) -> bool {
        self.kind(node) == "name" && matches!(self.node_text(node), "print" | "exec")
    }

    /// The arguments of a call, commas left out.
    fn arguments(&self, node: usize) -> Vec<usize> {
        let parts = &self.nodes[node].parts;
        match self.nodes[node].kind {
            None | Some("args") => parts.iter().flat_map(|part| self.arguments(*part)).collect(),
            Some(_) => vec![node],
        }
    }

    /// The part of a target that is none.
    fn wrong_target(&self, node: usize, target: Target) -> Option<usize> {
        let Some(kind) = self.nodes[node].kind else {
            return self.nodes[node].parts.iter().find_map(|part| self.wrong_target(*part, target));
        };
        let parts = &self.nodes[node].parts;
        match kind {
            "name" | "subscript" | "attribute" => None,
            "list" | "tuple" => parts.iter().find_map(|part| self.wrong_target(*part, target)),
            "starred" if target == Target::Deleted => Some(node),
            "starred" => parts.last().and_then(|part| self.wrong_target(*part, target)),
            "comparison" if target == Target::Iterated => {
                let operator = self.tokens[self.nodes[parts[1]].start];
                parts.first().filter(|_| self.text(&operator) == "in").and_then(|part| self.wrong_target(*part, target))
            }
            _ => Some(node),
        }
    }
}

fn class_of(message: &str) -> &'static str {
    let starts = ["expected an indented block", "unexpected indent", "unexpected unindent", "unindent does not match"];
    match starts.iter().any(|start| message.starts_with(start)) {
        true => "IndentationError",
        false => "SyntaxError",
    }
}
