//! Runs a program on the Rust primitives, through the public API alone.
//!
//! Invariant: it prints what the Python text of the same program prints, if the primitives do what asyncio does.

mod combined;
mod show;
mod slots;
mod world;

use std::pin::Pin;
use std::rc::Rc;

use except_star::exception::{SystemExit, format_exception};
use except_star::repr::Value;
use except_star::{
    Coro, End, Exception, Result, Runner, async_with, attempt, create_named_task, current_task, raise, raise_from,
    sleep, task_group, timeout, timeout_at,
};
use futures::executor::block_on;
use futures::future::LocalBoxFuture;

use crate::console::console;
use crate::names::code;
use crate::program::{Block, Cause, Function, Kind, Limit, Message, Stmt, Try};
use crate::python::Reference;
use combined::run_combined;
use show::{exception, show, tell, text};
use slots::{run_on_slot, run_shared};
use world::World;

/// What leaves a block early: the value of a `return`.
type Flow = Option<Value>;
type Body = Pin<Box<dyn std::future::Future<Output = Result<Value>>>>;

/// Runs the program whose main is this function.
pub(crate) fn run(main: &Function) -> Reference {
    let function = main.clone();
    let world = World::new().expect("its numbers are right");
    let shared = world.clone();
    let main = except_star::coro!("main", async move {
        let world = &shared;
        world.begin()?;
        let scope = Scope { world, handled: None };
        let value = attempt(block(scope, &function.body)).finally(async move || {
            world.finish();
            Ok(())
        });
        Ok(value.await?.unwrap_or_default())
    });
    let finished = block_on(Runner::new().run(main));
    drop(world);
    let status = match finished.end {
        End::Ok => "ok",
        End::Raised(_) => "raised",
        End::Deadlock => "deadlock",
        _ => "limit",
    };
    let mut lines = console(&finished.trace);
    if let End::Raised(exception) = &finished.end {
        // What comes after its traceback is found when the interpreter takes everything apart.
        let text = if exception.is(SystemExit) { vec![exception.to_string()] } else { format_exception(exception) };
        let reported = ["future: ", "task: ", "handle: "];
        let is_it = |at: &usize| {
            let before = at.checked_sub(1).map_or("", |before| lines[before].text.as_str());
            lines[*at..].iter().zip(&text).all(|(line, text)| line.text == *text)
                && !reported.iter().any(|begin| before.starts_with(begin))
        };
        let start = (0..=lines.len() - text.len()).rev().find(is_it).expect("it is printed");
        lines.truncate(start + text.len());
    }
    Reference { status: status.to_owned(), console: lines, end_time: finished.end_time as f64 / 1e9 }
}

/// Where a statement stands: what it can reach, and which exception the handler around it handles.
#[derive(Clone, Copy)]
struct Scope<'a> {
    world: &'a Rc<World>,
    handled: Option<&'a Exception>,
}

fn call(world: &Rc<World>, function: &Function) -> Coro<Body> {
    let (world, function) = (world.clone(), function.clone());
    let number = function.number;
    let body = async move {
        let scope = Scope { world: &world, handled: None };
        Ok(block(scope, &function.body).await?.unwrap_or_default())
    };
    Coro::new(code(number), Box::pin(body))
}

fn calls(world: &Rc<World>, functions: &[Function]) -> Vec<Coro<Body>> {
    functions.iter().map(|function| call(world, function)).collect()
}

