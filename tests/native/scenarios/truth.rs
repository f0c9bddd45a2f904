//! What the tables say is held against the console, over all the sets of values with which the scenarios are compared.
//!
//! Invariant: a check reads the tables and the console and nothing else, so that a reader of the page could make it.

use except_star::report::Table;
use except_star::report::{Cell, ConsoleLine};
use except_star::scenario::find;
use except_star::spec::Run;
use except_star::trace::Stream;

use super::{console, rows, run_with};
use crate::cases::cases;

/// Runs all cases of a scenario and checks each run.
fn each(id: &str, check: impl Fn(&Seen)) {
    for spec in cases(find(id).expect("it is there")) {
        let (spec, run) = (format!("{spec:?}"), run_with(spec));
        check(&Seen { spec, tables: run.tables(), run });
    }
}

/// A run, and with which values it ran.
struct Seen {
    spec: String,
    run: Run,
    tables: Vec<Table>,
}

impl Seen {
    /// The lines of the console with their times that pass.
    fn lines(&self, passes: impl Fn(&str) -> bool) -> Vec<(f64, &str)> {
        let lines = self.run.report.console().iter().map(|line| (line.time, line.text.as_str()));
        lines.filter(|(_, text)| passes(text)).collect()
    }

    fn count(&self, begin: &str) -> usize {
        self.lines(|text| text.starts_with(begin)).len()
    }

    fn printed(&self, text: &str) -> bool {
        !self.lines(|line| line == text).is_empty()
    }

    /// The rows of a table, or none where the run has no such table.
    fn rows(&self, table: usize) -> Vec<Row<'_>> {
        self.tables.get(table).map_or(Vec::new(), |table| table.rows.iter().map(|cells| Row { cells }).collect())
    }

    /// As many rows of a table as begin like this.
    fn rows_of(&self, table: usize, head: &str) -> usize {
        self.rows(table).iter().filter(|row| row.text(0) == head).count()
    }

    #[track_caller]
    fn equal<T: PartialEq + std::fmt::Debug>(&self, table: T, console: T) {
        let tables: Vec<_> = (0..self.tables.len()).map(|table| rows(&self.run, table).join("\n")).collect();
        let console_lines = self::console(&self.run).join("\n");
        assert_eq!(table, console, "{}\n{}\n{console_lines}", self.spec, tables.join("\n--\n"));
    }
}

#[derive(Clone, Copy)]
struct Row<'a> {
    cells: &'a [Cell],
}

impl Row<'_> {
    fn text(&self, index: usize) -> &str {
        if let Cell::Text(text) = &self.cells[index] { text } else { "" }
    }

    fn number(&self, index: usize) -> Option<f64> {
        if let Cell::Number(number) = self.cells[index] { Some(number) } else { None }
    }
}

#[test]
fn await_raises() {
    each("await-raises", |seen| {
        seen.equal(seen.rows_of(0, "caught in main"), seen.count("caught "));
        let last = seen.rows(0).last().map(|row| row.text(0).to_owned());
        let last = last.as_deref().unwrap_or_default();
        seen.equal(last == "fetch returned, main ended", seen.count("got ") > 0);
        seen.equal(["fetch returned, main ended", "main ended"].contains(&last), seen.printed("main goes on"));
        seen.equal(last == "main never ended", !["ok", "raised"].contains(&seen.run.outcome.status.name()));
    });
}

#[test]
fn create_task() {
    each("create-task", |seen| {
        seen.equal(seen.rows_of(0, "caught by main"), seen.count("main receives: "));
        seen.equal(seen.rows_of(0, "raised in the task"), seen.count("background fails"));
        seen.equal(seen.rows_of(0, "never retrieved"), seen.count("Task exception was never retrieved"));
    });
}

#[test]
fn gather() {
    each("gather", |seen| {
        let returned: usize = (0..2).flat_map(|table| seen.rows(table)).filter(|row| row.text(1) == "returned").count();
        seen.equal(returned, seen.count("gather returns "));
        for table in 0..2 {
            let finished = seen.rows(table).iter().filter(|row| row.text(1) == "finished").count();
            seen.equal(finished <= seen.count("task ") - seen.lines(|text| text.ends_with(" fails")).len(), true);
        }
    });
}

#[test]
fn task_group() {
    each("task-group", |seen| {
        let how: Vec<_> =
            seen.rows(0).iter().filter(|row| row.text(0) == "block").map(|row| row.text(1).to_owned()).collect();
        seen.equal(how == ["left"], seen.printed("all are done"));
        for row in seen.rows(0).iter().filter(|row| row.text(1) == "finished") {
            seen.equal(
                row.number(2),
                seen.lines(|text| text == format!("{} is done", row.text(0))).first().map(|l| l.0),
            );
        }
    });
}

