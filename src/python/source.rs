//! Owns the text of a program, and where in it something stands.
//!
//! Invariant: lines and columns count from 1; columns count characters, as CPython's messages do.

use std::rc::Rc;

/// A text and the name of its file.
pub(crate) struct Source {
    pub(crate) file: Rc<str>,
    pub(crate) text: String,
    /// Whether it is one of the modules that come with the interpreter: its frames are not shown.
    pub(crate) is_library: bool,
    /// What CPython has in C: the module that its functions name.
    pub(crate) in_c: Option<&'static str>,
    /// The offsets at which lines start.
    starts: Vec<u32>,
}

impl Source {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self::of(file, text, false, None)
    }

    pub(crate) fn library(file: &str, text: &str, in_c: Option<&'static str>) -> Self {
        Self::of(file, text, true, in_c)
    }

    fn of(file: &str, text: &str, is_library: bool, in_c: Option<&'static str>) -> Self {
        let bytes = text.as_bytes();
        // A carriage return ends a line, too, if no line end follows.
        let is_end = |index: &usize| match bytes[*index] {
            b'\n' => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        let ends = (0..bytes.len()).filter(is_end);
        let starts = std::iter::once(0).chain(ends.map(|index| index as u32 + 1)).collect();
        Self { file: file.into(), text: text.to_owned(), is_library, in_c, starts }
    }

    /// The line in which an offset is.
    pub(crate) fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }

    /// The column of an offset in its line.
    pub(crate) fn column(&self, offset: u32) -> u32 {
        let start = self.start(self.line(offset));
        let before = self.text.get(start..offset as usize).unwrap_or("");
        before.trim_start_matches('\u{feff}').chars().count() as u32 + 1
    }

    fn start(&self, line: u32) -> usize {
        let index = (line.max(1) - 1) as usize;
        self.starts.get(index).copied().unwrap_or(self.text.len() as u32) as usize
    }

    /// The text of a line, without its end.
    pub(crate) fn line_text(&self, line: u32) -> &str {
        let end = self.starts.get(line as usize).map_or(self.text.len(), |end| *end as usize);
        self.text.get(self.start(line)..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The text between two offsets.
    pub(crate) fn slice(&self, (start, end): (u32, u32)) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The offset at which a line starts.
    pub(crate) fn line_start(&self, line: u32) -> u32 {
        self.start(line) as u32
    }
}
