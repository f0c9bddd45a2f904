//! Owns `Did you mean` for keywords: a name that reads better as one.
//!
//! Invariant: a keyword is suggested if the text up to the error runs with it, or would if it went on.

use std::rc::Rc;

use super::super::parse;
use super::super::refusal::Refusal;
use super::super::source::Source;
use super::super::suggestion;
use super::grammar::Grammar;
use super::parser::Parser;
use super::token::{KEYWORDS, Kind};
use super::tokenizer::Tokenizer;

/// How many names of a line are looked at, and how many keywords are tried for each.
const NAMES: usize = 10;
const MATCHES: usize = 3;
/// How many characters are read at most.
const LONGEST: usize = 1024;
/// How alike a keyword has to be: the double of the common letters among all.
const ALIKE: f64 = 0.5;

/// Lets a plain error name the keyword that was meant. The last statement with a block begins in line `from`.
pub(super) fn suggest(source: &Source, error: &mut Refusal, from: u32, grammar: &mut Grammar) {
    let line = source.line(error.range.0);
    let first = from.max(1);
    let lines: Vec<&str> = (first..=line).map(|line| source.line_text(line)).collect();
    let margin = margin(&lines);
    let text = lines.iter().map(|line| line.get(margin..).unwrap_or("").to_owned() + "\n").collect::<String>();
    if text.chars().count() > LONGEST + 1 {
        return;
    }
    let start = source.line_start(line);
    let last = lines[lines.len() - 1].get(margin..).unwrap_or("");
    let before = text.len() - last.len() - 1;
    let mut tokenizer = Tokenizer::new(&text);
    let mut seen = 0;
    while let Ok(token) = tokenizer.cut() {
        let at = (token.start as usize, token.end as usize);
        if token.kind == Kind::End {
            return;
        }
        if token.kind != Kind::Name || at.0 < before {
            continue;
        }
        seen += 1;
        if seen > NAMES {
            return;
        }
        let name = &text[at.0..at.1];
        for keyword in matches(name) {
            let changed = format!("{}{keyword}{}", &text[..at.0], &text[at.1..]);
            if runs(&changed, grammar) {
                let start = start + (margin + at.0 - before) as u32;
                error.message = format!("invalid syntax. Did you mean '{keyword}'?");
                error.range = (start, start + name.len() as u32);
                return;
            }
        }
    }
}

/// The indentation that all lines have.
fn margin(lines: &[&str]) -> usize {
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = || lines.iter().filter(|line| !line.trim().is_empty());
    lines().map(indent).min().unwrap_or(0)
}

/// Whether a text runs, or would if it went on.
fn runs(text: &str, grammar: &mut Grammar) -> bool {
    let mut parser = Parser::new(text, grammar);
    match parser.pass(false) {
        true => parse::is_accepted(&Rc::new(Source::new("", text))),
        false => parser.tokenizer.is_done,
    }
}

/// The keywords that a name may stand for, the nearest first.
fn matches(name: &str) -> Vec<&'static str> {
    let mut matches: Vec<&str> = suggestion::suggest(name, KEYWORDS.into_iter()).into_iter().collect();
    let mut alike: Vec<(f64, &str)> = KEYWORDS.iter().map(|keyword| (ratio(name, keyword), *keyword)).collect();
    alike.retain(|(ratio, _)| *ratio >= ALIKE);
    alike.sort_by(|one, other| other.partial_cmp(one).unwrap_or(std::cmp::Ordering::Equal));
    matches.extend(alike.iter().take(MATCHES).map(|(_, keyword)| *keyword));
    matches.truncate(MATCHES);
    matches.retain(|keyword| *keyword != name);
    matches
}

fn ratio(name: &str, keyword: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (keyword.chars().collect(), name.chars().collect());
    2.0 * common(&a, &b) as f64 / (a.len() + b.len()) as f64
}

/// How many letters two words have in common: in their longest common piece, and before and behind it.
fn common(a: &[char], b: &[char]) -> usize {
    let mut best = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let length = a[i..].iter().zip(&b[j..]).take_while(|(a, b)| a == b).count();
            if length > best.2 {
                best = (i, j, length);
            }
        }
    }
    let (i, j, length) = best;
    if length == 0 {
        return 0;
    }
    length + common(&a[..i], &b[..j]) + common(&a[i + length..], &b[j + length..])
}
