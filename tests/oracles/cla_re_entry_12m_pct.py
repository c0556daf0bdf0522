"""looked_after/cla_re_entry_12m_pct: children who came back into care within a year of going home."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods
from tests.oracles.bank_days import add_months


def came_back(later: list[dict], ended: date) -> bool:
    """A later period of care that starts 0 to 365 days after the return home."""
    return any(0 <= (period["start"] - ended).days <= 365 for period in later)


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Returns home (E4A, E4B) in the period; those followed by a new period of care, once a full year has passed."""
    data = care.children(folder)
    found = []
    for name, first, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            for number, period in enumerate(child["periods"]):
                ended = period["until"]
                if period["rec"] in care.RETURNED_HOME and first <= ended <= last:
                    back = int(came_back(child["periods"][number + 1 :], ended))
                    of_last = care.dimensions(child, period["episodes"][-1], ended)
                    rows.append({"numerator": back, "denominator": 1, **of_last})
        figures = periods.add_up(rows, name, by, "percent")
        if add_months(last, 12) > data["data_date"]:
            for figure in figures:
                figure["value"] = None
        found += figures
    return found


if __name__ == "__main__":
    periods.command_line(measure)
