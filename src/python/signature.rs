//! Owns how the arguments of a native function are checked against its parameters, and put in their places.
//!
//! A native function is declared as Python writes it: `pow(base, exp, mod=None)`. How CPython takes the arguments, and what it
//! says of wrong ones, follows from the parameters. Invariant: what a function gets is in the order of its parameters; only one
//! that takes any number of arguments (`*args`, `**kwargs`) finds keywords.

use crate::Result;
use crate::exception::TypeError;
use crate::python::native::{Args, fail};
use crate::python::value::{Str, Value};

/// How a native function is declared.
#[derive(Clone, Copy)]
pub(crate) struct Signature {
    name: &'static str,
    parameters: &'static str,
    /// How many positional arguments it has to have, and can have.
    least: u8,
    most: u8,
}

/// The signature that a text declares, read at compile time.
macro_rules! signature {
    ($declared:literal) => {
        const { &$crate::python::signature::Signature::of($declared) }
    };
}
pub(crate) use signature;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    PositionalOnly,
    Any,
    KeywordOnly,
    Variadic,
    Keywords,
}

#[derive(Clone, Copy)]
pub(crate) struct Parameter<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: Kind,
    pub(crate) default: Option<&'a str>,
}

impl Parameter<'_> {
    fn is_positional(&self) -> bool {
        matches!(self.kind, Kind::PositionalOnly | Kind::Any)
    }
}

/// The name in a declaration.
pub(crate) fn name_of(declared: &str) -> &str {
    declared.split_once('(').map_or(declared, |(name, _)| name)
}

impl Signature {
    /// The signature in a declaration; a name alone is that of a function that checks its arguments itself.
    pub(crate) const fn of(declared: &'static str) -> Self {
        let (text, mut start) = (declared.as_bytes(), 0);
        while start < text.len() && text[start] != b'(' {
            start += 1;
        }
        let (name, rest) = declared.split_at(start);
        if rest.is_empty() {
            return Self { name, parameters: "*args, **kwargs", least: 0, most: u8::MAX };
        }
        let parameters = rest.split_at(rest.len() - 1).0.split_at(1).1;
        let (text, mut place, mut least, mut most) = (parameters.as_bytes(), 0, 0, 0);
        while place < text.len() {
            let (first, is_bare) = (text[place], place + 1 == text.len() || text[place + 1] == b',');
            let mut is_required = true;
            if first == b'*' {
                if !is_bare && text[place + 1] != b'*' {
                    most = u8::MAX;
                }
                break;
            }
            while place < text.len() && text[place] != b',' {
                is_required &= text[place] != b'=';
                place += 1;
            }
            place += 2;
            if first != b'/' {
                most += 1;
                least += is_required as u8;
            }
        }
        Self { name, parameters, least, most }
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether so many positional arguments, and no keywords, are what it takes.
    pub(crate) fn takes(&self, given: usize) -> bool {
        usize::from(self.least) <= given && (given <= usize::from(self.most) || self.most == u8::MAX)
    }

    fn parameters(&self) -> Vec<Parameter<'static>> {
        let mut kind = if self.parameters.contains('/') { Kind::PositionalOnly } else { Kind::Any };
        let mut parameters = Vec::new();
        for text in self.parameters.split(", ").filter(|text| !text.is_empty()) {
            let (name, default) = text.split_once('=').map_or((text, None), |(name, default)| (name, Some(default)));
            let stars = name.trim_start_matches('*');
            let kind = match (text, name.len() - stars.len()) {
                ("/", _) => {
                    kind = Kind::Any;
                    continue;
                }
                ("*", _) => {
                    kind = Kind::KeywordOnly;
                    continue;
                }
                (_, 0) => kind,
                (_, 1) => {
                    kind = Kind::KeywordOnly;
                    Kind::Variadic
                }
                _ => Kind::Keywords,
            };
            parameters.push(Parameter { name: stars, kind, default });
        }
        parameters
    }

    /// Checks arguments that are not plainly right, and puts those that are named in their places, of which the first `before` are
    /// of no concern. What is left out before one that is given gets its default.
    ///
    /// # Errors
    /// TypeError, as CPython's.
    #[cold]
    pub(crate) fn fit(&self, of: &Owner<'_>, before: usize, args: &mut Args) -> Result<()> {
        let parameters = self.parameters();
        check(self.name, &parameters, of, args.positional.len() - before, &args.keywords)?;
        if parameters.iter().any(|parameter| matches!(parameter.kind, Kind::Variadic | Kind::Keywords)) {
            return Ok(());
        }
        for parameter in parameters.iter().skip(args.positional.len() - before) {
            if args.keywords.is_empty() {
                break;
            }
            let value = args.keyword(parameter.name);
            args.positional.push(value.unwrap_or_else(|| literal(parameter.default)));
        }
        Ok(())
    }
}

/// The value of a default.
fn literal(text: Option<&str>) -> Value {
    match text.unwrap_or_default() {
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        text => match (text.strip_prefix('\''), text.parse()) {
            (Some(text), _) => Value::str(text.trim_end_matches('\'')),
            (None, Ok(int)) => Value::Int(int),
            (None, Err(_)) => text.parse().map_or(Value::None, Value::Float),
        },
    }
}

