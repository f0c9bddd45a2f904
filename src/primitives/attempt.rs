//! `try`, `except`, `except*`, `else`, `finally`.
//!
//! Rust's `match` on a `Result` cannot do all that Python's `try` does: what a handler raises has the exception that it handles
//! as its context, and a `finally` may await. Invariant: exactly one of the handlers of `except` runs, or
//! none; the `finally` runs after all of them, whatever they do.

use std::cell::Cell;
use std::rc::Rc;

use futures::future::LocalBoxFuture;

use super::context_manager::leave;
use crate::Result;
use crate::event_loop::{handling, handling_now, raise, try_current};
use crate::exception::{Class, Exception, TypeError, match_star, prepare_reraise_star};
use crate::trace::{Event, Handler};

/// The class or classes after `except`.
pub struct Classes(Vec<Class>);

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self(vec![class])
    }
}

impl From<&Class> for Classes {
    fn from(class: &Class) -> Self {
        Self(vec![class.clone()])
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
    let value = Value::default();
    let body = keep(&value, Box::pin(body.into_future()));
    Attempt {
        value,
        blocks: Blocks { body, except: Vec::new(), except_star: Vec::new(), otherwise: None, finally: None },
    }
}

/// A `try` that is being put together. See [`attempt`].
#[must_use = "an attempt does nothing unless it is awaited"]
pub struct Attempt<'a, T> {
    value: Value<T>,
    blocks: Blocks<'a>,
}

/// Where the block that ends without an exception leaves the value of the whole.
type Value<T> = Rc<Cell<Option<T>>>;

/// A block that runs, and leaves its value there.
fn keep<'a, T: 'a>(value: &Value<T>, block: LocalBoxFuture<'a, Result<T>>) -> Running<'a> {
    let value = value.clone();
    Box::pin(async move {
        value.set(Some(block.await?));
        Ok(())
    })
}

impl<'a, T: 'a> Attempt<'a, T> {
    fn handler(&self, handler: impl AsyncFnOnce(Exception) -> Result<T> + 'a) -> Block<'a, Exception> {
        let value = self.value.clone();
        Box::new(move |e| keep(&value, Box::pin(handler(e))))
    }

    /// `except CLASSES as e`: handles an exception of the body that no earlier handler takes.
    pub fn except(
        mut self,
        classes: impl Into<Classes>,
        handler: impl AsyncFnOnce(Exception) -> Result<T> + 'a,
    ) -> Self {
        let handler = self.handler(handler);
        self.blocks.except.push((classes.into(), handler));
        self
    }

    /// `except* CLASSES as e`: takes, of the group that the body raises, the part whose leaves are of these classes.
    ///
    /// Every handler whose part is not empty runs, in order. What is left, and what handlers raise, leaves as a group. A
    /// naked exception counts as a group of one. It cannot be mixed with [`Attempt::except`]: Python refuses to compile that, and
    /// here the attempt raises TypeError before its body begins.
    ///
    /// # The value
    /// After `except*` Python continues behind the statement, with what the handlers have assigned. So the attempt gives the
    /// value of the body, or, where the body raised and nothing of it was left, that of the last handler that ran: as with a
    /// variable to which the body and each handler assign.
    ///
    /// ```
    /// use except_star::exception::{TypeError, ValueError, exception_group};
    /// use except_star::{attempt, coro, raise, run};
    ///
    /// let text = run(coro!("main", async {
    ///     attempt(async { raise(exception_group("both", vec![ValueError.new(1), TypeError.new(2)])?) })
    ///         .except_star(ValueError, async |_| Ok("the values were bad"))
    ///         .except_star(TypeError, async |_| Ok("the types were bad"))
    ///         .await
    /// }));
    /// assert_eq!(text.unwrap(), "the types were bad");
    /// ```
    pub fn except_star(
        mut self,
        classes: impl Into<Classes>,
        handler: impl AsyncFnOnce(Exception) -> Result<T> + 'a,
    ) -> Self {
        let handler = self.handler(handler);
        self.blocks.except_star.push((classes.into(), handler));
        self
    }

    /// `else`: runs when the body has not raised. No handler of this attempt takes what it raises.
    pub fn otherwise(mut self, f: impl AsyncFnOnce(T) -> Result<T> + 'a) -> Self {
        let value = self.value.clone();
        self.blocks.otherwise = Some(Box::new(move |()| {
            let of_body = value.take().expect("the body has left its value");
            keep(&value, Box::pin(f(of_body)))
        }));
        self
    }

    /// `finally`: runs at the end, also when a handler raises. What it raises replaces what was on its way out.
    pub fn finally(mut self, f: impl AsyncFnOnce() -> Result<()> + 'a) -> Self {
        self.blocks.finally = Some(Box::new(move |()| Box::pin(f())));
        self
    }
}

impl<'a, T: 'a> IntoFuture for Attempt<'a, T> {
    type Output = Result<T>;
    type IntoFuture = LocalBoxFuture<'a, Result<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            run(self.blocks).await?;
            Ok(self.value.take().expect("a block that ended has left its value"))
        })
    }
}

