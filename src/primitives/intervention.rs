//! Interventions: what somebody outside does to a running program at a moment of loop time.
//!
//! Invariant: they are calls that were made before main, so among equal deadlines they come first, and they take no task's
//! number.

use std::rc::Rc;

use crate::event_loop::{AnyTask, Callable, LoopState, Signal, errors};
use crate::exception::Class;
use crate::trace::Kind;

/// Something that is done to the program at a moment of loop time.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// When, in seconds of loop time.
    pub at: f64,
    /// What.
    pub action: Intervene,
}

/// What is done. Tasks are named; if several have the name, it is done to all of them, and if none has it, to none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Intervene {
    /// Cancels the tasks of this name.
    Cancel {
        /// The tasks' name.
        task: String,
        /// The message that comes with the CancelledError.
        message: Option<String>,
    },
    /// Makes what the tasks of this name await fail. That is refused at the very moment at which what is awaited ends by itself,
    /// and while a task waits for the tasks of a group.
    Raise {
        /// The tasks' name.
        task: String,
        /// The class of the exception.
        class: Class,
        /// Its argument; none for no argument.
        message: Option<String>,
    },
    /// Sends a signal.
    Signal(Signal),
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
    fn tasks(&self, name: &str) -> Vec<Rc<dyn AnyTask>> {
        let mut tasks = self.event_loop.all_tasks();
        tasks.retain(|task| task.header().name.borrow().to_string() == name);
        tasks
    }

    fn words(&self) -> String {
        let with = |message: &Option<String>| message.as_ref().map_or(String::new(), |text| format!(": {text}"));
        match &self.action {
            Intervene::Cancel { task, message } => format!("cancels {task}{}", with(message)),
            Intervene::Raise { task, class, message } => {
                format!("raises {}{} where {task} waits", class.name(), with(message))
            }
            Intervene::Signal(signal) => format!("sends {}", signal.name()),
        }
    }

    /// Records what was refused, in words.
    fn refuse(&self, task: &str, why: &str) {
        self.event_loop.note_text(Kind::Intervention, 1, &format!("refused for {task}: {why}"));
    }
}

impl Callable for Call {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn describe(&self) -> String {
        errors::handle_repr(&self.event_loop, "intervene", Some(self.event_loop.time()), false)
    }

    fn call(self: Rc<Self>, cause: u32) {
        let event_loop = &self.event_loop;
        let words = event_loop.recorder.add_text(&self.words());
        event_loop.recorder.begin(event_loop.now(), 0, cause, Kind::Intervention, 0, words);
        match &self.action {
            Intervene::Cancel { task: name, message } => {
                let tasks = self.tasks(name);
                if tasks.is_empty() {
                    self.refuse(name, "no such task is running");
                }
                for task in tasks {
                    task.request_cancel(message.as_deref().map(Rc::from));
                }
            }
            Intervene::Raise { task: name, class, message } => {
                let tasks = self.tasks(name);
                if tasks.is_empty() {
                    self.refuse(name, "no such task is running");
                }
                for task in tasks {
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
