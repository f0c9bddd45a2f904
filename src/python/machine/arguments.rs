//! Owns how the arguments of a call become the first locals of a function.
//!
//! Invariant: messages are CPython's.

use crate::Result;
use crate::exception::TypeError;
use crate::python::dict::{Dict, Key};
use crate::python::native::{Args, fail, missing_arguments};
use crate::python::value::{Function, Str, Value};

/// The locals that a function begins with.
///
/// # Errors
/// TypeError where the arguments do not fit the parameters.
pub(crate) fn bind(function: &Function, args: Args) -> Result<Vec<Option<Value>>> {
    let code = &function.code;
    let parameters = &code.parameters;
    let given = args.positional.len();
    if given == parameters.positional && args.keywords.is_empty() && parameters.takes_nothing_else() {
        return Ok(args.positional.into_iter().map(Some).collect());
    }
    let mut locals: Vec<Option<Value>> = Vec::with_capacity(code.locals.len());
    let mut extra = Vec::new();
    for value in args.positional {
        if locals.len() < parameters.positional { locals.push(Some(value)) } else { extra.push(value) }
    }
    let named = parameters.positional + parameters.keyword_only;
    locals.resize(named, None);
    let mut keywords = Dict::default();
    let mut by_position_only: Vec<Str> = Vec::new();
    for (keyword, value) in args.keywords {
        let place = (parameters.positional_only..named).find(|place| code.locals[*place] == keyword);
        match place {
            Some(place) if locals[place].is_some() => {
                let name = function.qualname.borrow();
                return fail(TypeError, format!("{name}() got multiple values for argument '{keyword}'"));
            }
            Some(place) => locals[place] = Some(value),
            None if parameters.has_keywords => {
                keywords.insert(Key::Str(keyword.clone()), Value::Str(keyword), value);
            }
            None if code.locals[..parameters.positional_only].contains(&keyword) => by_position_only.push(keyword),
            None => return unexpected(function, &keyword, named),
        }
    }
    if !by_position_only.is_empty() {
        let name = function.qualname.borrow();
        let list = by_position_only.join(", ");
        let text = format!("{name}() got some positional-only arguments passed as keyword arguments: '{list}'");
        return fail(TypeError, text);
    }
    if !extra.is_empty() && !parameters.has_variadic {
        let by_keyword = locals[parameters.positional..].iter().flatten().count();
        return too_many(function, given, by_keyword);
    }
    defaults(function, &mut locals)?;
    if parameters.has_variadic {
        locals.push(Some(Value::tuple(extra)));
    }
    if parameters.has_keywords {
        locals.push(Some(Value::dict(keywords)));
    }
    Ok(locals)
}

fn unexpected<T>(function: &Function, keyword: &str, named: usize) -> Result<T> {
    let code = &function.code;
    let known = code.locals[code.parameters.positional_only..named].iter().map(|name| &**name);
    let hint = match crate::python::suggestion::suggest(keyword, known) {
        Some(name) => format!(". Did you mean '{name}'?"),
        None => String::new(),
    };
    let name = function.qualname.borrow();
    fail(TypeError, format!("{name}() got an unexpected keyword argument '{keyword}'{hint}"))
}

fn too_many<T>(function: &Function, given: usize, by_keyword: usize) -> Result<T> {
    let takes = function.code.parameters.positional;
    let name = function.qualname.borrow();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let takes = match function.defaults.len() {
        0 => format!("{takes} positional argument{}", plural(takes)),
        defaults => format!("from {} to {takes} positional arguments", takes - defaults),
    };
    let given = match by_keyword {
        0 => format!("{given} {}", if given == 1 { "was" } else { "were" }),
        _ => format!(
            "{given} positional argument{} (and {by_keyword} keyword-only argument{}) were",
            plural(given),
            plural(by_keyword)
        ),
    };
    fail(TypeError, format!("{name}() takes {takes} but {given} given"))
}

fn defaults(function: &Function, locals: &mut [Option<Value>]) -> Result<()> {
    let code = &function.code;
    let parameters = &code.parameters;
    let name = || function.qualname.borrow().to_string();
    let first_default = parameters.positional - function.defaults.len();
    let mut missing = Vec::new();
    for (place, local) in locals.iter_mut().enumerate().take(parameters.positional) {
        if local.is_none() {
            match place.checked_sub(first_default).and_then(|index| function.defaults.get(index)) {
                Some(default) => *local = Some(default.clone()),
                None => missing.push(format!("'{}'", code.locals[place])),
            }
        }
    }
    if !missing.is_empty() {
        return missing_arguments(&name(), "positional", &missing);
    }
    for (place, local) in locals.iter_mut().enumerate().skip(parameters.positional).take(parameters.keyword_only) {
        if local.is_none() {
            match function.keyword_defaults.iter().find(|(name, _)| *name == code.locals[place]) {
                Some((_, default)) => *local = Some(default.clone()),
                None => missing.push(format!("'{}'", code.locals[place])),
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { missing_arguments(&name(), "keyword-only", &missing) }
}
