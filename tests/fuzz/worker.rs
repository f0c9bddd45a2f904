//! Runs texts in child processes, and sees how each ends.
//!
//! Invariant: a child says which text it begins before it runs it, so an abort or a hang is that of one seed.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "it measures how long texts take, and waits for children"
)]

use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use std::{env, thread};

use except_star::program::{self, Settings};
use except_star::python::Text;
use except_star::{Instantly, Limits};
use futures::executor::block_on;

use crate::memory;
use crate::texts::Texts;

const RANGE: &str = "EXCEPT_STAR_FUZZ_RANGE";
/// How many texts a child runs.
const BATCH: u64 = 5_000;
/// How long a text may take.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 20 });
/// How many failures are enough.
const ENOUGH: usize = 12;
/// The stack of the thread that runs the texts: that of a test.
const STACK: usize = 2 << 20;

const LIMITS: Limits = Limits {
    tasks: 1_000,
    events: 5_000,
    time: 1_000_000_000_000_000,
    handles: 20_000,
    output: 1_000_000,
    steps: 200_000,
    memory: 64 << 20,
};
/// What may be allocated for each byte that is accounted, and for the rest: the text's own code, the trace.
const BYTES: usize = 3 * LIMITS.memory + (64 << 20);

/// Runs the texts of a range; gives the seeds that failed, with what happened, and a summary.
pub(crate) fn run_range(seeds: Range<u64>, failures: &mut Vec<(u64, String)>, summary: &mut Summary) {
    let mut next = seeds.start;
    while next < seeds.end && failures.len() < ENOUGH {
        let end = seeds.end.min(next + BATCH);
        next = run_batch(next..end, failures, summary);
    }
}

/// What a range of texts took.
#[derive(Default)]
pub(crate) struct Summary {
    texts: u64,
    longest: (u64, u64),
    largest: (u64, u64),
    limits: u64,
    refused: u64,
}

pub(crate) fn run(seeds: Range<u64>, processes: u64) -> (Vec<(u64, String)>, String) {
    let began = Instant::now();
    let share = (seeds.end - seeds.start).div_ceil(processes);
    let threads: Vec<_> = (0..processes)
        .map(|index| {
            let from = (seeds.start + index * share).min(seeds.end);
            let seeds = from..(from + share).min(seeds.end);
            thread::spawn(move || {
                let (mut failures, mut summary) = (Vec::new(), Summary::default());
                run_range(seeds, &mut failures, &mut summary);
                (failures, summary)
            })
        })
        .collect();
    let (mut failures, mut all) = (Vec::new(), Summary::default());
    for thread in threads {
        let (found, summary) = thread.join().expect("it does not panic");
        failures.extend(found);
        all.texts += summary.texts;
        all.limits += summary.limits;
        all.refused += summary.refused;
        all.longest = all.longest.max(summary.longest);
        all.largest = all.largest.max(summary.largest);
    }
    let seconds = began.elapsed().as_secs_f64();
    let text = format!(
        "{} texts in {seconds:.1} s, {:.0} a second; {} reached a limit, {} did not compile; the longest took {} ms (seed {}), the \
         largest {} KB (seed {})",
        all.texts,
        all.texts as f64 / seconds,
        all.limits,
        all.refused,
        all.longest.0,
        all.longest.1,
        all.largest.0 >> 10,
        all.largest.1,
    );
    (failures, text)
}

fn child(seeds: &Range<u64>) -> Child {
    let mut command = Command::new(env::current_exe().expect("the test itself is a program"));
    command.args(["worker", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(RANGE, format!("{},{}", seeds.start, seeds.end)).env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().expect("the test itself can be run")
}

/// Runs some texts in a child; gives the seed to go on with.
fn run_batch(seeds: Range<u64>, failures: &mut Vec<(u64, String)>, summary: &mut Summary) -> u64 {
    let mut child = child(&seeds);
    let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let (sender, receiver) = channel();
    let reader = thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let (mut running, mut next) = (None, seeds.start);
    let failed = loop {
        match receiver.recv_timeout(LONGEST) {
            Ok(line) => {
                let mut words = line.splitn(3, ' ');
                match (words.next(), words.next().and_then(|seed| seed.parse::<u64>().ok())) {
                    (Some("begin"), Some(seed)) => running = Some(seed),
                    (Some("end"), Some(seed)) => {
                        running = None;
                        next = seed + 1;
                        if let Some(failure) = summary.add(seed, words.next().unwrap_or_default()) {
                            failures.push((seed, failure));
                        }
                    }
                    _ => {}
                }
            }
            Err(RecvTimeoutError::Timeout) => break Some(format!("it took more than {} s", LONGEST.as_secs())),
            Err(RecvTimeoutError::Disconnected) => break None,
        }
    };
    let _ = child.kill();
    let status = child.wait().expect("it was started");
    reader.join().expect("it only reads");
    match (running, failed) {
        (Some(seed), failed) => {
            failures.push((seed, failed.unwrap_or_else(|| format!("the process ended: {status}"))));
            seed + 1
        }
        // It did not even begin.
        (None, Some(failed)) => panic!("{failed}"),
        (None, None) if next == seeds.start => panic!("the child ran nothing: {status}"),
        (None, None) => next,
    }
}

impl Summary {
    /// Adds how a text ended: status, milliseconds and bytes, and a message where it panicked. Gives what is wrong with that.
    fn add(&mut self, seed: u64, end: &str) -> Option<String> {
        let mut words = end.splitn(4, ' ');
        let status = words.next().unwrap_or_default();
        let mut number = || words.next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
        let (time, bytes) = (number(), number());
        self.texts += 1;
        self.limits += u64::from(status == "limit");
        self.refused += u64::from(status == "refused");
        self.longest = self.longest.max((time, seed));
        self.largest = self.largest.max((bytes, seed));
        if status == "panicked" {
            return Some(format!("it panicked: {}", words.next().unwrap_or_default()));
        }
        (bytes as usize > BYTES).then(|| format!("it allocated {} MB", bytes >> 20))
    }
}

/// The work of a child.
pub(crate) fn work() {
    let Ok(range) = env::var(RANGE) else { return };
    let (from, to) = range.split_once(',').expect("two numbers");
    let seeds: Range<u64> = from.parse().expect("a number")..to.parse().expect("a number");
    let runner = thread::Builder::new().stack_size(STACK).spawn(move || {
        let texts = Texts::new();
        for seed in seeds {
            let text = texts.text(seed);
            say(&format!("begin {seed}"));
            let (began, before) = (Instant::now(), memory::allocated());
            let ended = catch_unwind(AssertUnwindSafe(|| status(&text)));
            let (time, bytes) = (began.elapsed().as_millis(), memory::most() - before);
            let (status, message) = match ended {
                Ok(status) => (status, String::new()),
                Err(panic) => ("panicked", message(&*panic)),
            };
            say(&format!("end {seed} {status} {time} {bytes} {message}"));
        }
    });
    runner.expect("there is a thread").join().expect("panics are caught");
}

fn message(panic: &dyn std::any::Any) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.unwrap_or_default().replace('\n', " ")
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Runs a text; how it ended.
fn status(text: &str) -> &'static str {
    match Text::new("program.py", text) {
        Ok(text) => {
            let settings = Settings { limits: LIMITS, ..Settings::default() };
            block_on(program::run(&text, &settings, Instantly)).outcome.status.name()
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "a text that does not run says why");
            "refused"
        }
    }
}
