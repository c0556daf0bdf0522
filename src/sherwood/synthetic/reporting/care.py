"""Synthetic: counts the children looked after at a year's end, as the national statistics of the looked-after return count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from sherwood.synthetic.reporting.columns import Columns, day_in
from sherwood.synthetic.reporting.counting import CountedYear, Figure, mix, per_10000, percent
from sherwood.synthetic.reporting.returns import Line

AGE_BANDS = {"under_1": (0, 0), "1_to_4": (1, 4), "5_to_9": (5, 9), "10_to_15": (10, 15), "16_up": (16, 99)}
_ETHNICITIES = {"white": "W", "mixed": "M", "black": "B", "asian": "A"}
_LEGAL = {"full_care_order": "C2", "interim_care_order": "C1", "section_20": "V2", "placement_order": "E1"}
_HOMES, _SUPPORTED = frozenset({"K1", "K2"}), frozenset({"K3", "H5", "P2"})
_NEW_PLACEMENT, _SAME_CARER = frozenset({"S", "P", "B"}), frozenset({"T", "U"})
_TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
_FAR_MILES = 20.0
_TWO_YEARS, _TWO_AND_A_HALF = np.timedelta64(731, "D"), np.timedelta64(913, "D")
_TEENS = 16
_MANY_PLACEMENTS = 3


def band_of(age: int) -> str:
    """The age band of the national tables an age belongs to."""
    return next(name for name, (low, high) in AGE_BANDS.items() if low <= age <= high)


def _of_open(fits: Callable[[Line], bool]) -> Figure:
    """The share of children looked after whose episode at the year's end fits."""
    return lambda year: percent(sum(map(fits, year.open_episodes.values())), len(year.open_episodes))


def _with(column: str, *codes: str) -> Figure:
    return _of_open(lambda row: row.get(column, "") in codes)


def _aged(band: str) -> Figure:
    def of(year: CountedYear) -> float | None:
        ages = [year.age(child, year.year.last_day) for child in year.open_episodes]
        return mix(Counter(band_of(max(age, 0)) for age in ages if age is not None))(band)

    return of


def _by_header(fits: Callable[[Line], bool]) -> Figure:
    def of(year: CountedYear) -> float | None:
        return percent(sum(fits(year.header.get(child, {})) for child in year.open_episodes), len(year.open_episodes))

    return of


def _of_origin(letter: str) -> Figure:
    return _by_header(lambda child: child.get("ethnic", "").startswith(letter))


def outside_area_pct(year: CountedYear) -> float | None:
    """Children whose placement's postcode lies in no district of the county, of those with a known one."""
    directory, population = (
        year.files.newest("postcode_directory", "postcode_directory"),
        year.files.newest("population", "population"),
    )
    if directory is None or population is None:
        return None
    own = set(population.texts("area_code"))
    district_of = dict(zip(directory.texts("postcode"), directory.texts("district_code"), strict=True))
    known = [
        district_of[row["pl_post"]] for row in year.open_episodes.values() if row.get("pl_post", "") in district_of
    ]
    return percent(sum(each not in own for each in known), len(known))


def _open_placements(year: CountedYear) -> Iterable[tuple[str, int]]:
    """The placement, as a row number, of each child looked after on the year's last day."""
    placements = year.ssd("cla_placement")
    if placements is None:
        return
    last = np.datetime64(year.year.last_day)
    starts, ends = placements.days("clap_cla_placement_start_date"), placements.days("clap_cla_placement_end_date")
    children = placements.texts("clap_person_id")
    for at in np.flatnonzero((starts <= last) & (np.isnat(ends) | (ends > last))):
        if children[at] in year.open_episodes:
            yield children[at], int(at)


def over_20_miles_pct(year: CountedYear) -> float | None:
    """Children placed over 20 miles from home; those of unknown distance count in the whole."""
    placements = year.ssd("cla_placement")
    if placements is None:
        return None
    miles = placements.numbers("clap_cla_placement_distance")
    far = [bool(miles[at] > _FAR_MILES) for _, at in _open_placements(year)]
    return percent(sum(far), len(far))


def three_placements_pct(year: CountedYear) -> float | None:
    """Children with three placements in the year: the one on its first day and each new one, with another carer, since.

    Neither a temporary stay nor going back from it is a new placement.
    """
    placements: Counter[str] = Counter()
    before = {"child": "", "place": ""}
    for row in year.episodes:
        start, end = day_in(row["decom"]), day_in(row.get("dec", ""))
        is_back = row["child"] == before["child"] and before["place"] in _TEMPORARY
        is_away = row["place"] in _TEMPORARY
        before = row
        if start is None:
            continue
        is_new = (
            not (is_back or is_away)
            and year.holds(start)
            and start > year.year.first_day
            and row["rne"] in _NEW_PLACEMENT
        )
        is_held = start <= year.year.first_day and (end is None or end > year.year.first_day)
        placements[row["child"]] += is_new or is_held
    many = sum(placements[child] >= _MANY_PLACEMENTS for child in year.open_episodes)
    return percent(many, len(year.open_episodes))


