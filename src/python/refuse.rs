//! Owns what CPython takes and this interpreter does not: modules that are not here.
//!
//! Invariant: a refusal says what to do instead.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtImport, StmtImportFrom};

use super::modules;
use super::refusal::Refusal;
use super::scope::range;

/// Everything in the text that is not here.
pub(crate) fn missing(body: &[Stmt]) -> Vec<Refusal> {
    let mut finder = Finder(Vec::new());
    body.iter().for_each(|stmt| finder.visit_stmt(stmt));
    finder.0
}

struct Finder(Vec<Refusal>);

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

impl Finder {
    fn check(&mut self, name: &str, place: (u32, u32)) {
        // Where a name is missing, the syntax error says so.
        if name.is_empty() || name == "__future__" || name == "builtins" || modules::find(name).is_some() {
            return;
        }
        let first = name.split('.').next().unwrap_or(name);
        let stand_in = STAND_INS.iter().find(|(names, _)| names.contains(&first)).map(|(_, advice)| *advice);
        let here = modules::names().join(", ");
        let advice = match stand_in {
            Some(advice) => format!("{advice}; here are: {here}"),
            None => format!("here are: {here}"),
        };
        self.0.push(Refusal::missing(format!("the module '{name}' is not here"), Some(advice), place));
    }

    /// Log records have one form and one handler.
    fn check_log_configuration(&mut self, call: &ExprCall) {
        let is_configuration = match &*call.func {
            Expr::Attribute(attribute) => &attribute.attr == "basicConfig",
            Expr::Name(name) => name.id == "basicConfig",
            _ => false,
        };
        for keyword in call.arguments.keywords.iter().filter(|_| is_configuration) {
            if let Some(name) = &keyword.arg
                && !["level", "force", "encoding"].contains(&name.as_str())
            {
                let advice = "leave it out: records are printed as LEVEL:logger:message, on standard error".to_owned();
                self.0.push(Refusal::missing(
                    format!("'{name}' of logging.basicConfig is not here"),
                    Some(advice),
                    range(name),
                ));
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
];

impl<'a> Visitor<'a> for Finder {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Name(name) = &*call.func
            && let Some((_, advice)) = FUNCTIONS.iter().find(|(function, _)| *function == name.id.as_str())
        {
            let message = format!("the builtin function '{}' is not here", name.id);
            self.0.push(Refusal::missing(message, Some((*advice).to_owned()), range(name)));
        }
        if let Expr::Call(call) = expr {
            self.check_log_configuration(call);
        }
        walk_expr(self, expr);
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(StmtImport { names, .. }) => {
                for alias in names {
                    self.check(&alias.name, range(alias));
                }
            }
            Stmt::ImportFrom(StmtImportFrom { module: Some(module), level: 0, .. }) => {
                self.check(module, range(module))
            }
            Stmt::ImportFrom(from) => {
                let advice = Some("put all into one text".to_owned());
                self.0.push(Refusal::missing("a relative import has no package here", advice, range(from)));
            }
            _ => walk_stmt(self, stmt),
        }
    }
}
