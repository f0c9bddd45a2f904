//! The random programs as Python texts, run by the interpreter of this crate.
//!
//! Invariant: a text must print what was recorded for its seed.

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use futures::executor::block_on;

use crate::console::Line;
use crate::normal::normalise;
use crate::program::Function;
use crate::python::Reference;
use crate::{compare, emit, generate, recorded};

/// What the interpreter makes of a program.
fn interpreted(program: &Function) -> String {
    let text = Text::new("program.py", &emit::python(program)).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let ended = block_on(run(&text, &Settings::default(), Instantly));
    let console: Vec<Line> = ended.report.console().iter().map(Line::from).collect();
    let status = ended.outcome.status.name().to_owned();
    compare::text(&Reference { status, console: normalise(&console), end_time: ended.end_time })
}

#[test]
fn random_texts_print_what_is_recorded() {
    let recorded = recorded::read();
    let differs = |(seed, digest): (usize, &String)| {
        let program = generate::program(seed as u64);
        let text = interpreted(&program);
        (recorded::digest(&text) != *digest).then_some((seed, text))
    };
    let different: Vec<_> = recorded.digests.iter().enumerate().filter_map(differs).collect();
    for (seed, text) in different.iter().take(3) {
        let rust = compare::text(&crate::interpret::run(&generate::program(*seed as u64)));
        if std::env::var_os("EXCEPT_STAR_WHOLE").is_some() {
            println!("{}\n{text}\n--\n{rust}", emit::functions(&generate::program(*seed as u64)));
        }
        let at = text.lines().zip(rust.lines()).take_while(|(a, b)| a == b).count();
        println!(
            "seed {seed}, line {}\n   text {:?}\n   rust {:?}",
            at + 1,
            text.lines().nth(at),
            rust.lines().nth(at)
        );
    }
    assert!(different.is_empty(), "{} of {} differ", different.len(), recorded.digests.len());
}
