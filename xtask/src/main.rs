//! The project's commands, run as `cargo xtask COMMAND`. This file owns what each command does, in order.
//!
//! Invariant: a command either ends well, or its last line says what failed and the exit code is not 0.

#![deny(unsafe_code)]

mod args;
mod bench;
mod browser;
mod order;
mod page;
mod serve;
mod setup;
mod shell;
mod steps;
mod tidy;
mod version;

use std::process::ExitCode;

use args::{Command, USAGE};
use shell::Result;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let command = match args::parse(&args) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("error: {message}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match execute(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result {
    match command {
        Command::Help => println!("{USAGE}"),
        Command::Serve { dev, port } => serve::serve(dev, port)?,
        Command::Test { all } => steps::test(all)?,
        Command::Lint { fix: false } => steps::lint()?,
        Command::Lint { fix: true } => steps::fix()?,
        Command::Build => {
            setup::set_up(setup::FOR_PAGE)?;
            page::build()?;
            println!("\nThe page stands in www/dist, ready for any static host.");
        }
        Command::Bless { sizes: true } => steps::bless_sizes()?,
        Command::Bless { sizes: false } => {
            setup::set_up(setup::FOR_CONFORMANCE)?;
            // Without the variable these tests record nothing.
            let mut command =
                shell::cmd("cargo test --test native --test random --test language --test python bless -- --ignored");
            shell::run(command.env("EXCEPT_STAR_BLESS", "1"))?;
            println!(
                "\nRead what changed in `git diff` before you commit it. Sizes are renewed by `cargo xtask bless --sizes`."
            );
        }
        Command::Conformance { bless, programs } => steps::conformance(bless, &programs)?,
        Command::Random { seeds } => steps::random(&seeds)?,
        Command::Bench { quick, cold: None } => bench::all(quick)?,
        Command::Bench { quick, cold: Some(folders) } => bench::cold_starts(quick, &folders)?,
    }
    Ok(())
}
