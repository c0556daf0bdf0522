"""Writes the files of a county by hand, a few rows each, so that a figure can be counted on the edge of its rule."""

import csv
import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

from sherwood.synthetic.reporting.counting import CountedYear
from sherwood.synthetic.reporting.county_files import CountyFiles
from sherwood.synthetic.reporting.report import FIGURES
from sherwood.vocabulary.periods import parse

YEAR = "2019-20"
DROP = "2020-07-31"
Row = dict[str, str]


class Delivered:
    """A county's folder, to which files are added; `figure` counts one figure of 2019-20 from them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def figure(self, name: str, year: str = YEAR) -> float | None:
        return FIGURES[name](CountedYear(CountyFiles(self.folder), parse(year, "year")))

    def write(self, name: str, rows: list[Row], drop: str = DROP) -> None:
        path = self.folder / drop / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)

    def ssd(self, table: str, prefix: str, *rows: Row) -> None:
        self.write(f"ssd/ssd_{table}.csv", [{f"{prefix}_{key}": value for key, value in row.items()} for row in rows])

    def returned(self, file: str, *rows: Row, year: str = YEAR) -> None:
        self.write(f"ssda903/{year}/{file}.csv", list(rows))

    def population(self, children: int, year: str = "2019") -> None:
        adults = {"year": year, "area_code": "E1", "age": "18", "number": "999"}
        self.write("population/population.csv", [adults | {"age": "17", "number": str(children)}, adults])

    def census(self, *cases: ElementTree.Element, year: str = YEAR, drop: str = DROP) -> None:
        root = ElementTree.Element("Message")
        children = ElementTree.SubElement(root, "Children")
        for at, case in enumerate(cases):
            child = ElementTree.SubElement(children, "Child")
            identifiers = ElementTree.SubElement(child, "ChildIdentifiers")
            ElementTree.SubElement(identifiers, "LAchildID").text = str(at)
            child.append(case)
        path = self.folder / drop / "cin_census" / year / "census.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        ElementTree.ElementTree(root).write(path)


def element(tag: str, *parts: ElementTree.Element, **cells: str) -> ElementTree.Element:
    """An element with its cells and, after them, the elements inside it."""
    made = ElementTree.Element(tag)
    for name, text in cells.items():
        ElementTree.SubElement(made, name).text = text
    made.extend(parts)
    return made


def a_case(
    referred: str = "2019-06-03", closed: str = "", *parts: ElementTree.Element, **cells: str
) -> ElementTree.Element:
    dates = {"CINreferralDate": referred} | ({"CINclosureDate": closed} if closed else {})
    return element("CINdetails", *parts, **(dates | cells))


def an_assessment(start: str, end: str, *factors: str) -> ElementTree.Element:
    found = element("FactorsIdentifiedAtAssessment")
    for code in factors:
        ElementTree.SubElement(found, "AssessmentFactors").text = code
    return element("Assessments", found, AssessmentActualStartDate=start, AssessmentAuthorisationDate=end)


def an_enquiry(start: str, conference: str = "") -> ElementTree.Element:
    held = {"DateOfInitialCPC": conference} if conference else {}
    return element("Section47", S47ActualStartDate=start, **held)


def a_plan(start: str, end: str = "", before: str = "0") -> ElementTree.Element:
    ended = {"CPPendDate": end} if end else {}
    return element(
        "ChildProtectionPlans", CPPstartDate=start, **ended, NumberOfPreviousCPP=before, InitialCategoryOfAbuse="NEG"
    )


def episode(child: str, start: str = "01/04/2018", rne: str = "S", dec: str = "", **others: str) -> Row:
    usual = {"LS": "C2", "CIN": "N1", "PLACE": "U6", "REC": "", "PL_POST": ""}
    return {"CHILD": child, "DECOM": start, "RNE": rne, "DEC": dec} | usual | others


def days_after(first: str, days: int) -> str:
    return (dt.date.fromisoformat(first) + dt.timedelta(days=days)).isoformat()
