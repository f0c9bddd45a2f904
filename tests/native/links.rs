//! Links and requests: what is written is read again; what is wrong is named, and what stands beside it is used.

use except_star::scenario::catalogue;
use except_star::spec::{Answer, Draft, Language, Request, RunSpec, SpecError};

use crate::cases::cases;

const MAX_LENGTH: usize = 8192;

fn request(texts: [Option<&str>; 5]) -> Request {
    let [scenario, params, seed, debug, interventions] = texts.map(|text| text.map(str::to_owned));
    let mut request = Request::default();
    (request.scenario, request.params, request.seed) = (scenario, params, seed);
    (request.debug, request.interventions) = (debug, interventions);
    request
}

fn params(text: &str) -> Answer {
    request([Some("gather"), Some(text), None, None, None]).answer(false)
}

fn link(fragment: &str) -> Answer {
    Request { link: Some(fragment.to_owned()), ..Request::default() }.answer(false)
}

fn texts(errors: &[SpecError]) -> Vec<String> {
    let text = |SpecError { field, index, message, .. }: &SpecError| match index {
        Some(index) => format!("{field} {index}: {message}"),
        None => format!("{field}: {message}"),
    };
    errors.iter().map(text).collect()
}

fn draft(answer: &Answer) -> &Draft {
    answer.draft.as_ref().expect("there is such a scenario")
}

/// The text refuses this, and the tasks that are asked for beside it are used.
#[track_caller]
fn refuses(text: &str, message: &str) {
    let answer = params(text);
    assert_eq!(texts(&answer.notices), [message]);
    assert_eq!(answer.spec.expect("the rest is right").params()["tasks"], "4");
}

#[test]
fn pairs_are_read_and_commas_stay_in_their_value() {
    let spec = params("tasks=4&failing=2,3").spec.expect("it is right");
    assert_eq!((&*spec.params()["tasks"], &*spec.params()["failing"]), ("4", "2,3"));
}

#[test]
fn an_empty_value_is_a_value_and_no_text_is_no_parameters() {
    assert_eq!(params("failing=").spec.expect("it may be empty").params()["failing"], "");
    assert_eq!(params("").spec, params("tasks=3").spec);
}

#[test]
fn an_equals_sign_and_a_plus_belong_to_the_value() {
    assert_eq!(draft(&params("mode=a=b")).params["mode"], "a=b");
    assert_eq!(draft(&params("mode=1+1")).params["mode"], "1+1");
}

#[test]
fn a_pair_without_a_name_or_an_equals_sign_is_refused_alone() {
    refuses("tasks=4&failing", "params: “failing” is not of the form name=value.");
    refuses("=4&tasks=4", "params: “=4” is not of the form name=value.");
    refuses("tasks=4&", "params: “” is not of the form name=value.");
}

#[test]
fn a_broken_percent_encoding_is_refused_alone() {
    for pair in ["mode=100%", "mode=%FF", "mode=%4", "mode=%G0", "mode=%+1", "m%=1"] {
        let message = format!("params: “{pair}” has a % that no two hexadecimal digits of UTF-8 follow.");
        refuses(&format!("{pair}&tasks=4"), &message);
    }
}

#[test]
fn of_a_name_that_is_given_twice_the_first_value_is_used() {
    refuses("tasks=4&tasks=5", "params: “tasks” is given twice; the first value is used.");
}

#[test]
fn a_text_that_is_too_long_is_refused_and_one_that_just_fits_is_not() {
    let fits = format!("m={}", "x".repeat(MAX_LENGTH - 2));
    assert!(texts(&params(&fits).notices)[0].starts_with("m: gather has no parameter 'm'"));
    let refused = "params: The text is 8193 characters long; at most 8192 are allowed. Its parameters and interventions are \
                   left out.";
    assert_eq!(texts(&params(&(fits + "x")).notices), [refused]);
}

#[test]
fn a_link_is_taken_apart() {
    let link = "#scenario=gather&at=1:cancel:B&seed=7&debug=1&tasks=4&failing=2,3&at=2:raise:C:KeyError:a%26b";
    let expected = request([
        Some("gather"),
        Some("tasks=4&failing=2,3"),
        Some("7"),
        Some("1"),
        Some("1:cancel:B\n2:raise:C:KeyError:a&b"),
    ]);
    assert_eq!(Request::of_link(link), expected);
    for nothing in ["", "#", "#&"] {
        assert_eq!(self::link(nothing).notices.len(), 1, "a scenario has to be named");
    }
}

