//! Owns the text that Python prints for an exception that nobody handles.
//!
//! Invariant: the lines are those of `traceback.print_exception`, including blank ones and the blanks at their ends. Lines that name
//! files and quote sources are there where the exception has frames.

use std::rc::Rc;

use super::{Exception, TracebackFrame};
use crate::hash::HashSet;

/// How many members of a group are shown.
const MAX_WIDTH: usize = 15;
/// How deep groups are shown.
const MAX_DEPTH: usize = 10;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// The lines that `traceback.print_exception` prints, without their line ends.
///
/// ```
/// use except_star::exception::*;
/// let (first, second) = (KeyError.new("k"), ValueError.new("v"));
/// first.mark_raised();
/// chain_context(&second, &first);
/// second.mark_raised();
/// assert_eq!(format_exception(&second), [
///     "Traceback (most recent call last):",
///     "KeyError: 'k'",
///     "",
///     "During handling of the above exception, another exception occurred:",
///     "",
///     "Traceback (most recent call last):",
///     "ValueError: v",
/// ]);
/// ```
pub fn format_exception(exception: &Exception) -> Vec<String> {
    format_exception_to(exception, None)
}

/// As [`format_exception`], with the first `limit` frames of each traceback, or with its last ones if `limit` is negative.
pub(crate) fn format_exception_to(exception: &Exception, limit: Option<i64>) -> Vec<String> {
    let mut printer = Printer { nodes: survey(exception), limit, depth: 0, need_close: false, out: String::new() };
    printer.chain(0);
    lines(&printer.out)
}

/// The lines for the exception alone: class and text, then the notes.
///
/// ```
/// use except_star::exception::*;
/// let error = ValueError.new("v");
/// error.add_note("seen twice");
/// assert_eq!(format_exception_only(&error), ["ValueError: v", "seen twice"]);
/// ```
pub fn format_exception_only(exception: &Exception) -> Vec<String> {
    lines(&own_text(exception, true))
}

/// The lines of a text whose last one is ended, too.
fn lines(text: &str) -> Vec<String> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').map(str::to_owned).collect()
}

/// Class, text and notes, each with a line end.
fn own_text(exception: &Exception, alone: bool) -> String {
    let mut out = exception.class().qualified_name();
    let text = exception.to_string();
    if !text.is_empty() {
        out.push_str(": ");
        out.push_str(&text);
    }
    out.extend(exception.innermost_frame().and_then(|frame| frame.hint(exception, alone)));
    out.push('\n');
    for note in exception.notes() {
        out.push_str(&note);
        out.push('\n');
    }
    out
}

/// An exception as it will be printed, with what it is chained to and its members as indices of other nodes.
struct Node {
    exception: Exception,
    /// Class, text and notes. Like CPython, each exception is asked for its text once, when it is found.
    own_text: String,
    cause: Option<usize>,
    context: Option<usize>,
    members: Vec<usize>,
}

/// Everything that can be reached from an exception, the exception itself first.
///
/// Each exception is a cause or context once only, which ends rings. Members are always there. The order of the walk
/// decides where an exception that is linked to twice is shown, hence it is CPython's: the newest node first, its cause
/// before its context.
fn survey(root: &Exception) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut seen = HashSet::default();
    let mut add = |nodes: &mut Vec<Node>, exception: &Exception, unseen_only: bool| {
        let fresh = seen.insert(exception.address());
        (fresh || !unseen_only).then(|| {
            let (exception, own_text) = (exception.clone(), own_text(exception, false));
            nodes.push(Node { exception, own_text, cause: None, context: None, members: Vec::new() });
            nodes.len() - 1
        })
    };
    add(&mut nodes, root, false);
    let mut pending = vec![0];
    while let Some(index) = pending.pop() {
        let exception = nodes[index].exception.clone();
        let cause = exception.cause().and_then(|cause| add(&mut nodes, &cause, true));
        let context = exception
            .context()
            .filter(|_| cause.is_none() && !exception.suppress_context())
            .and_then(|context| add(&mut nodes, &context, true));
        let members: Vec<usize> =
            exception.exceptions().iter().filter_map(|member| add(&mut nodes, member, false)).collect();
        pending.extend(cause);
        pending.extend(context);
        pending.extend(&members);
        nodes[index].cause = cause;
        nodes[index].context = context;
        nodes[index].members = members;
    }
    nodes
}

/// Writes nodes. Its calls nest only as deep as groups are shown.
struct Printer {
    nodes: Vec<Node>,
    /// How many frames of a traceback are shown.
    limit: Option<i64>,
    /// How many boxes are open.
    depth: usize,
    /// Whether the box that is being written still needs its closing line; an inner box may have taken that over.
    need_close: bool,
    out: String,
}

