//! What is asked for in texts, by a link, by an element's attributes or by the fields of a form, and the answer to it.
//!
//! Invariant: nothing that is typed is lost: a draft holds it, and what is wrong with it is said beside what can be used.

use std::collections::BTreeMap;

use serde::Serialize;

use super::link::pairs;
use super::scenario::unknown_param;
use super::{Language, ProgramSpec, RunSpec, ScenarioInfo, ScenarioSpec, SpecError, SpecErrors, TextSpec};
use crate::repr::parse_float;
use crate::scenario::{Entry, Kind, catalogue, find};

/// A list of ten names may have so many characters, and some more. A longer text is about to be refused, and echoed.
const LONGEST_LIST: usize = 250;

/// What an element's attributes or a link ask for, as texts; what is absent has its default.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Request {
    /// The fragment of a link. What is given beside it takes the place of what the link says.
    pub link: Option<String>,
    /// The id of a scenario.
    pub scenario: Option<String>,
    /// A Python text of the reader's own, which runs instead of a scenario.
    pub python: Option<String>,
    /// In which language a scenario runs: `rust` or `python`.
    pub language: Option<String>,
    /// The parameters: `tasks=4&failing=2,3`, percent-encoded where `%`, `&` and `=` are meant literally.
    pub params: Option<String>,
    /// The digits of the seed.
    pub seed: Option<String>,
    /// Debug mode: `true`, `1` or nothing; `false` or `0`.
    pub debug: Option<String>,
    /// The interventions, one a line.
    pub interventions: Option<String>,
}

/// What the fields of a form hold, as typed: possibly wrong, possibly half typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct Draft {
    /// The id of a scenario; nothing where a text of the reader's own runs.
    pub scenario: String,
    /// A Python text of the reader's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub python: Option<String>,
    /// In which language the scenario runs.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub language: Language,
    /// The scenario's parameters, by name.
    pub params: BTreeMap<String, String>,
    /// The seed.
    pub seed: String,
    /// Whether debug mode is on.
    pub debug: bool,
    /// The interventions. A blank one is still to be typed, and is not asked for.
    pub interventions: Vec<String>,
}

/// What becomes of what is asked for.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object, missing_as_null))]
pub struct Answer {
    /// What a form is to hold: the texts that were given, defaults elsewhere. None where there is no such scenario.
    pub draft: Option<Draft>,
    /// What can run: all that was asked for where nothing is wrong with the draft, otherwise with defaults in place of what
    /// is wrong, and without the interventions that are. None where there is no such scenario.
    pub spec: Option<RunSpec>,
    /// What is wrong with the draft; an index is one of the draft's interventions.
    pub errors: Vec<SpecError>,
    /// What else is wrong with the request, which no field of the draft shows.
    pub notices: Vec<SpecError>,
    /// The scenario, where it is one.
    pub info: Option<ScenarioInfo>,
}

impl Request {
    /// What these texts ask for, checked. `fallback` takes the first scenario where none is named, or an unknown one.
    ///
    /// ```
    /// use except_star::spec::Request;
    ///
    /// let answer = Request::of_link("#scenario=gather&tasks=99&seed=7&colour=red").answer(false);
    /// let fields = |errors: &[except_star::spec::SpecError]| errors.iter().map(|it| it.field.clone()).collect::<Vec<_>>();
    /// assert_eq!((fields(&answer.errors), fields(&answer.notices)), (vec!["tasks".into()], vec!["colour".into()]));
    /// assert_eq!(answer.draft.unwrap().params["tasks"], "99");
    /// assert_eq!(answer.spec.unwrap().link().unwrap(), "#scenario=gather&seed=7&debug=0&failing=2&linger=0.5&mode=both&step=0.1&tasks=3");
    /// ```
    pub fn answer(&self, fallback: bool) -> Answer {
        let mut asked = self.clone();
        if let Some(link) = &self.link {
            asked = asked.or(Self::of_link(link));
        }
        let mut notices = Vec::new();
        if let Some(python) = asked.python.take() {
            let draft = asked.text_draft(python, &mut notices);
            let (spec, errors) = draft.check();
            return Answer { draft: Some(draft), spec, errors, notices, info: None };
        }
        let first = || catalogue().first().copied().filter(|_| fallback);
        let entry = match asked.scenario.as_deref().or_else(|| Some(first()?.scenario.id)).unwrap_or_default() {
            id if find(id).is_some() => find(id),
            id => {
                ScenarioSpec::new(id).check(0, None, &mut notices);
                // What is meant for one scenario is not put into another.
                asked = Self { params: None, interventions: None, ..asked };
                first()
            }
        };
        let Some(entry) = entry else {
            return Answer { notices, ..Answer::default() };
        };
        let field = if self.link.is_some() && self.params.is_none() { "link" } else { "params" };
        let draft = asked.draft(entry, field, &mut notices);
        let (spec, errors) = draft.check();
        Answer { draft: Some(draft), spec, errors, notices, info: Some(entry.info()) }
    }

