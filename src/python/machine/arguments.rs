//! Owns how the arguments of a call become the first locals of a function.
//!
//! Invariant: messages are CPython's.

use crate::Result;
use crate::exception::TypeError;
use crate::python::dict::{Dict, Key};
use crate::python::native::{Args, fail, missing_arguments};
use crate::python::signature::{Kind, Owner, Parameter, check};
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
    if let Some(module) = code.source.in_c {
        check_as_in_c(function, module, &args)?;
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

/// Checks the arguments of what CPython has in C.
fn check_as_in_c(function: &Function, module: &str, args: &Args) -> Result<()> {
    let (code, qualname) = (&function.code, function.qualname.borrow());
    let of = &code.parameters;
    let first_default = of.positional - function.defaults.len();
    let parameter = |place: usize| {
        let name = &*code.locals[place];
        let (kind, has_default) = match place {
            _ if place < of.positional_only => (Kind::PositionalOnly, place >= first_default),
            _ if place < of.positional => (Kind::Any, place >= first_default),
            _ => (Kind::KeywordOnly, function.keyword_defaults.iter().any(|(keyword, _)| **keyword == *name)),
        };
        Parameter { name, kind, default: has_default.then_some("") }
    };
    let mut parameters: Vec<_> = (0..of.positional + of.keyword_only).map(parameter).collect();
    let others = [(of.has_variadic, Kind::Variadic), (of.has_keywords, Kind::Keywords)];
    let others = others.into_iter().filter(|(is_there, _)| *is_there);
    parameters.extend(others.map(|(_, kind)| Parameter { name: "", kind, default: None }));
    let method = qualname.rsplit_once('.').filter(|_| !args.positional.is_empty() && of.positional > 0);
    let (name, owner) = match method {
        Some((class, "__init__" | "__new__")) => (class, Owner::Constructor),
        Some((class, name)) => (name, Owner::Named(class)),
        None => (&**qualname, Owner::Named(module)),
    };
    let this = usize::from(method.is_some());
    check(name, &parameters[this..], &owner, args.positional.len() - this, &args.keywords)
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
