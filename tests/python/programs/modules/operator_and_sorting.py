"""operator: functions for operators, getters, in-place, sorting with them."""
import operator
from collections import namedtuple
from functools import reduce
from operator import attrgetter, itemgetter, methodcaller

print(operator.add(1, 2), operator.sub(5, 3), operator.mul("a", 3), operator.truediv(1, 4), operator.floordiv(7, 2), operator.mod(7, 3), operator.pow(2, 8), operator.neg(3), operator.pos(-3), operator.abs(-4), operator.inv(5), operator.lshift(1, 4), operator.rshift(16, 2), operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3))
print(operator.lt(1, 2), operator.le(2, 2), operator.eq(1, 1.0), operator.ne(1, 1), operator.ge(1, 2), operator.gt(2, 1), operator.not_([]), operator.truth([0]), operator.is_(None, None), operator.is_not(1, None), operator.contains([1, 2], 2), operator.concat([1], [2]), operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c"), operator.index(5), operator.getitem({"a": 1}, "a"), operator.length_hint([1, 2]), operator.matmul.__name__)
numbers = [1, 2, 3]
operator.setitem(numbers, 0, 10)
operator.delitem(numbers, 1)
same = operator.iadd(numbers, [4])
print(numbers, same is numbers, operator.imul([1], 2), operator.isub(5, 3), operator.ior({1}, {2}) == {1, 2}, operator.iconcat([1], [2]), operator.call(max, 1, 5))
Person = namedtuple("Person", "name age city")
people = [Person("Bob", 25, "Rome"), Person("Ann", 30, "Oslo"), Person("Cid", 25, "Bonn")]
print([p.name for p in sorted(people, key=attrgetter("age", "name"))], [p.name for p in sorted(people, key=itemgetter(2))], max(people, key=itemgetter(1)).name)
print(itemgetter(1, 3, 5)("abcdefg"), itemgetter(slice(2))("abc"), itemgetter("k")({"k": "v"}), attrgetter("real.imag")(5), methodcaller("split", ",", maxsplit=1)("a,b,c"), methodcaller("upper")("x"))
print(itemgetter(1), itemgetter("a", 2), attrgetter("x.y"), attrgetter("a", "b"), methodcaller("m", 1, k=2), operator.add)
print(reduce(operator.mul, range(1, 6)), list(map(operator.add, [1, 2], [3, 4])), sorted([3, 1, 2], key=operator.neg))
table = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def rpn(text):
    stack = []
    for token in text.split():
        if token in table:
            right, left = stack.pop(), stack.pop()
            stack.append(table[token](left, right))
        else:
            stack.append(float(token))
    return stack


print(rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"))
for wrong in (lambda: rpn("1 +"), lambda: rpn("1 x +"), lambda: operator.add(1), lambda: operator.add(1, "a"), lambda: operator.indexOf([1], 2), lambda: itemgetter(), lambda: itemgetter(5)([1]), lambda: attrgetter("nope")(5), lambda: attrgetter(5), lambda: methodcaller("nope")(5), lambda: operator.concat(1, 2), lambda: operator.index(1.5), lambda: methodcaller(), lambda: operator.length_hint(5, "a")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
itemgetter("name")(people[0])
