//! What CPython 3.14 prints and 3.13, which recorded the programs' outputs, does not.
//!
//! Invariant: each difference has a test here.

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use futures::executor::block_on;

fn console(text: &str) -> Vec<String> {
    let text = Text::new("program.py", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let ended = block_on(run(&text, &Settings::default(), Instantly));
    ended.report.console().iter().map(|line| line.text.clone()).collect()
}

#[test]
fn an_error_of_json_dumps_has_notes_of_where_it_is() {
    let text = "import json\n\njson.dumps({'a': [1, (2, {3})]})\n";
    let want = [
        "Traceback (most recent call last):",
        "  File \"program.py\", line 3, in <module>",
        "    json.dumps({'a': [1, (2, {3})]})",
        "    ~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^",
        "TypeError: Object of type set is not JSON serializable",
        "when serializing tuple item 1",
        "when serializing list item 1",
        "when serializing dict item 'a'",
    ];
    assert_eq!(console(text), want);
}
