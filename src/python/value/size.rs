//! Owns how much memory the kinds of values take.
//!
//! Invariant: what follows from a value later, such as a longer list, is counted by what grows.

use std::cell::RefCell;

use num_bigint::BigInt;

use super::{Descriptor, Function, Instance, Method, Range, Set, Value, View};
use crate::python::dict::Dict;
use crate::python::iterator::IteratorState;
use crate::python::memory::{Extent, Size, VALUE};
use crate::python::native::{Host, Native};

/// What the allocation of an object takes besides the object.
const HEADER: usize = 32;

/// Objects of one size.
macro_rules! sizes {
    ($($kind:ty, $is_leaf:literal, $bytes:expr;)*) => {
        $(impl Size for $kind {
            const IS_LEAF: bool = $is_leaf;

            fn size(&self) -> usize {
                HEADER + $bytes
            }
        })*
    };
}

sizes! {
    (f64, f64), true, 16;
    Range, false, 3 * VALUE;
    View, false, 16;
    Set, false, 16;
    [Value; 3], false, 3 * VALUE;
    Method, false, 2 * VALUE;
    Instance, false, VALUE + 24;
    RefCell<IteratorState>, false, 3 * VALUE;
    Descriptor, false, 4 * VALUE;
    RefCell<Option<Value>>, false, VALUE + 8;
    Native, false, 96;
}

impl Size for str {
    const IS_LEAF: bool = true;

    fn size(&self) -> usize {
        HEADER + self.len()
    }
}

impl Size for [u8] {
    const IS_LEAF: bool = true;

    fn size(&self) -> usize {
        HEADER + self.len()
    }
}

impl Size for BigInt {
    const IS_LEAF: bool = true;

    fn size(&self) -> usize {
        HEADER + 32 + (self.bits() / 8) as usize
    }
}

impl Size for [Value] {
    fn size(&self) -> usize {
        HEADER + VALUE * self.len()
    }
}

impl Size for Function {
    fn size(&self) -> usize {
        HEADER + 256 + VALUE * (self.defaults.len() + 2 * self.keyword_defaults.len()) + 8 * self.cells.len()
    }
}

/// The library's objects are counted where they hold something.
impl Size for dyn Host {
    fn size(&self) -> usize {
        0
    }
}

impl Extent for Vec<Value> {
    fn extent(&self) -> usize {
        HEADER + 32 + VALUE * self.capacity()
    }
}

impl Extent for Dict {
    fn extent(&self) -> usize {
        HEADER + 128 + self.taken()
    }
}