def long_term_stability_pct(year: CountedYear) -> float | None:
    """Under 16s looked after for 2½ years: those two years with one carer, or placed for adoption after it."""
    placements, periods = year.ssd("cla_placement"), year.ssd("cla_episodes")
    if placements is None or periods is None:
        return None
    entered = dict(zip(periods.texts("clae_cla_id"), periods.days("clae_entered_care_date"), strict=True))
    last = np.datetime64(year.year.last_day)
    care, since = placements.texts("clap_cla_id"), _with_the_carer_since(placements, periods)
    settled = []
    for child, at in _open_placements(year):
        age = year.age(child, year.year.last_day)
        if age is not None and age < _TEENS and entered.get(care[at], last) <= last - _TWO_AND_A_HALF:
            settled.append(bool(since[at] <= last - _TWO_YEARS))
    return percent(sum(settled), len(settled))


def _with_the_carer_since(placements: Columns, periods: Columns) -> dict[int, np.datetime64]:
    """By row of the placements the day from which its years count.

    What came before counts, too, with the same carer, for a child placed for adoption and around a temporary stay.
    """
    order = np.argsort(periods.days("clae_cla_episode_start_date"), kind="stable")[::-1]
    began_as = dict(  # the first episode in a placement, read last, says how the placement began
        zip(
            periods.texts("clae_cla_placement_id")[order],
            periods.texts("clae_cla_episode_start_reason")[order],
            strict=True,
        )
    )
    numbers, care = placements.texts("clap_cla_placement_id"), placements.texts("clap_cla_id")
    kinds, starts = placements.texts("clap_cla_placement_type"), placements.days("clap_cla_placement_start_date")
    since: dict[int, np.datetime64] = {}
    before: dict[str, int] = {}
    for at in np.argsort(starts, kind="stable").tolist():
        last = before.get(care[at])
        is_away = kinds[at] in _TEMPORARY or (last is not None and kinds[last] in _TEMPORARY)
        goes_on = is_away or began_as.get(numbers[at]) in _SAME_CARER or kinds[at].startswith("A")
        since[at] = since[last] if goes_on and last is not None else starts[at]
        before[care[at]] = at
    return since


def _unaccompanied_pct(year: CountedYear) -> float | None:
    rows = year.files.looked_after(year.year, "uasc")
    still = {row["child"] for row in rows if not (day := day_in(row.get("duc", ""))) or day > year.year.last_day}
    return percent(len(still & year.open_episodes.keys()), len(year.open_episodes))


def _gone(kind: str) -> Figure:
    """Children looked after at any time in the year who went missing (M) or were away without leave (A)."""

    def of(year: CountedYear) -> float | None:
        everyone = {row["child"] for row in year.episodes}
        rows = year.files.looked_after(year.year, "missing")
        gone = {row["child"] for row in rows if row["missing"] == kind and year.holds(day_in(row.get("mis_start", "")))}
        return percent(len(gone & everyone), len(everyone))

    return of


FIGURES: dict[str, Figure] = {
    "looked_after_per_10000": lambda year: per_10000(len(year.open_episodes), year),
    **{f"aged_{band}_pct": _aged(band) for band in AGE_BANDS},
    "boys_pct": _by_header(lambda child: child.get("sex", "") in {"1", "M"}),
    **{f"ethnicity_{name}_pct": _of_origin(letter) for name, letter in _ETHNICITIES.items()},
    **{f"legal_{name}_pct": _with("ls", code) for name, code in _LEGAL.items()},
    "need_abuse_or_neglect_pct": _with("cin", "N1"),
    "placed_foster_pct": _of_open(lambda row: row["place"].startswith("U")),
    "placed_homes_pct": _with("place", *_HOMES),
    "placed_supported_pct": _with("place", *_SUPPORTED),
    "placed_with_parents_pct": _with("place", "P1"),
    "placed_for_adoption_pct": _of_open(lambda row: row["place"].startswith("A")),
    "provider_own_pct": _with("place_provider", "PR1"),
    "provider_private_pct": _with("place_provider", "PR4"),
    "outside_area_pct": outside_area_pct,
    "over_20_miles_pct": over_20_miles_pct,
    "three_placements_pct": three_placements_pct,
    "long_term_stability_pct": long_term_stability_pct,
    "unaccompanied_pct": _unaccompanied_pct,
    "missing_pct": _gone("M"),
    "away_pct": _gone("A"),
}
