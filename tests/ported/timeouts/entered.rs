//! `test_timeouts.py`: a timeout that is entered twice, again, or not at all.
//!
//! Invariant: the timeout that refuses is a value of its own, as the block of `timeout` cannot be entered wrongly.

use except_star::{AsyncContextManager, Result, Timeout, async_with, time};

use crate::support::{check, raised};

const ENTERED: &str = "RuntimeError('Timeout has already been entered')";

async fn nothing(_: Timeout) -> Result<()> {
    Ok(())
}

/// `test_timeout_already_entered`
#[test]
fn a_timeout_cannot_be_entered_within_its_block() {
    check(async {
        let timeout = Timeout::new(time()? + 0.01);
        async_with(&timeout, async |timeout| {
            assert_eq!(raised(async_with(&timeout, nothing).await), ENTERED);
            Ok(())
        })
        .await
    });
}

/// `test_timeout_double_enter`
#[test]
fn a_timeout_cannot_be_entered_again() {
    check(async {
        let timeout = Timeout::new(time()? + 0.01);
        async_with(&timeout, nothing).await?;
        assert_eq!(raised(async_with(&timeout, nothing).await), ENTERED);
        Ok(())
    });
}

/// `test_timeout_not_entered`, and the end of a timeout that was not entered, which is an AssertionError there.
#[test]
fn a_timeout_that_was_not_entered_cannot_be_moved() {
    check(async {
        let timeout = Timeout::new(0.01);
        let refusal = "RuntimeError('Timeout has not been entered')";
        assert_eq!(raised(timeout.reschedule(0.02)), refusal);
        assert_eq!(raised(timeout.exit(None).await), refusal);
        Ok(())
    });
}
