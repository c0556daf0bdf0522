"""Staff, caseloads, foster carers, supervision, audits and complaints, from the files of those who keep them."""

from datetime import date

from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_months,
    by_working_day,
    count,
    dated,
    open_rows,
    part,
)
from tests.oracles.from_files.drops import Drops

GOOD = ("good", "outstanding")


def posts(files: Drops) -> dict[str, Row]:
    """Every post by its number."""
    return {row.post: row for row in files.table("workforce", "posts")}


def holders(files: Drops, day: date) -> list[Row]:
    """Who holds a post on a day."""
    return open_rows(files.table("workforce", "people"), day, "start", "end")


def is_social_worker(files: Drops, row: Row) -> bool:
    """Whether a holder's post is a social worker's."""
    return posts(files)[row.post].role in ("social_worker", "senior_practitioner")


def sw_in_post_fte(files: Drops, first: date, last: date) -> list[Case]:
    """Full-time equivalents in post, agency workers left out."""
    return [
        Case(float(row.fte), None, row)
        for row in holders(files, last)
        if row.contract != "agency" and is_social_worker(files, row)
    ]


def sw_agency_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Agency workers, of all in post, in full-time equivalents."""
    rows = [row for row in holders(files, last) if is_social_worker(files, row)]
    return [Case(float(row.fte) if row.contract == "agency" else 0, float(row.fte), row) for row in rows]


def case_audit_count(files: Drops, first: date, last: date) -> list[Case]:
    """Audits in the period."""
    return count(dated(files.table("quality", "audits"), "audited", first, last))


def graded(files: Drops, first: date, last: date) -> list[Row]:
    """Audits of the period with a grade: the moderated one where there is one."""
    rows = dated(files.table("quality", "audits"), "audited", first, last)
    return [
        Row(**vars(row), stands=row.moderated_grade or row.grade) for row in rows if row.moderated_grade or row.grade
    ]


def case_audit_good_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Graded good or outstanding, of those with a grade."""
    return part(graded(files, first, last), lambda row: row.stands in GOOD)


def case_audit_inadequate_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Graded inadequate, of those with a grade."""
    return part(graded(files, first, last), lambda row: row.stands == "inadequate")


def supervision_held(files: Drops, first: date, last: date) -> list[Case]:
    """Supervisions held in the period."""
    return count(dated(files.table("quality", "supervision"), "supervised", first, last))


def supervision_with_actions_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Actions set, of supervisions held."""
    rows = dated(files.table("quality", "supervision"), "supervised", first, last)
    return part(rows, lambda row: row.actions_set == "Y")


def complaints_received(files: Drops, first: date, last: date) -> list[Case]:
    """Complaints received in the period."""
    return count(
        row for row in dated(files.table("quality", "complaints"), "received", first, last) if row.stage == "1"
    )


def complaints_escalated(files: Drops, first: date, last: date) -> list[Case]:
    """Complaints that came to stage 2 or 3 in the period."""
    return count(
        row for row in dated(files.table("quality", "complaints"), "received", first, last) if row.stage != "1"
    )


def complaints_10wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Answered in 10 working days, of stage 1 complaints answered."""
    rows = [row for row in dated(files.table("quality", "complaints"), "answered", first, last) if row.stage == "1"]
    return part(rows, lambda row: by_working_day(row.received, row.answered, 10))


def complaints_upheld_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Upheld, in part at least, of complaints answered."""
    rows = [row for row in dated(files.table("quality", "complaints"), "answered", first, last) if row.outcome]
    return part(rows, lambda row: row.outcome in ("upheld", "partly_upheld"))


def households(files: Drops) -> list[Row]:
    """Foster carers' households."""
    return files.table("fostering", "households")


def foster_carer_households(files: Drops, first: date, last: date) -> list[Case]:
    """Approved mainstream households on the last day."""
    rows = open_rows(households(files), last, "approved", "left")
    return count(row for row in rows if row.approval_type == "mainstream")


def foster_households_approved(files: Drops, first: date, last: date) -> list[Case]:
    """Households approved in the period."""
    return count(dated(households(files), "approved", first, last))


def foster_households_left(files: Drops, first: date, last: date) -> list[Case]:
    """Households that left in the period."""
    return count(dated(households(files), "left", first, last))


def foster_net_change(files: Drops, first: date, last: date) -> list[Case]:
    """Approvals less departures."""
    came = [Case(1, None, row) for row in dated(households(files), "approved", first, last)]
    return came + [Case(-1, None, row) for row in dated(households(files), "left", first, last)]


def foster_carer_review_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Reviewed within 12 months, of carers approved for 12 months on the last day."""
    rows = [
        row for row in open_rows(households(files), last, "approved", "left") if add_months(row.approved, 12) <= last
    ]
    return part(rows, lambda row: row.last_review is not None and add_months(row.last_review, 12) >= last)


def foster_places_vacant_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Approved places neither filled nor unavailable, of all approved, at the month ends of the period."""
    rows = dated(files.table("fostering", "places"), "month_end", first, last)
    return [Case(int(row.vacant), sum(map(int, (row.filled, row.vacant, row.unavailable))), row) for row in rows]
