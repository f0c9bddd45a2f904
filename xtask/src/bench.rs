//! `cargo xtask bench`: everything that is said of speed, measured in one run. Owns the order of the measurements.
//!
//! Invariant: what is compared was measured in rounds that alternate; no figure of another day stands beside one of today.

#[path = "../../benches/peers/figures.rs"]
mod figures;
mod readme;

use std::path::{self, Path};
use std::process::Command;

use crate::browser::browser;
use crate::setup::{FOR_BENCH, browser_bench, set_up};
use crate::shell::{Result, cmd, printed, root, www};
use crate::{page, version};
use figures::{System, Work};

/// Everything, and the tables in README.md unless it is quick.
pub fn all(quick: bool) -> Result {
    set_up(FOR_BENCH)?;
    page::build()?;
    let built = root().join("target/bench");
    let primitives = browser_bench().join("primitives");
    page::build_module(&primitives, &built.join("speed"), page::FOR_SPEED)?;
    page::build_module(&primitives, &built.join("shipped"), page::SHIPPED)?;

    let rounds = if quick { 2 } else { 9 };
    let native = measure(&mut cmd(&format!("cargo bench --bench peers -- --lines --rounds={rounds}")))?;
    let chromium = measure(node("works.mjs", rounds)?.arg(&built))?;
    let cold = measure(node("cold.mjs", rounds)?.arg(named("except-star", &www().join("dist"))).arg("Pyodide"))?;

    if quick {
        return Ok(());
    }
    readme::write(&machine()?, &readme::tables(&native, &chromium, &cold))?;
    println!("\nThe tables in README.md are up to date.");
    Ok(())
}

/// The cold starts of built playgrounds, beside each other.
pub fn cold_starts(quick: bool, folders: &[String]) -> Result {
    set_up(FOR_BENCH)?;
    let mut command = node("cold.mjs", if quick { 3 } else { 15 })?;
    for folder in folders {
        let full = path::absolute(folder).map_err(|error| format!("{folder}: {error}"))?;
        if !full.join("index.html").is_file() {
            return Err(format!("{folder} has no index.html; `cargo xtask build` writes a playground to www/dist"));
        }
        command.arg(named(folder, &full));
    }
    measure(&mut command).map(drop)
}

fn named(name: &str, folder: &Path) -> String {
    format!("{name}={}", folder.display())
}

/// A script of benches/browser, whose first argument is the number of rounds.
fn node(script: &str, rounds: usize) -> Result<Command> {
    let mut command = cmd(&format!("node {script} {rounds}"));
    command.current_dir(browser_bench()).env("CHROMIUM", browser()?.chromium);
    Ok(command)
}

/// Runs a program that measures, and shows what it has found.
fn measure(command: &mut Command) -> Result<Vec<Work>> {
    let works = read(&printed(command)?).map_err(|line| format!("this is no line of figures: {line}"))?;
    for work in &works {
        print!("{work}");
    }
    Ok(works)
}

/// The works that a text has a line of for each system: work, unit, system and samples, parted by tabs. The error is the line
/// that is none.
fn read(text: &str) -> Result<Vec<Work>> {
    let mut works: Vec<Work> = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, unit, system, samples] = fields[..] else {
            return Err(line.to_owned());
        };
        let samples: std::result::Result<Vec<f64>, _> = samples.split(' ').map(str::parse).collect();
        let system = System { name: system.to_owned(), samples: samples.map_err(|_| line.to_owned())? };
        match works.last_mut() {
            Some(work) if work.name == name => work.systems.push(system),
            _ => works.push(Work { name: name.to_owned(), unit: unit.to_owned(), systems: vec![system] }),
        }
    }
    Ok(works)
}

/// What it was measured on, in words.
fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let version = |program: &Path| crate::shell::output(Command::new(program).arg("--version"));
    let number = |program: &Path| version(program).and_then(|text| version::Version::find(&text));
    let [rustc, chromium] = [Path::new("rustc"), &browser()?.chromium].map(number);
    let shown = |version: Option<version::Version>| version.map_or("?".to_owned(), |version| version.to_string());
    Ok(format!(
        "{} {} with {cores} cores, rustc {}, Chromium {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        shown(rustc),
        shown(chromium)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_work_belong_together() {
        let system = |name: &str, samples: &[f64]| System { name: name.to_owned(), samples: samples.to_vec() };
        let work = |name: &str, systems| Work { name: name.to_owned(), unit: "ns".to_owned(), systems };
        let text = "yield\tns\tours\t1 2.5\nyield\tns\ttheirs\t3 4\nspawn\tns\tours\t5 6\n";
        let yields = work("yield", vec![system("ours", &[1.0, 2.5]), system("theirs", &[3.0, 4.0])]);
        assert_eq!(read(text), Ok(vec![yields, work("spawn", vec![system("ours", &[5.0, 6.0])])]));
    }

    #[test]
    fn a_ratio_is_of_two_samples_of_one_round() {
        let system = |name: &str, samples: &[f64]| System { name: name.to_owned(), samples: samples.to_vec() };
        let systems = vec![system("ours", &[1.0, 2.0, 4.0]), system("theirs", &[3.0, 4.0, 24.0])];
        let work = Work { name: "a work".to_owned(), unit: "ns".to_owned(), systems };
        assert_eq!(work.ratio(&work.systems[1]).to_string(), "3.00 (2.00–6.00)");
        assert_eq!(work.systems[1].spread().to_string(), "4.00 (3.00–24.0)");
    }

    #[test]
    fn figures_have_the_digits_that_count() {
        let shown = [0.456, 9.5, 43.21, 999.0, 71_499.6, 1_234_567.0].map(figures::short);
        assert_eq!(shown, ["0.46", "9.50", "43.2", "999", "71,500", "1,234,567"]);
    }

    #[test]
    fn what_is_no_line_of_figures_is_named() {
        for line in ["Compiling", "yield\tns\tours\t1 x", "yield\tns\tours\t"] {
            assert_eq!(read(line), Err(line.to_owned()));
        }
    }
}
