//! `exception-group-iterate`: a nest of groups, its leaves, and its two parts.

use crate::exception::{Class, Exception};
use crate::report::{self, Report, Step, Table};
use crate::repr::Repr;
use crate::scenario::classes::{OUTCOMES, outcomes};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, attempt, coro, exception, print, raise, sleep, task_group};

const SPLIT_BY: &[&str] = &[
    "ValueError",
    "TypeError",
    "RuntimeError",
    "KeyError",
    "LookupError",
    "OSError",
    "ConnectionError",
    "Exception",
    "ExceptionGroup",
];

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "exception-group-iterate",
    section: Section::ExceptionGroup,
    place: 2,
    title: "A group is a tree: walk it, split it",
    summary: "TaskGroups stand inside one another, and the tasks are dealt to them in turn: the first to the outermost group, \
              the second to the one inside it, and so on. All tasks end in one instant. One except* Exception takes the \
              nest, walks its leaves, and splits it by a class.",
    look_for: &[
        "The error of an inner group is a group among the errors of the outer one: a leaf may lie at any depth.",
        "group.exceptions has only the uppermost level; a function that calls itself reaches all leaves.",
        "Both parts of a split keep the shape of the tree; subgroup() gives the first of them alone.",
        "Splitting by ExceptionGroup gives back the whole group: the class is asked of the group before its members.",
    ],
    corrects: None,
    params: &[
        Param::new(
            "outcomes",
            "Outcomes",
            "What each task raises; ok is a task that finishes.",
            Kind::List { of: &Kind::Class(OUTCOMES), min: 1, max: 10 },
            "ValueError,TypeError,RuntimeError,ok",
        ),
        Param::new(
            "nesting",
            "Nesting",
            "How many groups stand inside one another; 1 is a single group.",
            Kind::Int { min: 1, max: 5 },
            "2",
        ),
        Param::new(
            "split_by",
            "Split by",
            "The class that divides the group into two parts.",
            Kind::Class(SPLIT_BY),
            "ValueError",
        )
        .reason("What counts is which errors of the group are of this class; the rest is the other part."),
    ],
    debug: false,
    main: |values| Box::pin(main(outcomes(values), values.get::<i64>("nesting") as usize, values.get("split_by"))),
    tables,
    exercise: None,
};

fn tables(values: &Values, report: &Report) -> Vec<Table> {
    let split_by: Class = values.get("split_by");
    let mut table = Table::new("The leaves", &["Path", "Class", "Message", "Raised by", "Part of the split"]);
    let caught = report.propagation().filter(|step| step.task == 1 && step.step == Step::Caught);
    for group in caught.map(|caught| caught.exception) {
        let matching = group.subgroup(&split_by).expect("no class here derives groups in its own way");
        for (path, leaf) in group.leaves() {
            let matches = matching.as_ref().is_some_and(|part| part.leaves().any(|(_, other)| other.same(leaf)));
            table.row([
                report::leaf_path(&path).into(),
                leaf.class().name().into(),
                leaf.to_string().into(),
                report.failed_with(leaf).into(),
                if matches { "matching" } else { "rest" }.into(),
            ]);
        }
    }
    vec![table]
}

// Shown beside the run, from here on.

async fn work(k: usize, outcome: Option<Class>) -> Result<()> {
    sleep(0.5).await?;
    if let Some(outcome) = outcome {
        print(format!("task {k} raises {}", outcome.name()));
        return raise(outcome.new(format!("task {k} failed")));
    }
    print(format!("task {k} finishes"));
    Ok(())
}

async fn level(depth: usize, outcomes: Vec<Option<Class>>, nesting: usize) -> Result<()> {
    task_group(async |tg| {
        for k in (depth..=outcomes.len()).step_by(nesting) {
            tg.create_named_task(&format!("task-{k}"), coro!(work(k, outcomes[k - 1].clone())))?;
        }
        if depth < nesting {
            let inner = Box::pin(level(depth + 1, outcomes, nesting));
            tg.create_named_task(&format!("level-{}", depth + 1), coro!("level", inner))?;
        }
        Ok(())
    })
    .await
}

fn leaves(group: &Exception) -> Vec<(String, Exception)> {
    let path = |path: Vec<usize>| path.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(".");
    group.leaves().map(|(indices, leaf)| (path(indices), leaf.clone())).collect()
}

fn show(group: &Exception) {
    for (path, error) in leaves(group) {
        print(format!("  {path} {}: {error}", error.class().name()));
    }
}

async fn main(outcomes: Vec<Option<Class>>, nesting: usize, split_by: Class) -> Result<()> {
    attempt(level(1, outcomes, nesting))
        .except_star(exception::Exception, async |group| {
            print("caught:");
            show(&group);
            let (matching, rest) = group.split(&split_by)?;
            print(format!("split, matching: {}", matching.repr()));
            print(format!("split, rest: {}", rest.repr()));
            print(format!("subgroup: {}", group.subgroup(&split_by)?.repr()));
            Ok(())
        })
        .await?;
    print("main goes on");
    Ok(())
}
