//! Context variables: who sees what was set where.
//!
//! Invariant: one variable a program, and each line names who sees which value.

use std::rc::Rc;

use super::say;
use crate::check::this_task;
use except_star::exception::{RuntimeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    ContextVar, Future, Result, Signal, TaskOptions, Token, add_signal_handler, attempt, call_later, call_soon,
    copy_context, coro, create_task, create_task_with, gather, print, raise, raise_signal, set_exception_handler,
    sleep, task_group, wait_for,
};

/// Prints who sees which value.
fn see(who: &str, variable: &ContextVar<&'static str>) -> Result<()> {
    print(format!("{who} sees {}", variable.get()?));
    Ok(())
}

behaviours! {
    /// A task has a copy of the context from its creation; what it sets later, nobody else sees. What is awaited within a
    /// task shares its context.
    a_task_has_a_copy_of_the_context_in_which_it_was_created {
        python: r#"
from contextvars import ContextVar

var = ContextVar("var", default="default")


def see(who):
    print(who, "sees", var.get())


async def child(name):
    see(name)
    var.set(name)
    await asyncio.sleep(1)
    see(name)


async def inline():
    var.set("inline")
    await asyncio.sleep(0.5)


async def main():
    see("main")
    var.set("main")
    task = asyncio.create_task(child("task"))
    var.set("later")
    await asyncio.gather(child("a"), child("b"))
    await task
    see("main")
    await asyncio.wait_for(inline(), 1)
    see("main")
"#,
        rust: async {
            let var = ContextVar::with_default("var", "default");
            let child = |name: &'static str| {
                let var = var.clone();
                coro!("child", async move {
                    see(name, &var)?;
                    drop(var.set(name));
                    sleep(1.0).await?;
                    see(name, &var)
                })
            };
            see("main", &var)?;
            drop(var.set("main"));
            let task = create_task(child("task"))?;
            drop(var.set("later"));
            gather([child("a"), child("b")])?.await?;
            task.await?;
            see("main", &var)?;
            let inline = var.clone();
            wait_for(
                coro!("inline", async move {
                    drop(inline.set("inline"));
                    sleep(0.5).await
                }),
                1.0,
            )
            .await?;
            see("main", &var)
        },
        console: [
            "0.0 main sees default",
            "0.0 task sees main",
            "0.0 a sees later",
            "0.0 b sees later",
            "1.0 task sees task",
            "1.0 a sees a",
            "1.0 b sees b",
            "1.0 main sees later",
            "1.5 main sees inline",
        ],
    }

    /// A callback runs in a copy of the context in which it was registered. What it sets, only a signal handler finds again.
    a_callback_runs_in_the_context_in_which_it_was_registered {
        python: r#"
import signal
from contextvars import ContextVar

var = ContextVar("var")


def see(who):
    print(who, "sees", var.get())
    var.set(who)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    var.set("registered")
    loop.call_soon(see, "soon")
    loop.call_later(1, see, "later")
    future.add_done_callback(lambda _: see("done"))
    loop.add_signal_handler(signal.SIGTERM, see, "handler")
    var.set("after")
    await asyncio.sleep(2)
    future.set_result(None)
    await asyncio.sleep(1)
    for _ in range(2):
        signal.raise_signal(signal.SIGTERM)
        await asyncio.sleep(1)
    see("main")
"#,
        rust: async {
            let var = ContextVar::new("var");
            let seen = |who: &'static str| {
                let var = var.clone();
                move || {
                    see(who, &var)?;
                    drop(var.set(who));
                    Ok(())
                }
            };
            let future = Future::new()?;
            drop(var.set("registered"));
            call_soon("see", seen("soon"))?;
            call_later(1.0, "see", seen("later"))?;
            let done = seen("done");
            future.add_done_callback("see", move |_| done());
            add_signal_handler(Signal::Terminate, "see", seen("handler"))?;
            drop(var.set("after"));
            sleep(2.0).await?;
            future.set_result(())?;
            sleep(1.0).await?;
            for _ in 0..2 {
                raise_signal(Signal::Terminate)?;
                sleep(1.0).await?;
            }
            see("main", &var)
        },
        console: [
            "0.0 soon sees registered",
            "1.0 later sees registered",
            "2.0 done sees registered",
            "3.0 handler sees registered",
            "4.0 handler sees handler",
            "5.0 main sees after",
        ],
    }

    /// What runs in a context sets its variables, and a token takes a value back once.
    a_context_is_run_in_and_a_token_used_once {
        python: r#"
from contextvars import ContextVar, copy_context

var = ContextVar("var", default="default")


async def main():
    token = var.set("set")
    context = copy_context()
    context.run(var.set, "inner")
    print(var.get(), context.get(var))
    var.reset(token)
    print(var.get(), context.get(var), copy_context().get(var))
    try:
        var.reset(token)
    except RuntimeError as e:
        print(str(e).split(" has ")[1])
    try:
        context.run(context.run, print)
    except RuntimeError as e:
        print(str(e).split(": ")[0], str(e).split("> ")[1])
"#,
        rust: async {
            let var = ContextVar::with_default("var", "default");
            let token = var.set("set");
            let context = copy_context();
            context.run(|| drop(var.set("inner")))?;
            print(format!("{} {}", var.get()?, context.get(&var).unwrap_or("None")));
            var.reset(&token)?;
            let copied = copy_context().get(&var).unwrap_or("None");
            print(format!("{} {} {copied}", var.get()?, context.get(&var).unwrap_or("None")));
            attempt(async { var.reset(&token) })
                .except(RuntimeError, async |e| {
                    print(e.to_string().split(" has ").nth(1).unwrap_or(""));
                    Ok(())
                })
                .await?;
            attempt(async { context.run(|| context.run(|| ()))? })
                .except(RuntimeError, async |e| {
                    let text = e.to_string();
                    print(format!("{} {}", &text[..20], text.split("> ").nth(1).unwrap_or("")));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 set inner",
            "0.0 default inner None",
            "0.0 already been used once",
            "0.0 cannot enter context is already entered",
        ],
    }

    /// A token belongs to its variable and to the context in which that was set; one that is refused can still be used.
    a_token_is_refused_in_another_context {
        python: r#"
from contextvars import ContextVar, copy_context

var = ContextVar("var")
other = ContextVar("other")


def without_addresses(text):
    first, *others = text.split(" at 0x")
    return first + "".join(part.lstrip("0123456789abcdef") for part in others)


def reset(variable, token):
    try:
        variable.reset(token)
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, without_addresses(str(e)))


async def elsewhere(token):
    reset(var, token)
    reset(other, token)


async def main():
    token = var.set("set")
    context = copy_context()
    context.run(reset, var, token)
    await asyncio.create_task(elsewhere(token))
    await asyncio.create_task(elsewhere(context.run(var.set, "there")), context=context)
    print(var.get(), context.get(var))
    reset(var, token)
    print(var.get("nothing"))
    context.run(reset, var, token)
    reset(other, token)
"#,
        rust: async {
            let (var, other) = (ContextVar::new("var"), ContextVar::new("other"));
            fn reset(variable: &ContextVar<&'static str>, token: &Token<&'static str>) {
                if let Err(e) = variable.reset(token) {
                    print(format!("{} {e}", e.class().name()));
                }
            }
            let elsewhere = |token: &Rc<Token<&'static str>>| {
                let (var, other, token) = (var.clone(), other.clone(), token.clone());
                coro!("elsewhere", async move {
                    reset(&var, &token);
                    reset(&other, &token);
                    Ok(())
                })
            };
            let token = Rc::new(var.set("set"));
            let context = copy_context();
            context.run(|| reset(&var, &token))?;
            create_task(elsewhere(&token))?.await?;
            let there = Rc::new(context.run(|| var.set("there"))?);
            create_task_with(elsewhere(&there), TaskOptions::new().context(&context))?.await?;
            print(format!("{} {}", var.get()?, context.get(&var).unwrap_or("None")));
            reset(&var, &token);
            print(var.get().unwrap_or("nothing"));
            context.run(|| reset(&var, &token))?;
            reset(&other, &token);
            Ok(())
        },
        console: [
            "0.0 ValueError <Token var=<ContextVar name='var'>> was created in a different Context",
            "0.0 ValueError <Token var=<ContextVar name='var'>> was created in a different Context",
            "0.0 ValueError <Token var=<ContextVar name='var'>> was created by a different ContextVar",
            "0.0 RuntimeError <Token used var=<ContextVar name='var'>> has already been used once",
            "0.0 set set",
            "0.0 nothing",
            "0.0 RuntimeError <Token used var=<ContextVar name='var'>> has already been used once",
            "0.0 RuntimeError <Token used var=<ContextVar name='var'>> has already been used once",
        ],
    }

    /// A task that is given a context runs in it, and not in a copy: what one sets, the next one there sees.
    a_task_runs_in_the_context_that_it_is_given {
        python: r#"
from contextvars import ContextVar, copy_context

var = ContextVar("var", default="default")


async def child(name, seconds):
    print(name, "sees", var.get())
    var.set(name)
    await asyncio.sleep(seconds)
    print(name, "sees", var.get())


async def main():
    context = copy_context()
    a = asyncio.create_task(child("a", 2), context=context)
    var.set("main")
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("b", 1), context=context)
        copied = tg.create_task(child("copied", 1))
    print("main sees", var.get(), "in the context", context.get(var))
    print(a.get_context() is context, copied.get_context() is context, copied.get_context().get(var))
    await a
    context.run(var.set, "set there")
    await asyncio.create_task(child("c", 0), context=context)
    print("in the context", context.get(var), "in main", asyncio.current_task().get_context().get(var))
