"""The Standard Safeguarding Dataset: every extract is the whole of its tables, so the last one received stands (formats.md section 4)."""

import csv
from datetime import date
from pathlib import Path

from tests.oracles.returns.cells import day, plain, sex, yes
from tests.oracles.returns.folders import files


def tables(folder: Path) -> tuple[dict[str, list[dict]], date]:
    """Rows of the last file of each table, by the table's name without `ssd_`, and the day of the last extract."""
    found: dict[str, list[dict]] = {}
    last = date.min
    for received, path in files(folder, "ssd", ".csv"):
        name = path.stem.lower().removeprefix("ssd_")
        with path.open(encoding="utf-8-sig", newline="") as handle:
            found[name] = [
                {key.strip().lower(): plain(cell) for key, cell in row.items()} for row in csv.DictReader(handle)
            ]
        last = max(last, received)
    for received, path in files(folder, "ssd", ".parquet"):
        import pyarrow.parquet

        name = path.stem.lower().removeprefix("ssd_")
        rows = pyarrow.parquet.read_table(path).to_pylist()
        found[name] = [{key.lower(): plain(cell) for key, cell in row.items()} for row in rows]
        last = max(last, received)
    return found, last


def facts(folder: Path) -> dict:
    found, last = tables(folder)

    def rows(name: str) -> list[dict]:
        return found.get(name, [])

    children = {
        row["pers_person_id"]: {"sex": sex(row["pers_sex"]), "born": day(row["pers_dob"])} for row in rows("person")
    }
    return {"data_date": last, "children": children, **front_door(rows), **enquiries(rows), **protection(rows)}


def front_door(rows) -> dict:
    """Contacts, referrals and the assessments that followed them."""
    from tests.oracles.returns.facts import unique

    referral_of = {row["cine_referral_id"]: row for row in rows("cin_episodes")}
    contacts = [
        {
            "child": row["cont_person_id"],
            "date": day(row["cont_contact_date"]),
            "source": row["cont_contact_source_code"],
        }
        for row in rows("contacts")
    ]
    referrals = [
        {
            "child": row["cine_person_id"],
            "date": day(row["cine_referral_date"]),
            "closed": day(row["cine_close_date"]),
            "nfa": yes(row["cine_referral_nfa"]),
        }
        for row in rows("cin_episodes")
    ]
    assessments = [
        {
            "child": row["cina_person_id"],
            "start": day(row["cina_assessment_start_date"]),
            "authorised": day(row["cina_assessment_auth_date"]),
            "referred": day(referral_of.get(row["cina_referral_id"], {}).get("cine_referral_date")),
        }
        for row in rows("cin_assessments")
    ]
    return {
        "contacts": contacts,
        "referrals": unique(referrals, "child", "date"),
        "assessments": unique(assessments, "child", "start"),
    }


def enquiries(rows) -> dict:
    """Enquiries, each with the day of the conference that names it, and all conferences."""
    from tests.oracles.returns.facts import unique

    conferences = {
        row["icpc_s47_enquiry_id"]: row for row in rows("initial_cp_conference") if row["icpc_s47_enquiry_id"]
    }
    found = [
        {
            "child": row["s47e_person_id"],
            "start": day(row["s47e_s47_start_date"]),
            "conference": day(conferences.get(row["s47e_s47_enquiry_id"], {}).get("icpc_icpc_date")),
        }
        for row in rows("s47_enquiry")
    ]
    held = [
        {"child": row["icpc_person_id"], "date": day(row["icpc_icpc_date"])} for row in rows("initial_cp_conference")
    ]
    return {"enquiries": unique(found, "child", "start"), "conferences": held}


def protection(rows) -> dict:
    """Child protection plans, their reviews and visits."""
    from tests.oracles.returns.facts import unique

    plan_of = {row["cppl_cp_plan_id"]: row for row in rows("cp_plans")}
    plans = [
        {
            "child": row["cppl_person_id"],
            "start": day(row["cppl_cp_plan_start_date"]),
            "end": day(row["cppl_cp_plan_end_date"]),
            "previous": None,
        }
        for row in rows("cp_plans")
    ]
    reviews = [
        {
            "child": row["cppr_person_id"],
            "plan": day(plan_of.get(row["cppr_cp_plan_id"], {}).get("cppl_cp_plan_start_date")),
            "date": day(row["cppr_cp_review_date"]),
        }
        for row in rows("cp_reviews")
    ]
    visits = [
        {"child": row["cppv_person_id"], "date": day(row["cppv_cp_visit_date"]), "seen": yes(row["cppv_cp_visit_seen"])}
        for row in rows("cp_visits")
    ]
    return {"plans": unique(plans, "child", "start"), "reviews": reviews, "visits": visits}
