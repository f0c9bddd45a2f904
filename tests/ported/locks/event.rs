//! `Event`

use super::*;

fn waiter(event: &Event, woken: &Notes<u32>, number: u32) -> Result<Task<()>> {
    Ok(task!([event, woken] {
        event.wait().await?;
        woken.add(number);
        Ok(())
    }))
}

/// `EventTests.test_repr`
#[test]
fn an_event_shows_its_state() {
    check(async {
        let event = Event::new();
        check_repr(&event, "Event", "unset");
        let task = waiter(&event, &Notes::new(), 1)?;
        turns(1).await?;
        check_repr(&event, "Event", "unset, waiters:1");
        event.set();
        check_repr(&event, "Event", "set, waiters:1");
        task.await?;
        check_repr(&event, "Event", "set");
        Ok(())
    });
}

/// `EventTests.test_wait`
///
/// Who has not begun to wait yet finds the event set, and does not wait.
#[test]
fn all_who_wait_continue_in_their_order() {
    check(async {
        let (event, woken) = (Event::new(), Notes::new());
        assert!(!event.is_set());
        let mut tasks = vec![waiter(&event, &woken, 1)?, waiter(&event, &woken, 2)?];
        turns(1).await?;
        assert_eq!(woken.all(), []);
        tasks.push(waiter(&event, &woken, 3)?);
        event.set();
        turns(1).await?;
        assert_eq!(woken.all(), [3, 1, 2]);
        for task in tasks {
            assert!(task.done());
            task.result()?;
        }
        Ok(())
    });
}

/// `EventTests.test_wait_on_set`
#[test]
fn nobody_waits_for_an_event_that_is_set() {
    check(async {
        let (event, others) = (Event::new(), Notes::new());
        event.set();
        let other = task!([others] {
            others.add(());
            Ok(())
        });
        event.wait().await?;
        assert_eq!(others.len(), 0, "nothing else ran meanwhile");
        other.await
    });
}

/// `EventTests.test_wait_cancel`
#[test]
fn who_is_cancelled_waits_no_more() {
    check(async {
        let event = Event::new();
        let task = waiter(&event, &Notes::new(), 1)?;
        cancel_soon(&task)?;
        assert_eq!(raised(task.await), "CancelledError()");
        check_repr(&event, "Event", "unset");
        Ok(())
    });
}

/// `EventTests.test_clear`
#[test]
fn an_event_can_be_unset() {
    let event = Event::new();
    assert!(!event.is_set());
    event.set();
    assert!(event.is_set());
    event.clear();
    assert!(!event.is_set());
}

/// `EventTests.test_clear_with_waiters`
#[test]
fn who_was_woken_continues_although_the_event_is_unset_again() {
    check(async {
        let (event, woken) = (Event::new(), Notes::new());
        let task = waiter(&event, &woken, 1)?;
        turns(1).await?;
        assert_eq!(woken.all(), []);
        event.set();
        event.clear();
        assert!(!event.is_set());
        event.set();
        event.set();
        check_repr(&event, "Event", "set, waiters:1");
        turns(1).await?;
        assert_eq!(woken.all(), [1]);
        check_repr(&event, "Event", "set");
        assert!(task.done());
        task.result()
    });
}
