"""Counts and checks every cell of raw SSDA903 CSV files against the format as written down in ssda903.json."""

import argparse
import csv
import json
import sys
from pathlib import Path

from tests.oracles.raw_files import as_date, plain


def why_wrong(column: dict, text: str) -> str | None:
    """Why a cell that is not empty cannot be what its column holds, or nothing."""
    kind = column["type"]
    if kind == "date" and as_date(text) is None:
        return "not a date"
    if kind == "integer" and not (text.isdigit() and column["min_value"] <= int(text) <= column["max_value"]):
        return f"not a whole number from {column['min_value']} to {column['max_value']}"
    if kind == "code" and text not in {**column["codes"], **column.get("former_codes", {})}:
        return "not a code of this column"
    return None


def table_of(layout: dict, columns: list[str]) -> dict:
    """The table whose columns are exactly those of a file."""
    return next(table for table in layout["tables"].values() if list(table["columns"]) == columns)


def check(path: Path, layout: dict) -> tuple[list[dict], list[dict]]:
    """Counts of rows and filled cells a column, and the cells or rows that a reader must report."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        names, *rows = csv.reader(handle)
    table = table_of(layout, names)
    counts = dict.fromkeys(names, 0)
    problems = []
    for line, row in enumerate(rows, start=2):
        for name, cell in zip(names, row, strict=True):
            text = plain(cell)
            counts[name] += bool(text)
            why = why_wrong(table["columns"][name], text) if text else None
            if not text and name in table["key"]:
                why = "the key is empty"
            if why:
                severity = "row" if name in table["key"] else "cell"
                problems.append({"file": path.name, "row": line, "column": name, "value": cell, "why": why})
                problems[-1]["severity"] = severity
    return [{"file": path.name, "rows": len(rows), "column": n, "filled": c} for n, c in counts.items()], problems


def main() -> None:
    """FOLDER and ssda903.json: the counts, or with --problems the problems, as CSV."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("layout", type=Path)
    parser.add_argument("--problems", action="store_true")
    options = parser.parse_args()
    layout = json.loads(options.layout.read_text(encoding="utf-8"))
    found = [row for path in sorted(options.folder.glob("*.csv")) for row in check(path, layout)[options.problems]]
    names = ["file", "row", "column", "value", "why", "severity"] if options.problems else [*found[0]]
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)


if __name__ == "__main__":
    main()
