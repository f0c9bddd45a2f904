"""Token buckets with a clock that is passed in."""


class Bucket:
    def __init__(self, rate, capacity, clock):
        self.rate, self.capacity, self.clock = rate, capacity, clock
        self.tokens, self.last = capacity, clock()

    def allow(self, cost=1):
        now = self.clock()
        self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.rate)
        self.last = now
        if cost > self.capacity:
            raise ValueError(f"cost {cost} exceeds {self.capacity}")
        if self.tokens >= cost:
            self.tokens -= cost
            return True
        return False


class Clock:
    now = 0.0

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds
        return self


clock = Clock()
bucket = Bucket(2, 5, clock)
print([bucket.allow() for _ in range(7)])
clock.advance(1)
print([bucket.allow() for _ in range(3)], bucket.tokens)
clock.advance(60)
print(bucket.allow(5), bucket.allow(0.5), round(bucket.tokens, 3))
bucket.allow(6)
