//! The command line: owns what may be written after `cargo xtask`.
//!
//! Invariant: what is not understood is refused by name, with what is allowed in its place.

pub const USAGE: &str = "\
Usage: cargo xtask COMMAND

Commands:
  serve [--port N] [--dev]  set up what is missing, build the playground, serve it
                            --port N  at this port, or not at all (default: the first free one)
                            --dev     Vite's development server: a change in www/ shows at once
  test [--all]              set up what is missing, run every test
                            --all     also the slow ones
  lint [--fix]              formatting, clippy, the frontend's linter, checks of the repository
                            --fix     format the Rust files instead
  build                     write the files to be hosted to www/dist
  bless [--sizes]           renew the recorded outputs that the tests expect
                            --sizes  what the playground weighs instead, in www/sizes.txt
  conformance [--bless] [PROGRAM…]
                            run the programs of tests/python/programs, all or these, on CPython 3.14 in WebAssembly, and
                            compare what it prints with what is kept; all are compared with the wrong texts of
                            tests/python/syntax.json
                            --bless  keep what it prints
  conformance --seeds FROM..TO
                            compare random programs of the language on CPython 3.14 and here
  bench [--quick] [--cold FOLDER…]
                            measure the primitives beside their peers, natively and in Chromium, the playground's
                            cold start and Pyodide's; write the tables in README.md
                            --quick  few rounds, for trying; README.md stays
                            --cold   only the cold starts of these built playgrounds, beside each other
  help, --help              print this";

/// What was asked for.
#[derive(Debug, PartialEq)]
pub enum Command {
    Help,
    Serve { dev: bool, port: Option<u16> },
    Test { all: bool },
    Lint { fix: bool },
    Build,
    Bless { sizes: bool },
    Conformance { bless: bool, programs: Vec<String> },
    Random { seeds: String },
    Bench { quick: bool, cold: Option<Vec<String>> },
}

/// Reads the words after `cargo xtask`; the error is a message for people.
pub fn parse(args: &[String]) -> Result<Command, String> {
    let mut words = args.iter().map(String::as_str);
    let name = words.next().ok_or("no command given")?;
    let mut command = match name {
        "help" | "--help" | "-h" => return Ok(Command::Help),
        "serve" => Command::Serve { dev: false, port: None },
        "test" => Command::Test { all: false },
        "lint" => Command::Lint { fix: false },
        "build" => Command::Build,
        "bless" => Command::Bless { sizes: false },
        "conformance" => Command::Conformance { bless: false, programs: Vec::new() },
        "bench" => Command::Bench { quick: false, cold: None },
        other => {
            return Err(format!(
                "unknown command `{other}`; there are serve, test, lint, build, bless, conformance and bench"
            ));
        }
    };
    while let Some(word) = words.next() {
        match (&mut command, word) {
            (_, "--help" | "-h") => return Ok(Command::Help),
            (Command::Serve { dev, .. }, "--dev") => *dev = true,
            (Command::Serve { port, .. }, "--port") => *port = Some(read_port(words.next())?),
            (Command::Test { all }, "--all") => *all = true,
            (Command::Lint { fix }, "--fix") => *fix = true,
            (Command::Bless { sizes }, "--sizes") => *sizes = true,
            (Command::Conformance { bless, .. }, "--bless") => *bless = true,
            (Command::Conformance { bless: false, programs }, "--seeds") if programs.is_empty() => {
                command = Command::Random { seeds: read_seeds(words.next())? };
            }
            (Command::Conformance { programs, .. }, program) if !program.starts_with('-') => {
                programs.push(program.to_owned());
            }
            (Command::Bench { quick, .. }, "--quick") => *quick = true,
            (Command::Bench { cold, .. }, "--cold") => *cold = Some(Vec::new()),
            (Command::Bench { cold: Some(folders), .. }, folder) if !folder.starts_with('-') => {
                folders.push(folder.to_owned());
            }
            (command, other) => {
                let allowed = command.options();
                return Err(format!("`{name}` does not take `{other}`; it takes {allowed}"));
            }
        }
    }
    match command {
        Command::Bench { cold: Some(folders), .. } if folders.is_empty() => {
            Err("`--cold` takes the folders of one or more built playgrounds".to_owned())
        }
        command => Ok(command),
    }
}

impl Command {
    fn options(&self) -> &'static str {
        match self {
            Command::Serve { .. } => "--port N and --dev",
            Command::Test { .. } => "--all",
            Command::Lint { .. } => "--fix",
            Command::Bless { .. } => "--sizes",
            Command::Conformance { .. } => "--bless and the names of programs, or --seeds FROM..TO",
            Command::Random { .. } => "nothing beside its --seeds",
            Command::Bench { .. } => "--quick and --cold FOLDER…",
            Command::Help | Command::Build => "no options",
        }
    }
}

