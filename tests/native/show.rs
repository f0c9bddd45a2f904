//! What `run --show` and `run --events` print, and how they refuse.

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

/// What stands below this head, up to the next empty line.
fn below(ran: &Ran, head: &str) -> String {
    assert_eq!((ran.status, &*ran.err), (0, ""));
    let begin = format!("\n{head}\n");
    let from = ran.out.find(&begin).unwrap_or_else(|| panic!("{head}: {}", ran.out)) + begin.len();
    ran.out[from..].split("\n\n").next().unwrap_or_default().trim_end().to_owned()
}

const SWALLOWED: [&str; 4] = ["run", "cancel", "-p", "reraise=false"];

fn shown(part: &str, head: &str) -> String {
    below(&run(&[&SWALLOWED[..], &["--show", part]].concat()), head)
}

#[test]
fn the_parts_come_after_the_console_in_the_order_in_which_they_are_named() {
    let ran = run(&["run", "gather", "--show", "findings,awaits@0.1", "--show", "timeline,findings", "--events"]);
    let heads = [
        "   1.000   gather returns",
        "\nEvents\n",
        "\nFindings\n",
        "\nWho waits for whom at 0.1 s\n",
        "\nTimeline\n",
        "\ngather\n",
    ];
    let places: Vec<_> = heads.iter().map(|head| ran.out.find(head).unwrap_or_else(|| panic!("{head}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(ran.out.matches("\nFindings\n").count(), 1, "what is named twice is shown once");
    assert!(!run(&["run", "gather"]).out.contains("Events"));
}

#[test]
fn the_timeline_in_characters() {
    let expected = "            0                1        1.1
  main      ·██───────────────█──────────█✓
    worker    ··█─────────────c~█○─────█✓
";
    assert!(shown("timeline", "Timeline").starts_with(expected));
    let group = below(&run(&["run", "task-group-failure", "-p", "stagger=0.1", "--show", "timeline"]), "Timeline");
    let lines: Vec<_> = group.lines().collect();
    let column = |line: &str, sign: char| line.chars().position(|c| c == sign);
    assert!(lines[1].starts_with("  main") && lines[5].starts_with("  group of main"), "{group}");
    assert!(column(lines[1], 'A').is_some());
    assert_eq!(column(lines[1], 'A'), column(lines[5], '!'), "the group cancels at the mark in the lane");
}

#[test]
fn exceptions_with_their_paths_and_members() {
    let ran = run(&["run", "nested-groups", "--show", "exceptions"]);
    let exceptions = below(&ran, "Exceptions");
    let inner = "  ValueError('inner-1 failed')
       0.300 #22 raised in inner-1
       0.300 #23 stored in inner-1, which ends with it
       0.300 #43 wrapped in ExceptionGroup, which main raises
       0.300 #66 wrapped in ExceptionGroup, which main raises
       0.300 #67 handled in main by except* ValueError
";
    assert!(exceptions.starts_with(inner), "{exceptions}");
    let outer = "
    └ ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('inner-1 failed')])
      └ ValueError('inner-1 failed')  ─ except* ValueError, #67
       0.300 #66 raised in main
       0.300 #67 handled in main by except* ValueError";
    assert!(exceptions.ends_with(outer), "{exceptions}");
    assert_eq!(below(&run(&["run", "task-group", "--show", "exceptions"]), "Exceptions"), "  none");
}

#[test]
fn awaits_cancellations_findings_and_narrative() {
    assert_eq!(
        shown("awaits@1.05", "Who waits for whom at 1.05 s"),
        "  main waits for worker\n    worker sleeps until 1.1 s"
    );
    assert_eq!(shown("awaits@9", "Who waits for whom at 9.0 s"), "  nobody: every task has ended");
    assert_eq!(
        shown("cancellations", "Cancellations"),
        "   1.000 worker, which awaits sleep until 10.0 s, is requested to cancel
         by main
         cancelling() is 1; arrives at 1.0 s; swallowed at 1.1 s, 0.1 s after it arrived"
    );
    let findings = shown("findings", "Findings");
    let heads: Vec<_> = findings.lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(heads, ["   1.000 #16 A cancellation swallowed", "   1.000 #16 cancelling() left over"]);
    assert_eq!(below(&run(&["run", "cancel", "--show", "findings"]), "Findings"), "  none");
    let narrative = shown("narrative", "Narrative");
    assert!(
        narrative
            .starts_with("  At 0.0 s: The loop creates main. main begins, creates worker and sleeps until 1.0 s. "),
        "{narrative}"
    );
    assert_eq!(narrative.lines().count(), 3);
}

#[test]
fn events_are_the_log() {
    let events = below(&run(&["run", "await-raises", "--events"]), "Events");
    let expected = "    6    0.500 Task-1     wake     resumes: sleep until 0.5 s is done
    7    0.500 Task-1     raise    ValueError('there is no item 2')
    8    0.500 Task-1     catch    except ValueError takes ValueError('there is no item 2')";
    assert!(events.contains(expected), "{events}");
    assert!(events.starts_with("    0    0.000 loop       spawn    creates Task-1 of main()\n"), "{events}");
}

#[test]
fn a_python_file_is_shown_as_a_scenario_is() {
    let file = std::env::temp_dir().join(format!("except-star-show-{}.py", std::process::id()));
    let text = "import asyncio\n\n\nasync def main():\n    asyncio.sleep(1)\n\n\nasyncio.run(main())\n";
    std::fs::write(&file, text).expect("it can be written");
    let ran = run(&["run", file.to_str().expect("a path"), "--show", "findings,awaits@0"]);
    std::fs::remove_file(&file).expect("it is there");
    let expected =
        "A coroutine never awaited: sleep() was called and its coroutine never awaited: nothing of it has run.";
    assert!(below(&ran, "Findings").contains(expected), "{}", ran.out);
    assert_eq!(below(&ran, "Who waits for whom at 0.0 s"), "  nobody: every task has ended");
}

#[test]
fn a_wrong_part_is_told_with_what_is_allowed() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["--show", "findings,nope"],
            "error: --show: takes timeline, exceptions, awaits@TIME, cancellations, findings or narrative, separated by commas, not 'nope'\n",
        ),
        (&["--show", "awaits"], "error: --show: awaits wants a time in seconds: awaits@1.5\n"),
        (&["--show", "awaits@soon"], "error: --show: awaits@TIME takes a time in seconds, not 'awaits@soon'\n"),
        (&["--show", "awaits@-1"], "error: --show: awaits@TIME takes a time in seconds, not 'awaits@-1'\n"),
        (
            &["--events", "--format", "json"],
            "error: --show and --events are for --format text; that of json has every event\n",
        ),
    ];
    for (arguments, message) in cases {
        let ran = run(&[&["run", "gather"], *arguments].concat());
        assert_eq!((ran.status, &*ran.out, &*ran.err), (2, "", *message), "{arguments:?}");
    }
}
