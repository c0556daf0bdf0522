"""Holds the families Sherwood finds against what the records of made-up counties bear out: precision, recall, what can't be told, causes.

    python -m evaluations.families_counties DIR [--children N] [--seeds N] [--first N] [--programme P]
                                            [--as-at DATE] [--anew]

For each seed a county with all feeds is made and loaded drop by drop (the truth folder is moved away first), built and assessed. A family
is who truly lives in one home. Expected is what `tests/oracles/families.py`, whose thresholds are typed, makes of what is recorded: the
members whom some file's address puts in the home, and the facts of whom the feed that tells them has a record, under true links. Beside it
stands the same of all that is true, recorded or not. Each miss and false alarm is put down to the first remedy that mends it: true links,
true homes, complete feeds; each criterion falsely met also to what put it there. What is true, but of somebody whom no file's address puts
in the home, is no false alarm against what is recorded: it is counted apart, and in neither figure. A family of which nobody lives in a
home with a child is a false one. A home or a county already in DIR is used again; `--anew` builds the home's tables again first.
"""

import argparse
import datetime as dt
import shutil
import time
from collections import Counter, defaultdict
from pathlib import Path

from evaluations.families_told import BEST, HEADINGS, REMEDIES, told_of
from evaluations.family_alarms import Alarms
from evaluations.family_lives import TOLD_BY, Lives, bare
from sqlglot import exp
from tests.oracles import families as oracle
from tests.support import counties

from sherwood.cohorts import PersonFact, assess
from sherwood.cohorts.assessing import Known
from sherwood.cohorts.families import Spell
from sherwood.definitions.home import Home
from sherwood.identity.telling import everybody
from sherwood.jobs.build import build
from sherwood.jobs.families import question_of

AUTHORITY = "local"
# What young people do after school is in no table of the truth: the feed's word is believed.
UNJUDGED = {"P4.4", "10.3"}
ASTRAY = "nobody of it lives in a home with a child"


class Records:
    """Who each row of the landing is truly about, and every address any file gives of anybody."""

    def __init__(self, reader, lives):
        self.person_of_row, self.addresses = {}, set()
        wanted = {"source_row", "source_id", "feed"}
        for name in reader.tables():
            if not name.startswith("landing_"):
                continue
            columns = set(reader.select(exp.select("*").from_(name).limit(0)).columns)
            if not wanted <= columns:
                continue
            postcodes = sorted(each for each in columns if each.endswith("postcode"))
            asked = exp.select("feed", "source_id", "source_row", *postcodes).from_(name)
            for feed, number, row, *told in reader.select(asked).rows:
                person = lives.of_record.get((feed, number))
                if person is not None:
                    self.person_of_row[feed, row] = person
                    self.addresses |= {(person, bare(each)) for each in told if each}
        tenancies = exp.select("tenancy_number", "postcode").from_("landing_housing_tenancies")
        postcode_of = dict(reader.select(tenancies).rows)
        for number, tenancy in reader.select(
            exp.select("source_id", "tenancy_number").from_("landing_housing_members")
        ).rows:
            self.addresses.add((lives.of_record.get(("housing", number)), bare(postcode_of.get(tenancy))))


def verdicts(lives, stays, facts, programme, day):
    """By home with a child: the (need, person) that are true of those who live there, and all who do."""
    by_kind = defaultdict(list)
    for each in facts:
        by_kind[each["key"], each["kind"]].append(each)
    closed = oracle.CLOSED if programme in oracle.SKIPS_CLOSED else set()
    placed = [each for each in facts if each["kind"] == "looked_after" and each["on"] <= day < each["to"]]
    stays = [each for each in stays if each["from"] <= day < each["to"]]
    homes = {}
    for home, staying in grouped(stays, "home").items():
        people = [
            {"key": each["key"], "born": lives.born[each["key"]]} for each in staying if each["key"] in lives.born
        ]
        for children, adults in oracle.families(people, staying, placed, day):
            needs = {
                (ask[1], key)
                for key in children | adults
                for ask in oracle.ASKS[programme]
                if ask[4] <= oracle.age(lives.born[key], day) <= ask[5]
                and oracle.holds(ask, by_kind.get((key, ask[2]), []), day, closed)
            }
            homes[home] = (needs, children | adults)
    return homes


def grouped(rows, key):
    """Rows by what they say of one key."""
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


