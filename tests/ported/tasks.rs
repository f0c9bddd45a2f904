//! `test_tasks.py`: making tasks, how they show themselves, what is raised in them. The rest has modules of its own.
//!
//! Each test names the one of CPython that it ports.

mod as_completed;
mod as_completed_futures;
mod cancel;
mod cancel_counts;
mod cancel_messages;
mod context;
mod gather;
mod gather_cancelled;
mod set_methods;
mod shield;
mod sleep;
mod wait;

use std::cell::OnceCell;
use std::rc::Rc;

use except_star::exception::{KeyError, RuntimeError, TypeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Exception, Future, Result, Task, TaskRef, all_tasks, attempt, coro, create_named_task, create_task, current_task,
    gather, print, raise, run, set_debug, sleep as nap, wait as wait_for_all,
};

use crate::check::this_task;
use crate::support::{check, check_console, contexts, divide_by_zero, raised_by, turn};

async fn give<T>(value: T) -> Result<T> {
    Ok(value)
}

/// `test_task_class`, `test_bare_create_task`, `test_create_task_with_async_function`, `test_task_basics`
#[test]
fn a_task_gives_what_its_coroutine_returns() {
    async fn outer() -> Result<i64> {
        let a = give(42).await?;
        let b = give(1000).await?;
        Ok(a + b)
    }
    check(async {
        for _ in 0..2 {
            let task = create_task(coro!(outer()))?;
            assert!(!task.done());
            assert_eq!((&task).await?, 1042);
            assert!(task.done());
            assert_eq!(task.result()?, 1042);
        }
        Ok(())
    });
}

/// `test_bare_create_named_task`
#[test]
fn a_task_has_the_name_that_it_is_given() {
    check(async {
        let task = create_named_task("No-op", coro!(give(())))?;
        assert_eq!(task.name(), "No-op");
        task.await
    });
}

/// `test_coroutine_non_gen_function_return_future`
#[test]
fn a_future_that_is_returned_is_a_value_and_not_awaited() {
    check(async {
        let future: Future<&str> = Future::new()?;
        let task = create_task(coro!(give(future.clone())))?;
        let setter = create_task(coro!("setter", {
            let future = future.clone();
            async move { future.set_result("test") }
        }))?;
        let returned = task.await?;
        assert!(setter.done() && returned.done());
        assert_eq!(returned.result()?, "test");
        Ok(())
    });
}

/// `test_ensure_future_coroutine`, `test_ensure_future_future`, `test_ensure_future_task`: seen in `gather`, which makes a
/// task of a coroutine, and takes a task or a future as it is.
#[test]
fn only_a_coroutine_becomes_a_task() {
    async fn name() -> Result<String> {
        Ok(this_task().name())
    }
    check(async {
        let task = create_task(coro!(name()))?;
        let future = Future::new()?;
        assert_eq!(gather([&task])?.await?, ["Task-2"]);
        future.set_result("ko".to_owned())?;
        assert_eq!(gather([&future])?.await?, ["ko"]);
        assert_eq!(gather([coro!(name())])?.await?, ["Task-3"]);

        let pending: Future<()> = Future::new()?;
        let gathering = gather([&pending])?;
        gathering.cancel();
        assert!(pending.cancelled(), "it is the future itself");
        raised_by(gathering.await);
        Ok(())
    });
    let refusal = raised_by(gather([coro!(name())]));
    assert_eq!(refusal.to_string(), "There is no current event loop in thread 'MainThread'.");
}

/// `test_other_loop_future`
#[test]
fn a_future_of_another_run_is_refused() {
    let foreign: Future<()> = run(coro!("main", async { Future::new() })).expect("main returns");
    check(async move {
        let refusal = raised_by(foreign.wait().await);
        assert_eq!(
            format!("{refusal:?}"),
            r#"RuntimeError("Task <Task pending name='Task-1' coro=<main() running at …> "#.to_owned()
                + r#"cb=[_run_until_complete_cb() at …]> got Future <Future pending> attached to a different loop")"#
        );
        Ok(())
    });
}

/// `test_task_awaits_on_itself`
#[test]
fn a_task_cannot_await_itself() {
    check(async {
        let own: Rc<OnceCell<Task<()>>> = Rc::default();
        let task = create_task(coro!("test", {
            let own = own.clone();
            async move { own.get().expect("it is known by then").await }
        }))?;
        own.get_or_init(|| task.clone());
        let refusal = raised_by(task.await);
        assert!(refusal.is(RuntimeError));
        assert!(refusal.to_string().starts_with("Task cannot await on itself: <Task pending name='Task-2'"));
        Ok(())
    });
}

/// `test_task_repr`
#[test]
fn a_task_shows_its_state() {
    check(async {
        let task = create_named_task("TestTask", coro!("notmuch", give("abc")))?;
        task.add_done_callback("Dummy", |_| Ok(()));
        let rest = "name='TestTask' coro=<notmuch() running at …> cb=[Dummy() at …]>";
        assert_eq!(task.repr(), format!("<Task pending {rest}"));
        task.cancel();
        assert_eq!(task.repr(), format!("<Task cancelling {rest}"));
        raised_by((&task).await);
        assert_eq!(task.repr(), "<Task cancelled name='TestTask' coro=<notmuch() done, defined at …>>");

        let task = create_named_task("TestTask", coro!("notmuch", give("abc")))?;
        (&task).await?;
        assert_eq!(task.repr(), "<Task finished name='TestTask' coro=<notmuch() done, defined at …> result='abc'>");
        Ok(())
    });
}

