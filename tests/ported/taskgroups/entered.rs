//! `test_taskgroups.py`: a group that is entered twice, again, or not at all.
//!
//! Invariant: the group that refuses is a value of its own, as the block of `task_group` cannot be entered wrongly.

use except_star::{AsyncContextManager, Result, TaskGroup, async_with, coro, sleep};

use crate::support::{check, raised};

const ENTERED: &str = "RuntimeError('TaskGroup <TaskGroup entered> has already been entered')";

async fn nothing(_: TaskGroup) -> Result<()> {
    Ok(())
}

/// `test_taskgroup_already_entered`
#[test]
fn a_group_cannot_be_entered_within_its_block() {
    check(async {
        let tg = TaskGroup::new();
        async_with(&tg, async |tg| {
            assert_eq!(raised(async_with(&tg, nothing).await), ENTERED);
            Ok(())
        })
        .await
        .map(drop)
    });
}

/// `test_taskgroup_double_enter`
#[test]
fn a_group_cannot_be_entered_again() {
    check(async {
        let tg = TaskGroup::new();
        async_with(&tg, nothing).await?;
        assert_eq!(raised(async_with(&tg, nothing).await), ENTERED);
        Ok(())
    });
}

/// `test_taskgroup_not_entered`, and the end of a group that was not entered, which is an AttributeError or nothing there.
#[test]
fn a_group_that_was_not_entered_makes_no_tasks() {
    check(async {
        let tg = TaskGroup::new();
        let refusal = "RuntimeError('TaskGroup <TaskGroup> has not been entered')";
        assert_eq!(raised(tg.create_task(coro!("nap", sleep(0.0)))), refusal);
        assert_eq!(raised(tg.exit(None).await), refusal);
        Ok(())
    });
}
