//! `gather`: results, exceptions, and what is given to it. CPython runs its tests with futures and with coroutines; where
//! both are meant, so does this.

use except_star::exception::{CancelledError, RuntimeError, ValueError, ZeroDivisionError};
use except_star::repr::Repr;
use except_star::{Coro, Exception, Future, Result, coro, create_task, gather, gather_return_exceptions, raise, run};

use crate::support::{check, raised_by, turn};

fn futures<const N: usize>() -> Result<[Future<i64>; N]> {
    let futures: Vec<_> = (0..N).map(|_| Future::new()).collect::<Result<_>>()?;
    Ok(futures.try_into().ok().expect("as many as were made"))
}

fn coroutines(futures: &[Future<i64>]) -> Vec<Coro<impl std::future::Future<Output = Result<i64>> + 'static>> {
    let waiting = |future: Future<i64>| async move { future.wait().await };
    futures.iter().map(|future| coro!("coro", waiting(future.clone()))).collect()
}

/// Lets everything run that has become ready.
async fn settle() -> Result<()> {
    for _ in 0..4 {
        turn().await?;
    }
    Ok(())
}

/// Ends three futures out of order, under a plain `gather` and one that returns exceptions.
macro_rules! check_success {
    ($gather:ident, $of:expr) => {
        check(async {
            let all = futures::<3>()?;
            let gathered = $gather($of(&all))?;
            settle().await?;
            all[1].set_result(1)?;
            all[0].set_result(2)?;
            settle().await?;
            assert!(!gathered.done());
            all[2].set_result(3)?;
            settle().await?;
            assert!(gathered.done());
            assert_eq!(gathered.result()?.repr(), "[2, 1, 3]");
            Ok(())
        })
    };
}

/// `test_success`, `test_result_exception_success`
#[test]
fn results_come_in_the_order_of_the_arguments() {
    check_success!(gather, <[Future<i64>]>::iter);
    check_success!(gather, coroutines);
    check_success!(gather_return_exceptions, <[Future<i64>]>::iter);
    check_success!(gather_return_exceptions, coroutines);
}

/// `test_one_exception`
#[test]
fn the_first_exception_ends_it_and_what_comes_later_does_nothing() {
    for with_coroutines in [false, true] {
        check(async move {
            let [a, b, c, d, e] = futures()?;
            let all = [&a, &b, &c, &d, &e].map(Clone::clone);
            let gathered = if with_coroutines { gather(coroutines(&all))? } else { gather(all)? };
            settle().await?;
            let exception = ZeroDivisionError.empty();
            a.set_result(1)?;
            b.set_exception(exception.clone())?;
            settle().await?;
            assert!(gathered.done());
            assert!(gathered.exception()?.expect("it failed").same(&exception));
            c.set_result(3)?;
            d.cancel();
            e.set_exception(RuntimeError.empty())?;
            settle().await?;
            assert!(gathered.exception()?.expect("it failed").same(&exception));
            Ok(())
        });
    }
}

/// `test_return_exceptions`
#[test]
fn exceptions_that_are_returned_stand_among_the_results() {
    for with_coroutines in [false, true] {
        check(async move {
            let [a, b, c, d] = futures()?;
            let all = [&a, &b, &c, &d].map(Clone::clone);
            let gathered: Future<Vec<Result<i64>>> = match with_coroutines {
                true => gather_return_exceptions(coroutines(&all))?,
                false => gather_return_exceptions(all)?,
            };
            settle().await?;
            let errors = [ZeroDivisionError.empty(), RuntimeError.empty()];
            b.set_result(1)?;
            c.set_exception(errors[0].clone())?;
            a.set_result(3)?;
            settle().await?;
            assert!(!gathered.done());
            d.set_exception(errors[1].clone())?;
            settle().await?;
            assert!(gathered.done());
            let entries = gathered.await?;
            assert_eq!(entries.repr(), "[3, 1, ZeroDivisionError(), RuntimeError()]");
            let same = |entry: &Result<i64>, error: &Exception| entry.as_ref().is_err_and(|e| e.same(error));
            assert!(same(&entries[2], &errors[0]) && same(&entries[3], &errors[1]));
            Ok(())
        });
    }
}