"#,
        rust: async {
            let var = ContextVar::with_default("var", "default");
            let child = |name: &'static str, seconds: f64| {
                let var = var.clone();
                coro!("child", async move {
                    see(name, &var)?;
                    drop(var.set(name));
                    sleep(seconds).await?;
                    see(name, &var)
                })
            };
            let context = copy_context();
            let there = TaskOptions::new().context(&context);
            let a = create_task_with(child("a", 2.0), there.clone())?;
            drop(var.set("main"));
            let copied = task_group(async |tg| {
                tg.create_task_with(child("b", 1.0), there.clone())?;
                tg.create_task(child("copied", 1.0))
            })
            .await?;
            let seen = context.get(&var).unwrap_or("None");
            print(format!("main sees {} in the context {seen}", var.get()?));
            let (is_a, is_copied) = (a.context().is(&context), copied.context().is(&context));
            print(format!("{} {} {}", is_a.repr(), is_copied.repr(), copied.context().get(&var).unwrap_or("None")));
            a.await?;
            context.run(|| drop(var.set("set there")))?;
            create_task_with(child("c", 0.0), there)?.await?;
            let in_main = this_task().context().get(&var).unwrap_or("None");
            print(format!("in the context {} in main {in_main}", context.get(&var).unwrap_or("None")));
            Ok(())
        },
        console: [
            "0.0 a sees default",
            "0.0 b sees a",
            "0.0 copied sees main",
            "1.0 b sees b",
            "1.0 copied sees copied",
            "1.0 main sees main in the context b",
            "1.0 True False copied",
            "2.0 a sees b",
            "2.0 c sees set there",
            "2.0 c sees c",
            "2.0 in the context c in main main",
        ],
    }

    /// The first step of an eager task runs in its copy of the context, or in the context that it is given, and its creator
    /// sees nothing of that.
    an_eager_task_takes_its_first_step_in_its_own_context {
        python: r#"
from contextvars import ContextVar, copy_context

var = ContextVar("var", default="default")


def start(coro, **kwargs):
    return asyncio.Task(coro, loop=asyncio.get_running_loop(), eager_start=True, **kwargs)


async def child(name):
    print(name, "sees", var.get())
    var.set(name)
    start(grandchild(name))
    print(name, "sees", var.get())
    await asyncio.sleep(1)
    print(name, "sees", var.get())


async def grandchild(name):
    print("child of", name, "sees", var.get())
    var.set("grandchild")


async def main():
    first = start(child("first"))
    print("main sees", var.get(), "and", first.get_context().get(var))
    var.set("main")
    context = copy_context()
    there = start(child("there"), context=context)
    print("main sees", var.get(), "and", context.get(var))
    await first
    await there
"#,
        rust: async {
            let var = ContextVar::with_default("var", "default");
            let child = |name: &'static str| {
                let var = var.clone();
                coro!("child", async move {
                    see(name, &var)?;
                    drop(var.set(name));
                    let below = var.clone();
                    let grandchild = coro!("grandchild", async move {
                        see(&format!("child of {name}"), &below)?;
                        drop(below.set("grandchild"));
                        Ok(())
                    });
                    create_task_with(grandchild, TaskOptions::new().eager_start(true))?;
                    see(name, &var)?;
                    sleep(1.0).await?;
                    see(name, &var)
                })
            };
            let eager = TaskOptions::new().eager_start(true);
            let first = create_task_with(child("first"), eager.clone())?;
            print(format!("main sees {} and {}", var.get()?, first.context().get(&var).unwrap_or("None")));
            drop(var.set("main"));
            let context = copy_context();
            let there = create_task_with(child("there"), eager.context(&context))?;
            print(format!("main sees {} and {}", var.get()?, context.get(&var).unwrap_or("None")));
            first.await?;
            there.await
        },
        console: [
            "0.0 first sees default",
            "0.0 child of first sees first",
            "0.0 first sees first",
            "0.0 main sees default and first",
            "0.0 there sees main",
            "0.0 child of there sees there",
            "0.0 there sees there",
            "0.0 main sees main and there",
            "1.0 first sees first",
            "1.0 there sees there",
        ],
    }

    /// Only one step at a time runs in a context. An eager task is refused a context that is not free; CPython's C code loses
    /// its current task there, so its Python code stands beside this.
    an_eager_task_is_refused_a_context_that_something_runs_in {
        python: r#"
from contextvars import copy_context


def start(coro, **kwargs):
    return asyncio.tasks._PyTask(coro, loop=asyncio.get_running_loop(), eager_start=True, **kwargs)


async def child():
    print("never")


async def creator(context):
    try:
        start(child(), context=context, name="child")
    except RuntimeError as e:
        text = str(e)
    print(text.split(": ")[0], text.split("> ")[1], asyncio.current_task().get_name())


async def main():
    context = copy_context()
    await asyncio.create_task(creator(context), context=context)
"#,
        rust: async {
            let context = copy_context();
            let there = TaskOptions::new().context(&context);
            let nested = there.clone().name("child").eager_start(true);
            let creator = coro!("creator", async move {
                let child = coro!("child", async { say("never") });
                attempt(async { create_task_with(child, nested).map(drop) })
                    .except(RuntimeError, async |e| {
                        let text = e.to_string();
                        let rest = text.split("> ").nth(1).unwrap_or("");
                        say(format!("{} {rest} {}", &text[..20], this_task().name()))
                    })
                    .await
            });
            create_task_with(creator, there)?.await
        },
        console: [
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task pending name='child' coro=<child() running at …>>",
            "0.0 ! RuntimeWarning: coroutine 'child' was never awaited",
            "0.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
            "0.0 cannot enter context is already entered Task-2",
        ],
    }

    /// An exception handler runs in the context of the task or the callback that it hears of, and sees what that has set.
    an_exception_handler_runs_in_the_context_of_what_has_failed {
        python: r#"
import signal
from contextvars import ContextVar

var = ContextVar("var", default="default")


async def fail(name):
    var.set(name)
    raise ValueError(name)


def broken(name):
    var.set(name)
    raise ValueError(name)


def handle(loop, context):
    print("handler of", repr(context["exception"]), "sees", var.get())
    var.set("handler")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handle)
    var.set("main")
    asyncio.create_task(fail("task"))
    await asyncio.sleep(0)
    loop.call_soon(broken, "soon")
    await asyncio.sleep(0)
    loop.call_later(1, broken, "later")
    await asyncio.sleep(1)
    future = loop.create_future()
    future.add_done_callback(lambda _: broken("done"))
    future.set_result(None)
    await asyncio.sleep(0)
    loop.add_signal_handler(signal.SIGTERM, broken, "signal")
    signal.raise_signal(signal.SIGTERM)
    await asyncio.sleep(1)
    future = loop.create_future()
    future.set_exception(ValueError("future"))
    del future
    print("main sees", var.get())
