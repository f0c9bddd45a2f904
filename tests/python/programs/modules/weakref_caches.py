"""weakref: references that die, callbacks, weak dictionaries and sets, finalizers."""
import weakref


class Image:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"

    def draw(self):
        return f"draws {self.name}"


image = Image("cat")
ref = weakref.ref(image)
print(ref() is image, ref().draw())
proxy = weakref.proxy(image)
print(proxy.name, proxy.draw())
cache = weakref.WeakValueDictionary()
cache["cat"] = image
cache["dog"] = dog = Image("dog")
print(sorted(cache), "cat" in cache, len(cache), cache.get("cow", "none"))
del image
print(ref(), sorted(cache), len(cache))
try:
    proxy.name
except ReferenceError as error:
    print("ReferenceError:", error)
extra = weakref.WeakKeyDictionary()
extra[dog] = {"size": 3}
print(extra[dog], len(extra), dog in extra)
seen = weakref.WeakSet([dog])
print(dog in seen, len(seen))
del dog
print(len(extra), len(seen), cache.get("dog"))


class Observer:
    def __init__(self, name):
        self.name = name

    def notify(self, event):
        print(self.name, "got", event)


class Subject:
    def __init__(self):
        self.observers = weakref.WeakSet()
        self.methods = []

    def attach(self, observer):
        self.observers.add(observer)
        self.methods.append(weakref.WeakMethod(observer.notify))

    def emit(self, event):
        for method in self.methods:
            if (notify := method()) is not None:
                notify(event)
            else:
                print("a dead method")


subject = Subject()
first = Observer("first")
subject.attach(first)
second = Observer("second")
subject.attach(second)
subject.emit("one")
del first
subject.emit("two")
print(len(subject.observers))
a = Image("a")
b = Image("b")
a.other, b.other = b, weakref.ref(a)
print(a.other.other() is a)
for wrong in (lambda: weakref.ref(5), lambda: weakref.ref([]), lambda: weakref.WeakValueDictionary()["x"], lambda: weakref.WeakSet().pop()):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
subject.observers.discard(second)
subject.observers.pop()
