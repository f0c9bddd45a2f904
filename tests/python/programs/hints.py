import traceback
class A:
    def __init__(self):
        self.count = 1
        self._hidden = 2
    def f(self):
        return cuont
    def g(self):
        return count
    def h(self):
        return self.hidden
    def i(self):
        return self.coun
def show(f):
    try:
        f()
    except Exception as e:
        traceback.print_exc()
        print(str(e), repr(e), traceback.format_exception_only(e))
a = A()
show(a.f)
show(a.g)
show(a.h)
show(a.i)
show(lambda: a.hidden)
show(lambda: [].apend(1))
show(lambda: prnt(1))
show(lambda: sys.exit())
show(lambda: tim.sleep())
def loc():
    value = 1
    return valeu
show(loc)
show(lambda: "".joi([]))
show(lambda: traceback.print_excc())
show(lambda: time)
def outer():
    def u():
        vlaue
    value = 3
    def w(): return value
    u()
show(outer)
show(lambda: getattr(a, "cont"))
show(lambda: int.form_bytes)
def ub():
    print(xyz)
    xyz = 1
show(ub)

