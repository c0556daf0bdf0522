"""Made-up SSDA903 files, a few rows each, and short ways to load and stage them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sherwood import sources
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.store import Build, memory

AUTHORITY = "local"
HEADINGS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
}


def csv_text(table: str, *rows: str) -> str:
    return "\n".join([HEADINGS[table], *rows]) + "\n"


def episode(child: str, start: str, end: str = "", legal_status: str = "C2") -> str:
    return f"{child},{start},S,{legal_status},N1,U6,PR1,{end},{'E4A' if end else ''},,NG1 1AA,NG2 2BB,SC1234"


def header_row(child: str, sex: str = "M") -> str:
    return f"{child},{sex},01/02/2010,WBRI,UN1,,"


def put(folder: Path, name: str, text: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def put_table(folder: Path, table: str, *rows: str) -> Path:
    return put(folder, f"{table}.csv", csv_text(table, *rows))


def load(
    home: Home, *paths: Path, received: dt.date | None = dt.date(2026, 6, 1), period: str | None = None
) -> sources.LoadReport:
    return sources.load(home, AUTHORITY, paths, received=received, period=period)


def staged(home: Home, known_at: dt.date | None = None) -> Build:
    build = memory()
    sources.stage(build, home, AUTHORITY, known_at)
    return build


def current(build: Build, table: str, *columns: str) -> list[tuple[object, ...]]:
    from sqlglot import exp

    query = exp.select(*columns).from_(f"landing_ssda903_{table}").order_by(*columns)
    return build.select(query).rows


def replaced(build: Build) -> list[tuple[object, ...]]:
    return build.select("SELECT table_name, line, why FROM landing_replaced ORDER BY ALL").rows


def only_entry(report: sources.LoadReport) -> sources.FileEntry:
    (entry,) = report.files
    return entry


def feed_tables(year: str = "2026_27"):
    return load_catalogue().feed("ssda903").year(year).tables