/// `test_task_repr_autogenerated`
#[test]
fn names_that_are_not_given_are_counted_up() {
    check(async {
        let (first, second) = (create_task(coro!(give(123)))?, create_task(coro!(give(123)))?);
        assert!(first.repr().starts_with("<Task pending name='Task-2' "));
        assert!(second.repr().starts_with("<Task pending name='Task-3' "));
        first.await?;
        second.await.map(drop)
    });
}

/// `test_task_repr_wait_for`, `test_step_result_future`
#[test]
fn a_task_shows_what_it_waits_for_and_the_future_who_waits() {
    check(async {
        let future = Future::new()?;
        let task = create_task(coro!("wait_for", {
            let future = future.clone();
            async move { future.wait().await }
        }))?;
        turn().await?;
        assert_eq!(future.repr(), "<Future pending cb=[Task.task_wakeup()]>");
        assert!(task.repr().ends_with(&format!(" wait_for={}>", future.repr())));
        future.set_result(7)?;
        turn().await?;
        assert_eq!(task.result()?, 7);
        Ok(())
    });
}

/// `test_current_task`, `test_current_task_with_implicit_loop`, `test_current_task_with_interleaving_tasks`
#[test]
fn each_task_knows_that_it_runs() {
    #[track_caller]
    fn runs(name: &str) {
        assert_eq!(this_task().name(), name);
    }
    check(async {
        let (one, two) = (Future::new()?, Future::new()?);
        let first = create_named_task("first", {
            let (one, two) = (one.clone(), two.clone());
            coro!("first", async move {
                runs("first");
                one.wait().await?;
                runs("first");
                two.set_result(())
            })
        })?;
        let second = create_named_task("second", {
            coro!("second", async move {
                runs("second");
                one.set_result(())?;
                two.wait().await?;
                runs("second");
                Ok(())
            })
        })?;
        wait_for_all([first.clone(), second.clone()], None, except_star::ReturnWhen::AllCompleted).await?;
        runs("Task-1");
        first.add_done_callback("look", |_| {
            assert!(current_task()?.is_none(), "a callback is no task");
            Ok(())
        });
        turn().await?;
        first.await?;
        second.await
    });
}

/// `test_current_task_no_running_loop_implicit`
#[test]
fn outside_a_run_there_is_no_task() {
    assert_eq!(format!("{:?}", raised_by(current_task())), "RuntimeError('no running event loop')");
}

/// `test_exception_chaining_after_await`
#[test]
fn what_a_task_raises_has_what_its_awaiter_handles_as_its_context() {
    check(async {
        attempt(async { raise(KeyError.new(3)) })
            .except(KeyError, async |_| {
                let error = raised_by(create_task(coro!("fail", async { raise::<()>(ValueError.empty()) }))?.await);
                assert_eq!(contexts(&error), ["ValueError()", "KeyError(3)"]);
                Ok(())
            })
            .await
    });
}

/// `test_exception_chaining_after_await_with_context_cycle`
#[test]
fn an_exception_that_comes_back_is_not_its_own_context() {
    async fn process(exception: Exception) -> Result<()> {
        raise(exception)
    }
    check(async {
        attempt(async { raise(KeyError.new("a")) })
            .except(KeyError, async |handled| {
                let error = raised_by(create_task(coro!(process(handled.clone())))?.await);
                assert!(error.same(&handled));
                assert!(error.context().is_none());
                Ok(())
            })
            .await
    });
}

/// `test_exception_traceback`
#[test]
fn the_exception_of_a_task_has_a_traceback() {
    check(async {
        let task = create_task(coro!("foo", async { divide_by_zero::<()>() }))?;
        turn().await?;
        assert!(task.exception()?.expect("it failed").has_traceback());
        Ok(())
    });
}

/// `test_log_destroyed_pending_task`: there, the garbage collector finds a task that only its own future knows. Here it waits
/// for something that is not the loop's, which does not know it.
#[test]
fn a_task_that_nobody_knows_is_destroyed_with_a_message() {
    check_console(
        async {
            set_debug(true)?;
            create_named_task("lost", coro!("kill_me", ::futures::future::pending::<Result<()>>()))?;
            print(all_tasks()?.iter().map(TaskRef::name).collect::<Vec<_>>().join(" "));
            turn().await?;
            print(all_tasks()?.iter().map(TaskRef::name).collect::<Vec<_>>().join(" "));
            Ok(())
        },
        &[
            "0.0 Task-1 lost",
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task pending name='lost' coro=<kill_me() running at …> created at …>",
            "0.0 Task-1",
        ],
    );
}

/// `test_tb_logger_not_called_after_cancel`
#[test]
fn an_attempt_to_cancel_a_failed_task_retrieves_its_exception() {
    check(async {
        let task = create_task(coro!("fail", async { raise::<()>(TypeError.empty()) }))?;
        nap(0.05).await?;
        assert!(!task.cancel());
        drop(task);
        Ok(())
    });
}
