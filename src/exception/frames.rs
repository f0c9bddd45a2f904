//! Owns the traceback of an exception: the mark of its last `raise`, and the frames that it has passed.
//!
//! Invariant: a frame is added on the outside, and what shares a traceback sees no frame that is added later.

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use super::Exception;
use crate::memory::{give_back, take};

/// The mark that a `raise` leaves on an exception, with the frames that the exception has passed since. Parts that are split off a
/// group share its mark.
#[derive(Clone)]
pub struct Traceback {
    number: u64,
    frames: Option<Rc<Node>>,
}

/// How many bytes a frame of a traceback takes.
const NODE: usize = 128;

/// A frame and those inside it.
struct Node {
    frame: Link,
    inner: Option<Rc<Node>>,
}

enum Link {
    Frame(Rc<dyn TracebackFrame>),
    /// Something that lives as long as the traceback.
    Kept(#[expect(dead_code, reason = "it is only kept")] Rc<dyn Any>),
}

/// A place that an exception has passed, as the traceback text shows it.
pub trait TracebackFrame {
    /// The file.
    fn file(&self) -> Rc<str>;
    /// The line in the file, counted from 1.
    fn line(&self) -> u32;
    /// The name of the function.
    fn function(&self) -> Rc<str>;
    /// The lines of the source with those that mark a part of them, without the margin of four columns.
    fn source(&self) -> Vec<String>;
    /// What stands behind the text of an exception that was raised here, such as `. Did you mean: 'name'?`; it may be less where the
    /// exception is shown alone, without its frames.
    fn hint(&self, _exception: &Exception, _alone: bool) -> Option<String> {
        None
    }
}

impl PartialEq for Traceback {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Traceback {}

impl fmt::Debug for Traceback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Traceback({})", self.number)
    }
}

impl Drop for Node {
    /// Frees a chain of any length without recursion.
    fn drop(&mut self) {
        give_back(NODE);
        let mut next = self.inner.take();
        while let Some(node) = next {
            next = Rc::into_inner(node).and_then(|mut node| node.inner.take());
        }
    }
}

impl Exception {
    /// The mark of the last `raise`, none if the exception was never raised.
    pub fn traceback(&self) -> Option<Traceback> {
        self.inner.traceback.borrow().clone()
    }

    /// Whether the exception was ever raised.
    pub fn has_traceback(&self) -> bool {
        self.inner.traceback.borrow().is_some()
    }

    /// Sets the mark, which a copy takes over from its original.
    pub fn set_traceback(&self, traceback: Option<Traceback>) {
        // The old one is dropped after the borrow: its frames may hold anything.
        drop(self.inner.traceback.replace(traceback));
    }

    /// Marks the exception as raised. Every `raise` of it makes a new mark; a bare `raise` makes none.
    pub fn mark_raised(&self) {
        thread_local! {
            static RAISED: Cell<u64> = const { Cell::new(0) };
        }
        let number = RAISED.get() + 1;
        RAISED.set(number);
        let frames = self.inner.traceback.borrow_mut().take().and_then(|traceback| traceback.frames);
        self.set_traceback(Some(Traceback { number, frames }));
    }

    /// Notes that the exception has passed a frame, which is around those that it has passed before.
    ///
    /// ```
    /// use except_star::exception::*;
    /// use std::rc::Rc;
    ///
    /// struct Line(u32, &'static str);
    /// impl TracebackFrame for Line {
    ///     fn file(&self) -> Rc<str> {
    ///         "program.py".into()
    ///     }
    ///     fn line(&self) -> u32 {
    ///         self.0
    ///     }
    ///     fn function(&self) -> Rc<str> {
    ///         "main".into()
    ///     }
    ///     fn source(&self) -> Vec<String> {
    ///         vec![self.1.to_owned()]
    ///     }
    /// }
    /// let error = ValueError.new("bad");
    /// error.mark_raised();
    /// error.push_frame(Rc::new(Line(3, "work()")));
    /// assert_eq!(format_exception(&error), [
    ///     "Traceback (most recent call last):",
    ///     "  File \"program.py\", line 3, in main",
    ///     "    work()",
    ///     "ValueError: bad",
    /// ]);
    /// ```
    pub fn push_frame(&self, frame: Rc<dyn TracebackFrame>) {
        self.push(Link::Frame(frame));
    }

    /// Lets something live as long as the exception's traceback, as Python's frames let their variables.
    pub fn keep_alive(&self, kept: Rc<dyn Any>) {
        self.push(Link::Kept(kept));
    }

    fn push(&self, frame: Link) {
        let mut traceback = self.inner.traceback.borrow_mut();
        let traceback = traceback.get_or_insert(Traceback { number: 0, frames: None });
        let inner = traceback.frames.take();
        take(NODE);
        traceback.frames = Some(Rc::new(Node { frame, inner }));
    }

    /// The frame in which it was raised.
    pub fn innermost_frame(&self) -> Option<Rc<dyn TracebackFrame>> {
        self.frames().pop()
    }

    /// The frames that the exception has passed, the outermost first.
    pub fn frames(&self) -> Vec<Rc<dyn TracebackFrame>> {
        self.traceback().map_or_else(Vec::new, |traceback| traceback.frames())
    }
}

impl Traceback {
    /// The frames, the outermost first.
    pub fn frames(&self) -> Vec<Rc<dyn TracebackFrame>> {
        let mut frames = Vec::new();
        let mut next = self.frames.clone();
        while let Some(node) = next {
            if let Link::Frame(frame) = &node.frame {
                frames.push(frame.clone());
            }
            next = node.inner.clone();
        }
        frames
    }
}