#[test]
fn task_group_failure() {
    each("task-group-failure", |seen| {
        for row in seen.rows(0) {
            let k = row.text(0).trim_start_matches("task-");
            seen.equal(row.text(1) == "finished", seen.printed(&format!("task {k} finishes")));
            seen.equal(!row.text(4).is_empty(), row.text(1) == "cancelled");
            // One that is cancelled before its first step prints nothing.
            if seen.printed(&format!("task {k} is cancelled")) {
                seen.equal(row.text(4).is_empty(), false);
            }
        }
        seen.equal(seen.rows_of(1, "block left without an error") > 0, seen.printed("every task has finished"));
        let rows = seen.rows(1);
        let taken: Vec<_> = rows.iter().filter(|row| row.text(0) == "taken by except*").collect();
        let lines: Vec<_> = seen.lines(|text| text.starts_with("except* takes "));
        let counts =
            lines.iter().map(|(time, text)| (Some(*time), text["except* takes ".len()..].trim_end_matches(':')));
        let counts: Vec<_> = counts.map(|(time, count)| (time, count.parse().ok())).collect();
        seen.equal(taken.iter().map(|row| (row.number(1), row.number(2))).collect::<Vec<_>>(), counts);
    });
}

#[test]
fn nested_groups() {
    each("nested-groups", |seen| {
        for row in seen.rows(0) {
            match row.text(0) {
                block @ ("inner block" | "outer block") => {
                    seen.equal(row.text(1) == "left", seen.printed(&format!("the {block} ends without an error")));
                }
                task => seen.equal(row.text(1) == "finished", seen.printed(&format!("{task} finishes"))),
            }
        }
        let times: Vec<_> = seen.rows(0).iter().filter_map(|row| row.number(2)).collect();
        seen.equal(times.is_sorted(), true);
        let raised = seen.rows(0).iter().any(|row| row.text(0) == "outer block" && row.text(1) == "raised");
        seen.equal(seen.tables.len(), if raised { 2 } else { 1 });
    });
}

#[test]
fn gather_vs_task_group() {
    each("gather-vs-task-group", |seen| {
        let rows = seen.rows(0);
        for column in 1..4 {
            let cell = |row: usize| rows[row].number(column);
            let Some(after) = cell(0) else { continue };
            seen.equal(after >= 0.0, true);
            let prefix = ["gather-", "collect-", "group-"][column - 1];
            let tasks = seen.run.report.tasks().iter().filter(|task| task.name.starts_with(prefix)).count();
            seen.equal((1..5).filter_map(cell).sum::<f64>(), tasks as f64);
            // From the head of the phase to the line that main prints when it is back; an error may take it elsewhere.
            let (head, back) = [
                ("gather:", ["gather returns ", "gather raises "]),
                ("gather with return_exceptions=True:", ["gather returns ", "gather returns "]),
                ("TaskGroup:", ["the block ends ", "the block raises "]),
            ][column - 1];
            let lines = seen.run.report.console().iter().map(|line| line.text.as_str());
            let lines: Vec<_> = lines.skip_while(|&text| text != head).collect();
            let back = lines.iter().position(|text| back.iter().any(|back| text.starts_with(back)));
            let cleaned = |text: &&&str| text.starts_with(prefix) && text.ends_with(" has cleaned up");
            let cleaned = back.map(|back| lines[..back].iter().filter(cleaned).count() as f64);
            seen.equal(cell(5), cleaned.or(cell(5)));
        }
    });
}

#[test]
fn exception_group() {
    each("exception-group", |seen| {
        let taken: Vec<_> = seen
            .rows(0)
            .iter()
            .filter(|row| row.text(0).contains("except*"))
            .filter_map(|row| {
                let handler = row.text(0).rsplit(' ').next().unwrap_or_default();
                row.number(1).map(|time| (time, format!("except* {handler} takes ")))
            })
            .collect();
        let lines = seen.lines(|text| text.starts_with("except* "));
        let lines = lines
            .into_iter()
            .map(|(time, text)| (time, text.split_inclusive(" takes ").next().unwrap_or("").to_owned()));
        seen.equal(taken, lines.collect());
        for row in seen.rows(1) {
            let k = row.text(0).trim_start_matches("task-");
            seen.equal(row.text(1) == "finished", seen.printed(&format!("task {k} finishes")));
            seen.equal(row.text(4).is_empty(), row.text(1) != "failed");
        }
    });
}

