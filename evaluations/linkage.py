"""Holds the links of a home against the truth of the made-up county it was loaded from.

    sherwood county new COUNTY --children N --preset standard_mess
    mv COUNTY/truth TRUTH          # out of reach, before anything is loaded
    SHERWOOD_HOME=HOME sherwood load COUNTY && SHERWOOD_HOME=HOME sherwood build
    python -m evaluations.linkage HOME TRUTH

Pairs of records are counted that are one person by the links, by the truth, or by both, over clusters. Children with an adoption order are
told apart, because their links are cut on purpose. Ends with exit code 1 where a target is missed.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pyarrow.parquet as pq
from sqlglot import exp

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.identity.outcome import EXPLAINED
from sherwood.identity.telling import everybody
from sherwood.store import Reader

PRECISION, RECALL, RECALL_WITHOUT_NUMBER, FALSE_MERGES = 0.997, 0.955, 0.85, 1.0
OF_CHILDREN = 10_000


def truth_of(folder):
    """The person of every source record, as the county knows it."""
    rows = pq.read_table(folder / "people.parquet", columns=["feed", "source_id", "person_id"]).to_pylist()
    return {(row["feed"], row["source_id"]): row["person_id"] for row in rows}


def pairs(groups):
    """How many pairs the members of groups of these sizes make."""
    return sum(size * (size - 1) // 2 for size in groups)


def agreement(found, truth):
    """Pairs that are one person by both, by the links, and by the truth."""
    known = [record for record in found if record in truth]
    both = pairs(Counter((found[each], truth[each]) for each in known).values())
    return (
        both,
        pairs(Counter(found[each] for each in known).values()),
        pairs(Counter(truth[each] for each in known).values()),
    )


def without_shared_number(reader, found, truth):
    """Agreement over records that no number of any kind joined to another one, each person's numbered records counted as one."""
    numbered = ("same number", "nhs number", "pupil number", "insurance number")
    reasons = reader.select(exp.select("record_key", "other_record_key", "why").from_(EXPLAINED))
    joins = [(one, other) for one, other, why in reasons if why.startswith(numbered)]
    keys = {}
    for table in ("person_record", "matching_store"):
        for key, feed, source_id in reader.select(exp.select("record_key", "feed", "source_id").from_(table)):
            keys[key] = (feed, source_id)
    parent = {}

    def find(each):
        while parent.get(each, each) != each:
            each = parent[each]
        return each

    for one, other in joins:
        parent[find(one)] = find(other)
    first = {find(key): keys[key] for key in sorted(keys)}
    return agreement({record: found[record] for record in first.values()}, truth)


def main():
    """Print the figures and end with 1 where one is off its target."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("home", type=Path)
    told.add_argument("truth", type=Path)
    asked = told.parse_args()
    home = Home.at(asked.home)
    reader, truth = Reader.current(home, load_council(home).code), truth_of(asked.truth)
    found = {(feed, number): key for feed, number, key in everybody(reader)}
    both, linked, true = agreement(found, truth)
    own = {feed.id for feed in load_catalogue().feeds.values() if feed.numbering}
    mixed = defaultdict(set)
    for record, key in found.items():
        if record in truth:
            mixed[key].add(truth[record])
    wrong = sum(1 for persons in mixed.values() if len(persons) > 1)
    children = len({truth[each] for each in truth if each[0] in own | {"school_census"}})
    some, _, all_of_them = without_shared_number(reader, found, truth)
    figures = [
        ("precision", both / linked, PRECISION, True),
        ("recall", both / true, RECALL, True),
        ("recall of pairs without a shared number", some / all_of_them, RECALL_WITHOUT_NUMBER, True),
        ("people of two or more, per 10,000 children", wrong / children * OF_CHILDREN, FALSE_MERGES, False),
    ]
    print(f"{len(found):,} records, {len(set(found.values())):,} people found, {len(set(truth.values())):,} in truth")
    for name, value, target, is_least in figures:
        print(f"{name}: {value:.4f} ({'at least' if is_least else 'at most'} {target})")
    sys.exit(any(value < target if is_least else value > target for _, value, target, is_least in figures))


if __name__ == "__main__":
    main()
