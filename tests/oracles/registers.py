"""What a school's registers add up to, mark by mark, as the Department's guidance on attendance codes says."""

from collections import defaultdict
from datetime import date, timedelta

PRESENT = {"/", "\\", "L", "B", "K", "P", "V", "W"}
WITH_PERMISSION = {"C", "E", "I", "M", "R", "S", "T", "H"}
WITHOUT_PERMISSION = {"G", "N", "O", "U"}
# A pupil at an interview is educated elsewhere by the older code.
ALSO_PRESENT = {"J"}


def counted(mark: str) -> tuple[int, int, int]:
    """Possible, missed with permission, missed without permission: each nought or one."""
    missed, truant = mark in WITH_PERMISSION, mark in WITHOUT_PERMISSION
    return int(missed or truant or mark in PRESENT | ALSO_PRESENT), int(missed), int(truant)


def sessions(marks: str) -> tuple[int, int, int]:
    """The sums of a week's marks."""
    found = [counted(mark) for mark in marks]
    return sum(each[0] for each in found), sum(each[1] for each in found), sum(each[2] for each in found)


def days_absent(monday: date, marks: str) -> dict[date, tuple[int, int]]:
    """Sessions missed, and those without permission, of each day on which any was missed."""
    found: dict[date, tuple[int, int]] = {}
    for day in range(5):
        _, missed, truant = sessions(marks[2 * day : 2 * day + 2])
        if missed + truant:
            found[monday + timedelta(days=day)] = (missed + truant, truant)
    return found


def by_term(weeks: list[tuple[date, str]], terms: list[tuple[str, date, date]]) -> dict[str, tuple[int, int, int]]:
    """The sums of a pupil's weeks by the term whose days they share."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for monday, marks in weeks:
        for name, first, last in terms:
            if any(first <= monday + timedelta(days=day) <= last for day in range(5)):
                found[name].append(sessions(marks))
    return {name: tuple(map(sum, zip(*each, strict=True))) for name, each in found.items()}
