"""What the return tells once a year: health of children in care for a year (OC2) and young people who have left (OC3)."""

from collections.abc import Callable
from datetime import date

from tests.oracles import raw_files
from tests.oracles.from_files.cases import Case, Row, age, is_aged, lengths, part
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.in_care import children, table, year_long


def year_of(last: date) -> int:
    """The calendar year in which a collection year that ends on a day began."""
    return last.year - 1 if last.month <= 3 else last.year


def health(files: Drops, last: date, low: int = -1, high: int = 200) -> list[Row]:
    """Children of these ages in care for a year on 31 March, with their row of the year's OC2."""
    told = table(files, "oc2", year_of(last))
    rows = [row for row in year_long(files, last) if is_aged(row.born, last, low, high)]
    return [Row(person_id=row.person_id, sex=row.sex, oc2=told.get(row.person_id, {})) for row in rows]


def is_said(column: str) -> Callable[[Row], bool]:
    """Whether the OC2 says yes."""
    return lambda row: row.oc2.get(column) == "1"


def cla_health_assessment_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Health assessments up to date, of children in care for a year."""
    return part(health(files, last), is_said("HEALTH_ASSESSMENT"))


def cla_dental_check_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Teeth checked, of children in care for a year."""
    return part(health(files, last), is_said("TEETH_CHECK"))


def cla_immunisation_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Immunisations up to date, of children in care for a year."""
    return part(health(files, last), is_said("IMMUNISATIONS"))


def cla_development_check_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Development assessments up to date, of children of 0 to 4 in care for a year."""
    return part(health(files, last, high=4), is_said("HEALTH_CHECK"))


def cla_substance_misuse_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Identified with a problem in the year, of children in care for a year."""
    return part(health(files, last), is_said("SUBSTANCE_MISUSE"))


def cla_offending_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Convicted or cautioned in the year, of children of 10 and over in care for a year."""
    return part(health(files, last, low=10), is_said("CONVICTED"))


def is_a_score(cell: str | None) -> bool:
    """Whether a cell is a score: a whole number from 0 to 40."""
    return bool(cell) and cell.isdigit() and int(cell) <= 40


def cla_sdq_completed_pct(files: Drops, first: date, last: date) -> list[Case]:
    """With a questionnaire of the carer, of children of 4 to 16 in care for a year."""
    return part(health(files, last, 4, 16), lambda row: is_a_score(row.oc2.get("SDQ_SCORE")))


def scored(files: Drops, last: date) -> list[Row]:
    """Those of them with a score."""
    return [row for row in health(files, last, 4, 16) if is_a_score(row.oc2.get("SDQ_SCORE"))]


def cla_sdq_mean_score(files: Drops, first: date, last: date) -> list[Case]:
    """The scores, of children with one."""
    return lengths(scored(files, last), lambda row: int(row.oc2["SDQ_SCORE"]))


def cla_sdq_high_pct(files: Drops, first: date, last: date) -> list[Case]:
    """17 or more, of children with a score."""
    return part(scored(files, last), lambda row: int(row.oc2["SDQ_SCORE"]) >= 17)


def left_care(files: Drops, last: date, low: int, high: int) -> list[Row]:
    """Young people of these ages in the year's OC3, those who died or went home for good left out."""
    sex = {child["id"]: child["sex"] for child in children(files)}
    rows = []
    for child, row in table(files, "oc3", year_of(last)).items():
        born = raw_files.as_date(row["DOB"])
        if born and low <= age(born, last) <= high and row["IN_TOUCH"] not in ("DIED", "RHOM"):
            rows.append(Row(person_id=child, sex=sex.get(child), oc3=row))
    return rows


def care_leaver_in_touch_pct(files: Drops, first: date, last: date) -> list[Case]:
    """In touch, of those of 19 to 21."""
    return part(left_care(files, last, 19, 21), lambda row: row.oc3["IN_TOUCH"] == "YES")


def housed(files: Drops, last: date, low: int, high: int) -> list[Case]:
    """In accommodation judged suitable, of those not abroad or of no known residence."""
    rows = [row for row in left_care(files, last, low, high) if row.oc3["ACCOM"] not in ("G1", "G2", "R1", "R2")]
    return part(rows, lambda row: row.oc3["ACCOM"].endswith("1") and row.oc3["ACCOM"] not in ("S1", "X1"))


def care_leaver_suitable_accommodation_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 19 to 21, in suitable accommodation."""
    return housed(files, last, 19, 21)


def care_leaver_suitable_accommodation_17_18_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 17 and 18, in suitable accommodation."""
    return housed(files, last, 17, 18)


def active_in(files: Drops, last: date, low: int, high: int, *codes: str) -> list[Case]:
    """Doing one of these things around the birthday."""
    return part(left_care(files, last, low, high), lambda row: row.oc3["ACTIV"] in codes)


def care_leaver_eet_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 19 to 21, in education, employment or training."""
    return active_in(files, last, 19, 21, "F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")


def care_leaver_eet_17_18_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 17 and 18, in education, employment or training."""
    return active_in(files, last, 17, 18, "F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")


def care_leaver_higher_education_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 19 to 21, in higher education (F1, P1)."""
    return active_in(files, last, 19, 21, "F1", "P1")


def care_leaver_neet_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 19 to 21, in G4 to G6."""
    return active_in(files, last, 19, 21, "G4", "G5", "G6")


def care_leaver_custody_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 19 to 21, in custody (X2)."""
    return part(left_care(files, last, 19, 21), lambda row: row.oc3["ACCOM"] in ("X1", "X2"))
