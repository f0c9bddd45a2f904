//! Done callbacks: when they run, in which order, and how they are taken back.

use std::cell::RefCell;
use std::rc::Rc;

use except_star::exception::{KeyboardInterrupt, RuntimeError};
use except_star::{Callback, End, Future, Result, coro, create_task, print, raise};

use crate::support::{check, check_console, finish, turn};

/// What callbacks have put into it.
#[derive(Clone, Default)]
struct Bag(Rc<RefCell<Vec<i64>>>);

impl Bag {
    /// Adds a callback that puts this into the bag.
    fn fill(&self, future: &Future<&'static str>, thing: i64) -> Callback {
        let bag = self.clone();
        future.add_done_callback("bag_appender", move |_| {
            bag.0.borrow_mut().push(thing);
            Ok(())
        })
    }

    #[track_caller]
    fn holds(&self, things: &[i64]) {
        assert_eq!(*self.0.borrow(), things);
    }
}

/// `test_callbacks_remove_first_callback`, `test_callbacks_remove_first_and_second_callback`,
/// `test_callbacks_remove_third_callback`
#[test]
fn a_callback_that_is_taken_back_does_not_run() {
    for (removed, left) in [(&[0][..], &[17, 100][..]), (&[0, 1], &[100]), (&[2], &[42, 17])] {
        check(async move {
            let bag = Bag::default();
            let future = Future::new()?;
            let callbacks = [42, 17, 100].map(|thing| bag.fill(&future, thing));
            for index in removed {
                assert_eq!(future.remove_done_callback(&callbacks[*index]), 1);
            }
            assert_eq!(future.remove_done_callback(&callbacks[removed[0]]), 0, "it is gone already");
            bag.holds(&[]);
            future.set_result("foo")?;
            turn().await?;
            bag.holds(left);
            assert_eq!(future.result()?, "foo");
            Ok(())
        });
    }
}

/// `test_callbacks_invoked_on_set_result`
#[test]
fn callbacks_run_in_order_after_a_result() {
    check(async {
        let bag = Bag::default();
        let future = Future::new()?;
        bag.fill(&future, 42);
        bag.fill(&future, 17);
        bag.holds(&[]);
        future.set_result("foo")?;
        bag.holds(&[]);
        turn().await?;
        bag.holds(&[42, 17]);
        assert_eq!(future.result()?, "foo");
        Ok(())
    });
}

/// `test_callbacks_invoked_on_set_exception`
#[test]
fn callbacks_run_after_an_exception() {
    check(async {
        let bag = Bag::default();
        let future = Future::new()?;
        bag.fill(&future, 100);
        bag.holds(&[]);
        let exception = RuntimeError.empty();
        future.set_exception(exception.clone())?;
        turn().await?;
        bag.holds(&[100]);
        assert!(future.exception()?.expect("it failed").same(&exception));
        Ok(())
    });
}

/// `test_remove_done_callback`, as far as one callback is added once. A closure cannot be added a second time.
#[test]
fn removing_a_callback_returns_how_many_there_were() {
    check(async {
        let bag = Bag::default();
        let (future, another) = (Future::new()?, Future::new()?);
        let first = bag.fill(&future, 1);
        let second = bag.fill(&future, 2);
        let foreign = bag.fill(&another, 3);
        assert_eq!(future.remove_done_callback(&second), 1);
        assert_eq!(future.remove_done_callback(&foreign), 0);
        bag.fill(&future, 4);
        assert_eq!(future.remove_done_callback(&first), 1);
        bag.holds(&[]);
        future.set_result("foo")?;
        turn().await?;
        bag.holds(&[4]);
        Ok(())
    });
}

/// `test_schedule_callbacks_list_mutation_1`
#[test]
fn a_callback_cannot_be_taken_back_once_the_future_is_done() {
    check(async {
        let bag = Bag::default();
        let future = Future::new()?;
        let later: Rc<RefCell<Option<Callback>>> = Rc::default();
        future.add_done_callback("mut", {
            let later = later.clone();
            move |future| {
                let later = later.take().expect("it was added");
                assert_eq!(future.remove_done_callback(&later), 0);
                Ok(())
            }
        });
        later.replace(Some(bag.fill(&future, 1)));
        future.set_result("foo")?;
        turn().await?;
        bag.holds(&[1]);
        Ok(())
    });
}

/// What a handle raises is reported, but KeyboardInterrupt leaves the loop, from a done callback as from any other.
#[test]
fn keyboard_interrupt_in_a_callback_leaves_the_loop() {
    let finished = finish(async {
        let future = Future::new()?;
        future.add_done_callback("interrupt", |_| raise(KeyboardInterrupt.empty()));
        future.set_result(())?;
        turn().await?;
        Ok(())
    });
    let End::Raised(exception) = finished.end else { panic!("{:?}", finished.end) };
    assert_eq!(format!("{exception:?}"), "KeyboardInterrupt()");
}

/// A callback does not keep its task: one that waits for nothing of the loop goes with its last handle.
#[test]
fn a_callback_keeps_no_task() {
    check_console(
        async {
            let task = create_task(coro!("lost", ::futures::future::pending::<Result<()>>()))?;
            task.add_done_callback("tell", |_| {
                print("never reached");
                Ok(())
            });
            turn().await?;
            drop(task);
            print("main ends");
            Ok(())
        },
        &[
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task pending name='Task-2' coro=<lost() running at …> cb=[tell() at …]>",
            "0.0 main ends",
        ],
    );
}