class Found:
    """What one assessment says of each true home: the best result of the families most of whose members live there, and the answers."""

    def __init__(self, assessment, person_of_key, homes):
        of_person = defaultdict(set)
        for home, (_, members) in homes.items():
            for person in members:
                of_person[person].add(home)
        self.results, self.met, self.believed = {}, defaultdict(dict), defaultdict(set)
        self.evidence, self.astray = defaultdict(list), []
        for each in assessment.families:
            lived = Counter(
                home
                for member in each.family.members
                for home in of_person.get(person_of_key(member.person_key), ())
            )  # fmt: skip
            if not lived:
                self.astray.append(each)
                continue
            home = lived.most_common(1)[0][0]
            self.results[home] = min(each.result, self.results.get(home, each.result), key=BEST.index)
            for criterion in each.criteria:
                before = self.met[home].get(criterion.id, False)
                met = True if True in (before, criterion.met) else None if None in (before, criterion.met) else False
                self.met[home][criterion.id] = met
                self.believed[home] |= {(row.indicator, -1) for row in criterion.evidence if row.indicator in UNJUDGED}
                self.evidence[home, criterion.id] += [(each.family.place, row) for row in criterion.evidence]

    def result(self, home):
        """How the home came out; one of which no family was made is none."""
        return self.results.get(home, "no home")


class Held:
    """One county's assessment beside what is recorded and what is true."""

    def __init__(self, lives, question, day):
        self.programme = question.book.of.id
        self.many, self.of = oracle.RULE[self.programme]
        records = Records(question.reader, lives)
        facts = lives.facts(day)
        self.truth = verdicts(lives, lives.stays, facts, self.programme, day)
        told = [each for each in facts if (TOLD_BY[each["kind"]], each["key"]) in lives.recorded]
        self.recorded = verdicts(lives, lives.stays_told(records.addresses), told, self.programme, day)
        person = {
            key: lives.of_record[feed, number]
            for feed, number, key in everybody(question.reader)
            if (feed, number) in lives.of_record
        }
        known = question.known
        linked = _linked(question.reader, known, records.person_of_row, person, lives.born)
        homed = _homed(linked, lives, day)
        complete = _complete(homed, facts)
        self.found = Found(assess(question.book, day, known), person.get, self.truth)
        self.alarms = Alarms(question.reader, lives, records.person_of_row, person, day)
        self.remedied = [
            Found(assess(question.book, day, each), lambda key: key, self.truth) for each in (linked, homed, complete)
        ]

    def counted(self, home, homes):
        """How many headings, or needs, are met."""
        needs = homes[home][0] | self.found.believed[home]
        return len({HEADINGS[need] if self.of == "headings" else need for need, _ in needs})

    def tally(self):
        """Families and criteria against both yardsticks, and every miss and false alarm with its cause."""
        told = Counter()
        for name, homes in (("recorded", self.recorded), ("true", self.truth)):
            for home in homes:
                told[name, "problems", min(self.counted(home, homes), 4)] += 1
                self._tally_family(told, name, home, homes)
                self._tally_criteria(told, name, home, homes)
            for each in self.found.astray:
                told[name, "astray", each.result] += 1
                if each.result == "eligible":
                    told[name, "false", ASTRAY] += 1
                for criterion in each.criteria:
                    if criterion.met:
                        told[name, criterion.id, False, True] += 1
                        told[name, "alarm", criterion.id, ASTRAY, ASTRAY] += 1
        return told

    def _tally_family(self, told, name, home, homes):
        """How one home came out, and why so where that is wrong."""
        is_true, result = self.counted(home, homes) >= self.many, self.found.result(home)
        if result == "eligible" and not is_true and self.counted(home, self.truth) >= self.many:
            told[name, "apart"] += 1
            return
        told[name, "family", is_true, result] += 1
        if result == "cannot_tell":
            told[name, "cannot tell", self._told_by(home)] += 1
        if is_true and result in {"not_eligible", "no home"}:
            told[name, "missed", self._cause(home, "eligible")] += 1
        if not is_true and result == "eligible":
            told[name, "false", self._cause(home, "not_eligible")] += 1

    def _tally_criteria(self, told, name, home, homes):
        """Each criterion of one home, and of one falsely met the remedy and what put it there; all are missed where no family was made."""
        believed = self.found.believed[home]
        needs = {HEADINGS[need] for need, _ in homes[home][0] | believed}
        true = {HEADINGS[need] for need, _ in self.truth[home][0] | believed}
        answered = self.found.met.get(home) or dict.fromkeys(needs, False)
        for heading, met in answered.items():
            if met is False and heading in needs and self.remedied[0].met[home].get(heading, False) is not False:
                told[name, "unlinked", heading] += 1
            if met and heading in true - needs:
                told[name, "apart", heading] += 1
                continue
            told[name, heading, heading in needs, met] += 1
            if met and heading not in needs:
                reason = self.alarms.reason(home, self.truth[home][1], self.found.evidence[home, heading])
                told[name, "alarm", heading, self._unmet_by(home, heading), reason] += 1

    def _unmet_by(self, home, heading):
        """The first remedy under which a criterion is not met."""
        for remedy, found in zip(REMEDIES, self.remedied, strict=True):
            if found.met[home].get(heading) is not True:
                return remedy
        return "what is left"

    def _told_by(self, home):
        """The first remedy under which somebody can tell."""
        for remedy, found in zip(REMEDIES, self.remedied, strict=True):
            if found.result(home) != "cannot_tell":
                return remedy
        return "what is left"

    def _cause(self, home, wanted):
        """The first remedy under which the home comes out as it should, or as nobody can tell."""
        for remedy, found in zip(REMEDIES, self.remedied, strict=True):
            if found.result(home) in {wanted, "cannot_tell"}:
                return remedy
        return "what is left"


