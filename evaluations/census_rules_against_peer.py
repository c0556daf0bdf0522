"""Asks Sherwood and the sector's own validator the rules of the Children in need census about one messy census; tells where they differ.

    python -m evaluations.census_rules_against_peer COUNTY [--seed S] [--share P] [--cache FOLDER] [--write FILE.md]

The newest complete census of a county (`sherwood county new`) is made messy: of each hundred elements that hold a text some (`--share`)
are taken out, or get another row's text, a code of no list, or a day up to 400 days off; elements that are rarely there are put in, and
some that hold others are repeated. Agreement is by rule and child; rules of the census as a whole agree where both or neither find fault.
`census_verdicts.toml` says who is right.
"""

import argparse
import copy
import datetime as dt
import json
import random
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

from evaluations.rules_against_peer import compared
from evaluations.validators import VALIDATORS, environment, newest_years
from lxml import etree

from sherwood.definitions.home import Home
from sherwood.jobs.quality import run_rules
from sherwood.sources import load

FEED = "cin_census"
INSIDE = Path(__file__).with_name("validating") / "in_need_children.py"
VERDICTS = Path(__file__).with_name("census_verdicts.toml")
OF_THE_WHOLE = frozenset({"100", "2883", "2886Q", "2887Q", "2888Q"})
WHOLE = {"the census"}
REPEATED = (
    "CINdetails",
    "Assessments",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
    "Disability",
    "AssessmentFactors",
)
# What is rarely there, by the element that may hold it: a day near another one, or one of these.
PUT_IN = {
    "ChildIdentifiers": {
        "PersonDeathDate": (),
        "ExpectedPersonBirthDate": (),
        "UPNunknown": ("UN7", "UN9"),
        "FormerUPN": ("A1", "A801000000001"),
    },
    "Disabilities": {"Disability": ("NONE", "MOB")},
    "CINdetails": {"DateOfInitialCPC": (), "CINclosureDate": (), "ReasonForClosure": ("RC2", "RC8", "RC9")},
    "CINPlanDates": {"CINPlanEndDate": ()},
    "FactorsIdentifiedAtAssessment": {"AssessmentFactors": ("21", "18A", "19A")},
    "Section47": {"DateOfInitialCPC": (), "InitialCPCtarget": ()},
    "ChildProtectionPlans": {"CPPendDate": ()},
}
FEW = 3


def main():
    """Make the mess, ask both, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("county", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=4.0, help="elements made wrong, in a hundred")
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "sherwood-validators")
    options.add_argument("--write", type=Path, help="write the table to this file")
    options.add_argument(
        "--children", nargs="*", default=(), help="show children in whom one of the two finds fault with these rules"
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        year, file = messy(chosen.county, Path(scratch), chosen.seed, chosen.share / 100)
        peer = asked_of_peer(chosen.cache, year, file)
        ours = asked_of_sherwood(Path(scratch) / "home", file.parent)
        rows = list(compared(ours, peer))
        for code in chosen.children:
            show(code, ours, peer, file)
    print(told(rows, year, peer))
    if chosen.write:
        chosen.write.write_text(told(rows, year, peer) + "\n", encoding="utf-8")


def messy(county, scratch, seed, share):
    """The newest complete census made messy, in a folder named by its year."""
    year, folders = newest_years(county, FEED)
    (source,) = folders[0].glob("*.xml")
    tree = etree.parse(source)
    spoil(list(tree.iter("{*}Child")), random.Random(seed), share)
    into = scratch / year
    into.mkdir()
    tree.write(into / source.name, encoding="utf-8")
    return year, into / source.name


def spoil(children, chance, share):
    """Make elements wrong, and repeat some; the child's own number stays, but where the whole child comes twice."""
    leaves = [each for child in children for each in child.iter() if not len(each) and name_of(each) != "LAchildID"]
    said = defaultdict(list)
    for each in leaves:
        said[name_of(each)].append(each.text)
    for each in leaves:
        if chance.random() < share:
            text = wrong(each, said, chance)
            if text is None:
                each.getparent().remove(each)
            else:
                each.text = text
    for child in children:
        put_in(child, chance, share)
        for each in [inner for inner in child.iter() if name_of(inner) in REPEATED]:
            if chance.random() < share / 8:
                each.addnext(copy.deepcopy(each))
        if chance.random() < share / 16:
            child.addnext(copy.deepcopy(child))


