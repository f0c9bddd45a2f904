//! The command line: what it prints, and how it refuses.

use except_star::scenario::catalogue;
use std::process::Command;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_except-star")).args(arguments).output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
    Ran { status: output.status.code().expect("it exits"), out: text(output.stdout), err: text(output.stderr) }
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let ran = run(arguments);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("it prints JSON")
}

#[test]
fn list_shows_every_scenario_with_its_parameters() {
    let list = json(&["list", "--format", "json"]);
    let gather = list.as_array().expect("an array").iter().find(|entry| entry["id"] == "gather").expect("it is there");
    assert_eq!(gather["section"], "Exceptions and awaiting");
    let failing = &gather["params"][1];
    assert_eq!(failing["name"], "failing");
    assert_eq!((&failing["kind"], &failing["of"]), (&"list".into(), &"int".into()));
    assert_eq!((&failing["min"], &failing["max"]), (&1.0.into(), &10.0.into()));
    assert_eq!(failing["default"], serde_json::json!([2]));
    assert!(failing.get("choices").is_none(), "absent keys are omitted");
    assert_eq!(gather["params"][3]["choices"], serde_json::json!(["both", "plain", "collect"]));
    assert!(run(&["list"]).out.contains("\n    -p mode=both  "));
}

#[test]
fn run_prints_the_console_the_tables_and_the_outcome() {
    let ran = run(&["run", "await-raises", "-p", "catches=KeyError", "-p", "delay=0.25"]);
    assert_eq!(ran.status, 0, "a scenario that raises has run");
    let expected = "   0.000   fetch(2) begins
   0.250 ! Traceback (most recent call last):
   0.250 ! ValueError: there is no item 2

The path of the exception
  Step                 Time (s)  Exception
  raised in fetch      0.25      ValueError('there is no item 2')
  left main unhandled  0.25      ValueError('there is no item 2')

raised: ValueError('there is no item 2') at 0.25 s, digest ";
    assert!(ran.out.starts_with(expected), "{}", ran.out);
}

#[test]
fn run_gives_the_whole_run_as_json() {
    let run = json(&["run", "task-group", "-p", "delays=1", "--seed", "7", "--format", "json"]);
    assert_eq!(
        run["spec"],
        serde_json::json!({
            "scenario": "task-group", "params": {"delays": "1"}, "language": "rust",
            "seed": 7.0, "debug": false, "interventions": [],
        })
    );
    assert_eq!(run["outcome"], serde_json::json!({"status": "ok"}));
    assert_eq!(run["console"][1], serde_json::json!({"time": 0.0, "stream": "stdout", "text": "A starts"}));
    assert_eq!(run["tables"][0]["columns"][0], "Task");
    assert_eq!(run["end_time"], 1.0);
    assert_eq!(run["digest"].as_str().map(str::len), Some(16));
    let events = run["events"].as_array().expect("an array");
    let sequence: Vec<_> = events.iter().map(|event| event["seq"].as_u64()).collect();
    assert_eq!(sequence, (0..events.len() as u64).map(Some).collect::<Vec<_>>());
    assert_eq!(events[0]["kind"], "spawn");
    assert!(events.iter().any(|event| event["task"] == "A" && event["kind"] == "finish" && event["time"] == 1.0));
}

#[test]
fn the_json_has_the_steps_of_a_timeout() {
    let run = json(&["run", "timeout", "-p", "outer_limit=0.5", "--format", "json"]);
    let events = run["events"].as_array().expect("an array");
    let steps = events.iter().filter(|event| event["kind"] == "timeout");
    let steps: Vec<_> = steps.map(|event| event["detail"].as_str().expect("a text")).collect();
    assert_eq!(
        steps[..5],
        [
            "timeout 1 is entered, to end at 0.5 s",
            "timeout 2 is entered, to end at 1.0 s",
            "timeout 1 is over",
            "timeout 2 is left",
            "timeout 1 is left"
        ]
    );
}

