//! How a run ends when something leaves the loop.

use super::*;

/// `test_run_forever_keyboard_interrupt`
#[test]
fn a_keyboard_interrupt_of_main_is_reported_once() {
    let finished = finish(async { raise::<()>(KeyboardInterrupt.empty()) });
    assert_eq!(raised_by_the_run(&finished), "KeyboardInterrupt()");
    assert_eq!(lines_of(&finished), ["0.0 ! Traceback (most recent call last):", "0.0 ! KeyboardInterrupt"]);
}

fn raised_by_the_run<T>(finished: &Finished<T>) -> String {
    match &finished.end {
        End::Raised(exception) => exception.repr(),
        other => panic!("{other:?}"),
    }
}

/// `test_run_until_complete_baseexception`
///
/// Nothing stops the loop a second time: it goes on for as long as those need who clean up.
#[test]
fn after_a_keyboard_interrupt_of_main_the_others_clean_up() {
    let finished = finish(async {
        let other = task!([] {
            attempt(sleep(10.0))
                .finally(async || {
                    turns(5).await?;
                    print("cleaned up");
                    Ok(())
                })
                .await
        });
        turns(1).await?;
        assert!(!other.done());
        raise::<()>(KeyboardInterrupt.empty())
    });
    assert_eq!(raised_by_the_run(&finished), "KeyboardInterrupt()");
    assert_eq!(
        lines_of(&finished),
        ["0.0 cleaned up", "0.0 ! Traceback (most recent call last):", "0.0 ! KeyboardInterrupt"]
    );
}

/// `test_run_until_complete_loop_orphan_future_close_loop`
#[test]
fn a_system_exit_of_a_callback_leaves_the_run_and_the_next_run_knows_nothing_of_it() {
    class! { ShowStopper(SystemExit) }
    let finished = finish(async {
        call_soon("throw", || raise(ShowStopper.empty()))?;
        sleep(0.1).await
    });
    assert_eq!((raised_by_the_run(&finished).as_str(), finished.end_time), ("ShowStopper()", 0));
    let next = finish(sleep(0.2));
    assert!(matches!(next.end, End::Ok));
    assert_eq!(next.end_time, 200_000_000);
}
