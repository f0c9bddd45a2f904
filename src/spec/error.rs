//! What is wrong with a specification, field by field, and what there is instead.
//!
//! Invariant: each error names its field and says what is allowed.

use serde::Serialize;

use super::RunSpec;

/// What is wrong with one field of a specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SpecError {
    /// `scenario`, `python`, `language`, `seed`, `interventions`, or the name of a parameter.
    pub field: String,
    /// Which of the interventions, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub index: Option<usize>,
    /// Where in the text it is wrong; none where that says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub place: Option<Place>,
    /// What is wrong, and what is allowed.
    pub message: String,
    /// What to do instead, where there is something else to do than what is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub advice: Option<String>,
}

/// A place in a text: lines, and characters of a line, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Place {
    /// The line in which it begins.
    pub line: u32,
    /// Its first character; 0 where CPython knows the line alone.
    pub column: u32,
    /// The line in which it ends.
    pub end_line: u32,
    /// The character behind its last one.
    pub end_column: u32,
}

impl Place {
    /// The line of the text in which it begins, and below it the place marked, as CPython shows both; none behind the last line.
    pub fn marked(self, text: &str) -> Option<String> {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let line = text.split(['\n', '\r']).nth(self.line.checked_sub(1)? as usize)?;
        let line = line.split('\0').next()?;
        let shown = line.trim_start_matches([' ', '\x0c']);
        let length = line.chars().count();
        let left_out = length - shown.chars().count();
        let start = (self.column as usize).min(length + 1);
        let end = if self.line == self.end_line { self.end_column as usize } else { length + 1 };
        let end = end.min(length + 1).max(start + 1);
        let Some(column) = start.checked_sub(left_out + 1) else { return Some(format!("    {shown}")) };
        let before = shown.chars().take(column).map(|c| if c.is_whitespace() { c } else { ' ' });
        Some(format!("    {shown}\n    {}{}", before.collect::<String>(), "^".repeat(end - start)))
    }
}

impl SpecError {
    pub(crate) fn new(field: &str, message: String) -> Self {
        Self { field: field.to_owned(), index: None, place: None, message, advice: None }
    }
}

/// Everything that is wrong with a specification, and what is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct SpecErrors {
    /// At least one.
    pub errors: Vec<SpecError>,
    /// The specification with defaults in place of what is wrong, and without the interventions that are; none where there
    /// is no program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub right: Option<RunSpec>,
}

impl std::fmt::Display for SpecErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            let separator = if index > 0 { "\n" } else { "" };
            write!(f, "{separator}{}: {}", error.field, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for SpecErrors {}

/// What there is, and first what comes close to the name that was given.
pub(super) fn there_are(given: &str, verb: &str, names: &[&str]) -> String {
    let all = names.join(", ");
    match closest(given, names) {
        Some(name) => format!("did you mean '{name}'? {}{}: {all}", verb[..1].to_ascii_uppercase(), &verb[1..]),
        None => format!("{verb}: {all}"),
    }
}

/// The name that a slip of the keyboard may have made the given one of: a third of its letters differ at the most.
pub(super) fn closest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &str| strsim::osa_distance(&given.to_ascii_lowercase(), &name.to_ascii_lowercase());
    // A long text is no slip, and comparing it takes long.
    let near = names.iter().filter(|name| given.len() <= 2 * name.len()).map(|name| (distance(name), *name));
    let (distance, name) = near.min_by_key(|(distance, _)| *distance)?;
    (distance <= name.chars().count().div_ceil(3)).then_some(name)
}