def put_in(child, chance, share):
    """Add some elements that are rarely there; days lie around one of those the element holds."""
    for holder in [each for each in child.iter() if name_of(each) in PUT_IN]:
        days = [each.text for each in holder.iter() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", each.text or "")]
        for name, codes in PUT_IN[name_of(holder)].items():
            is_there = holder.find(f"{{*}}{name}") is not None and not codes
            if is_there or not (codes or days) or chance.random() > share / 2:
                continue
            added = etree.Element(holder.tag.replace(name_of(holder), name))
            day = dt.date.fromisoformat(chance.choice(days)) if days else dt.date.min
            added.text = (
                chance.choice(codes) if codes else (day + dt.timedelta(days=chance.randint(-5, 60))).isoformat()
            )
            holder.insert(0, added)


def wrong(element, said, chance):
    """Another text in its place; None to take it out."""
    kind = chance.choice(("out", "another", "another", "code", "day", "day"))
    is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", element.text or "")
    if kind == "out":
        return None
    if kind == "day" and is_day:
        return (dt.date.fromisoformat(element.text) + dt.timedelta(days=chance.randint(-400, 400))).isoformat()
    return "QQ" if kind == "code" and not is_day else chance.choice(said[name_of(element)])


def name_of(element):
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def asked_of_peer(cache, year, file):
    """What the sector's validator finds: by rule the children; it must be had."""
    python, words = environment(cache / FEED, VALIDATORS[FEED])
    if words:
        raise SystemExit(words)
    question = json.dumps({"year": str(int(year[:4]) + 1), "file": str(file)})
    with tempfile.TemporaryDirectory() as empty:
        said = subprocess.run([python, INSIDE], input=question, capture_output=True, text=True, check=False, cwd=empty)
    if said.returncode:
        raise SystemExit(said.stderr[-2000:])
    return json.loads(said.stdout.strip().splitlines()[-1])


def asked_of_sherwood(home, folder):
    """What Sherwood finds: by rule its state and the children."""
    home = Home.at(home)
    load(home, "local", [folder])
    found = {}
    for each in run_rules(home, "local", FEED):
        children = {finding.source_id for finding in each.findings}
        found[each.code] = (each.state, WHOLE if children and each.code in OF_THE_WHOLE else children)
    return found


def told(rows, year, peer):
    """The table of differences with who is right, and the sums above it."""
    verdicts = tomllib.loads(VERDICTS.read_text(encoding="utf-8"))
    both_ran = [row for row in rows if row[1] == "ran" and row[2] and row[0] not in peer["failed"]]
    fired = [row for row in both_ran if sum(row[3:])]
    agreeing = [row for row in fired if not row[4] and not row[5]]
    common, all_found = sum(row[3] for row in fired), sum(sum(row[3:]) for row in fired)
    lines = [
        f"Children in need census {year}: {len(both_ran)} rules both ran; of {len(fired)} that found something {len(agreeing)} found the "
        f"same children. Of {all_found:,} findings (a rule and a child) {common:,} are common: {100 * common / max(all_found, 1):.1f} %.",
        f"The peer could not run {len(peer['failed'])}: {', '.join(peer['failed']) or 'none'}.",
        f"Neither found anything with {', '.join(row[0] for row in both_ran if row not in fired) or 'no rule'}.",
        "",
        "| rule | here | both | only Sherwood | only the peer | who is right |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {code} | {state if is_peers else f'{state}, not in the peer'} | {both} | {mine} | {theirs} | {verdicts.get(code, '')} |"
        for code, state, is_peers, both, mine, theirs in rows
        if mine or theirs or not is_peers or state != "ran"
    ]
    return "\n".join(lines)


def show(code, ours, peer, file):
    """Print a few children in whom only one of the two finds fault."""
    mine, theirs = ours.get(code, ("", set()))[1], set(peer["found"].get(code, ()))
    by_number = defaultdict(list)
    for child in etree.parse(file).iter("{*}Child"):
        by_number[child.findtext("{*}ChildIdentifiers/{*}LAchildID")].append(child)
    for who, children in (("only Sherwood", mine - theirs), ("only the peer", theirs - mine)):
        for number in sorted(children, key=str)[:FEW]:
            print(f"-- {code}, {who}: child {number}")
            for child in by_number[number]:
                print(re.sub(r"\n\s*\n", "\n", etree.tostring(child, encoding="unicode", pretty_print=True)))


if __name__ == "__main__":
    sys.exit(main())
