//! The README says what is.

use std::path::Path;

use crate::recording::Recording;

const README: &str = include_str!("../../README.md");

/// The code blocks in this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let open = format!("```{language}\n");
    README.split(open.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// The terminal session: what is shown, and what the command prints.
fn session() -> (&'static str, String) {
    let session = blocks("console");
    assert_eq!(session.len(), 1);
    let (command, shown) = session[0].split_once('\n').expect("a command and what it prints");
    let arguments = command.strip_prefix("$ cargo run -q -- ").expect("it runs the command").split(' ');
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_except-star")).args(arguments).output().expect("it starts");
    (shown, String::from_utf8(output.stdout).expect("it prints UTF-8"))
}

#[test]
fn the_terminal_session_is_what_the_command_prints() {
    let (shown, printed) = session();
    assert_eq!(printed, shown);
}

/// Renews the terminal session.
pub(crate) fn bless(recording: &Recording) {
    let (shown, printed) = session();
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    recording.write(file, &README.replace(shown, &printed));
}

#[test]
fn every_path_of_the_code_map_is_there() {
    let rows: Vec<_> = README.lines().filter_map(|line| line.strip_prefix("| `")).collect();
    assert!(rows.len() > 10);
    for row in rows {
        let cell = row.split(" |").next().expect("a cell");
        let mut base = "";
        for (index, path) in cell.split('`').filter(|path| path.contains(['/', '.'])).enumerate() {
            // Further names of a cell stand beside the first one.
            let path = if index == 0 || path.starts_with("www") { path.to_owned() } else { format!("{base}{path}") };
            base = if path.starts_with("src/") { "src/" } else { base };
            let full = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
            assert!(Path::new(&full).exists(), "{path}");
        }
    }
}

#[test]
fn the_picture_is_there() {
    assert!(README.contains("](www/picture.png)"));
    assert!(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/www/picture.png")).exists());
}
