//! The primitives that await other things: `gather` and its like.
//!
//! Invariant: an empty slot is left out; where it is the only one, nothing happens.

use std::rc::Rc;

use except_star::repr::{Repr, Value};
use except_star::{
    Awaitable, Result, ReturnWhen, Task, as_completed, gather, gather_return_exceptions, shield, wait, wait_for,
};

use super::show::{tell, text};
use super::world::World;
use super::{call, calls};
use crate::program::{Awaitables, Kind, Stmt, When};

/// What awaits other things: `gather` and its like.
pub(super) async fn run_combined(world: &Rc<World>, stmt: &Stmt) -> Result<()> {
    match &stmt.kind {
        Kind::Gather { what, return_exceptions } => match what {
            Awaitables::New(functions) => run_gather(stmt, calls(world, functions), *return_exceptions).await?,
            Awaitables::Tasks(slots) => run_gather(stmt, world.tasks.present(slots), *return_exceptions).await?,
            Awaitables::Futures(slots) => run_gather(stmt, world.futures.present(slots), *return_exceptions).await?,
        },
        Kind::AsCompleted(what, limit) => match what {
            Awaitables::New(functions) => run_as_completed(stmt, calls(world, functions), *limit).await?,
            Awaitables::Tasks(slots) => run_as_completed(stmt, world.tasks.present(slots), *limit).await?,
            Awaitables::Futures(slots) => run_as_completed(stmt, world.futures.present(slots), *limit).await?,
        },
        Kind::Shield(what) => {
            let value = match what {
                Awaitables::New(functions) => shield(call(world, &functions[0]))?.await?,
                Awaitables::Tasks(slots) => match world.tasks.get(slots[0]) {
                    Some(task) => shield(task)?.await?,
                    None => return Ok(()),
                },
                Awaitables::Futures(slots) => match world.futures.get(slots[0]) {
                    Some(future) => shield(future)?.await?,
                    None => return Ok(()),
                },
            };
            tell(stmt, text(&value));
        }
        Kind::WaitFor(what, limit) => {
            let value = match what {
                Awaitables::New(functions) => wait_for(call(world, &functions[0]), *limit).await?,
                Awaitables::Tasks(slots) => match world.tasks.get(slots[0]) {
                    Some(task) => wait_for(task, *limit).await?,
                    None => return Ok(()),
                },
                Awaitables::Futures(slots) => match world.futures.get(slots[0]) {
                    Some(future) => wait_for(future, *limit).await?,
                    None => return Ok(()),
                },
            };
            tell(stmt, text(&value));
        }
        Kind::Wait { tasks, limit, when } => {
            let when = match when {
                When::FirstCompleted => ReturnWhen::FirstCompleted,
                When::FirstException => ReturnWhen::FirstException,
                When::AllCompleted => ReturnWhen::AllCompleted,
            };
            let (done, pending) = wait(world.tasks.present(tasks), *limit, when).await?;
            let names = |tasks: &[Task<Value>]| tasks.iter().map(Task::name).collect::<Vec<_>>().repr();
            tell(stmt, format!("[{}, {}]", names(&done), names(&pending)));
        }
        other => unreachable!("{other:?} is run elsewhere"),
    }
    Ok(())
}

async fn run_gather<A: Awaitable<Value>>(stmt: &Stmt, what: Vec<A>, return_exceptions: bool) -> Result<()> {
    let results = match return_exceptions {
        true => gather_return_exceptions(what)?.await?.repr(),
        false => gather(what)?.await?.repr(),
    };
    tell(stmt, results);
    Ok(())
}

async fn run_as_completed<A: Awaitable<Value>>(stmt: &Stmt, what: Vec<A>, limit: Option<f64>) -> Result<()> {
    let results = as_completed(what, limit)?;
    while let Some(result) = results.next().await {
        tell(stmt, text(&result?));
    }
    Ok(())
}
