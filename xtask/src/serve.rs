//! `cargo xtask serve`. Owns the way from a fresh clone to an address in the terminal.
//!
//! Invariant: when this process ends, by Ctrl-C or any other signal, so does the server.

use std::process::Command;

use crate::page;
use crate::setup::{FOR_PAGE, set_up};
use crate::shell::{Result, www};

/// The server, written for node: Vite's own functions say when and where it listens, its command line does not.
const SERVER: &str = include_str!("serve.js");

pub fn serve(dev: bool, port: Option<u16>) -> Result {
    set_up(FOR_PAGE)?;
    page::build_wasm()?;
    if !dev {
        page::build_page()?;
    }
    let mut server = Command::new("node");
    server.current_dir(www());
    server.args(["--input-type=module", "--eval", SERVER]);
    server.arg(if dev { "dev" } else { "preview" });
    server.args(port.map(|port| port.to_string()));
    become_process(&mut server)
}

/// The server takes this process's place, so that a signal meant for one of them cannot miss the other.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(format!("node could not be started: {error}"))
}

/// Without `exec`, Ctrl-C reaches both processes through the console.
#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result {
    match command.status() {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("node could not be started: {error}")),
    }
}
