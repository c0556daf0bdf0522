"""Periods, adding up and the command line that every oracle shares."""

import argparse
import json
from datetime import date, timedelta
from pathlib import Path

from tests.oracles.bank_days import add_months


def label(start: date, grain: str) -> str:
    first_year = start.year if start.month >= 4 else start.year - 1
    year = f"{first_year}-{(first_year + 1) % 100:02d}"
    if grain == "year":
        return year
    if grain == "quarter":
        return f"{year}-Q{(start.month - 4) % 12 // 3 + 1}"
    return f"{start.year}-{start.month:02d}"


def split(date_from: date, date_to: date, grain: str) -> list[tuple[str, date, date]]:
    """Label, first and last day of each period that holds a day of from..to, cut to from..to."""
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    start = date(date_from.year - 1, 4, 1)
    found = []
    while start <= date_to:
        following = add_months(start, months)
        last = following - timedelta(days=1)
        if last >= date_from:
            found.append((label(start, grain), max(start, date_from), min(last, date_to)))
        start = following
    return found


def add_up(rows: list[dict], period: str, by: str | None, kind: str) -> list[dict]:
    """Rows of numerator, denominator and dimensions to one figure, or one figure a value of `by`."""
    groups: dict = {} if by else {None: [0, 0]}
    for row in rows:
        sums = groups.setdefault(row[by] if by else None, [0, 0])
        sums[0] += row["numerator"]
        sums[1] += row["denominator"]
    found = []
    for group in sorted(groups, key=str):
        numerator, denominator = groups[group]
        value: float | None = numerator
        if kind != "count":
            value = None if denominator == 0 else numerator * (100 if kind == "percent" else 1) / denominator
        figures = {
            "numerator": numerator,
            "denominator": None if kind == "count" else denominator,
            "value": value,
        }
        found.append({"period": period, **({by: group} if by else {}), **figures})
    return found


def command_line(measure) -> None:
    """FOLDER --from D --to D --grain year|quarter|month [--by DIM], answered as JSON."""
    parser = argparse.ArgumentParser(description=measure.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="date_from", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="date_to", type=date.fromisoformat, required=True)
    parser.add_argument("--grain", choices=("year", "quarter", "month"), default="year")
    parser.add_argument("--by", choices=("sex", "age_band", "legal_status", "placement_type"))
    options = parser.parse_args()
    found = measure(options.folder, options.date_from, options.date_to, options.grain, options.by)
    print(json.dumps(found, indent=1))
