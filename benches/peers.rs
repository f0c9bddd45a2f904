//! `cargo bench`: the loop beside its peers, doing the same work in the same run.
//!
//! Every figure is the best of several rounds, in nanoseconds for each task or yield; every ratio is of two figures of this run.
//! Invariant: all systems get the same number of tasks, the same result to add up, and one thread.

#![expect(clippy::disallowed_types, reason = "a benchmark measures real time")]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::hint::black_box;
use std::pin::pin;
use std::task::Poll;
use std::time::Instant;

use except_star::{Coro, Limits, Result, Runner, coro, gather, gather_return_exceptions, sleep, task_group};
use futures::StreamExt;
use futures::executor::{LocalPool, block_on};
use futures::stream::FuturesUnordered;
use futures::task::LocalSpawnExt;

const TASKS: usize = 100_000;
const YIELDERS: usize = 1_000;
const YIELDS: usize = 100;
const ROUNDS: usize = 7;

/// A figure: what was measured, and how long one of its units takes.
struct Figure {
    name: &'static str,
    nanoseconds: f64,
}

/// The best of several rounds, for one of `units`.
fn measure(name: &'static str, units: usize, mut round: impl FnMut()) -> Figure {
    let best = (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            round();
            begin.elapsed()
        })
        .min()
        .expect("there are rounds");
    Figure { name, nanoseconds: best.as_nanos() as f64 / units as f64 }
}

/// Prints the figures, each with its ratio to ours: above 1 it takes longer than we do.
fn table(title: &str, ours: &[Figure], peers: &[Figure]) {
    println!("\n{title}");
    for figure in ours.iter().chain(peers) {
        let ratio = |own: &Figure| format!("{:6.2} × {}", figure.nanoseconds / own.nanoseconds, own.name);
        let ratios: Vec<_> = ours.iter().map(ratio).collect();
        println!("  {:<34} {:>9.1} ns   {}", figure.name, figure.nanoseconds, ratios.join("   "));
    }
}

fn run<F: Future<Output = Result<()>> + 'static>(traced: bool, main: Coro<F>) {
    let finished = block_on(Runner::new().traced(traced).limits(Limits::NONE).run(main));
    assert!(finished.value.is_some(), "{:?}", finished.end);
    black_box(finished.trace.len());
}

async fn trivial(n: usize) -> Result<usize> {
    Ok(black_box(n))
}

async fn spawn_and_join() -> Result<()> {
    let tasks = task_group(async |tg| {
        for n in 0..TASKS {
            tg.create_task(coro!(trivial(n)))?;
        }
        Ok(())
    });
    tasks.await
}

async fn yields() -> Result<()> {
    task_group(async |tg| {
        for _ in 0..YIELDERS {
            tg.create_task(coro!("yielder", async {
                for _ in 0..YIELDS {
                    sleep(0.0).await?;
                }
                Ok(())
            }))?;
        }
        Ok(())
    })
    .await
}

async fn gathered() -> Result<()> {
    let results = gather((0..TASKS).map(|n| coro!(trivial(n))))?.await?;
    black_box(results.len());
    Ok(())
}

async fn cancelled() -> Result<()> {
    let mut tasks = Vec::with_capacity(TASKS);
    for _ in 0..TASKS {
        tasks.push(except_star::create_task(coro!("sleeper", sleep(1.0)))?);
    }
    sleep(0.0).await?;
    for task in &tasks {
        task.cancel();
    }
    let results = gather_return_exceptions(tasks)?.await?;
    assert!(results.iter().all(std::result::Result::is_err));
    Ok(())
}

/// The simplest executor on async-task: a queue of the thread.
mod async_task_queue {
    use super::{RefCell, VecDeque};

    thread_local! {
        static QUEUE: RefCell<VecDeque<async_task::Runnable>> = RefCell::default();
    }