def _linked(reader, known, person_of_row, person, born):
    """What is known with each row put down to whom it is truly about."""
    of = lambda feed, row, key: person_of_row.get((feed, row), person.get(key))  # noqa: E731
    facts = defaultdict(list)
    for key, own in known.facts.items():
        for each in own:
            facts[of(each.feed, each.source_row, key)].append(each)
    asked = exp.select("person_key", "feed", "source_row", "place", "start_date", "until_date").from_(
        "programme_address"
    )
    spells = [
        Spell(of(feed, row, key), place, start, until)
        for key, feed, row, place, start, until in reader.select(asked).rows
    ]
    return Known([each for each in spells if each.person_key is not None], born, facts, known.newest)


def _homed(known, lives, day):
    """The same with everybody in their true homes."""
    spells = [
        Spell(each["key"], str(each["home"]), each["from"], each["to"])
        for each in lives.stays
        if each["from"] <= day < each["to"]
    ]
    return Known(spells, known.birth_dates, known.facts, known.newest)


def _complete(known, facts):
    """The same with every true fact told on time, and no other; what the truth has no table of is believed."""
    whole = defaultdict(list)
    for key, own in known.facts.items():
        whole[key] += [each for each in own if each.fact not in TOLD_BY]
    for each in facts:
        told = PersonFact(each["kind"], each["on"], each["to"], each["amount"], each["possible"], None, "truth", "")
        whole[each["key"]].append(told)
    return Known(known.spells, known.birth_dates, whole, known.newest)


def home_of(folder, seed, children, day):
    """The home of one county and its truth; both are made unless they are there."""
    county, away, root = folder / f"county-{seed}", folder / f"truth-{seed}", folder / f"home-{seed}"
    if not away.exists():
        first = day.replace(year=day.year - 4, month=4, day=1)
        counties.written(
            county, children=children, first=first.isoformat(), last=day.isoformat(), seed=seed, with_partners=True
        )
        shutil.move(county / "truth", away)
        counties.home_of(root, county)
    return Home.at(next(path.parent for path in root.rglob("landing") if path.is_dir())), away


def main():
    """Hold each county and tell all together."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="where counties and homes are put")
    options.add_argument("--children", type=int, default=20_000)
    options.add_argument("--seeds", type=int, default=1)
    options.add_argument("--first", type=int, default=1, help="the first seed")
    options.add_argument("--programme", default="tf-2015", choices=sorted(oracle.RULE))
    options.add_argument("--anew", action="store_true", help="build the tables of a home that is there again")
    options.add_argument("--as-at", type=dt.date.fromisoformat, default=dt.date(2026, 11, 20))
    chosen = options.parse_args()
    told = Counter()
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        home, truth = home_of(chosen.folder, seed, chosen.children, chosen.as_at)
        if chosen.anew:
            build(home, AUTHORITY)
        began = time.process_time()
        question = question_of(home, AUTHORITY, chosen.programme, as_at=chosen.as_at)
        many = len(assess(question.book, chosen.as_at, question.known).families)
        print(f"seed {seed}: {many:,} families assessed in {time.process_time() - began:.1f} s of processor time")
        told.update(Held(Lives(truth), question, chosen.as_at).tally())
    for yardstick in ("recorded", "true"):
        told_of(yardstick, told)


if __name__ == "__main__":
    main()
