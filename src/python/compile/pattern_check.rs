//! Owns what is wrong with a pattern: names that it binds twice, and what never gets its turn.
//!
//! Invariant: the alternatives of a pattern bind the same names.

use ruff_python_ast::{Expr, Number, Pattern, PatternMatchClass, PatternMatchMapping, PatternMatchOr, UnaryOp};
use ruff_text_size::Ranged;

use super::super::refusal::Refusal;
use super::super::scope::range;
use super::super::source::Source;
use super::super::syntax_error;
use super::super::types::bytes;
use super::Compiled;
use crate::repr;

/// Checks the pattern of a case, behind which nothing may be left to be tried only if `may_take_all`.
pub(super) fn check(source: &Source, pattern: &Pattern, may_take_all: bool) -> Compiled {
    Check { source, bound: Vec::new() }.pattern(pattern, may_take_all)
}

struct Check<'a> {
    source: &'a Source,
    bound: Vec<&'a str>,
}

fn refuse<T>(message: impl Into<String>, node: &impl Ranged) -> Compiled<T> {
    Err(Refusal::syntax(message, range(node)))
}

impl<'a> Check<'a> {
    fn pattern(&mut self, pattern: &'a Pattern, may_take_all: bool) -> Compiled {
        match pattern {
            Pattern::MatchValue(p) if matches!(&*p.value, Expr::FString(_) | Expr::TString(_)) => {
                refuse("patterns may only match literals and attribute lookups", p)
            }
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchAs(p) => {
                match (&p.pattern, &p.name) {
                    (Some(inner), _) => self.pattern(inner, may_take_all)?,
                    (None, _) if may_take_all => {}
                    (None, Some(name)) => {
                        return refuse(format!("name capture '{name}' makes remaining patterns unreachable"), p);
                    }
                    (None, None) => return refuse("wildcard makes remaining patterns unreachable", p),
                }
                self.bind(p.name.as_deref(), p)
            }
            Pattern::MatchStar(p) => self.bind(p.name.as_deref(), p),
            Pattern::MatchSequence(p) => {
                if p.patterns.iter().filter(|pattern| pattern.is_match_star()).count() > 1 {
                    return refuse("multiple starred names in sequence pattern", p);
                }
                self.separated(&p.patterns)?;
                self.all(&p.patterns)
            }
            Pattern::MatchMapping(p) => self.mapping(p),
            Pattern::MatchClass(p) => self.class(p),
            Pattern::MatchOr(p) => self.alternatives(p, may_take_all),
        }
    }

    fn all(&mut self, patterns: &'a [Pattern]) -> Compiled {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern, true))
    }

    /// The parser does without the commas of a sequence.
    fn separated(&self, patterns: &[Pattern]) -> Compiled {
        let is_apart = |pair: &[Pattern]| self.source.slice((range(&pair[0]).1, range(&pair[1]).0)).contains(',');
        match patterns.windows(2).find(|pair| !is_apart(pair)) {
            Some(pair) => syntax_error::find(self.source).map_or_else(|| refuse("invalid syntax", &pair[1]), Err),
            None => Ok(()),
        }
    }

    fn bind(&mut self, name: Option<&'a str>, node: &impl Ranged) -> Compiled {
        let Some(name) = name else { return Ok(()) };
        if self.bound.contains(&name) {
            return refuse(format!("multiple assignments to name '{name}' in pattern"), node);
        }
        self.bound.push(name);
        Ok(())
    }

    fn mapping(&mut self, p: &'a PatternMatchMapping) -> Compiled {
        let mut keys: Vec<String> = Vec::new();
        for key in &p.keys {
            let Some((shown, same)) = constant(key) else {
                if matches!(key, Expr::FString(_) | Expr::TString(_)) {
                    return refuse("mapping pattern keys may only match literals and attribute lookups", p);
                }
                continue;
            };
            if keys.contains(&same) {
                return refuse(format!("mapping pattern checks duplicate key ({shown})"), p);
            }
            keys.push(same);
        }
        self.all(&p.patterns)?;
        self.bind(p.rest.as_deref(), p)
    }

    fn class(&mut self, p: &'a PatternMatchClass) -> Compiled {
        let keywords = &p.arguments.keywords;
        for (index, keyword) in keywords.iter().enumerate() {
            if let Some(again) = keywords[index + 1..].iter().find(|other| *other.attr == *keyword.attr) {
                return refuse(format!("attribute name repeated in class pattern: {}", keyword.attr), &again.pattern);
            }
        }
        self.all(&p.arguments.patterns)?;
        keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern, true))
    }

    fn alternatives(&mut self, p: &'a PatternMatchOr, may_take_all: bool) -> Compiled {
        let mut names: Option<Vec<&str>> = None;
        for (index, pattern) in p.patterns.iter().enumerate() {
            let mut check = Check { source: self.source, bound: Vec::new() };
            check.pattern(pattern, may_take_all && index + 1 == p.patterns.len())?;
            let bound = check.bound;
            let first = names.get_or_insert_with(|| bound.clone());
            if first.len() != bound.len() || !bound.iter().all(|name| first.contains(name)) {
                return refuse("alternative patterns bind different names", p);
            }
        }
        names.unwrap_or_default().into_iter().try_for_each(|name| self.bind(Some(name), p))
    }
}

/// The repr of a key that is a literal, and a text that equal keys have in common.
fn constant(key: &Expr) -> Option<(String, String)> {
    let float = |value: f64, sign: &str| {
        let shown = format!("{sign}{}", repr::float(value));
        let same = shown.strip_suffix(".0").unwrap_or(&shown).to_owned();
        (shown, same)
    };
    let number = |number: &Number, sign: &str| {
        Some(match number {
            Number::Int(int) => (format!("{sign}{int}"), format!("{sign}{int}")),
            Number::Float(value) => float(*value, sign),
            Number::Complex { .. } => return None,
        })
    };
    let alike = |shown: String| Some((shown.clone(), shown));
    match key {
        Expr::NoneLiteral(_) => alike("None".to_owned()),
        Expr::BooleanLiteral(e) => {
            Some((if e.value { "True" } else { "False" }.to_owned(), u8::from(e.value).to_string()))
        }
        Expr::NumberLiteral(e) => number(&e.value, ""),
        Expr::StringLiteral(e) => alike(repr::string(e.value.to_str())),
        Expr::BytesLiteral(e) => alike(bytes::repr(&e.value.bytes().collect::<Vec<u8>>())),
        Expr::UnaryOp(e) if e.op == UnaryOp::USub => match &*e.operand {
            Expr::NumberLiteral(e) => number(&e.value, "-"),
            _ => None,
        },
        _ => None,
    }
}
