//! Context variables of tasks.

use except_star::{
    ContextVar, Future, Result, TaskOptions, call_soon, copy_context, coro, create_task, create_task_with, gather, run,
    sleep,
};

use crate::support::{check, turn};

/// `test_context_1`
#[test]
fn a_task_keeps_the_context_of_its_creation() {
    check(async {
        let var = ContextVar::with_default("cvar", "nope");
        let of_task = var.clone();
        assert_eq!(var.get()?, "nope");
        let task = create_task(coro!("sub", async move {
            sleep(0.01).await?;
            assert_eq!(of_task.get()?, "nope");
            drop(of_task.set("something else"));
            Ok(())
        }))?;
        drop(var.set("yes"));
        task.await?;
        assert_eq!(var.get()?, "yes");
        Ok(())
    });
}

/// `test_context_2`
#[test]
fn a_callback_does_not_change_the_context_of_the_task_that_adds_it() {
    let var = ContextVar::with_default("cvar", "nope".to_owned());
    let inside = var.clone();
    check(async move {
        assert_eq!(inside.get()?, "nope");
        for j in 0..2 {
            let future = Future::new()?;
            let (of_callback, set) = (inside.clone(), future.clone());
            future.add_done_callback("on_done", move |_| {
                drop(of_callback.set("something else".to_owned()));
                Ok(())
            });
            drop(inside.set(format!("yes{j}")));
            call_soon("set_result", move || set.set_result(()))?;
            future.await?;
            assert_eq!(inside.get()?, format!("yes{j}"));
            for i in 0..3 {
                drop(inside.set(format!("yes{i}-{j}")));
                sleep(0.001).await?;
                assert_eq!(inside.get()?, format!("yes{i}-{j}"));
            }
        }
        Ok(())
    });
    assert_eq!(var.get().unwrap(), "nope");
}

/// `test_context_3`
#[test]
fn a_hundred_tasks_change_a_variable_each_for_itself() {
    let var = ContextVar::with_default("cvar", -1);
    let inside = var.clone();
    check(async move {
        let tasks: Result<Vec<_>> = (0..100)
            .map(|task: i64| {
                let var = inside.clone();
                create_task(coro!("sub", async move {
                    for i in 0..10 {
                        let value = task % 11 + i;
                        drop(var.set(value));
                        sleep(0.001 * (1 + (task * 7 + i * 13) % 50) as f64).await?;
                        assert_eq!(var.get()?, value);
                    }
                    Ok(())
                }))
            })
            .collect();
        gather(tasks?)?.await.map(drop)
    });
    assert_eq!(var.get().unwrap(), -1);
}

/// `test_context_4`, `test_context_5`, `test_context_6`
#[test]
fn tasks_share_a_context_that_they_are_given() {
    check(async {
        let var = ContextVar::new("cvar");
        let context = copy_context();
        let mut seen = vec![context.get(&var)];
        for value in [1, 2] {
            let of_task = var.clone();
            let set = coro!("coro", async move {
                turn().await?;
                drop(of_task.set(value));
                Ok(())
            });
            create_task_with(set, TaskOptions::new().context(&context))?.await?;
            seen.push(context.get(&var));
        }
        assert_eq!(seen, [None, Some(1), Some(2)]);
        Ok(())
    });
}

/// `test_get_context`
#[test]
fn a_task_gives_the_context_that_it_was_given() {
    run(coro!("main", async {
        let context = copy_context();
        let task = create_task_with(coro!("nothing", async { Ok(()) }), TaskOptions::new().context(&context))?;
        (&task).await?;
        assert!(task.context().is(&context));
        Ok(())
    }))
    .unwrap();
}
