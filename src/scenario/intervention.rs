//! Interventions in a run and in its Python program.

use super::Remark;
use crate::primitives::Intervention;
use crate::report::TaskLife;
use crate::repr::{float, string};
use crate::trace::Intervene;

/// Why an intervention did nothing in a run that had these tasks and ended then, if that is why.
pub(super) fn reaches_nobody(intervention: &Intervention, tasks: &[TaskLife], end_time: f64) -> Option<Remark> {
    let nobody = match &intervention.action {
        _ if intervention.at > end_time => format!("the run is over at {} s", float(end_time)),
        Intervene::Cancel { task, .. } | Intervene::Raise { task, .. }
            if tasks.iter().all(|life| life.name != *task) =>
        {
            let names: Vec<_> = tasks.iter().map(|task| task.name.as_str()).collect();
            format!("no task is called {task}; there are: {}", names.join(", "))
        }
        _ => return None,
    };
    Some(Remark { field: "interventions", text: format!("{intervention} does nothing: {nobody}.") })
}

/// What an intervention is in the exported program: a call of the loop.
pub(super) fn python(intervention: &Intervention) -> String {
    let quoted =
        |message: &Option<String>| message.as_ref().map_or(String::new(), |text| format!(", {}", string(text)));
    let call = match &intervention.action {
        Intervene::Cancel { task, message } => format!("intervene_cancel, {}{}", string(task), quoted(message)),
        Intervene::Raise { task, class, message } => {
            let class = match class.module() {
                "builtins" => class.name().to_owned(),
                _ => format!("asyncio.{}", class.name()),
            };
            format!("intervene_raise, {}, {class}{}", string(task), quoted(message))
        }
        Intervene::Signal(signal) => format!("signal.raise_signal, signal.{}", signal.name()),
    };
    format!("    runner.get_loop().call_later({}, {call})", float(intervention.at))
}

/// The functions that the calls need.
pub(super) fn python_helpers(interventions: &[Intervention]) -> String {
    let any = |test: fn(&Intervene) -> bool| interventions.iter().any(|intervention| test(&intervention.action));
    let mut helpers = String::new();
    if any(|action| matches!(action, Intervene::Cancel { .. })) {
        helpers += CANCEL;
    }
    if any(|action| matches!(action, Intervene::Raise { .. })) {
        helpers += RAISE;
    }
    helpers
}

const CANCEL: &str = r#"def intervene_cancel(name, message=None):
    for task in asyncio.all_tasks():
        if task.get_name() == name:
            task.cancel(message)


"#;

/// It follows what the task awaits down to the first plain future, and leaves two alone: the one on which a task group waits for
/// its tasks, and one that a timer is about to end at this very moment.
const RAISE: &str = r#"def intervene_raise(name, error, *args):
    for task in asyncio.all_tasks():
        if task.get_name() != name:
            continue
        future = task
        while isinstance(future, asyncio.Task):
            frame = future.get_coro()
            while hasattr(getattr(frame, "cr_await", None), "cr_code"):
                frame = frame.cr_await
            future = future._fut_waiter
        leaves_group = frame.cr_code.co_qualname in ("TaskGroup.__aexit__", "TaskGroup._aexit")
        loop = asyncio.get_running_loop()
        timers = [handle for handle in [*loop._ready, *loop._scheduled] if hasattr(handle, "_when")]
        just_done = any(t._when <= loop.time() and future in (t._args or ()) for t in timers)
        if future is not None and not future.done() and not leaves_group and not just_done:
            future.set_exception(error(*args))


"#;
