//! Errors of the host's own library, raised by `?` as Python's functions raise theirs.
//!
//! Invariant: what is opened is not there, or is this machine's root directory.

use except_star::exception::{KeyError, OSError, ValueError};
use except_star::repr::Repr;
use except_star::{Exception, Result, attempt, print, raise};

async fn show(e: Exception) -> Result<()> {
    print(format!("{e:?} {}", e.context().repr()));
    Ok(())
}

behaviours! {
    /// An error of the system is an OSError, of the subclass of its number. What is handled is its context.
    an_error_of_the_system_is_raised_as_an_os_error {
        python: r#"
import os


async def main():
    for path in ["/no/such/file", "/dev/null/file"]:
        try:
            try:
                raise KeyError("handled")
            except KeyError:
                os.open(path, os.O_RDONLY)
        except OSError as e:
            print(repr(e), repr(e.__context__))
    try:
        os.mkdir("/")
    except OSError as e:
        print(repr(e), repr(e.__context__))
"#,
        rust: async {
            for path in ["/no/such/file", "/dev/null/file"] {
                attempt(
                    attempt(async { raise(KeyError.new("handled")) })
                        .except(KeyError, async |_| {
                            std::fs::File::open(path)?;
                            Ok(())
                        }),
                )
                .except(OSError, show)
                .await?;
            }
            attempt(async { Ok(std::fs::create_dir("/")?) }).except(OSError, show).await
        },
        console: [
            "0.0 FileNotFoundError(2, 'No such file or directory') KeyError('handled')",
            "0.0 NotADirectoryError(20, 'Not a directory') KeyError('handled')",
            "0.0 FileExistsError(17, 'File exists') None",
        ],
    }

    /// What is no number is a ValueError.
    what_is_no_number_is_raised_as_a_value_error {
        python: r#"
async def main():
    try:
        try:
            raise KeyError("handled")
        except KeyError:
            int("")
    except ValueError as e:
        print(repr(e), repr(e.__context__))
    try:
        float("")
    except ValueError as e:
        print(repr(e), repr(e.__context__))
"#,
        rust: async {
            attempt(
                attempt(async { raise(KeyError.new("handled")) })
                    .except(KeyError, async |_| Ok("".parse::<i64>()?)),
            )
            .except(ValueError, async |e| show(e).await.map(|()| 0))
            .await?;
            let zero = attempt(async { Ok("".parse::<f64>()?) }).except(ValueError, async |e| show(e).await.map(|()| 0.0));
            zero.await?;
            Ok(())
        },
        console: [
            r#"0.0 ValueError("invalid literal for int() with base 10: ''") KeyError('handled')"#,
            r#"0.0 ValueError("could not convert string to float: ''") None"#,
        ],
    }
}

/// Errors that are not the system's have no number, but a class.
#[test]
fn other_errors_of_input_and_output_have_the_class_of_their_kind() {
    use std::io::{Error, ErrorKind};
    let repr = |kind, text: &str| Exception::from(Error::new(kind, text)).repr();
    assert_eq!(repr(ErrorKind::NotFound, "no config"), "FileNotFoundError('no config')");
    assert_eq!(repr(ErrorKind::UnexpectedEof, "short"), "EOFError('short')");
    assert_eq!(repr(ErrorKind::InvalidData, "no UTF-8"), "ValueError('no UTF-8')");
    assert_eq!(repr(ErrorKind::Other, "odd"), "OSError('odd')");
    // An invalid argument is the system's word for it: no ValueError.
    assert_eq!(Exception::from(Error::from_raw_os_error(22)).repr(), "OSError(22, 'Invalid argument')");
    let number = |text: &str| Exception::from(text.parse::<u8>().unwrap_err()).repr();
    assert_eq!(number("x"), "ValueError('invalid digit found in string')");
    assert_eq!(number("256"), "ValueError('number too large to fit in target type')");
    let float = Exception::from("x".parse::<f64>().unwrap_err());
    assert_eq!(float.repr(), "ValueError('invalid float literal')");
}
