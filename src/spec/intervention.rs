//! The Python program of a run: with its debug mode and its interventions.
//!
//! Invariant: an intervention is a call of the loop, made before main starts, as it is in the run.

use crate::primitives::Intervention;
use crate::program::Settings;
use crate::repr::{float, string};
use crate::trace::Intervene;

/// How a program ends that is run by itself; with `debug=True` where debug mode is its default.
const RUN: &str = "asyncio.run(main()";

/// The program as it runs with these settings.
pub(super) fn python(program: &str, settings: &Settings) -> String {
    let mut lines: Vec<&str> = program.lines().collect();
    let signals = settings.interventions.iter().any(|it| matches!(it.action, Intervene::Signal(_)));
    if signals && !lines.contains(&"import signal") {
        lines.insert(1, "import signal");
    }
    if lines.last().is_some_and(|line| line.starts_with(RUN)) {
        lines.pop();
    }
    let run = run(settings);
    lines.push(&run);
    lines.join("\n") + "\n"
}

/// The last lines of the program: how it is run.
fn run(Settings { debug, interventions, .. }: &Settings) -> String {
    let argument = if *debug { "debug=True" } else { "" };
    if interventions.is_empty() {
        return if *debug { format!("{RUN}, {argument})") } else { format!("{RUN})") };
    }
    let helpers = helpers(interventions);
    let calls = interventions.iter().map(call).collect::<Vec<_>>().join("\n");
    format!("{helpers}with asyncio.Runner({argument}) as runner:\n{calls}\n    runner.run(main())")
}

/// What an intervention is in Python: a call of the loop.
fn call(intervention: &Intervention) -> String {
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
fn helpers(interventions: &[Intervention]) -> String {
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
