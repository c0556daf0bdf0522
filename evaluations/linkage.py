"""Holds the links of a home against the truth of the made-up county it was loaded from.

    sherwood county new COUNTY --children N --preset standard_mess
    mv COUNTY/truth TRUTH          # out of reach, before anything is loaded
    SHERWOOD_HOME=HOME sherwood load COUNTY && SHERWOOD_HOME=HOME sherwood build
    python -m evaluations.linkage HOME TRUTH

Pairs of records are counted that are one person by the links, by the truth, or by both, over clusters. Every source record of every feed
counts: one that the links do not hold is a person by itself. Children with an adoption order are told apart too, because their links
are cut on purpose. Ends with exit code 1 where a target is missed; an ethnicity or age band that lies apart is named with its cause.
"""

import argparse
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
from sqlglot import exp

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.identity.records import adoption_orders, landed_tables
from sherwood.identity.said import all_said, tellings
from sherwood.identity.telling import everybody
from sherwood.store import Reader
from sherwood.vocabulary.identifiers import nhs_number_is_valid, upn_is_valid

PRECISION, RECALL, RECALL_WITHOUT_NUMBER, FALSE_MERGES = 0.997, 0.955, 0.85, 1.0
OF_CHILDREN, ENOUGH_PEOPLE, APART = 10_000, 200, 0.02
NUMBERS = ("nhs_number", "ni_number")
AGES = ((5, "0 to 4"), (10, "5 to 9"), (16, "10 to 15"), (18, "16 and 17"), (25, "18 to 24"), (200, "25 and older"))


def truth_of(folder):
    """The person of every source record, as the county knows it."""
    rows = pq.read_table(folder / "people.parquet", columns=["feed", "source_id", "person_id"]).to_pylist()
    return {(row["feed"], row["source_id"]): row["person_id"] for row in rows}


def found_in(reader, truth):
    """The person of every source record by the links; a record they do not hold is a person by itself."""
    linked = {(feed, number): key for feed, number, key in everybody(reader)}
    return {record: linked.get(record, record) for record in truth}, sum(record not in linked for record in truth)


