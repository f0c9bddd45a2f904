//! Owns what CPython takes and this interpreter does not: modules, and parts of modules, that are not here.
//!
//! Invariant: a refusal says what to do instead.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, ExprCall, Stmt, StmtImport, StmtImportFrom};

use super::modules;
use super::refusal::Refusal;
use super::scope::range;
use super::suggestion::STANDARD_LIBRARY;

/// The public names of CPython's modules that the same modules do not have here: a line each, which begins with the module.
const MISSING: &str = include_str!("lib/missing.txt");

/// Everything in the text that is not here.
pub(crate) fn missing(body: &[Stmt]) -> Vec<Refusal> {
    let mut finder = Finder::default();
    body.iter().for_each(|stmt| finder.visit_stmt(stmt));
    finder.found
}

#[derive(Default)]
struct Finder<'a> {
    found: Vec<Refusal>,
    /// The modules that were imported so far, by the names that they have in the text.
    modules: Vec<(&'a str, &'a str)>,
    /// Whether the text goes on without a module that cannot be imported.
    may_lack: bool,
}

/// Modules that programs import for a request or a pause, for which a line or two stand in.
const STAND_INS: &[(&[&str], &str)] = &[
    (
        &["aiohttp", "httpx", "requests", "urllib", "socket", "websockets"],
        "let `await asyncio.sleep(0.1)` stand for the request, and a `return` for its answer",
    ),
    (
        &["aiofiles", "pathlib", "sqlite3", "asyncpg", "aiosqlite"],
        "let `await asyncio.sleep(0.01)` stand for reading and writing",
    ),
    (&["threading", "concurrent", "multiprocessing", "subprocess"], "there is one thread: use tasks of asyncio"),
    (&["trio", "anyio", "curio", "uvloop"], "use asyncio, which is what runs here"),
    (&["datetime", "zoneinfo"], "use `time.time()` or `asyncio.get_running_loop().time()`"),
    (&["numpy", "pandas"], "use lists, and the module math"),
];

/// What to write instead of a name that is missing.
const PARTS: &[(&str, &[&str], &str)] = &[
    ("logging", &["FileHandler"], "there are no files: StreamHandler takes sys.stdout, sys.stderr or io.StringIO()"),
    ("signal", &["signal", "getsignal"], "use `loop.add_signal_handler`, as programs with asyncio do"),
    ("asyncio", &["run_coroutine_threadsafe"], "there is one thread: use `asyncio.create_task`"),
    (
        "asyncio",
        &["open_connection", "start_server", "open_unix_connection", "start_unix_server"],
        "let `await asyncio.sleep(0.1)` stand for the request, and a `return` for its answer",
    ),
    (
        "asyncio",
        &["create_subprocess_exec", "create_subprocess_shell"],
        "let `await asyncio.sleep(0.1)` stand for the process, and a `return` for its output",
    ),
];

impl<'a> Finder<'a> {
    fn refuse(&mut self, message: String, advice: &str, place: (u32, u32)) {
        self.found.push(Refusal::missing(message, Some(advice.to_owned()), place));
    }

    fn check_part(&mut self, module: &str, name: &str, place: (u32, u32)) {
        let mut lines = MISSING.lines().map(|line| line.split(' '));
        let names = lines.find_map(|mut words| (words.next() == Some(module)).then_some(words));
        if !names.is_some_and(|mut names| names.any(|missing| missing == name)) {
            return;
        }
        let part = PARTS.iter().find(|(of, names, _)| *of == module && names.contains(&name));
        let advice =
            part.map_or("write it without: the page \"Your own Python\" lists what is here", |(.., advice)| advice);
        self.refuse(format!("'{name}' of {module} is not here"), advice, place);
    }

    fn check(&mut self, name: &str, place: (u32, u32)) {
        // Where a name is missing, the syntax error says so.
        if name.is_empty() || name == "__future__" || name == "builtins" || modules::find(name).is_some() {
            return;
        }
        let first = name.split('.').next().unwrap_or(name);
        if self.may_lack && STANDARD_LIBRARY.lines().all(|standard| standard != first) {
            return;
        }
        let stand_in = STAND_INS.iter().find(|(names, _)| names.contains(&first)).map(|(_, advice)| *advice);
        let here = modules::names().join(", ");
        let advice = match stand_in {
            Some(advice) => format!("{advice}; here are: {here}"),
            None => format!("here are: {here}"),
        };
        self.refuse(format!("the module '{name}' is not here"), &advice, place);
    }

