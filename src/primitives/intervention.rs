//! Interventions: what is done to a running program from outside, at a moment of loop time.
//!
//! Invariant: they are calls that were scheduled before main, so among equal deadlines they come first, and they take no task's
//! number.

mod text;

use std::rc::Rc;

use crate::event_loop::{AnyTask, Callable, LoopState, Request, errors};
use crate::trace::{Event, Intervene, Refusal, Requester};

pub use text::ParseInterventionError;

/// Something that is done to the program at a moment of loop time. Its text is `WHEN:cancel:TASK[:MESSAGE]`,
/// `WHEN:raise:TASK:CLASS[:MESSAGE]` or `WHEN:signal:SIGINT`.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// When, in seconds of loop time.
    pub at: f64,
    /// What.
    pub action: Intervene,
}

impl Intervention {
    pub(super) fn schedule(&self, event_loop: &Rc<LoopState>) {
        let call = Call { event_loop: event_loop.clone(), action: self.action.clone() };
        event_loop.call_at(event_loop.deadline_in(self.at), Rc::new(call));
    }
}

struct Call {
    event_loop: Rc<LoopState>,
    action: Intervene,
}

impl Call {
    /// The tasks of this name. Without one the intervention is refused.
    fn tasks(&self, name: &str) -> Vec<Rc<dyn AnyTask>> {
        let mut tasks = self.event_loop.all_tasks();
        tasks.retain(|task| task.header().name().to_string() == name);
        if tasks.is_empty() {
            self.refuse(name, Refusal::NoSuchTask);
        }
        tasks
    }

    fn refuse(&self, task: &str, reason: Refusal) {
        self.event_loop.record(Event::Refuse { task, reason });
    }
}

impl Callable for Call {
    fn describe(&self) -> String {
        errors::handle_repr(&self.event_loop, "intervene", Some(self.event_loop.time()), false)
    }

    fn call(self: Rc<Self>, cause: u32) {
        let event_loop = &self.event_loop;
        event_loop.begin(0, cause, Event::Intervene { action: &self.action });
        match &self.action {
            Intervene::Cancel { task: name, message } => {
                for task in self.tasks(name) {
                    let message = message.as_deref().map(Rc::from);
                    task.request_cancel(Request { message, by: Requester::Intervention });
                }
            }
            Intervene::Raise { task: name, class, message } => {
                for task in self.tasks(name) {
                    let exception = match message {
                        Some(message) => class.new(message.as_str()),
                        None => class.empty(),
                    };
                    if let Err(why) = task.inject(exception) {
                        self.refuse(name, why);
                    }
                }
            }
            Intervene::Signal(signal) => {
                if let Err(exception) = event_loop.raise_signal(*signal) {
                    errors::call_failed(event_loop, "intervene", None, exception);
                }
            }
        }
    }
}
