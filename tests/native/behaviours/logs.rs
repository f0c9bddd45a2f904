//! Logging and the loop's exception handler: which records appear, how, and who is told instead.
//!
//! Invariant: a record is shown on standard error or not at all, and none changes what the program does.

use except_star::exception::{TypeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    ErrorContext, Level, Logger, Result, attempt, basic_config, block, call_exception_handler, call_soon, coro,
    create_named_task, create_task, default_exception_handler, print, raise, reset_exception_handler,
    set_exception_handler, sleep,
};

/// Fails at its first step, and nobody asks for it.
async fn fail(cause: &str) -> Result<()> {
    raise(ValueError.new(cause))
}

behaviours! {
    shared: r#"
async def fail(cause):
    raise ValueError(cause)


async def straggler():
    await asyncio.sleep(9)


def broken():
    raise ValueError("broken")
"#,

    /// Without a configuration warnings and worse appear as the bare message, whatever the levels are. With one, a
    /// record needs the level of its logger, or of the nearest logger above that has one.
    a_record_needs_the_level_of_its_logger {
        python: r#"
import logging


def log(logger):
    for level in [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL]:
        logger.log(level, "level %d", level)
    print(logger.name, logger.isEnabledFor(logging.INFO))


async def main():
    shop, counter = logging.getLogger("shop"), logging.getLogger("shop.counter")
    log(shop)
    shop.setLevel(logging.INFO)
    log(shop)
    logging.basicConfig(level=logging.ERROR)
    log(counter)
    log(logging.getLogger("shopping"))
    counter.setLevel(logging.CRITICAL)
    logging.basicConfig(level=logging.DEBUG)
    log(counter)
    log(logging.getLogger("other"))
    try:
        raise ValueError("handled")
    except ValueError:
        shop.exception("it failed")
        counter.exception("not shown")
"#,
        rust: async {
            fn log(logger: &Logger) {
                for level in [Level::Debug, Level::Info, Level::Warning, Level::Error, Level::Critical] {
                    logger.log(level, format!("level {}", level as u8));
                }
                print(format!("{} {}", logger.name(), logger.is_enabled_for(Level::Info).repr()));
            }
            let (shop, counter) = (Logger::new("shop"), Logger::new("shop.counter"));
            log(&shop);
            shop.set_level(Level::Info);
            log(&shop);
            basic_config(Level::Error);
            log(&counter);
            log(&Logger::new("shopping"));
            counter.set_level(Level::Critical);
            basic_config(Level::Debug);
            log(&counter);
            log(&Logger::new("other"));
            attempt(async { raise(ValueError.new("handled")) })
                .except(ValueError, async |e| {
                    shop.exception("it failed", &e);
                    counter.exception("not shown", &e);
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 ! level 30",
            "0.0 ! level 40",
            "0.0 ! level 50",
            "0.0 shop False",
            "0.0 ! level 30",
            "0.0 ! level 40",
            "0.0 ! level 50",
            "0.0 shop True",
            "0.0 ! INFO:shop.counter:level 20",
            "0.0 ! WARNING:shop.counter:level 30",
            "0.0 ! ERROR:shop.counter:level 40",
            "0.0 ! CRITICAL:shop.counter:level 50",
            "0.0 shop.counter True",
            "0.0 ! ERROR:shopping:level 40",
            "0.0 ! CRITICAL:shopping:level 50",
            "0.0 shopping False",
            "0.0 ! CRITICAL:shop.counter:level 50",
            "0.0 shop.counter False",
            "0.0 ! ERROR:other:level 40",
            "0.0 ! CRITICAL:other:level 50",
            "0.0 other False",
            "0.0 ! ERROR:shop:it failed",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: handled",
        ],
    }

    /// What asyncio reports by itself are records of its own logger: they carry its name once there is a configuration, and
    /// its level silences them.
    what_asyncio_reports_are_records_of_its_logger {
        debug: true,
        python: r#"
import logging
import time


async def main():
    asyncio.create_task(fail("first"), name="first")
    await asyncio.sleep(0)
    logging.basicConfig(level=logging.INFO)
    asyncio.create_task(fail("second"), name="second")
    await asyncio.sleep(0)
    time.sleep(0.125)
    await asyncio.sleep(0)
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    time.sleep(0.125)
    await asyncio.sleep(0)
    asyncio.create_task(fail("third"), name="third")
    await asyncio.sleep(0)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    asyncio.create_task(fail("fourth"), name="fourth")
    await asyncio.sleep(0)
    fail("never awaited")
"#,
        rust: async {
            let asyncio = Logger::new("asyncio");
            create_named_task("first", coro!(fail("first")))?;
            sleep(0.0).await?;
            basic_config(Level::Info);
            create_named_task("second", coro!(fail("second")))?;
            sleep(0.0).await?;
            block(0.125)?;
            sleep(0.0).await?;
            asyncio.set_level(Level::Error);
            block(0.125)?;
            sleep(0.0).await?;
            create_named_task("third", coro!(fail("third")))?;
            sleep(0.0).await?;
            asyncio.set_level(Level::Critical);
            create_named_task("fourth", coro!(fail("fourth")))?;
            sleep(0.0).await?;
            drop(coro!(fail("never awaited")));
            Ok(())
        },
        console: [
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='first' coro=<fail() done, defined at …> exception=ValueError('first') created at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: first",
            "0.0 ! ERROR:asyncio:Task exception was never retrieved",
            "0.0 ! future: <Task finished name='second' coro=<fail() done, defined at …> exception=ValueError('second') created at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: second",
            "0.125 ! WARNING:asyncio:Executing <Task pending name='Task-1' coro=<main() running at …> cb=[_run_until_complete_cb() at …] created at …> took 0.125 seconds",
            "0.25 ! ERROR:asyncio:Task exception was never retrieved",
            "0.25 ! future: <Task finished name='third' coro=<fail() done, defined at …> exception=ValueError('third') created at …>",
            "0.25 ! Traceback (most recent call last):",
            "0.25 ! ValueError: third",
            "0.25 ! RuntimeWarning: coroutine 'fail' was never awaited",
            "0.25 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
        ],
    }

    /// An exception handler is told instead of the log, and may pass it on. It hears of what is never retrieved, of failed
    /// calls, of what the program itself reports, and of errors in the shutdown.
    an_exception_handler_is_told_instead_of_the_log {
        python: r#"
async def work():
    try:
        await asyncio.sleep(9)
    finally:
        asyncio.create_task(straggler())
        await asyncio.sleep(0)
        raise ValueError("cleanup")


def handle(loop, context):
    subjects = [(key, value) for key, value in context.items() if key in ("future", "task", "handle")]
    print("handler", context["message"], repr(context.get("exception")), *[key for key, _ in subjects])


def pass_on(loop, context):
    print("passes on")
    loop.default_exception_handler(context)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handle)
    asyncio.create_task(fail("lost"))
    await asyncio.sleep(0)
    loop.call_soon(broken)
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": "of its own"})
    loop.set_exception_handler(pass_on)
    loop.call_soon(broken)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    loop.call_soon(broken)
    await asyncio.sleep(0)
    loop.set_exception_handler(handle)
    asyncio.create_task(work())
    await asyncio.sleep(0)
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        create_task(coro!("straggler", sleep(9.0)))?;
                        sleep(0.0).await?;
                        raise(ValueError.new("cleanup"))
                    })
                    .await
            }
            fn broken() -> Result<()> {
                raise(ValueError.new("broken"))
            }
            fn handle(context: &ErrorContext) -> Result<()> {
                let subject = context.subject.as_ref().map_or(String::new(), |(key, _)| format!(" {key}"));
                print(format!("handler {} {}{subject}", context.message, context.exception.repr()));
                Ok(())
            }
            set_exception_handler(handle)?;
            create_task(coro!(fail("lost")))?;
            sleep(0.0).await?;
            call_soon("broken", broken)?;
            sleep(0.0).await?;
            call_exception_handler(&ErrorContext::new("of its own"))?;
            set_exception_handler(|context| {
                print("passes on");
                default_exception_handler(context)
            })?;
            call_soon("broken", broken)?;
            sleep(0.0).await?;
            reset_exception_handler()?;
            call_soon("broken", broken)?;
            sleep(0.0).await?;
            set_exception_handler(handle)?;
            create_task(coro!(work()))?;
            sleep(0.0).await
        },
        console: [
            "0.0 handler Task exception was never retrieved ValueError('lost') future",
            "0.0 handler Exception in callback broken() at … ValueError('broken') handle",
            "0.0 handler of its own None",
            "0.0 passes on",
            "0.0 ! Exception in callback broken() at …",
            "0.0 ! handle: <Handle broken() at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: broken",
            "0.0 ! Exception in callback broken() at …",
            "0.0 ! handle: <Handle broken() at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: broken",
            "0.0 handler unhandled exception during asyncio.run() shutdown ValueError('cleanup') task",
            "0.0 handler Task was destroyed but it is pending! None task",
        ],
    }

    /// What an exception handler raises is logged with all that the handler was told, and the loop goes on.
    what_an_exception_handler_raises_is_logged {
        python: r#"
async def work():
    try:
        await asyncio.sleep(9)
    finally:
        asyncio.create_task(straggler(), name="straggler")
        await asyncio.sleep(0)


def handle(loop, context):
    raise TypeError("handler")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handle)
    asyncio.create_task(fail("lost"), name="lost")
    await asyncio.sleep(0)
    loop.call_soon(broken)
    await asyncio.sleep(0)
    asyncio.create_task(work())
    await asyncio.sleep(0)
    print("main ends")