/// What a function belongs to.
pub(crate) enum Owner<'a> {
    /// The function makes objects of a type, which counts one argument as several.
    Constructor,
    Builtins,
    /// A module or a type.
    Named(&'a str),
}

/// Checks the arguments of what is written in C in CPython.
///
/// # Errors
/// TypeError.
pub(crate) fn check(
    name: &str,
    parameters: &[Parameter<'_>],
    of: &Owner<'_>,
    given: usize,
    keywords: &[(Str, Value)],
) -> Result<()> {
    let full = || match of {
        Owner::Named(owner) => format!("{owner}.{name}"),
        _ => name.to_owned(),
    };
    let count = |is: &dyn Fn(&Parameter<'_>) -> bool| parameters.iter().filter(|parameter| is(parameter)).count();
    let has = |kind: Kind| parameters.iter().any(|parameter| parameter.kind == kind);
    let most = count(&|parameter| parameter.is_positional());
    let required = count(&|parameter| parameter.is_positional() && parameter.default.is_none());
    let by_position_only = !has(Kind::Any) && !has(Kind::KeywordOnly) && !has(Kind::Keywords);
    if by_position_only && !keywords.is_empty() {
        let full = if is_wrapper(name) { format!("wrapper {name}") } else { full() };
        return fail(TypeError, format!("{full}() takes no keyword arguments"));
    }
    let is_variadic = has(Kind::Variadic);
    if is_wrapper(name) && !(required..=most).contains(&given) && !is_variadic {
        let wanted = if given < required { required } else { most };
        return fail(TypeError, format!("expected {wanted} argument{}, got {given}", plural(wanted)));
    }
    if by_position_only || is_variadic || has(Kind::Keywords) {
        if given < required || given > most && !is_variadic {
            return fail(
                TypeError,
                match (required, most) {
                    (0, 0) => format!("{}() takes no arguments ({given} given)", full()),
                    (1, 1) if by_position_only && !is_variadic && !matches!(of, Owner::Constructor) => {
                        format!("{}() takes exactly one argument ({given} given)", full())
                    }
                    _ => {
                        let wanted = if given < required { required } else { most };
                        let bound = match given < required {
                            _ if required == most && !is_variadic => "",
                            true => "at least ",
                            false => "at most ",
                        };
                        format!("{name} expected {bound}{wanted} argument{}, got {given}", plural(wanted))
                    }
                },
            );
        }
        return match keywords.iter().find(|(keyword, _)| find(parameters, keyword).is_none()) {
            Some((keyword, _)) if !has(Kind::Keywords) => unexpected(name, keyword),
            _ => Ok(()),
        };
    }
    let (all, total) = (parameters.len(), given + keywords.len());
    if total > all {
        let keyword = if given == 0 { "keyword " } else { "" };
        let s = plural(all);
        return fail(TypeError, format!("{name}() takes at most {all} {keyword}argument{s} ({total} given)"));
    }
    let exactly = |is: bool, otherwise: &'static str| if is { "exactly" } else { otherwise };
    if given > most {
        return fail(
            TypeError,
            match most {
                0 => format!("{name}() takes no positional arguments"),
                _ => {
                    let (bound, s) = (exactly(required == most, "at most"), plural(most));
                    format!("{name}() takes {bound} {most} positional argument{s} ({given} given)")
                }
            },
        );
    }
    let least = count(&|parameter| parameter.kind == Kind::PositionalOnly && parameter.default.is_none());
    if given < least {
        let (bound, s) = (exactly(least == most, "at least"), plural(least));
        return fail(TypeError, format!("{name}() takes {bound} {least} positional argument{s} ({given} given)"));
    }
    let is_given = |parameter: &Parameter<'_>| keywords.iter().any(|(keyword, _)| **keyword == *parameter.name);
    for (place, parameter) in parameters.iter().enumerate().skip(given) {
        if parameter.default.is_none() && !is_given(parameter) {
            let text = format!("{name}() missing required argument '{}' (pos {})", parameter.name, place + 1);
            return fail(TypeError, text);
        }
    }
    for (keyword, _) in keywords {
        match find(parameters, keyword) {
            Some(place) if place < given => {
                let place = place + 1;
                let text = format!("argument for {name}() given by name ('{keyword}') and position ({place})");
                return fail(TypeError, text);
            }
            Some(_) => {}
            None => return unexpected(name, keyword),
        }
    }
    Ok(())
}

/// Whether it is what CPython wraps around a type's own operation, which has no signature.
fn is_wrapper(name: &str) -> bool {
    const METHODS: &[&str] = &[
        "__bytes__",
        "__ceil__",
        "__complex__",
        "__dir__",
        "__floor__",
        "__format__",
        "__init__",
        "__init_subclass__",
        "__new__",
        "__reversed__",
        "__round__",
        "__trunc__",
    ];
    name.starts_with("__") && name.ends_with("__") && !METHODS.contains(&name)
}

/// The place of the parameter that a keyword names.
fn find(parameters: &[Parameter<'_>], keyword: &str) -> Option<usize> {
    let is_named = |parameter: &Parameter<'_>| {
        matches!(parameter.kind, Kind::Any | Kind::KeywordOnly) && parameter.name == keyword
    };
    parameters.iter().position(is_named)
}

fn unexpected(name: &str, keyword: &str) -> Result<()> {
    fail(TypeError, format!("{name}() got an unexpected keyword argument '{keyword}'"))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
