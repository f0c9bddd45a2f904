//! A program in real time: what it prints appears as it happens, at twice the speed.
//!
//! The loop waits through any timer that is a future. Here it is a thread that sleeps, so that the example needs nothing else.

use std::time::Duration;

use except_star::exception::TimeoutError;
use except_star::{Paced, Result, Runner, Stdio, attempt, coro, print, sleep, time, timeout};
use futures::channel::oneshot;
use futures::future::LocalBoxFuture;

#[expect(clippy::disallowed_methods, reason = "a host is what waits for real")]
fn real_sleep(duration: Duration) -> LocalBoxFuture<'static, ()> {
    let (wake, woken) = oneshot::channel();
    std::thread::spawn(move || {
        std::thread::sleep(duration);
        // Where nobody waits any more, nobody is to be woken.
        let _ = wake.send(());
    });
    Box::pin(async { woken.await.unwrap_or(()) })
}

async fn heartbeat() -> Result<()> {
    loop {
        print(format!("{:.1} s: still waiting", time()?));
        sleep(0.5).await?;
    }
}

async fn program() -> Result<()> {
    attempt(timeout(Some(2.0), async |_| heartbeat().await))
        .except(TimeoutError, async |_| {
            print(format!("{:.1} s: gave up", time()?));
            Ok(())
        })
        .await
}

fn main() {
    let finished = Runner::new().pace(Paced::new(2.0, real_sleep)).output(Stdio).run_blocking(coro!(program()));
    assert_eq!(finished.end_time, 2_000_000_000, "two seconds of loop time, in one second");
}
