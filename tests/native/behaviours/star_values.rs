//! What a `try` with `except*` gives.
//!
//! Invariant: the Python assigns to one variable in each clause.

use except_star::exception::{KeyError, TypeError, ValueError, exception_group};
use except_star::{Exception, attempt, print, raise};

behaviours! {
    /// After `except*` a program goes on with what was assigned last: by the body, or by the last handler that ran.
    the_last_clause_of_except_star_gives_the_value {
        python: r#"
async def block(error):
    try:
        if error:
            raise error
        value = "body"
    except* ValueError:
        value = "values"
    except* TypeError:
        value = "types"
    return value


async def main():
    print(await block(None))
    print(await block(TypeError(1)))
    print(await block(ExceptionGroup("both", [TypeError(1), ValueError(2)])))
    print(await block(ExceptionGroup("one", [ValueError(2)])))
    try:
        await block(ExceptionGroup("more", [ValueError(1), KeyError(2)]))
    except ExceptionGroup as e:
        print(repr(e))
"#,
        rust: async {
            let block = async |error: Option<Exception>| {
                attempt(async { error.map_or(Ok("body"), raise) })
                    .except_star(ValueError, async |_| Ok("values"))
                    .except_star(TypeError, async |_| Ok("types"))
                    .await
            };
            print(block(None).await?);
            print(block(Some(TypeError.new(1))).await?);
            print(block(Some(exception_group("both", vec![TypeError.new(1), ValueError.new(2)])?)).await?);
            print(block(Some(exception_group("one", vec![ValueError.new(2)])?)).await?);
            let more = vec![ValueError.new(1), KeyError.new(2)];
            let error = block(Some(exception_group("more", more)?)).await.unwrap_err();
            print(format!("{error:?}"));
            Ok(())
        },
        console: [
            "0.0 body",
            "0.0 types",
            "0.0 types",
            "0.0 values",
            "0.0 ExceptionGroup('more', [KeyError(2)])",
        ],
    }
}
