//! The command `except-star`: the catalogue in a terminal.
//!
//! Exit status: 0 the scenario ran, whatever it raised; 1 a requirement of an exercise does not hold, or the output cannot be
//! written; 2 wrong usage; 3 a limit ended the run.

#[cfg(not(target_arch = "wasm32"))]
mod cli;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    cli::main()
}

/// The command is for terminals; in the browser the library is used.
#[cfg(target_arch = "wasm32")]
fn main() {}
