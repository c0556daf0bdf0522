"""Holds the families Sherwood finds against the truth of made-up counties: precision, recall, what can't be told, causes of misses.

    python -m evaluations.families_counties DIR [--children N] [--seeds N] [--programme P]
                                            [--as-at DATE]

For each seed a county with all feeds is made and loaded drop by drop (the truth folder is moved away first), built and assessed. The truth
holds raw facts of life; what they make of each family is worked out by `tests/oracles/families.py`, whose thresholds are typed. A home or a
county already in DIR is used again.
"""

import argparse
import csv
import datetime as dt
import shutil
import time
from collections import Counter, defaultdict
from pathlib import Path

import pyarrow.parquet as pq
from tests.oracles import families as oracle
from tests.support import counties

from sherwood.definitions.home import Home
from sherwood.identity.telling import everybody
from sherwood.jobs.families import assess_families
from sherwood.store import Reader

FAR = dt.date(9999, 12, 31)
AUTHORITY = "local"
PROVEN = {"youth_caution", "conditional_caution", "fine", "referral_order", "rehabilitation_order", "detention"}
PROVEN |= {"absolute_discharge", "conditional_discharge"}
OUT_OF_WORK = {"uc_searching", "uc_preparing", "uc_no_requirements", "esa", "jsa", "income_support", "carers"}
TERM_ENDS = {"autumn": (12, 31), "spring": (4, 15), "summer": (7, 31)}
# What young people do after school is in no table of the truth: the feed's word is believed.
UNJUDGED = {"P4.4", "10.3"}
HEADINGS = {ask[1]: ask[0] for asks in oracle.ASKS.values() for ask in asks}


class Lives:
    """What truly happened in a county: people, their families, and facts of the oracle's kinds."""

    def __init__(self, truth: Path) -> None:
        self._truth = truth
        self.of_record = {
            (row["feed"], row["source_id"]): int(row["person_id"])
            for row in pq.read_table(truth / "people.parquet").to_pylist()
            if (row["person_id"] or "").isdigit()
        }
        members = pq.read_table(truth / "families.parquet").to_pylist()
        self.family = {row["person"]: row["family"] for row in members}
        self.role = {row["person"]: row["role"] for row in members}
        self.born = {row["person"]: row["birth_date"] for row in members if row["birth_date"]}

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
            if person in self.family:
                yield person, row

    def facts(self, matched_on):
        """Every fact, as the oracle wants it."""
        yield from self._events()
        yield from self._spells()
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
        listed = {person for (feed, _), person in self.of_record.items() if feed == "dwp"}
        for person, row in self.rows("working_spells"):
            if person in listed and row["start_date"] <= matched_on < (row["end_date"] or FAR):
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
            yield fact(person, "section_47", row["start_date"])
        for person, row in self.rows("police_incidents"):
            if row["is_domestic_abuse"]:
                yield fact(person, "domestic_abuse_call", row["incident_date"])
                if row["role"] in {"victim", "suspect"}:
                    yield fact(person, f"domestic_abuse_{row['role']}", row["incident_date"])

    def _spells(self):
        for name, kind, start, end in (
            ("early_help", "early_help", "start_date", "end_date"),
            ("protection_plans", "protection_plan", "start_date", "end_date"),
            ("treatment_spells", "treatment", "start_date", "end_date"),
            ("periods_of_care", "looked_after", "start_date", "end_date"),
        ):
            for person, row in self.rows(name):
                if row[start]:
                    yield fact(person, kind, row[start], row[end] or FAR)
        for person, row in self.rows("referrals"):
            if row["is_no_further_action"] == "0":
                yield fact(person, "child_in_need", row["referral_date"], row["close_date"] or FAR)


def day_of(text):
    """A day of the truth's CSV."""
    return dt.date.fromisoformat(text) if text else None


def fact(person, kind, on, to=None, amount=1.0, possible=None):
    """A fact as the oracle wants it."""
    return {"key": person, "kind": kind, "on": on, "to": to or on, "amount": amount, "possible": possible}


def truly(lives, programme, day):
    """By family: the needs that are true of one of its people on the day; families without a child under 18 are none."""
    facts = defaultdict(list)
    matched_on = day.replace(day=1) - dt.timedelta(days=1)
    for each in lives.facts(matched_on):
        if each["on"] <= day:
            facts[each["key"], each["kind"]].append(each)
    closed = oracle.CLOSED if programme in oracle.SKIPS_CLOSED else set()
    found = {}
    for person, family in lives.family.items():
        born = lives.born.get(person)
        if born is None or born >= day:
            continue
        years = oracle.age(born, day)
        if lives.role[person] == "child" and years < 18:
            found.setdefault(family, set())
        for ask in oracle.ASKS[programme]:
            if ask[4] <= years <= ask[5] and oracle.holds(ask, facts.get((person, ask[2]), []), day, closed):
                found.setdefault(family, set()).add((ask[1], person))
    with_child = {
        lives.family[person]
        for person, born in lives.born.items()
        if lives.role[person] == "child" and born < day and oracle.age(born, day) < 18
    }
    return {family: needs for family, needs in found.items() if family in with_child}


def counted(needs, programme):
    """How many headings, or needs, are met."""
    of = oracle.RULE[programme][1]
    return len({HEADINGS[need] if of == "headings" else need for need, _ in needs})


