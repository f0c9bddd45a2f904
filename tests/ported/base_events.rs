//! CPython's test_base_events: `call_soon`, `call_later`, `call_at`, what is reported, how a run ends.

use std::time::Duration;

use except_star::exception::{AttributeError, KeyboardInterrupt, SystemExit, class};
use except_star::repr::Repr;
use except_star::*;
use futures::executor::block_on;
use futures::future::LocalBoxFuture;

use crate::check::lines_of;
use crate::support::{Notes, check, check_console, divide_by_zero, finish, task, turns};

mod calls;
mod ending;
mod reports;