#[test]
fn what_is_broken_in_a_link_is_named_as_the_links() {
    let answer = link("#scenario=gather&seed=x&nonsense&at=1:cancel:%&debug=perhaps&scenario=b");
    assert_eq!(
        texts(&answer.notices),
        [
            "link: “nonsense” is not of the form name=value.",
            "link: “at=1:cancel:%” has a % that no two hexadecimal digits of UTF-8 follow.",
            "scenario: gather has no parameter 'scenario'; it has: tasks, failing, step, mode, linger",
            "debug: must be true or false, or 1 or 0, not “perhaps”",
        ]
    );
    assert_eq!(texts(&answer.errors), ["seed: must be a whole number from 0 to 9007199254740991"]);
    assert_eq!(draft(&answer).seed, "x");
    assert!(texts(&link("#scenario=%").notices)[0].starts_with("scenario: there is no scenario '%'; there are: "));
}

#[test]
fn of_a_link_that_is_too_long_only_what_stands_for_itself_is_taken() {
    let start = "#scenario=gather&seed=7&at=1:cancel:B&n=";
    let answer = link(&format!("{start:1<0$}", MAX_LENGTH + 2));
    assert_eq!(texts(&answer.notices).len(), 1);
    assert!(answer.notices[0].message.ends_with("Its parameters and interventions are left out."));
    let spec = answer.spec.expect("the rest is right");
    assert_eq!((&*spec.scenario().unwrap().id, spec.seed, spec.interventions.len()), ("gather", 7.0, 0));
}

#[test]
fn of_a_link_that_is_too_long_what_the_limit_cuts_through_is_left_out() {
    let scenario = |length: usize, rest: &str| {
        let link = format!("{:1<length$}&scenario=gather{rest}", "n=");
        Request::of_link(&link).scenario
    };
    let fits = MAX_LENGTH - "&scenario=gather".len();
    assert_eq!(scenario(fits, "&more=1").as_deref(), Some("gather"));
    assert_eq!(scenario(fits, "ing"), None);
    assert_eq!(scenario(fits + 1, "&more=1"), None);
}

#[test]
fn every_case_is_found_again_by_its_link() {
    for spec in catalogue().into_iter().flat_map(cases) {
        let spec = spec.check().expect("the cases are valid").spec().clone();
        assert_eq!(link(&spec.link().unwrap()).spec, Some(spec));
    }
}

#[test]
fn what_has_a_meaning_in_a_link_is_encoded() {
    let messages = ["1.5:cancel:B:a & b", "2:signal:SIGINT", "3:cancel:B:50% = “ü” #+!"].map(str::to_owned);
    let spec = RunSpec { interventions: messages.to_vec(), ..RunSpec::new("await-raises") };
    let spec = RunSpec { seed: 9_007_199_254_740_991.0, debug: Some(true), ..spec };
    let checked = spec.check().expect("it is right").spec().clone();
    assert!(
        checked.link().unwrap().starts_with("#scenario=await-raises&seed=9007199254740991&debug=1&"),
        "{}",
        checked.link().unwrap()
    );
    let end = "&at=1.5:cancel:B:a%20%26%20b&at=2:signal:SIGINT&at=3:cancel:B:50%25%20%3D%20%E2%80%9C%C3%BC%E2%80%9D%20%23%2B!";
    assert!(checked.link().unwrap().ends_with(end), "{}", checked.link().unwrap());
    assert_eq!(link(&checked.link().unwrap()).spec, Some(checked));
}