    /// Records are not written into files.
    fn check_log_configuration(&mut self, call: &ExprCall) {
        let is_configuration = match &*call.func {
            Expr::Attribute(attribute) => &attribute.attr == "basicConfig",
            Expr::Name(name) => name.id == "basicConfig",
            _ => false,
        };
        for keyword in call.arguments.keywords.iter().filter(|_| is_configuration) {
            if let Some(name) = &keyword.arg
                && ["filename", "filemode"].contains(&name.as_str())
            {
                let advice = "leave it out, or give a stream=: sys.stdout, sys.stderr or io.StringIO()";
                self.refuse(format!("'{name}' of logging.basicConfig is not here"), advice, range(name));
            }
        }
    }
}

/// Builtin functions that are not here.
const FUNCTIONS: &[(&str, &str)] = &[
    ("exec", "write the statements themselves"),
    ("eval", "write the expression itself"),
    ("compile", "write the code itself"),
    ("open", "there are no files: use io.StringIO"),
    ("breakpoint", "the trace shows every event of the run"),
    ("memoryview", "use bytes"),
    ("bytearray", "use bytes"),
    ("exit", "use `sys.exit`"),
    ("quit", "use `sys.exit`"),
];

/// Whether the handlers of a `try` let a program go on without a module.
fn handles_import(handlers: &[ExceptHandler]) -> bool {
    let named = |class: &Expr| matches!(class, Expr::Name(name) if ["ImportError", "ModuleNotFoundError", "Exception"].contains(&name.id.as_str()));
    handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| match handler.type_.as_deref() {
        Some(Expr::Tuple(classes)) => classes.iter().any(named),
        Some(class) => named(class),
        None => true,
    })
}

/// Whether only a checker of types reads what stands under the condition.
fn is_for_types(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id == "TYPE_CHECKING",
        Expr::Attribute(attribute) => &attribute.attr == "TYPE_CHECKING",
        _ => false,
    }
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Name(name) = &*call.func
            && let Some((_, advice)) = FUNCTIONS.iter().find(|(function, _)| *function == name.id.as_str())
        {
            self.refuse(format!("the builtin function '{}' is not here", name.id), advice, range(name));
        }
        if let Expr::Call(call) = expr {
            self.check_log_configuration(call);
        }
        if let Expr::Attribute(attribute) = expr
            && let Expr::Name(name) = &*attribute.value
            && let Some((_, module)) = self.modules.iter().rev().find(|(alias, _)| *alias == name.id.as_str())
        {
            self.check_part(module, &attribute.attr, range(&attribute.attr));
        }
        walk_expr(self, expr);
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(StmtImport { names, .. }) => {
                for alias in names {
                    self.check(&alias.name, range(alias));
                    self.modules.push((alias.asname.as_ref().unwrap_or(&alias.name), &alias.name));
                }
            }
            Stmt::ImportFrom(StmtImportFrom { module: Some(module), names, level: 0, .. }) => {
                self.check(module, range(module));
                for alias in names {
                    self.check_part(module, &alias.name, range(&alias.name));
                }
            }
            Stmt::ImportFrom(from) => {
                let message = "a relative import has no package here".to_owned();
                self.refuse(message, "put all into one text", range(from));
            }
            Stmt::Try(guarded) if handles_import(&guarded.handlers) => {
                let outer = std::mem::replace(&mut self.may_lack, true);
                self.visit_body(&guarded.body);
                self.may_lack = outer;
                guarded.handlers.iter().for_each(|handler| self.visit_except_handler(handler));
                self.visit_body(&guarded.orelse);
                self.visit_body(&guarded.finalbody);
            }
            Stmt::If(choice) if is_for_types(&choice.test) => {
                choice.elif_else_clauses.iter().for_each(|clause| self.visit_elif_else_clause(clause));
            }
            _ => walk_stmt(self, stmt),
        }
        // A method that would not be called is not ignored.
        if let Stmt::ClassDef(class) = stmt {
            for method in &class.body {
                if let Stmt::FunctionDef(method) = method
                    && &method.name == "__del__"
                {
                    let advice = "clean up in a `finally`, or in the `__exit__` of a context manager";
                    self.refuse("'__del__' is not called here".to_owned(), advice, range(&method.name));
                }
            }
        }
    }
}
