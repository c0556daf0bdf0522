"""Reads the values of Annex A as councils spell them and counts how many land in the right group.

    python -m evaluations.value_spellings [FILE.csv] [--half tuning|held_out] [--list]

FILE.csv has the columns `column`, `spelling` and `group`. A row belongs to the tuning half if the last hexadecimal digit of
sha256("<column>|<spelling>") is even, else to the half that is held out: the aliases and the rules of reading were written while
looking at the tuning half alone, and from what is known of the field. `--list` names what went wrong there. Ends with exit code 1
if less than 90 % of the held-out half lands in the right group or if the code lists hold more than 300 loose aliases.
"""

import argparse
import csv
import hashlib
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from evaluations.annex_groups import GROUPS
from tests.support import samples

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.cells.parsers import parser_for
from sherwood.vocabulary.spellings import normalised

FILE = samples.FOLDER / "annex_a" / "value_spellings.csv"
CATALOGUE = load_catalogue()
CODELISTS = CATALOGUE.codelists
HALVES = ("tuning", "held_out")
LEAST = 0.90
MOST_ALIASES = 300
RIGHT, WRONG, REFUSED = "right", "wrong", "refused"


def main():
    """Evaluate, print, and tell by the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", nargs="?", type=Path, default=FILE)
    options.add_argument("--half", choices=HALVES, help="only this half")
    options.add_argument("--list", action="store_true", help="name what went wrong in the tuning half")
    chosen = options.parse_args()
    if not chosen.file.is_file():
        sys.exit(f"{chosen.file} is not there; name the file with the columns column, spelling and group")
    shares = {}
    for half in HALVES if chosen.half is None else (chosen.half,):
        rows = [row for row in rows_of(chosen.file) if half_of(row["column"], row["spelling"]) == half]
        results = landed(rows)
        shares[half] = share(results)
        print("\n".join(lines(half, results)))
        if chosen.list and half == "tuning":
            print("\n".join(misses(results)))
    aliases = alias_count()
    print(f"loose aliases: {aliases} (at most {MOST_ALIASES})")
    sys.exit(int(shares.get("held_out", 1) < LEAST or aliases > MOST_ALIASES))


def rows_of(file):
    """The rows of the file, in its order."""
    with file.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def half_of(column, spelling):
    """The half a row belongs to, by the last hexadecimal digit of the hash of its text."""
    digit = hashlib.sha256(f"{column}|{spelling}".encode()).hexdigest()[-1]
    return HALVES[int(digit, 16) % 2]


def landed(rows):
    """Each row with how it landed (right, wrong, refused) and what was read."""
    columns = columns_of_annex_a()
    results = []
    for row in rows:
        column, parse = columns[normalised(row["column"])]
        outcome = parse(row["spelling"])
        said = group_of(column, outcome)
        if said is None:
            results.append((row, REFUSED, outcome.reason))
        else:
            meant = {plain(each) for each in (row["group"], *row["group"].split(" / "))}
            is_right = said in meant or row["group"].startswith(f"{outcome.value}: ")
            results.append((row, RIGHT if is_right else WRONG, f"read as {outcome.value}"))
    return results


def columns_of_annex_a():
    """Every column of Annex A and its parser, by its heading."""
    tables = CATALOGUE.feed("annex_a").year("2023_24").tables.values()
    columns = [column for table in tables for column in table.columns.values()]
    return {normalised(column.header): (column, parser_for(column, CODELISTS)) for column in columns}


def group_of(column, outcome):
    """Annex A's group of what was read, None where it was refused."""
    if outcome.reason:
        return None
    if column.type == "flag":
        return {True: "yes", False: "no", None: "unknown"}[outcome.value]
    named = GROUPS.get(column.codelist, {}).get(outcome.value)
    return plain(named or CODELISTS[column.codelist].codes[outcome.value].group)


def plain(group):
    """A group's words without its letter, capitals and punctuation."""
    return normalised(re.sub(r"^[a-z]\) ", "", re.sub("[’']", "", group)))


def share(results):
    """Share of the rows that landed in the right group."""
    return sum(how == RIGHT for _, how, _ in results) / len(results)


def alias_count():
    """Loose aliases over all code lists."""
    return sum(len(codelist.loose_aliases) for codelist in CODELISTS.values())


def misses(results):
    """A line for each row that did not land in the right group."""
    for row, how, said in results:
        if how != RIGHT:
            yield f"{how:<8}{row['column']}: {row['spelling']!r} is {row['group']!r}: {said}"


def lines(half, results):
    """A table of one half, column by column, and its sum."""
    by_column = defaultdict(Counter)
    for row, how, _ in results:
        by_column[row["column"]][how] += 1
    total = sum(by_column.values(), Counter())
    yield f"{half}: {share(results):.1%} of {len(results)} in the right group"
    for name, counts in [*sorted(by_column.items(), key=lambda each: -each[1].total()), ("all", total)]:
        yield f"  {name[:60]:<62}{counts.total():>5} rows{counts[RIGHT]:>6} right{counts[WRONG]:>5} wrong{counts[REFUSED]:>5} refused"


if __name__ == "__main__":
    main()