impl Printer {
    /// Writes an exception below those that it is chained to.
    fn chain(&mut self, last: usize) {
        let mut links = Vec::new();
        let mut next = Some(last);
        while let Some(index) = next {
            let node = &self.nodes[index];
            next = node.cause.or(node.context);
            let message = match (node.cause, node.context) {
                (Some(_), _) => CAUSE,
                (None, Some(_)) => CONTEXT,
                (None, None) => "",
            };
            links.push((message, index));
        }
        for (message, index) in links.into_iter().rev() {
            self.emit(message, '|');
            self.one(index);
        }
    }

    /// Writes an exception itself.
    fn one(&mut self, index: usize) {
        let Node { exception, own_text, .. } = &self.nodes[index];
        let (exception, own_text) = (exception.clone(), own_text.clone());
        if exception.is_group() {
            if self.depth > MAX_DEPTH {
                self.emit(&format!("... (max_group_depth is {MAX_DEPTH})\n"), '|');
            } else {
                self.group(index, &exception, &own_text);
            }
            return;
        }
        self.traceback(&exception, "Traceback (most recent call last):\n", '|');
        self.emit(&own_text, '|');
    }

    fn traceback(&mut self, exception: &Exception, title: &str, margin: char) {
        if exception.has_traceback() && self.limit != Some(0) {
            let mut frames = exception.frames();
            if let Some(limit) = self.limit {
                let shown = frames.len().min(limit.unsigned_abs() as usize);
                frames = if limit > 0 { frames[..shown].to_vec() } else { frames[frames.len() - shown..].to_vec() };
            }
            self.emit(title, margin);
            self.emit(&frames_text(&frames), '|');
        }
    }

    fn group(&mut self, index: usize, exception: &Exception, own_text: &str) {
        let is_outermost = self.depth == 0;
        if is_outermost {
            self.depth = 1;
        }
        let margin = if is_outermost { '+' } else { '|' };
        self.traceback(exception, "Exception Group Traceback (most recent call last):\n", margin);
        self.emit(own_text, '|');
        let count = self.nodes[index].members.len();
        let shown = count.min(MAX_WIDTH + 1);
        self.need_close = false;
        for position in 0..shown {
            let is_last = position + 1 == shown;
            let is_cut = position == MAX_WIDTH;
            if is_last {
                self.need_close = true;
            }
            let title = if is_cut { "...".to_owned() } else { (position + 1).to_string() };
            let corner = if position == 0 { "+-" } else { "  " };
            let indent = self.indent();
            self.out.push_str(&format!("{indent}{corner}+---------------- {title} ----------------\n"));
            self.depth += 1;
            if is_cut {
                let remaining = count - MAX_WIDTH;
                let plural = if remaining > 1 { "s" } else { "" };
                self.emit(&format!("and {remaining} more exception{plural}\n"), '|');
            } else {
                self.chain(self.nodes[index].members[position]);
            }
            if is_last && self.need_close {
                let indent = self.indent();
                self.out.push_str(&format!("{indent}+------------------------------------\n"));
                self.need_close = false;
            }
            self.depth -= 1;
        }
        if is_outermost {
            self.depth = 0;
        }
    }

    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    /// Writes text, inside a box with the margin in front of each line.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let prefix = format!("{}{margin} ", self.indent());
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after) = rest.split_at(line_length(rest));
            self.out.push_str(&prefix);
            self.out.push_str(line);
            rest = after;
        }
    }
}

/// How often a frame is shown that follows itself.
const RECURSIVE_CUTOFF: usize = 3;

/// `File "…", line N, in f` and its source, for each frame: `StackSummary.format`.
fn frames_text(frames: &[Rc<dyn TracebackFrame>]) -> String {
    let mut out = String::new();
    let mut last: Option<(Rc<str>, u32, Rc<str>)> = None;
    let mut count = 0;
    let repeated = |count: usize| {
        let more = count.saturating_sub(RECURSIVE_CUTOFF);
        let s = if more > 1 { "s" } else { "" };
        if more > 0 { format!("  [Previous line repeated {more} more time{s}]\n") } else { String::new() }
    };
    for frame in frames {
        let this = (frame.file(), frame.line(), frame.function());
        if last.as_ref() != Some(&this) {
            out.push_str(&repeated(count));
            last = Some(this.clone());
            count = 0;
        }
        count += 1;
        if count > RECURSIVE_CUTOFF {
            continue;
        }
        let (file, line, function) = this;
        out.push_str(&format!("  File \"{file}\", line {line}, in {function}\n"));
        for line in frame.source() {
            out.push_str(&format!("    {line}\n"));
        }
    }
    out.push_str(&repeated(count));
    out
}

/// The length of the first line with its end, as `str.splitlines` sees it: more characters end a line there than on a
/// terminal.
fn line_length(text: &str) -> usize {
    let ends = |c: char| matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}');
    match text.find(ends) {
        None => text.len(),
        Some(start) if text[start..].starts_with("\r\n") => start + 2,
        Some(start) => start + text[start..].chars().next().map_or(0, char::len_utf8),
    }
}
