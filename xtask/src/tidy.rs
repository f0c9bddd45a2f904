//! Checks of what stands in the repository. Owns the rule that no file names the machine it was written on.
//!
//! Invariant: a clone installs from wherever its own machine is set to, so no address of a package registry and no
//! host of the writer's machine is in any file that git has.

use std::collections::BTreeSet;
use std::fs;

use crate::shell::{Result, cmd, npm, output, root};

/// Runs every check; the error lists all that was found.
pub fn check() -> Result {
    let mut findings = lock_files()?;
    findings.extend(hosts()?);
    if findings.is_empty() {
        return Ok(());
    }
    Err(format!("the repository is not tidy:\n\n  {}", findings.join("\n  ")))
}

/// npm writes the address that it fetched from beside each package, unless configured not to.
fn lock_files() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for folder in ["www", "benches/browser"] {
        let path = format!("{folder}/package-lock.json");
        let text = fs::read_to_string(root().join(&path)).map_err(|error| format!("{path}: {error}"))?;
        let hint = format!("`omit-lockfile-registry-resolved=true` in {folder}/.npmrc keeps them out");
        let lines = lines_with(&text, "\"resolved\":");
        findings.extend(lines.map(|line| format!("{path}:{line} has an address ({hint})")));
    }
    Ok(findings)
}

fn hosts() -> Result<Vec<String>> {
    // Files that git does not have yet, but would take, count too: they are looked at before they are committed.
    let list = "git ls-files -z --cached --others --exclude-standard";
    let Some(files) = output(&mut cmd(list)) else {
        println!("This is no git repository, so its files are not searched for hosts.");
        return Ok(Vec::new());
    };
    let hosts = forbidden_hosts();
    let mut findings = Vec::new();
    for path in files.split('\0').filter(|path| !path.is_empty()) {
        // What is no text, or was deleted and not committed yet, has no lines to look at.
        let Ok(text) = fs::read_to_string(root().join(path)) else {
            continue;
        };
        for host in &hosts {
            findings.extend(lines_with(&text, host).map(|line| format!("{path}:{line} names {host}")));
        }
    }
    Ok(findings)
}

/// The numbers of the lines that contain the needle.
fn lines_with(text: &str, needle: &str) -> impl Iterator<Item = usize> {
    (1..).zip(text.lines()).filter(move |(_, line)| line.contains(needle)).map(|(number, _)| number)
}

/// The public package registries, written in two parts so that this file does not name them.
const REGISTRIES: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("index.cra", "tes.io"),
    concat!("static.cra", "tes.io"),
    concat!("py", "pi.org/simple"),
    concat!("files.python", "hosted.org"),
];

/// The public registries, and what this machine is called and set to.
fn forbidden_hosts() -> BTreeSet<String> {
    let variables = std::env::vars().filter(|(name, _)| names_an_address(name));
    let npm = output(&mut npm("config get registry"));
    let hostname = output(&mut cmd("hostname"));
    let addresses = variables.map(|(_, url)| url).chain(npm).chain(hostname);
    let public = REGISTRIES.iter().map(|&host| host.to_owned());
    public.chain(addresses.filter_map(|url| host_of(&url))).collect()
}

/// Whether an environment variable of this name sets a proxy or a package registry.
fn names_an_address(variable: &str) -> bool {
    let name = variable.to_uppercase();
    match name.as_str() {
        "HTTP_PROXY" | "HTTPS_PROXY" | "ALL_PROXY" | "PIP_INDEX_URL" => true,
        name => name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_INDEX"),
    }
}

/// The host of an address, without user and port. A name without a dot may be any word of a text, and the machine
/// itself is the same everywhere, so neither counts.
fn host_of(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (host.contains('.') && !host.starts_with("127.")).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_found() {
        let check = |url: &str, expected: &str| assert_eq!(host_of(url).as_deref(), Some(expected), "{url}");
        check("https://packages.example.org/npm/", "packages.example.org");
        check("http://user:secret@proxy.example.org:3128", "proxy.example.org");
        check("sparse+https://Crates.Example.org/index/", "crates.example.org");
        check("build-7.example.org", "build-7.example.org");
        check("http://10.1.2.3:8080", "10.1.2.3");
    }

    #[test]
    fn what_may_be_any_word_or_any_machine_is_no_host() {
        for url in ["", "laptop", "http://localhost:8080", "http://127.0.0.1:8080", "http://proxy:3128"] {
            assert_eq!(host_of(url), None, "{url}");
        }
    }

    #[test]
    fn variables_that_set_addresses_are_told_from_others() {
        for name in ["https_proxy", "ALL_PROXY", "CARGO_REGISTRIES_OWN_INDEX", "PIP_INDEX_URL"] {
            assert!(names_an_address(name), "{name}");
        }
        for name in ["no_proxy", "PATH", "SHELL_INDEX", "CARGO_PKG_REPOSITORY"] {
            assert!(!names_an_address(name), "{name}");
        }
    }

    #[test]
    fn lines_are_counted_from_one() {
        let text = "{\n \"resolved\": \"a\",\n \"version\": 1,\n \"resolved\": \"b\"\n}\n";
        assert_eq!(lines_with(text, "\"resolved\":").collect::<Vec<_>>(), [2, 4]);
        assert_eq!(lines_with(text, "integrity").count(), 0);
    }

    #[test]
    fn this_file_does_not_name_what_it_forbids() {
        let text = include_str!("tidy.rs");
        for host in REGISTRIES {
            assert_eq!(lines_with(text, host).count(), 0, "{host}");
        }
    }
}
