"""Runs the invariants of a county over the files it delivered: each is one SELECT that finds what cannot be.

    SELECT … in county_invariants/*.sql, each headed by its name, by what it says in words, and by how to break a file so that
    it must find something:

    -- name: no_review_before_its_plan
    -- says: A protection plan's review is held on or after the day the plan began.
    -- break: ssd_cp_reviews SET cppr_cp_review_date = '1990-01-01'

    A line `-- clean: …` says why the rule holds of a clean county alone.

A break sets one cell of the first row that meets its WHERE (`TABLE SET column = expression WHERE condition`), repeats that row
(`TABLE REPEAT WHERE …`) or leaves it out (`TABLE OMIT WHERE …`). Tables are named by feed and file, columns by their headings in
lower case; every row knows its `_file`, the day of its `_drop` and, counted from 0, its `_row`. The files of every term's school
census are one table, whose rows know their `census` (2024_autumn).
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

FOLDER = Path(__file__).with_name("county_invariants")
# What comes whole each time is read from its newest drop; of the rest every drop is read.
WHOLE_EACH_TIME = {"ssd", "annex_a", "population", "postcode_directory", "comparators"}
# What ended long ago is left out of these lists: every drop of them is read, however large the newest.
LISTS = {"housing_tenancies", "housing_members", "attendance_daily_pupils"}
TERM = re.compile(r"(\d{4}_(?:spring|summer|autumn))_")
# Elements of the census below a child, each a table; the cells are the elements without elements inside.
CENSUS = {
    "child": "ChildIdentifiers",
    "case": "CINdetails",
    "assessment": "Assessments",
    "enquiry": "Section47",
    "plan": "ChildProtectionPlans",
    "review": "CPPreviewDate",
}
MACROS = """
CREATE OR REPLACE MACRO day(x) AS try_strptime(x, ['%Y-%m-%d', '%d/%m/%Y', '%d-%b-%Y', '%Y-%b-%d %H:%M:%S'])::DATE;
CREATE OR REPLACE MACRO upn_letters() AS 'ABCDEFGHJKLMNPQRTUVWXYZ';
CREATE OR REPLACE MACRO upn_worth(c) AS CASE WHEN c BETWEEN '0' AND '9' THEN c::INT ELSE strpos(upn_letters(), c) - 1 END;
CREATE OR REPLACE MACRO upn_letter(x) AS substr(upn_letters(), 1 + list_sum(list_transform(range(2, 14),
    lambda n: n * upn_worth(substr(x, n::INT, 1))))::INT % 23, 1);
CREATE OR REPLACE MACRO nhs_left(x) AS
    list_sum(list_transform(range(1, 11), lambda n: (11 - n) * try_cast(substr(x, n::INT, 1) AS INT)))::INT % 11;
