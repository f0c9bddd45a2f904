"""Mean, median, mode, deviation, quantiles and a histogram, with empty data."""


class StatisticsError(ValueError):
    pass


def mean(data):
    if not data:
        raise StatisticsError("mean requires at least one data point")
    return sum(data) / len(data)


def median(data):
    ordered = sorted(data)
    n = len(ordered)
    middle = n // 2
    return ordered[middle] if n % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def mode(data):
    counts = {}
    for value in data:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=counts.get)


def deviation(data):
    m = mean(data)
    return (sum((x - m) ** 2 for x in data) / (len(data) - 1)) ** 0.5


def quantile(data, q):
    ordered = sorted(data)
    place = q * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def histogram(data, bins=4, width=20):
    low, high = min(data), max(data)
    size = (high - low) / bins
    counts = [0] * bins
    for x in data:
        counts[min(int((x - low) / size), bins - 1)] += 1
    for i, n in enumerate(counts):
        print(f"{low + i * size:7.2f} .. {low + (i + 1) * size:7.2f} {'*' * round(width * n / max(counts)):<{width}} {n}")


data = [2.5, 3.1, 4.7, 3.1, 9.6, 5.2, 3.9, 7.7, 3.1, 4.4]
print(f"mean {mean(data):.3f} median {median(data)} mode {mode(data)} deviation {deviation(data):.4f}")
print([round(quantile(data, q), 3) for q in (0, 0.25, 0.5, 0.9, 1)], median([3, 1, 2]), median([1]), mode("abracadabra"))
histogram(data)


def correlation(xs, ys):
    mx, my = mean(xs), mean(ys)
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return top / (sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)) ** 0.5


print(round(correlation([1, 2, 3, 4], [2, 4, 5, 9]), 6), round(correlation([1, 2, 3], [3, 2, 1]), 6))
for attempt in (lambda: mean([]), lambda: median([]), lambda: mode([]), lambda: correlation([1, 2], [1]), lambda: mean(["a"])):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__ + ":", error)
histogram([])
