//! `shield`: the outer future ends as the inner one does, and the inner one is not cancelled with it.

use except_star::exception::{CancelledError, RuntimeError};
use except_star::repr::Repr;
use except_star::{Future, Result, coro, create_task, gather, print, shield};

use crate::support::{check, check_console, raised_by, turn};

/// `test_shield_result`
#[test]
fn the_result_comes_through() {
    check(async {
        let inner = Future::new()?;
        let outer = shield(&inner)?;
        inner.set_result(42)?;
        assert_eq!(outer.await?, 42);
        Ok(())
    });
}

/// `test_shield_exception`
#[test]
fn the_exception_comes_through() {
    check(async {
        let inner: Future<()> = Future::new()?;
        let outer = shield(&inner)?;
        turn().await?;
        let exception = RuntimeError.new("expected");
        inner.set_exception(exception.clone())?;
        turn().await?;
        assert!(outer.exception()?.expect("it failed").same(&exception));
        Ok(())
    });
}

/// `test_shield_cancel_inner`
#[test]
fn when_the_inner_future_is_cancelled_so_is_the_outer_one() {
    check(async {
        let inner: Future<()> = Future::new()?;
        let outer = shield(&inner)?;
        turn().await?;
        inner.cancel();
        turn().await?;
        assert!(outer.cancelled());
        Ok(())
    });
}

/// `test_shield_cancel_outer`
#[test]
fn when_the_outer_future_is_cancelled_nothing_is_left_between_them() {
    check(async {
        let inner: Future<()> = Future::new()?;
        let outer = shield(&inner)?;
        turn().await?;
        assert!(inner.repr().contains("_inner_done_callback"));
        assert!(outer.cancel());
        turn().await?;
        assert!(outer.cancelled() && !inner.done());
        assert_eq!(inner.repr(), "<Future pending>");
        Ok(())
    });
}

/// `test_shield_shortcut`
#[test]
fn what_is_done_needs_no_shield() {
    check(async {
        let future = Future::new()?;
        future.set_result(42)?;
        let outer = shield(&future)?;
        assert!(outer.done());
        assert_eq!(outer.await?, 42);
        Ok(())
    });
}

/// `test_shield_effect`
#[test]
fn the_inner_task_continues_when_the_waiter_is_cancelled() {
    async fn inner(waiter: Future<()>) -> Result<()> {
        waiter.wait().await?;
        print("inner");
        Ok(())
    }
    check_console(
        async {
            let waiter = Future::new()?;
            let outer = create_task(coro!("outer", {
                let waiter = waiter.clone();
                async move {
                    shield(coro!(inner(waiter)))?.await?;
                    print("never reached");
                    Ok(())
                }
            }))?;
            turn().await?;
            turn().await?;
            outer.cancel();
            assert!(raised_by(outer.await).is(CancelledError));
            waiter.set_result(())?;
            turn().await
        },
        &["0.0 inner"],
    );
}

/// `test_shield_gather`
#[test]
fn a_gather_can_be_shielded() {
    check(async {
        let children = [Future::new()?, Future::new()?];
        let parent = gather(&children)?;
        let outer = shield(parent.clone())?;
        turn().await?;
        outer.cancel();
        turn().await?;
        assert!(outer.cancelled() && !parent.done());
        children[0].set_result(1)?;
        children[1].set_result(2)?;
        turn().await?;
        assert_eq!(parent.result()?, [1, 2]);
        Ok(())
    });
}

/// `test_gather_shield`
#[test]
fn shields_can_be_gathered() {
    check(async {
        let children: [Future<i64>; 2] = [Future::new()?, Future::new()?];
        let shields = [shield(&children[0])?, shield(&children[1])?];
        let parent = gather(shields.clone())?;
        turn().await?;
        parent.cancel();
        turn().await?;
        assert!(parent.exception()?.expect("it failed").is(CancelledError));
        assert!(shields.iter().all(|shield| shield.cancelled()));
        assert!(!children.iter().any(|child| child.done()));
        children[0].set_result(1)?;
        children[1].set_result(2)?;
        turn().await
    });
}

/// `test_shield_coroutine_without_loop`, `test_shield_coroutine_use_running_loop`
#[test]
fn it_needs_a_loop() {
    async fn answer() -> Result<i64> {
        Ok(42)
    }
    let refusal = raised_by(shield(coro!(answer())));
    assert_eq!(refusal.to_string(), "There is no current event loop in thread 'MainThread'.");
    check(async {
        assert_eq!(shield(coro!(answer()))?.await?, 42);
        Ok(())
    });
}
