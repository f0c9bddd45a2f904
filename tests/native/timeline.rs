//! The picture of a run as numbers: exactly for a few runs, and what must hold in every run of the catalogue.

use except_star::Instantly;
use except_star::report::{BarState, BracketKind, MarkKind, TaskOutcome, Timeline, seconds};
use except_star::scenario::catalogue;
use except_star::spec::{Language, Run, RunSpec};
use except_star::trace::Event;
use futures::executor::block_on;

use crate::cases::cases;

fn run(spec: &RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{spec:?}: {errors}")).run(Instantly))
}

fn text(python: &str) -> Run {
    run(&RunSpec::text(python))
}

fn name(run: &Run, lane: Option<usize>) -> String {
    let timeline = run.report.timeline();
    lane.map_or("–".to_owned(), |lane| run.report.tasks()[timeline.lanes[lane].task as usize - 1].name.clone())
}

/// Each lane: depth and name, and its bars by their places.
fn lanes(run: &Run) -> Vec<String> {
    let timeline = run.report.timeline();
    let bar = |bar: &except_star::report::Bar| {
        let awaited = bar.awaited.map_or(String::new(), |index| format!(" {}", timeline.awaited[index as usize]));
        format!("{}–{} {}{awaited}", timeline.at[bar.from], timeline.at[bar.to], bar.state.words())
    };
    let lane = |lane: usize| {
        let bars: Vec<_> = timeline.bars.iter().filter(|bar| bar.lane == lane).map(bar).collect();
        format!("{}{}: {}", "  ".repeat(timeline.lanes[lane].depth as usize), name(run, Some(lane)), bars.join(", "))
    };
    (0..timeline.lanes.len()).map(lane).collect()
}

fn marks(run: &Run) -> Vec<String> {
    let timeline = run.report.timeline();
    let mark = |mark: &except_star::report::Mark| {
        format!("{} {} {}", timeline.at[mark.seq], name(run, mark.lane), mark.kind.words())
    };
    timeline.marks.iter().map(mark).collect()
}

fn links(run: &Run) -> Vec<String> {
    let timeline = run.report.timeline();
    let link = |link: &except_star::report::Link| {
        let (from, to) = (name(run, link.from_lane), name(run, Some(link.to_lane)));
        format!("{:?} {} {from} → {} {to}", link.kind, timeline.at[link.from], timeline.at[link.to])
    };
    timeline.links.iter().map(link).collect()
}

fn brackets(run: &Run) -> Vec<String> {
    let timeline = run.report.timeline();
    let bracket = |of: &except_star::report::Bracket| {
        let at = &timeline.at;
        let owned = of.owned.map(|(first, end)| (first..end).map(|lane| name(run, Some(lane))).collect::<Vec<_>>());
        let cancelled = of.cancelled.map(|seq| at[seq]);
        let (lane, from, to) = (name(run, Some(of.lane)), at[of.from], at[of.to]);
        format!("{:?} {lane} {from}–{to} track {} cancelled {cancelled:?} owns {owned:?}", of.kind, of.track)
    };
    timeline.brackets.iter().map(bracket).collect()
}

#[test]
fn a_group_that_aborts_in_numbers() {
    let run = run(&RunSpec::new("task-group-failure").with("tasks", "3").with("failing", "2").with("stagger", "0"));
    assert_eq!(
        lanes(&run),
        [
            "Task-1: 0–0.5 not begun, 0.5–2 running, 2–16 waiting tasks of the group, \
             16–16.5 cancelling tasks of the group, 16.5–19.5 running",
            "  task-1: 1.5–2.5 not begun, 2.5–3 running, 3–11.5 waiting sleep 0.5, 11.5–12 running",
            "  task-2: 1.5–3.5 not begun, 3.5–4 running, 4–12.5 waiting sleep 0.5, 12.5–14 running",
            "  task-3: 1.5–4.5 not begun, 4.5–5 running, 5–14.5 waiting sleep 0.5, 14.5–15 running",
        ]
    );
    assert_eq!(
        marks(&run),
        [
            "12 task-1 finished",
            "13 task-2 raised",
            "14 task-2 failed",
            "15 task-3 finished",
            "15.5 Task-1 group aborts",
            "17.5 Task-1 raised",
            "18.5 Task-1 handled",
            "19.5 Task-1 finished",
        ]
    );
    assert_eq!(
        links(&run),
        [
            "Spawn 1.5 Task-1 → 1.5 task-1",
            "Spawn 1.5 Task-1 → 1.5 task-2",
            "Spawn 1.5 Task-1 → 1.5 task-3",
            "Exception 14 task-2 → 17.5 Task-1",
        ]
    );
    let owned = r#"["task-1", "task-2", "task-3"]"#;
    assert_eq!(brackets(&run), [format!("Group Task-1 1–17 track 0 cancelled Some(15.5) owns Some({owned})")]);
}

