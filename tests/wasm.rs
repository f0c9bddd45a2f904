//! The tests that run in a browser: what crosses the edge, and that a run there is the run that it is natively.

#![cfg(target_arch = "wasm32")]

use except_star::exception::{CancelledError, ConnectionError, TimeoutError};
use except_star::spec::{RunSpec, SpecErrors};
use except_star::wasm::{self, InBrowser};
use except_star::{End, Finished, Limits, Result, Runner, attempt, coro, create_task, print, sleep, time};
use js_sys::{Array, Reflect, Uint32Array};
use tsify::Ts;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[path = "../examples/fetch.rs"]
mod fetch;

#[path = "support/digests.rs"]
mod digests;

/// `tests/server.mjs`, which `cargo xtask test` starts.
const SERVER: &str = "http://127.0.0.1:38917";

fn to_js(spec: &RunSpec) -> Ts<RunSpec> {
    tsify::Tsify::into_ts(spec).expect("a specification can cross")
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).expect("it is an object")
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_else(|| panic!("{key} is no text: {:?}", get(object, key)))
}

fn run_js(spec: Ts<RunSpec>) -> std::result::Result<wasm::Run, JsValue> {
    let mut running = wasm::start(spec)?;
    loop {
        if let Some(run) = running.resume()? {
            return Ok(run);
        }
    }
}

fn run(spec: &RunSpec) -> wasm::Run {
    run_js(to_js(spec)).expect("the specification is valid")
}

/// The digest of a run that takes time, a hundredth of its loop time.
async fn paced(spec: &RunSpec) -> String {
    let run = spec.check().expect("the specification is valid").run(InBrowser::paced(100.0)).await;
    run.report.digest().to_owned()
}

fn crossed<T: Into<JsValue>>(answer: Result<T, JsValue>) -> JsValue {
    answer.expect("it can cross").into()
}

#[wasm_bindgen_test]
fn every_recorded_run_has_its_native_digest() {
    let digests = digests::recorded();
    assert!(digests.len() > 150, "{}", digests.len());
    for digests::Digest { spec, digest } in digests {
        assert_eq!(run(&spec).digest(), digest, "{spec:?}");
    }
}

#[wasm_bindgen_test]
async fn a_run_paced_by_the_page_is_the_instant_one() {
    for entry in except_star::scenario::catalogue() {
        let scenario = entry.scenario.id;
        let spec = RunSpec::new(scenario);
        assert_eq!(paced(&spec).await, run(&spec).digest(), "{scenario}");
    }
}

#[wasm_bindgen_test]
fn a_run_answers_in_plain_values() {
    let run = run(&RunSpec::new("task-group").with("delays", "1"));
    assert_eq!(text(&crossed(run.outcome()), "status"), "ok");
    let line = JsValue::from(run.console().expect("it can cross").swap_remove(1));
    assert_eq!((text(&line, "text"), text(&line, "stream")), ("A starts".to_owned(), "stdout".to_owned()));
    let table = JsValue::from(run.tables().expect("it can cross").swap_remove(0));
    let block: Array = get(&table, "rows").unchecked_into::<Array>().get(1).unchecked_into();
    assert_eq!(block.get(0).as_string().as_deref(), Some("block"));
    assert_eq!(block.get(2).as_f64(), Some(1.0));
    assert!(block.get(3).is_null(), "an empty cell is null");
    let events = crossed(run.events());
    let column = |name: &str| get(&events, name).dyn_into::<Uint32Array>().expect("a column is a typed array");
    let (causes, details) = (column("cause").to_vec(), column("detail").to_vec());
    assert_eq!((causes.len(), details.len()), (run.event_count(), run.event_count()));
    let texts: Array = get(&events, "texts").unchecked_into();
    assert!(details.iter().all(|&detail| detail < texts.length()));
    let params = get(&crossed(run.spec()), "params");
    assert_eq!(text(&params, "delays"), "1", "parameters are a plain object");
}

fn ask(request: &str) -> JsValue {
    let request = js_sys::JSON::parse(request).expect("it is JSON");
    crossed(wasm::ask(Ts::new_unchecked(request), false))
}

