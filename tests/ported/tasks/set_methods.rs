//! A task's `set_result`, `set_exception` and `set_name`.

use except_star::exception::{RuntimeError, ValueError};
use except_star::repr::Repr;
use except_star::{Future, coro, create_named_task, create_task};

use crate::support::{check, raised_by};

/// `test_task_set_methods`
#[test]
fn a_task_has_no_result_but_its_own() {
    check(async {
        let task = create_task(coro!("coro", async { Ok("ham") }))?;
        for (refusal, name) in [
            (raised_by(task.set_result("ham")), "set_result"),
            (raised_by(task.set_exception(ValueError.empty())), "set_exception"),
        ] {
            assert!(refusal.is(RuntimeError));
            assert_eq!(refusal.to_string(), format!("Task does not support {name} operation"));
        }
        assert_eq!(task.await?, "ham");
        Ok(())
    });
}

/// What `test_task_set_name_pylong` says of names that are numbers, said of texts.
#[test]
fn a_name_can_be_replaced() {
    check(async {
        let task = create_named_task("987654321", coro!("notmuch", async { Ok(123) }))?;
        assert_eq!(task.name(), "987654321");
        task.set_name("123456789");
        assert_eq!(task.name(), "123456789");
        task.await.map(drop)
    });
}

/// An erased future knows the type of its result.
#[test]
fn an_erased_future_takes_no_result_of_another_type() {
    check(async {
        let number = create_task(coro!("number", async { Ok(1) }))?;
        let text: Future<String> = Future::new()?;
        let refusal = raised_by(text.erase().set_result(number.erase().await?));
        assert_eq!(refusal.repr(), "TypeError('the result of an erased future must have its own type')");
        assert!(!text.done());
        text.set_result("text".to_owned())?;
        assert_eq!(text.erase().result()?.repr(), "'text'");
        Ok(())
    });
}
