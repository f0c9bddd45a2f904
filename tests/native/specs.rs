//! Specifications: what is wrong is named, with what is allowed; what is right has one way to be written.

use except_star::scenario::{Kind, Param, Value, catalogue};
use except_star::spec::{Language, RunSpec, SpecError};

use crate::cases::cases;

fn errors(spec: &RunSpec) -> Vec<(String, String)> {
    let errors = spec.check().err().expect("it is refused").errors;
    errors.into_iter().map(|SpecError { field, message, .. }| (field, message)).collect()
}

#[track_caller]
fn check(spec: RunSpec, field: &str, message: &str) {
    assert_eq!(errors(&spec), [(field.to_owned(), message.to_owned())]);
}

#[test]
fn an_unknown_scenario_is_named_with_those_that_there_are() {
    let found = errors(&RunSpec::new("gahter"));
    assert_eq!(found[0].0, "scenario");
    let ids: Vec<_> = catalogue().iter().map(|entry| entry.scenario.id).collect();
    assert_eq!(
        found[0].1,
        format!("there is no scenario 'gahter'; did you mean 'gather'? There are: {}", ids.join(", "))
    );
}

#[test]
fn an_unknown_parameter_is_named_with_those_that_there_are() {
    check(
        RunSpec::new("task-group").with("delay", "1"),
        "delay",
        "task-group has no parameter 'delay'; did you mean 'delays'? It has: delays",
    );
}

#[test]
fn a_value_that_is_out_of_range_or_no_value_is_told_what_is_allowed() {
    let gather = || RunSpec::new("gather");
    check(gather().with("tasks", "11"), "tasks", "must be a whole number from 1 to 10, not '11'");
    check(gather().with("tasks", "2.5"), "tasks", "must be a whole number from 1 to 10, not '2.5'");
    check(gather().with("tasks", ""), "tasks", "must be a whole number from 1 to 10, not nothing");
    check(gather().with("step", "-0.1"), "step", "must be a number from 0 to 10 s, not '-0.1'");
    for no_number in ["nan", "inf", "1e999", "0x1", "one", "1,5"] {
        let message = format!("must be a number from 0 to 10 s, not '{no_number}'");
        check(gather().with("step", no_number), "step", &message);
    }
    check(gather().with("mode", "Both"), "mode", "must be one of both, plain, collect, not 'Both'");
    let each = "0 to 10 values separated by commas, each a whole number from 1 to 10";
    check(gather().with("failing", "1,,2"), "failing", &format!("must be {each}, not '1,,2'"));
    check(gather().with("failing", "1,2,"), "failing", &format!("must be {each}, not '1,2,'"));
    check(gather().with("failing", "0"), "failing", &format!("must be {each}, not '0'"));
}

#[test]
fn a_seed_is_a_whole_number_that_javascript_can_hold() {
    let with_seed = |seed| RunSpec { seed, ..RunSpec::new("gather") };
    for seed in [-1.0, 0.5, f64::NAN, f64::INFINITY, 9_007_199_254_740_992.0] {
        check(with_seed(seed), "seed", "must be a whole number from 0 to 9007199254740991");
    }
    assert!(with_seed(9_007_199_254_740_991.0).check().is_ok());
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let spec = RunSpec { seed: -1.0, ..RunSpec::new("gather").with("tasks", "0").with("colour", "red") };
    let fields: Vec<_> = errors(&spec).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["colour", "tasks", "seed"]);
}

#[test]
fn of_the_interventions_the_wrong_one_is_named_and_the_right_ones_are_kept() {
    let interventions = ["1:cancel:A", "1:cancl:A", "0.50:signal:SIGINT", "soon:cancel:A"].map(str::to_owned).to_vec();
    let refused = RunSpec { interventions, ..RunSpec::new("task-group") }.check().err().expect("two are wrong");
    let indices: Vec<_> = refused.errors.iter().map(|error| (error.field.as_str(), error.index)).collect();
    assert_eq!(indices, [("interventions", Some(1)), ("interventions", Some(3))]);
    let right = refused.right.expect("the scenario is known");
    assert_eq!(right.interventions, ["1:cancel:A", "0.5:signal:SIGINT"]);
}

