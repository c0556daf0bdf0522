"""Children looked after, from the return's files: who they are, how they came and left, their reviews."""

from datetime import date

from tests.oracles import care, raw_files
from tests.oracles.from_files.cases import Case, Row, add_months, add_working_days, count, is_aged, part, timedelta
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.in_care import came, ceased, children, of, present, table, year_long

HOME, ADOPTED, GUARDIAN = ("E4A", "E4B"), ("E11", "E12"), ("E43", "E44", "E45", "E46", "E47", "E48")


def cla_open(files: Drops, first: date, last: date) -> list[Case]:
    """Children looked after on the last day, those only in series of short breaks left out."""
    return count(present(files, last))


def cla_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Children looked after on the last day, of the children of the county."""
    return cla_open(files, first, last)


def cla_started(files: Drops, first: date, last: date) -> list[Case]:
    """Periods of care that start in the period."""
    return count(came(files, first, last))


def cla_started_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Starts of the year, of the children of the county."""
    return cla_started(files, first, last)


def cla_ceased(files: Drops, first: date, last: date) -> list[Case]:
    """Children ceasing to be looked after in the period."""
    return count(ceased(files, first, last))


def cla_ceased_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Children ceasing in the year, of the children of the county."""
    return cla_ceased(files, first, last)


def left_for(files: Drops, first: date, last: date, *reasons: str) -> list[Case]:
    """Ceased for one of these reasons, of all ceased."""
    return part(ceased(files, first, last), lambda row: row.at.get("REC") in reasons)


def cla_ceased_returned_home_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Ceased with E4A or E4B, of all ceased."""
    return left_for(files, first, last, *HOME)


def adoption_pct_of_ceased(files: Drops, first: date, last: date) -> list[Case]:
    """Ceased with E11 or E12, of all ceased."""
    return left_for(files, first, last, *ADOPTED)


def sgo_pct_of_ceased(files: Drops, first: date, last: date) -> list[Case]:
    """Ceased with E43 to E48 of special guardianship, of all ceased."""
    return left_for(files, first, last, *GUARDIAN)


def cao_pct_of_ceased(files: Drops, first: date, last: date) -> list[Case]:
    """Ceased with E41, of all ceased."""
    return left_for(files, first, last, "E41")


def permanence_achieved_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Ceased by adoption, special guardianship, arrangements order or planned return home, of all ceased."""
    return left_for(files, first, last, *ADOPTED, *GUARDIAN, "E41", "E4A")


def adoptions_in_year(files: Drops, first: date, last: date) -> list[Case]:
    """Ceased with E11 or E12."""
    return count(row for row in ceased(files, first, last) if row.at.get("REC") in ADOPTED)


def cla_re_entry_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Returns home followed by a new period of care within 365 days, of returns home."""
    rows = []
    for child in children(files):
        for number, period in enumerate(child["periods"]):
            if period["rec"] in HOME and first <= period["until"] <= last:
                after = [each["start"] for each in child["periods"][number + 1 :]]
                back = any(0 <= (day - period["until"]).days <= 365 for day in after)
                rows.append(of(child, period["episodes"][-1], period, came_back=back))
    return part(rows, lambda row: row.came_back)


def under(files: Drops, last: date, *statuses: str) -> list[Case]:
    """Children under one of these legal statuses, of those in care on the last day."""
    return part(present(files, last), lambda row: row.at["LS"] in statuses)


def cla_legal_s20_pct(files: Drops, first: date, last: date) -> list[Case]:
    """V2, of those in care."""
    return under(files, last, "V2")


def cla_legal_fco_pct(files: Drops, first: date, last: date) -> list[Case]:
    """C2, of those in care."""
    return under(files, last, "C2")


def cla_legal_ico_pct(files: Drops, first: date, last: date) -> list[Case]:
    """C1, of those in care."""
    return under(files, last, "C1")


def cla_placed_with_parents_pct(files: Drops, first: date, last: date) -> list[Case]:
    """P1, of those in care."""
    return part(present(files, last), lambda row: row.at["PLACE"] == "P1")


