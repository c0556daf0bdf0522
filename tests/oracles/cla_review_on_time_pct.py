"""looked_after/cla_review_on_time_pct: children whose every review due in the period, or outstanding when it began, was held on time."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods
from tests.oracles.bank_days import working_days_between


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Children looked after for 20 working days at the last day, not placed for adoption; those with none late."""
    data = care.children(folder)
    found = []
    for name, first, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            present = care.looked_after_on(child, last)
            if not present or present[0]["PLACE"] in care.PLACED_FOR_ADOPTION:
                continue
            if working_days_between(present[1]["start"], last) >= 20:
                on_time = int(not care.has_late_review(child, present[1], first, last))
                rows.append({"numerator": on_time, "denominator": 1, **care.dimensions(child, present[0], last)})
        found += periods.add_up(rows, name, by, "percent")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
