//! `retry`: trying again after a failure. asyncio has nothing of the kind; the usual hand-written loop is the model.
//!
//! Invariant: CancelledError is never retried, whatever the classes are, because a cancellation has to end the operation.

use super::sleep::{sleep, time};
use crate::Result;
use crate::event_loop::raise;
use crate::exception;
use crate::exception::{CancelledError, Class, Exception, ValueError};
use crate::random::Random;

/// How often, after how long, and after which failures to try again.
///
/// The wait before attempt `k + 1` is `delay · factor^(k − 1)`, by repeated multiplication, then cut at the cap, then spread by the
/// jitter: cut last, the long waits would all be equal again, and those who failed together would come back together.
///
/// ```
/// use except_star::exception::ConnectionError;
/// use except_star::{Retry, coro, raise, run, time};
///
/// let (value, at) = run(coro!("main", async {
///     let value = Retry::new(5)
///         .delay(0.5)
///         .on([ConnectionError])
///         .run(async |attempt| if attempt < 4 { raise(ConnectionError.new("lost")) } else { Ok(attempt) })
///         .await?;
///     Ok((value, time()?))
/// }))
/// .unwrap();
/// assert_eq!((value, at), (4, 0.5 + 1.0 + 2.0));
/// ```
pub struct Retry<'a> {
    retries: u32,
    delay: f64,
    factor: f64,
    cap: Option<f64>,
    jitter: Jitter,
    total: Option<f64>,
    classes: Vec<Class>,
    predicate: Option<Predicate<'a>>,
    before_wait: Option<Hook<'a>>,
}

type Predicate<'a> = Box<dyn Fn(&Exception) -> bool + 'a>;
type Hook<'a> = Box<dyn FnMut(&Attempted) + 'a>;

/// How the waits are spread, so that many who failed together do not come back together.
#[derive(Clone)]
pub enum Jitter {
    /// Not at all.
    None,
    /// Anything from nothing to the whole wait.
    Full(Random),
    /// Half of the wait, and anything from nothing to the other half.
    Equal(Random),
}

/// An attempt that failed and will be followed by another.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempted {
    /// Its number, from 1.
    pub attempt: u32,
    /// What it raised.
    pub error: Exception,
    /// The seconds until the next attempt.
    pub wait: f64,
}

impl<'a> Retry<'a> {
    /// Tries again at most so many times, so `retries + 1` attempts in all; at once, after any
    /// [`Exception`](const@exception::Exception).
    pub fn new(retries: u32) -> Self {
        Self {
            retries,
            delay: 0.0,
            factor: 2.0,
            cap: None,
            jitter: Jitter::None,
            total: None,
            classes: vec![exception::Exception],
            predicate: None,
            before_wait: None,
        }
    }

    /// The wait after the first failure, in seconds.
    pub fn delay(mut self, delay: f64) -> Self {
        self.delay = delay;
        self
    }

    /// What the wait grows by after each failure; 2 by default.
    pub fn factor(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// The longest wait, in seconds; none is no limit.
    pub fn cap(mut self, cap: impl Into<Option<f64>>) -> Self {
        self.cap = cap.into();
        self
    }

    /// How the waits are spread.
    pub fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    /// The seconds after which no further attempt begins, counted from the beginning of the first one; none is no limit.
    pub fn total(mut self, total: impl Into<Option<f64>>) -> Self {
        self.total = total.into();
        self
    }

    /// The classes after which it tries again; what is of no such class comes out at once.
    pub fn on(mut self, classes: impl IntoIterator<Item = Class>) -> Self {
        self.classes = classes.into_iter().collect();
        self
    }

    /// Tries again only after an exception for which `predicate` holds, beside being of the right class.
    pub fn when(mut self, predicate: impl Fn(&Exception) -> bool + 'a) -> Self {
        self.predicate = Some(Box::new(predicate));
        self
    }

    /// Calls `hook` before each wait.
    pub fn before_wait(mut self, hook: impl FnMut(&Attempted) + 'a) -> Self {
        self.before_wait = Some(Box::new(hook));
        self
    }

    /// Runs `operation`, which gets the number of the attempt, until it succeeds or no further attempt is allowed.
    ///
    /// # Errors
    /// The last exception of the operation. ValueError for a delay, a factor, a cap or a total that is negative or no number. A
    /// CancelledError, in the operation or in a wait.
    pub async fn run<T>(mut self, mut operation: impl AsyncFnMut(u32) -> Result<T>) -> Result<T> {
        self.check()?;
        let begin = time()?;
        let mut delay = self.delay;
        for attempt in 1.. {
            let error = match operation(attempt).await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let wait = self.wait(delay);
            let too_late = self.total.is_some_and(|total| time().is_ok_and(|now| now - begin + wait > total));
            if attempt > self.retries || too_late || !self.is_retried(&error) {
                return Err(error);
            }
            if let Some(hook) = &mut self.before_wait {
                hook(&Attempted { attempt, error, wait });
            }
            sleep(wait).await?;
            delay *= self.factor;
        }
        unreachable!("attempts are counted up to the last one")
    }

    fn is_retried(&self, error: &Exception) -> bool {
        !error.is(CancelledError)
            && self.classes.iter().any(|class| error.is(class))
            && self.predicate.as_ref().is_none_or(|predicate| predicate(error))
    }

    fn wait(&self, delay: f64) -> f64 {
        let delay = self.cap.map_or(delay, |cap| delay.min(cap));
        match &self.jitter {
            Jitter::None => delay,
            Jitter::Full(random) => random.uniform(0.0, delay),
            Jitter::Equal(random) => delay / 2.0 + random.uniform(0.0, delay / 2.0),
        }
    }

    fn check(&self) -> Result<()> {
        let numbers =
            [("delay", Some(self.delay)), ("factor", Some(self.factor)), ("cap", self.cap), ("total", self.total)];
        for (name, number) in numbers {
            if number.is_some_and(|number| number.is_nan() || number < 0.0) {
                return raise(ValueError.new(format!("{name} must be a number >= 0")));
            }
        }
        Ok(())
    }
}
