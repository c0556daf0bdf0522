"""Counts the families of a county for whom what a programme asks is true, and those near its boundary, from the truth's facts.

    python -m evaluations.boundary_families COUNTY --as-at DATE [--per CHILDREN]

For each fact that a feed serves: families for whom it is true on the day; families near its boundary on the day (a spell that began or
ended, or an event that came into the window or left it, within seven days; a count or a share within one unit); and families near it
on one or another of twelve month ends up to the day. Numbers are scaled from the county's children to as many as `--per` says.
"""

import argparse
import csv
import datetime as dt
import json
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq

from sherwood.vocabulary.intervals import add_months

WEEK, LEAST = dt.timedelta(days=7), 30
FAR = dt.date(9999, 12, 31)
MONTH_ENDS, TERMS = 12, 3
UNPROVEN = {"pending", "dismissed", "outcome_22"}
OUT_OF_WORK = {"uc_searching", "uc_preparing", "uc_no_requirements", "esa", "jsa", "income_support", "carers"}


class Truth:
    """The facts of a county's truth, each row with its family."""

    def __init__(self, folder):
        self._folder = folder / "truth"
        self.children = json.loads((self._folder / "county.json").read_text(encoding="utf-8"))["children_0_to_17"]
        members = pq.read_table(self._folder / "families.parquet").to_pylist()
        self._family = {row["person"]: row["family"] for row in members}
        self._of_known = {
            row["source_id"]: int(row["person_id"])
            for row in pq.read_table(self._folder / "people.parquet", filters=[("feed", "=", "ssd")]).to_pylist()
        }

    def rows(self, name, keep=lambda row: True):
        """A table's rows that are kept, with their families; rows of people without a family are left out."""
        path = self._folder / f"{name}.parquet"
        rows = pq.read_table(path).to_pylist() if path.exists() else self._read_csv(name)
        for row in rows:
            person = (
                int(row["person"])
                if "person" in row
                else int(row.get("person_id") or self._of_known.get(row.get("child"), -1))
            )
            if person in self._family and keep(row):
                yield self._family[person], row

    def _read_csv(self, name):
        with (self._folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield {
                    key: dt.date.fromisoformat(value) if key.endswith("_date") and value else value or None
                    for key, value in row.items()
                }

    def spells(self, name, start, end, keep=lambda row: True):
        """Families' spells: the first day and the day after the last."""
        return [(family, row[start], row[end] or FAR) for family, row in self.rows(name, keep) if row[start]]

    def events(self, name, day, keep=lambda row: True):
        """Families' events."""
        return [(family, row[day]) for family, row in self.rows(name, keep) if row[day]]


def of_spells(spells):
    """True while a spell lasts; near where one began or ended within a week."""

    def on(day):
        true = {family for family, start, end in spells if start <= day < end}
        near = {family for family, *ends in spells if any(abs(each - day) <= WEEK for each in ends)}
        return true, near

    return on


def of_events(events, months=12):
    """True where an event lies in the months before; near where the latest came into that window or will leave it within a week."""

    def on(day):
        since, latest = add_months(day, -months), {}
        for family, each in events:
            if each <= day:
                latest[family] = max(each, latest.get(family, each))
        true = {family for family, each in latest.items() if each > since}
        near = {family for family, each in latest.items() if min(abs(each - since), day - each) <= WEEK}
        return true, near

    return on


def of_counts(events, least, months=12):
    """True with at least so many events in the months before; near with at most one more or less."""

    def on(day):
        since, count = add_months(day, -months), defaultdict(int)
        for family, each in events:
            count[family] += since < each <= day
        true = {family for family, found in count.items() if found >= least}
        return true, {family for family, found in count.items() if abs(found - least) <= 1}

    return on


def of_absence(rows, least):
    """True with a child who missed so many of each hundred sessions of the last three terms; near within one of each hundred."""
    terms = sorted({row["term"] for _, row in rows}, key=_term_key)

    def on(day):
        over = [term for term in terms if _term_key(term) <= (day.year, day.month)][-TERMS - 1 :]
        possible, missed = defaultdict(int), defaultdict(int)
        for family, row in rows:
            if row["term"] in over:
                key = family, row["person_id"]
                possible[key] += row["possible"]
                missed[key] += row["missed_with_leave"] + row["missed_without_leave"]
        share = {key: 100 * missed[key] / sessions for key, sessions in possible.items() if sessions}
        true = {family for (family, _), each in share.items() if each >= least}
        return true, {family for (family, _), each in share.items() if abs(each - least) <= 1}

    return on


def _term_key(term):
    """The year and month in which a term (2024_summer_1) is over."""
    year, *name = term.split("_")
    ends = {"spring": 4, "summer_1": 5, "summer_2": 7, "autumn": 12}
    return int(year), ends["_".join(name)]


def facts(truth):
    """What programmes ask that a feed serves, each as a question of a day."""
    young = lambda row: row["is_young_person"]  # noqa: E731
    return {
        "proven offence of a child in 12 months": of_events(
            truth.events("youth_offences", "outcome_date", lambda row: row["outcome"] not in UNPROVEN)
        ),
        "measure against anti-social behaviour in 12 months": of_events(
            truth.events("antisocial_measures", "given_date")
        ),
        "absence of 10 % over three terms": of_absence(list(truth.rows("school_sessions")), 10),
        "absence of 50 % over three terms": of_absence(list(truth.rows("school_sessions")), 50),
        "three suspensions in a year": of_counts(
            truth.events("exclusions", "start_date", lambda row: not row["is_permanent"]), 3
        ),
        "permanent exclusion in a year": of_events(
            truth.events("exclusions", "start_date", lambda row: row["is_permanent"])
        ),
        "early help": of_spells(truth.spells("early_help", "start_date", "end_date")),
        "child in need": of_spells(
            truth.spells("referrals", "referral_date", "close_date", lambda row: row["is_no_further_action"] == "0")
        ),
        "section 47 enquiry in 12 months": of_events(truth.events("section_47", "start_date")),
        "child protection plan": of_spells(truth.spells("protection_plans", "start_date", "end_date")),
        "child missing in 12 months": of_events(truth.events("missing_episodes", "missing_date")),
        "exploitation concern open": of_spells(truth.spells("exploitation_concerns", "opened_date", "closed_date")),
        "adult on an out-of-work benefit": of_spells(
            truth.spells("working_spells", "start_date", "end_date", lambda row: row["benefit"] in OUT_OF_WORK)
        ),
        "call-out to domestic abuse in 12 months": of_events(
            truth.events("police_incidents", "incident_date", lambda row: row["is_domestic_abuse"])
        ),
        "adult in treatment": of_spells(
            truth.spells("treatment_spells", "start_date", "end_date", lambda row: not young(row))
        ),
        "child in treatment": of_spells(truth.spells("treatment_spells", "start_date", "end_date", young)),
        "in temporary accommodation": of_spells(truth.spells("temporary_stays", "start_date", "end_date")),
        "homeless or threatened with it": of_spells(truth.spells("homelessness", "applied_date", "ended_date")),
        "landlord seeks possession in 12 months": of_events(
            truth.events(
                "landlord_steps", "step_date", lambda row: row["step"] not in {"arrears_letter", "antisocial_warning"}
            )
        ),
        "eight weeks' rent owed": of_rent(list(truth.rows("rent_owed")), 8),
    }


def of_rent(rows, least):
    """True where so many weeks' rent was owed at the last month end; near within one week's."""

    def on(day):
        last = max((row["month_end_date"] for _, row in rows if row["month_end_date"] <= day), default=None)
        owed = [(family, row["weeks"]) for family, row in rows if row["month_end_date"] == last]
        return {family for family, weeks in owed if weeks >= least}, {
            family for family, weeks in owed if abs(weeks - least) <= 1
        }

    return on


def counted(truth, day, per):
    """By fact: families for whom it is true, near its boundary, and near it on one of twelve month ends, scaled."""
    scale = per / truth.children
    days = [add_months(day, -month) for month in range(MONTH_ENDS)]
    found = {}
    for name, on in facts(truth).items():
        answers = [on(each) for each in days]
        ever_near = set().union(*(near for _, near in answers))
        found[name] = tuple(round(len(each) * scale) for each in (*answers[0], ever_near))
    return found


def main():
    """Count, and tell as a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("county", type=Path, help="a folder that `sherwood county new` wrote")
    options.add_argument("--as-at", type=dt.date.fromisoformat, required=True)
    options.add_argument("--per", type=int, default=180_000, help="children to scale to")
    chosen = options.parse_args()
    truth = Truth(chosen.county)
    print(
        f"| families in {chosen.per:,} children, from {truth.children:,} | true | near | near in twelve months |\n|---|---|---|---|"
    )
    for name, numbers in counted(truth, chosen.as_at, chosen.per).items():
        few = " (few)" if min(numbers[0], numbers[1]) < LEAST else ""
        print(f"| {name}{few} | {' | '.join(f'{number:,}' for number in numbers)} |")


if __name__ == "__main__":
    main()
