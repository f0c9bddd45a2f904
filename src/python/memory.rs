//! Owns how the program's objects are held: counted while they live, and freed without recursion however deep they nest.
//!
//! Invariant: what an object takes is known from its creation on, but for what is in a [`Growing`].

use std::any::Any;
use std::borrow::Borrow;
use std::cell::{BorrowMutError, Cell, Ref, RefCell, RefMut};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::rc::{Rc, Weak};

use crate::memory::{Charge, give_back, take};

/// How many bytes a value takes where it stands.
pub(crate) const VALUE: usize = 24;
/// How deep objects that are freed may nest in Rust's stack.
const DEEPEST: u32 = 50;

thread_local! {
    static NESTING: Cell<u32> = const { Cell::new(0) };
    /// What is freed when the outermost object has been.
    static DEFERRED: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Frees something that may hold a chain of any length.
pub(crate) fn release<T: 'static>(object: T) {
    let nesting = NESTING.get();
    if nesting >= DEEPEST {
        let mut object = Some(object);
        // At the end of the thread there is no list any more.
        let _ = DEFERRED.try_with(|deferred| {
            if let (Ok(mut deferred), Some(object)) = (deferred.try_borrow_mut(), object.take()) {
                deferred.push(Box::new(object));
            }
        });
        return;
    }
    NESTING.set(nesting + 1);
    drop(object);
    if nesting == 0 {
        while let Ok(Some(next)) = DEFERRED.try_with(|deferred| deferred.borrow_mut().pop()) {
            drop(next);
        }
    }
    NESTING.set(nesting);
}

/// Adds a weak reference; those to objects that are gone go from time to time, since they keep what the objects stood in.
pub(crate) fn note<T: ?Sized>(all: &mut Vec<Weak<T>>, object: Weak<T>) {
    if all.len() >= 64 && all.len().is_power_of_two() {
        all.retain(|object| object.strong_count() > 0);
    }
    all.push(object);
}

/// How many bytes an object takes, which never changes.
pub(crate) trait Size {
    /// Whether it holds no other objects.
    const IS_LEAF: bool = false;

    fn size(&self) -> usize;
}

/// A reference to an object that is counted.
pub(crate) struct Counted<T: Size + ?Sized + 'static>(Option<Rc<T>>);

impl<T: Size> Counted<T> {
    pub(crate) fn new(object: T) -> Self {
        Rc::new(object).into()
    }

    /// The object, if this is the only reference to it.
    pub(crate) fn into_inner(mut self) -> Option<T> {
        let size = self.size();
        let object = Rc::into_inner(self.0.take()?)?;
        give_back(size);
        Some(object)
    }
}

impl<T: Size + ?Sized> Counted<T> {
    pub(crate) fn rc(&self) -> &Rc<T> {
        self.0.as_ref().expect("it is there until it is dropped")
    }

    pub(crate) fn as_ptr(&self) -> *const T {
        Rc::as_ptr(self.rc())
    }

    pub(crate) fn downgrade(&self) -> Weak<T> {
        Rc::downgrade(self.rc())
    }

    /// The object of a weak reference, if it is still there.
    pub(crate) fn upgrade(weak: &Weak<T>) -> Option<Self> {
        weak.upgrade().map(|object| Self(Some(object)))
    }
}

impl<T: Size + ?Sized> From<Rc<T>> for Counted<T> {
    fn from(object: Rc<T>) -> Self {
        take(object.size());
        Self(Some(object))
    }
}

impl<T: Size + ?Sized> Clone for Counted<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Size + ?Sized> Drop for Counted<T> {
    fn drop(&mut self) {
        let Some(object) = self.0.take() else { return };
        if Rc::strong_count(&object) == 1 {
            give_back(object.size());
            if !T::IS_LEAF {
                release(object);
            }
        }
    }
}

impl<T: Size + ?Sized> Deref for Counted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.rc()
    }
}

impl<T: Size + PartialEq + ?Sized> PartialEq for Counted<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Size + Eq + ?Sized> Eq for Counted<T> {}

impl<T: Size + PartialOrd + ?Sized> PartialOrd for Counted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: Size + Ord + ?Sized> Ord for Counted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: Size + Hash + ?Sized> Hash for Counted<T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (**self).hash(hasher);
    }
}

impl<T: Size + fmt::Debug + ?Sized> fmt::Debug for Counted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Size + fmt::Display + ?Sized> fmt::Display for Counted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Size + ?Sized> Borrow<T> for Counted<T> {
    fn borrow(&self) -> &T {
        self
    }
}

impl From<&str> for Counted<str> {
    fn from(text: &str) -> Self {
        Rc::<str>::from(text).into()
    }
}

impl From<String> for Counted<str> {
    fn from(text: String) -> Self {
        Rc::<str>::from(text).into()
    }
}

/// A copy, because those of the crate itself are not counted.
impl From<Counted<str>> for Rc<str> {
    fn from(text: Counted<str>) -> Self {
        (*text).into()
    }
}

impl From<Counted<str>> for crate::repr::Value {
    fn from(text: Counted<str>) -> Self {
        crate::repr::Value::Str(text.into())
    }
}

impl<T> From<Vec<T>> for Counted<[T]>
where
    [T]: Size,
{
    fn from(items: Vec<T>) -> Self {
        Rc::<[T]>::from(items).into()
    }
}

impl<T> Default for Counted<[T]>
where
    [T]: Size,
{
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> FromIterator<T> for Counted<[T]>
where
    [T]: Size,
{
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        items.into_iter().collect::<Rc<[T]>>().into()
    }
}

/// How many bytes something has taken that can grow.
pub(crate) trait Extent {
    fn extent(&self) -> usize;
}

/// Something that can grow, counted whenever it was changed.
pub(crate) struct Growing<T: Extent + Default + 'static> {
    content: RefCell<T>,
    charge: Charge,
}

impl<T: Extent + Default> Growing<T> {
    pub(crate) fn new(content: T) -> Self {
        let charge = Charge::new(content.extent());
        Self { content: RefCell::new(content), charge }
    }

    pub(crate) fn borrow(&self) -> Ref<'_, T> {
        self.content.borrow()
    }

    pub(crate) fn borrow_mut(&self) -> Change<'_, T> {
        Change { content: self.content.borrow_mut(), charge: &self.charge }
    }

    pub(crate) fn try_borrow_mut(&self) -> Result<Change<'_, T>, BorrowMutError> {
        Ok(Change { content: self.content.try_borrow_mut()?, charge: &self.charge })
    }

    pub(crate) fn replace(&self, content: T) -> T {
        std::mem::replace(&mut *self.borrow_mut(), content)
    }

    pub(crate) fn take(&self) -> T {
        self.replace(T::default())
    }
}

impl<T: Extent + Default> Default for Growing<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Extent + Default> Drop for Growing<T> {
    fn drop(&mut self) {
        release(std::mem::take(self.content.get_mut()));
    }
}

/// A change of something that can grow.
pub(crate) struct Change<'a, T: Extent> {
    content: RefMut<'a, T>,
    charge: &'a Charge,
}

impl<T: Extent> Deref for Change<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T: Extent> DerefMut for Change<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.content
    }
}

impl<T: Extent> Drop for Change<'_, T> {
    fn drop(&mut self) {
        self.charge.set(self.content.extent());
    }
}
