"""Asks the sector's own validators what they make of a county's newest complete returns.

    python -m evaluations.validators COUNTY [--cache FOLDER] [--write FILE.json]

The validators of Data to Insight, csc-validator-be-903 and csc-validator-be-cin, are installed from the package index into
environments of their own, apart from the project's. What each rule found is set beside the problems the county says it was given
on purpose (truth/expected_problems.csv), of which the files hold a few unless the county is clean.
"""

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

VALIDATORS = {
    # numpy: pandas 1.5, which the validators ask for, was built for numpy 1
    "ssda903": ("csc-validator-be-903==0.1.17", "numpy<2"),
    "cin_census": ("csc-validator-be-cin==0.1.13", "numpy<2"),
}
# An authority the validator's reference data knows, for rules that ask whether a placement lies in it; ours is made up.
AUTHORITY = "E10000024"
INVENTED = (
    "postcodes are invented, so that no home is a child's: the validator knows no authority and no distance of them"
)
TWO_YEARS = "the validator sees two years of the return, and care leavers left care before"
BEFORE_THE_YEAR = "the census tells what was done in its year: the assessment was complete before"
# What a made-up county cannot but break, or what a rule asks beyond its own words.
BY_DESIGN = {
    **dict.fromkeys(("392a", "392c", "169", "179", "241", "1015"), INVENTED),
    **dict.fromkeys(("1001", "1002"), TWO_YEARS),
    "392b": "of one placement in eleven the postcode is not recorded, as England's own tables have distances not known",
    "218": "asks a number of the places of short breaks, which rule 214 forbids",
    **dict.fromkeys(("575", "577"), "finds fault with spells missing that go on at the year's end"),
    "SW11bSTG2": "asks a next social worker of children who left care in the year's last days",
    "SW17STG2": "asks for an open social worker of children who left care, too",
    "SW09STG2": "finds fault with spells under three days, its words with those under 24 hours: a case is passed on when a worker leaves",
    "SW12STG2": "sets every period of care beside every worker, so that it finds each child who came back within the year",
    "624": "asks the birth date of a care leaver's child, which rule 628 forbids to give",
    "632": "asks that the order before the last period of care was made before the year's first, where it ended that one",
    "2991Q": BEFORE_THE_YEAR,
    "1530": "the authority within pupil numbers is invented, so that no number is a child's",
}
# Rules ending in Q ask for a second look or a reason, which a council would give: an assessment did take longer than the limit.
QUERY = "Q"
FIRST_RULES, LAST_RULES = "2022-23", "2026-27"
# What is run inside each environment.
INSIDE = {
    feed: Path(__file__).with_name("validating") / name
    for feed, name in (("ssda903", "looked_after.py"), ("cin_census", "in_need.py"))
}


def main():
    """Validate, tell, write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("county", type=Path, help="a folder that `sherwood county new` wrote")
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "sherwood-validators")
    options.add_argument("--write", type=Path, help="write what was found to this file")
    chosen = options.parse_args()
    found = validate(chosen.county, chosen.cache)
    for feed, result in found.items():
        print(told(feed, result))
    if chosen.write:
        chosen.write.write_text(json.dumps(found, indent=1), encoding="utf-8")


def validate(county, cache):
    """By feed: the year, the files, how many problems are deliberate, and each rule's count, words and an example.

    A feed whose validator cannot be installed says so in the client's own words under `cannot`.
    """
    found = {}
    for feed, requirements in VALIDATORS.items():
        year, folders = newest_years(county, feed)
        if not folders:
            found[feed] = {"cannot": f"no complete year from {FIRST_RULES} to {LAST_RULES} in {county}"}
            continue
        files = [[str(path) for path in sorted(folder.iterdir())] for folder in folders]
        python, words = environment(cache / feed, requirements)
        result = {"cannot": words} if words else ask(python, feed, year, files)
        found[feed] = {"year": year, "deliberate": deliberate(county, folders[0])} | result
    return found


def newest_years(county, feed):
    """The newest year the validators have rules for that is complete, and its newest folder with that of the year before."""
    newest = {}
    for folder in sorted(county.glob(f"*-*-*/{feed}/*")):
        year, drop = folder.name, folder.parts[-3]
        if re.fullmatch(r"\d{4}-\d{2}", year) and drop >= f"{int(year[:4]) + 1}-03-31":
            newest[year] = folder
    known = [year for year in sorted(newest) if FIRST_RULES <= year <= LAST_RULES]
    if not known:
        return "", []
    before = f"{int(known[-1][:4]) - 1}-{known[-1][2:4]}"
    return known[-1], [newest[year] for year in (known[-1], before) if year in newest]


def environment(folder, requirements):
    """The interpreter of an environment that holds the requirements, or why there is none."""
    python = folder / "bin" / "python"
    if (folder / "ready").exists():
        return python, ""
    venv.create(folder, with_pip=True, clear=True)
    said = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        return python, said.stderr.strip()[-2000:]
    (folder / "ready").touch()
    return python, ""


def ask(python, feed, year, files):
    """Run the validator in its own environment; the answer is the last line it prints."""
    question = json.dumps({"year": str(int(year[:4]) + 1), "authority": AUTHORITY, "files": files})
    with tempfile.TemporaryDirectory() as scratch:
        said = subprocess.run(
            [python, INSIDE[feed]], input=question, capture_output=True, text=True, check=False, cwd=scratch
        )
    if said.returncode:
        return {"cannot": said.stderr.strip()[-2000:]}
    return json.loads(said.stdout.strip().splitlines()[-1])


def deliberate(county, folder):
    """Cells of the files in this folder that the county was given wrong on purpose."""
    told = county / "truth" / "expected_problems.csv"
    name = folder.relative_to(county).as_posix()
    with told.open(encoding="utf-8", newline="") as file:
        return sum(row["file"].startswith(f"{name}/") for row in csv.DictReader(file))


def told(feed, result):
    """What was found: rules that count first, then queries, then what is by design."""
    if "cannot" in result:
        return f"{feed}: not validated: {result['cannot']}"
    kinds = {"wrong": [], "queries": [], "by design": []}
    for rule in result["rules"]:
        kinds[kind_of(rule["rule"])].append(rule)
    lines = [
        f"{feed} {result['year']}: {result['ran']} rules run, {len(result['failed'])} failed; {result['deliberate']} cells wrong on purpose"
    ]
    for kind, rules in kinds.items():
        lines.append(f" {kind}: {len(rules)} rules, {sum(rule['count'] for rule in rules)} children")
        lines += [f"  {rule['rule']:>9} {rule['count']:>6}  {rule['words']} E.g. {rule['example']}" for rule in rules]
    return "\n".join(lines)


def kind_of(rule):
    """Whether a rule that found something says that a file is wrong, asks for a second look, or cannot but find."""
    return "by design" if rule in BY_DESIGN else "queries" if rule.endswith(QUERY) else "wrong"


if __name__ == "__main__":
    sys.exit(main())
