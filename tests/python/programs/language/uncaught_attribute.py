"""An error that leaves main: the hint stands in the traceback."""


class Sensor:
    def __init__(self, unit):
        self.unit = unit
        self.readings = []

    def record(self, value):
        self.readings.append(value)

    @property
    def average(self):
        return sum(self.reading) / len(self.readings)


def report(sensors):
    for name, sensor in sensors.items():
        print(name, f"{sensor.average:.1f}{sensor.unit}")


def main():
    sensors = {"kitchen": Sensor("C")}
    sensors["kitchen"].record(21)
    report(
        sensors,
    )


main()
