//! `gather`: the errors that nobody takes, and when they are reported.

use except_star::exception::{self, ValueError};
use except_star::{
    Intervene, Intervention, Result, Runner, attempt, coro, create_named_task, gather, gather_return_exceptions, print,
    raise, sleep,
};

behaviours! {
    /// A `gather` whose failure nobody awaits reports it, as a task does; its children's errors are its own.
    a_gather_that_nobody_awaits_reports_its_failure {
        python: r#"
async def fail():
    raise ValueError("fail")


async def main():
    gathering = asyncio.gather(fail())
    await asyncio.sleep(1)
    del gathering
    print("main ends")
"#,
        rust: async {
            async fn fail() -> Result<()> {
                raise(ValueError.new("fail"))
            }
            let gathering = gather([coro!(fail())])?;
            sleep(1.0).await?;
            drop(gathering);
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 ! _GatheringFuture exception was never retrieved",
            "1.0 ! future: <_GatheringFuture finished exception=ValueError('fail')>",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: fail",
            "1.0 main ends",
        ],
    }
}

/// Somebody makes the outer future fail while children still run: the others, whose errors nobody has asked for, are held by
/// the callback of those that run, and reported when the last of them has ended. (The scenarios compare this with CPython.)
#[test]
fn an_error_from_outside_leaves_the_children_that_failed_to_those_that_run() {
    async fn fail() -> Result<()> {
        raise(ValueError.new("fail"))
    }
    async fn nap() -> Result<()> {
        sleep(2.0).await?;
        print("nap ends");
        Ok(())
    }
    let main = coro!("main", async {
        let children = [create_named_task("fail", coro!(fail()))?, create_named_task("nap", coro!(nap()))?];
        attempt(async { gather_return_exceptions(children)?.await.map(drop) })
            .except(exception::KeyError, async |e| {
                print(format!("main {e:?}"));
                Ok(())
            })
            .await?;
        sleep(2.0).await
    });
    let action = Intervene::Raise { task: "Task-1".to_owned(), class: exception::KeyError, message: None };
    crate::check::check_on(
        Runner::new().interventions(vec![Intervention { at: 1.0, action }]),
        main,
        &[
            "1.0 main KeyError()",
            "2.0 nap ends",
            "2.0 ! Task exception was never retrieved",
            "2.0 ! future: <Task finished name='fail' coro=<fail() done, defined at …> exception=ValueError('fail')>",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! ValueError: fail",
        ],
    );
}
