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

#[test]
fn jumps_out_of_finally_are_warned_of_first_and_what_is_compiled_twice_is_warned_of_twice() {
    let text = "\
def f():
    for i in range(3):
        try:
            return all(i for i in 1[2]) if i else 3
        finally:
            'a'['b'] if i > 3 else None
            continue
    return 'end'
print(f())
";
    let want = [
        "program.py:7: SyntaxWarning: 'continue' in a 'finally' block",
        "  continue",
        "program.py:4: SyntaxWarning: 'int' object is not subscriptable; perhaps you missed a comma?",
        "  return all(i for i in 1[2]) if i else 3",
        "program.py:4: SyntaxWarning: 'int' object is not subscriptable; perhaps you missed a comma?",
        "  return all(i for i in 1[2]) if i else 3",
        "program.py:6: SyntaxWarning: str indices must be integers or slices, not str; perhaps you missed a comma?",
        "  'a'['b'] if i > 3 else None",
        "program.py:6: SyntaxWarning: str indices must be integers or slices, not str; perhaps you missed a comma?",
        "  'a'['b'] if i > 3 else None",
        "end",
    ];
    assert_eq!(console(text), want);
}

#[test]
fn a_class_takes_types_in_brackets_if_it_has_parameters() {
    let text = "\
class Plain: pass
class Box[T]: pass
class Items(list): pass
for make in (lambda: Box[int], lambda: Items[int], lambda: ExceptionGroup[int], lambda: Plain[int], lambda: Exception[int]):
    try:
        print(make())
    except TypeError as error:
        print(error)
";
    let want = [
        "__main__.Box[int]",
        "__main__.Items[int]",
        "ExceptionGroup[int]",
        "type 'Plain' is not subscriptable",
        "type 'Exception' is not subscriptable",
    ];
    assert_eq!(console(text), want);
}

#[test]
fn map_counts_strictly_if_it_is_asked_to() {
    let text = "\
for rest in ([1], [1, 2, 3]):
    try:
        print(list(map(max, [1, 2], rest, strict=True)))
    except ValueError as error:
        print(error)
";
    assert_eq!(
        console(text),
        ["map() argument 2 is shorter than argument 1", "map() argument 2 is longer than argument 1"]
    );
}

#[test]
fn a_method_of_a_conversion_gives_its_type() {
    let text = "\
class Wrong:
    def __int__(self): return 'x'
    def __float__(self): return 'x'
    def __index__(self): return 'x'
    def __len__(self): return 2**70
for convert in (int, float, hex, len, lambda wrong: [1][wrong]):
    try:
        print(convert(Wrong()))
    except (TypeError, OverflowError) as error:
        print(error)
";
    let want = [
        "__int__ returned non-int (type str)",
        "Wrong.__float__ returned non-float (type str)",
        "__index__ returned non-int (type str)",
        "cannot fit 'int' into an index-sized integer",
        "__index__ returned non-int (type str)",
    ];
    assert_eq!(console(text), want);
}

#[test]
fn a_format_of_a_bool_is_that_of_a_number_unless_it_is_empty() {
    let text = "print(f'{True:}|{True:,}|{True:+}|{False:3}')\ntry:\n    '%c' % (2**70,)\nexcept OverflowError as error:\n    print(error)\n";
    assert_eq!(console(text), ["True|1|+1|  0", "%c arg not in range(0x110000)"]);
}
