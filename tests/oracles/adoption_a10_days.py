"""permanence_adoption/adoption_a10_days: days from entering care to living with the adopters."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods


def days_to_adopters(child: dict, period: dict) -> int | None:
    """Start of care to moving in with those who adopted; for a foster carer's adoption, to the stay with that carer."""
    placed = care.moving_in(period["episodes"])
    if placed is None:
        return None
    is_by_foster_carer = child["foster_care"] == "1"
    day = care.placements(period["episodes"])[-1]["start"] if is_by_foster_carer else placed["DECOM"]
    return (day - period["start"]).days


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Adoption orders (E11, E12) in the period that follow an adoptive placement; the mean of their days."""
    data = care.children(folder)
    found = []
    for name, first, last in periods.split(date_from, date_to, grain):
        rows = []
        for child in data["children"]:
            for period in child["periods"]:
                days = days_to_adopters(child, period)
                if period["rec"] in care.ADOPTED and first <= period["until"] <= last and days is not None:
                    of_last = care.dimensions(child, period["episodes"][-1], period["until"])
                    rows.append({"numerator": days, "denominator": 1, **of_last})
        found += periods.add_up(rows, name, by, "mean")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