"""


@dataclass(frozen=True)
class Invariant:
    """A rule that no file of a county breaks, and how to break a file so that the rule notices."""

    name: str
    says: str
    breaks: str
    select: str
    is_of_clean_files: bool


def invariants() -> list[Invariant]:
    """Every invariant, in the order of the files."""
    return [each for path in sorted(FOLDER.glob("*.sql")) for each in _read(path.read_text(encoding="utf-8"))]


def _read(text: str) -> list[Invariant]:
    found = []
    for part in re.split(r"(?m)^-- name: ", text)[1:]:
        heading, select = re.fullmatch(r"((?:.*\n)(?:-- .*\n)*)((?s:.*))", part).groups()
        name, *notes = heading.splitlines()
        said = dict(note.removeprefix("-- ").split(": ", 1) for note in notes)
        found.append(Invariant(name.strip(), said["says"], said["break"], select.strip().rstrip(";"), "clean" in said))
    return found


class County:
    """The delivered files of a county as tables of text in an engine of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.engine = duckdb.connect()
        self.engine.execute(MACROS)
        self.paths: dict[str, list[Path]] = {}
        for drop in sorted(each for each in folder.iterdir() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", each.name)):
            for path in sorted(
                each for each in drop.rglob("*") if each.suffix in {".csv", ".parquet", ".xml", ".xlsx"}
            ):
                self._place(path, path.relative_to(drop).parts[0])
        self.paths = {
            table: paths if table in LISTS else _all_that_counts(paths) for table, paths in self.paths.items()
        }
        for table, paths in self.paths.items():
            self._load(table, paths)

    def _place(self, path: Path, feed: str) -> None:
        if feed == "cin_census":
            for name in CENSUS:
                self._put(f"census_{name}", path)
        elif path.suffix == ".xml" or (feed == "annex_a" and path.suffix == ".xlsx"):
            return
        elif feed in WHOLE_EACH_TIME:
            self.paths[_table(feed, path)] = [path]
        else:
            self._put(_table(feed, path), path)

    def _put(self, table: str, path: Path) -> None:
        """A later file of the same collection year stands for the earlier one."""
        kept = [
            each
            for each in self.paths.get(table, [])
            if not _is_year(each.parent.name) or each.parent.name != path.parent.name
        ]
        self.paths[table] = [*kept, path]

    def _load(self, table: str, paths: list[Path]) -> None:
        self._arrive(table, paths, f'CREATE OR REPLACE TABLE "{table}" AS')

    def _arrive(self, table: str, paths: list[Path], into: str) -> None:
        """Read files and put their rows where the statement says."""
        rows = [
            row | {"_file": str(path), "_drop": _drop(path), "_row": str(at)}
            for path in paths
            for at, row in enumerate(rows_of(table, path))
        ]
        names = list(dict.fromkeys(name for row in rows for name in row)) or ["_file", "_drop", "_row"]
        columns = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in names}
        self.engine.register("_arriving", pa.table(columns))
        self.engine.execute(f"{into} SELECT * FROM _arriving")
        self.engine.unregister("_arriving")

    def offending(self, invariant: Invariant) -> list[tuple]:
        """What cannot be, row by row; nothing where the invariant holds."""
        return self.engine.execute(invariant.select).fetchall()

    def offending_when_broken(self, invariant: Invariant, scratch: Path) -> list[tuple]:
        """What the invariant finds once one file, written anew to `scratch`, is broken as the invariant declares."""
        table, kind, rest = re.fullmatch(r"(\w+) (SET|REPEAT|OMIT) ?(.*)", invariant.breaks).groups()
        change, _, condition = rest.partition("WHERE ")
        column, _, value = change.partition(" = ") if kind == "SET" else ("", "", "NULL")
        found = self.engine.execute(
            f'SELECT "_file", "_row"::INT, ({value})::VARCHAR FROM "{table}" WHERE {condition or "true"}'
            ' ORDER BY "_drop" DESC, 1 DESC, 2 LIMIT 1'
        ).fetchone()
        assert found, f"{invariant.name}: no row can be broken so: {invariant.breaks}"
        path = Path(found[0])
        broken = scratch / path.relative_to(self._folder)
        write_broken(table, path, broken, kind, found[1], column.strip('"'), found[2] or "")
        self.engine.begin()
        try:
            self.engine.execute(f'DELETE FROM "{table}" WHERE "_file" = ?', [str(path)])
            self._arrive(table, [broken], f'INSERT INTO "{table}" BY NAME')
            return self.offending(invariant)
        finally:
            self.engine.rollback()


def _all_that_counts(paths: list[Path]) -> list[Path]:
    """The newest file of a table that grows from drop to drop; every file of one that brings what is new."""
    is_whole = (
        not _is_year(paths[-1].parent.name)
        and not TERM.search(paths[-1].stem)
        and all(each.stat().st_size <= paths[-1].stat().st_size for each in paths)
    )
    return paths[-1:] if is_whole else paths


def _table(feed: str, path: Path) -> str:
    stem = TERM.sub("", re.sub(r"_\d{4}-\d{2}-\d{2}$", "", path.stem.lower()))
    return stem if stem.startswith(f"{feed}_") or stem == feed else f"{feed}_{stem}"


