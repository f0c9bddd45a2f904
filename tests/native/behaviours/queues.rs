//! Conditions and queues: who is woken, when, and what a cancellation leaves.
//!
//! Invariant: all that wait are told in the order in which they came, and turns are counted beside them.

use super::turns;
use except_star::exception::{CancelledError, QueueShutDown};
use except_star::repr::Repr;
use except_star::{Condition, Queue, Result, async_with, attempt, coro, create_task, print, sleep};

behaviours! {
    shared: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)
"#,

    /// Who is notified needs the lock again, and gets it when it is free: one turn after the other. Who is cancelled takes the
    /// lock again before it goes on.
    a_notified_waiter_takes_the_lock_again {
        python: r#"
async def read(name, news):
    async with news:
        try:
            await news.wait()
            print(name, "has news", news.locked())
        except asyncio.CancelledError as e:
            print(name, repr(e), news.locked())


async def main():
    news = asyncio.Condition()
    tasks = [asyncio.create_task(read(name, news)) for name in "ABCD"]
    await asyncio.sleep(0)
    ticking = asyncio.create_task(turns(8))
    async with news:
        news.notify(1)
        await asyncio.sleep(0)
        print("main cancels and frees")
        tasks[1].cancel("stop")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with news:
        print("main notifies all")
        news.notify_all()
    for task in tasks:
        await task
    await ticking
    for call in [news.notify, news.notify_all, news.release]:
        try:
            call()
        except RuntimeError as e:
            print(repr(e))
    try:
        await news.wait()
    except RuntimeError as e:
        print(repr(e))
"#,
        rust: async {
            async fn read(name: &'static str, news: Condition) -> Result<()> {
                async_with(&news, async |()| {
                    attempt(async {
                        news.wait().await?;
                        print(format!("{name} has news {}", news.locked().repr()));
                        Ok(())
                    })
                    .except(CancelledError, async |e| {
                        print(format!("{name} {e:?} {}", news.locked().repr()));
                        Ok(())
                    })
                    .await
                })
                .await
            }
            let news = Condition::default();
            let mut tasks = Vec::new();
            for name in ["A", "B", "C", "D"] {
                tasks.push(create_task(coro!(read(name, news.clone())))?);
            }
            sleep(0.0).await?;
            let ticking = create_task(coro!(turns(8)))?;
            async_with(&news, async |()| {
                news.notify(1)?;
                sleep(0.0).await?;
                print("main cancels and frees");
                tasks[1].cancel_with("stop");
                Ok(())
            })
            .await?;
            sleep(0.0).await?;
            sleep(0.0).await?;
            async_with(&news, async |()| {
                print("main notifies all");
                news.notify_all()
            })
            .await?;
            for task in tasks {
                task.await?;
            }
            ticking.await?;
            for refused in [news.notify(1), news.notify_all(), news.release(), news.wait().await] {
                print(format!("{:?}", refused.unwrap_err()));
            }
            Ok(())
        },
        console: [
            "0.0 turn 1",
            "0.0 main cancels and frees",
            "0.0 turn 2",
            "0.0 A has news True",
            "0.0 turn 3",
            "0.0 B CancelledError('stop') True",
            "0.0 main notifies all",
            "0.0 turn 4",
            "0.0 C has news True",
            "0.0 D has news True",
            "0.0 turn 5",
            "0.0 turn 6",
            "0.0 turn 7",
            "0.0 turn 8",
            "0.0 RuntimeError('cannot notify on un-acquired lock')",
            "0.0 RuntimeError('cannot notify on un-acquired lock')",
            "0.0 RuntimeError('Lock is not acquired.')",
            "0.0 RuntimeError('cannot wait on un-acquired lock')",
        ],
    }

    /// A queue wakes who waits one turn later, in the order of their coming; a cancelled getter or putter leaves nothing
    /// behind. A shutdown ends the waiting of all.
    a_queue_wakes_who_waits_one_turn_later {
        python: r#"
async def get(name, queue):
    try:
        print(name, "gets", await queue.get())
    except (asyncio.CancelledError, asyncio.QueueShutDown) as e:
        print(name, repr(e), queue.qsize())


async def put(name, queue):
    try:
        await queue.put(name)
        print(name, "is put", queue.qsize())
    except (asyncio.CancelledError, asyncio.QueueShutDown) as e:
        print(name, repr(e), queue.qsize())


async def main():
    queue = asyncio.Queue(1)
    getters = [asyncio.create_task(get(name, queue)) for name in "ABC"]
    await asyncio.sleep(0)
    ticking = asyncio.create_task(turns(8))
    print("main puts")
    queue.put_nowait(1)
    getters[0].cancel("stop")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    putters = [asyncio.create_task(put(name, queue)) for name in "PQRS"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    putters[2].cancel("stop")
    print("main gets", await queue.get())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    getters += [asyncio.create_task(get("D", queue)), asyncio.create_task(get("E", queue))]
    await asyncio.sleep(0)
    queue.shutdown()
    for task in getters + putters:
        await task
    await ticking
"#,
        rust: async {
            async fn get(name: &'static str, queue: Queue<&'static str>) -> Result<()> {
                attempt(async {
                    print(format!("{name} gets {}", queue.get().await?));
                    Ok(())
                })
                .except([CancelledError, QueueShutDown], async |e| {
                    print(format!("{name} {e:?} {}", queue.qsize()));
                    Ok(())
                })
                .await
            }
            async fn put(name: &'static str, queue: Queue<&'static str>) -> Result<()> {
                attempt(async {
                    queue.put(name).await?;
                    print(format!("{name} is put {}", queue.qsize()));
                    Ok(())
                })
                .except([CancelledError, QueueShutDown], async |e| {
                    print(format!("{name} {e:?} {}", queue.qsize()));
                    Ok(())
                })
                .await
            }
            let queue = Queue::new(1);
            let mut getters = Vec::new();
            for name in ["A", "B", "C"] {
                getters.push(create_task(coro!(get(name, queue.clone())))?);
            }
            sleep(0.0).await?;
            let ticking = create_task(coro!(turns(8)))?;
            print("main puts");
            queue.put_nowait("1")?;
            getters[0].cancel_with("stop");
            sleep(0.0).await?;
            sleep(0.0).await?;
            let mut putters = Vec::new();
            for name in ["P", "Q", "R", "S"] {
                putters.push(create_task(coro!(put(name, queue.clone())))?);
            }
            sleep(0.0).await?;
            sleep(0.0).await?;
            putters[2].cancel_with("stop");
            print(format!("main gets {}", queue.get().await?));
            sleep(0.0).await?;
            sleep(0.0).await?;
            getters.push(create_task(coro!(get("D", queue.clone())))?);
            getters.push(create_task(coro!(get("E", queue.clone())))?);
            sleep(0.0).await?;
            queue.shutdown(false);
            for task in getters.into_iter().chain(putters) {
                task.await?;
            }
            ticking.await
        },
        console: [
            "0.0 main puts",
            "0.0 turn 1",
            "0.0 A CancelledError('stop') 1",
            "0.0 turn 2",
            "0.0 B gets 1",
            "0.0 turn 3",
            "0.0 P is put 1",
            "0.0 turn 4",
            "0.0 C gets P",
            "0.0 turn 5",
            "0.0 Q is put 1",
            "0.0 R CancelledError('stop') 1",
            "0.0 turn 6",
            "0.0 main gets Q",
            "0.0 turn 7",
            "0.0 S is put 1",
            "0.0 turn 8",
            "0.0 D gets S",
            "0.0 E QueueShutDown() 0",
        ],
    }
}
