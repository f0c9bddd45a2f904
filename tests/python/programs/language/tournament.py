"""A round-robin tournament with a table of results."""
from collections import defaultdict
from itertools import combinations

RESULTS = {("ants", "bees"): "2:1", ("ants", "cows"): "0:0", ("bees", "cows"): "3:x"}


def schedule(teams):
    teams = list(teams) + ([None] if len(teams) % 2 else [])
    n = len(teams)
    for day in range(n - 1):
        yield [(teams[i], teams[n - 1 - i]) for i in range(n // 2) if None not in (teams[i], teams[n - 1 - i])]
        teams.insert(1, teams.pop())


for day, games in enumerate(schedule("abcd"), 1):
    print(day, games)
print(len([g for d in schedule(range(7)) for g in d]), len(list(combinations(range(7), 2))))
table = defaultdict(lambda: [0, 0])
for (home, away), score in RESULTS.items():
    try:
        a, b = (int(part) for part in score.split(":"))
    except ValueError as error:
        print(f"{home}-{away}: {error}")
        continue
    for team, ours, theirs in ((home, a, b), (away, b, a)):
        table[team][0] += 3 if ours > theirs else ours == theirs
        table[team][1] += ours - theirs
for team, (points, goals) in sorted(table.items(), key=lambda row: (-row[1][0], -row[1][1], row[0])):
    print(f"{team:<6}{points:>3}{goals:>+4}")
print("dogs" in table, table["dogs"], len(table))
next(schedule([]))