fn block<'a>(scope: Scope<'a>, block: &'a Block) -> LocalBoxFuture<'a, Result<Flow>> {
    Box::pin(async move {
        for stmt in block {
            if let Some(value) = run_stmt(scope, stmt).await? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    })
}

async fn run_stmt(scope: Scope<'_>, stmt: &Stmt) -> Result<Flow> {
    let Scope { world, handled } = scope;
    let n = stmt.number;
    let current = || -> Result<_> { Ok(current_task()?.expect("functions run in tasks")) };
    match &stmt.kind {
        Kind::Log => tell(stmt, format!("{} {}", current()?.name(), current()?.cancelling())),
        Kind::Sleep(delay) => sleep(*delay).await?,
        Kind::Return(value) => return Ok(Some(Value::Int(*value))),
        Kind::Raise(error) => return raise(exception(error, n)),
        Kind::RaiseFrom(error, Cause::Nothing) => return raise_from(exception(error, n), None),
        Kind::RaiseFrom(error, Cause::Handled) => return raise_from(exception(error, n), handled.cloned()),
        Kind::Reraise => return Err(handled.expect("it stands in a handler").clone()),
        Kind::RaiseHandled => return raise(handled.expect("it stands in a handler").clone()),
        Kind::AddNote => handled.expect("it stands in a handler").add_note(format!("note {n}")),
        Kind::Save(slot) => world.saved.set(*slot, handled.expect("it stands in a handler").clone()),
        Kind::RaiseSaved(slot) => {
            if let Some(saved) = world.saved.get(*slot) {
                return raise(saved);
            }
        }
        Kind::Try(t) if t.star => run_try_star(scope, n, t).await?,
        Kind::Try(t) => return run_try(scope, n, t).await,
        Kind::Call(function) => tell(stmt, text(&call(world, function).await?)),
        Kind::Spawn(slot, function) => {
            world.tasks.set(*slot, create_named_task(&format!("t{n}"), call(world, function))?);
        }
        Kind::SpawnAndForget(function) => drop(create_named_task(&format!("t{n}"), call(world, function))?),
        Kind::Group(slot, body) => {
            return task_group(async |group| {
                world.groups.set(*slot, group);
                block(scope, body).await
            })
            .await;
        }
        Kind::SpawnIn { group, task, function } => {
            if let Some(group) = world.groups.get(*group) {
                world.tasks.set(*task, group.create_named_task(&format!("t{n}"), call(world, function))?);
            }
        }
        Kind::Timeout { slot, limit, body } => {
            let body = async |timeout| {
                world.timeouts.set(*slot, timeout);
                block(scope, body).await
            };
            return match limit {
                Limit::After(delay) => timeout(*delay, body).await,
                Limit::At(when) => timeout_at(*when, body).await,
                Limit::Never => timeout(None, body).await,
            };
        }
        Kind::Lock(slot, body) => {
            return async_with(&world.locks[*slot as usize], async |()| block(scope, body).await).await;
        }
        Kind::Semaphore(slot, body) => {
            return async_with(&world.semaphores[*slot as usize], async |()| block(scope, body).await).await;
        }
        Kind::Condition(body) => return async_with(&world.condition, async |()| block(scope, body).await).await,
        Kind::CancelSelf(Message::Without) => drop(current()?.cancel()),
        Kind::CancelSelf(Message::With) => drop(current()?.cancel_with(&format!("m{n}"))),
        Kind::Uncancel => tell(stmt, current()?.uncancel()),
        Kind::Event(..)
        | Kind::LockAcquire(_)
        | Kind::LockRelease(_)
        | Kind::SemaphoreAcquire(_)
        | Kind::SemaphoreRelease(_)
        | Kind::ConditionWait
        | Kind::Notify(_)
        | Kind::Queue(..)
        | Kind::Barrier(_) => run_shared(world, stmt).await?,
        Kind::Gather { .. } | Kind::Shield(_) | Kind::WaitFor(..) | Kind::Wait { .. } | Kind::AsCompleted(..) => {
            run_combined(world, stmt).await?;
        }
        _ => run_on_slot(world, stmt).await?,
    }
    Ok(None)
}

async fn run_try(scope: Scope<'_>, n: u32, t: &Try) -> Result<Flow> {
    let mut attempt = attempt(block(scope, &t.body));
    for handler in &t.handlers {
        attempt = attempt.except(&handler.classes[..], async move |e| {
            show(n, &e)?;
            block(Scope { handled: Some(&e), ..scope }, &handler.body).await
        });
    }
    if let Some(otherwise) = &t.otherwise {
        attempt = attempt.otherwise(async move |flow| match flow {
            Some(value) => Ok(Some(value)),
            None => block(scope, otherwise).await,
        });
    }
    if let Some(finally) = &t.finally {
        attempt = attempt.finally(async move || block(scope, finally).await.map(drop));
    }
    attempt.await
}

async fn run_try_star(scope: Scope<'_>, n: u32, t: &Try) -> Result<()> {
    let mut attempt = attempt(async move { block(scope, &t.body).await.map(drop) });
    for handler in &t.handlers {
        attempt = attempt.except_star(&handler.classes[..], async move |e| {
            show(n, &e)?;
            block(Scope { handled: Some(&e), ..scope }, &handler.body).await.map(drop)
        });
    }
    if let Some(finally) = &t.finally {
        attempt = attempt.finally(async move || block(scope, finally).await.map(drop));
    }
    attempt.await
}
