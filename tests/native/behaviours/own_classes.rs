//! Classes of a program's own: what they do in their own way, and what their exceptions carry.

use except_star::exception::{
    AttributeError, Exception as PlainException, KeyError, OSError, ValueError, exception_group, format_exception,
};
use except_star::repr::{Repr, Value};
use except_star::{Exception, attempt, class, print, raise};

class! {
    HttpError(PlainException)
        init |error, args| {
            let [Value::Int(status), text] = args else {
                panic!("the program passes a status and a text");
            };
            if !(400..600).contains(status) {
                return raise(ValueError.new(format!("no error: {status}")));
            }
            error.set_field("status", *status);
            PlainException.init(error, std::slice::from_ref(text))
        },
        str |error| {
            let missing = || AttributeError.new("'NotFound' object has no attribute 'status'");
            let status = error.field("status").ok_or_else(missing)?;
            Ok(format!("{status} {}", PlainException.str(error)?))
        };
    NotFound(HttpError);
    /// Does not call the `__init__` of its base.
    Silent(OSError) init |_, _| Ok(());
    /// Says when it is asked for its text.
    Loud(PlainException) str |error| {
        print(format!("str of {error:?}"));
        PlainException.str(error)
    };
    Fixed(OSError) init |error, _| OSError.init(error, &[2.into(), "gone".into(), "file".into()]);
}

fn show(error: &Exception) {
    print(format!("{error:?} {error} {}", Value::Tuple(error.args()).repr()));
}