"#,
        rust: async {
            let var = ContextVar::with_default("var", "default");
            let fail = |name: &'static str| {
                let var = var.clone();
                coro!("fail", async move {
                    drop(var.set(name));
                    raise::<()>(ValueError.new(name))
                })
            };
            let broken = |name: &'static str| {
                let var = var.clone();
                move || {
                    drop(var.set(name));
                    raise::<()>(ValueError.new(name))
                }
            };
            let seen = var.clone();
            set_exception_handler(move |error| {
                see(&format!("handler of {}", error.exception.repr()), &seen)?;
                drop(seen.set("handler"));
                Ok(())
            })?;
            drop(var.set("main"));
            create_task(fail("task"))?;
            sleep(0.0).await?;
            call_soon("broken", broken("soon"))?;
            sleep(0.0).await?;
            call_later(1.0, "broken", broken("later"))?;
            sleep(1.0).await?;
            let future = Future::new()?;
            let done = broken("done");
            future.add_done_callback("done", move |_| done());
            future.set_result(())?;
            sleep(0.0).await?;
            add_signal_handler(Signal::Terminate, "broken", broken("signal"))?;
            raise_signal(Signal::Terminate)?;
            sleep(1.0).await?;
            Future::<()>::new()?.set_exception(ValueError.new("future"))?;
            see("main", &var)
        },
        console: [
            "0.0 handler of ValueError('task') sees task",
            "0.0 handler of ValueError('soon') sees soon",
            "1.0 handler of ValueError('later') sees later",
            "1.0 handler of ValueError('done') sees done",
            "1.0 handler of ValueError('signal') sees signal",
            "2.0 handler of ValueError('future') sees main",
            "2.0 main sees handler",
        ],
    }
}