#[test]
fn python_prints_the_complete_program() {
    let ran = run(&["python", "await-raises", "-p", "raises=TimeoutError", "-p", "n=3"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.out.starts_with("import asyncio\n\nN = 3\nFAIL_FOR = 2\nDELAY = 0.5\nRAISES = TimeoutError\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("asyncio.run(main())\n"));
}

#[test]
fn an_intervention_is_part_of_the_run_and_of_the_program() {
    let at = ["task-group", "--at", "1.20:cancel:B:bye", "--at", "0.5:raise:C:KeyError"];
    let run = json(&[&["run"], &at[..], &["--format", "json"]].concat());
    assert_eq!(run["spec"]["interventions"], serde_json::json!(["1.2:cancel:B:bye", "0.5:raise:C:KeyError"]));
    let events = run["events"].as_array().expect("an array");
    let interventions: Vec<_> = events.iter().filter(|event| event["kind"] == "intervention").collect();
    assert_eq!(interventions[0]["detail"], "raises KeyError where C waits");
    assert_eq!(interventions[0]["time"], 0.5);
    assert_eq!(interventions.len(), 1, "the run ends before the second one");
    let python = self::run(&[&["python"], &at[..]].concat()).out;
    assert!(python.contains("\n    runner.get_loop().call_later(1.2, intervene_cancel, 'B', 'bye')\n"), "{python}");
    assert!(python.contains("\n    runner.get_loop().call_later(0.5, intervene_raise, 'C', KeyError)\n"), "{python}");
    assert!(python.ends_with("\n    runner.run(main())\n"), "{python}");
}

#[test]
fn debug_mode_is_part_of_the_program() {
    let python = run(&["python", "task-group", "--debug"]).out;
    assert!(python.ends_with("\nasyncio.run(main(), debug=True)\n"), "{python}");
}

#[test]
fn wrong_usage_is_told_in_words_and_runs_nothing() {
    let ids: Vec<_> = catalogue().iter().map(|entry| entry.scenario.id).collect();
    let cases: &[(&[&str], &str)] = &[
        (&["run", "gather", "-p", "tasks=99"], "error: -p tasks: must be a whole number from 1 to 10, not '99'\n"),
        (&["run", "gather", "-p", "tasks"], "error: -p takes NAME=VALUE, not 'tasks'\n"),
        (&["run", "gather", "-p", "tasks=1", "-p", "tasks=2"], "error: -p tasks: given twice\n"),
        (&["run", "gather", "--seed", "abc"], "error: --seed: must be a whole number from 0 to 9007199254740991\n"),
        (&["run", "gather", "--seed=-1"], "error: --seed: must be a whole number from 0 to 9007199254740991\n"),
        (
            &["run", "gather", "--at", "1"],
            "error: --at 1: must be WHEN:cancel:TASK[:MESSAGE], WHEN:raise:TASK:CLASS[:MESSAGE] \
             or WHEN:signal:SIGINT|SIGTERM, not '1'\n",
        ),
        (
            &["run", "gather", "--at=-1:cancel:A"],
            "error: --at -1:cancel:A: WHEN must be a number from 0 to 1000000 s, not '-1'\n",
        ),
        (
            &["run", "gather", "--at", "1:cancel:"],
            "error: --at 1:cancel:: TASK must be the name of a task, not nothing\n",
        ),
        (
            &["run", "gather", "--at", "1:raise:A:Nope"],
            "error: --at 1:raise:A:Nope: CLASS must be CancelledError or one of the usual builtin exception classes, such as ValueError, not 'Nope'\n",
        ),
        (
            &["run", "gather", "--at", "1:signal:SIGKILL"],
            "error: --at 1:signal:SIGKILL: a signal must be SIGINT or SIGTERM, not 'SIGKILL'\n",
        ),
        (
            &["run", "gathr"],
            &format!("error: there is no scenario 'gathr'; did you mean 'gather'? There are: {}\n", ids.join(", ")),
        ),
        (
            &["run", "gather", "-p", "task=4"],
            "error: -p task: gather has no parameter 'task'; did you mean 'tasks'? It has: tasks, failing, step, mode, linger\n",
        ),
        (
            &["run", "gather", "--limit", "tasks"],
            "error: --limit takes NAME=NUMBER with one of tasks, events, seconds, handles, output, steps, memory and a whole number below 2^32, not 'tasks'\n",
        ),
    ];
    for (arguments, message) in cases {
        let ran = run(arguments);
        assert_eq!((ran.status, &*ran.out, &*ran.err), (2, "", *message), "{arguments:?}");
    }
    for arguments in [&["dance"][..], &["run"], &["run", "gather", "--format", "xml"], &[]] {
        let ran = run(arguments);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn a_limit_is_told_in_one_line_and_what_ran_is_kept() {
    let ran = run(&["run", "gather", "--limit", "seconds=0", "--limit", "tasks=100"]);
    assert_eq!(ran.status, 3);
    assert_eq!(ran.err, "limit: the run went on past 0 seconds of loop time\n");
    assert!(ran.out.starts_with("   0.000   gather:\n"), "{}", ran.out);
    assert!(ran.out.contains("\nlimit: the run went on past 0 seconds of loop time at 0.0 s, digest "), "{}", ran.out);
}

#[test]
fn exercise_reports_which_requirements_of_an_exercise_hold() {
    let ran = run(&[
        "exercise",
        "task-runner",
        "-p",
        "strategy=one-by-one",
        "-p",
        "handlers=ApiError,RequestTimeout,Exception",
    ]);
    let expected = "holds   Nothing leaves main unhandled.
holds   The failure of one task cancels no other task.
holds   The summary counts every task that was started.
holds   Every failed task is logged exactly once; an ApiError and a RequestTimeout by the handler of their own class.
broken  The run takes no longer than its slowest task.
        holds for 0 seeds; seed 1: The run took 4.996 s, and no task more than 1.347 s.
";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (1, expected, ""));
    let solved = run(&[
        "exercise",
        "task-runner",
        "-p",
        "strategy=collect-all",
        "-p",
        "handlers=ApiError,RequestTimeout,Exception",
    ]);
    assert_eq!((solved.status, solved.out.contains("broken")), (0, false), "{}", solved.out);
    let broken = run(&["exercise", "task-runner", "--format", "json"]);
    assert_eq!(broken.status, 1);
    let verdicts: serde_json::Value = serde_json::from_str(&broken.out).expect("it is JSON");
    assert_eq!(verdicts[1]["held"], 0);
    assert_eq!(verdicts[1]["broken"]["spec"]["interventions"], serde_json::json!(["0.6:cancel:task-2"]));
    let refused = run(&["exercise", "task-runner", "-p", "tasks=3"]);
    let only = "error: -p tasks: is not to be changed in this exercise; only strategy, handlers, count_cancelled are\n";
    assert_eq!((refused.status, refused.err.as_str()), (2, only));
    let refused = run(&["exercise", "gather"]);
    assert_eq!(
        (refused.status, refused.err.as_str()),
        (2, "error: gather has no exercise; there is one in: task-runner\n")
    );
}

mod texts {
    use std::path::PathBuf;

    use super::{json, run};

    /// A file of its own for each test.
    fn file(name: &str, text: &str) -> PathBuf {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, text).expect("it can be written");
        path
    }

    #[test]
    fn run_takes_a_python_file_with_interventions() {
        let text = "import asyncio\n\nasync def main():\n    try:\n        await asyncio.sleep(2)\n    except asyncio.CancelledError as e:\n        print('cancelled', e.args)\n\nasyncio.run(main())\n";
        let path = file("cancelled.py", text);
        let path = path.to_str().expect("it is UTF-8");
        assert!(run(&["run", path]).out.starts_with("\nok at 2.0 s, digest "));
        let ran = run(&["run", path, "--at", "1.5:cancel:Task-1:enough"]);
        assert!(ran.out.starts_with("   1.500   cancelled ('enough',)\n\nok at 1.5 s, digest "), "{}", ran.out);
        let shown = json(&["run", path, "--debug", "--format", "json"]);
        assert_eq!((&shown["spec"]["debug"], &shown["end_time"]), (&true.into(), &2.0.into()));
        assert_eq!(run(&["run", path, "--limit", "seconds=1"]).status, 3);
        assert!(run(&["run", path, "-p", "tasks=2"]).err.starts_with("error: -p tasks: a text has no parameters"));
        assert_eq!(run(&["run", path, "--seed", "-1"]).status, 2);
    }

    #[test]
    fn a_text_that_does_not_run_is_refused_with_all_reasons() {
        let path = file("refused.py", "import aiohttp\n\nif True:\n    import numpy\n");
        let path = path.to_str().expect("it is UTF-8");
        let ran = run(&["run", path]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        let start = format!("  File \"{path}\", line 1\n    import aiohttp\n           ^^^^^^^\nnot supported: ");
        assert!(ran.err.starts_with(&start), "{}", ran.err);
        assert!(
            ran.err.contains(&format!("\n  File \"{path}\", line 4\n    import numpy\n           ^^^^^\n")),
            "{}",
            ran.err
        );
    }

    #[test]
    fn check_reads_and_shows_all_at_its_place() {
        let path = file("checked.py", "import aiohttp\n\nprint('never')\nif True:\n    return 1\n");
        let path = path.to_str().expect("it is UTF-8");
        let ran = run(&["check", path]);
        assert_eq!((ran.status, ran.err.as_str()), (1, ""));
        let start = format!(
            "{path}:1:8: not supported: the module 'aiohttp' is not here\n    import aiohttp\n           ^^^^^^^\n  \
             let `await asyncio.sleep(0.1)` stand for the request, and a `return` for its answer; here are: abc, "
        );
        assert!(ran.out.starts_with(&start), "{}", ran.out);
        let end = format!("\n{path}:5:5: SyntaxError: 'return' outside function\n    return 1\n    ^^^^^^^^\n");
        assert!(ran.out.ends_with(&end), "{}", ran.out);
        let ran = run(&["check", path, "--format", "json"]);
        assert_eq!(ran.status, 1);
        let errors: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
        let want = serde_json::json!({
            "field": "python", "message": "SyntaxError: 'return' outside function",
            "place": {"line": 5, "column": 5, "end_line": 5, "end_column": 13},
        });
        assert_eq!(errors[1], want);
    }

    #[test]
    fn a_scenario_runs_in_either_language_and_prints_the_same() {
        let shown = |language: &str| {
            let ran = run(&["run", "gather", "-p", "tasks=2", "--language", language]);
            assert_eq!((ran.status, ran.err.as_str()), (0, ""));
            ran.out.lines().filter(|line| !line.contains("digest")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(shown("python"), shown("rust"));
        let spec = &json(&["run", "gather", "--language", "python", "--format", "json"])["spec"];
        assert_eq!((&spec["scenario"], &spec["language"]), (&"gather".into(), &"python".into()));
        let ran = run(&["run", "gather", "--language", "cobol"]);
        assert_eq!((ran.status, &*ran.err), (2, "error: --language: must be rust or python, not 'cobol'\n"));
        let path = file("either.py", "print(1)\n");
        let ran = run(&["run", path.to_str().expect("it is UTF-8"), "--language", "rust"]);
        assert_eq!((ran.status, &*ran.err), (2, "error: --language rust: a text is in python\n"));
    }

    #[test]
    fn a_text_may_make_as_many_steps_as_it_is_allowed() {
        let path = file("endless.py", "while True:\n    pass\n");
        let ran = run(&["run", path.to_str().expect("it is UTF-8"), "--limit", "steps=100"]);
        assert_eq!((ran.status, &*ran.err), (3, "limit: the program took more than 100 steps\n"));
    }

    #[test]
    fn a_text_may_take_as_much_memory_as_it_is_allowed() {
        let path = file(
            "hoard.py",
            "kept = []\nfor n in range(10**9):\n    if n % 1000 == 0:\n        print(n)\n    kept.append('x' * n)\n",
        );
        let ran = run(&["run", path.to_str().expect("it is UTF-8"), "--limit", "memory=1000000"]);
        assert_eq!((ran.status, &*ran.err), (3, "limit: the program took more than 1000000 bytes of memory\n"));
        assert!(ran.out.starts_with("   0.000   0\n   0.000   1000\n"), "{}", ran.out);
    }

    #[test]
    fn check_runs_nothing_and_says_nothing_where_all_is_well() {
        let path = file("well.py", "import asyncio\nprint('never')\nwhile True: pass\n");
        let path = path.to_str().expect("it is UTF-8");
        let ran = run(&["check", path]);
        assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
        assert_eq!(json(&["check", path, "--format", "json"]), serde_json::json!([]));
        let ran = run(&["check", "nowhere.py"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.starts_with("error: cannot read nowhere.py: "), "{}", ran.err);
    }
}
