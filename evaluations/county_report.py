"""Writes the page that holds a made-up county against published figures, from what `sherwood county report --json` says of it.

    python -m evaluations.county_report COUNTY --write docs/explanation/the-made-up-county.md

The county is one made with `--preset quiet`: the page says so, and what is planted in others is meant to lie off the usual.

Why a figure lies outside is told in evaluations/county_misses.toml, or by the figure published last where the county lies near that;
one that is told nowhere is written as not explained.
Ends with exit code 1 if fewer than 50 figures lie within tolerance, or one is off by a factor of two.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import tomllib
from pathlib import Path

MISSES = Path(__file__).with_name("county_misses.toml")
CALIBRATION = Path(__file__).parents[1] / "src/sherwood/catalogue/life_courses/calibration.toml"
LEAST_WITHIN = 50
ABSURD = 2.0
# Below this a share is so small that twice as much of it is still next to nothing.
SMALL = 4.0
HEAD = """# The made-up county, held against published figures

A county of {children:,} children from {first} to {last}, seed {seed}, made and counted on {today} with

    sherwood county new COUNTY --children {children} --from {first} --to {last} --seed {seed} --preset quiet
    python -m evaluations.county_report COUNTY --write docs/explanation/the-made-up-county.md

The preset leaves out what a seed plants to be found, such as a new threshold at the front door, since a planted cause is meant to lie off
the usual. It is made up: no figure of the county is of a real place. Every figure is counted from the files a council would receive, by
their headings alone; nothing is read of the truth beside them or of what made them. **{within} of {all} figures of {year} lie within 15 per
cent of the published one or, for a percentage, within two points**; of the {emergent} that emerge (their published value is no
parameter of the county, nor what is left of one) {emergent_within} do. {uncounted}

Published figures are England's unless the line says otherwise, with their sources in
`src/sherwood/catalogue/life_courses/calibration.toml`; where a year was not published the nearest is taken, and the table says which.
"""
UNTOUCHED = """
## {year}, the year nothing was settled on

The county was settled on the years up to {calibrated}. {year} was looked at only afterwards: {within} of {all} figures lie within
tolerance.
"""
SHAPES = """
## Shapes behind the means

| shape | from | to | county | holds | where from |
|---|---|---|---|---|---|
"""


def main():
    """Ask, write, judge."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("county", type=Path, help="a folder that `sherwood county new` wrote")
    options.add_argument("--write", type=Path, help="write the page to this file")
    chosen = options.parse_args()
    report = asked(chosen.county)
    facts = json.loads((chosen.county / "truth" / "county.json").read_text(encoding="utf-8"))
    misses = near_the_last(report["figures"]) | tomllib.loads(MISSES.read_text(encoding="utf-8"))
    text = page(report, facts, misses, dt.datetime.now(dt.UTC).date())
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")
    else:
        print(text)
    absurd = [each["name"] for each in report["figures"] if is_absurd(each)]
    within = sum(each["within"] for each in report["figures"])
    print(f"{within} within; off by a factor of two: {', '.join(absurd) or 'none'}", file=sys.stderr)
    sys.exit(within < LEAST_WITHIN or bool(absurd))


def asked(county):
    """What the command says of the county."""
    command = [sys.executable, "-m", "sherwood.cli.main", "county", "report", str(county), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


def near_the_last(figures):
    """Of figures outside that lie within tolerance of the one published last: which year that was, and what it was."""
    calibration = tomllib.loads(CALIBRATION.read_text(encoding="utf-8"))
    told = {}
    for each in figures:
        declared = calibration["figure"][each["name"]]
        year, value = max(declared["published"].items())
        points = calibration["within_points"] if declared.get("per", 100) == 100 else 0
        tolerance = max(calibration["within_share"] * value, points)
        if each["county"] is not None and year > each["published_year"] and abs(each["county"] - value) <= tolerance:
            told[each["name"]] = f"near the {value:g} of {year}, the year the county was first settled on"
    return told


def is_absurd(figure):
    """Whether a figure is off by a factor of two, smallest shares apart."""
    county, published = figure["county"], figure["published"]
    if county is None or max(county, published) <= SMALL:
        return False
    return min(county, published) * ABSURD < max(county, published)


def page(report, facts, misses, today):
    """The whole page."""
    figures = report["figures"]
    counted = [each for each in figures if each["county"] is not None]
    emergent = [each for each in figures if each["emergent"]]
    awaited = sorted({each["needs"] for each in figures if each["county"] is None and each["needs"]})
    lines = [
        HEAD.format(
            children=facts["children_0_to_17"],
            first=facts["first_day"],
            last=facts["last_day"],
            seed=facts["seed"],
            today=today,
            within=sum(each["within"] for each in figures),
            all=len(figures),
            year=report["year"],
            emergent=len(emergent),
            emergent_within=sum(each["within"] for each in emergent),
            uncounted=f"Not counted: {len(figures) - len(counted)}, for want of rows in these feeds: {', '.join(awaited)}."
            if awaited
            else "",
        ),
        table(figures),
        missed(figures, misses),
    ]
    for year in sorted({each["year"] for each in report["untouched"]}):
        rows = [each for each in report["untouched"] if each["year"] == year and each["county"] is not None]
        within = sum(each["within"] for each in rows)
        lines += [UNTOUCHED.format(year=year, calibrated=report["year"], within=within, all=len(rows)), table(rows)]
    lines += [SHAPES + "".join(shape_line(each) for each in report["shapes"]), missed(report["shapes"], misses)]
    return "\n".join(line.strip("\n") + "\n" for line in lines if line)


def table(figures):
    """Figures, one a line."""
    head = "| figure | published | year | county | within | emergent |\n|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {each['title']}{'' if each['area'] == 'England' else ' (' + each['area'] + ')'} | {each['published']:g} "
        f"| {each['published_year']} | {shown(each['county'])} | {answer(each)} | {'yes' if each['emergent'] else ''} |\n"
        for each in figures
    )


def shape_line(shape):
    """A shape's line of the table."""
    bounds = f"{shape['at_least']:g} | {shape['at_most']:g} | {shown(shape['county'])}"
    return f"| {shape['title']} | {bounds} | {answer(shape)} | {shape['source']} |\n"


def missed(figures, misses):
    """Why the figures outside lie outside, those explained first."""
    outside = [each for each in figures if not each["within"] and each["county"] is not None]
    if not outside:
        return ""
    explained = [f"* {each['title']}: {misses[each['name']]}.\n" for each in outside if each["name"] in misses]
    rest = "; ".join(each["title"] for each in outside if each["name"] not in misses)
    return "\nOutside:\n\n" + "".join(explained) + (f"* Not explained yet: {rest}.\n" if rest else "")


def shown(value):
    """A figure as the table shows it."""
    return "not counted" if value is None else f"{value:g}"


def answer(figure):
    """Whether it lies within; nothing where it was not counted."""
    return "" if figure["county"] is None else "yes" if figure["within"] else "**no**"


if __name__ == "__main__":
    main()
