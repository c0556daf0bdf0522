"""Writes tiny SSDA903 folders, a line at a time, for the tests of the oracles."""

from datetime import date
from pathlib import Path

from tests.oracles import care

HEADS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "oc2": "CHILD,DOB,HEALTH_ASSESSMENT",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE",
}
YEAR = (date(2017, 4, 1), date(2018, 3, 31), "year")


def write(folder: Path, **tables: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for table, lines in tables.items():
        (folder / f"{table}.csv").write_text("\n".join([HEADS[table], *lines]) + "\n", encoding="utf-8")
    return folder


def episode(child, decom, rne="S", *, ls="C2", place="U6", dec="", rec="") -> str:
    return f"{child},{decom},{rne},{ls},N1,{place},PR1,{dec},{rec},,,,"


def header(child, born="01/06/2008", sex="1") -> str:
    return f"{child},{sex},{born},WBRI,UN1,,"


def counts(rows: list[dict]) -> list[tuple]:
    return [(row["numerator"], row["denominator"]) for row in rows]


def one(measure, folder, when=YEAR):
    (row,) = measure.measure(folder, *when)
    return row["numerator"], row["denominator"]


def life(tmp_path, *lines: str) -> dict:
    (child,) = care.children(write(tmp_path / "2017-18", episodes=list(lines)))["children"]
    return child
