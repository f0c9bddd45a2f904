//! Owns Python's and asyncio's own classes of exceptions.
//!
//! Invariant: names, modules and bases are CPython's, and a base stands before its subclasses.
#![allow(non_upper_case_globals, reason = "a class is named as it is in Python")]

use super::behaviour::{GROUP, KEY, OS};
use super::{Class, ClassDef};

macro_rules! classes {
    ($($(#[$meta:meta])* $module:literal $name:ident($($base:ident),*) $([$own:ident])?;)*) => {
        $(
            $(#[$meta])*
            pub const $name: Class = {
                const BASES: &[&ClassDef] = &[$($base.definition()),*];
                static DEFINITION: ClassDef =
                    ClassDef::new(stringify!($name), $module, BASES)$(.with($own))?;
                Class::Static(&DEFINITION)
            };
        )*

        /// Every class above, in that order.
        pub(super) const ALL: &[Class] = &[$($name),*];
    };
}

classes! {
    /// The root of all exceptions.
    "builtins" BaseException();
    /// A generator or coroutine is closed.
    "builtins" GeneratorExit(BaseException);
    /// The user interrupts the program.
    "builtins" KeyboardInterrupt(BaseException);
    /// The program asks to end.
    "builtins" SystemExit(BaseException);
    /// A task is cancelled. No subclass of `Exception`, so that `except Exception` lets it pass.
    "asyncio.exceptions" CancelledError(BaseException);
    /// Several exceptions as one; at least one of them may be no `Exception`.
    "builtins" BaseExceptionGroup(BaseException) [GROUP];
    /// The root of what programs usually handle. The type [`Exception`](struct@super::Exception) is the value itself.
    "builtins" Exception(BaseException);
    /// Several exceptions as one, each an `Exception`.
    "builtins" ExceptionGroup(BaseExceptionGroup, Exception);
    /// An iterator is at its end.
    "builtins" StopIteration(Exception);
    /// An asynchronous iterator is at its end.
    "builtins" StopAsyncIteration(Exception);
    /// The root of what goes wrong in calculations.
    "builtins" ArithmeticError(Exception);
    /// A floating point operation fails.
    "builtins" FloatingPointError(ArithmeticError);
    /// A result is too large.
    "builtins" OverflowError(ArithmeticError);
    /// Something is divided by zero.
    "builtins" ZeroDivisionError(ArithmeticError);
    /// An `assert` does not hold.
    "builtins" AssertionError(Exception);
    /// An attribute does not exist.
    "builtins" AttributeError(Exception);
    /// An operation on a buffer fails.
    "builtins" BufferError(Exception);
    /// The input ends early.
    "builtins" EOFError(Exception);
    /// A module, or a name in it, cannot be imported.
    "builtins" ImportError(Exception);
    /// A module does not exist.
    "builtins" ModuleNotFoundError(ImportError);
    /// The root of failed lookups.
    "builtins" LookupError(Exception);
    /// An index is out of range.
    "builtins" IndexError(LookupError);
    /// A key does not exist. Its text is the repr of the key.
    "builtins" KeyError(LookupError) [KEY];
    /// Memory runs out.
    "builtins" MemoryError(Exception);
    /// A name is not defined.
    "builtins" NameError(Exception);
    /// A local variable has no value yet.
    "builtins" UnboundLocalError(NameError);
    /// The operating system reports an error.
    "builtins" OSError(Exception) [OS];
    /// An operation would block.
    "builtins" BlockingIOError(OSError);
    /// An operation on a child process fails.
    "builtins" ChildProcessError(OSError);
    /// The root of failed connections.
    "builtins" ConnectionError(OSError);
    /// The other end of a pipe is closed.
    "builtins" BrokenPipeError(ConnectionError);
    /// A connection attempt is aborted by the peer.
    "builtins" ConnectionAbortedError(ConnectionError);
    /// A connection attempt is refused by the peer.
    "builtins" ConnectionRefusedError(ConnectionError);
    /// A connection is reset by the peer.
    "builtins" ConnectionResetError(ConnectionError);
    /// A file to be created exists already.
    "builtins" FileExistsError(OSError);
    /// A file does not exist.
    "builtins" FileNotFoundError(OSError);
    /// A system call is interrupted.
    "builtins" InterruptedError(OSError);
    /// A file operation meets a directory.
    "builtins" IsADirectoryError(OSError);
    /// A directory operation meets something else.
    "builtins" NotADirectoryError(OSError);
    /// The rights do not suffice.
    "builtins" PermissionError(OSError);
    /// A process does not exist.
    "builtins" ProcessLookupError(OSError);
    /// Time is up. What asyncio's timeouts raise, too.
    "builtins" TimeoutError(OSError);
    /// A weak reference points to nothing any more.
    "builtins" ReferenceError(Exception);
    /// Something goes wrong that no other class describes.
    "builtins" RuntimeError(Exception);
    /// Something is left to be implemented.
    "builtins" NotImplementedError(RuntimeError);
    /// The interpreter is shutting down.
    "builtins" PythonFinalizationError(RuntimeError);
    /// Calls are nested too deeply.
    "builtins" RecursionError(RuntimeError);
    /// A text is no program.
    "builtins" SyntaxError(Exception);
    /// A line of a program is indented wrongly.
    "builtins" IndentationError(SyntaxError);
    /// A program is indented with tabs and spaces that do not agree.
    "builtins" TabError(IndentationError);
    /// The interpreter finds an error of its own.
    "builtins" SystemError(Exception);
    /// A value has the wrong type.
    "builtins" TypeError(Exception);
    /// A value of the right type is not acceptable.
    "builtins" ValueError(Exception);
    /// A text cannot be encoded or decoded.
    "builtins" UnicodeError(ValueError);
    /// Bytes are not the encoding of a text.
    "builtins" UnicodeDecodeError(UnicodeError);
    /// A character has no encoding.
    "builtins" UnicodeEncodeError(UnicodeError);
    /// A text cannot be translated.
    "builtins" UnicodeTranslateError(UnicodeError);
    /// The root of warnings.
    "builtins" Warning(Exception);
    /// A doubtful use of bytes.
    "builtins" BytesWarning(Warning);
    /// A deprecated feature, shown to programmers.
    "builtins" DeprecationWarning(Warning);
    /// A default encoding is used.
    "builtins" EncodingWarning(Warning);
    /// A deprecated feature, shown to users.
    "builtins" FutureWarning(Warning);
    /// A doubtful import.
    "builtins" ImportWarning(Warning);
    /// A feature that will be deprecated.
    "builtins" PendingDeprecationWarning(Warning);
    /// A resource is not released.
    "builtins" ResourceWarning(Warning);
    /// Doubtful behaviour at run time, such as a coroutine that nobody awaits.
    "builtins" RuntimeWarning(Warning);
    /// Doubtful syntax.
    "builtins" SyntaxWarning(Warning);
    /// A doubtful use of Unicode.
    "builtins" UnicodeWarning(Warning);
    /// A warning of a program's own.
    "builtins" UserWarning(Warning);
    /// A future or task is not in the state that an operation needs.
    "asyncio.exceptions" InvalidStateError(Exception);
    /// A barrier is broken.
    "asyncio.exceptions" BrokenBarrierError(RuntimeError);
    /// A queue has nothing to give at once.
    "asyncio.queues" QueueEmpty(Exception);
    /// A queue has no room at once.
    "asyncio.queues" QueueFull(Exception);
    /// A queue is shut down.
    "asyncio.queues" QueueShutDown(Exception);
}
