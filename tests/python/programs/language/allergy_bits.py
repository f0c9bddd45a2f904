"""Scores as sets of bits, and robots with modular names."""
ALLERGENS = ["eggs", "peanuts", "shellfish", "strawberries", "tomatoes", "chocolate", "pollen", "cats"]


class Allergies:
    def __init__(self, score):
        self.score = score & 0xFF

    def __contains__(self, name):
        return bool(self.score >> ALLERGENS.index(name) & 1)

    def __iter__(self):
        return (name for i, name in enumerate(ALLERGENS) if self.score >> i & 1)

    def __or__(self, other):
        return Allergies(self.score | other.score)

    def __repr__(self):
        return f"Allergies({', '.join(self) or 'none'})"


a = Allergies(34)
print(a, "peanuts" in a, "cats" in a, list(Allergies(509)), a | Allergies(1), Allergies(0), len(list(Allergies(255))))
names = ["".join(chr(65 + (i * k) % 26) for k in (3, 7)) + f"{i * 37 % 1000:03}" for i in range(5)]
print(names, len(set(names)))
Allergies("x")