const NESTED: &str = "\
import asyncio


async def nap(time):
    try:
        await asyncio.sleep(time)
    finally:
        await asyncio.sleep(1)


async def main():
    plain = asyncio.create_task(nap(100), name='plain')
    try:
        async with asyncio.timeout(2):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(nap(0.5), name='quick')
                other = asyncio.create_task(nap(1), name='other')
                tg.create_task(nap(50), name='slow')
    except TimeoutError:
        print('over')
    await other
    plain.cancel()
    await asyncio.wait([plain])


asyncio.run(main())
";

#[test]
fn brackets_stand_around_one_another_and_own_adjacent_lanes() {
    let run = text(NESTED);
    let timeline = run.report.timeline();
    let names: Vec<_> = (0..timeline.lanes.len()).map(|lane| name(&run, Some(lane))).collect();
    assert_eq!(names, ["Task-1", "plain", "quick", "slow", "other"], "those of a group are beside one another");
    let kinds: Vec<_> = timeline.brackets.iter().map(|of| (of.kind, of.track, of.owned, of.seconds)).collect();
    assert_eq!(
        kinds,
        [(BracketKind::Timeout, 0, None, Some(2.0)), (BracketKind::Group, 1, Some((2, 4)), None)],
        "the timeout is around the group"
    );
    assert_eq!(timeline.lanes[0].tracks, 2);
    let slow: Vec<_> = timeline.bars.iter().filter(|bar| bar.lane == 3).collect();
    let states: Vec<_> = slow.iter().map(|bar| bar.state.words()).collect();
    assert_eq!(states, ["not begun", "running", "waiting", "cancelling", "running", "cleaning up", "running"]);
    let cancels: Vec<_> = links(&run).into_iter().filter(|link| link.starts_with("Cancel")).collect();
    assert_eq!(cancels.len(), 2, "{cancels:?}");
    assert!(cancels[0].contains("Task-1") && cancels[0].ends_with("slow"), "by the group: {cancels:?}");
    assert!(cancels[1].contains("Task-1") && cancels[1].ends_with("plain"), "{cancels:?}");
    check(&run);
}

#[test]
fn time_that_nothing_happens_in_is_cut() {
    let run = run(&RunSpec::new("task-group").with("delays", "0.1,0.2,0.3,9"));
    let timeline = run.report.timeline();
    let moments: Vec<_> = timeline.moments.iter().map(|of| (seconds(of.time), of.is_cut)).collect();
    assert_eq!(moments, [(0.0, false), (0.1, false), (0.2, false), (0.3, false), (9.0, true)]);
    let gap = |index: usize| {
        let first = timeline.moments[index].first;
        (timeline.at[first] - timeline.at[first - 1]).round()
    };
    assert_eq!([1, 2, 3, 4].map(gap), [6.0, 6.0, 6.0, 12.0]);
}

#[test]
fn ten_thousand_tasks_have_their_lanes() {
    let run = text(
        "import asyncio\n\nasync def nap():\n    await asyncio.sleep(1)\n\nasync def main():\n    async with asyncio.TaskGroup() as tg:\n        for _ in range(10_000):\n            tg.create_task(nap())\n\nasyncio.run(main())\n",
    );
    let timeline = run.report.timeline();
    assert_eq!(timeline.lanes.len(), 10_001);
    assert_eq!(timeline.brackets[0].owned, Some((1, 10_001)));
}

/// What becomes of the exceptions: where they are raised, and their ends.
fn fates(run: &Run) -> Vec<String> {
    let fate = |fate: &except_star::report::Fate| {
        let Some(Event::Raise { exception }) = run.report.trace().event(fate.raised).map(|entry| entry.event) else {
            panic!("it is raised: {fate:?}");
        };
        format!("{exception:?} {:?}", fate.end)
    };
    run.report.fates().iter().map(fate).collect()
}

