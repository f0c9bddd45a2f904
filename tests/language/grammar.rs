//! The grammar of the programs: for each name its productions, as the files of `grammar/` have them.
//!
//! Invariant: every name that a production refers to is known, or generating panics.

use std::collections::BTreeMap;

const FILES: [&str; 7] = [
    include_str!("grammar/values.txt"),
    include_str!("grammar/expressions.txt"),
    include_str!("grammar/formats.txt"),
    include_str!("grammar/comprehensions.txt"),
    include_str!("grammar/statements.txt"),
    include_str!("grammar/exceptions.txt"),
    include_str!("grammar/classes.txt"),
];

/// Names whose productions are paragraphs; those of the others are lines.
const PARAGRAPHS: [&str; 9] = ["statement", "generator", "with", "match", "control", "raise", "try", "class", "method"];

pub(crate) struct Grammar(BTreeMap<&'static str, Vec<&'static str>>);

impl Grammar {
    pub(crate) fn new() -> Self {
        let mut rules: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for file in FILES {
            let mut rest = file;
            while let Some((name, text)) = next_section(&mut rest) {
                let separator = if PARAGRAPHS.contains(&name) { "\n\n" } else { "\n" };
                let productions = text.split(separator).map(|production| production.trim_matches('\n'));
                let productions = productions.filter(|production| !production.is_empty()).collect();
                assert!(rules.insert(name, productions).is_none(), "[{name}] is there twice");
            }
        }
        Self(rules)
    }

    /// The productions of a name.
    pub(crate) fn of(&self, name: &str) -> &[&'static str] {
        self.0.get(name).unwrap_or_else(|| panic!("there is no [{name}]"))
    }

    /// Whether there are productions of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether it is a kind of values: there are literals of it.
    pub(crate) fn is_kind(&self, name: &str) -> bool {
        self.0.contains_key(format!("{name}0").as_str())
    }
}

/// The name and the text of the section that comes next.
fn next_section(rest: &mut &'static str) -> Option<(&'static str, &'static str)> {
    let at = header(rest)?;
    let (name, text) = rest[at + 1..].split_once("]\n").expect("it is a header");
    let end = header(text).unwrap_or(text.len());
    *rest = &text[end..];
    Some((name, &text[..end]))
}

/// Where the next line is that is a name in brackets.
fn header(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let name = line.strip_prefix('[').and_then(|line| line.strip_suffix("]\n"));
        if name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
        }) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