#[test]
fn exception_group_iterate() {
    each("exception-group-iterate", |seen| {
        let rows = seen.rows(0);
        let leaves = rows.iter().map(|row| format!("  {} {}: {}", row.text(0), row.text(1), row.text(2)));
        let lines = seen.run.report.console().iter().map(|line| line.text.clone());
        let shown = lines.skip_while(|text| text != "caught:").skip(1).take_while(|text| text.starts_with("  "));
        seen.equal(leaves.collect::<Vec<_>>(), shown.collect());
    });
}

#[test]
fn cancel() {
    each("cancel", |seen| {
        let asked = |row: &&Row| row.text(2) == "main" && row.text(3) == "worker";
        let by_main = seen.rows(0).iter().filter(asked).count();
        seen.equal(by_main, seen.count("main cancels "));
        let cut = seen.rows(1).iter().any(|row| row.text(4) == "yes");
        seen.equal(cut, seen.printed("the cleanup is cut short"));
        let cancelled = seen
            .rows(0)
            .iter()
            .zip(seen.rows(1))
            .any(|(asked, became)| asked.text(3) == "worker" && became.text(3) == "cancelled");
        if seen.count("worker: cancelled() is ") > 0 {
            seen.equal(cancelled, seen.count("worker: cancelled() is True") > 0);
        }
    });
}

#[test]
fn shield() {
    each("shield", |seen| {
        for row in seen.rows(0).iter().filter(|row| row.text(0) == "operation") {
            seen.equal(row.text(2) == "finished", seen.printed("the operation is complete"));
            if seen.printed("the operation is cancelled half-way") {
                seen.equal(row.text(2), "cancelled");
            }
        }
        seen.equal(seen.rows(1).len(), seen.count("TypeError: "));
    });
}

#[test]
fn timeout() {
    each("timeout", |seen| {
        for (table, form) in ["timeout", "wait_for"].into_iter().enumerate() {
            let rows = seen.rows(table);
            let Some(end) = rows.last() else { continue };
            // From the form's head to the next one.
            let lines = seen.run.report.console().iter().skip_while(|line| line.text != format!("{form}:"));
            let lines: Vec<_> = lines.take_while(|line| form != "timeout" || line.text != "wait_for:").collect();
            let printed = |text: &str| lines.iter().any(|line| line.text == text);
            if end.text(3) == "the limit" {
                seen.equal(printed("the inner limit lets out TimeoutError()"), true);
            }
            if end.text(3) == "the outer limit" {
                seen.equal(printed("the inner limit lets out CancelledError()"), true);
                seen.equal(rows.iter().any(|row| row.text(0) == "cancelled by the outer limit"), true);
            }
            if let Some(got) = lines.iter().find_map(|line| line.text.strip_prefix("main gets ")) {
                seen.equal(end.text(2), got);
            }
            // Each limit asks once.
            for limit in ["cancelled by the limit", "cancelled by the outer limit"] {
                seen.equal(rows.iter().filter(|row| row.text(0) == limit).count() <= 1, true);
            }
            seen.equal(rows.iter().any(|row| row.text(0).contains("a timeout")), false);
        }
    });
}

#[test]
fn cleanup_finally() {
    each("cleanup-finally", |seen| {
        for step in ["acquire", "work", "release"] {
            let done = seen.rows(0).iter().filter(|row| row.text(0) == step && row.text(3) == "done").count();
            seen.equal(done, seen.count(&format!("{step} is done")));
            let began = seen.rows(0).iter().filter(|row| row.text(0) == step && row.text(3) != "impossible").count();
            seen.equal(began, seen.count(&format!("{step} begins")));
        }
        let ended = seen.rows(0).iter().find(|row| row.text(0) == "use").map(|row| row.text(3) == "finished");
        if seen.printed("use returned") {
            seen.equal(ended, Some(true));
        }
    });
}

#[test]
fn graceful_shutdown() {
    each("graceful-shutdown", |seen| {
        for row in seen.rows(0) {
            let worker = row.text(0);
            seen.equal(row.number(1), Some(seen.count(&format!("{worker}: round ")) as f64));
            seen.equal(row.text(5) == "the event", seen.printed(&format!("{worker} stops")));
            seen.equal(row.number(4).is_none_or(|after| after >= 0.0), true);
        }
        let late = seen.lines(|text| text.starts_with("the grace is over, ")).len();
        seen.equal(seen.rows(1).iter().filter(|row| row.text(0).starts_with("main cancels ")).count(), late);
    });
}