/// `test_constructor_empty_sequence_without_loop`, `test_constructor_empty_sequence_use_running_loop`,
/// `test_constructor_without_loop`, `test_constructor_use_running_loop`
#[test]
fn it_needs_a_loop_even_for_nothing() {
    async fn abc() -> Result<&'static str> {
        Ok("abc")
    }
    let message = "There is no current event loop in thread 'MainThread'.";
    let nothing: [Future<i64>; 0] = [];
    assert_eq!(raised_by(gather(&nothing)).to_string(), message);
    assert_eq!(raised_by(gather([coro!(abc()), coro!(abc())].into_iter().take(1))).to_string(), message);
    check(async {
        let nothing: [Future<i64>; 0] = [];
        let gathered = gather(nothing)?;
        assert!(gathered.done());
        assert!(gathered.result()?.is_empty());
        assert_eq!(gather([abc(), abc()].map(|abc| coro!("abc", abc)))?.await?, ["abc", "abc"]);
        Ok(())
    });
}

/// `test_constructor_heterogenous_futures`
#[test]
fn a_future_of_another_run_is_refused() {
    let foreign: Future<i64> = run(coro!("main", async { Future::new() })).expect("main returns");
    check(async move {
        let own = Future::new()?;
        let refusal = raised_by(gather([own, foreign]));
        assert!(refusal.is(ValueError));
        let message = "The future belongs to a different loop than the one specified as the loop argument";
        assert_eq!(refusal.to_string(), message);
        Ok(())
    });
}

/// `test_duplicate_coroutines`: a coroutine can be given once only; a task can be given again.
#[test]
fn what_is_given_again_runs_once_and_stands_at_each_of_its_places() {
    async fn give(text: &'static str) -> Result<&'static str> {
        Ok(text)
    }
    check(async {
        let abc = create_task(coro!(give("abc")))?;
        let def = create_task(coro!(give("def")))?;
        assert_eq!(gather([&abc, &abc, &def, &abc])?.await?, ["abc", "abc", "def", "abc"]);
        Ok(())
    });
}

/// `test_exception_marking`
#[test]
fn an_exception_that_comes_too_late_is_not_reported() {
    async fn fail(future: Future<()>) -> Result<()> {
        future.wait().await?;
        raise(RuntimeError.new("should not be ignored"))
    }
    check(async {
        let (first, second) = (Future::new()?, Future::new()?);
        let outer = create_task(coro!("outer", {
            let children = [coro!(fail(first.clone())), coro!(fail(second.clone()))];
            async move { gather(children)?.await }
        }))?;
        settle().await?;
        first.set_result(())?;
        settle().await?;
        second.set_result(())?;
        settle().await?;
        assert!(outer.exception()?.expect("it failed").is(RuntimeError));
        Ok(())
    });
}

/// `test_one_cancellation`
#[test]
fn a_cancelled_child_is_an_exception_and_does_not_cancel_it() {
    check(async {
        let [a, b, c, d, e] = futures()?;
        let gathered = gather([&a, &b, &c, &d, &e])?;
        a.set_result(1)?;
        b.cancel();
        settle().await?;
        assert!(gathered.done() && !gathered.cancelled());
        assert!(gathered.exception()?.expect("it failed").is(CancelledError));
        c.set_result(3)?;
        d.cancel();
        e.set_exception(RuntimeError.empty())?;
        settle().await
    });
}

/// `test_result_exception_one_cancellation`
#[test]
fn cancelled_children_stand_among_the_results() {
    check(async {
        let [a, b, c, d, e, f] = futures()?;
        let gathered = gather_return_exceptions([&a, &b, &c, &d, &e, &f])?;
        a.set_result(1)?;
        b.set_exception(ZeroDivisionError.empty())?;
        c.cancel();
        settle().await?;
        assert!(!gathered.done());
        d.set_result(3)?;
        e.cancel();
        f.set_exception(RuntimeError.empty())?;
        assert_eq!(
            gathered.await?.repr(),
            "[1, ZeroDivisionError(), CancelledError(''), 3, CancelledError(''), RuntimeError()]"
        );
        Ok(())
    });
}
