"""health_of_cla/cla_health_assessment_pct: health assessments of children looked after for a year at 31 March."""

from datetime import date
from pathlib import Path

from tests.oracles import care, periods


def measure(folder: Path, date_from: date, date_to: date, grain: str, by: str | None = None) -> list[dict]:
    """Children under 18 in one period of care from 1 April to 31 March; those with the assessment in OC2.

    The return asks once a year, so a period that does not end on 31 March has no figure.
    """
    data = care.children(folder)
    found = []
    for name, _, last in periods.split(date_from, date_to, grain):
        if (last.month, last.day) != (3, 31):
            continue
        answers = data["oc2"].get(last.year - 1, {})
        rows = []
        for child in data["children"]:
            present = care.looked_after_on(child, last)
            if present and present[1]["start"] <= date(last.year - 1, 4, 1):
                done = int(answers.get(child["id"], {}).get("HEALTH_ASSESSMENT") == "1")
                rows.append({"numerator": done, "denominator": 1, **care.dimensions(child, present[0], last)})
        found += periods.add_up(rows, name, by, "percent")
    return found


if __name__ == "__main__":
    periods.command_line(measure)
