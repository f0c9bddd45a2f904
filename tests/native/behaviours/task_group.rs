//! `TaskGroup`: who is cancelled, what is collected, what comes out.

use except_star::exception::ValueError;
use except_star::{Result, attempt, coro, print, raise, sleep, task_group};

behaviours! {
    /// Errors of the iteration in which the group aborts are all collected, in the order of their steps.
    failures_of_one_iteration_are_all_collected {
        python: r#"
async def fail(n):
    await asyncio.sleep(0.1)
    raise ValueError(n)


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            for n in (1, 2, 3):
                tg.create_task(fail(n))
    except* ValueError as group:
        print(repr(group))
"#,
        rust: async {
            async fn fail(n: i64) -> Result<()> {
                sleep(0.1).await?;
                raise(ValueError.new(n))
            }
            attempt(task_group(async |tg| {
                for n in [1, 2, 3] {
                    tg.create_task(coro!(fail(n)))?;
                }
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                print(format!("{group:?}"));
                Ok(())
            })
            .await
        },
        console: ["0.1 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(1), ValueError(2), ValueError(3)])"],
    }
}
