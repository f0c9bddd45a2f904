//! What must come out of section 2: TaskGroup.

use except_star::scenario::RunSpec;

use super::{rows, run_with};

#[test]
fn a_task_group_is_done_with_its_slowest_worker() {
    let run = run_with(RunSpec::new("task-group"));
    assert_eq!(run.end_time, 2.0);
    assert_eq!(
        rows(&run, 0),
        [
            "A | finished | 1 | 'A took 1.0 s'",
            "B | finished | 2 | 'B took 2.0 s'",
            "C | finished | 1.5 | 'C took 1.5 s'",
            "block | left | 2 | ",
        ]
    );
}
