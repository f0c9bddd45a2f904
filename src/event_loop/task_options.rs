//! The keyword arguments of `create_task`.
//!
//! Invariant: what is not given is what the loop does by default.

use std::rc::Rc;

use super::{Context, LoopState};

/// How a task is created: `asyncio.create_task(coro, name=…, context=…, eager_start=…)`.
///
/// ```
/// use except_star::{ContextVar, TaskOptions, copy_context, coro, create_task_with, run};
///
/// let user = ContextVar::with_default("user", "nobody");
/// run(coro!("main", async move {
///     let context = copy_context();
///     let login = user.clone();
///     let options = TaskOptions::new().name("login").context(&context).eager_start(true);
///     let task = create_task_with(coro!("login", async move { Ok(drop(login.set("ada"))) }), options)?;
///     assert!(task.done(), "it never waited");
///     assert_eq!(task.name(), "login");
///     assert_eq!(context.get(&user), Some("ada"));
///     Ok(())
/// }))
/// .unwrap();
/// ```
#[derive(Clone, Default)]
#[must_use = "options create no task by themselves"]
pub struct TaskOptions {
    pub(crate) name: Option<Rc<str>>,
    pub(crate) context: Option<Context>,
    pub(crate) eager_start: Option<bool>,
}

impl TaskOptions {
    /// Those of a task like any other.
    pub fn new() -> Self {
        Self::default()
    }

    /// The task's name. It uses up no number.
    pub fn name(self, name: &str) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// The context in which the task runs. Without one it runs in a copy of the context in which it was created.
    ///
    /// Several tasks may run in one context, each in its turn. A step for which the context is not free, because the whole run
    /// takes place in it, is reported as a callback that failed, and the task stays as it is.
    pub fn context(self, context: &Context) -> Self {
        Self { context: Some(context.clone()), ..self }
    }

    /// Whether the task takes its first step while it is created, before `create_task` returns. Without this the
    /// [factory](crate::set_eager_task_factory) of the loop decides.
    ///
    /// A task that ends in this step never touches the loop. What it raises is its own, as always, with a
    /// [few exceptions](crate::set_eager_task_factory#eager-first-steps), which come out of `create_task`.
    ///
    /// # Differences from asyncio
    /// `create_task(…, eager_start=…)` exists since CPython 3.14; on 3.13 it is `Task(…, eager_start=True)`. The rest is that of
    /// [`set_eager_task_factory`](crate::set_eager_task_factory#differences-from-asyncio).
    pub fn eager_start(self, eager: bool) -> Self {
        Self { eager_start: Some(eager), ..self }
    }

    pub(super) fn starts_eagerly(&self, event_loop: &LoopState) -> bool {
        self.eager_start.unwrap_or(event_loop.eager_tasks.get())
    }
}