def _drop(path: Path) -> str:
    return next(each for each in reversed(path.parts) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", each))


def _is_year(name: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}", name))


def heading(text: str) -> str:
    """A column's name: its heading in lower case, words joined."""
    return re.sub(r"\W+", "_", text.strip().lower()).strip("_")


def rows_of(table: str, path: Path) -> list[dict[str, str]]:
    """The rows of one file, every cell as text."""
    if path.suffix == ".parquet":
        return [{name: _text(cell) for name, cell in row.items()} for row in pq.read_table(path).to_pylist()]
    if path.suffix == ".xml":
        return list(_census_rows(table.removeprefix("census_"), path))
    if path.suffix == ".xlsx":
        headings, *lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        return [dict(zip(map(heading, headings), map(_text, line), strict=True)) for line in lines]
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        names = [heading(each) for each in next(reader)]
        term = TERM.search(path.stem)
        year = {"year": path.parent.name} if _is_year(path.parent.name) else {"census": term[1]} if term else {}
        return [year | {name: cell.strip() for name, cell in zip(names, row, strict=False)} for row in reader]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _census_rows(name: str, path: Path):
    for child_at, child in enumerate(ElementTree.parse(path).getroot().iterfind("Children/Child")):
        number = child.findtext("ChildIdentifiers/LAchildID") or ""
        for case_at, case in enumerate(child.iterfind("CINdetails")):
            whole = {"child": number, "year": path.parent.name, "case_id": f"{child_at}-{case_at}"}
            if name == "child" and case_at:
                continue
            inside = (
                child.iterfind(CENSUS[name])
                if name == "child"
                else [case]
                if name == "case"
                else case.iter(CENSUS[name])
            )
            plan_of = {
                day: plan for plan in case.iterfind("ChildProtectionPlans") for day in plan.iter("CPPreviewDate")
            }
            for element in inside:
                cells = {heading(each.tag): each.text or "" for each in element if not len(each)}
                if name == "review":
                    plan = plan_of[element]
                    cells = {"cppreviewdate": element.text or ""} | {
                        heading(tag): plan.findtext(tag) or "" for tag in ("CPPstartDate", "CPPendDate")
                    }
                yield whole | cells


def write_broken(table: str, path: Path, broken: Path, kind: str, row: int, column: str, value: str) -> None:
    """Write a copy of a file with one cell set, or one row repeated or left out."""
    broken.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xml":
        _write_broken_census(table.removeprefix("census_"), path, broken, row, column, value)
        return
    if path.suffix == ".parquet":
        cells = [{name: _text(cell) for name, cell in each.items()} for each in pq.read_table(path).to_pylist()]
        pq.write_table(pa.Table.from_pylist(_changed(cells, kind, row, column, value)), broken)
        return
    if path.suffix == ".xlsx":
        headings, *lines = [
            [_text(cell) for cell in row] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        ]
        place = [heading(each) for each in headings].index(column) if column else 0
        with xlsxwriter.Workbook(broken) as book:
            sheet = book.add_worksheet()
            for at, cells in enumerate([headings, *_changed(lines, kind, row, place, value)]):
                sheet.write_row(at, 0, cells)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings, *lines = csv.reader(file)
    place = [heading(each) for each in headings].index(column) if column else 0
    with broken.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *_changed(lines, kind, row, place, value)])


def _changed(rows: list, kind: str, row: int, place, value: str) -> list:
    if kind == "SET":
        rows[row][place] = value
        return rows
    return rows[: row + (kind == "REPEAT")] + rows[row + (kind == "OMIT") :]


def _write_broken_census(name: str, path: Path, broken: Path, row: int, column: str, value: str) -> None:
    tree = ElementTree.parse(path)
    top = tree.getroot().find("Children")
    element = list(top.iter(CENSUS[name]))[row]
    if name == "review":
        element.text = value
    else:
        cell = next((each for each in element if heading(each.tag) == column), None)
        if cell is None:
            raise AssertionError(f"the element to break has no {column}")
        cell.text = value
    tree.write(broken)
