//! `try`, `except`, `except*`, `else`, `finally`.
//!
//! Rust's `match` on a `Result` is not enough to say what Python's `try` does: a handler has the exception that it handles
//! as the context of what it raises, and a `finally` may await. Invariant: exactly one of the handlers of `except` runs, or
//! none; the `finally` runs after all of them, whatever they do.

use futures::future::LocalBoxFuture;

use super::context_manager::leave;
use crate::Result;
use crate::event_loop::{handling, raise, try_current};
use crate::exception::{Class, Exception, TypeError, match_star, prepare_reraise_star};
use crate::trace::Kind;

/// The class or classes after `except`.
pub struct Classes(Vec<Class>);

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self(vec![class])
    }
}

impl<const N: usize> From<[Class; N]> for Classes {
    fn from(classes: [Class; N]) -> Self {
        Self(classes.into())
    }
}

impl From<&[Class]> for Classes {
    fn from(classes: &[Class]) -> Self {
        Self(classes.into())
    }
}

/// Python's `try`: runs `body` with the handlers that are added to it. Await the whole.
///
/// ```
/// use except_star::exception::{KeyError, ValueError};
/// use except_star::{attempt, coro, print, raise, run};
///
/// let answer = run(coro!("main", async {
///     attempt(async { raise(ValueError.new("bad")) })
///         .except(KeyError, async |_| Ok(1))
///         .except(ValueError, async |e| {
///             print(format!("handled {e}"));
///             Ok(2)
///         })
///         .finally(async || {
///             print("cleaned up");
///             Ok(())
///         })
///         .await
/// }));
/// assert_eq!(answer.unwrap(), 2);
/// ```
///
/// In a handler, [`raise`](crate::raise) is `raise e` and links the new exception to the handled one; returning `Err(e)` is
/// the bare `raise`.
///
/// # Cancellation
/// CancelledError is an exception like another: a handler of it, and a `finally`, may await to clean up, and a handler that
/// does not return it swallows it.
///
/// # Differences from Python
/// Body and handlers are closures, so `return` in them leaves the block, not the function. A task that is dropped before it
/// is done does not run its `finally`.
pub fn attempt<'a, T: 'a>(body: impl IntoFuture<Output = Result<T>> + 'a) -> Attempt<'a, T> {
    Attempt {
        body: Box::pin(async move { body.await }),
        except: Vec::new(),
        except_star: Vec::new(),
        otherwise: None,
        finally: None,
    }
}

/// A block of the `try` that has not run: what it takes, and the result of the whole.
type Block<'a, In, Out> = Box<dyn FnOnce(In) -> LocalBoxFuture<'a, Result<Out>> + 'a>;
type Handlers<'a, T> = Vec<(Classes, Block<'a, Exception, T>)>;

/// A `try` that is being put together. See [`attempt`].
#[must_use = "an attempt does nothing unless it is awaited"]
pub struct Attempt<'a, T> {
    body: LocalBoxFuture<'a, Result<T>>,
    except: Handlers<'a, T>,
    except_star: Handlers<'a, T>,
    otherwise: Option<Block<'a, T, T>>,
    finally: Option<Block<'a, (), ()>>,
}

impl<'a, T: 'a> Attempt<'a, T> {
    /// `except CLASSES as e`: handles an exception of the body that no earlier handler takes.
    pub fn except(
        mut self,
        classes: impl Into<Classes>,
        handler: impl AsyncFnOnce(Exception) -> Result<T> + 'a,
    ) -> Self {
        self.except.push((classes.into(), Box::new(move |e| Box::pin(async move { handler(e).await }))));
        self
    }

    /// `else`: runs when the body has not raised. What it raises, no handler of this attempt takes.
    pub fn otherwise(mut self, f: impl AsyncFnOnce(T) -> Result<T> + 'a) -> Self {
        self.otherwise = Some(Box::new(move |value| Box::pin(async move { f(value).await })));
        self
    }

    /// `finally`: runs at the end, also when a handler raises. What it raises replaces what was on its way out.
    pub fn finally(mut self, f: impl AsyncFnOnce() -> Result<()> + 'a) -> Self {
        self.finally = Some(Box::new(move |()| Box::pin(async move { f().await })));
        self
    }

    async fn run(self) -> Result<T>
    where
        T: 'a,
    {
        let Self { body, except, except_star, otherwise, finally } = self;
        if !except.is_empty() && !except_star.is_empty() {
            return raise(TypeError.new("cannot have both 'except' and 'except*' on the same 'try'"));
        }
        let handled = async {
            match (body.await, otherwise) {
                (Ok(value), Some(otherwise)) => otherwise(value).await,
                (Err(exception), _) if !except_star.is_empty() => handle_star(exception, except_star).await,
                (Err(exception), _) => handle(exception, except).await,
                (ok, None) => ok,
            }
        };
        match finally {
            Some(finally) => leave(handled.await, async |_| finally(()).await).await,
            None => handled.await,
        }
    }
}

impl<'a> Attempt<'a, ()> {
    /// `except* CLASSES as e`: takes, of the group that the body raises, the part whose leaves are of these classes.
    ///
    /// Every handler whose part is not empty runs, in order. What is left, and what handlers raise, goes on as a group. A
    /// naked exception counts as a group of one. It cannot be mixed with [`Attempt::except`]: Python refuses to compile that, and
    /// here the attempt raises TypeError before its body begins.
    pub fn except_star(
        mut self,
        classes: impl Into<Classes>,
        handler: impl AsyncFnOnce(Exception) -> Result<()> + 'a,
    ) -> Self {
        self.except_star.push((classes.into(), Box::new(move |e| Box::pin(async move { handler(e).await }))));
        self
    }
}

async fn handle<'a, T>(exception: Exception, handlers: Handlers<'a, T>) -> Result<T> {
    for (classes, handler) in handlers {
        if classes.0.iter().any(|class| exception.is(*class)) {
            note_catch(&exception);
            return handling(&exception, handler(exception.clone())).await;
        }
    }
    Err(exception)
}

async fn handle_star<'a, T>(exception: Exception, handlers: Handlers<'a, T>) -> Result<T> {
    let mut rest = Some(exception.clone());
    let mut raised = Vec::new();
    let mut value = None;
    let mut handled = exception.clone();
    for (classes, handler) in handlers {
        // The classes are checked even when nothing is left for them, while the last part is still being handled.
        let (part, others) = match match_star(rest.as_ref().unwrap_or(&exception), &classes.0) {
            Ok(parts) => parts,
            Err(error) => return handling(&handled, async { raise(error) }).await,
        };
        if rest.is_none() {
            continue;
        }
        rest = others;
        if let Some(part) = part {
            note_catch(&part);
            handled = part.clone();
            match handling(&part, handler(part.clone())).await {
                Ok(done) => value = Some(done),
                Err(error) => raised.push(error),
            }
        }
    }
    raised.extend(rest);
    match (prepare_reraise_star(&exception, &raised), value) {
        (Some(error), _) => Err(error),
        (None, Some(value)) => Ok(value),
        (None, None) => Err(exception),
    }
}

fn note_catch(exception: &Exception) {
    if let Some(event_loop) = try_current() {
        event_loop.note_exception(Kind::Catch, exception);
    }
}

impl<'a, T: 'a> IntoFuture for Attempt<'a, T> {
    type Output = Result<T>;
    type IntoFuture = LocalBoxFuture<'a, Result<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
