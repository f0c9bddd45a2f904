//! When a timeout ends: now, never, or at a time that is moved meanwhile.
//!
//! Invariant: every console shows what the timeout itself says of its end.

use std::cell::OnceCell;

use except_star::exception::{RuntimeError, TimeoutError};
use except_star::repr::Repr;
use except_star::{Future, Result, Timeout, attempt, print, sleep, timeout};

use crate::check::this_task;

behaviours! {
    /// A timeout of zero or less is noticed at the first suspension, so a body without one never meets it: neither what
    /// is done already nor a plain coroutine counts as one.
    a_timeout_of_zero_is_met_at_the_first_suspension {
        python: r#"
async def plain():
    return "plain"


async def limited(delay, pause, ready):
    task = asyncio.current_task()
    try:
        async with asyncio.timeout(delay) as limit:
            print(await plain(), await ready)
            if pause:
                await asyncio.sleep(0)
                print("after the pause", limit.expired())
    except TimeoutError as e:
        print(delay, repr(e), limit.expired(), task.cancelling())
    else:
        print(delay, "no error", limit.expired(), task.cancelling())
    await asyncio.sleep(0)


async def main():
    ready = asyncio.get_running_loop().create_future()
    ready.set_result("ready")
    for delay in [0.0, -1.0, None]:
        await limited(delay, False, ready)
        await limited(delay, True, ready)
"#,
        rust: async {
            async fn plain() -> Result<&'static str> {
                Ok("plain")
            }
            async fn limited(delay: Option<f64>, pause: bool, ready: &Future<&'static str>) -> Result<()> {
                let limit: OnceCell<Timeout> = OnceCell::new();
                let tell = |what: &str| {
                    let expired = limit.get().map(Timeout::expired);
                    print(format!("{} {what} {} {}", delay.repr(), expired.repr(), this_task().cancelling()));
                };
                attempt(timeout(delay, async |entered| {
                    let _ = limit.set(entered.clone());
                    print(format!("{} {}", plain().await?, ready.wait().await?));
                    if pause {
                        sleep(0.0).await?;
                        print(format!("after the pause {}", entered.expired().repr()));
                    }
                    Ok(())
                }))
                .except(TimeoutError, async |e| {
                    tell(&format!("{e:?}"));
                    Ok(())
                })
                .otherwise(async |()| {
                    tell("no error");
                    Ok(())
                })
                .await?;
                sleep(0.0).await
            }
            let ready = Future::new()?;
            ready.set_result("ready")?;
            for delay in [Some(0.0), Some(-1.0), None] {
                limited(delay, false, &ready).await?;
                limited(delay, true, &ready).await?;
            }
            Ok(())
        },
        console: [
            "0.0 plain ready",
            "0.0 0.0 no error False 0",
            "0.0 plain ready",
            "0.0 0.0 TimeoutError() True 0",
            "0.0 plain ready",
            "0.0 -1.0 no error False 0",
            "0.0 plain ready",
            "0.0 -1.0 TimeoutError() True 0",
            "0.0 plain ready",
            "0.0 None no error False 0",
            "0.0 plain ready",
            "0.0 after the pause False",
            "0.0 None no error False 0",
        ],
    }

    /// The end of a timeout is moved while it runs, and fixed once the time is up or the block is left.
    a_timeout_is_moved_until_it_is_over {
        python: r#"
def move(limit, when):
    try:
        limit.reschedule(when)
        print("moved", limit.when())
    except RuntimeError as e:
        print(repr(e), limit.when())


async def main():
    async with asyncio.timeout(1.0) as limit:
        print(limit.when())
        await asyncio.sleep(0.5)
        move(limit, 2.0)
        await asyncio.sleep(1)
        move(limit, None)
        await asyncio.sleep(5)
    move(limit, 9.0)
    try:
        async with asyncio.timeout(9) as limit:
            move(limit, 1.0)
            try:
                await asyncio.sleep(9)
            finally:
                move(limit, 20.0)
    except TimeoutError as e:
        print(repr(e))
    move(limit, 20.0)
"#,
        rust: async {
            fn move_to(limit: &Timeout, when: Option<f64>) -> Result<()> {
                match limit.reschedule(when) {
                    Ok(()) => print(format!("moved {}", limit.when().repr())),
                    Err(e) if e.is(RuntimeError) => print(format!("{e:?} {}", limit.when().repr())),
                    Err(e) => return Err(e),
                }
                Ok(())
            }
            let limit = timeout(1.0, async |limit| {
                print(limit.when().repr());
                sleep(0.5).await?;
                move_to(&limit, Some(2.0))?;
                sleep(1.0).await?;
                move_to(&limit, None)?;
                sleep(5.0).await?;
                Ok(limit)
            })
            .await?;
            move_to(&limit, Some(9.0))?;
            let limit: OnceCell<Timeout> = OnceCell::new();
            attempt(timeout(9.0, async |entered| {
                let _ = limit.set(entered.clone());
                move_to(&entered, Some(1.0))?;
                attempt(sleep(9.0)).finally(async || move_to(&entered, Some(20.0))).await
            }))
            .except(TimeoutError, async |e| {
                print(format!("{e:?}"));
                Ok(())
            })
            .await?;
            move_to(limit.get().expect("it was entered"), Some(20.0))
        },
        console: [
            "0.0 1.0",
            "0.5 moved 2.0",
            "1.5 moved None",
            "6.5 RuntimeError('Cannot change state of finished Timeout') None",
            "6.5 moved 1.0",
            "6.5 RuntimeError('Cannot change state of expiring Timeout') 1.0",
            "6.5 TimeoutError()",
            "6.5 RuntimeError('Cannot change state of expired Timeout') 1.0",
        ],
    }
}
