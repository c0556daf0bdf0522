"""The truth of a made-up county as the programmes' questions need it: homes on a day, birth dates, raw facts; never a verdict."""

import csv
import datetime as dt
from collections import defaultdict

import pyarrow.parquet as pq

FAR = dt.date(9999, 12, 31)
PROVEN = {"youth_caution", "conditional_caution", "fine", "referral_order", "rehabilitation_order", "detention"}
PROVEN |= {"absolute_discharge", "conditional_discharge"}
OUT_OF_WORK = {"uc_searching", "uc_preparing", "uc_no_requirements", "esa", "jsa", "income_support", "carers"}
TERM_ENDS = {"autumn": (12, 31), "spring": (4, 15), "summer": (7, 31)}
# The feed that would tell each kind of fact.
TOLD_BY = {
    "proven_offence": "youth_justice",
    "antisocial_measure": "police_incidents",
    "permanent_exclusion": "school_census",
    "suspension": "school_census",
    "sessions": "school_census",
    "sessions_unauthorised": "school_census",
    "early_help": "early_help",
    "section_47": "ssd",
    "child_in_need": "ssd",
    "protection_plan": "ssd",
    "looked_after": "ssd",
    "domestic_abuse_call": "police_incidents",
    "domestic_abuse_victim": "police_incidents",
    "domestic_abuse_suspect": "police_incidents",
    "treatment": "substance_misuse",
    "benefit": "dwp",
}


class Lives:
    """What truly happened in a county: people, where they lived, and facts of the oracle's kinds."""

    def __init__(self, truth):
        self._truth = truth
        self.of_record = {
            (row["feed"], row["source_id"]): int(row["person_id"])
            for row in pq.read_table(truth / "people.parquet").to_pylist()
            if (row["person_id"] or "").isdigit()
        }
        self.recorded = {(feed, person) for (feed, _), person in self.of_record.items()}
        members = pq.read_table(truth / "families.parquet").to_pylist()
        self.born = {row["person"]: row["birth_date"] for row in members if row["birth_date"]}
        self.stays = [
            {"key": row["person"], "home": row["home"], "from": row["start_date"], "to": row["end_date"] or FAR,
             "postcode": row["postcode"], "is_main": row["is_main"]}
            for row in pq.read_table(truth / "living.parquet").to_pylist()
        ]  # fmt: skip
        self.people = [{"key": person, "born": born} for person, born in self.born.items()]

    def rows(self, name):
        """The rows of one table, its days read, each with its person."""
        parquet = self._truth / f"{name}.parquet"
        if parquet.exists():
            rows = pq.read_table(parquet).to_pylist()
        else:
            with (self._truth / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                rows = [
                    {key: day_of(value) if key.endswith("_date") else value for key, value in row.items()}
                    for row in csv.DictReader(file)
                ]
        for row in rows:
            person = row.get("person", row.get("person_id"))
            person = self.of_record.get(("ssd", row["child"])) if person is None else int(person)
            if person in self.born:
                yield person, row

    def facts(self, day):
        """Every fact up to a day, as the oracle wants it; benefits of the adults whom the authority listed, at the last match."""
        found = [*self._events(), *self._spells(), *self._sessions(), *self._benefits(day)]
        return [each for each in found if each["on"] <= day]

    def _sessions(self):
        sessions = defaultdict(lambda: [0, 0, 0])
        for person, row in self.rows("school_sessions"):
            year, *name = row["term"].split("_")
            found = sessions[person, dt.date(int(year), *TERM_ENDS[name[0]])]
            found[0] += row["possible"]
            found[1] += row["missed_with_leave"] + row["missed_without_leave"]
            found[2] += row["missed_without_leave"]
        for (person, end), (possible, missed, unauthorised) in sessions.items():
            if possible:
                yield fact(person, "sessions", end, end, missed, possible)
                yield fact(person, "sessions_unauthorised", end, end, unauthorised, possible)

    def _benefits(self, day):
        matched_on = day.replace(day=1) - dt.timedelta(days=1)
        for person, row in self.rows("working_spells"):
            if ("dwp", person) in self.recorded and row["start_date"] <= matched_on < (row["end_date"] or FAR):
                yield fact(person, "benefit", matched_on, matched_on, float(row["benefit"] in OUT_OF_WORK))

    def _events(self):
        for person, row in self.rows("youth_offences"):
            if row["outcome"] in PROVEN and row["outcome_date"]:
                yield fact(person, "proven_offence", row["outcome_date"])
        for person, row in self.rows("antisocial_measures"):
            yield fact(person, "antisocial_measure", row["given_date"])
        for person, row in self.rows("exclusions"):
            kind = "permanent_exclusion" if row["is_permanent"] else "suspension"
            yield fact(person, kind, row["start_date"], amount=(row["sessions"] or 0) / 2)
        for person, row in self.rows("section_47"):
            yield fact(person, "section_47", row["start_date"], row["end_date"] or row["conference_date"])
        for person, row in self.rows("police_incidents"):
            if row["is_domestic_abuse"]:
                yield fact(person, "domestic_abuse_call", row["incident_date"])
                if row["role"] in {"victim", "suspect"}:
                    yield fact(person, f"domestic_abuse_{row['role']}", row["incident_date"])

    def _spells(self):
        for name, kind in (
            ("early_help", "early_help"),
            ("protection_plans", "protection_plan"),
            ("treatment_spells", "treatment"),
            ("periods_of_care", "looked_after"),
        ):
            for person, row in self.rows(name):
                # A child on short breaks lives at home and is not looked after here.
                if row["start_date"] and row.get("is_short_break") != "1":
                    yield fact(person, kind, row["start_date"], row["end_date"] or FAR)
        for person, row in self.rows("referrals"):
            if row["is_no_further_action"] == "0":
                yield fact(person, "child_in_need", row["referral_date"], row["close_date"] or FAR)

    def stays_told(self, addresses):
        """The stays that some record bears out: (person, postcode) of every address that any file gives."""
        return [each for each in self.stays if (each["key"], bare(each["postcode"])) in addresses]


def bare(postcode):
    """A postcode without its space."""
    return "".join((postcode or "").split()).upper()


def day_of(text):
    """A day of the truth's CSV."""
    return dt.date.fromisoformat(text) if text else None


def fact(person, kind, on, to=None, amount=1.0, possible=None):
    """A fact as the oracle wants it."""
    return {"key": person, "kind": kind, "on": on, "to": to or on, "amount": amount, "possible": possible}