type Running<'a> = LocalBoxFuture<'a, Result<()>>;
/// A block that has not run, and what it takes.
type Block<'a, In> = Box<dyn FnOnce(In) -> Running<'a> + 'a>;
type Handlers<'a> = Vec<(Classes, Block<'a, Exception>)>;

/// The blocks, whatever the type of their values: so the same code runs them in every program.
struct Blocks<'a> {
    body: Running<'a>,
    except: Handlers<'a>,
    except_star: Handlers<'a>,
    otherwise: Option<Block<'a, ()>>,
    finally: Option<Block<'a, ()>>,
}

async fn run(blocks: Blocks<'_>) -> Result<()> {
    let Blocks { body, except, except_star, otherwise, finally } = blocks;
    if !except.is_empty() && !except_star.is_empty() {
        return raise(TypeError.new("cannot have both 'except' and 'except*' on the same 'try'"));
    }
    let handled = async {
        match (body.await, otherwise) {
            (Ok(()), Some(otherwise)) => otherwise(()).await,
            (Err(exception), _) if !except_star.is_empty() => handle_star(exception, except_star).await,
            (Err(exception), _) => handle(exception, except).await,
            (Ok(()), None) => Ok(()),
        }
    };
    let result = handled.await;
    match finally {
        Some(finally) => leave(result, async |_| finally(()).await).await,
        None => result,
    }
}

async fn handle(exception: Exception, handlers: Handlers<'_>) -> Result<()> {
    for (classes, handler) in handlers {
        if let Some(class) = classes.0.iter().find(|class| exception.is(*class)) {
            caught(&exception, class, false);
            return handling(&exception, async { handler(exception.clone()).await }).await;
        }
    }
    Err(exception)
}

async fn handle_star(exception: Exception, handlers: Handlers<'_>) -> Result<()> {
    let mut rest = Some(exception.clone());
    let mut raised = Vec::new();
    let mut any_ended = false;
    let mut handled = exception.clone();
    for (classes, handler) in handlers {
        // The classes are checked even when nothing is left for them, while the last part is still being handled.
        let (part, others) = match match_star(rest.as_ref().unwrap_or(&exception), &classes.0) {
            Ok(parts) => parts,
            Err(error) => return handling_now(&handled, || raise(error)),
        };
        if rest.is_none() {
            continue;
        }
        rest = others;
        if let Some(part) = part {
            let takes = |class: &&Class| part.leaves().any(|(_, leaf)| leaf.is(*class));
            // An own `split` may give a part of other classes.
            if let Some(class) = classes.0.iter().find(takes).or(classes.0.first()) {
                caught(&part, class, true);
            }
            handled = part.clone();
            match handling(&part, async { handler(part.clone()).await }).await {
                Ok(()) => any_ended = true,
                Err(error) => raised.push(error),
            }
        }
    }
    raised.extend(rest);
    match prepare_reraise_star(&exception, &raised) {
        Ok(Some(error)) => Err(error),
        Ok(None) if any_ended => Ok(()),
        Ok(None) => Err(exception),
        Err(error) => handling_now(&handled, || raise(error)),
    }
}

/// Notes that a handler of an interpreter takes an exception: the class that matched, and whether the handler is an `except*`.
pub fn caught(exception: &Exception, class: &Class, star: bool) {
    if let Some(event_loop) = try_current() {
        let handler = Handler { class: class.clone(), star };
        event_loop.record(Event::Catch { exception, handler: &handler });
    }
}
