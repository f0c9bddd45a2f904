"""FizzBuzz with rules as data."""
RULES = {3: "Fizz", 5: "Buzz", 7: "Bang"}


def word(n, rules=RULES):
    return "".join(text for divisor, text in rules.items() if n % divisor == 0) or str(n)


print(*(word(n) for n in range(1, 22)))
print(word(105), word(10, {10: "Ten"}), [word(n, {}) for n in range(2)])
print(sum(1 for n in range(100) if word(n).isdigit()))
print(word(1, {0: "never"}))
