"""Synthetic: checks the shapes of who comes to protection and care: by deprivation, among siblings, by age, for how long."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import fmean, median

import numpy as np

from sherwood.synthetic.reporting.county_files import CountyFiles
from sherwood.synthetic.reporting.usual_years import ShapeCheck, in_usual_years, ssd

_DEPRIVED, _WELL_OFF = range(1, 4), range(8, 11)


def deprivation_gradient(files: CountyFiles) -> float | None:
    """Children with a protection plan for each home in the three most deprived tenths to those in the three least deprived."""
    plans, addresses = ssd(files, "cp_plans"), ssd(files, "address")
    directory, population = (
        files.newest("postcode_directory", "postcode_directory"),
        files.newest("population", "population"),
    )
    if plans is None or addresses is None or directory is None or population is None:
        return None
    own = np.isin(directory.texts("district_code"), list(set(population.texts("area_code"))))
    tenths = dict(zip(directory.texts("postcode")[own], directory.numbers("deprivation_decile")[own], strict=True))
    homes = Counter(tenths.values())
    home_of = dict(zip(addresses.texts("addr_person_id"), addresses.texts("addr_address_postcode"), strict=True))
    found = Counter(tenths.get(home_of.get(child, "")) for child in set(plans.texts("cppl_person_id")))
    rates = [
        sum(found[each] for each in band) / max(sum(homes[each] for each in band), 1) for band in (_DEPRIVED, _WELL_OFF)
    ]
    return rates[0] / rates[1] if rates[1] else None


def sibling_plans(files: CountyFiles) -> float | None:
    """How many times likelier a child has ever been on a plan whose brother or sister has than a child of the known families."""
    plans, families = ssd(files, "cp_plans"), ssd(files, "family")
    if plans is None or families is None:
        return None
    planned = set(plans.texts("cppl_person_id"))
    members: dict[str, list[bool]] = defaultdict(list)
    for family, child in zip(families.texts("fami_family_id"), families.texts("fami_person_id"), strict=True):
        members[family].append(child in planned)
    several = [each for each in members.values() if len(each) > 1]
    with_sibling = [has for each in several for at, has in enumerate(each) if any(each[:at] + each[at + 1 :])]
    overall = [has for each in several for has in each]
    return fmean(with_sibling) / fmean(overall) if with_sibling and any(overall) else None


def first_year_entries(files: CountyFiles) -> float | None:
    """Children who enter care before their first birthday to those who enter in one year of age between 5 and 9."""
    entries, births = _entries(files), _births(files)
    ages = [int((day - births[child]) / np.timedelta64(365, "D")) for child, day in entries if child in births]
    middle = sum(5 <= age <= 9 for age in ages) / 5
    return sum(age < 1 for age in ages) / middle if middle else None


def _births(files: CountyFiles) -> dict[str, np.datetime64]:
    people = ssd(files, "person")
    if people is None:
        return {}
    pairs = zip(people.texts("pers_person_id"), people.days("pers_dob"), strict=True)
    return {child: day for child, day in pairs if not np.isnat(day)}


def _entries(files: CountyFiles) -> set[tuple[str, np.datetime64]]:
    """Each child's entries into care in the county's years."""
    periods = ssd(files, "cla_episodes")
    if periods is None:
        return set()
    days = periods.days("clae_entered_care_date")
    wanted = in_usual_years(files, days)
    return set(zip(periods.texts("clae_person_id")[wanted], days[wanted], strict=True))


def siblings_enter_together(files: CountyFiles) -> float | None:
    """Entries into care on the same day as a brother's or sister's, in per cent."""
    families = ssd(files, "family")
    if families is None:
        return None
    family_of = dict(zip(families.texts("fami_person_id"), families.texts("fami_family_id"), strict=True))
    counts = Counter((family_of.get(child, child), day) for child, day in _entries(files))
    return 100 * sum(each for each in counts.values() if each > 1) / sum(counts.values()) if counts else None


def skew_of_care(files: CountyFiles) -> float | None:
    """Mean to median length of the periods of care that ended in the county's years."""
    periods = ssd(files, "cla_episodes")
    if periods is None:
        return None
    ends = periods.days("clae_cla_episode_ceased_date")
    ended = in_usual_years(files, ends) & ~np.isin(periods.texts("clae_cla_episode_ceased_reason"), ("", "X1"))
    lengths: Iterable[int] = (ends[ended] - periods.days("clae_entered_care_date")[ended]).astype(int).tolist()
    known = [each for each in lengths if each >= 0]
    return fmean(known) / median(known) if known and median(known) else None


CHECKS: dict[str, ShapeCheck] = {
    "deprivation_gradient": deprivation_gradient,
    "sibling_plans": sibling_plans,
    "first_year_entries": first_year_entries,
    "siblings_enter_together": siblings_enter_together,
    "skew_of_care": skew_of_care,
}