#[test]
fn each_exception_has_its_end() {
    let run = text(
        "\
import asyncio


async def fail(text, time):
    await asyncio.sleep(time)
    raise ValueError(text)


async def main():
    try:
        await asyncio.gather(fail('first', 1), fail('second', 2))
    except ValueError:
        pass
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail('in a group', 1))
    except* ValueError:
        pass
    forgotten = asyncio.create_task(fail('forgotten', 1))
    await asyncio.sleep(2)
    del forgotten
    try:
        raise KeyError('key')
    except KeyError as error:
        raise RuntimeError('out') from error


asyncio.run(main())
",
    );
    assert_eq!(
        fates(&run),
        [
            "ValueError('first') Handled",
            "ValueError('second') Lost",
            "ValueError('in a group') Handled",
            "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('in a group')]) Handled",
            "ValueError('forgotten') Reported",
            "KeyError('key') Handled",
            "RuntimeError('out') Reported",
        ]
    );
}

/// What must hold of every picture.
fn check(run: &Run) {
    let timeline = run.report.timeline();
    let Timeline { at, lanes, bars, marks, links, brackets, .. } = timeline;
    let what = run.spec();
    let trace = run.report.trace();
    assert_eq!(at.len(), trace.len(), "{what:?}");
    assert!(at.is_sorted() && at.last().is_none_or(|last| *last <= timeline.width), "{what:?}");
    // A moment begins behind all that was before.
    for moment in &timeline.moments[1.min(timeline.moments.len())..] {
        assert!(at[moment.first] >= at[moment.first - 1] + 2.0, "{what:?} at {}", seconds(moment.time));
    }
    for lane in 0..=lanes.len() {
        let own = (lane < lanes.len()).then_some(lane);
        let places: Vec<_> = marks.iter().filter(|mark| mark.lane == own).map(|mark| at[mark.seq]).collect();
        assert!(places.windows(2).all(|pair| pair[0] + 1.0 <= pair[1]), "marks overlap: {what:?} {own:?} {places:?}");
    }
    for link in links {
        assert!(link.from <= link.to && at[link.from] <= at[link.to], "{link:?} points back: {what:?}");
        assert!(link.from_lane != Some(link.to_lane), "{link:?} leads nowhere: {what:?}");
    }
    for (index, lane) in lanes.iter().enumerate() {
        let own: Vec<_> = bars.iter().filter(|bar| bar.lane == index).collect();
        assert_eq!(own.first().map(|bar| bar.from), Some(lane.from), "{what:?} {lane:?}");
        assert_eq!(own.last().map(|bar| bar.to), Some(lane.to), "a lane has an end: {what:?} {lane:?}");
        assert!(own.windows(2).all(|pair| pair[0].to == pair[1].from), "{what:?} {lane:?}");
        let end = |kind| matches!(kind, MarkKind::Finished | MarkKind::Failed | MarkKind::Cancelled);
        let ends: Vec<_> = marks.iter().filter(|mark| mark.lane == Some(index) && end(mark.kind)).collect();
        assert_eq!(ends.len(), usize::from(lane.outcome != TaskOutcome::Pending), "{what:?} {lane:?}");
        assert!(ends.iter().all(|mark| mark.seq == lane.to), "{what:?} {lane:?}");
        assert!(lane.outcome != TaskOutcome::Pending || lane.to == trace.len() - 1, "{what:?} {lane:?}");
    }
    for bar in bars {
        let waits = matches!(bar.state, BarState::Suspended | BarState::CleaningUp);
        assert!(!waits || bar.awaited.is_some_and(|of| !timeline.awaited[of as usize].is_empty()), "{what:?} {bar:?}");
    }
    let raises = trace.events().filter(|entry| matches!(entry.event, Event::Raise { .. }));
    let fates = run.report.fates();
    assert!(raises.map(|entry| entry.seq).eq(fates.iter().map(|fate| fate.raised)), "{what:?}");
    assert!(fates.iter().all(|fate| fate.raised <= fate.seq && fate.seq < trace.len()), "{what:?}");
    for of in brackets {
        assert!(of.from <= of.to && of.cancelled.is_none_or(|seq| (of.from..=of.to).contains(&seq)), "{what:?} {of:?}");
        assert!(of.track < lanes[of.lane].tracks && lanes[of.lane].from <= of.from, "{what:?} {of:?}");
        assert!(of.owned.is_none_or(|(first, end)| of.lane < first && first < end), "{what:?} {of:?}");
    }
}

#[test]
fn the_picture_of_every_recorded_run_holds_together() {
    for entry in catalogue() {
        for spec in cases(entry) {
            check(&run(&spec));
        }
        check(&run(&RunSpec::new(entry.scenario.id).in_language(Language::Python)));
    }
}
