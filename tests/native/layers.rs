//! The layers: no module uses one that stands below it in `src/lib.rs`, and what shows a run reads no printed line.

use std::fs;
use std::path::{Path, PathBuf};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The modules in the order in which `src/lib.rs` lists them.
fn layers() -> Vec<String> {
    let lib = fs::read_to_string(Path::new(SRC).join("lib.rs")).expect("it is there");
    lib.lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn files_of(layer: &str) -> Vec<PathBuf> {
    let mut files = vec![Path::new(SRC).join(format!("{layer}.rs"))];
    // The scenarios belong to the layer `scenario`.
    let mut folders = vec![Path::new(SRC).join(layer), Path::new(SRC).join(format!("{layer}s"))];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// The first path segments behind `crate::` in a file's code, comments left out.
fn used(code: &str) -> Vec<String> {
    let code: String = code.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => names.push(name(rest)),
            // A braced list: its top-level names only.
            Some(list) => {
                let mut depth = 1;
                let mut start = true;
                for (index, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' => start = depth == 1,
                        _ if start && !c.is_whitespace() => {
                            names.push(name(&list[index..]));
                            start = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    names
}

/// What breaks the order: pairs of a file and the layer below that it uses.
fn violations(layers: &[String], files: impl Fn(&str) -> Vec<(String, String)>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (depth, layer) in layers.iter().enumerate() {
        for (file, code) in files(layer) {
            let below = |name: &String| layers[depth + 1..].contains(name);
            found.extend(used(&code).into_iter().filter(below).map(|name| (file.clone(), name)));
        }
    }
    found
}

#[test]
fn no_module_uses_one_that_stands_below_it() {
    let layers = layers();
    assert!(layers.len() > 5 && layers[0] == "hash", "the list was read: {layers:?}");
    let found = violations(&layers, |layer| {
        let read = |path: PathBuf| (path.display().to_string(), fs::read_to_string(&path).expect("it can be read"));
        files_of(layer).into_iter().map(read).collect()
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_use_of_a_layer_below_is_found() {
    let layers = ["top", "bottom"].map(str::to_owned);
    let broken = |code: &str| {
        let file = |layer: &str| if layer == "top" { vec![("top.rs".to_owned(), code.to_owned())] } else { vec![] };
        !violations(&layers, file).is_empty()
    };
    assert!(broken("use crate::bottom::Thing;"));
    assert!(broken("use crate::{Result, bottom};"));
    assert!(broken("fn f() -> crate::bottom::Thing { todo!() }"));
    assert!(!broken("use crate::{Result, other::{bottom}};"));
    assert!(!broken("// see crate::bottom"));
}

#[test]
fn the_edge_to_javascript_is_one_file() {
    for layer in layers() {
        for file in files_of(&layer) {
            let code = fs::read_to_string(&file).expect("it can be read");
            let exports = code.lines().any(|line| line.trim_start().starts_with("#[wasm_bindgen"));
            assert!(!exports || file.ends_with("src/wasm.rs"), "{} exports to JavaScript", file.display());
        }
    }
}

/// What reads the text that a program printed or logged, outside of comments.
fn reads_printed_text(code: &str) -> bool {
    let code = code.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    ["Print", ".console", ".written", ".text"].iter().any(|word| {
        let whole = |index: &usize| {
            let begins = word.starts_with('.') || !code[..*index].ends_with(is_name);
            begins && !code[index + word.len()..].starts_with(is_name)
        };
        code.match_indices(word).any(|(index, _)| whole(&index))
    })
}

#[test]
fn tables_and_reports_read_no_printed_line() {
    let files = ["scenario", "report"].into_iter().flat_map(files_of);
    let files =
        files.filter(|file| ["scenarios", "report"].iter().any(|folder| file.starts_with(Path::new(SRC).join(folder))));
    let readers = files.filter(|file| reads_printed_text(&fs::read_to_string(file).expect("it can be read")));
    let mut readers: Vec<_> = readers.filter_map(|file| Some(file.file_name()?.to_owned())).collect();
    readers.sort();
    assert_eq!(readers, ["console.rs", "log.rs", "narrative.rs"], "these show the text as it is");
}

#[test]
fn reading_a_printed_line_is_found() {
    for code in
        ["Event::Print { text, .. } => text", "report.console().len()", "entry.event.written()", "record.text.lines()"]
    {
        assert!(reads_printed_text(code), "{code}");
    }
    for code in ["print(format!(\"{name} is saved\"))", "// Print", "warning.message", "step.textual", "Printer"] {
        assert!(!reads_printed_text(code), "{code}");
    }
}
