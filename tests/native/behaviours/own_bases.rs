//! What classes of a program's own inherit: the order of their bases, what `super()` finds there, and which bases go together.

use except_star::exception::{
    AttributeError, BaseException, BaseExceptionGroup, Behaviour, Class, ConnectionError, Exception as PlainException,
    ExceptionGroup, KeyError, OSError, SystemExit, ValueError,
};
use except_star::repr::{Repr, Value};
use except_star::{Exception, class, print};

fn names(classes: &[Class]) -> String {
    classes.iter().map(Class::name).collect::<Vec<_>>().repr()
}

/// The class that `super(class, exception)` finds for this.
fn super_of(class: &Class, exception: &Exception, what: Behaviour) -> Class {
    let mut behind = exception.class().mro().into_iter().skip_while(|other| other != class).skip(1);
    behind.find(|class| class.defines(what)).expect("BaseException defines it")
}

class! {
    Root(PlainException)
        init |error, args| {
            print("init of Root");
            super_of(&Root, error, Behaviour::Init).init(error, args)
        },
        str |error| Ok(format!("root {}", super_of(&Root, error, Behaviour::Str).str(error)?));
    Left(Root)
        init |error, args| {
            print("init of Left");
            super_of(&Left, error, Behaviour::Init).init(error, &args[1..])
        },
        str |error| Ok(format!("left {}", super_of(&Left, error, Behaviour::Str).str(error)?));
    Right(Root) str |error| Ok(format!("right {}", super_of(&Right, error, Behaviour::Str).str(error)?));
    Both(Left, Right);
    KeyBoth(Left, Right, KeyError);
    OsBoth(Left, Right, OSError);
    Counted(BaseExceptionGroup) init |group, args| {
        print("init of Counted");
        super_of(&Counted, group, Behaviour::Init).init(group, args)
    };
    CountedGroup(ExceptionGroup, Counted);
    AttributeKey(AttributeError, KeyError);
    ValueOs(ValueError, OSError);
}

