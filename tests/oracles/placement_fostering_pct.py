"""placements/placement_fostering_pct: looked-after children in foster care at a date."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Children looked after at the last day; those whose placement is U1 to U6."""
    data = care.children(folder)
    found = []
    for name, _, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            present = care.looked_after_on(child, last)
            if present:
                counts = int(present[0]["PLACE"] in care.FOSTERING)
                rows.append({"numerator": counts, "denominator": 1, **care.dimensions(child, present[0], last)})
        found += periods.add_up(rows, name, by, "percent")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
