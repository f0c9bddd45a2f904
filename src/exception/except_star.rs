//! Owns what `except*` does: which part a clause gets, and what comes out of the whole statement.
//!
//! Invariant: what was raised again bare is known by the traceback, cause and context that it shares with the original.

use super::behaviour::{GROUP, Parts};
use super::group::Condition;
use super::{Class, Exception, Result, TypeError, base_exception_group};
use crate::hash::HashSet;

/// What one `except*` clause gets, and what is left for the next one.
///
/// A naked exception that matches is wrapped in a group with an empty message, which counts as raised here; one that does
/// not match stays as it is.
///
/// ```
/// use except_star::exception::*;
/// let (got, left) = match_star(&ValueError.new(1), &[ValueError])?;
/// assert_eq!(got.unwrap().to_string(), " (1 sub-exception)");
/// assert!(left.is_none());
/// # Ok::<(), Exception>(())
/// ```
///
/// # Errors
/// TypeError if a class is one of groups; whatever the group's own `split` or `derive` raises. Only a group of which a part
/// may match is split; one that matches whole is the first part as it is.
pub fn match_star(current: &Exception, classes: &[Class]) -> Result<Parts> {
    if classes.iter().any(|class| class.has(GROUP)) {
        return Err(TypeError.new("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    match (classes.holds(current)?, current.is_group()) {
        (true, true) => return Ok((Some(current.clone()), None)),
        (false, true) => return current.split(classes),
        (false, false) => return Ok((None, Some(current.clone()))),
        (true, false) => {}
    }
    let wrapped = Exception::wrapped(current);
    wrapped.mark_raised();
    Ok((Some(wrapped), None))
}

/// What an `except*` statement raises at its end, if anything.
///
/// `original` is the exception that reached the statement. `raised` is, in order, what its clauses raised, bare or not, and
/// what no clause matched.
///
/// What was raised bare or left over is put together again in the shape of the original. If something else was raised,
/// both are members of a new group with an empty message; a single new exception comes out as it is.
///
/// A new group has no traceback yet: the end of the statement leaves no mark, only a frame further out does.
///
/// ```
/// use except_star::exception::*;
/// let original = exception_group("m", vec![ValueError.new(1), TypeError.new(2), OSError.new(3)])?;
/// original.mark_raised();
/// let (values, rest) = match_star(&original, &[ValueError])?;
/// let (_types, rest) = match_star(&rest.unwrap(), &[TypeError])?;
/// // The clause for ValueError ends with a bare `raise`, the one for TypeError swallows it.
/// let out = prepare_reraise_star(&original, &[values.unwrap(), rest.unwrap()])?.unwrap();
/// assert_eq!(format!("{out:?}"), "ExceptionGroup('m', [ValueError(1), OSError(3)])");
/// # Ok::<(), Exception>(())
/// ```
///
/// # Errors
/// Whatever the original's own `derive` raises.
pub fn prepare_reraise_star(original: &Exception, raised: &[Exception]) -> Result<Option<Exception>> {
    if !original.is_group() {
        return Ok(raised.first().cloned());
    }
    let (reraised, mut new): (Vec<_>, Vec<_>) =
        raised.iter().cloned().partition(|exception| same_origin(exception, original));
    let mut kept = HashSet::default();
    for exception in &reraised {
        let mut leaves = exception.leaves();
        while let Some(leaf) = leaves.next_leaf() {
            kept.insert(leaf.address());
        }
    }
    let together =
        original.subgroup(|exception: &Exception| !exception.is_group() && kept.contains(&exception.address()))?;
    if new.is_empty() {
        return Ok(together);
    }
    new.extend(together);
    match new.as_slice() {
        [single] => Ok(Some(single.clone())),
        _ => base_exception_group("", new).map(Some),
    }
}

/// Whether an exception was split off the original and has not been raised anew since.
fn same_origin(exception: &Exception, original: &Exception) -> bool {
    fn same(one: Option<Exception>, other: Option<Exception>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => one.same(&other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
    exception.traceback() == original.traceback()
        && same(exception.cause(), original.cause())
        && same(exception.context(), original.context())
}
