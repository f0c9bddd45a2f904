"""Groups with classes of one's own, nested in one another, in a traceback."""
import asyncio


class ValidationError(ValueError):
    def __init__(self, field, problem):
        self.field, self.problem = field, problem

    def __str__(self):
        return f"{self.field}: {self.problem}"

    def __repr__(self):
        return f"<ValidationError {self.field}>"


class FormError(ExceptionGroup[ValidationError]):
    def derive(self, excs):
        return FormError(self.message, excs)


async def check_name(form):
    if not form.get("name"):
        raise ValidationError("name", "is missing")


async def check_age(form):
    await asyncio.sleep(0.1)
    try:
        age = int(form["age"])
    except ValueError as error:
        raise ValidationError("age", "is no number") from error
    if age < 0:
        raise ValidationError("age", "is negative")


async def validate(form):
    results = await asyncio.gather(check_name(form), check_age(form), return_exceptions=True)
    if errors := [e for e in results if e is not None]:
        raise FormError(f"form of {form.get('name', 'nobody')!r}", errors)
    return form


async def main():
    print(await validate({"name": "ann", "age": "33"}))
    for form in ({"age": "-1"}, {"name": "bob"}):
        try:
            await validate(form)
        except* ValidationError as group:
            print(type(group).__name__, repr(group), [e.field for e in group.exceptions])
        except* KeyError as group:
            print(type(group).__name__, repr(group))
    async with asyncio.TaskGroup() as tg:
        tg.create_task(validate({"age": "old"}))
        tg.create_task(validate({"name": "eve", "age": "x1"}))


asyncio.run(main())