#[test]
fn debug_mode() {
    each("debug-mode", |seen| {
        let rows = seen.rows(1);
        let ticks: Vec<_> =
            rows.iter().filter_map(|row| Some((row.number(2)?, format!("tick {}", row.number(0)?)))).collect();
        let lines = seen.lines(|text| text.starts_with("tick "));
        seen.equal(ticks, lines.into_iter().map(|(time, text)| (time, text.to_owned())).collect());
        seen.equal(rows.iter().all(|row| row.number(3).is_none_or(|late| late >= 0.0)), true);
        seen.equal(
            seen.rows(0).iter().filter(|row| row.text(1) == "save").count(),
            seen.count("RuntimeWarning: coroutine 'save'"),
        );
        let reports = seen.rows(0);
        let slow = reports.iter().filter(|row| row.text(2).starts_with("took "));
        let slow = slow.map(|row| (row.number(0), format!("name='{}'", row.text(1)), row.text(2).to_owned()));
        let lines = seen.lines(|text| text.starts_with("Executing <Task "));
        let words = lines.iter().map(|(time, text)| {
            let name = text.split(' ').find(|word| word.starts_with("name=")).unwrap_or_default();
            (Some(*time), name.to_owned(), text.rsplit("> ").next().unwrap_or_default().to_owned())
        });
        seen.equal(slow.collect::<Vec<_>>(), words.collect());
    });
}

#[test]
fn logging() {
    each("logging", |seen| {
        for row in seen.rows(1) {
            let (level, count) = (row.text(0), |index| row.number(index).unwrap_or(f64::NAN));
            seen.equal(count(2), seen.count(&format!("{level}:monitor:")) as f64);
            // What the level lets through appears whole, and of the rest nothing.
            seen.equal(count(3) == 0.0 || count(2) == 0.0, true);
            seen.equal(count(3) >= 0.0, true);
        }
    });
}

#[test]
fn common_mistakes() {
    each("common-mistakes", |seen| {
        let rows = seen.rows(0);
        let forms: Vec<_> = rows.iter().map(|row| format!("{}:", row.text(0))).collect();
        let lines = seen.lines(|text| ["wrong:", "right:"].contains(&text));
        seen.equal(forms, lines.into_iter().map(|(_, text)| text.to_owned()).collect());
        let out: Vec<_> = seen.run.report.console().iter().filter(|line| line.stream == Stream::Stdout).collect();
        let parts: Vec<_> = out.split(|line| line.text == "right:").collect();
        let saved = |part: &&[&ConsoleLine]| part.iter().filter(|line| line.text.ends_with(" is saved")).count() as f64;
        seen.equal(rows.iter().filter_map(|row| row.number(2)).collect(), parts.iter().map(saved).collect::<Vec<_>>());
        let gets = parts.iter().filter_map(|part| part.iter().find_map(|line| line.text.strip_prefix("main gets ")));
        let cells: Vec<_> = rows.iter().map(|row| row.text(3)).filter(|text| !text.is_empty()).collect();
        seen.equal(cells, gets.collect());
    });
}

#[test]
fn retry() {
    each("retry", |seen| {
        let rows = seen.rows(0);
        let attempts = rows.iter().filter_map(|row| Some((row.number(1)?, format!("attempt {}", row.number(0)?))));
        let lines = seen.lines(|text| text.starts_with("attempt "));
        let words = |text: &str| text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        seen.equal(attempts.collect::<Vec<_>>(), lines.into_iter().map(|(time, text)| (time, words(text))).collect());
        seen.equal(rows.iter().filter(|row| row.text(2) == "succeeds").count(), seen.count("main gets: "));
    });
}

#[test]
fn task_runner() {
    each("task-runner", |seen| {
        let summary = seen.lines(|text| text.starts_with("summary: "));
        let counts = summary.first().map(|(_, text)| {
            let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|count| count.parse::<f64>().ok());
            numbers.collect::<Vec<_>>()
        });
        let rows = seen.rows(0);
        let said: Vec<_> = (1..5).filter_map(|column| rows[0].number(column)).collect();
        seen.equal(said, counts.unwrap_or_default());
        let mut logged: Vec<_> =
            seen.rows(1).iter().map(|row| row.text(5).to_owned()).filter(|by| !by.is_empty()).collect();
        let handlers = seen.lines(|text| text.starts_with("except* "));
        let name = |text: &str| text["except* ".len()..].split(':').next().unwrap_or_default().to_owned();
        let mut handlers: Vec<_> = handlers.into_iter().map(|(_, text)| name(text)).collect();
        logged.sort();
        handlers.sort();
        // What somebody throws into main is logged, too, and is the error of no task.
        if seen.spec.contains(":raise:Task-1") {
            seen.equal(logged.len() <= handlers.len(), true);
        } else {
            seen.equal(logged, handlers);
        }
    });
}
