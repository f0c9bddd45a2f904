//! A result whose type is not known where it is asked for.
//!
//! Invariant: nothing is converted; the result stays in its future, and is cloned out by its own type.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::AnyFuture;
use crate::repr::Repr;

/// A result of any type, as every value is in Python: what tasks and futures give whose types are erased, such as those of
/// [`all_tasks`](crate::all_tasks).
///
/// It can be shown and asked for by its type. Clones are the same result.
///
/// # Differences from asyncio
/// The repr of a value whose type has none in Python is `…`.
///
/// ```
/// use except_star::repr::Repr;
/// use except_star::{coro, create_task, run, wait_for};
///
/// run(coro!("main", async {
///     let task = create_task(coro!("work", async { Ok(42_i64) }))?;
///     let object = wait_for(task.erase(), 1.0).await?;
///     assert_eq!(object.repr(), "42");
///     assert_eq!(object.downcast::<i64>(), Some(42));
///     assert_eq!(object.downcast::<String>(), None);
///     Ok(())
/// }))
/// .unwrap();
/// ```
#[derive(Clone)]
pub struct Object {
    future: Rc<dyn AnyFuture>,
}

impl Object {
    /// The result, if it has this type.
    pub fn downcast<T: Clone + 'static>(&self) -> Option<T> {
        result_as(&self.future)
    }
}

impl Repr for Object {
    fn repr(&self) -> String {
        self.future.result_repr().map_or("…".to_owned(), Cow::into_owned)
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repr())
    }
}

/// The result of a future that has one, if it has this type; whatever its type is, as an [`Object`].
pub(crate) fn result_as<T: Clone + 'static>(future: &Rc<dyn AnyFuture>) -> Option<T> {
    let mut result: Option<T> = None;
    future.with_result(&mut |value| result = value.downcast_ref().cloned());
    if result.is_none()
        && let Some(object) = (&mut result as &mut dyn Any).downcast_mut::<Option<Object>>()
    {
        *object = Some(Object { future: future.clone() });
    }
    result
}
