//! Groups of classes of one's own, whose parts are of that class.

use super::*;

class! {
    Own(ExceptionGroup) derive |group, members| Exception::group(Own, group.message(), members)
}

fn own(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    Exception::group(Own, message, members.into_iter().collect()).expect("all members are `Exception`s")
}

/// `test_except_star_EG_subclass`
///
/// Part and rest are of the class at every level, and each level keeps what is its own: here the number in the message.
#[test]
fn part_and_rest_are_of_the_class_of_the_group() {
    check(async {
        let nested = caught(async { raise(own("in 101", [TypeError.new(2)])) }).await;
        let all = own("out 42", [ValueError.new(1), nested]);
        let (part, rest) = parts(all, &[ValueError]).await;
        let (part, rest) = (part.unwrap(), rest.unwrap());
        assert_eq!(part.repr(), "Own('out 42', [ValueError(1)])");
        assert_eq!(rest.repr(), "Own('out 42', [Own('in 101', [TypeError(2)])])");
        assert!(same_links(&part, &rest));
        Ok(())
    });
}

/// `test_falsy_exception_group_subclass`
#[test]
fn what_is_put_together_again_is_of_the_class_of_the_group() {
    check(async {
        let parts = RefCell::new(Vec::new());
        let out = caught(
            attempt(async { raise(own("m", [TypeError.new(1), ValueError.new(2)])) })
                .except_star(TypeError, async |e| {
                    parts.borrow_mut().push(e.repr());
                    Err(e)
                })
                .except_star(ValueError, async |e| {
                    parts.borrow_mut().push(e.repr());
                    Ok(())
                }),
        )
        .await;
        assert_eq!(parts.take(), ["Own('m', [TypeError(1)])", "Own('m', [ValueError(2)])"]);
        assert_eq!(out.repr(), "Own('m', [TypeError(1)])");
        Ok(())
    });
}
