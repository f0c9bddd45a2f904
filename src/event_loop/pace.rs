//! What the loop does when nothing is ready: how loop time passes.
//!
//! Invariant: a pace decides when the loop continues, never in what order or at what loop time.

use std::time::Duration;

use futures::future::LocalBoxFuture;

/// How loop time passes. The virtual schedule, and so the trace, is the same for every pace.
pub trait Pace {
    /// Waits before loop time moves on by `duration`, or after a blocking call has moved it on; with none the loop continues at
    /// once.
    fn wait(&self, duration: Duration) -> Option<LocalBoxFuture<'static, ()>>;

    /// How much loop time has passed since the run began by the host's clock, where there is one. The loop calls it only when
    /// something external ends a wait before its time.
    fn elapsed(&self) -> Option<Duration> {
        None
    }

    /// Called regularly while handles run: a future to wait for if the host wants to do something else.
    fn turn(&self) -> Option<LocalBoxFuture<'static, ()>> {
        None
    }
}

/// Loop time jumps to the next deadline: a run takes only the time to compute it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instantly;

impl Pace for Instantly {
    fn wait(&self, _: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        None
    }
}

/// Loop time passes with real time, or faster or slower, measured by a timer of the host.
pub struct Paced<S> {
    rate: f64,
    sleep: S,
}

impl<S: Fn(Duration) -> LocalBoxFuture<'static, ()>> Paced<S> {
    /// `rate` seconds of loop time pass in one second of the timer `sleep`, such as gloo-timers' in the browser.
    ///
    /// What is not above zero counts as 1.
    pub fn new(rate: f64, sleep: S) -> Self {
        Self { rate: if rate > 0.0 { rate } else { 1.0 }, sleep }
    }
}

impl<S: Fn(Duration) -> LocalBoxFuture<'static, ()>> Pace for Paced<S> {
    fn wait(&self, duration: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        let scaled = Duration::try_from_secs_f64(duration.as_secs_f64() / self.rate).unwrap_or(Duration::MAX);
        Some((self.sleep)(scaled))
    }
}
