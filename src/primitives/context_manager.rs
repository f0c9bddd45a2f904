//! `async with`.

use crate::Result;
use crate::event_loop::{frame, handling};
use crate::exception::Exception;

/// What `async with` enters and leaves: `__aenter__` and `__aexit__`.
#[expect(async_fn_in_trait, reason = "the loop has one thread, so no future needs to be Send")]
pub trait AsyncContextManager {
    /// What entering gives: the name after `as`.
    type Value;

    /// Enters. If it raises, the body does not run, and `exit` neither.
    async fn enter(&self) -> Result<Self::Value>;

    /// Leaves, however the body ended: with `exception`, or without. It may await; what it raises has the body's exception as
    /// its context and replaces it.
    async fn exit(&self, exception: Option<&Exception>) -> Result<()>;
}

/// Runs `body` between entering and leaving `manager`: Python's `async with manager as value`.
///
/// # Errors
/// Those of the manager and of the body.
///
/// # Differences from Python
/// `exit` cannot swallow the body's exception, since a block that failed has no value; [`attempt`](crate::attempt) can.
///
/// ```
/// use except_star::{AsyncContextManager, Exception, Result, async_with, coro, print, run, sleep};
///
/// struct Connection;
///
/// impl AsyncContextManager for Connection {
///     type Value = &'static str;
///     async fn enter(&self) -> Result<&'static str> {
///         sleep(0.5).await?;
///         Ok("connected")
///     }
///     async fn exit(&self, _: Option<&Exception>) -> Result<()> {
///         sleep(0.5).await
///     }
/// }
/// let status = run(coro!("main", async {
///     async_with(&Connection, async |status| Ok(status)).await
/// }));
/// assert_eq!(status.unwrap(), "connected");
/// ```
pub async fn async_with<M: AsyncContextManager, T>(
    manager: &M,
    body: impl AsyncFnOnce(M::Value) -> Result<T>,
) -> Result<T> {
    let value = frame(manager.enter()).await?;
    leave(body(value).await, async |exception| frame(manager.exit(exception)).await).await
}

/// Runs `exit` after a body, however that ended; what `exit` raises replaces what was on its way out, and has it as context.
pub(super) async fn leave<T>(result: Result<T>, exit: impl AsyncFnOnce(Option<&Exception>) -> Result<()>) -> Result<T> {
    match &result {
        Ok(_) => exit(None).await?,
        Err(exception) => handling(exception, exit(Some(exception))).await?,
    }
    result
}