    fn or(self, link: Self) -> Self {
        Self {
            link: None,
            // Only one of them says what runs.
            python: self.python.clone().or(link.python.filter(|_| self.scenario.is_none())),
            scenario: self.scenario.or(link.scenario.filter(|_| self.python.is_none())),
            language: self.language.or(link.language),
            params: self.params.or(link.params),
            seed: self.seed.or(link.seed),
            debug: self.debug.or(link.debug),
            interventions: self.interventions.or(link.interventions),
        }
    }

    /// `field` is what malformed parameters are said to be wrong with.
    fn draft(&self, entry: &Entry, field: &str, notices: &mut Vec<SpecError>) -> Draft {
        let scenario = entry.scenario;
        let given = pairs(self.params.as_deref().unwrap_or_default(), field, notices);
        for (name, _) in &given {
            notices.extend(match &**name {
                "python" => Some(SpecError::new(
                    "link",
                    "The program in it cannot be read: the link is cut off, or changed.".to_owned(),
                )),
                _ => unknown_param(scenario, name),
            });
        }
        let text = |name: &str, default: &str| {
            let given = given.iter().find(|(given, _)| given == name);
            given.map_or(default, |(_, value)| value).to_owned()
        };
        let mut params = BTreeMap::new();
        for param in scenario.params {
            let text = text(param.name, param.default);
            let list = matches!(param.kind, Kind::List { .. });
            params.insert(param.name.to_owned(), if list { spaced(&text) } else { text });
        }
        Draft {
            scenario: scenario.id.to_owned(),
            language: self.language(notices),
            params,
            debug: self.debug(notices).unwrap_or(scenario.debug),
            ..self.empty_draft()
        }
    }

    /// A text has no parameters, and is in Python.
    fn text_draft(&self, python: String, notices: &mut Vec<SpecError>) -> Draft {
        let beside = [("scenario", &self.scenario), ("params", &self.params)];
        let given = beside.into_iter().filter(|(_, given)| given.is_some());
        let message = "is left out: a text of the reader's own runs, and has none";
        notices.extend(given.map(|(field, _)| SpecError::new(field, message.to_owned())));
        Draft { python: Some(python), debug: self.debug(notices).unwrap_or(false), ..self.empty_draft() }
    }

    /// What every program may have.
    fn empty_draft(&self) -> Draft {
        Draft {
            scenario: String::new(),
            python: None,
            language: Language::default(),
            params: BTreeMap::new(),
            seed: self.seed.clone().unwrap_or_else(|| (super::DEFAULT_SEED as u64).to_string()),
            debug: false,
            interventions: self.interventions.iter().flat_map(|text| text.lines()).map(str::to_owned).collect(),
        }
    }

    fn language(&self, notices: &mut Vec<SpecError>) -> Language {
        let language = self.language.as_deref().unwrap_or(Language::default().name()).parse();
        language.unwrap_or_else(|message| {
            notices.push(SpecError::new("language", message));
            Language::default()
        })
    }

    fn debug(&self, notices: &mut Vec<SpecError>) -> Option<bool> {
        let text = self.debug.as_deref()?;
        let debug = debug(text);
        if debug.is_none() {
            notices.push(SpecError::new("debug", format!("must be true or false, or 1 or 0, not “{text}”")));
        }
        debug
    }
}

impl Draft {
    /// What can run of it, and what is wrong with it.
    fn check(&self) -> (Option<RunSpec>, Vec<SpecError>) {
        let asked = |text: &&(usize, &String)| !text.1.trim().is_empty();
        let interventions: Vec<_> = self.interventions.iter().enumerate().filter(|it| asked(&it)).collect();
        let spec = RunSpec {
            program: self.program(),
            seed: parse_seed(&self.seed),
            debug: Some(self.debug),
            interventions: interventions.iter().map(|(_, text)| text.trim().to_owned()).collect(),
        };
        match spec.check() {
            Ok(checked) => (Some(checked.spec().clone()), Vec::new()),
            Err(SpecErrors { mut errors, right }) => {
                for error in &mut errors {
                    error.index = error.index.map(|index| interventions[index].0);
                }
                (right, errors)
            }
        }
    }

    fn program(&self) -> ProgramSpec {
        let &Self { ref scenario, ref python, ref params, language, .. } = self;
        match python {
            Some(python) => ProgramSpec::Text(TextSpec::new(python)),
            None => ProgramSpec::Scenario(ScenarioSpec { id: scenario.clone(), params: params.clone(), language }),
        }
    }

    /// What becomes of it now. The answer repeats neither the draft nor what is known of the scenario.
    pub fn answer(&self) -> Answer {
        let (spec, errors) = self.check();
        Answer { spec, errors, ..Answer::default() }
    }
}

/// The seed that a text says: digits alone. What is no seed becomes none of the numbers, which the check refuses.
pub fn parse_seed(text: &str) -> f64 {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    parse_float(text).filter(|_| digits).unwrap_or(f64::NAN)
}

fn debug(text: &str) -> Option<bool> {
    match text {
        "" | "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// A list with a space behind each comma: so it is read, and broken over lines.
fn spaced(text: &str) -> String {
    if text.len() > LONGEST_LIST {
        return text.to_owned();
    }
    let mut parts = text.split(',');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let space = if part.is_empty() || part.starts_with(char::is_whitespace) { "" } else { " " };
        text + "," + space + part
    })
}
