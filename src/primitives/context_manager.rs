//! `async with` and `with`.
//!
//! Invariant: what was entered is left, exactly once, however the body ends.

use crate::Result;
use crate::event_loop::{frame, handling};
use crate::exception::Exception;

/// What `async with` enters and leaves: `__aenter__` and `__aexit__`.
#[expect(async_fn_in_trait, reason = "the loop has one thread, so no future needs to be Send")]
pub trait AsyncContextManager {
    /// What entering gives: the name after `as`.
    type Value;

    /// What leaving gives: `()` where every exception of the body passes, `bool` where leaving may swallow it.
    type Exit: Exit;

    /// Enters. If it raises, the body does not run, and `exit` neither.
    async fn enter(&self) -> Result<Self::Value>;

    /// Leaves, however the body ended: with `exception`, or without. It may await; what it raises has the body's exception as
    /// its context and replaces it. Where [`Exit`](AsyncContextManager::Exit) is `bool`, true swallows the exception.
    async fn exit(&self, exception: Option<&Exception>) -> Result<Self::Exit>;
}

/// What `with` enters and leaves without awaiting: `__enter__` and `__exit__`. See [`with`].
pub trait ContextManager {
    /// What entering gives: the name after `as`.
    type Value;

    /// What leaving gives: `()` where every exception of the body passes, `bool` where leaving may swallow it.
    type Exit: Exit;

    /// Enters. If it raises, the body does not run, and `exit` neither.
    ///
    /// # Errors
    /// Those of the manager.
    fn enter(&self) -> Result<Self::Value>;

    /// Leaves, however the body ended. What it raises has the body's exception as its context and replaces it. Where
    /// [`Exit`](ContextManager::Exit) is `bool`, true swallows the exception.
    ///
    /// # Errors
    /// Those of the manager.
    fn exit(&self, exception: Option<&Exception>) -> Result<Self::Exit>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for () {}
    impl Sealed for bool {}
}

/// What leaving a block gives, and so what the block gives.
///
/// In Python the `__exit__` of any manager may swallow the body's exception; the program continues after the block, and what
/// the body would have computed is not there. Here the type of the manager shows whether that can happen: a block of a
/// manager that leaves with `()` has the body's value, one that leaves with `bool` has an `Option` of it, `None` where the
/// exception was swallowed.
pub trait Exit: sealed::Sealed {
    /// The value of a block whose body gives a `T`.
    type Block<T>;

    /// What the block gives.
    ///
    /// # Errors
    /// The exception of the body that was not swallowed.
    fn block<T>(self, body: Result<T>) -> Result<Self::Block<T>>;
}

/// Every exception passes.
impl Exit for () {
    type Block<T> = T;

    fn block<T>(self, body: Result<T>) -> Result<T> {
        body
    }
}

/// True swallows the exception.
impl Exit for bool {
    type Block<T> = Option<T>;

    fn block<T>(self, body: Result<T>) -> Result<Option<T>> {
        match body {
            Err(_) if self => Ok(None),
            body => body.map(Some),
        }
    }
}

/// Runs `body` between entering and leaving `manager`: Python's `async with manager as value`.
///
/// Gives what the body gives; of a manager that may swallow exceptions an `Option`, see [`Exit`].
///
/// # Errors
/// Those of the manager and of the body.
///
/// # Cancellation
/// CancelledError arrives in the body like any exception, and the manager is left with it.
///
/// # Differences from Python
/// A task that is dropped within the body does not leave the manager.
///
/// ```
/// use except_star::{AsyncContextManager, Exception, Result, async_with, coro, print, run, sleep};
///
/// struct Connection;
///
/// impl AsyncContextManager for Connection {
///     type Value = &'static str;
///     type Exit = ();
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
) -> Result<<M::Exit as Exit>::Block<T>> {
    let value = frame(manager.enter()).await?;
    leave(body(value).await, async |exception| frame(manager.exit(exception)).await).await
}

/// Runs `body` between entering and leaving `manager`, which awaits for neither: Python's `with manager as value`.
///
/// Gives what the body gives; of a manager that may swallow exceptions an `Option`, see [`Exit`].
///
/// # Errors
/// Those of the manager and of the body.
///
/// ```
/// use except_star::exception::{Class, KeyError};
/// use except_star::{ContextManager, Exception, Result, coro, raise, run, with};
///
/// /// `contextlib.suppress`
/// struct Suppress(Class);
///
/// impl ContextManager for Suppress {
///     type Value = ();
///     type Exit = bool;
///     fn enter(&self) -> Result<()> {
///         Ok(())
///     }
///     fn exit(&self, exception: Option<&Exception>) -> Result<bool> {
///         Ok(exception.is_some_and(|e| e.is(&self.0)))
///     }
/// }
/// let price = run(coro!("main", async {
///     let price: Option<u32> = with(&Suppress(KeyError), async |()| raise(KeyError.new("tea"))).await?;
///     Ok(price.unwrap_or(3))
/// }));
/// assert_eq!(price.unwrap(), 3);
/// ```
pub async fn with<M: ContextManager, T>(
    manager: &M,
    body: impl AsyncFnOnce(M::Value) -> Result<T>,
) -> Result<<M::Exit as Exit>::Block<T>> {
    let value = manager.enter()?;
    leave(body(value).await, async |exception| manager.exit(exception)).await
}

/// Runs `exit` after a body, however that ended; what `exit` raises replaces what was on its way out, and has it as context.
pub(super) async fn leave<T, E: Exit>(
    result: Result<T>,
    exit: impl AsyncFnOnce(Option<&Exception>) -> Result<E>,
) -> Result<E::Block<T>> {
    let exit = match &result {
        Ok(_) => exit(None).await?,
        Err(exception) => handling(exception, exit(Some(exception))).await?,
    };
    exit.block(result)
}
