//! What futures and tasks look like while something waits for them.

use except_star::exception::TypeError;
use except_star::repr::Repr;
use except_star::{
    Future, Lock, Result, as_completed, attempt, coro, create_named_task, create_task, gather, print, shield, sleep,
    task_group, wait_for,
};

use crate::check::this_task;

behaviours! {
    /// A gather that is done shows its results until its awaiter goes on; a lock that was freed shows True.
    a_future_that_is_done_shows_its_result_to_those_who_come_first {
        python: r#"
lock = asyncio.Lock()


async def value(n):
    return n


async def gathering():
    await asyncio.gather(value(1), value(2))


async def locking():
    await lock.acquire()


async def main():
    await lock.acquire()
    first = asyncio.create_task(gathering(), name="gathering")
    second = asyncio.create_task(locking(), name="locking")
    await asyncio.sleep(0)
    lock.release()
    print(second)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(first)
    await first
"#,
        rust: async {
            async fn value(n: i64) -> Result<i64> {
                Ok(n)
            }
            async fn gathering() -> Result<()> {
                gather([1, 2].map(|n| coro!(value(n))))?.await.map(drop)
            }
            async fn locking(lock: Lock) -> Result<()> {
                lock.acquire().await
            }
            let lock = Lock::new();
            lock.acquire().await?;
            let first = create_named_task("gathering", coro!(gathering()))?;
            let second = create_named_task("locking", coro!(locking(lock.clone())))?;
            sleep(0.0).await?;
            lock.release()?;
            print(second.repr());
            sleep(0.0).await?;
            sleep(0.0).await?;
            print(first.repr());
            first.await
        },
        console: [
            "0.0 <Task pending name='locking' coro=<locking() running at …> wait_for=<Future finished result=True>>",
            "0.0 <Task pending name='gathering' coro=<gathering() running at …> wait_for=<_GatheringFuture finished result=[1, 2]>>",
        ],
    }

    /// Long results are cut in their middle, long lists behind their sixth element.
    long_results_are_cut {
        python: r#"
async def value(v):
    return v


async def main():
    for v in ("abcdefghijklmnopqrstuvwxyz" * 2, "a'b" * 12, list(range(9)), 10**17):
        task = asyncio.create_task(value(v), name="T")
        await task
        print(task)
"#,
        rust: async {
            use except_star::repr::Value;
            let values = [
                Value::from("abcdefghijklmnopqrstuvwxyz".repeat(2)),
                Value::from("a'b".repeat(12)),
                Value::List((0..9).map(Value::Int).collect()),
                Value::Int(10_i64.pow(17)),
            ];
            for v in values {
                let task = create_named_task("T", coro!("value", async { Ok(v) }))?;
                (&task).await?;
                print(task.repr());
            }
            Ok(())
        },
        console: [
            "0.0 <Task finished name='T' coro=<value() done, defined at …> result='abcdefghijkl...nopqrstuvwxyz'>",
            "0.0 <Task finished name='T' coro=<value() done, defined at …> result=\"a'ba'ba'ba'b...ba'ba'ba'ba'b\">",
            "0.0 <Task finished name='T' coro=<value() done, defined at …> result=[0, 1, 2, 3, 4, 5, ...]>",
            "0.0 <Task finished name='T' coro=<value() done, defined at …> result=100000000000000000>",
        ],
    }

    /// A callback that is a method has no place in a source file.
    callbacks_of_primitives_are_shown_by_name {
        python: r#"
async def nap():
    await asyncio.sleep(1)


async def completing(task):
    for each in asyncio.as_completed([task]):
        await each


async def main():
    task = asyncio.create_task(nap(), name="nap")
    other = asyncio.create_task(completing(task))
    await asyncio.sleep(0)
    print(task)
    async with asyncio.TaskGroup() as tg:
        print(tg.create_task(nap(), name="child"))
"#,
        rust: async {
            async fn completing(task: except_star::Task<()>) -> Result<()> {
                let each = as_completed([task], None)?;
                while let Some(result) = each.next().await {
                    result?;
                }
                Ok(())
            }
            let task = create_named_task("nap", coro!("nap", sleep(1.0)))?;
            let _other = create_task(coro!(completing(task.clone())))?;
            sleep(0.0).await?;
            print(task.repr());
            task_group(async |tg| {
                print(tg.create_named_task("child", coro!("nap", sleep(1.0)))?.repr());
                Ok(())
            })
            .await
        },
        console: [
            "0.0 <Task pending name='nap' coro=<nap() running at …> wait_for=<Future pending cb=[Task.task_wakeup()]> cb=[_AsCompletedIterator._handle_completion()]>",
            "0.0 <Task pending name='child' coro=<nap() running at …> cb=[TaskGroup._on_task_done()]>",
        ],
    }

    /// `wait_for` without time waits for the cancelled future with a callback that is a partial function.
    a_partial_callback_is_shown_with_both_calls {
        python: r#"
async def stubborn():
    try:
        await asyncio.sleep(1)
    finally:
        await asyncio.sleep(1)


async def waiting(task):
    await asyncio.wait_for(task, 0)


async def main():
    task = asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(0)
    other = asyncio.create_task(waiting(task))
    await asyncio.sleep(0)
    print(task)
    await asyncio.wait([other])
    print(repr(other.exception()))
"#,
        rust: async {
            use except_star::attempt;
            let stubborn = async { attempt(sleep(1.0)).finally(async || sleep(1.0).await).await };
            let task = create_named_task("stubborn", coro!("stubborn", stubborn))?;
            sleep(0.0).await?;
            let other = create_task(coro!("waiting", wait_for(task.clone(), 0.0)))?;
            sleep(0.0).await?;
            print(task.repr());
            except_star::wait([other.clone()], None, except_star::ReturnWhen::AllCompleted).await?;
            print(other.exception()?.repr());
            Ok(())
        },
        console: [
            "0.0 <Task cancelling name='stubborn' coro=<stubborn() running at …> wait_for=<Future cancelled> cb=[_release_waiter()() at …]>",
            "1.0 TimeoutError()",
        ],
    }

    /// Only a coroutine becomes a task. What is to be shielded has become one by then, and runs with nobody to hold it.
    a_shield_is_no_coroutine_and_what_it_shields_runs_on {
        python: r#"
async def operation(delay):
    await asyncio.sleep(delay)
    print("operation ends in", asyncio.current_task().get_name())


async def main():
    try:
        asyncio.create_task(asyncio.shield(operation(1)))
    except TypeError as e:
        print(e)
    try:
        asyncio.create_task(asyncio.get_running_loop().create_future(), name="named")
    except TypeError as e:
        print(e)
    await asyncio.sleep(2)
    await asyncio.create_task(operation(1))
"#,
        rust: async {
            async fn operation(delay: f64) -> Result<()> {
                sleep(delay).await?;
                print(format!("operation ends in {}", this_task().name()));
                Ok(())
            }
            attempt(async {
                create_task(shield(coro!(operation(1.0)))?)?;
                Ok(())
            })
            .except(TypeError, async |e| {
                print(e.to_string());
                Ok(())
            })
            .await?;
            attempt(async {
                create_named_task("named", Future::<()>::new()?)?;
                Ok(())
            })
            .except(TypeError, async |e| {
                print(e.to_string());
                Ok(())
            })
            .await?;
            sleep(2.0).await?;
            create_task(coro!(operation(1.0)))?.await
        },
        console: [
            "0.0 a coroutine was expected, got <Future pending cb=[shield.<locals>._outer_done_callback() at …]>",
            "0.0 a coroutine was expected, got <Future pending>",
            "1.0 operation ends in Task-2",
            "3.0 operation ends in Task-3",
        ],
    }
}
