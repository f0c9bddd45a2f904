//! `gather` whose awaiter is cancelled: what the children make of it.

use except_star::exception::{BaseException, CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{Result, attempt, coro, create_named_task, gather, gather_return_exceptions, print, raise, sleep};

use crate::check::this_task;

/// How a child meets its cancellation: after a cleanup of so long, it goes on, swallows it, or fails.
async fn child(name: &'static str, cleanup: f64, then: &'static str) -> Result<&'static str> {
    attempt(async {
        sleep(9.0).await?;
        Ok(name)
    })
    .except(CancelledError, async |e| {
        print(format!("{name} {e:?}"));
        sleep(cleanup).await?;
        print(format!("{name} {then}"));
        match then {
            "swallows" => Ok(name),
            "fails" => raise(ValueError.new(name)),
            _ => Err(e),
        }
    })
    .await
}

type Child = (&'static str, f64, &'static str);

/// Gathers two children and prints what comes of it when it is cancelled.
async fn parent(return_exceptions: bool, children: [Child; 2]) -> Result<()> {
    attempt(async {
        let children = children.map(|(name, cleanup, then)| coro!(child(name, cleanup, then)));
        let results = if return_exceptions {
            gather_return_exceptions(children)?.await?.repr()
        } else {
            gather(children)?.await?.repr()
        };
        print(format!("parent {results}"));
        Ok(())
    })
    .except(BaseException, async |e| {
        print(format!("parent {e:?} {} {}", e.context().repr(), this_task().cancelling()));
        Err(e)
    })
    .await
}

/// Cancels the parent at 1 s, and prints how it ended.
async fn cancel_parent(return_exceptions: bool, children: [Child; 2]) -> Result<()> {
    let task = create_named_task("parent", coro!(parent(return_exceptions, children)))?;
    sleep(1.0).await?;
    task.cancel_with("stop");
    attempt(&task)
        .except(BaseException, async |e| {
            print(format!("main {e:?} {} {}", e.context().repr(), task.cancelled().repr()));
            Ok(())
        })
        .await?;
    sleep(1.0).await?;
    print("main ends");
    Ok(())
}

behaviours! {
    shared: r#"
async def child(name, cleanup, then):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        await asyncio.sleep(cleanup)
        print(name, then)
        if then == "fails":
            raise ValueError(name)
        if then != "swallows":
            raise
    return name


async def parent():
    try:
        print("parent", await gathered())
    except BaseException as e:
        print("parent", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
        raise


async def main():
    task = asyncio.create_task(parent())
    await asyncio.sleep(1)
    task.cancel("stop")
    try:
        await task
    except BaseException as e:
        print("main", repr(e), repr(e.__context__), task.cancelled())
    await asyncio.sleep(1)
    print("main ends")
"#,

    /// Children that swallow their cancellation do not save the awaiter. The error it gets has lost the message.
    children_that_swallow_do_not_save_the_awaiter {
        python: r#"
def gathered():
    return asyncio.gather(child("A", 0, "swallows"), child("B", 0, "swallows"))
"#,
        rust: cancel_parent(false, [("A", 0.0, "swallows"), ("B", 0.0, "swallows")]),
        console: [
            "1.0 A CancelledError('stop')",
            "1.0 B CancelledError('stop')",
            "1.0 A swallows",
            "1.0 B swallows",
            "1.0 parent CancelledError() None 1",
            "1.0 main CancelledError() None True",
            "2.0 main ends",
        ],
    }

    /// The awaiter gets the error at the first child's cancellation. Slower cleanups go on by themselves.
    the_first_cancelled_child_ends_the_waiting {
        python: r#"
def gathered():
    return asyncio.gather(child("A", 0.5, "goes on"), child("B", 0, "goes on"))
"#,
        rust: cancel_parent(false, [("A", 0.5, "goes on"), ("B", 0.0, "goes on")]),
        console: [
            "1.0 A CancelledError('stop')",
            "1.0 B CancelledError('stop')",
            "1.0 B goes on",
            "1.0 parent CancelledError('stop') None 1",
            "1.0 main CancelledError('stop') None True",
            "1.5 A goes on",
            "2.0 main ends",
        ],
    }

    /// With `return_exceptions` every cleanup is awaited; then CancelledError is raised all the same.
    with_return_exceptions_every_cleanup_is_awaited {
        python: r#"
def gathered():
    return asyncio.gather(child("A", 0.5, "fails"), child("B", 0, "goes on"), return_exceptions=True)
"#,
        rust: cancel_parent(true, [("A", 0.5, "fails"), ("B", 0.0, "goes on")]),
        console: [
            "1.0 A CancelledError('stop')",
            "1.0 B CancelledError('stop')",
            "1.0 B goes on",
            "1.5 A fails",
            "1.5 parent CancelledError('stop') None 1",
            "1.5 main CancelledError('stop') None True",
            "2.5 main ends",
        ],
    }

    /// The CancelledError that is raised is that of the last argument, whichever child ended last: one that swallowed its
    /// cancellation has no message to give.
    with_return_exceptions_the_last_argument_gives_the_error {
        python: r#"
def gathered():
    return asyncio.gather(child("A", 0.5, "goes on"), child("B", 0, "swallows"), return_exceptions=True)
"#,
        rust: cancel_parent(true, [("A", 0.5, "goes on"), ("B", 0.0, "swallows")]),
        console: [
            "1.0 A CancelledError('stop')",
            "1.0 B CancelledError('stop')",
            "1.0 B swallows",
            "1.5 A goes on",
            "1.5 parent CancelledError() None 1",
            "1.5 main CancelledError() None True",
            "2.5 main ends",
        ],
    }

    /// A child whose cleanup fails before any other child ends: the awaiter gets that error and is not cancelled.
    a_cleanup_that_fails_first_is_raised_instead {
        python: r#"
def gathered():
    return asyncio.gather(child("A", 0, "fails"), child("B", 0, "goes on"))
"#,
        rust: cancel_parent(false, [("A", 0.0, "fails"), ("B", 0.0, "goes on")]),
        console: [
            "1.0 A CancelledError('stop')",
            "1.0 B CancelledError('stop')",
            "1.0 A fails",
            "1.0 B goes on",
            "1.0 parent ValueError('A') CancelledError('stop') 1",
            "1.0 main ValueError('A') CancelledError('stop') False",
            "2.0 main ends",
        ],
    }

    /// A child that swallows and one that ends cancelled later: the error is that of the cancelled one, with the message.
    a_cancelled_child_keeps_the_message {
        python: r#"
def gathered():
    return asyncio.gather(child("A", 0, "swallows"), child("B", 0.5, "goes on"))
"#,
        rust: cancel_parent(false, [("A", 0.0, "swallows"), ("B", 0.5, "goes on")]),
        console: [
            "1.0 A CancelledError('stop')",
            "1.0 B CancelledError('stop')",
            "1.0 A swallows",
            "1.5 B goes on",
            "1.5 parent CancelledError('stop') None 1",
            "1.5 main CancelledError('stop') None True",
            "2.5 main ends",
        ],
    }
}
