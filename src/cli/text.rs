//! The text that people read in a terminal.

use except_star::report::{Cell, Table};
use except_star::repr::{float, number};
use except_star::scenario::Entry;
use except_star::spec::{RequirementResult, Run};
use except_star::trace::Stream;

use super::show;

pub(super) fn catalogue(entries: &[&Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let scenario = entry.scenario;
        out += &format!("{}  {}\n", scenario.id, scenario.title);
        for param in scenario.params {
            let optional = if param.optional { ", or nothing" } else { "" };
            out +=
                &format!("    -p {}={}  {} ({}{optional})\n", param.name, param.default, param.help, param.allowed());
        }
    }
    out
}

/// The console, the parts that are asked for, the tables, the end.
pub(super) fn run(run: &Run, parts: &[show::Part], events: bool) -> String {
    let mut out = String::new();
    for line in run.report.console() {
        let mark = if line.stream == Stream::Stderr { '!' } else { ' ' };
        out += &format!("{:>8.3} {mark} {}\n", line.time, line.text);
    }
    if events {
        show::events(&mut out, &run.report);
    }
    for &part in parts {
        show::part(&mut out, run, part);
    }
    for table in &run.tables() {
        out.push('\n');
        write_table(&mut out, table);
    }
    for (index, hint) in run.hints().iter().enumerate() {
        let gap = if index == 0 { "\n" } else { "" };
        out += &format!("{gap}{}: {}\n", hint.field, hint.text);
    }
    let how = run.outcome.exception.as_ref().or(run.outcome.message.as_ref());
    let how = how.map_or(String::new(), |how| format!(": {how}"));
    let (status, end, digest) = (run.outcome.status.name(), float(run.end_time), run.report.digest());
    out += &format!("\n{status}{how} at {end} s, digest {digest}\n");
    out
}

pub(super) fn results(results: &[RequirementResult]) -> String {
    let mut out = String::new();
    for result in results {
        let mark = if result.broken.is_none() { "holds " } else { "broken" };
        out += &format!("{mark}  {}\n", result.requirement);
        if let Some(broken) = &result.broken {
            let (held, seed, why) = (result.held, broken.seed, &broken.why);
            out += &format!("        holds for {held} seeds; seed {seed}: {why}\n");
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
    *out += &format!("{}\n", table.title);
    for row in rows {
        let pad = |(cell, width): (&String, &usize)| format!("{cell}{}", " ".repeat(width - cell.chars().count()));
        let cells: Vec<_> = row.iter().zip(&widths).map(pad).collect();
        *out += &format!("  {}\n", cells.join("  ").trim_end());
    }
}
