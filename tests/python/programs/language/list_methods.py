"""Methods of list, slices as targets, and the errors."""
numbers = [3, 1, 4, 1, 5, 9, 2, 6]
numbers.append(5)
numbers.extend((3, 5))
numbers.insert(0, 100)
numbers.insert(-1, -100)
numbers.insert(99, 7)
print(numbers, len(numbers), numbers.pop(), numbers.pop(0), numbers.index(5), numbers.count(1), numbers.index(1, 2))
numbers.remove(1)
numbers.sort()
print(numbers, sorted(numbers, key=lambda n: -n % 5), sorted(["b", "A", "c"], key=str.lower, reverse=True))
numbers.reverse()
copy = numbers.copy()
copy.clear()
print(numbers, copy, numbers[:] == numbers, numbers[2:5], numbers[-3:], numbers[::3], numbers[5:2:-1], numbers[10:20])
letters = list("abcdefgh")
letters[1:3] = ["X", "Y", "Z"]
print(letters)
letters[::2] = "12345"
print(letters)
del letters[0], letters[-1]
del letters[1:3]
letters[len(letters):] = "!!"
letters[0:0] = ["start"]
print(letters, letters * 2, [0] * 3, [[]] * 2, letters + [1])
letters += "ab"
letters *= 2
print(letters, "a" in letters, 5 not in letters)
first, *middle, last = numbers
(a, b), c = [1, 2], 3
*init, = range(3)
print(first, middle, last, a, b, c, init)
grid = [[0] * 3 for _ in range(2)]
grid[1][2] = 7
shared = [[0] * 2] * 2
shared[0][0] = 1
print(grid, shared, [1, 2] < [1, 3], [1] < [1, 0], [] == [], max([1, 5], [2]), min([[3], [2, 9]]))
recursive = [1]
recursive.append(recursive)
print(recursive)
people = [("Ann", 30), ("Bob", 25), ("Cid", 30)]
people.sort(key=lambda p: p[1])
print(people, sorted(people, key=lambda p: (-p[1], p[0])), list(reversed(people))[0], list(enumerate("ab", start=1)), list(zip("ab", (1, 2, 3))))
for wrong in (
    lambda: [].pop(),
    lambda: [1].pop(5),
    lambda: [1].remove(2),
    lambda: [1][1],
    lambda: [1]["a"],
    lambda: [1][1.0],
    lambda: [1] + (2,),
    lambda: [1] * "a",
    lambda: [1, "a"].sort(),
    lambda: [1] < "a",
    lambda: [1].append(),
    lambda: [1].extend(5),
    lambda: [].insert("a", 1),
    lambda: [1].push(2),
    lambda: sum(["a"]),
    lambda: max([]),
    lambda: list(5),
    lambda: list(zip([1], [1, 2], strict=True)),
    lambda: [1, 2].sort(lambda x: x),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
letters[::2] = [1]
