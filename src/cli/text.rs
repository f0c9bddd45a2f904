//! The text that people read in a terminal.

use std::fmt::Write;

use except_star::program::Ended;
use except_star::report::{Cell, Table};
use except_star::repr::{float, number};
use except_star::scenario::Entry;
use except_star::spec::{Hint, RequirementResult};
use except_star::trace::Stream;

pub(super) fn catalogue(entries: &[&Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let scenario = entry.scenario;
        writeln!(out, "{}  {}", scenario.id, scenario.title).expect("a string takes all");
        for param in scenario.params {
            let optional = if param.optional { ", or nothing" } else { "" };
            writeln!(out, "    -p {}={}  {} ({}{optional})", param.name, param.default, param.help, param.allowed())
                .expect("a string takes all");
        }
    }
    out
}

pub(super) fn ended(ended: &Ended, tables: &[Table], hints: &[Hint]) -> String {
    let mut out = String::new();
    for line in ended.report.console() {
        let mark = if line.stream == Stream::Stderr { '!' } else { ' ' };
        writeln!(out, "{:>8.3} {mark} {}", line.time, line.text).expect("a string takes all");
    }
    for table in tables {
        out.push('\n');
        write_table(&mut out, table);
    }
    for (index, hint) in hints.iter().enumerate() {
        let gap = if index == 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}: {}", hint.field, hint.text).expect("a string takes all");
    }
    let outcome = &ended.outcome;
    let how = outcome.exception.as_ref().or(outcome.message.as_ref());
    let how = how.map_or(String::new(), |how| format!(": {how}"));
    let (status, end, digest) = (outcome.status.name(), float(ended.end_time), ended.report.digest());
    writeln!(out, "\n{status}{how} at {end} s, digest {digest}").expect("a string takes all");
    out
}

pub(super) fn results(results: &[RequirementResult]) -> String {
    let mut out = String::new();
    for result in results {
        let mark = if result.broken.is_none() { "holds " } else { "broken" };
        writeln!(out, "{mark}  {}", result.requirement).expect("a string takes all");
        if let Some(broken) = &result.broken {
            let (held, seed, why) = (result.held, broken.seed, &broken.why);
            writeln!(out, "        holds for {held} seeds; seed {seed}: {why}").expect("a string takes all");
        }
    }
    out
}

fn write_table(out: &mut String, table: &Table) {
    let text = |cell: &Cell| match cell {
        Cell::None => String::new(),
        Cell::Number(value) => number(*value),
        Cell::Text(text) => text.clone(),
    };
    let mut rows = vec![table.columns.clone()];
    rows.extend(table.rows.iter().map(|row| row.iter().map(text).collect()));
    let widths: Vec<_> = (0..table.columns.len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    out.push_str(&format!("{}\n", table.title));
    for row in rows {
        let pad = |(cell, width): (&String, &usize)| format!("{cell}{}", " ".repeat(width - cell.chars().count()));
        let cells: Vec<_> = row.iter().zip(&widths).map(pad).collect();
        out.push_str(&format!("  {}\n", cells.join("  ").trim_end()));
    }
}
