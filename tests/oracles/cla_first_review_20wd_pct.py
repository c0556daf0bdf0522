"""looked_after/cla_first_review_20wd_pct: first reviews held within 20 working days of becoming looked after."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods
from tests.oracles.bank_days import add_working_days


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """First reviews held in the period, of children not placed for adoption that day; those in time."""
    data = care.children(folder)
    found = []
    for name, first, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            for period in child["periods"]:
                held = care.reviews_held(child, period)[:1]
                if not held or not first <= held[0] <= last:
                    continue
                episode = care.open_on(period["episodes"], held[0])
                if episode and episode["PLACE"] in care.PLACED_FOR_ADOPTION:
                    continue
                in_time = int(held[0] <= add_working_days(period["start"], 20))
                rows.append({"numerator": in_time, "denominator": 1, **care.dimensions(child, episode, held[0])})
        found += periods.add_up(rows, name, by, "percent")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
