//! Locks and semaphores: who gets the turn, when, and what a cancellation leaves.
//!
//! Invariant: all that wait are told in the order in which they came, and turns are counted beside them.

use super::turns;
use except_star::exception::{CancelledError, RuntimeError, ValueError};
use except_star::repr::Repr;
use except_star::{Lock, Result, Semaphore, async_with, attempt, coro, create_task, print, sleep};

/// Takes the lock, holds it for some turns.
async fn hold(name: &'static str, lock: Lock, count: u32) -> Result<()> {
    attempt(async_with(&lock, async |()| {
        print(format!("{name} has it"));
        for _ in 0..count {
            sleep(0.0).await?;
        }
        print(format!("{name} frees it"));
        Ok(())
    }))
    .except(CancelledError, async |e| {
        print(format!("{name} {e:?} {}", lock.locked().repr()));
        Ok(())
    })
    .await
}

behaviours! {
    shared: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def hold(name, lock, count):
    try:
        async with lock:
            print(name, "has it")
            for _ in range(count):
                await asyncio.sleep(0)
            print(name, "frees it")
    except asyncio.CancelledError as e:
        print(name, repr(e), lock.locked())
"#,

    /// A freed lock goes to the first who waits, one turn later; until then nobody who comes anew gets it. A free one is
    /// taken without a turn.
    a_freed_lock_goes_to_the_first_who_waits_one_turn_later {
        python: r#"
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(hold(name, lock, count)) for name, count in [("A", 0), ("B", 1), ("C", 0)]]
    ticking = asyncio.create_task(turns(5))
    await asyncio.sleep(0)
    print("main frees it")
    lock.release()
    print(lock.locked())
    await hold("main", lock, 0)
    for task in tasks:
        await task
    await ticking
    try:
        lock.release()
    except RuntimeError as e:
        print(repr(e))
"#,
        rust: async {
            let lock = Lock::new();
            lock.acquire().await?;
            let mut tasks = Vec::new();
            for (name, count) in [("A", 0), ("B", 1), ("C", 0)] {
                tasks.push(create_task(coro!(hold(name, lock.clone(), count)))?);
            }
            let ticking = create_task(coro!(turns(5)))?;
            sleep(0.0).await?;
            print("main frees it");
            lock.release()?;
            print(lock.locked().repr());
            hold("main", lock.clone(), 0).await?;
            for task in tasks {
                task.await?;
            }
            ticking.await?;
            attempt(async { lock.release() })
                .except(RuntimeError, async |e| {
                    print(format!("{e:?}"));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 turn 1",
            "0.0 main frees it",
            "0.0 False",
            "0.0 turn 2",
            "0.0 A has it",
            "0.0 A frees it",
            "0.0 turn 3",
            "0.0 B has it",
            "0.0 turn 4",
            "0.0 B frees it",
            "0.0 turn 5",
            "0.0 C has it",
            "0.0 C frees it",
            "0.0 main has it",
            "0.0 main frees it",
            "0.0 RuntimeError('Lock is not acquired.')",
        ],
    }

    /// Who is cancelled while it waits loses its place; who is cancelled when the lock has just come to it passes it on.
    a_cancelled_waiter_passes_the_lock_on {
        python: r#"
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(hold(name, lock, 1)) for name in "ABCD"]
    await asyncio.sleep(0)
    tasks[1].cancel("B")
    await asyncio.sleep(0)
    lock.release()
    tasks[0].cancel("A")
    for task in tasks:
        await task
    print(lock.locked())
"#,
        rust: async {
            let lock = Lock::new();
            lock.acquire().await?;
            let mut tasks = Vec::new();
            for name in ["A", "B", "C", "D"] {
                tasks.push(create_task(coro!(hold(name, lock.clone(), 1)))?);
            }
            sleep(0.0).await?;
            tasks[1].cancel_with("B");
            sleep(0.0).await?;
            lock.release()?;
            tasks[0].cancel_with("A");
            for task in tasks {
                task.await?;
            }
            print(lock.locked().repr());
            Ok(())
        },
        console: [
            "0.0 B CancelledError('B') True",
            "0.0 A CancelledError('A') False",
            "0.0 C has it",
            "0.0 C frees it",
            "0.0 D has it",
            "0.0 D frees it",
            "0.0 False",
        ],
    }

    /// Places of a semaphore go to those who wait, in their order, one turn later. A cancelled one gives its place to the
    /// next. A bounded one refuses more than it had.
    places_of_a_semaphore_go_to_those_who_wait_in_their_order {
        python: r#"
async def work(name, places):
    try:
        async with places:
            print(name, "begins")
            await asyncio.sleep(0)
            print(name, "ends")
    except asyncio.CancelledError as e:
        print(name, repr(e), places.locked())


async def main():
    places = asyncio.BoundedSemaphore(2)
    tasks = [asyncio.create_task(work(name, places)) for name in "ABCDE"]
    ticking = asyncio.create_task(turns(5))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("cancel")
    tasks[2].cancel("stop")
    for task in tasks:
        await task
    await ticking
    print(places.locked())
    try:
        places.release()
    except ValueError as e:
        print(repr(e))
"#,
        rust: async {
            async fn work(name: &'static str, places: Semaphore) -> Result<()> {
                attempt(async_with(&places, async |()| {
                    print(format!("{name} begins"));
                    sleep(0.0).await?;
                    print(format!("{name} ends"));
                    Ok(())
                }))
                .except(CancelledError, async |e| {
                    print(format!("{name} {e:?} {}", places.locked().repr()));
                    Ok(())
                })
                .await
            }
            let places = Semaphore::bounded(2)?;
            let mut tasks = Vec::new();
            for name in ["A", "B", "C", "D", "E"] {
                tasks.push(create_task(coro!(work(name, places.clone())))?);
            }
            let ticking = create_task(coro!(turns(5)))?;
            sleep(0.0).await?;
            sleep(0.0).await?;
            print("cancel");
            tasks[2].cancel_with("stop");
            for task in tasks {
                task.await?;
            }
            ticking.await?;
            print(places.locked().repr());
            attempt(async { places.release() })
                .except(ValueError, async |e| {
                    print(format!("{e:?}"));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 A begins",
            "0.0 B begins",
            "0.0 turn 1",
            "0.0 A ends",
            "0.0 B ends",
            "0.0 turn 2",
            "0.0 cancel",
            "0.0 C CancelledError('stop') True",
            "0.0 D begins",
            "0.0 turn 3",
            "0.0 E begins",
            "0.0 D ends",
            "0.0 turn 4",
            "0.0 E ends",
            "0.0 turn 5",
            "0.0 False",
            "0.0 ValueError('BoundedSemaphore released too many times')",
        ],
    }
}