"#,
        rust: async {
            fn broken() -> Result<()> {
                raise(ValueError.new("broken"))
            }
            set_exception_handler(|_| raise(TypeError.new("handler")))?;
            create_named_task("lost", coro!(fail("lost")))?;
            sleep(0.0).await?;
            call_soon("broken", broken)?;
            sleep(0.0).await?;
            create_task(coro!("work", async {
                attempt(sleep(9.0))
                    .finally(async || {
                        create_named_task("straggler", coro!("straggler", sleep(9.0)))?;
                        sleep(0.0).await
                    })
                    .await
            }))?;
            sleep(0.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "0.0 ! Unhandled error in exception handler",
            "0.0 ! context: {'message': 'Task exception was never retrieved', 'exception': ValueError('lost'), 'future': <Task finished name='lost' coro=<fail() done, defined at …> exception=ValueError('lost')>}",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! TypeError: handler",
            "0.0 ! Unhandled error in exception handler",
            "0.0 ! context: {'message': 'Exception in callback broken() at …', 'exception': ValueError('broken'), 'handle': <Handle broken() at …>}",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: broken",
            "0.0 ! ",
            "0.0 ! During handling of the above exception, another exception occurred:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! TypeError: handler",
            "0.0 main ends",
            "0.0 ! Unhandled error in exception handler",
            "0.0 ! context: {'message': 'Task was destroyed but it is pending!', 'task': <Task pending name='straggler' coro=<straggler() done, defined at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>}",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! TypeError: handler",
        ],
    }
}
