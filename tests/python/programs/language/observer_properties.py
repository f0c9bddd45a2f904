"""Observable attributes through __setattr__, and computed ones that follow."""


class Observable:
    def __init__(self, **values):
        object.__setattr__(self, "_watchers", {})
        for name, value in values.items():
            setattr(self, name, value)

    def watch(self, name, callback):
        self._watchers.setdefault(name, []).append(callback)
        return lambda: self._watchers[name].remove(callback)

    def __setattr__(self, name, value):
        old = self.__dict__.get(name)
        super().__setattr__(name, value)
        if old != value:
            for callback in tuple(self._watchers.get(name, ())):
                callback(old, value)

    def __getattr__(self, name):
        raise AttributeError(f"{type(self).__name__} has no {name!r}; it has {', '.join(sorted(self.__dict__))}")


class Rectangle(Observable):
    def __init__(self, width, height):
        super().__init__(width=width, height=height)
        self.area = width * height
        self.watch("width", self.update)
        self.watch("height", self.update)

    def update(self, old, new):
        self.area = self.width * self.height


log = []
box = Rectangle(2, 3)
stop = box.watch("area", lambda old, new: log.append((old, new)))
box.width = 5
box.width = 5
box.height = 1
stop()
box.height = 10
print(log, box.area, sorted(vars(box)))
box.watch("width", lambda old, new: 1 / new)
try:
    box.width = 0
except ZeroDivisionError as error:
    print(error, box.width, box.area)
print(hasattr(box, "depth"), getattr(box, "depth", None))
box.colour
