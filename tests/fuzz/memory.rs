//! Counts what the process has allocated.
//!
//! Invariant: it is the system's allocator, and counts besides.

#![expect(unsafe_code, reason = "an allocator is unsafe to implement; it hands everything on")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static ALLOCATED: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: each call is handed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let allocated = ALLOCATED.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST.fetch_max(allocated, Relaxed);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        ALLOCATED.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the pointer came from `alloc` above, which is the system's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many bytes are allocated now. From here on, [`most`] counts anew.
pub(crate) fn allocated() -> usize {
    let allocated = ALLOCATED.load(Relaxed);
    MOST.store(allocated, Relaxed);
    allocated
}

/// How many bytes were allocated at the most.
pub(crate) fn most() -> usize {
    MOST.load(Relaxed)
}