class Held:
    """One county's assessment beside its truth."""

    def __init__(self, lives, reader, found, programme, day):
        self.programme, self.many = programme, oracle.RULE[programme][0]
        self.truth = truly(lives, programme, day)
        person = {
            key: lives.of_record[feed, number]
            for feed, number, key in everybody(reader)
            if (feed, number) in lives.of_record
        }
        self.linked = set(person.values())
        self.placed = {person.get(one.person_key) for each in found.families for one in each.family.members}
        self.results, self.met, self.members = defaultdict(set), defaultdict(dict), defaultdict(set)
        for each in found.families:
            families = Counter(
                lives.family[person[child.person_key]]
                for child in each.family.children
                if person.get(child.person_key) in lives.family
            )
            if not families:
                continue
            family = families.most_common(1)[0][0]
            self.results[family].add(each.result)
            self.members[family] |= {person.get(one.person_key) for one in each.family.members}
            for criterion in each.criteria:
                believed = {(row.indicator, -1) for row in criterion.evidence if row.indicator in UNJUDGED}
                if family in self.truth:
                    self.truth[family] |= believed
                before = self.met[family].get(criterion.id, False)
                self.met[family][criterion.id] = (
                    True if True in (before, criterion.met) else None if None in (before, criterion.met) else False
                )

    def result(self, family):
        """The best any home of a family came out with; not put together is none."""
        results = self.results.get(family, set())
        return next((each for each in ("eligible", "cannot_tell", "not_eligible") if each in results), "no home")

    def tally(self):
        """Families by truth and result, criteria by truth and answer, and misses by cause."""
        families, criteria, causes = Counter(), Counter(), Counter()
        for family, needs in self.truth.items():
            is_true, result = counted(needs, self.programme) >= self.many, self.result(family)
            families[is_true, result] += 1
            told = {HEADINGS[need] for need, _ in needs}
            for heading, met in self.met.get(family, {}).items():
                criteria[heading, heading in told, met] += 1
            if is_true and result in {"not_eligible", "no home"}:
                causes[self.cause(family, needs)] += 1
        return families, criteria, causes

    def cause(self, family, needs):
        """Why a family is missed: the first of these that holds."""
        if self.result(family) == "no home":
            return "no home of the family is told"
        lost = {who for need, who in needs if who >= 0 and self.met[family].get(HEADINGS[need]) is not True}
        if not lost <= self.linked:
            return "somebody is in no record that was matched"
        if lost & self.placed - self.members[family]:
            return "somebody is told to live elsewhere, so no member"
        if not lost <= self.members[family]:
            return "where somebody lives is told by nobody"
        return "the feed's word is late, wrong or cancelled"


def assessed(folder, seed, children, programme, day):
    """Make, load and build one county unless it is there, and hold its families against its truth."""
    county, away, root = folder / f"county-{seed}", folder / f"truth-{seed}", folder / f"home-{seed}"
    if not away.exists():
        first = day.replace(year=day.year - 4, month=4, day=1)
        counties.written(
            county, children=children, first=first.isoformat(), last=day.isoformat(), seed=seed, with_partners=True
        )
        shutil.move(county / "truth", away)
        counties.home_of(root, county)
    home = next(path.parent for path in root.rglob("landing") if path.is_dir())
    began = time.process_time()
    found = assess_families(Home.at(home), AUTHORITY, programme, as_at=day)
    seconds = time.process_time() - began
    held = Held(Lives(away), Reader.current(Home.at(home), AUTHORITY), found.found, programme, day)
    return (*held.tally(), seconds, len(found.found.families))


def share(part, whole):
    """A share with its parts."""
    return f"{part / whole:.3f} ({part:,} of {whole:,})" if whole else "none"


def told(families, criteria, causes):
    """Print what was found, as Markdown."""
    true = {result: families[True, result] for result in ("eligible", "not_eligible", "cannot_tell", "no home")}
    wrong, whole = families[False, "eligible"], sum(families.values())
    print(
        f"\nfamilies with children: {whole:,}; truly eligible: {sum(true.values()):,} ({sum(true.values()) / whole:.1%})"
    )
    print(f"precision {share(true['eligible'], true['eligible'] + wrong)}")
    print(f"recall {share(true['eligible'], sum(true.values()) - true['cannot_tell'])}")
    unsure = true["cannot_tell"] + families[False, "cannot_tell"]
    print(f"cannot tell {share(unsure, whole)}")
    print("\n| criterion | true | precision | recall | unknown |\n|---|---|---|---|---|")
    for heading in sorted({each[0] for each in criteria}):
        hit, false = criteria[heading, True, True], criteria[heading, False, True]
        miss = criteria[heading, True, False]
        unknown = criteria[heading, True, None] + criteria[heading, False, None]
        few = " (fewer than 30: untested)" if hit + miss < 30 else ""
        print(
            f"| {heading}{few} | {hit + miss:,} | {share(hit, hit + false)} | {share(hit, hit + miss)} | {unknown:,} |"
        )
    print("\n| cause of a miss | families |\n|---|---|")
    for cause, number in causes.most_common():
        print(f"| {cause} | {number:,} |")
    print(f"| all | {causes.total():,} |")


def main():
    """Hold each county and tell all together."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="where counties and homes are put")
    options.add_argument("--children", type=int, default=20_000)
    options.add_argument("--seeds", type=int, default=1)
    options.add_argument("--programme", default="tf-2015", choices=sorted(oracle.RULE))
    options.add_argument("--as-at", type=dt.date.fromisoformat, default=dt.date(2026, 11, 20))
    chosen = options.parse_args()
    families, criteria, causes = Counter(), Counter(), Counter()
    for seed in range(1, chosen.seeds + 1):
        *found, seconds, many = assessed(chosen.folder, seed, chosen.children, chosen.programme, chosen.as_at)
        families.update(found[0])
        criteria.update(found[1])
        causes.update(found[2])
        print(f"seed {seed}: {many:,} families assessed in {seconds:.1f} s of processor time")
    told(families, criteria, causes)


if __name__ == "__main__":
    main()
