"""Annex A: the lists of the last workbook; each holds what touches the months before its day (formats.md section 1)."""

import re
from pathlib import Path

import openpyxl
from tests.oracles.returns.cells import day, number, plain, sex, yes
from tests.oracles.returns.folders import files


def lists(path: Path) -> dict[int, list[dict]]:
    """Rows of each list by its number; headings in lower case without punctuation."""
    found: dict[int, list[dict]] = {}
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        named = re.search(r"(\d+)", sheet.title)
        rows = list(sheet.iter_rows(values_only=True))
        if named is None or not rows:
            continue
        headings = [re.sub(r"[^a-z0-9]", "", plain(cell).lower()) for cell in rows[0]]
        found[int(named[1])] = [dict(zip(headings, row, strict=False)) for row in rows[1:] if any(row)]
    return found


def value(row: dict, *starts: str):
    """The cell of the first heading that begins with one of the texts."""
    return next((cell for start in starts for name, cell in row.items() if name.startswith(start)), None)


def facts(folder: Path) -> dict:
    from tests.oracles.returns.facts import unique

    received, path = files(folder, "annex_a", ".xlsx")[-1]
    found = lists(path)

    def rows(which: int) -> list[tuple[str, dict]]:
        return [(plain(value(row, "childuniqueid")), row) for row in found.get(which, [])]

    children = {
        who: {"sex": sex(value(row, "gender")), "born": day(value(row, "dateofbirth"))}
        for which in range(1, 11)
        for who, row in rows(which)
        if who
    }
    return {
        "data_date": received,
        "children": children,
        "contacts": [
            {"child": who, "date": day(value(row, "dateofcontact")), "source": plain(value(row, "contactsource"))}
            for who, row in rows(1)
        ],
        "referrals": unique(
            [
                {
                    "child": who,
                    "date": day(value(row, "dateofreferral")),
                    "closed": None,
                    "nfa": yes(value(row, "referralnfa")),
                }
                for who, row in rows(3)
            ],
            "child",
            "date",
        ),
        "assessments": unique(
            [
                {
                    "child": who,
                    "start": day(value(row, "continuousassessmentstart")),
                    "authorised": day(value(row, "continuousassessmentdateofauth")),
                }
                for who, row in rows(4)
            ],
            "child",
            "start",
        ),
        "enquiries": unique(
            [
                {
                    "child": who,
                    "start": day(value(row, "strategydiscussion")),
                    "conference": day(value(row, "dateofinitialchild")),
                }
                for who, row in rows(5)
            ],
            "child",
            "start",
        ),
        "plans": unique(
            [
                {
                    "child": who,
                    "start": day(value(row, "childprotectionplanstart")),
                    "end": day(value(row, "childprotectionplanend")),
                    "previous": number(value(row, "numberofpreviouschild")),
                }
                for who, row in rows(7)
            ],
            "child",
            "start",
        ),
    }