    pub(super) fn spawn<T: 'static>(future: impl Future<Output = T> + 'static) -> async_task::Task<T> {
        let schedule = |runnable| QUEUE.with_borrow_mut(|queue| queue.push_back(runnable));
        let (runnable, task) = async_task::spawn_local(future, schedule);
        runnable.schedule();
        task
    }

    pub(super) fn run_all() {
        while let Some(runnable) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
            runnable.run();
        }
    }
}

/// Suspends once and asks to be polled again: what every system's `yield_now` does.
async fn yield_now() {
    let mut yielded = false;
    futures::future::poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

async fn yield_often() {
    for _ in 0..YIELDS {
        yield_now().await;
    }
}

fn tokio_runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("it needs no more than a thread")
}

fn bench_spawn_and_join() {
    let ours = [
        measure("except-star, trace on", TASKS, || run(true, coro!(spawn_and_join()))),
        measure("except-star, trace off", TASKS, || run(false, coro!(spawn_and_join()))),
    ];
    let peers = [
        measure("async-task, thread-local queue", TASKS, || {
            let tasks: Vec<_> = (0..TASKS).map(|n| async_task_queue::spawn(async move { black_box(n) })).collect();
            async_task_queue::run_all();
            block_on(async {
                for task in tasks {
                    black_box(task.await);
                }
            });
        }),
        measure("async-executor LocalExecutor", TASKS, || {
            let executor = async_executor::LocalExecutor::new();
            block_on(executor.run(async {
                let tasks: Vec<_> = (0..TASKS).map(|n| executor.spawn(async move { black_box(n) })).collect();
                for task in tasks {
                    black_box(task.await);
                }
            }));
        }),
        measure("futures LocalPool", TASKS, || {
            let mut pool = LocalPool::new();
            let spawner = pool.spawner();
            pool.run_until(async move {
                let spawn =
                    |n| spawner.spawn_local_with_handle(async move { black_box(n) }).expect("the pool is there");
                let handles: Vec<_> = (0..TASKS).map(spawn).collect();
                for handle in handles {
                    black_box(handle.await);
                }
            });
        }),
        measure("futures FuturesUnordered, no handles", TASKS, || {
            let all: FuturesUnordered<_> = (0..TASKS).map(|n| async move { black_box(n) }).collect();
            block_on(all.for_each(|n| {
                black_box(n);
                futures::future::ready(())
            }));
        }),
        measure("tokio JoinSet, current thread", TASKS, || {
            tokio_runtime().block_on(async {
                let mut set = tokio::task::JoinSet::new();
                for n in 0..TASKS {
                    set.spawn(async move { black_box(n) });
                }
                while let Some(result) = set.join_next().await {
                    black_box(result.expect("it does not panic"));
                }
            });
        }),
    ];
    table("spawn and join, for each of 100,000 tasks", &ours, &peers);
}

fn bench_yield() {
    let units = YIELDERS * YIELDS;
    let ours = [
        measure("except-star, trace on", units, || run(true, coro!(yields()))),
        measure("except-star, trace off", units, || run(false, coro!(yields()))),
    ];
    let peers = [
        measure("async-task, thread-local queue", units, || {
            let tasks: Vec<_> = (0..YIELDERS).map(|_| async_task_queue::spawn(yield_often())).collect();
            async_task_queue::run_all();
            drop(tasks);
        }),
        measure("async-executor LocalExecutor", units, || {
            let executor = async_executor::LocalExecutor::new();
            block_on(executor.run(async {
                let tasks: Vec<_> = (0..YIELDERS).map(|_| executor.spawn(yield_often())).collect();
                for task in tasks {
                    task.await;
                }
            }));
        }),
        measure("futures LocalPool", units, || {
            let mut pool = LocalPool::new();
            let spawner = pool.spawner();
            for _ in 0..YIELDERS {
                spawner.spawn_local(yield_often()).expect("the pool is there");
            }
            pool.run();
        }),
        measure("futures FuturesUnordered, no handles", units, || {
            let all: FuturesUnordered<_> = (0..YIELDERS).map(|_| yield_often()).collect();
            block_on(pin!(all).for_each(|()| futures::future::ready(())));
        }),
        measure("tokio JoinSet, current thread", units, || {
            tokio_runtime().block_on(async {
                let mut set = tokio::task::JoinSet::new();
                for _ in 0..YIELDERS {
                    set.spawn(yield_often());
                }
                while set.join_next().await.is_some() {}
            });
        }),
    ];
    table("yield, for each of 100 yields of 1,000 tasks", &ours, &peers);
}