#[test]
fn an_intervention_is_a_line_and_not_a_long_one() {
    let wrong = |line: &str| {
        let spec = RunSpec { interventions: vec![line.to_owned()], ..RunSpec::new("await-raises") };
        spec.check().err().expect("it is wrong").errors.swap_remove(0).message
    };
    let line = "1:cancel:B:two\nlines";
    assert_eq!(wrong(line), r#"must be one line without control characters, not "1:cancel:B:two\nlines""#);
    assert_eq!(wrong(&"1:cancel:B:".replace("B:", &"B".repeat(992))), "must have at most 1000 characters, not 1001");
}

#[test]
fn what_is_given_beside_a_link_takes_its_place() {
    let link = Some("#scenario=gather&seed=7&tasks=4".to_owned());
    let answer = Request { link, seed: Some("8".to_owned()), ..Request::default() }.answer(false);
    let spec = answer.spec.expect("it is right");
    assert_eq!((spec.seed, &*spec.params()["tasks"]), (8.0, "4"));
}

#[test]
fn a_bad_value_stays_in_its_field_and_can_run_without() {
    let answer = request([Some("gather"), Some("tasks=99&step=0.20"), Some("-1"), None, None]).answer(false);
    assert_eq!(texts(&answer.notices), [""; 0]);
    assert_eq!(answer.errors.iter().map(|error| &*error.field).collect::<Vec<_>>(), ["tasks", "seed"]);
    assert_eq!((&*draft(&answer).params["tasks"], &*draft(&answer).params["step"]), ("99", "0.20"));
    let spec = answer.spec.expect("the scenario is known");
    assert_eq!((&*spec.params()["tasks"], &*spec.params()["step"], spec.seed), ("3", "0.2", 42.0));
}

#[test]
fn a_seed_is_of_digits_alone() {
    let seed = |text: &str| request([Some("gather"), None, Some(text), None, None]).answer(false).errors.len();
    assert_eq!(seed(" 7 "), 0);
    for text in ["0x10", "1e3", "4.0", "-1", "+1", "", "inf", "9007199254740992"] {
        assert_eq!(seed(text), 1, "{text}");
    }
}

#[test]
fn debug_mode_is_one_of_few_texts_and_otherwise_the_scenarios_own() {
    let debug = |text| request([Some("debug-mode"), None, None, text, None]).answer(false);
    for (text, on) in [("", true), ("1", true), ("true", true), ("0", false), ("false", false)] {
        assert_eq!(draft(&debug(Some(text))).debug, on, "{text}");
    }
    assert!(draft(&debug(None)).debug && draft(&debug(Some("perhaps"))).debug);
    assert_eq!(texts(&debug(Some("perhaps")).notices), ["debug: must be true or false, or 1 or 0, not “perhaps”"]);
}

#[test]
fn a_blank_intervention_is_not_asked_for_and_the_wrong_ones_keep_their_places() {
    let lines = "1:cancel:A\n\nx\n 2:cancel:B \ny";
    let answer = request([Some("gather"), None, None, None, Some(lines)]).answer(false);
    assert_eq!(draft(&answer).interventions, lines.split('\n').collect::<Vec<_>>());
    assert_eq!(answer.errors.iter().map(|error| error.index).collect::<Vec<_>>(), [Some(2), Some(4)]);
    assert_eq!(answer.spec.expect("the scenario is known").interventions, ["1:cancel:A", "2:cancel:B"]);
}

#[test]
fn an_unknown_scenario_is_named_and_the_first_may_stand_in_without_what_was_meant_for_the_other() {
    let unknown = request([Some("nowhere"), Some("tasks=4"), Some("7"), None, Some("1:cancel:A")]);
    let answer = unknown.answer(false);
    assert!(texts(&answer.notices)[0].starts_with("scenario: there is no scenario 'nowhere'; there are: "));
    assert!(answer.draft.is_none() && answer.spec.is_none() && answer.info.is_none());
    let answer = unknown.answer(true);
    assert_eq!(answer.notices.len(), 1);
    let spec = answer.spec.expect("the first is shown");
    assert_eq!(
        (&*spec.scenario().unwrap().id, spec.seed, spec.interventions.len()),
        (catalogue()[0].scenario.id, 7.0, 0)
    );
    assert_eq!(answer.info.expect("it is known").id, spec.scenario().unwrap().id);
}

#[test]
fn nothing_is_the_first_scenario_where_one_may_stand_in() {
    let answer = Request::default().answer(true);
    assert_eq!((answer.notices.len(), answer.errors.len()), (0, 0));
    assert_eq!(answer.spec.expect("it is there").scenario().unwrap().id, catalogue()[0].scenario.id);
}

#[test]
fn a_parameter_that_is_called_as_a_field_is_unknown_all_the_same() {
    let answer = params("seed=x&interventions=1&tasks=4");
    assert_eq!(answer.errors, []);
    assert_eq!(answer.notices.iter().map(|error| &*error.field).collect::<Vec<_>>(), ["seed", "interventions"]);
}

#[test]
fn a_list_is_shown_with_spaces_unless_it_is_longer_than_any() {
    assert_eq!(draft(&params("failing=2,3, 4,,5,")).params["failing"], "2, 3, 4,, 5,");
    let long = "1,".repeat(130);
    assert_eq!(draft(&params(&format!("failing={long}"))).params["failing"], long);
}

#[test]
fn a_draft_is_checked_as_its_fields_stand() {
    let mut draft = params("tasks=4").draft.expect("it is known");
    draft.interventions = vec![String::new(), "soon".to_owned()];
    let answer = draft.answer();
    assert_eq!(answer.errors.iter().map(|error| error.index).collect::<Vec<_>>(), [Some(1)]);
    assert_eq!(answer.spec.expect("the rest is right").params()["tasks"], "4");
    assert!(answer.draft.is_none() && answer.info.is_none());
}

const TEXT: &str = "import asyncio\n\nasync def main():\n    print('é, % & =')\n\nasyncio.run(main())\n";

#[test]
fn a_text_and_the_language_of_a_scenario_are_in_the_link() {
    let spec = RunSpec { seed: 7.0, interventions: vec!["1:cancel:A".to_owned()], ..RunSpec::text(TEXT) };
    let text = spec.check().unwrap_or_else(|errors| panic!("{errors}")).spec().clone();
    let written = text.link().unwrap();
    assert!(written.starts_with("#python=") && written.ends_with("&seed=7&debug=0&at=1:cancel:A"), "{written}");
    assert_eq!(link(&written).spec, Some(text));
    let python = RunSpec::new("task-group").in_language(Language::Python).check().unwrap().spec().clone();
    assert_eq!(python.link().unwrap(), "#scenario=task-group&language=python&seed=42&debug=0&delays=1,2,1.5");
    assert_eq!(link(&python.link().unwrap()).spec, Some(python));
}

#[test]
fn a_text_that_a_link_cannot_carry_is_said_to_be_too_long() {
    // Compressing helps nothing where nothing repeats.
    let mut numbers = String::new();
    let mut last = 1_u64;
    for _ in 0..700 {
        last = last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        numbers += &format!("x = {last}\n");
    }
    let error = RunSpec::text(&numbers).link().unwrap_err();
    let said = &error.message;
    assert!(said.starts_with("A link to this run would be 1") && said.ends_with("Copy the program instead."), "{said}");
}

#[test]
fn a_link_whose_text_is_damaged_says_so_and_runs_the_first_scenario() {
    let written = RunSpec::text(TEXT).link().unwrap();
    let damaged = written.replace("&seed", "AA&seed");
    let answer = Request { link: Some(damaged[..20].to_owned()), ..Request::default() }.answer(true);
    assert_eq!(texts(&answer.notices), ["link: The program in it cannot be read: the link is cut off, or changed."]);
    assert_eq!(answer.spec.expect("the first").scenario().unwrap().id, catalogue()[0].scenario.id);
}

#[test]
fn what_stands_beside_a_link_decides_what_runs() {
    let link = Some(RunSpec::text(TEXT).link().unwrap());
    let named = Request { link, scenario: Some("gather".to_owned()), ..Request::default() }.answer(false);
    assert_eq!(named.spec.expect("it is known").scenario().unwrap().id, "gather");
    let link = Some("#scenario=gather&tasks=4".to_owned());
    let text = Request { link, python: Some(TEXT.to_owned()), ..Request::default() }.answer(false);
    assert_eq!(texts(&text.notices), ["params: is left out: a text of the reader's own runs, and has none"]);
    assert_eq!(text.spec, RunSpec::text(TEXT).check().ok().map(|checked| checked.spec().clone()));
}

#[test]
fn what_is_wrong_with_a_text_has_its_place_and_what_to_do() {
    let draft = Request { python: Some("import aiohttp\nimport numpy\n".to_owned()), ..Request::default() };
    let answer = draft.answer(false);
    let place = |error: &SpecError| error.place.map(|place| (place.line, place.column));
    assert_eq!(answer.errors.iter().map(place).collect::<Vec<_>>(), [Some((1, 8)), Some((2, 8))]);
    let SpecError { field, message, advice, .. } = &answer.errors[0];
    assert_eq!(field, "python");
    assert!(message.starts_with("not supported: the module 'aiohttp' is not here"), "{message}");
    assert!(advice.as_ref().is_some_and(|advice| advice.contains("asyncio.sleep")), "{advice:?}");
    assert!(answer.spec.is_none() && answer.draft.is_some());
}

#[test]
fn a_language_that_there_is_not_is_told_what_there_is() {
    let request =
        Request { language: Some("cobol".to_owned()), scenario: Some("gather".to_owned()), ..Request::default() };
    assert_eq!(texts(&request.answer(false).notices), ["language: must be rust or python, not 'cobol'"]);
}
