//! Programs that are Python texts: a complete asyncio program, run as it stands on the primitives of this crate.
//!
//! The text is parsed ([`Text::new`] refuses what does not run, all at once), compiled to code objects, and run by a machine with
//! frames. `asyncio` in it is this crate's, so a run has trace, reports and interventions like any other program, in virtual time.
//! Invariant: what is printed is what CPython 3.14 prints.
//!
//! ```
//! use except_star::Instantly;
//! use except_star::program::{Settings, run};
//! use except_star::python::Text;
//!
//! let text = Text::new("program.py", "
//! import asyncio
//!
//! async def main():
//!     try:
//!         async with asyncio.TaskGroup() as tg:
//!             tg.create_task(asyncio.sleep(3600, 'rested'))
//!             raise ValueError('no time')
//!     except* ValueError as group:
//!         print(group.exceptions)
//!
//! asyncio.run(main())
//! ").unwrap();
//! let ended = futures::executor::block_on(run(&text, &Settings::default(), Instantly));
//! assert_eq!(ended.report.console()[0].text, "(ValueError('no time'),)");
//! ```
//!
//! # Differences from CPython
//! One thread, no files, no network. Sets are in insertion order, `id()` and addresses count up from a fixed number, hashes of strings are
//! fixed, `time.time()` begins at 0, and random numbers follow from the run's seed where the program sets none. `\N{…}` in strings
//! and identifiers that are not in their normal form are refused. Half of a surrogate pair is U+FFFD. The time zone is UTC.
//! Places of errors count characters where CPython counts bytes by mistake, and the warnings of a text that does not run are not
//! shown. Annotations that name locals or type parameters stay texts. `{{` behind a field in the format of a field begins a field.
//! The patterns of `unittest` are plain text with `.`, `*`, `+`, `^` and `$`; others raise NotImplementedError. The only task factory is `asyncio.eager_task_factory`.

mod annotations;
mod arithmetic;
mod attribute;
mod builtins;
mod class;
mod code;
mod compare;
mod compile;
mod dict;
mod exceptions;
mod format;
mod hash;
mod heap;
mod iterator;
mod limits;
mod literal_warning;
mod machine;
mod memory;
mod modules;
mod native;
mod nesting;
mod output;
mod parse;
mod refusal;
mod refuse;
mod scope;
mod signature;
mod source;
mod subscript;
mod suggestion;
mod syntax_error;
mod syntax_warning;
mod text;
mod traceback;
mod types;
mod value;
mod vm;

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;

use serde::Serialize;

use crate::Runner;
use crate::program::{Program, Running};
use crate::trace::Stream;
use code::Code;
use dict::Dict;
use machine::execution::Running as Machine;
use machine::frame::Frame;
use source::Source;
use value::Value;
use vm::Vm;

/// A Python text that can run: a [`Program`].
pub struct Text {
    source: Rc<Source>,
    code: Rc<Code>,
    /// What CPython's compiler shows on standard error before the program runs.
    warnings: Vec<String>,
    seed: u64,
}

/// Why a text does not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TextError {
    /// The class of the error, such as `SyntaxError`; `Missing` for what CPython takes and this interpreter does not.
    pub kind: String,
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub advice: Option<String>,
    /// Where it begins, counted from 1.
    pub line: u32,
    /// The character of the line, counted from 1; 0 where CPython knows the line alone.
    pub column: u32,
    /// Where it ends.
    pub end_line: u32,
    /// The character behind its end.
    pub end_column: u32,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}: {}", self.line, self.column, self.kind, self.message)?;
        match &self.advice {
            Some(advice) => write!(f, " ({advice})"),
            None => Ok(()),
        }
    }
}

impl Text {
    /// A text, and the name of its file, as tracebacks show it.
    ///
    /// # Errors
    /// Everything for which it does not run, in its order: the first syntax error, and all that is not here.
    ///
    /// ```
    /// use except_star::python::Text;
    ///
    /// let errors = Text::new("program.py", "import aiohttp\nimport numpy\n").err().unwrap();
    /// assert_eq!((errors[0].line, errors[0].column, errors[1].line), (1, 8, 2));
    /// assert!(errors[0].advice.as_ref().unwrap().starts_with("let `await asyncio.sleep(0.1)` stand for the request"));
    /// ```
    pub fn new(file: &str, text: &str) -> Result<Self, Vec<TextError>> {
        let source = Rc::new(Source::new(file, text));
        match limits::with_stack(|| parse::compile(&source)) {
            Ok((code, warnings)) => Ok(Self { source, code, warnings, seed: DEFAULT_SEED }),
            Err(refusals) => Err(refusals.iter().map(|refusal| refusal.describe(&source)).collect()),
        }
    }

    /// The seed of the random numbers of a program that sets none; 42 if not given.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

const DEFAULT_SEED: u64 = 42;

impl Program for Text {
    fn run(&self, runner: Runner) -> Running<'_> {
        let vm = Vm::new(self.code.clone(), self.seed);
        let code = self.code.clone();
        let ending = vm.clone();
        Box::pin(async move {
            let program = async |script| {
                vm.set_script(script);
                for line in &self.warnings {
                    crate::print_to(Stream::Stderr, line.clone());
                }
                let main = vm.new_module("__main__", Dict::default());
                {
                    let mut names = main.dict.borrow_mut();
                    names.set_str("__file__", Value::str(&vm.source.file));
                    names.set_str("__doc__", code.doc.clone().map_or(Value::None, Value::Str));
                    names.set_str("__builtins__", Value::None);
                }
                vm.main.replace(Some(main.clone()));
                let frame = Frame::new(&code, &main.dict, Vec::new(), &[], &vm);
                let ended = Machine::of_module(&vm, frame).await;
                let _entered = vm::enter(&vm);
                vm.output.flush();
                ended.map(drop)
            };
            // What is printed at the very end may need the program's own `__str__`.
            let mut running = pin!(runner.script(program, |destroy_pending| ending.finalize(destroy_pending)));
            let finished = poll_fn(|context| {
                let _entered = vm::enter(&ending);
                limits::with_stack(|| running.as_mut().poll(context))
            })
            .await;
            limits::with_stack(|| ending.release());
            finished
        })
    }

    fn python(&self) -> String {
        self.source.text.clone()
    }
}
