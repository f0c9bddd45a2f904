//! What `normalise` of reference.py leaves of a console, for consoles that were recorded through it.
//!
//! Invariant: it changes what depends on files and lines, and nothing else.

use crate::console::Line;

/// Leaves the frames of tracebacks out, and the places in reprs and warnings. Each stream is read by itself.
pub(crate) fn normalise(console: &[Line]) -> Vec<Line> {
    let mut kept: Vec<(usize, Line)> = Vec::new();
    for stream in ["stdout", "stderr"] {
        let mut under_frame: Option<String> = None;
        // The source line of the last warning is still to come.
        let mut source_expected = false;
        for (position, line) in console.iter().enumerate().filter(|(_, line)| line.stream == stream) {
            if under_frame.as_ref().is_some_and(|under| line.text.starts_with(under)) {
                continue;
            }
            let margin = line
                .text
                .find("  File \"")
                .filter(|at| line.text[..*at].chars().all(|c| c == ' ' || c == '|') && line.text.contains(", line "));
            under_frame = margin.map(|at| format!("{}    ", &line.text[..at]));
            if source_expected && line.text.starts_with("  ") {
                source_expected = false;
                continue;
            }
            if margin.is_none() {
                let text = match line.text.split_once("Warning: ").and_then(|_| line.text.split_once(": ")) {
                    Some((place, rest)) if place.starts_with("program.py:") || place == "sys:1" => {
                        source_expected = place != "sys:1";
                        rest
                    }
                    _ => &line.text,
                };
                kept.push((position, Line { text: without_places(text), ..line.clone() }));
            }
        }
    }
    kept.sort_by_key(|(position, _)| *position);
    kept.into_iter().map(|(_, line)| line).collect()
}

/// ` at FILE:LINE` becomes ` at …`.
fn without_places(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" at program.py:").filter(|_| !text.starts_with("  File")) {
        out.push_str(&rest[..at]);
        out.push_str(" at …");
        rest = rest[at + " at program.py:".len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out + rest
}
