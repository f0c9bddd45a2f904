//! The text of links and of parameters: `name=value` pairs joined by `&`, percent-encoded.
//!
//! A link's fragment names everything that a run depends on, so it keeps its meaning when a default changes:
//!
//! ```text
//! #scenario=gather&seed=7&debug=1&failing=2,3&tasks=4&at=0.15:cancel:plain-2&at=1:signal:SIGINT
//! ```
//!
//! A text of the reader's own stands compressed where the scenario stands: `#python=…&seed=42&debug=0`.
//!
//! No parameter is called `scenario`, `python`, `language`, `seed`, `debug` or `at`; a test keeps it so. Invariant: what is written is
//! read again as the same; what cannot be read is named, and what stands beside it is used.

use super::packed::{packed, unpacked};
use super::{Language, ProgramSpec, Request, RunSpec, SpecError};
use crate::repr::number;

/// Longer texts are not read: no scenario needs them, and anyone may send a link.
const MAX_LENGTH: usize = 8192;

impl RunSpec {
    /// The fragment of a link to this run, with its `#`; [`Request::of_link`] reads it. The name of a text's file is not in it.
    ///
    /// ```
    /// use except_star::spec::{Request, RunSpec};
    ///
    /// let spec = RunSpec::new("task-group").with("delays", "1,2").check().unwrap().spec().clone();
    /// assert_eq!(spec.link().unwrap(), "#scenario=task-group&seed=42&debug=0&delays=1,2");
    /// assert_eq!(Request::of_link(&spec.link().unwrap()).answer(false).spec, Some(spec));
    /// ```
    ///
    /// # Errors
    /// It would be longer than what is read.
    pub fn link(&self) -> Result<String, SpecError> {
        let mut link = "#".to_owned();
        match &self.program {
            ProgramSpec::Scenario(scenario) => {
                pair(&mut link, "scenario", &scenario.id);
                if scenario.language != Language::default() {
                    pair(&mut link, "language", scenario.language.name());
                }
            }
            ProgramSpec::Text(text) => pair(&mut link, "python", &packed(&text.python)),
        }
        pair(&mut link, "seed", &number(self.seed));
        if let Some(debug) = self.debug {
            pair(&mut link, "debug", if debug { "1" } else { "0" });
        }
        for (name, value) in self.params() {
            pair(&mut link, name, value);
        }
        for intervention in &self.interventions {
            pair(&mut link, "at", intervention);
        }
        match link.len() - 1 {
            length if length > MAX_LENGTH => Err(SpecError::new(
                "link",
                format!(
                    "A link to this run would be {length} characters long; at most {MAX_LENGTH} are allowed. Copy the program instead."
                ),
            )),
            _ => Ok(link),
        }
    }
}

impl Request {
    /// Takes a link's fragment apart, with or without its `#`. It checks nothing: [`Request::answer`] does.
    ///
    /// Of a fragment that is too long only what has a name of its own is taken, so that the reader is at least in the right
    /// scenario; the whole of it stands for the parameters, to be refused as that.
    pub fn of_link(fragment: &str) -> Self {
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        let too_long = text.chars().nth(MAX_LENGTH).is_some();
        let mut request = Self::default();
        let (mut rest, mut lines) = (Vec::new(), Vec::new());
        for pair in if too_long { before_the_limit(text) } else { text }.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let own = match name {
                "scenario" => &mut request.scenario,
                "seed" => &mut request.seed,
                "language" => &mut request.language,
                "debug" => &mut request.debug,
                "python" if request.python.is_none() => {
                    request.python = unpacked(value);
                    if request.python.is_none() {
                        rest.push(pair);
                    }
                    continue;
                }
                _ => {
                    match decoded(value).filter(|_| name == "at") {
                        Some(line) => lines.push(line),
                        None => rest.push(pair),
                    }
                    continue;
                }
            };
            match own {
                Some(_) => rest.push(pair),
                None => *own = Some(decoded(value).unwrap_or_else(|| value.to_owned())),
            }
        }
        if too_long {
            return Self { params: Some(text.to_owned()), ..request };
        }
        request.params = Some(rest.join("&")).filter(|rest| !rest.is_empty());
        request.interventions = Some(lines.join("\n")).filter(|_| !lines.is_empty());
        request
    }
}

/// The whole pairs of a text that is too long: the last one may be cut through.
fn before_the_limit(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_LENGTH + 1).map_or(text.len(), |(end, _)| end);
    text[..end].rsplit_once('&').map_or("", |(whole, _)| whole)
}

/// Reads the parameters of a text. What is wrong with it is said of this field.
pub(super) fn pairs(text: &str, field: &str, errors: &mut Vec<SpecError>) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut refuse = |message: String| errors.push(SpecError::new(field, message));
    let length = text.chars().count();
    if length > MAX_LENGTH {
        refuse(format!(
            "The text is {length} characters long; at most {MAX_LENGTH} are allowed. Its parameters and interventions are \
             left out."
        ));
        return pairs;
    }
    for pair in text.split('&').filter(|_| !text.is_empty()) {
        match pair.split_once('=').filter(|(name, _)| !name.is_empty()) {
            None => refuse(format!("“{pair}” is not of the form name=value.")),
            Some((name, value)) => match (decoded(name), decoded(value)) {
                (Some(name), _) if pairs.iter().any(|(given, _)| *given == name) => {
                    refuse(format!("“{name}” is given twice; the first value is used."));
                }
                (Some(name), Some(value)) => pairs.push((name, value)),
                _ => refuse(format!("“{pair}” has a % that no two hexadecimal digits of UTF-8 follow.")),
            },
        }
    }
    pairs
}

fn pair(link: &mut String, name: &str, value: &str) {
    if link.len() > 1 {
        link.push('&');
    }
    encode(link, name);
    link.push('=');
    encode(link, value);
}

/// What has a meaning in an address is written as its bytes; commas and colons, which have none behind a `#`, stay readable.
fn encode(link: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'(),:".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push('%');
            link.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
        }
    }
}

/// A plus is a plus, not a space. None where a `%` is not followed by two hexadecimal digits, or the bytes are no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next()?).to_digit(16).map(|digit| digit as u8);
        bytes.push(if byte == b'%' { digit()? << 4 | digit()? } else { byte });
    }
    String::from_utf8(bytes).ok()
}
