//! Owns the frames of tracebacks: file, line, function, and the source with carets.
//!
//! Invariant: carets stand under the very expression that raised, as in CPython's traceback.py.

use std::rc::Rc;

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use super::code::Code;
use super::source::Source;
use super::value::{ListRef, Str};
use crate::exception::{Exception, TracebackFrame};

/// Where an exception has passed a frame.
pub(crate) struct Entry {
    pub(crate) code: Rc<Code>,
    pub(crate) range: (u32, u32),
    /// The names of its locals that had a value, if the error is about a name.
    pub(crate) bound: Vec<Str>,
    /// What the frame's locals were, which live as long as the traceback does.
    pub(crate) locals: Option<ListRef>,
}

impl TracebackFrame for Entry {
    fn file(&self) -> Rc<str> {
        self.code.source.file.clone()
    }

    fn line(&self) -> u32 {
        self.code.source.line(self.range.0)
    }

    fn function(&self) -> Rc<str> {
        (*self.code.name).into()
    }

    fn source(&self) -> Vec<String> {
        source_lines(&self.code.source, self.range)
    }

    fn hint(&self, exception: &Exception, alone: bool) -> Option<String> {
        super::suggestion::hint(self, exception, alone)
    }
}

/// The source of a range with its carets, without the margin of four columns.
pub(crate) fn source_lines(source: &Source, (start, end): (u32, u32)) -> Vec<String> {
    let (first, last) = (source.line(start), source.line(end.max(start + 1) - 1));
    let shown: Vec<&str> = (first..=last).map(|line| source.line_text(line)).collect();
    let used = shown.iter().filter(|line| !line.trim().is_empty());
    let margin = used.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let cut = |line: &str| line.get(margin..).unwrap_or("").trim_end().to_owned();
    if is_plain_call(source, (start, end), &shown, margin) {
        return elided(&shown.iter().map(|line| cut(line)).collect::<Vec<_>>());
    }
    if first == last {
        let line = shown.first().copied().unwrap_or("");
        let mut lines = vec![cut(line)];
        lines.extend(carets(source, (start, end), line, margin));
        return lines;
    }
    multiline(source, (start, end), &shown, margin)
}

/// Whether the range is the whole call of `name = f()` or `return f()`, which gets no carets: `_should_show_carets` of CPython's
/// traceback.py. It compares places in bytes with places in characters, so other texts than ASCII have carets.
fn is_plain_call(source: &Source, (start, end): (u32, u32), shown: &[&str], margin: usize) -> bool {
    let dedented: Vec<&str> = shown.iter().map(|line| line.get(margin..).unwrap_or("").trim_end()).collect();
    if !dedented.iter().all(|line| line.is_ascii()) {
        return false;
    }
    let text = dedented.join("\n");
    let Ok(parsed) = ruff_python_parser::parse_module(&text) else { return false };
    let call = match parsed.syntax().body.first() {
        Some(Stmt::Return(statement)) => match statement.value.as_deref() {
            Some(Expr::Call(call)) if call.func.is_name_expr() => call,
            _ => return false,
        },
        Some(Stmt::Assign(statement)) => match (&statement.targets[..], &*statement.value) {
            ([Expr::Name(_)], Expr::Call(call)) => call,
            _ => return false,
        },
        _ => return false,
    };
    // From the first line to the last, at the same columns.
    let column = |offset: u32| (offset - source.line_start(source.line(offset))) as usize - margin;
    let end_column = column(end - 1) + 1;
    let before_last = text.len() - dedented.last().map_or(0, |line| line.len());
    call.start().to_usize() == column(start) && call.end().to_usize() == before_last + end_column
}

/// The first and the last line, with what is between them if it is no more than one.
fn elided(lines: &[String]) -> Vec<String> {
    match lines {
        [first, .., last] if lines.len() > 3 => {
            vec![first.clone(), format!("...<{} lines>...", lines.len() - 2), last.clone()]
        }
        _ => lines.to_vec(),
    }
}

/// The caret line under a single line; none where it would stand under all of it and say nothing more.
fn carets(source: &Source, (start, end): (u32, u32), line: &str, margin: usize) -> Option<String> {
    let begin = (start - source.line_start(source.line(start))) as usize;
    let stop = begin + (end - start) as usize;
    let anchors = anchors(source.slice((start, end)));
    let text = line.trim();
    let is_whole = line.get(begin..stop).is_some_and(|part| part.trim() == text);
    if is_whole && anchors.is_none() {
        return None;
    }
    let width = |text: Option<&str>| text.map_or(0, |text| text.chars().map(columns).sum::<usize>());
    let before = width(line.get(margin..begin));
    let mut out = " ".repeat(before);
    let part = line.get(begin..stop).unwrap_or("");
    for (index, c) in part.char_indices() {
        let mark = match anchors {
            Some((from, to)) if index < from || index >= to => '~',
            _ => '^',
        };
        out.extend(std::iter::repeat_n(mark, columns(c)));
    }
    Some(out)
}