#[wasm_bindgen_test]
fn a_request_is_answered_at_once_and_a_draft_is_checked() {
    let answer = ask(r#"{"scenario": "gather", "params": "tasks=99", "seed": "7", "debug": null}"#);
    let error = get(&answer, "errors").unchecked_into::<Array>().get(0);
    assert_eq!(text(&error, "field"), "tasks");
    let (draft, spec) = (get(&answer, "draft"), get(&answer, "spec"));
    assert_eq!(
        (text(&get(&draft, "params"), "tasks"), text(&get(&spec, "params"), "tasks")),
        ("99".into(), "3".into())
    );
    assert_eq!((text(&draft, "seed"), get(&spec, "seed").as_f64()), ("7".to_owned(), Some(7.0)));
    let again = crossed(wasm::check(Ts::new_unchecked(draft)));
    assert_eq!(get(&again, "errors").unchecked_into::<Array>().length(), 1);
    assert!(get(&again, "info").is_null());
    let run = run_js(Ts::new_unchecked(spec)).expect("what can run is valid");
    assert_eq!(run.link().unwrap(), "#scenario=gather&seed=7&debug=0&failing=2&linger=0.5&mode=both&step=0.1&tasks=3");
    let unknown = ask(r#"{"scenario": "nowhere"}"#);
    assert!(get(&unknown, "draft").is_null() && get(&unknown, "spec").is_null());
}

#[wasm_bindgen_test]
fn the_catalogue_names_every_scenario_in_order() {
    let ids: Vec<_> = wasm::catalogue().expect("it can cross").into_iter().map(|it| text(&it.into(), "id")).collect();
    let expected: Vec<_> = except_star::scenario::catalogue().iter().map(|entry| entry.scenario.id).collect();
    assert_eq!(ids, expected);
}

#[wasm_bindgen_test]
fn what_is_known_of_a_scenario_has_defaults_and_bounds() {
    let gather = get(&ask(r##"{"link": "#scenario=gather"}"##), "info");
    let params: Array = get(&gather, "params").unchecked_into();
    assert_eq!(get(&params.get(0), "default").as_f64(), Some(3.0));
    assert_eq!(get(&params.get(0), "max").as_f64(), Some(10.0));
    assert_eq!(text(&params.get(3), "default"), "both");
}

#[wasm_bindgen_test]
fn a_bad_specification_is_refused_in_words() {
    for spec in [
        RunSpec::new("nope"),
        RunSpec::new("gather").with("tasks", "0"),
        RunSpec { seed: 0.5, ..RunSpec::new("gather") },
    ] {
        let expected = spec.check().err().expect("it is refused");
        let thrown = run_js(to_js(&spec)).err().expect("it is refused");
        assert_eq!(first_message(&thrown), message(&expected));
    }
    for (json, refusal) in [
        ("7", "scenario: must be a text"),
        ("{}", "scenario: must be a text"),
        (r#"{"scenario": "gather", "params": {"tasks": 3}}"#, "tasks: must be a text"),
        (r#"{"scenario": "gather", "params": "tasks=3"}"#, "params: must be an object whose values are texts"),
        (r#"{"scenario": "gather", "seed": "7"}"#, "seed: must be a number"),
        (r#"{"scenario": "gather", "debug": 1}"#, "debug: must be true or false"),
        (r#"{"scenario": "gather", "interventions": "1:signal:SIGINT"}"#, "interventions: must be a list of texts"),
    ] {
        let spec = Ts::new_unchecked(js_sys::JSON::parse(json).expect("it is JSON"));
        let thrown = run_js(spec).err().expect("it is refused");
        assert_eq!(format!("{}: {}", first_field(&thrown), first_message(&thrown)), refusal);
    }
}

#[wasm_bindgen_test]
fn what_is_no_plain_object_is_refused() {
    let spec = js_sys::JSON::parse(r#"{"scenario": "gather"}"#).expect("it is JSON");
    Reflect::set(&spec, &"params".into(), &js_sys::Map::new()).expect("it is an object");
    let thrown = run_js(Ts::new_unchecked(spec)).err().expect("it is refused");
    assert_eq!(first_message(&thrown), "must be an object whose values are texts");
    let throws = js_sys::Function::new_no_args("return { get scenario() { throw 1; } }");
    let spec = throws.call0(&JsValue::NULL).expect("it gives an object");
    let thrown = run_js(Ts::new_unchecked(spec)).err().expect("it is refused");
    assert_eq!((first_field(&thrown), first_message(&thrown)), ("scenario".into(), "must be a text".into()));
}

fn first_field(errors: &JsValue) -> String {
    text(&get(errors, "errors").unchecked_into::<Array>().get(0), "field")
}

fn first_message(errors: &JsValue) -> String {
    text(&get(errors, "errors").unchecked_into::<Array>().get(0), "message")
}

fn message(errors: &SpecErrors) -> String {
    errors.errors[0].message.clone()
}

#[wasm_bindgen_test]
fn the_sources_have_the_values_of_the_specification() {
    let run = run(&RunSpec::new("await-raises").with("delay", "2"));
    assert!(run.python().contains("\nDELAY = 2.0\n"));
    assert!(run.rust().is_some_and(|rust| rust.starts_with("async fn fetch(")));
}

#[wasm_bindgen_test]
async fn runs_at_the_same_time_do_not_meet() {
    let fast = RunSpec::new("task-group").with("delays", "0.5,1");
    let slow = RunSpec::new("gather");
    let alone = [run(&fast).digest(), run(&slow).digest()];
    let both = futures::join!(paced(&fast), paced(&slow));
    assert_eq!([both.0, both.1], alone);
}

/// Runs a program at the page's own pace.
async fn run_paced<T: Clone + 'static>(program: impl Future<Output = Result<T>> + 'static) -> Finished<T> {
    Runner::new().limits(Limits::NONE).pace(InBrowser::paced(1.0)).run(coro!("main", program)).await
}

fn value<T>(finished: Finished<T>) -> T {
    match finished.value {
        Some(value) => value,
        None => panic!("{:?}; is `node tests/server.mjs 38917` running?", finished.end),
    }
}

#[wasm_bindgen_test]
async fn a_fetch_is_awaited_and_the_run_says_that_it_is_not_reproducible() {
    let finished = run_paced(async { fetch::fetch_text(&format!("{SERVER}/text")).await }).await;
    assert!(!finished.trace.is_reproducible());
    assert_eq!(value(finished), "hello");
}

#[wasm_bindgen_test]
async fn a_fetch_that_fails_is_tried_again() {
    let finished = run_paced(async {
        let mut failures = Vec::new();
        let url = format!("{SERVER}/flaky?times=2&key=again");
        let text =
            fetch::load(&url, 5.0, 3, |failed| failures.push(format!("{:?} {}", failed.error, failed.wait))).await?;
        Ok((text, failures, time()?))
    });
    let (text, failures, end) = value(finished.await);
    assert_eq!(text, "after 2 failures");
    assert_eq!(failures, ["ConnectionError('status 503') 0.05", "ConnectionError('status 503') 0.1"]);
    assert!(end >= 0.15, "loop time has passed with the waits: {end}");
}

#[wasm_bindgen_test]
async fn a_fetch_that_takes_too_long_is_aborted() {
    let finished = run_paced(async {
        let before = fetch::fetch_text(&format!("{SERVER}/aborted")).await?;
        let late = fetch::load(&format!("{SERVER}/slow"), 0.1, 1, |_| ()).await;
        let error = late.expect_err("it never answers");
        // The server notices within a moment.
        sleep(0.2).await?;
        let after = fetch::fetch_text(&format!("{SERVER}/aborted")).await?;
        let count = |text: String| text.parse::<u32>().expect("it is a number");
        Ok((error, count(after) - count(before)))
    });
    let (error, aborted) = value(finished.await);
    assert!(error.is(TimeoutError));
    assert_eq!(aborted, 2, "both attempts were given up");
}

#[wasm_bindgen_test]
fn what_the_panels_show_crosses_as_plain_objects() {
    let run = run(&RunSpec::new("cancel").with("reraise", "false"));
    let list = |answer: Vec<JsValue>| Array::from_iter(answer);
    let findings = list(run.findings().expect("it can cross").into_iter().map(Into::into).collect());
    assert_eq!(findings.length(), 2);
    let first = findings.get(0);
    assert_eq!(
        (text(&first, "title"), text(&first, "section")),
        ("A cancellation swallowed".into(), "cancellation".into())
    );
    let requests = list(run.cancellations().expect("it can cross").into_iter().map(Into::into).collect());
    let request = requests.get(0);
    assert_eq!((text(&request, "by"), text(&request, "outcome")), ("main".into(), "swallowed".into()));
    assert!(get(&request, "message").is_undefined(), "what is not there is left out");
    let at = get(&request, "seq").as_f64().expect("a number") as usize;
    let awaits = list(run.awaits(at).expect("it can cross").into_iter().map(Into::into).collect());
    assert_eq!((awaits.length(), text(&awaits.get(0), "state")), (2, "running".into()));
    let exceptions = list(run.exceptions().expect("it can cross").into_iter().map(Into::into).collect());
    assert_eq!(text(&exceptions.get(0), "exception"), "CancelledError()");
    assert_eq!(get(&exceptions.get(0), "cancels").as_bool(), Some(true));
    let narrative = list(run.narrative().expect("it can cross").into_iter().map(Into::into).collect());
    let sentences: Array = get(&narrative.get(0), "sentences").unchecked_into();
    assert_eq!(text(&sentences.get(0), "text"), "The loop creates main.");
}

#[wasm_bindgen_test]
async fn a_cancelled_fetch_cleans_up() {
    let finished = run_paced(async {
        let task = create_task(coro!("download", async {
            attempt(async { fetch::fetch_text(&format!("{SERVER}/slow")).await })
                .finally(async || {
                    // The cleanup may itself talk to the server.
                    let text = fetch::fetch_text(&format!("{SERVER}/text")).await?;
                    print(format!("cleaned up: {text}"));
                    Ok(())
                })
                .await
        }))?;
        sleep(0.05).await?;
        task.cancel_with("enough");
        let error = task.await.expect_err("it was cancelled");
        Ok(error)
    })
    .await;
    let report = except_star::report::Report::of(&finished.trace);
    assert_eq!(report.console()[0].text, "cleaned up: hello");
    let error = value(finished);
    assert!(error.is(CancelledError));
    assert_eq!(error.to_string(), "enough");
}

#[wasm_bindgen_test]
async fn a_server_that_is_not_there_is_a_connection_error() {
    let finished = run_paced(async { fetch::fetch_text("http://127.0.0.1:9/").await }).await;
    match finished.end {
        End::Raised(error) => assert!(error.is(ConnectionError)),
        other => panic!("{other:?}"),
    }
}
