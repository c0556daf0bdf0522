"""Made-up snapshots, a few rows each: SSD tables as CSV, Annex A lists as CSV or as the sheets of a workbook."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
from sqlglot import exp
from tests.rooms.sources.ssda903_files import AUTHORITY, put

from sherwood import sources

TODAY = dt.date(2026, 11, 30)
SSD = {
    "contacts": "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,"
    "cont_contact_outcome_json",
    "department": "dept_team_id,dept_team_name,dept_team_parent_id,dept_team_parent_name",
    "person": "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob",
}
LISTS = {
    "contacts": "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source",
    "early_help": "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Assessment Start Date,Assessment Completion Date,"
    "Organisation Completing Assessment",
}


def contact(number: str, child: str, day: str = "2026-10-01") -> str:
    return f"{number},{child},{day},1A,,"


def listed(child: str, day: str) -> str:
    return f"{child},b) Male,a) WBRI,01/02/2015,11,{day},1A: Individual"


def put_ssd(folder: Path, table: str, *rows: str, name: str = "") -> Path:
    return put(folder, name or f"ssd_{table}.csv", "\n".join([SSD[table], *rows]) + "\n")


def put_list(folder: Path, table: str, *rows: str, name: str = "") -> Path:
    return put(folder, name or f"{table}.csv", "\n".join([LISTS[table], *rows]) + "\n")


def workbook(*sheets: tuple[str, list[str]]) -> bytes:
    """A workbook of sheets, each a name and its lines of cells parted by commas."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def load(home, *paths, received=TODAY, period=None):
    return sources.load(home, AUTHORITY, paths, received=received, period=period)


def rows_of(build, table, *columns):
    return build.select(exp.select(*columns).from_(f"landing_{table}").order_by(*columns)).rows
