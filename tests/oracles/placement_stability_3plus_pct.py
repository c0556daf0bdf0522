"""placements/placement_stability_3plus_pct: children moved so often that they had three placements in the year."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods

NOT_COUNTED = (*care.TEMPORARY, "A3", "A5")  # A3 and A5: adoption by the present foster carer is no move


def placements_in_year(child: dict, last: date) -> int:
    """Placements of 24 hours or more from 1 April to the day; one open on 1 April counts."""
    first = date(last.year if last.month >= 4 else last.year - 1, 4, 1)
    count = 0
    for period in child["periods"]:
        for stay in care.placements(period["episodes"]):
            lasts_a_day = stay["until"] > stay["start"]
            in_year = stay["start"] <= last and stay["until"] > first
            count += lasts_a_day and in_year and stay["type"] not in NOT_COUNTED
    return count


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Children looked after at the last day; those with three or more placements from 1 April to it."""
    data = care.children(folder)
    found = []
    for name, _, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            present = care.looked_after_on(child, last)
            if present:
                counts = int(placements_in_year(child, last) >= 3)
                rows.append({"numerator": counts, "denominator": 1, **care.dimensions(child, present[0], last)})
        found += periods.add_up(rows, name, by, "percent")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
