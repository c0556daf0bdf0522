"""What the monthly scan finds of what was planted in made-up counties, and how many findings a quiet county has.

    sherwood county new COUNTY --children 12000 --seed S --preset standard_mess|quiet
    mv COUNTY/truth TRUTH          # out of reach, before anything is loaded
    SHERWOOD_HOME=HOME sherwood load COUNTY && SHERWOOD_HOME=HOME sherwood build
    python -m evaluations.findings_counties HOME TRUTH [HOME TRUTH …]

Each of the last 30 months is scanned as if it were the latest. A cause counts as found if, in the month in which it holds for at least 15
days or one of the two after it, a finding stands for one of the measures it acts on, in its unit where it has one. A gap in the
records is asked for at the end of the month in which it ends. Beside it stand the gaps named in any month that no planted outage holds,
and the findings of planted causes that were put down to the records.

Beside it stands what could be known at all: a cause counts as visible if somebody who knew its measures, its unit and its month would see
it in the three months against the two years before, by a test of means at one in twenty over all these series.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from scipy.stats import t

from sherwood.access import viewers
from sherwood.anomalies.explaining import explain
from sherwood.anomalies.gathering import AUTHORITY, Watched, gather, months_to_watch
from sherwood.anomalies.judging import DATA_OUTAGE, Judging
from sherwood.anomalies.outages import gap_of
from sherwood.anomalies.scanning import Scan, scan
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.store import Reader
from sherwood.synthetic.courses import load_life_courses
from sherwood.vocabulary.intervals import add_days, add_months
from sherwood.vocabulary.periods import parse, period_of

SCANS, BEHIND, HOLDS_DAYS = 30, 36, 15
YEARS_BEFORE, MONTHS_SINCE, ONE_IN_TWENTY = 2, 3, 0.05
ACTS_ON = {
    "threshold_change": (
        "contact_to_referral_pct",
        "contact_nfa_pct",
        "referrals_received",
        "cin_started",
        "assessments_started",
    ),
    "police_policy": ("contacts_received", "referrals_from_police_pct", "contact_nfa_pct"),
    "school_surge": ("contacts_received", "referrals_from_schools_pct", "contact_nfa_pct", "contact_to_referral_pct"),
    "new_form": ("factors_missing_pct", "factor_"),
    "source_recoded": ("referrals_from_", "contacts_received"),
    "team_short": ("_pct", "overdue", "_open", "completed", "ended", "all_work_due"),
    "team_thin": ("_pct", "overdue", "_open", "completed", "ended", "all_work_due"),
    "fewer_return": ("re_referral", "repeat_contact", "contacts_received", "referrals_received"),
    "quicker_decisions": ("decision", "mash_"),
    "winter_families": ("contacts_received",),
}


@dataclass(frozen=True)
class County:
    """One home with its truth, scanned month by month."""

    name: str
    planted: list[dict]
    districts: dict[str, str]
    scans: list[Scan]
    ask: tuple
    watched: list[Watched]
    months: list[str]


def county_of(home_folder: str, truth: Path) -> County:
    """Scan a home month by month."""
    home = Home.at(Path(home_folder))
    catalogue, viewer = load_catalogue(home.council), viewers.owner(home)
    reader = Reader.current(home, viewer.authority)
    months = months_to_watch(reader, viewer, BEHIND + SCANS - 1)
    series = list(gather(reader, catalogue, viewer, months))
    scans = []
    for first in range(SCANS):
        kept = [
            replace(each, numerator=each.numerator[first:end], denominator=each.denominator[first:end])
            for each in series
            if (end := len(each.numerator) - SCANS + 1 + first) > first
        ]
        scans.append(scan(kept, months[first : first + BEHIND]))
    districts = {each.code: each.name for each in load_life_courses().places.district}
    return County(
        home_folder,
        pq.read_table(truth / "planted.parquet").to_pylist(),
        districts,
        scans,
        (reader, catalogue, viewer),
        series,
        [each.label for each in months],
    )


def first_month(cause: dict) -> str:
    """The month in which a cause holds for at least half: where it could first be known."""
    month = period_of(cause["first_day"], "month")
    days = (min(month.last_day, cause["last_day"] or month.last_day) - cause["first_day"]).days + 1
    later = cause["last_day"] is None or cause["last_day"] > add_days(month.last_day, HOLDS_DAYS)
    return month.label if days >= HOLDS_DAYS or not later else period_of(add_days(month.last_day, 1), "month").label


def scans_since(county: County, label: str) -> list[Scan]:
    """The scan of the month and of the two after it."""
    last = period_of(add_months(_day(label), 2), "month").label
    return [each for each in county.scans if label <= each.months[-1].label <= last]


def _day(label: str):
    return parse(label, "month").first_day


def findings_of(county: County, cause: dict) -> Iterator:
    """Yield findings in time of the measures a cause acts on, in its unit."""
    for done in scans_since(county, first_month(cause)):
        for finding in done.findings:
            if _is_of(county, cause, finding.watched):
                yield done, finding


def _is_of(county: County, cause: dict, watched: Watched) -> bool:
    """Whether a series is of a measure that a cause acts on, in its unit or the whole area."""
    units = {county.districts.get(cause["unit"], cause["unit"]), cause["unit"], AUTHORITY}
    is_there = not cause["unit"] or watched.unit in units
    return is_there and any(part in watched.measure.name for part in ACTS_ON[cause["kind"]])


def is_visible(county: County, cause: dict) -> bool:
    """Whether the months of a cause differ from those before in any of its series, for somebody who knows where and when to look."""
    start = county.months.index(first_month(cause))
    chances = [
        chance
        for each in county.watched
        if _is_of(county, cause, each) and (chance := _by_chance(each, start)) is not None
    ]
    return bool(chances) and min(chances) * len(chances) < ONE_IN_TWENTY


def _by_chance(watched: Watched, start: int) -> float | None:
    """How often the means of three months and of the two years before differ so by chance; none where there is too little to compare."""
    values = watched.numerator / watched.denominator if watched.measure.denominator else watched.numerator
    before, since = (values[max(start - YEARS_BEFORE * 12, 0) : start], values[start : start + MONTHS_SINCE])
    before, since = before[np.isfinite(before)], since[np.isfinite(since)]
    if before.size < YEARS_BEFORE * 6 or not since.size or not np.std(before):
        return None
    spread = np.std(before, ddof=1) * np.sqrt(1 / before.size + 1 / since.size)
    return float(2 * t.sf(abs(np.mean(since) - np.mean(before)) / spread, before.size - 1))


def named_first(county: County, cause: dict) -> bool | None:
    """Whether the explanation of a finding of the whole area names the planted unit first; none where there is nothing to explain.

    Of the measures that were found in the unit itself, in the same month and the same way: what the whole did besides, for another
    cause, the unit does not explain.
    """
    unit = county.districts.get(cause["unit"], cause["unit"])
    for done, finding in findings_of(county, cause):
        own = {
            (each.watched.measure.id, each.side) for each in done.findings if each.watched.unit in {unit, cause["unit"]}
        }
        if finding.watched.level != "authority" or (finding.watched.measure.id, finding.side) not in own:
            continue
        for each in explain(*county.ask, finding, done.months):
            if unit in each.codes or cause["unit"] in each.codes:
                return each.to_json()["parts"][0]["code"] in {unit, cause["unit"]}
    return None


def gap_named(county: County, cause: dict) -> bool:
    """Whether an outage is named as a gap in the records, in days that overlap it."""
    reader, catalogue, viewer = county.ask
    last = period_of(add_days(cause["last_day"], 10), "month").last_day
    gap = gap_of(
        reader,
        catalogue,
        viewer,
        catalogue.measure("contacts_received"),
        min(last, county.scans[-1].months[-1].last_day),
    )
    return gap is not None and gap.first_day <= cause["last_day"] and cause["first_day"] <= gap.last_day


def gaps_told(county: County) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """The gaps in the records told in any month, by measure, first and last day: those of a planted outage, and all others."""
    outages = [(each["first_day"], each["last_day"]) for each in county.planted if each["kind"] == "recording_outage"]
    told = {
        (row["measure"], row["details"]["first_day"], row["details"]["last_day"])
        for done in county.scans
        for row in Judging(*county.ask, done.months).gaps(set())
    }
    true = {each for each in told if any(each[1] <= str(last) and str(first) <= each[2] for first, last in outages)}
    return true, told - true


def put_down_to_records(county: County, cause: dict) -> Iterator[bool]:
    """Yield, for each finding of a planted change, whether it was put down to records that are missing."""
    for done, finding in findings_of(county, cause):
        yield Judging(*county.ask, done.months).verdict(finding) == DATA_OUTAGE


def main() -> None:
    """Print what was found of each kind, and how many findings there were a month."""
    pairs = list(zip(sys.argv[1::2], map(Path, sys.argv[2::2]), strict=True))
    found: dict[str, Counter] = defaultdict(Counter)
    for home, truth in pairs:
        county = county_of(home, truth)
        known_from = county.scans[0].months[-1].label
        for cause in county.planted:
            kind = cause["kind"]
            if cause["is_decoy"] or kind == "recording_backlog" or first_month(cause) < known_from:
                continue
            found[kind]["planted"] += 1
            if kind == "recording_outage":
                found[kind]["found"] += gap_named(county, cause)
                continue
            to_records = list(put_down_to_records(county, cause))
            is_found, can_be = bool(to_records), is_visible(county, cause)
            found[kind]["findings"] += len(to_records)
            found[kind]["put down to records"] += sum(to_records)
            found[kind]["found"] += is_found
            found[kind]["visible"] += can_be
            found[kind]["found of visible"] += is_found and can_be
            named = named_first(county, cause)
            found[kind]["explained"] += named is not None
            found[kind]["unit first"] += bool(named)
        true, others = gaps_told(county)
        print(f"{home}: gaps of planted outages told {sorted(true)}, others {sorted(others)}")
        told = [{(each.watched.measure.id, each.side) for each in done.findings} for done in county.scans]
        new = [now - before for before, now in zip([set(), *told], told, strict=False)]
        meanings = Counter(each.meaning for done in county.scans for each in done.findings)
        print(
            f"{home}: {sum(len(done.findings) for done in county.scans) / SCANS:.1f} findings a month, "
            f"{sum(map(len, told)) / SCANS:.1f} measures, {sum(map(len, new)) / SCANS:.1f} of them new; {dict(meanings)}"
        )
    for kind, counts in sorted(found.items()):
        print(kind, dict(counts))


if __name__ == "__main__":
    main()
