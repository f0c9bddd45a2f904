//! The tables of figures in README.md. Owns what stands between its two marks.
//!
//! Invariant: nothing outside of the marks changes, and what stands between them is never written by hand.

use std::fs;

use super::figures::{System, Work, short};
use crate::shell::{Result, root};

const BEGIN: &str = "<!-- `cargo xtask bench` writes from here -->\n";
const END: &str = "<!-- to here -->\n";

/// Puts the tables into README.md.
pub fn write(machine: &str, tables: &str) -> Result {
    let path = root().join("README.md");
    let text = fs::read_to_string(&path).map_err(|error| format!("README.md: {error}"))?;
    let text = replaced(&text, &format!("\nMeasured on {machine}:\n\n{tables}\n"))?;
    fs::write(&path, text).map_err(|error| format!("README.md: {error}"))
}

fn replaced(text: &str, between: &str) -> Result<String> {
    let missing = || format!("README.md lacks the marks `{}` and `{}`", BEGIN.trim(), END.trim());
    let (before, rest) = text.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    Ok(format!("{before}{BEGIN}{between}{END}{after}"))
}

/// What README.md shows of all that was measured.
pub fn tables(native: &[Work], chromium: &[Work], cold: &[Work]) -> String {
    // What a reader sees: the first picture, and the first of a run made there. The steps before them are nobody's end.
    let pictures = &cold[cold.len().saturating_sub(2)..];
    [
        table("Natively", native, &["except-star", "async-task", "LocalPool", "tokio, one thread"]),
        table("In Chromium", chromium, &["except-star", "as shipped", "Python text", "promises", "Effect", "Pyodide"]),
        table("A page", pictures, &["except-star", "Pyodide"]),
    ]
    .join("\n")
}

/// A row for each work: our figure, and for each of the others the ratio to it.
fn table<'a>(title: &str, works: impl IntoIterator<Item = &'a Work>, systems: &[&str]) -> String {
    let mut rows =
        vec![row(title, systems.iter().map(|&name| name.to_owned())), format!("|---|{}", "---|".repeat(systems.len()))];
    for work in works {
        let cells = systems.iter().enumerate().map(|(column, name)| {
            let system = work.systems.iter().find(|system| system.name == *name);
            system.map_or("–".to_owned(), |system| cell(work, system, column == 0))
        });
        rows.push(row(&work.name, cells));
    }
    rows.join("\n") + "\n"
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    format!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn cell(work: &Work, system: &System, ours: bool) -> String {
    if ours { format!("{} {}", short(system.spread().median), work.unit) } else { format!("{} ×", work.ratio(system)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_our_figure_and_the_ratios_of_the_others() {
        let system = |name: &str, samples: &[f64]| System { name: name.to_owned(), samples: samples.to_vec() };
        let systems = vec![system("ours", &[100.0, 120.0, 140.0]), system("slow", &[200.0, 300.0, 700.0])];
        let work = Work { name: "yield, one".to_owned(), unit: "ns".to_owned(), systems };
        assert_eq!(
            table("Natively", [&work], &["ours", "none", "slow"]),
            "| Natively | ours | none | slow |\n|---|---|---|---|\n| yield, one | 120 ns | – | 2.50 (2.00–5.00) × |\n"
        );
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = format!("above\n{BEGIN}old\n{END}below\n");
        assert_eq!(replaced(&text, "new\n"), Ok(format!("above\n{BEGIN}new\n{END}below\n")));
        assert!(replaced("no marks", "new").unwrap_err().starts_with("README.md lacks the marks"));
    }

    #[test]
    fn the_marks_are_in_the_readme() {
        let text = fs::read_to_string(root().join("README.md")).expect("it is there");
        assert!(replaced(&text, "").is_ok());
    }
}
