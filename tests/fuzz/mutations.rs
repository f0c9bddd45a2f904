//! Texts that were programs: lines, tokens and numbers are changed.
//!
//! Invariant: what comes out is a text of at most a few times the size of the program.

use crate::dice::Dice;
use crate::expressions::expression;
use crate::tokens::{NUMBERS, STRINGS, WORDS, choose, one_in};

const LARGEST: usize = 60_000;

/// Changes a program; `other` is another one to take from.
pub(crate) fn mutate(dice: &mut Dice, program: &str, other: &str) -> String {
    let mut lines: Vec<String> = program.lines().map(str::to_owned).collect();
    let most = if one_in(dice, 10) { 20 } else { 3 };
    for _ in 0..1 + dice.below(most) {
        if lines.is_empty() || lines.iter().map(String::len).sum::<usize>() > LARGEST {
            break;
        }
        change(dice, &mut lines, other);
    }
    lines.join("\n") + "\n"
}

fn change(dice: &mut Dice, lines: &mut Vec<String>, other: &str) {
    let place = dice.below(lines.len() as u64) as usize;
    let len = (1 + dice.below(6) as usize).min(lines.len() - place);
    match dice.below(14) {
        0 => drop(lines.drain(place..place + len)),
        1 => {
            let block: Vec<String> = lines[place..place + len].to_vec();
            let times = *choose(dice, &[1, 1, 2, 20, 200]);
            let at = dice.below(lines.len() as u64) as usize;
            for _ in 0..times {
                lines.splice(at..at, block.iter().cloned());
            }
        }
        2 => {
            let to = dice.below(lines.len() as u64) as usize;
            lines.swap(place, to);
        }
        3 => {
            let from: Vec<&str> = other.lines().collect();
            if !from.is_empty() {
                let begin = dice.below(from.len() as u64) as usize;
                let taken = from.iter().skip(begin).take(len).map(|line| (*line).to_owned());
                lines.splice(place..place, taken.collect::<Vec<_>>());
            }
        }
        4 => {
            let by = *choose(dice, &["    ", " ", "\t"]);
            lines[place].insert_str(0, by);
        }
        5 => lines[place] = lines[place].strip_prefix("    ").unwrap_or(&lines[place]).to_owned(),
        6 => {
            let indent = indent(&lines[place]).to_owned();
            let any = expression(dice, 2);
            let loops = *choose(
                dice,
                &[
                    "while True: ",
                    "for _ in range(10**9): ",
                    "if 1: ",
                    "",
                    "x = ",
                    "return ",
                    "raise ",
                    "yield ",
                    "await ",
                ],
            );
            lines.insert(place, format!("{indent}{loops}{any}"));
        }
        _ => lines[place] = tokens_changed(dice, &lines[place], other),
    }
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// A line in words, numbers, and single characters.
fn split(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut was_word = false;
    for c in line.chars() {
        let is_word = c.is_alphanumeric() || c == '_';
        match parts.last_mut() {
            Some(last) if is_word && was_word => last.push(c),
            _ => parts.push(c.to_string()),
        }
        was_word = is_word;
    }
    parts
}

fn tokens_changed(dice: &mut Dice, line: &str, other: &str) -> String {
    let mut parts = split(line);
    let words: Vec<usize> = (0..parts.len()).filter(|index| !parts[*index].trim().is_empty()).collect();
    if words.is_empty() {
        return line.to_owned();
    }
    let at = *choose(dice, &words);
    let numbers: Vec<usize> =
        words.iter().copied().filter(|index| parts[*index].starts_with(|c: char| c.is_ascii_digit())).collect();
    match dice.below(7) {
        0 | 1 if !numbers.is_empty() => parts[*choose(dice, &numbers)] = (*choose(dice, NUMBERS)).to_owned(),
        0 | 2 => {
            let with = *choose(dice, &words);
            parts.swap(at, with);
        }
        1 => parts[at] = (*choose(dice, STRINGS)).to_owned(),
        3 => drop(parts.remove(at)),
        4 => parts[at] = (*choose(dice, WORDS)).to_owned(),
        5 => {
            let lines: Vec<&str> = other.lines().filter(|line| !line.trim().is_empty()).collect();
            if !lines.is_empty() {
                let line = *choose(dice, &lines);
                let from = split(line);
                parts[at] = choose(dice, &from).clone();
            }
        }
        _ => parts.insert(at, parts[*choose(dice, &words)].clone()),
    }
    parts.concat()
}
