"""Rules of returns, slowly: a condition is asked of one row at a time, with loops and dictionaries; nothing of Sherwood is used.

A condition is the dictionary that stands in a rule's file. What cannot be told (an empty cell) gives None, which counts as not held.
"""

import calendar
import datetime as dt
import re


def holds(condition, row, tables, table, this=None):
    """Whether a condition holds of a row: True, False, or None where it cannot be told."""
    this = row if this is None else this
    if "any" in condition:
        return either([holds(each, row, tables, table, this) for each in condition["any"]])
    if "all" in condition:
        return both([holds(each, row, tables, table, this) for each in condition["all"]])
    if "none" in condition:
        return not either([holds(each, row, tables, table, this) for each in condition["none"]])
    for name in ("exists", "lacks"):
        if name in condition:
            return bool(beside(condition[name], row, tables, this)) == (name == "exists")
    return both(list(of_column(condition, row, tables, table, this)))


def beside(wanted, row, tables, this):
    """The rows of another table that share the columns and meet every condition."""
    same = wanted.get("same", ["source_id"])
    found = []
    for other in tables[wanted["table"]]:
        is_same = all(row.get(name) is not None and row.get(name) == other.get(name) for name in same)
        tests = [holds(each, other, tables, wanted["table"], this) for each in wanted.get("where", [])]
        if is_same and both(tests) is True:
            found.append(other)
    return found


def of_column(condition, row, tables, table, this):
    """Each part of a condition on a column."""
    name = condition["column"]
    value = value_of(name, row, tables, this)
    text = value_of(f"{name}_text", row, tables, this) if f"{name.rpartition('.')[2]}_text" in row else value
    known = value is not None
    yield from listed(condition, value)
    if "filled" in condition:
        yield (text is not None) == condition["filled"]
    if "readable" in condition:
        yield text is not None and known == condition["readable"]
    if "like" in condition:
        yield re.fullmatch(condition["like"], text) is not None if text is not None else None
    if "unlike" in condition:
        yield re.fullmatch(condition["unlike"], text) is None if text is not None else None
    if "at_least" in condition:
        yield value >= condition["at_least"] if known else None
    if "at_most" in condition:
        yield value <= condition["at_most"] if known else None
    for word, test in COMPARED.items():
        if word in condition:
            other = later(value_of(condition[word], row, tables, this), condition)
            yield test(value, other) if known and other is not None else None


def listed(condition, value):
    """Whether a value is one of those named, and none of those excluded."""
    if "is" in condition:
        yield value in condition["is"] if value is not None else None
    if "is_not" in condition:
        yield value not in condition["is_not"] if value is not None else None


COMPARED = {
    "before": lambda a, b: a < b,
    "on_or_before": lambda a, b: a <= b,
    "after": lambda a, b: a > b,
    "on_or_after": lambda a, b: a >= b,
    "same_as": lambda a, b: a == b,
    "differs_from": lambda a, b: a != b,
}


def value_of(name, row, tables, this):
    """A day by its name, a cell of the row in hand, of the rule's own row, or of the child's row in another table."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        return dt.date.fromisoformat(name)
    if name in tables["days"]:
        return tables["days"][name]
    whose, _, own = name.rpartition(".")
    if not whose:
        return row.get(own)
    if whose == "this":
        return this.get(own)
    found = [other for other in tables[whose] if other["source_id"] == this["source_id"]]
    return found[0].get(own) if found and this["source_id"] is not None else None


def later(day, condition):
    """The day with what the condition adds to it; the last of a month stays within a shorter one."""
    if day is None:
        return None
    if not {"plus_years", "plus_months", "plus_days"} & set(condition):
        return day
    months = 12 * condition.get("plus_years", 0) + condition.get("plus_months", 0)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) + dt.timedelta(days=condition.get("plus_days", 0))


def either(answers):
    """Whether one of them holds."""
    if any(each is True for each in answers):
        return True
    return None if any(each is None for each in answers) else False


def both(answers):
    """Whether all of them hold."""
    if any(each is False for each in answers):
        return False
    return None if any(each is None for each in answers) else True