#[test]
fn what_is_right_is_given_beside_what_is_wrong() {
    let spec = RunSpec { seed: -1.0, ..RunSpec::new("gather").with("tasks", "0").with("step", "0.20") };
    let refused = spec.check().err().expect("two fields are wrong");
    assert_eq!(refused.errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["tasks", "seed"]);
    let right = refused.right.expect("the scenario is known");
    assert_eq!((&*right.params()["tasks"], &*right.params()["step"], right.debug), ("3", "0.2", Some(false)));
    assert!(right.check().is_ok());
    assert_eq!(RunSpec::new("nothing").check().err().expect("it is unknown").right, None);
}

#[test]
fn a_name_that_is_far_from_all_is_not_guessed() {
    let [(_, message)] = <[_; 1]>::try_from(errors(&RunSpec::new("trio"))).expect("one error");
    assert!(message.starts_with("there is no scenario 'trio'; there are: "), "{message}");
}

#[test]
fn a_checked_specification_is_complete_and_stays_the_same_when_checked_again() {
    for entry in catalogue() {
        for spec in cases(entry) {
            let checked = spec.check().expect("the cases are valid").spec().clone();
            assert_eq!(checked.params().len(), entry.scenario.params.len());
            assert_eq!(checked.check().expect("it is valid").spec(), &checked);
        }
    }
}

#[test]
fn values_are_written_in_one_way() {
    let spec = RunSpec::new("gather").with("step", " 0.50 ").with("failing", " 3, 2 ").with("linger", "1e1");
    let checked = spec.check().expect("it is valid").spec().clone();
    assert_eq!(
        (&*checked.params()["step"], &*checked.params()["failing"], &*checked.params()["linger"]),
        ("0.5", "3,2", "10")
    );
    let zero = RunSpec::new("gather").with("step", "-0").check().expect("it is valid").spec().clone();
    assert_eq!(zero.params()["step"], "0");
}

#[test]
fn every_default_is_within_its_bounds_and_every_text_says_something() {
    for entry in catalogue() {
        let scenario = entry.scenario;
        let id = scenario.id;
        assert!(!scenario.title.is_empty(), "{id} needs a title");
        assert!(scenario.summary.len() > 80, "{id}: two or three sentences of summary, more than 80 letters");
        assert!(scenario.look_for.len() > 1, "{id}: at least two things to look for");
        for param in scenario.params {
            assert!(param.parse(param.default).is_ok(), "{}: {}", scenario.id, param.name);
            assert!(!param.label.is_empty() && param.help.ends_with('.'), "{}: {}", scenario.id, param.name);
            assert!(!param.range().is_empty() || param.info().choices.is_some() || matches!(param.kind, Kind::Bool));
            assert!(!matches!(param.kind, Kind::List { of: Kind::List { .. }, .. }), "a list of lists has no text");
        }
    }
}

#[test]
fn the_seed_makes_the_random_numbers_of_a_scenario() {
    let values = except_star::scenario::Values::with_seed(42);
    assert_eq!(values.random().random(), 0.6394267984578837, "as CPython's random.seed(42)");
}

#[test]
fn a_text_parameter_is_taken_as_it_is_and_escaped_in_python() {
    let param = Param::new("message", "Message", "A text.", Kind::Text { max: 8 }, "").optional();
    assert_eq!(param.parse(""), Ok(Value::None));
    let text = param.parse("a\"b'\\é,").expect("it is allowed");
    assert_eq!(text.to_string(), "a\"b'\\é,");
    assert_eq!(text.python(), r#"'a"b\'\\é,'"#);
    assert_eq!(param.parse("héllo").map(|text| text.python()), Ok("\"héllo\"".to_owned()));
    let refused = "must be a text of at most 8 characters, without control characters, or nothing, not ";
    assert_eq!(param.parse("ninesigns"), Err(format!("{refused}'ninesigns'")));
    assert_eq!(param.parse("a\tb"), Err(format!("{refused}'a\tb'")));
}

#[test]
fn the_text_that_runs_is_known_where_it_is_python() {
    let text = |spec: RunSpec| spec.check().unwrap().text();
    let gather = RunSpec::new("gather");
    assert_eq!(text(gather.clone()), None);
    let with = RunSpec { interventions: vec!["0.1:cancel:plain-1".to_owned()], ..gather.in_language(Language::Python) };
    let run = text(with.clone()).unwrap();
    assert!(run.starts_with("import asyncio\n") && run.ends_with("\n\n\nasyncio.run(main())\n"), "{run}");
    assert!(with.check().unwrap().python().contains("intervene_cancel"), "that is what CPython needs");
    assert_eq!(text(RunSpec::text("print('seen')")).as_deref(), Some("print('seen')"));
}
