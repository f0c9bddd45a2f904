//! Timeouts around the other primitives, with the turns that they take.
//!
//! Invariant: what outlives its timeout is shown to do so.

use super::turns;
use except_star::exception::{CancelledError, TimeoutError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Condition, Event, Lock, Queue, Result, Semaphore, Task, as_completed, async_with, attempt, call_later, coro,
    create_task, gather, print, raise, shield, sleep, timeout, wait,
};

use crate::check::this_task;

/// Sleeps so long, and prints its end.
async fn work(name: &'static str, delay: f64) -> Result<&'static str> {
    attempt(async {
        sleep(delay).await?;
        print(format!("{name} ends"));
        Ok(name)
    })
    .except(CancelledError, async |e| {
        print(format!("{name} {e:?}"));
        Err(e)
    })
    .await
}

/// Runs `body` for at most 1 s and prints how that ended.
async fn limited(name: &str, body: impl IntoFuture<Output = Result<()>>) -> Result<()> {
    attempt(timeout(1.0, async |_| body.await))
        .except([TimeoutError, ValueError], async |e| {
            print(format!("{name} {e:?} {} {}", e.context().repr(), this_task().cancelling()));
            Ok(())
        })
        .await
}

behaviours! {
    shared: r#"
async def limited(name, body):
    try:
        async with asyncio.timeout(1):
            await body
    except (TimeoutError, ValueError) as e:
        print(name, repr(e), repr(e.__context__), asyncio.current_task().cancelling())
"#,

    /// A timer that comes up cancels the task in its own iteration and the task wakes in the next; a timeout that is due
    /// already is noticed one turn later, like anything that was called soon.
    a_timeout_wakes_its_task_one_turn_after_the_timer {
        python: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def limited(name, delay):
    try:
        async with asyncio.timeout(delay):
            await asyncio.sleep(9)
    except TimeoutError as e:
        print(name, repr(e))


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, lambda: asyncio.create_task(turns(3)))
    await limited("timer", 1)
    await asyncio.sleep(1)
    ticking = asyncio.create_task(turns(4))
    await asyncio.sleep(0)
    print("due")
    await limited("due", 0)
    await ticking
"#,
        rust: async {
            async fn limited(name: &str, delay: f64) -> Result<()> {
                attempt(timeout(delay, async |_| sleep(9.0).await))
                    .except(TimeoutError, async |e| {
                        print(format!("{name} {e:?}"));
                        Ok(())
                    })
                    .await
            }
            call_later(1.0, "<lambda>", || create_task(coro!(turns(3))).map(drop))?;
            limited("timer", 1.0).await?;
            sleep(1.0).await?;
            let ticking = create_task(coro!(turns(4)))?;
            sleep(0.0).await?;
            print("due");
            limited("due", 0.0).await?;
            ticking.await
        },
        console: [
            "1.0 turn 1",
            "1.0 timer TimeoutError()",
            "1.0 turn 2",
            "1.0 turn 3",
            "2.0 turn 1",
            "2.0 due",
            "2.0 turn 2",
            "2.0 turn 3",
            "2.0 due TimeoutError()",
            "2.0 turn 4",
        ],
    }

    /// A timeout cancels what a gather gathers; what is shielded, waited for or taken as completed runs on.
    what_a_timeout_cancels_depends_on_how_it_is_awaited {
        python: r#"
async def work(name, delay):
    try:
        await asyncio.sleep(delay)
        print(name, "ends")
        return name
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise


async def gathered():
    await asyncio.gather(work("gathered A", 2), work("gathered B", 3))


async def shielded():
    await asyncio.shield(asyncio.create_task(work("shielded", 2)))


async def waited():
    await asyncio.wait([asyncio.create_task(work("waited for", 2))])


async def completed():
    for body in asyncio.as_completed([work("completed A", 0.5), work("completed B", 2)]):
        print("got", await body)


async def main():
    for body in [gathered, shielded, waited, completed]:
        await limited(body.__name__, body())
        await asyncio.sleep(3)
"#,
        rust: async {
            async fn gathered() -> Result<()> {
                gather([coro!(work("gathered A", 2.0)), coro!(work("gathered B", 3.0))])?.await.map(drop)
            }
            async fn shielded() -> Result<()> {
                shield(create_task(coro!(work("shielded", 2.0)))?)?.await.map(drop)
            }
            async fn waited() -> Result<()> {
                let tasks = [create_task(coro!(work("waited for", 2.0)))?];
                wait(tasks, None, except_star::ReturnWhen::AllCompleted).await.map(drop)
            }
            async fn completed() -> Result<()> {
                let tasks = [create_task(coro!(work("completed A", 0.5)))?, create_task(coro!(work("completed B", 2.0)))?];
                let results = as_completed::<_, Task<&str>>(tasks, None)?;
                while let Some(result) = results.next().await {
                    print(format!("got {}", result?));
                }
                Ok(())
            }
            limited("gathered", gathered()).await?;
            sleep(3.0).await?;
            limited("shielded", shielded()).await?;
            sleep(3.0).await?;
            limited("waited", waited()).await?;
            sleep(3.0).await?;
            limited("completed", completed()).await?;
            sleep(3.0).await
        },
        console: [
            "1.0 gathered A CancelledError()",
            "1.0 gathered B CancelledError()",
            "1.0 gathered TimeoutError() CancelledError() 0",
            "5.0 shielded TimeoutError() CancelledError() 0",
            "6.0 shielded ends",
            "9.0 waited TimeoutError() CancelledError() 0",
            "10.0 waited for ends",
            "12.5 completed A ends",
            "12.5 got completed A",
            "13.0 completed TimeoutError() CancelledError() 0",
            "14.0 completed B ends",
        ],
    }

    /// Whoever waits for a lock, a place, an event, an item or news gives up its turn when the time is up, and leaves things
    /// as they were; after news it holds the lock again.
    a_timeout_gives_up_the_turn_at_a_lock_or_a_queue {
        python: r#"
async def use(lock):
    async with lock:
        print("never")


async def read(news):
    async with news:
        try:
            await news.wait()
        finally:
            print("locked", news.locked())


async def fail(lock):
    async with lock:
        raise ValueError("body")


async def main():
    lock, places, event, queue, full = asyncio.Lock(), asyncio.Semaphore(0), asyncio.Event(), asyncio.Queue(), asyncio.Queue(1)
    news = asyncio.Condition()
    full.put_nowait(0)
    await lock.acquire()
    await limited("lock", use(lock))
    await limited("places", use(places))
    await limited("event", event.wait())
    await limited("get", queue.get())
    await limited("put", full.put(1))
    await limited("news", read(news))
    lock.release()
    places.release()
    await limited("body", fail(lock))
    print(lock.locked(), places.locked(), queue.qsize(), full.qsize(), news.locked())
"#,
        rust: async {
            async fn read(news: &Condition) -> Result<()> {
                async_with(news, async |()| {
                    attempt(news.wait())
                        .finally(async || {
                            print(format!("locked {}", news.locked().repr()));
                            Ok(())
                        })
                        .await
                })
                .await
            }
            let never = async |()| {
                print("never");
                Ok(())
            };
            let (lock, places, event) = (Lock::new(), Semaphore::new(0)?, Event::new());
            let (queue, full, news) = (Queue::<i64>::new(0), Queue::new(1), Condition::default());
            full.put_nowait(0)?;
            lock.acquire().await?;
            limited("lock", async_with(&lock, never)).await?;
            limited("places", async_with(&places, never)).await?;
            limited("event", event.wait()).await?;
            limited("get", async { queue.get().await.map(drop) }).await?;
            limited("put", full.put(1)).await?;
            limited("news", read(&news)).await?;
            lock.release()?;
            places.release()?;
            limited("body", async_with(&lock, async |()| raise(ValueError.new("body")))).await?;
            let locked = [lock.locked(), places.locked(), news.locked()].map(|locked| locked.repr());
            print(format!("{} {} {} {} {}", locked[0], locked[1], queue.qsize(), full.qsize(), locked[2]));
            Ok(())
        },
        console: [
            "1.0 lock TimeoutError() CancelledError() 0",
            "2.0 places TimeoutError() CancelledError() 0",
            "3.0 event TimeoutError() CancelledError() 0",
            "4.0 get TimeoutError() CancelledError() 0",
            "5.0 put TimeoutError() CancelledError() 0",
            "6.0 locked True",
            "6.0 news TimeoutError() CancelledError() 0",
            "6.0 body ValueError('body') None 0",
            "6.0 False False 0 1 False",
        ],
    }
}