fn bench_gather() {
    let ours = [
        measure("except-star, trace on", TASKS, || run(true, coro!(gathered()))),
        measure("except-star, trace off", TASKS, || run(false, coro!(gathered()))),
    ];
    let peers = [
        measure("futures join_all in a LocalPool", TASKS, || {
            let mut pool = LocalPool::new();
            let all = futures::future::join_all((0..TASKS).map(|n| async move { black_box(n) }));
            black_box(pool.run_until(all).len());
        }),
        measure("tokio, a Vec of JoinHandles", TASKS, || {
            tokio_runtime().block_on(async {
                let handles: Vec<_> = (0..TASKS).map(|n| tokio::spawn(async move { black_box(n) })).collect();
                for handle in handles {
                    black_box(handle.await.expect("it does not panic"));
                }
            });
        }),
    ];
    table("gather, for each of 100,000 tasks", &ours, &peers);
}

fn bench_cancel() {
    let ours = [
        measure("except-star, trace on", TASKS, || run(true, coro!(cancelled()))),
        measure("except-star, trace off", TASKS, || run(false, coro!(cancelled()))),
    ];
    let peers = [
        measure("async-task, dropped", TASKS, || {
            let tasks: Vec<_> = (0..TASKS).map(|_| async_task_queue::spawn(futures::future::pending::<()>())).collect();
            async_task_queue::run_all();
            drop(tasks);
            async_task_queue::run_all();
        }),
        measure("tokio JoinSet of sleeps, aborted", TASKS, || {
            tokio_runtime().block_on(async {
                let mut set = tokio::task::JoinSet::new();
                for _ in 0..TASKS {
                    set.spawn(tokio::time::sleep(std::time::Duration::from_secs(1)));
                }
                tokio::task::yield_now().await;
                set.abort_all();
                while set.join_next().await.is_some() {}
            });
        }),
    ];
    table("cancel and collect, for each of 100,000 sleeping tasks", &ours, &peers);
}

/// Time and memory of one large group.
fn bench_million() {
    println!("\none million tasks");
    for tasks in [250_000, 1_000_000] {
        let begin = Instant::now();
        run(
            false,
            coro!("main", async move {
                task_group(async |tg| {
                    for n in 0..tasks {
                        tg.create_task(coro!(trivial(n)))?;
                    }
                    Ok(())
                })
                .await
            }),
        );
        let seconds = begin.elapsed().as_secs_f64();
        println!("  {tasks:>9} tasks in one group: {seconds:6.3} s, {:6.1} ns each", seconds * 1e9 / tasks as f64);
    }
}

fn main() {
    // `cargo test` runs benchmarks too, with an argument of its own; there is nothing to learn from that.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    // glibc gives memory back to the system after each round, and takes it again page by page, until it has once freed a large
    // block. Whoever came first would pay for that.
    drop(black_box(Vec::<u8>::with_capacity(31 << 20)));
    // `cargo bench -- yield cancel` runs only these.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let benches: [(&str, fn()); 5] = [
        ("spawn", bench_spawn_and_join),
        ("yield", bench_yield),
        ("gather", bench_gather),
        ("cancel", bench_cancel),
        ("million", bench_million),
    ];
    for (name, bench) in benches {
        if wanted.is_empty() || wanted.iter().any(|other| other == name) {
            bench();
        }
    }
}
