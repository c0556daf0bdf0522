"""looked_after/cla_open: children looked after at the last day of each period."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Children under 18 with an episode open at the last day, those only in short breaks (V3, V4) left out."""
    data = care.children(folder)
    found = []
    for name, _, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            present = care.looked_after_on(child, last)
            if present:
                rows.append({"numerator": 1, "denominator": 0, **care.dimensions(child, present[0], last)})
        found += periods.add_up(rows, name, by, "count")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
