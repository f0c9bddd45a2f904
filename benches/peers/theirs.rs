//! The works on the peers: executors that are made for speed, and know neither exceptions nor names nor a trace.
//!
//! Invariant: each has one thread, and gets every result back.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::hint::black_box;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures::StreamExt;
use futures::executor::{LocalPool, block_on};
use futures::future::ready;
use futures::stream::FuturesUnordered;
use futures::task::LocalSpawnExt;
use tokio::task::JoinSet;

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

async fn yield_often(times: usize) {
    for _ in 0..times {
        yield_now().await;
    }
}

/// The simplest executor on async-task: a queue of the thread.
pub(crate) mod async_task {
    use super::*;

    thread_local! {
        static QUEUE: RefCell<VecDeque<::async_task::Runnable>> = RefCell::default();
    }

    fn start<T: 'static>(future: impl Future<Output = T> + 'static) -> ::async_task::Task<T> {
        let schedule = |runnable| QUEUE.with_borrow_mut(|queue| queue.push_back(runnable));
        let (runnable, task) = ::async_task::spawn_local(future, schedule);
        runnable.schedule();
        task
    }

    fn run_all() {
        while let Some(runnable) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
            runnable.run();
        }
    }

    pub(crate) fn spawn(tasks: usize) {
        let tasks: Vec<_> = (0..tasks).map(|n| start(async move { black_box(n) })).collect();
        run_all();
        block_on(async {
            for task in tasks {
                black_box(task.await);
            }
        });
    }

    pub(crate) fn yields(tasks: usize, times: usize) {
        let tasks: Vec<_> = (0..tasks).map(|_| start(yield_often(times))).collect();
        run_all();
        assert!(tasks.iter().all(::async_task::Task::is_finished));
    }

    pub(crate) fn cancelled(tasks: usize) {
        let tasks: Vec<_> = (0..tasks).map(|_| start(futures::future::pending::<()>())).collect();
        run_all();
        drop(tasks);
        run_all();
    }
}

/// async-executor's LocalExecutor.
pub(crate) mod local_executor {
    use super::*;

    pub(crate) fn spawn(tasks: usize) {
        let executor = async_executor::LocalExecutor::new();
        block_on(executor.run(async {
            let tasks: Vec<_> = (0..tasks).map(|n| executor.spawn(async move { black_box(n) })).collect();
            for task in tasks {
                black_box(task.await);
            }
        }));
    }

    pub(crate) fn yields(tasks: usize, times: usize) {
        let executor = async_executor::LocalExecutor::new();
        block_on(executor.run(async {
            let tasks: Vec<_> = (0..tasks).map(|_| executor.spawn(yield_often(times))).collect();
            for task in tasks {
                task.await;
            }
        }));
    }
}

/// The futures crate's LocalPool.
pub(crate) mod local_pool {
    use super::*;

    pub(crate) fn spawn(tasks: usize) {
        let mut pool = LocalPool::new();
        let spawner = pool.spawner();
        pool.run_until(async move {
            let spawn = |n| spawner.spawn_local_with_handle(async move { black_box(n) }).expect("the pool is there");
            let handles: Vec<_> = (0..tasks).map(spawn).collect();
            for handle in handles {
                black_box(handle.await);
            }
        });
    }

    pub(crate) fn yields(tasks: usize, times: usize) {
        let mut pool = LocalPool::new();
        let spawner = pool.spawner();
        for _ in 0..tasks {
            spawner.spawn_local(yield_often(times)).expect("the pool is there");
        }
        pool.run();
    }

    pub(crate) fn gathered(tasks: usize) {
        let all = futures::future::join_all((0..tasks).map(|n| async move { black_box(n) }));
        assert_eq!(LocalPool::new().run_until(all).len(), tasks);
    }
}

/// The futures crate's FuturesUnordered: a collection of futures, not tasks with handles.
pub(crate) mod futures_unordered {
    use super::*;

    pub(crate) fn spawn(tasks: usize) {
        let all: FuturesUnordered<_> = (0..tasks).map(|n| async move { black_box(n) }).collect();
        block_on(all.for_each(|n| {
            black_box(n);
            ready(())
        }));
    }

    pub(crate) fn yields(tasks: usize, times: usize) {
        let all: FuturesUnordered<_> = (0..tasks).map(|_| yield_often(times)).collect();
        block_on(pin!(all).for_each(|()| ready(())));
    }
}

/// tokio's JoinSet on its current-thread runtime.
pub(crate) mod tokio_join_set {
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_time().build().expect("it needs no more than a thread")
    }

    pub(crate) fn spawn(tasks: usize) {
        runtime().block_on(async {
            let mut set = JoinSet::new();
            for n in 0..tasks {
                set.spawn(async move { black_box(n) });
            }
            while let Some(result) = set.join_next().await {
                black_box(result.expect("it does not panic"));
            }
        });
    }

    pub(crate) fn yields(tasks: usize, times: usize) {
        runtime().block_on(async {
            let mut set = JoinSet::new();
            for _ in 0..tasks {
                set.spawn(yield_often(times));
            }
            while set.join_next().await.is_some() {}
        });
    }

    /// In the order of the tasks, as gather has it: a list of handles.
    pub(crate) fn gathered(tasks: usize) {
        runtime().block_on(async {
            let handles: Vec<_> = (0..tasks).map(|n| tokio::spawn(async move { black_box(n) })).collect();
            for handle in handles {
                black_box(handle.await.expect("it does not panic"));
            }
        });
    }

    pub(crate) fn cancelled(tasks: usize) {
        runtime().block_on(async {
            let mut set = JoinSet::new();
            for _ in 0..tasks {
                set.spawn(tokio::time::sleep(Duration::from_secs(1)));
            }
            tokio::task::yield_now().await;
            set.abort_all();
            while let Some(result) = set.join_next().await {
                assert!(result.is_err_and(|error| error.is_cancelled()));
            }
        });
    }
}