/// How many columns a character takes.
fn columns(c: char) -> usize {
    let code = u32::from(c);
    let wide = (0x1100..=0x115f).contains(&code)
        || (0x2e80..=0xa4cf).contains(&code)
        || (0xac00..=0xd7a3).contains(&code)
        || (0xf900..=0xfaff).contains(&code)
        || (0xfe30..=0xfe6f).contains(&code)
        || (0xff00..=0xff60).contains(&code)
        || (0x1f300..=0x1faff).contains(&code);
    1 + usize::from(wide)
}

/// A range of several lines: all are shown up to a number, with their marks.
fn multiline(source: &Source, (start, end): (u32, u32), shown: &[&str], margin: usize) -> Vec<String> {
    let first = source.line(start);
    let anchors = anchors(source.slice((start, end)));
    let count = shown.len();
    let mark_of = |index: usize, line: &str| -> String {
        let line_start = source.line_start(first + index as u32);
        let indent = line.len() - line.trim_start().len();
        let mut out = String::new();
        for (column, c) in line.trim_end().char_indices().skip_while(|(column, _)| *column < margin) {
            let offset = line_start + column as u32;
            let inside = offset >= start && offset < end && column >= indent;
            let mark = match anchors {
                _ if !inside => ' ',
                Some((from, to)) => {
                    let place = (offset - start) as usize;
                    if (from..to).contains(&place) { '^' } else { '~' }
                }
                None => '^',
            };
            out.extend(std::iter::repeat_n(mark, columns(c)));
        }
        out.trim_end().to_owned()
    };
    let whole = (0..count).all(|index| {
        let text = shown[index].trim_end();
        let marked = mark_of(index, shown[index]);
        marked.trim_start().len() >= text.trim_start().len()
    });
    let significant: Vec<usize> = match anchors {
        Some((from, to)) => {
            let line_of = |place: usize| (source.line(start + place as u32) - first) as usize;
            vec![line_of(from), line_of(to.max(from + 1) - 1)]
        }
        None => Vec::new(),
    };
    let around = significant.iter().flat_map(|index| [index.saturating_sub(1), *index, (*index + 1).min(count - 1)]);
    let mut near: Vec<usize> = around.chain([0, count - 1]).collect();
    near.sort_unstable();
    near.dedup();
    let mut out: Vec<String> = Vec::new();
    let mut previous: Option<usize> = None;
    let with_marks = !(whole && anchors.is_none());
    for index in near {
        if let Some(before) = previous {
            let skipped = index - before - 1;
            if skipped == 1 {
                push_line(
                    &mut out,
                    shown[before + 1],
                    margin,
                    with_marks.then(|| mark_of(before + 1, shown[before + 1])),
                );
            } else if skipped > 1 {
                out.push(format!("...<{skipped} lines>..."));
            }
        }
        push_line(&mut out, shown[index], margin, with_marks.then(|| mark_of(index, shown[index])));
        previous = Some(index);
    }
    out
}

fn push_line(out: &mut Vec<String>, line: &str, margin: usize, marks: Option<String>) {
    out.push(line.get(margin..).unwrap_or("").trim_end().to_owned());
    if let Some(marks) = marks.filter(|marks| !marks.is_empty()) {
        out.push(marks);
    }
}

/// The part of an expression that carets mark, while `~` marks the rest: an operator, a subscript, a call's parentheses.
fn anchors(text: &str) -> Option<(usize, usize)> {
    let wrapped = format!("(\n{text}\n)");
    let parsed = ruff_python_parser::parse_module(&wrapped).ok()?;
    let [Stmt::Expr(statement)] = &parsed.syntax().body[..] else { return None };
    let place = |offset: ruff_text_size::TextSize| offset.to_usize().checked_sub(2);
    match &*statement.value {
        Expr::BinOp(e) => {
            let between = wrapped.get(e.left.end().to_usize()..e.right.start().to_usize())?;
            let skipped = between.find(|c: char| !c.is_whitespace() && c != ')' && c != '(' && c != '\\')?;
            let from = place(e.left.end())? + skipped;
            Some((from, from + e.op.as_str().len()))
        }
        Expr::Subscript(e) => {
            let after = place(e.value.end())?;
            let open = text.get(after..)?.find('[')?;
            Some((after + open, place(e.end())?))
        }
        Expr::Call(e) => {
            let after = place(e.func.end())?;
            let open = text.get(after..)?.find('(')?;
            Some((after + open, place(e.end())?))
        }
        _ => None,
    }
}