fn read_seeds(word: Option<&str>) -> Result<String, String> {
    let is_number = |text: &str| text.parse::<u64>().is_ok();
    match word {
        Some(word) if word.split_once("..").is_some_and(|(from, to)| is_number(from) && is_number(to)) => {
            Ok(word.to_owned())
        }
        Some(word) => Err(format!("`--seeds` takes FROM..TO, not `{word}`")),
        None => Err("`--seeds` takes FROM..TO, not nothing".to_owned()),
    }
}

fn read_port(word: Option<&str>) -> Result<u16, String> {
    let refusal = || {
        let found = word.map_or("nothing".to_owned(), |word| format!("`{word}`"));
        format!("`--port` takes a number from 1 to 65535, not {found}")
    };
    let port = word.and_then(|word| word.parse().ok());
    port.filter(|&port| port != 0).ok_or_else(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<Command, &str>) {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        assert_eq!(parse(&args), expected.map_err(str::to_owned), "{line}");
    }

    #[test]
    fn commands_and_their_options_are_read() {
        let serve = |dev, port| Ok(Command::Serve { dev, port });
        check("serve", serve(false, None));
        check("serve --port 8000", serve(false, Some(8000)));
        check("serve --port 1 --dev", serve(true, Some(1)));
        check("test", Ok(Command::Test { all: false }));
        check("test --all", Ok(Command::Test { all: true }));
        check("lint", Ok(Command::Lint { fix: false }));
        check("lint --fix", Ok(Command::Lint { fix: true }));
        check("build", Ok(Command::Build));
        check("bless", Ok(Command::Bless { sizes: false }));
        check("bless --sizes", Ok(Command::Bless { sizes: true }));
    }

    #[test]
    fn programs_are_named_for_a_check_of_conformance() {
        let conformance = |bless, programs: &[&str]| {
            Ok(Command::Conformance { bless, programs: programs.iter().map(|&program| program.to_owned()).collect() })
        };
        check("conformance", conformance(false, &[]));
        check("conformance --bless classes asyncio/timers", conformance(true, &["classes", "asyncio/timers"]));
        check(
            "conformance --all",
            Err("`conformance` does not take `--all`; it takes --bless and the names of programs, or --seeds FROM..TO"),
        );
    }

    #[test]
    fn seeds_are_a_range() {
        check("conformance --seeds 0..20", Ok(Command::Random { seeds: "0..20".to_owned() }));
        check("conformance --seeds 20", Err("`--seeds` takes FROM..TO, not `20`"));
        check("conformance --seeds", Err("`--seeds` takes FROM..TO, not nothing"));
        check(
            "conformance --seeds 0..2 classes",
            Err("`conformance` does not take `classes`; it takes nothing beside its --seeds"),
        );
    }

    #[test]
    fn built_playgrounds_are_named_for_a_bench_of_cold_starts() {
        let bench = |quick, cold: Option<&[&str]>| {
            let cold = cold.map(|folders| folders.iter().map(|&folder| folder.to_owned()).collect());
            Ok(Command::Bench { quick, cold })
        };
        check("bench", bench(false, None));
        check("bench --quick", bench(true, None));
        check("bench --cold before after", bench(false, Some(&["before", "after"])));
        check("bench --cold one --quick", bench(true, Some(&["one"])));
        check("bench --cold", Err("`--cold` takes the folders of one or more built playgrounds"));
        check("bench before", Err("`bench` does not take `before`; it takes --quick and --cold FOLDER…"));
    }

    #[test]
    fn help_is_given_wherever_it_is_asked_for() {
        check("help", Ok(Command::Help));
        check("--help", Ok(Command::Help));
        check("-h", Ok(Command::Help));
        check("serve --dev --help", Ok(Command::Help));
    }

    #[test]
    fn what_is_not_understood_is_named_with_what_is_allowed() {
        check("", Err("no command given"));
        check("tset", Err("unknown command `tset`; there are serve, test, lint, build, bless, conformance and bench"));
        check("test --dev", Err("`test` does not take `--dev`; it takes --all"));
        check("build now", Err("`build` does not take `now`; it takes no options"));
    }

    #[test]
    fn a_port_is_a_number_that_can_be_listened_at() {
        let refused = |found: &str| format!("`--port` takes a number from 1 to 65535, not {found}");
        check("serve --port", Err(&refused("nothing")));
        check("serve --port 0", Err(&refused("`0`")));
        check("serve --port 65536", Err(&refused("`65536`")));
        check("serve --port --dev", Err(&refused("`--dev`")));
    }

    #[test]
    fn the_usage_names_every_command() {
        for command in ["serve", "test", "lint", "build", "bless", "conformance", "bench"] {
            let line = format!("\n  {command}");
            assert!(USAGE.contains(&line), "{command} is not in the usage");
        }
    }
}
