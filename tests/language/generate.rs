//! Makes a program of a seed: the prelude, classes, functions that are tried, and often an error at the end.
//!
//! Invariant: a seed gives the same program on every machine, and the program ends: each loop is counted, and a function calls only
//! those before it.

use crate::dice::Dice;
use crate::grammar::Grammar;

/// Kinds that may stand where another one is expected. Sets do not, since their order differs.
const KINDS: [&str; 10] = ["int", "float", "bool", "str", "bytes", "list", "tuple", "dict", "none", "obj"];

/// The variables that each function begins with.
const VARIABLES: [&str; 7] = ["int", "float", "bool", "str", "list", "tuple", "dict"];

/// How deep blocks nest.
const DEPTH: u32 = 4;

/// The program of a seed.
pub(crate) fn program(grammar: &Grammar, seed: u64) -> String {
    let dice = Dice::new(&format!("language {seed}"));
    let mut generator = Generator { grammar, dice, variables: Vec::new(), functions: 0, names: 0 };
    let mut text = include_str!("prelude.py").to_owned();
    for name in ["Point", "Failure"] {
        generator.declare(name, "class");
    }
    for _ in 0..1 + generator.below(3) {
        let class = generator.paragraph("class", Place::default(), 0);
        let name =
            class.split("class ").nth(1).expect("it is a class").split(['(', ':']).next().expect("it has a name");
        let name = name.to_owned();
        generator.declare(&name, "class");
        text += &format!("\n\n{class}");
    }
    for number in 1..=3 + generator.below(5) {
        text += &generator.function(&format!("f{number}"));
    }
    if generator.chance(3) {
        text += &format!("\n\n{}", generator.paragraph("raise", Place::default(), 0));
    }
    text
}

/// Where a statement stands.
#[derive(Clone, Copy, Default)]
struct Place {
    depth: u32,
    /// In a function, and not in `except*`, which `return` may not leave.
    may_return: bool,
    in_loop: bool,
}

struct Variable {
    name: String,
    kind: &'static str,
    /// The function that it belongs to, by how many are around it.
    function: u32,
}

struct Generator<'a> {
    grammar: &'a Grammar,
    dice: Dice,
    variables: Vec<Variable>,
    /// How many functions are around.
    functions: u32,
    names: u32,
}

