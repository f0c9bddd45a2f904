//! A `gather` is cancelled, by itself or through the one who awaits it.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use except_star::exception::CancelledError;
use except_star::{Future, Result, coro, create_task, gather, gather_return_exceptions, print, sleep, time};

use crate::support::{check, check_console, contexts, raised_by, turn};

/// `test_cancellation_broadcast`
#[test]
fn all_children_are_cancelled_and_after_that_it_refuses() {
    check_console(
        async {
            let waiter: Future<()> = Future::new()?;
            let inner = |waiter: Future<()>| async move {
                waiter.wait().await?;
                print("never reached");
                Ok(())
            };
            let children = [
                create_task(coro!("inner", inner(waiter.clone())))?,
                create_task(coro!("inner", inner(waiter.clone())))?,
            ];
            let gatherer: Rc<OnceCell<Future<Vec<()>>>> = Rc::default();
            let outer = create_task(coro!("outer", {
                let (children, gatherer) = (children.clone(), gatherer.clone());
                async move {
                    gatherer.get_or_init(|| gather(children).expect("a loop runs")).clone().await?;
                    print("never reached");
                    Ok(())
                }
            }))?;
            turn().await?;
            assert!(outer.cancel());
            assert!(raised_by(outer.await).is(CancelledError));
            assert!(!gatherer.get().expect("it was made").cancel());
            assert!(waiter.cancelled());
            assert!(children.iter().all(|child| child.cancelled()));
            turn().await
        },
        &[],
    );
}

/// `test_cancel_gather_1`
#[test]
fn it_refuses_once_all_children_are_done_though_it_is_not() {
    check(async {
        let future = Future::new()?;
        let gathering = gather([coro!("child", {
            let future = future.clone();
            async move { future.wait().await }
        })])?;
        // The child begins to wait before the callback is added, and so wakes up before it.
        turn().await?;
        let answer = Rc::new(Cell::new(None));
        future.add_done_callback("cancelling_callback", {
            let (gathering, answer) = (gathering.clone(), answer.clone());
            move |_| {
                assert!(!gathering.done());
                answer.set(Some(gathering.cancel()));
                Ok(())
            }
        });
        future.set_result(42)?;
        assert_eq!(gathering.clone().await?, [42]);
        assert_eq!(answer.get(), Some(false));
        assert!(!gathering.cancelled());
        Ok(())
    });
}

/// `test_cancel_gather_2`
#[test]
fn with_exceptions_returned_the_cancellation_comes_out_with_its_message() {
    async fn test() -> Result<()> {
        while time()? < 1.0 {
            gather_return_exceptions([coro!("sleep", sleep(0.05))])?.await?;
        }
        Ok(())
    }
    for (message, expected) in [(None, "CancelledError()"), (Some("my message"), "CancelledError('my message')")] {
        check(async move {
            let task = create_task(coro!(test()))?;
            sleep(0.2).await?;
            match message {
                Some(message) => task.cancel_with(message),
                None => task.cancel(),
            };
            assert_eq!(contexts(&raised_by(task.await)), [expected]);
            assert_eq!(time()?, 0.2);
            Ok(())
        });
    }
}
