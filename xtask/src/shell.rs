//! Running other programs. Owns how a command is written, shown, run and reported.
//!
//! Invariant: every command starts in the repository (its root or www/), wherever `cargo xtask` was typed, and its
//! output streams through.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Errors are messages for people: nothing here reacts to one in any other way than by showing it.
pub type Result<T = ()> = std::result::Result<T, String>;

/// The repository's root. Cargo names this crate's directory when it runs it; the fallback is where it was built.
pub fn root() -> PathBuf {
    let xtask =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = xtask.parent().expect("xtask lies in the repository's root");
    root.to_owned()
}

/// The frontend's directory.
pub fn www() -> PathBuf {
    root().join("www")
}

/// A command from a line of words, to be run in the root. Words with spaces in them are added by `arg`.
pub fn cmd(line: &str) -> Command {
    let (program, words) = line.split_once(' ').unwrap_or((line, ""));
    cmd_of(program, words)
}

/// The same for a program that is named by its path, which may have spaces in it.
pub fn cmd_of(program: impl AsRef<OsStr>, line: &str) -> Command {
    let mut command = Command::new(program);
    command.args(line.split_whitespace()).current_dir(root());
    command
}

/// `npm` with the words of a line, to be run in www/.
pub fn npm(line: &str) -> Command {
    node_tool("npm", line)
}

/// A program of www/node_modules with the words of a line, to be run in www/; never fetched from anywhere.
pub fn npx(line: &str) -> Command {
    node_tool("npx", &format!("--no -- {line}"))
}

fn node_tool(name: &str, line: &str) -> Command {
    // On Windows these are scripts, which are found by their full names only.
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let mut command = cmd(&format!("{name}{suffix} {line}"));
    command.current_dir(www());
    command
}

/// Shows the command, runs it, and fails if it does.
pub fn run(command: &mut Command) -> Result {
    let line = shown(command);
    println!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` failed ({status})")),
        Err(error) => Err(format!("`{line}` could not be started: {error}")),
    }
}

/// Shows the command, runs it, and returns what it prints; what it writes to stderr streams through.
pub fn printed(command: &mut Command) -> Result<String> {
    let line = shown(command);
    println!("$ {line}");
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{line}` failed ({})", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{line}` printed what is no text: {error}"))
}

/// What the command prints, without the white space around it; `None` when it fails or is not there.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Whether the command can be run and succeeds; its output is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    output(command).is_some()
}

/// The file that a program's name stands for on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|directory| directory.join(&file)).find(|path| path.is_file())
}

/// The command as one would type it in the root; a directory that is not the root is named.
fn shown(command: &Command) -> String {
    let mut words = vec![word(command.get_program())];
    words.extend(command.get_args().map(word));
    let line = words.join(" ");
    match command.get_current_dir().map(|dir| dir.strip_prefix(root())) {
        Some(Ok(below)) if below != Path::new("") => format!("cd {} && {line}", below.display()),
        _ => line,
    }
}

fn word(text: &OsStr) -> String {
    let text = text.to_string_lossy();
    if text.is_empty() || text.contains(char::is_whitespace) { format!("'{text}'") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = cmd("cargo test  --test native");
        command.arg("two words");
        assert_eq!(shown(&command), "cargo test --test native 'two words'");
    }

    #[test]
    #[cfg(unix)]
    fn a_command_of_the_frontend_names_its_directory() {
        assert_eq!(shown(&npm("run lint")), "cd www && npm run lint");
        assert_eq!(shown(&npx("vite build")), "cd www && npx --no -- vite build");
    }

    #[test]
    fn a_program_that_is_not_there_says_so() {
        let error = run(&mut cmd("no-such-program --at all")).unwrap_err();
        let expected = "`no-such-program --at all` could not be started: ";
        assert!(error.starts_with(expected), "{error}");
    }
}