behaviours! {
    /// A class has its own `__init__`, which sets arguments and attributes or raises, and its own `__str__`. Both are
    /// inherited. Tracebacks say so where a `__str__` raises.
    a_class_has_its_own_init_and_str {
        python: r#"
import traceback


class HttpError(Exception):
    def __init__(self, status, text):
        if not 400 <= status < 600:
            raise ValueError(f"no error: {status}")
        self.status = status
        super().__init__(text)

    def __str__(self):
        return f"{self.status} {super().__str__()}"


class NotFound(HttpError):
    pass


def show(error):
    print(repr(error), error, error.args)


async def main():
    error = NotFound(404, "/index")
    show(error)
    try:
        raise HttpError(200, "/index")
    except ValueError as e:
        show(e)
    error.args = ("/home", 2)
    error.path = "/home"
    error.status = 410
    show(error)
    print(list(vars(error).items()))
    print("".join(traceback.format_exception(error)), end="")
    del error.status
    print(list(vars(error).items()))
    try:
        str(error)
    except AttributeError as e:
        show(e)
    print("".join(traceback.format_exception(error)), end="")
    show(ValueError(KeyError("k"), (1,), [None]))
"#,
        rust: async {
            let error = NotFound.with_args(vec![404.into(), "/index".into()]);
            show(&error);
            attempt(async { raise(HttpError.with_args(vec![200.into(), "/index".into()])) })
                .except(ValueError, async |e| {
                    show(&e);
                    Ok(())
                })
                .await?;
            error.set_args(vec!["/home".into(), 2.into()]);
            error.set_field("path", "/home");
            error.set_field("status", 410);
            show(&error);
            print(error.fields().repr());
            print(format_exception(&error).join("\n"));
            error.remove_field("status");
            print(error.fields().repr());
            show(&error.str().unwrap_err());
            print(format_exception(&error).join("\n"));
            let list = Value::List(vec![Value::None]);
            show(&ValueError.with_args(vec![KeyError.new("k").into(), Value::Tuple(vec![1.into()]), list]));
            Ok(())
        },
        console: [
            "0.0 NotFound('/index') 404 /index ('/index',)",
            "0.0 ValueError('no error: 200') no error: 200 ('no error: 200',)",
            "0.0 NotFound('/home', 2) 410 ('/home', 2) ('/home', 2)",
            "0.0 [('status', 410), ('path', '/home')]",
            "0.0 NotFound: 410 ('/home', 2)",
            "0.0 [('path', '/home')]",
            "0.0 AttributeError(\"'NotFound' object has no attribute 'status'\") 'NotFound' object has no attribute 'status' (\"'NotFound' object has no attribute 'status'\",)",
            "0.0 NotFound: <exception str() failed>",
            "0.0 ValueError(KeyError('k'), (1,), [None]) (KeyError('k'), (1,), [None]) (KeyError('k'), (1,), [None])",
        ],
    }

    /// An `OSError` reads its arguments in its `__init__` where a class has its own one; setting `args` later does not change
    /// what it has read.
    an_own_init_of_an_os_error_has_to_call_the_one_of_its_base {
        python: r#"
class Silent(OSError):
    def __init__(self, *args):
        pass


class Fixed(OSError):
    def __init__(self, *args):
        super().__init__(2, "gone", "file")


def show(error):
    print(repr(error), error, error.args)


async def main():
    show(Silent(2, "gone"))
    error = Fixed("whatever")
    show(error)
    error.args = (1,)
    show(error)
    key = KeyError("a", "b")
    key.args = ("c",)
    show(key)
    error = OSError("text")
    OSError.__init__(error, 2, "gone")
    show(error)
    Exception.__init__(error, 3)
    show(error)
"#,
        rust: async {
            show(&Silent.with_args(vec![2.into(), "gone".into()]));
            let error = Fixed.new("whatever");
            show(&error);
            error.set_args(vec![1.into()]);
            show(&error);
            let key = KeyError.with_args(vec!["a".into(), "b".into()]);
            key.set_args(vec!["c".into()]);
            show(&key);
            let error = OSError.new("text");
            OSError.init(&error, &[2.into(), "gone".into()])?;
            show(&error);
            PlainException.init(&error, &[3.into()])?;
            show(&error);
            Ok(())
        },
        console: [
            "0.0 Silent()  ()",
            "0.0 Fixed(2, 'gone') [Errno 2] gone: 'file' (2, 'gone')",
            "0.0 Fixed(1) [Errno 2] gone: 'file' (1,)",
            "0.0 KeyError('c') 'c' ('c',)",
            "0.0 OSError('text') text ('text',)",
            "0.0 OSError(3) 3 (3,)",
        ],
    }

    /// A traceback asks each exception for its text once, before any line is written: the exception, what it is linked to, the
    /// members of a group.
    a_traceback_asks_each_exception_once {
        python: r#"
import traceback


class Loud(Exception):
    def __str__(self):
        print("str of", repr(self))
        return super().__str__()


async def main():
    top, cause, context, skipped = Loud("top"), Loud("cause"), Loud("context"), Loud("skipped")
    top.__cause__, top.__context__, cause.__context__ = cause, skipped, context
    group = ExceptionGroup("all", [top, Loud("member"), ExceptionGroup("inner", [cause])])
    group.__context__ = Loud("before")
    print("".join(traceback.format_exception(group)), end="")
"#,
        rust: async {
            let [top, cause, context, skipped] = ["top", "cause", "context", "skipped"].map(|name| Loud.new(name));
            cause.set_context(Some(context));
            top.set_context(Some(skipped));
            top.set_cause(Some(cause.clone()));
            let inner = exception_group("inner", vec![cause])?;
            let group = exception_group("all", vec![top, Loud.new("member"), inner])?;
            group.set_context(Some(Loud.new("before")));
            print(format_exception(&group).join("\n"));
            Ok(())
        },
        console: [
            "0.0 str of Loud('before')",
            "0.0 str of Loud('top')",
            "0.0 str of Loud('member')",
            "0.0 str of Loud('cause')",
            "0.0 str of Loud('context')",
            "0.0 Loud: before",
            "0.0 ",
            "0.0 During handling of the above exception, another exception occurred:",
            "0.0 ",
            "0.0   | ExceptionGroup: all (3 sub-exceptions)",
            "0.0   +-+---------------- 1 ----------------",
            "0.0     | Loud: top",
            "0.0     +---------------- 2 ----------------",
            "0.0     | Loud: member",
            "0.0     +---------------- 3 ----------------",
            "0.0     | ExceptionGroup: inner (1 sub-exception)",
            "0.0     +-+---------------- 1 ----------------",
            "0.0       | Loud: context",
            "0.0       | ",
            "0.0       | During handling of the above exception, another exception occurred:",
            "0.0       | ",
            "0.0       | Loud: cause",
            "0.0       +------------------------------------",
        ],
    }
}
