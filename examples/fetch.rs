//! The primitives around a real `fetch` in the browser: a limit of time for each attempt, retries with growing delays, and a
//! request that is aborted when its task is cancelled.
//!
//! `tests/wasm.rs` runs it against a local server.

#![cfg(target_arch = "wasm32")]
#![allow(dead_code, reason = "as an example it is only compiled; the test calls it")]

use except_star::exception::{ConnectionError, RuntimeError, TimeoutError};
use except_star::{Attempted, Result, Retry, external, raise, timeout};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// Aborts the request when the future that waits for it is dropped: after a cancellation too.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Fetches a text once.
///
/// # Errors
/// ConnectionError if the server cannot be reached or says that something is wrong. CancelledError.
pub(crate) async fn fetch_text(url: &str) -> Result<String> {
    match external(request(url)).await? {
        Ok(text) => Ok(text),
        Err(why) => raise(ConnectionError.new(why)),
    }
}

async fn request(url: &str) -> std::result::Result<String, String> {
    let words = |error: JsValue| format!("{error:?}");
    let window = web_sys::window().ok_or("there is no window")?;
    let controller = AbortController::new().map_err(words)?;
    let options = RequestInit::new();
    options.set_signal(Some(&controller.signal()));
    let _guard = AbortOnDrop(controller);
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await.map_err(words)?;
    let response: Response = response.dyn_into().map_err(words)?;
    if !response.ok() {
        return Err(format!("status {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(words)?).await.map_err(words)?;
    text.as_string().ok_or_else(|| "the answer is no text".to_owned())
}

/// Fetches a text, trying again after a failure or when an attempt takes more than `limit` seconds.
///
/// # Errors
/// The last ConnectionError or TimeoutError. CancelledError.
pub(crate) async fn load(url: &str, limit: f64, retries: u32, mut report: impl FnMut(&Attempted)) -> Result<String> {
    if url.is_empty() {
        return raise(RuntimeError.new("there is no address"));
    }
    Retry::new(retries)
        .delay(0.05)
        .on([ConnectionError, TimeoutError])
        .before_wait(|failed| report(failed))
        .run(async |_| timeout(limit, async |_| fetch_text(url).await).await)
        .await
}