behaviours! {
    /// Classes that a program creates while it runs inherit in C3 order, Python's own classes included.
    classes_created_at_run_time_inherit_in_method_resolution_order {
        python: r#"
def names(classes):
    return [cls.__name__ for cls in classes if cls is not object]


async def main():
    root = type("Root", (Exception,), {"__str__": lambda e: f"root {len(e.args)}"})
    left = type("Left", (root,), {})
    right = type("Right", (root,), {"__str__": lambda e: f"right {len(e.args)}"})
    both = type("Both", (left, right), {})
    print(names(both.__mro__), names(both.__bases__), issubclass(both, right), issubclass(left, right))
    print(repr(both(1)), both(1), left(1))
    for bases in ((KeyError, right), (right, KeyError), (ConnectionError, right), (right, OSError)):
        cls = type("Mixed", bases, {})
        print(names(cls.__mro__), cls("k"), cls(2, "m"))
    print(both == type("Both", (left, right), {}), both)

"#,
        rust: async {
            let text = |name: &'static str| move |e: &Exception| Ok(format!("{name} {}", e.args().len()));
            let root = Class::builder("Root", [PlainException]).str(text("root")).build()?;
            let left = Class::builder("Left", [root.clone()]).build()?;
            let right = Class::builder("Right", [root]).str(text("right")).build()?;
            let both = Class::builder("Both", [left.clone(), right.clone()]).build()?;
            let related = [both.is_subclass_of(&right), left.is_subclass_of(&right)].map(|is| is.repr()).join(" ");
            print(format!("{} {} {related}", names(&both.mro()), names(&both.bases())));
            print(format!("{:?} {} {}", both.new(1), both.new(1), left.new(1)));
            let right = || right.clone();
            for bases in [[KeyError, right()], [right(), KeyError], [ConnectionError, right()], [right(), OSError]] {
                let class = Class::builder("Mixed", bases).build()?;
                let two = class.with_args(vec![2.into(), "m".into()]);
                print(format!("{} {} {two}", names(&class.mro()), class.new("k")));
            }
            let again = Class::builder("Both", [left, right()]).build()?;
            print(format!("{} {both:?}", (both == again).repr()));
            Ok(())
        },
        console: [
            "0.0 ['Both', 'Left', 'Right', 'Root', 'Exception', 'BaseException'] ['Left', 'Right'] True False",
            "0.0 Both(1) right 1 root 1",
            "0.0 ['Mixed', 'KeyError', 'LookupError', 'Right', 'Root', 'Exception', 'BaseException'] 'k' (2, 'm')",
            "0.0 ['Mixed', 'Right', 'Root', 'KeyError', 'LookupError', 'Exception', 'BaseException'] right 1 right 2",
            "0.0 ['Mixed', 'ConnectionError', 'OSError', 'Right', 'Root', 'Exception', 'BaseException'] k [Errno 2] m",
            "0.0 ['Mixed', 'Right', 'Root', 'OSError', 'Exception', 'BaseException'] right 1 right 2",
            "0.0 False <class '__main__.Both'>",
        ],
    }

    /// Bases that do not go together make no class.
    bases_that_do_not_go_together_are_refused {
        python: r#"
async def main():
    one = type("One", (ValueError,), {})
    two = type("Two", (KeyError,), {})
    first = type("First", (one, two), {})
    second = type("Second", (two, one), {})
    for bases in (
        (BaseException, Exception),
        (first, second),
        (first, second, ValueError),
        (OSError, SystemExit),
        (one, OSError, ExceptionGroup),
        (one, one),
    ):
        try:
            print(type("Odd", bases, {}))
        except TypeError as e:
            print(e)
"#,
        rust: async {
            let one = Class::builder("One", [ValueError]).build()?;
            let two = Class::builder("Two", [KeyError]).build()?;
            let first = Class::builder("First", [one.clone(), two.clone()]).build()?;
            let second = Class::builder("Second", [two, one.clone()]).build()?;
            for bases in [
                vec![BaseException, PlainException],
                vec![first.clone(), second.clone()],
                vec![first, second, ValueError],
                vec![OSError, SystemExit],
                vec![one.clone(), OSError, ExceptionGroup],
                vec![one.clone(), one],
            ] {
                match Class::builder("Odd", bases).build() {
                    Ok(class) => print(class.repr()),
                    Err(error) => print(error.to_string()),
                }
            }
            Ok(())
        },
        console: [
            "0.0 Cannot create a consistent method resolution order (MRO) for bases BaseException, Exception",
            "0.0 Cannot create a consistent method resolution order (MRO) for bases One, Two",
            "0.0 Cannot create a consistent method resolution order (MRO) for bases One, Two, ValueError",
            "0.0 multiple bases have instance lay-out conflict",
            "0.0 multiple bases have instance lay-out conflict",
            "0.0 duplicate base class One",
        ],
    }

    /// `super()` is what stands behind the class in the order of the exception's own class, so classes that know nothing of
    /// each other work together.
    super_is_what_stands_behind_in_the_order_of_the_exceptions_class {
        python: r#"
class Root(Exception):
    def __init__(self, *args):
        print("init of Root")
        super().__init__(*args)

    def __str__(self):
        return f"root {super().__str__()}"


class Left(Root):
    def __init__(self, *args):
        print("init of Left")
        super().__init__(*args[1:])

    def __str__(self):
        return f"left {super().__str__()}"


class Right(Root):
    def __str__(self):
        return f"right {super().__str__()}"


class Both(Left, Right):
    pass


class KeyBoth(Left, Right, KeyError):
    pass


class OsBoth(Left, Right, OSError):
    pass


class Counted(BaseExceptionGroup):
    def __init__(self, *args):
        print("init of Counted")
        super().__init__(*args)


class CountedGroup(ExceptionGroup, Counted):
    pass


class AttributeKey(AttributeError, KeyError):
    pass


class ValueOs(ValueError, OSError):
    pass


async def main():
    for cls in (Left, Both, KeyBoth, OsBoth):
        error = cls("skipped", 2, "gone")
        print(repr(error), str(error))
    print(repr(CountedGroup("m", [ValueError(1)])))
    for error in (KeyBoth("skipped", "k"), AttributeKey("k"), ValueOs(2, "gone")):
        print(repr(error), str(error))
    error = ValueOs(1)
    OSError.__init__(error, 2, "gone")
    print(repr(error), str(error))
"#,
        rust: async {
            let show = |error: &Exception| print(format!("{error:?} {error}"));
            for class in [Left, Both, KeyBoth, OsBoth] {
                show(&class.with_args(vec!["skipped".into(), 2.into(), "gone".into()]));
            }
            let members = Value::List(vec![ValueError.new(1).into()]);
            print(CountedGroup.call(vec!["m".into(), members])?.repr());
            show(&KeyBoth.with_args(vec!["skipped".into(), "k".into()]));
            show(&AttributeKey.new("k"));
            show(&ValueOs.with_args(vec![2.into(), "gone".into()]));
            let error = ValueOs.new(1);
            OSError.init(&error, &[2.into(), "gone".into()])?;
            show(&error);
            Ok(())
        },
        console: [
            "0.0 init of Left",
            "0.0 init of Root",
            "0.0 Left(2, 'gone') left root (2, 'gone')",
            "0.0 init of Left",
            "0.0 init of Root",
            "0.0 Both(2, 'gone') left right root (2, 'gone')",
            "0.0 init of Left",
            "0.0 init of Root",
            "0.0 KeyBoth(2, 'gone') left right root (2, 'gone')",
            "0.0 init of Left",
            "0.0 init of Root",
            "0.0 OsBoth(2, 'gone') left right root [Errno 2] gone",
            "0.0 init of Counted",
            "0.0 CountedGroup('m', [ValueError(1)])",
            "0.0 init of Left",
            "0.0 init of Root",
            "0.0 KeyBoth('k') left right root 'k'",
            "0.0 AttributeKey('k') k",
            "0.0 ValueOs(2, 'gone') (2, 'gone')",
            "0.0 ValueOs(2, 'gone') [Errno 2] gone",
        ],
    }

    /// What Python's own classes define, as far as a class of a program may do it in its own way.
    what_pythons_own_classes_define {
        python: r#"
import builtins


async def main():
    classes = [cls for cls in vars(builtins).values() if isinstance(cls, type) and issubclass(cls, BaseException)]
    not_here = (SyntaxError, UnicodeError)
    for name in ("__str__", "derive", "split"):
        defining = {cls.__name__ for cls in classes if name in vars(cls) and not issubclass(cls, not_here)}
        print(name, sorted(defining))
    print("no __init__", [cls.__name__ for cls in classes if "__init__" not in vars(cls)])
    print([name for name in ("__str__", "__init__") if name in vars(asyncio.CancelledError)])
"#,
        rust: async {
            let builtins = || Class::builtins().iter().filter(|class| class.module() == "builtins");
            for (name, what) in [("__str__", Behaviour::Str), ("derive", Behaviour::Derive), ("split", Behaviour::Split)] {
                let mut defining: Vec<_> = builtins().filter(|class| class.defines(what)).map(Class::name).collect();
                defining.sort_unstable();
                print(format!("{name} {}", defining.repr()));
            }
            let none = builtins().filter(|class| !class.defines(Behaviour::Init)).map(Class::name);
            print(format!("no __init__ {}", none.collect::<Vec<_>>().repr()));
            let cancelled = except_star::exception::CancelledError;
            let defined = [("__str__", Behaviour::Str), ("__init__", Behaviour::Init)];
            let defined = defined.iter().filter(|(_, what)| cancelled.defines(*what)).map(|(name, _)| *name);
            print(defined.collect::<Vec<_>>().repr());
            Ok(())
        },
        console: [
            "0.0 __str__ ['AttributeError', 'BaseException', 'BaseExceptionGroup', 'ImportError', 'KeyError', 'NameError', 'OSError']",
            "0.0 derive ['BaseExceptionGroup']",
            "0.0 split ['BaseExceptionGroup']",
            "0.0 no __init__ ['ExceptionGroup']",
            "0.0 []",
        ],
    }
}