def cla_s20_over_6m(files: Drops, first: date, last: date) -> list[Case]:
    """Children accommodated by agreement (V2) without a break for more than six months."""

    def since(row: Row) -> date:
        start = row.at["DECOM"]
        for episode in reversed(row.period["episodes"][: row.period["episodes"].index(row.at)]):
            if episode["LS"] != "V2":
                break
            start = episode["DECOM"]
        return start

    rows = [row for row in present(files, last) if row.at["LS"] == "V2"]
    return count(row for row in rows if add_months(since(row), 6) < last)


def cla_remand_open(files: Drops, first: date, last: date) -> list[Case]:
    """Children on remand (J1) on the last day."""
    return count(row for row in present(files, last) if row.at["LS"] == "J1")


def cla_uasc(files: Drops, first: date, last: date) -> list[Case]:
    """Children in care on the last day whom a return tells as unaccompanied and seeking asylum, until that ceased."""
    until: dict[str, date | None] = {}
    for year in range(2018, last.year + 1):
        for child, row in table(files, "uasc", year).items():
            until[child] = raw_files.as_date(row["DUC"])
    return count(
        row
        for row in present(files, last)
        if row.person_id in until and (until[row.person_id] is None or until[row.person_id] > last)
    )


def cla_12m_plus(files: Drops, first: date, last: date) -> list[Case]:
    """Children in care for a year without a break on the last day."""
    return count(year_long(files, last))


def cla_first_review_20wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """First reviews held within 20 working days of the start of care, of first reviews of the period."""
    rows = []
    for child in children(files):
        for period in child["periods"]:
            held = care.reviews_held(child, period)
            where = held and care.open_on(period["episodes"], held[0])
            if where and first <= held[0] <= last and where["PLACE"] not in care.PLACED_FOR_ADOPTION:
                rows.append(of(child, where, period, held=held[0]))
    return part(rows, lambda row: row.held <= add_working_days(row.period["start"], 20))


def cla_review_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children in care 20 working days or more, every review due in the period or outstanding when it began held on time."""
    rows = [row for row in present(files, last) if row.at["PLACE"] not in care.PLACED_FOR_ADOPTION]
    rows = [row for row in rows if add_working_days(row.period["start"], 20) <= last]
    return part(rows, lambda row: not care.has_late_review(row.child, row.period, first, last))


def cla_review_due_worklist(files: Drops, first: date, last: date) -> list[Case]:
    """Children in care whose next review is due in 28 days or past due."""
    rows = [row for row in present(files, last) if row.at["PLACE"] not in care.PLACED_FOR_ADOPTION]

    def next_due(row: Row) -> date:
        return next(due for due, held in care.reviews_due(row.child, row.period) if held is None or held > last)

    return count(row for row in rows if next_due(row) <= last + timedelta(days=28))


def cla_review_participation_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Reviews in which the child took part (PN1, 2, 3, 5, 6), of reviews of children of 4 and over, PN0 left out."""
    rows = []
    known = {child["id"]: child for child in children(files)}
    for review in raw_files.standing(raw_files.deliveries(files.folder), "reviews", "REVIEW", "REVIEW"):
        child = known.get(review["CHILD"])
        if child and first <= review["REVIEW"] <= last and is_aged(child["born"], review["REVIEW"], 4):
            rows.append(Row(person_id=child["id"], sex=child["sex"], code=review["REVIEW_CODE"]))
    return part(
        [row for row in rows if row.code and row.code != "PN0"],
        lambda row: row.code in ("PN1", "PN2", "PN3", "PN5", "PN6"),
    )


def cla_sw_3plus_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Three social workers or more in the year to the last day, of children in care on it."""
    held: dict[str, set[tuple]] = {}
    for year in range(2020, last.year + 1):
        for path in sorted(files.folder.glob(f"*/ssda903/{year}-{(year + 1) % 100:02d}/sw_episodes.csv"))[-1:]:
            for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
                number, _, worker, begun, over, *_ = line.split(",")
                held.setdefault(number, set()).add((worker, raw_files.as_date(begun), raw_files.as_date(over)))
    since = add_months(last, -12)

    def workers(row: Row) -> set[str]:
        spells = held.get(row.person_id, set())
        return {worker for worker, begun, over in spells if begun and begun <= last and (over is None or over > since)}

    return part(present(files, last), lambda row: len(workers(row)) >= 3)