impl Generator<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        self.dice.below(bound)
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }

    fn choose<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    fn declare(&mut self, name: &str, kind: &'static str) {
        self.variables.push(Variable { name: name.to_owned(), kind, function: self.functions });
    }

    /// A function, and a call of it.
    fn function(&mut self, name: &str) -> String {
        let before = self.variables.len();
        self.functions += 1;
        let mut lines = vec![format!("\n\ndef {name}(n, text):")];
        self.declare("n", "int");
        self.declare("text", "str");
        for kind in VARIABLES {
            if self.chance(2) {
                let name = self.fresh(&kind[..1]);
                lines.push(format!("    {name} = {}", self.literal(kind)));
                self.declare(&name, kind);
            }
        }
        for _ in 0..1 + self.below(4) {
            let place = Place { depth: 0, may_return: true, in_loop: false };
            lines.push(self.paragraph("statement", place, 1));
        }
        lines.push(format!("    return {}", self.expression("any", 2)));
        self.functions -= 1;
        self.variables.truncate(before);
        lines.push(format!("\n\nattempt({name}, {}, {})\n", self.literal("int"), self.literal("str")));
        self.declare(name, "func");
        lines.join("\n")
    }

    fn fresh(&mut self, letter: &str) -> String {
        self.names += 1;
        format!("{letter}{}", self.names)
    }

    fn literal(&mut self, kind: &str) -> String {
        let production = self.choose(self.grammar.of(&format!("{kind}0")));
        self.fill(production, 0, Place::default(), 0)
    }

    /// A paragraph of the grammar, at an indentation.
    fn paragraph(&mut self, name: &str, place: Place, indent: usize) -> String {
        let grammar = self.grammar;
        let allowed: Vec<_> =
            grammar.of(name).iter().filter(|production| is_allowed(production, place)).copied().collect();
        let production = self.choose(&allowed);
        let before = self.variables.len();
        let depth = self.below(4) as u32;
        let text = self.fill(production, depth, place, indent);
        // What a paragraph binds is not always bound behind it.
        self.variables.truncate(before);
        text
    }

    /// One or more statements.
    fn block(&mut self, place: Place, indent: usize) -> String {
        let count = 1 + self.below(2);
        let place = Place { depth: place.depth + 1, ..place };
        (0..count).map(|_| self.paragraph("statement", place, indent)).collect::<Vec<_>>().join("\n")
    }

    fn expression(&mut self, kind: &str, depth: u32) -> String {
        let only_literals = !self.grammar.has(kind);
        if depth == 0 || only_literals || self.chance(4) {
            let known: Vec<String> =
                self.variables.iter().filter(|known| known.kind == kind).map(|known| known.name.clone()).collect();
            if !known.is_empty() && self.chance(2) {
                return self.choose(&known);
            }
            if self.grammar.is_kind(kind) {
                return self.literal(kind);
            }
        }
        let before = self.variables.len();
        let production = self.choose(self.grammar.of(kind));
        let text = self.fill(production, depth.saturating_sub(1), Place::default(), 0);
        self.variables.truncate(before);
        text
    }

    /// A variable that a statement of the current function can assign to.
    fn assignable(&mut self, kind: &str) -> String {
        let outer = self.chance(12);
        let functions = self.functions;
        let known: Vec<String> = self
            .variables
            .iter()
            .filter(|known| known.kind == kind && (outer || known.function == functions))
            .map(|known| known.name.clone())
            .collect();
        if known.is_empty() { self.fresh("v") } else { self.choose(&known) }
    }

    /// A production with its references replaced.
    fn fill(&mut self, production: &'static str, depth: u32, place: Place, indent: usize) -> String {
        // What a function or a loop of the production's own allows.
        let place = match production {
            _ if production.starts_with("def ") => {
                Place { in_loop: production.contains("\n    for "), may_return: true, ..place }
            }
            _ if production.starts_with("for ") && !production.contains("\nelse:") => Place { in_loop: true, ..place },
            _ => place,
        };
        let margin = " ".repeat(4 * indent);
        let mut text = margin.clone();
        let mut own: Vec<(char, String)> = Vec::new();
        let outer = self.variables.len();
        self.bind(production, &mut own);
        let mut rest = production;
        while let Some(at) = rest.find(['$', '@', '\n']) {
            text.push_str(&rest[..at]);
            let mark = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            if mark == b'\n' {
                text.push('\n');
                text.push_str(&margin);
            } else if mark == b'@' {
                let Some(letter) = rest.chars().next().filter(char::is_ascii_alphabetic) else {
                    text.push('@');
                    continue;
                };
                if rest.len() > 1 && rest.as_bytes()[1].is_ascii_alphabetic() {
                    // A decorator.
                    text.push('@');
                    continue;
                }
                rest = &rest[1..];
                if let Some(kind) = kind_behind(rest) {
                    rest = &rest[1 + kind.len()..];
                }
                let name = &own.iter().find(|(known, _)| *known == letter).expect("it was bound").1;
                text.push_str(name);
            } else {
                let flag = rest.chars().next().filter(|flag| "!^&".contains(*flag));
                rest = &rest[flag.map_or(0, char::len_utf8)..];
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let name = &rest[..end];
                rest = &rest[end..];
                let column = text.rfind('\n').map_or(0, |at| at + 1);
                let own_indent = text[column..].chars().take_while(|c| *c == ' ').count() / 4;
                let filled = match (flag, name) {
                    (Some('&'), kind) => self.assignable(kind),
                    (Some('^'), kind) => {
                        let hidden = self.variables.split_off(outer);
                        let filled = self.expression(kind, depth);
                        self.variables.extend(hidden);
                        parenthesised(filled)
                    }
                    _ => self.reference(name, flag.is_none(), depth, place, own_indent),
                };
                if text[column..].trim().is_empty() && filled.starts_with(' ') {
                    text.truncate(column);
                }
                if text.ends_with('{') && filled.starts_with('{') {
                    text.push(' ');
                }
                let is_number =
                    filled.starts_with('-') || filled.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
                if is_number && rest.starts_with('.') {
                    text.push_str(&format!("({filled})"));
                } else {
                    text.push_str(&filled);
                }
            }
        }
        text.push_str(rest);
        text
    }

    /// Names that a production has of its own, and those of them that its expressions can use.
    fn bind(&mut self, production: &'static str, own: &mut Vec<(char, String)>) {
        for (at, _) in production.match_indices('@') {
            let rest = &production[at + 1..];
            let Some(letter) = rest.chars().next().filter(char::is_ascii_alphabetic) else { continue };
            if rest.len() > 1 && rest.as_bytes()[1].is_ascii_alphabetic() {
                continue;
            }
            if !own.iter().any(|(known, _)| *known == letter) {
                let name = self.fresh(&letter.to_string());
                own.push((letter, name));
            }
            if let Some(kind) = kind_behind(&rest[1..]) {
                let name = own.iter().find(|(known, _)| *known == letter).expect("it was bound").1.clone();
                self.declare(&name, kind);
            }
        }
    }

    /// What a name of a production stands for.
    fn reference(&mut self, name: &'static str, may_be_wrong: bool, depth: u32, place: Place, indent: usize) -> String {
        let inner = Place { depth: place.depth + 1, ..place };
        match name {
            "block" => self.block(place, indent),
            "loop" => self.block(Place { in_loop: true, ..place }, indent),
            "star" => self.block(Place { in_loop: false, may_return: false, ..place }, indent),
            "body" => {
                self.functions += 1;
                let body = self.block(Place { in_loop: false, may_return: true, ..place }, indent);
                self.functions -= 1;
                body
            }
            "methods" => {
                let count = 1 + self.below(6);
                (0..count).map(|_| self.paragraph("method", Place::default(), indent)).collect::<Vec<_>>().join("\n\n")
            }
            "generator" if place.depth > DEPTH => " ".repeat(4 * indent) + "yield 0",
            "statement" | "generator" | "with" | "match" | "control" | "raise" | "try" | "method" => {
                self.paragraph(name, inner, indent)
            }
            "class" => {
                let known: Vec<String> = self
                    .variables
                    .iter()
                    .filter(|known| known.kind == "class")
                    .map(|known| known.name.clone())
                    .collect();
                self.choose(&known)
            }
            "slice" | "intspec" | "floatspec" | "strspec" | "move" | "word" => {
                let production = self.choose(self.grammar.of(name));
                self.fill(production, depth.saturating_sub(1), place, 0)
            }
            _ if name.ends_with('0') || !self.grammar.is_kind(name) && name != "obj" => {
                let production = self.choose(self.grammar.of(name));
                self.fill(production, depth.saturating_sub(1), place, 0)
            }
            _ => {
                let wrong = may_be_wrong && !["any", "set", "type", "func"].contains(&name) && self.chance(30);
                let kind = if wrong { self.choose(&KINDS) } else { name };
                parenthesised(self.expression(kind, depth))
            }
        }
    }
}

/// Whether a statement may stand there.
fn is_allowed(production: &str, place: Place) -> bool {
    let nests = ["$block", "$loop", "$body", "$generator", "$try", "$with", "$match", "$star"];
    (place.depth <= DEPTH || !nests.iter().any(|name| production.contains(name)))
        && (place.in_loop || !matches!(production, "break" | "continue"))
        && (place.may_return || !production.starts_with("return"))
}

/// The kind of a name, as in `@a:int`.
fn kind_behind(rest: &'static str) -> Option<&'static str> {
    let rest = rest.strip_prefix(':')?;
    let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|kind| !kind.is_empty())
}

/// In parentheses, unless it binds closer than anything around it.
fn parenthesised(text: String) -> String {
    let mut depth = 0;
    let mut quote = None;
    let mut escaped = false;
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let mut is_atom = !text.starts_with(['~', '+']) && text.strip_prefix('-').is_none_or(is_number);
    for c in text.chars() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ' ' | '*') if depth == 0 => is_atom = false,
            _ => {}
        }
    }
    if is_atom { text } else { format!("({text})") }
}