def pairs(groups):
    """How many pairs the members of groups of these sizes make."""
    return sum(size * (size - 1) // 2 for size in groups)


def agreement(found, truth, records=None):
    """Pairs that are one person by both, by the links, and by the truth."""
    known = found if records is None else records
    return tuple(
        pairs(Counter(told).values())
        for told in (
            [(found[each], truth[each]) for each in known],
            [found[each] for each in known],
            [truth[each] for each in known],
        )
    )


def numbers_told(reader, feeds, landed):
    """Every valid number that the feeds tell of each record, and the council's own."""
    told = defaultdict(set)
    columns = ("feed", "source_id", *NUMBERS, "upns")
    said = exp.select(*columns).distinct().from_(all_said(tellings(feeds, landed)).subquery("said"))
    for feed, source_id, nhs, insurance, upns in zip(
        *(column.to_pylist() for column in reader.arrow(said).columns), strict=True
    ):
        held = told[feed, source_id]
        if nhs and nhs_number_is_valid(nhs.replace(" ", "").replace("-", "")):
            held.add(nhs.replace(" ", "").replace("-", ""))
        if insurance:
            held.add(insurance.upper().replace(" ", "")[:8])
        held.update(each.upper() for each in upns or () if each and upn_is_valid(each.upper()))
    return told


def across_feeds(found, truth, told, numberings):
    """Of pairs of one person in two feeds, person by person: all, those found, all without a shared number, those found."""
    of_person = defaultdict(list)
    for record, person in truth.items():
        own = {numberings[record[0]] + record[1]} if record[0] in numberings else set()
        of_person[person].append((record[0], told.get(record, set()) | own, found[record]))
    counted = defaultdict(Counter)
    for person, records in of_person.items():
        mine = counted[person]
        for one, other in combinations(records, 2):
            if one[0] != other[0]:
                is_found, shares_none = one[2] == other[2], one[1].isdisjoint(other[1])
                mine["all"] += 1
                mine["found"] += is_found
                mine["all without"] += shares_none
                mine["found without"] += is_found and shares_none
    return counted


def summed(counted, persons=None):
    """The pairs of all those people together."""
    total = Counter()
    for person in counted if persons is None else persons:
        total.update(counted.get(person, {}))
    return total


def cause(counted, whole, group_of, group):
    """Say what sets a group apart: how many of its pairs share no number, and how many of all people's."""
    mine = summed(counted, [person for person in counted if group_of.get(person) == group])
    shares = (mine["all without"] / mine["all"], whole["all without"] / whole["all"])
    found = mine["found without"] / mine["all without"]
    return "  APART: {:.0%} of its pairs share no number (whole: {:.0%}), of those found {:.4f}".format(*shares, found)


def merged(found, truth, families):
    """How many people hold records of two or more, and how many of brothers or sisters."""
    mixed = defaultdict(set)
    for record, key in found.items():
        mixed[key].add(truth[record])
    several = [persons for persons in mixed.values() if len(persons) > 1]

    def are_siblings(persons):
        children = [families[each][0] for each in persons if each in families and families[each][1] == "child"]
        return len(children) > len(set(children))

    return len(several), sum(map(are_siblings, several))


def by_group(found, truth, group_of):
    """Precision and recall of the people of each group: a pair between two people counts for each of them by half."""
    in_cluster = defaultdict(Counter)
    for record, key in found.items():
        in_cluster[key][truth[record]] += 1
    both, linked = Counter(), Counter()
    for persons in in_cluster.values():
        size = sum(persons.values())
        for person, count in persons.items():
            both[group_of.get(person)] += count * (count - 1) / 2
            linked[group_of.get(person)] += count * (size - 1) / 2
    true, people = Counter(), Counter()
    for person, count in Counter(truth.values()).items():
        true[group_of.get(person)] += count * (count - 1) / 2
        people[group_of.get(person)] += 1
    return {
        group: (people[group], both[group] / linked[group], both[group] / true[group])
        for group in sorted(people, key=str)
        if people[group] >= ENOUGH_PEOPLE and linked[group]
    }


def ethnicities(reader, truth, landed):
    """The ethnicity that the feeds tell most often of each person."""
    told = defaultdict(Counter)
    for table, columns in landed.items():
        for name in {"ethnicity", "ethnic", "pers_ethnicity"} & columns if "source_id" in columns else ():
            asked = exp.select("feed", "source_id", name).distinct().from_(exp.table_(table, quoted=True))
            for feed, source_id, code in reader.select(asked):
                if code and (feed, source_id) in truth:
                    told[truth[feed, source_id]][code] += 1
    return {person: max(sorted(codes), key=codes.get) for person, codes in told.items()}


def ordered(reader, feeds, landed):
    """The records of which the rows tell an adoption order."""
    asked = adoption_orders(feeds, landed)
    return [tuple(row[:2]) for row in reader.select(asked)] if asked else []


def ages(folder, day):
    """The age band of each person of the county."""
    found = {}
    for row in pq.read_table(folder / "families.parquet").to_pylist():
        years = (day - row["birth_date"]).days / 365.25
        found[str(row["person"])] = next(name for below, name in AGES if years < below)
    return found


def main():
    """Print the figures and end with 1 where one is off its target."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("home", type=Path)
    told.add_argument("truth", type=Path)
    asked = told.parse_args()
    home = Home.at(asked.home)
    reader, truth = Reader.current(home, load_council(home).code), truth_of(asked.truth)
    feeds, landed = load_catalogue(home.council).feeds, landed_tables(reader)
    found, missing = found_in(reader, truth)
    numberings = {feed.id: feed.numbering for feed in feeds.values() if feed.numbering}
    families = {
        str(row["person"]): (row["family"], row["role"])
        for row in pq.read_table(asked.truth / "families.parquet", columns=["person", "family", "role"]).to_pylist()
    }
    children = len({person for person in truth.values() if families.get(person, (0, ""))[1] == "child"})
    adopted = {truth[record] for record in ordered(reader, feeds, landed) if record in truth}
    both, linked, true = agreement(found, truth)
    kept, _, kept_true = agreement(found, truth, [each for each in truth if truth[each] not in adopted])
    of_each = across_feeds(found, truth, numbers_told(reader, feeds, landed), numberings)
    counted = summed(of_each)
    several, siblings = merged(found, truth, families)
    print(f"{len(truth):,} records, {missing:,} held by no link; {len(set(found.values())):,} people found,")
    print(
        f"{len(set(truth.values())):,} in truth, {children:,} of them children of a family; {several:,} people hold two or more"
    )
    print(f"recall without {len(adopted):,} people with an adoption order: {kept / kept_true:.4f}")
    print(f"recall of pairs across feeds: {counted['found'] / counted['all']:.4f} of {counted['all']:,}")
    figures = [
        ("precision", both / linked, PRECISION, True),
        ("recall", both / true, RECALL, True),
        (
            f"recall of {counted['all without']:,} pairs across feeds without a shared number",
            counted["found without"] / counted["all without"],
            RECALL_WITHOUT_NUMBER,
            True,
        ),
        (
            f"merges of brothers and sisters ({siblings}), per 10,000 children",
            siblings / children * OF_CHILDREN,
            FALSE_MERGES,
            False,
        ),
    ]
    for name, value, target, is_least in figures:
        print(f"{name}: {value:.4f} ({'at least' if is_least else 'at most'} {target})")
    day = reader.select(exp.select("data_date").from_("build_facts")).rows[0][0]
    for title, group_of in (("ethnicity", ethnicities(reader, truth, landed)), ("age", ages(asked.truth, day))):
        for group, (people, precision, recall) in by_group(found, truth, group_of).items():
            is_near = max(both / true - recall, both / linked - precision) <= APART
            apart = "" if is_near else cause(of_each, counted, group_of, group)
            print(
                f"{title} {group or 'not told'}: {people:,} people, precision {precision:.4f}, recall {recall:.4f}{apart}"
            )
    sys.exit(any(value < target if is_least else value > target for _, value, target, is_least in figures))


if __name__ == "__main__":
    main()
