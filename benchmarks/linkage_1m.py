"""One million records of 720,000 made-up people linked with the shipped model, against its limits of 3 minutes and 3 GB.

A quarter of a million households of one surname each, with twins and namesakes among them; records misspell names, mistake birth dates,
lack numbers and addresses or give another home at the rates linkage was measured with elsewhere. Timed are the steps of `sherwood.identity`
from what is said of people to whole people; making the records is not. Prints the seconds of each step, the highest memory of the process,
precision and recall over clusters, and the ratios to the limits. `--people N` makes a smaller town.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pyarrow.compute

from sherwood.definitions.shapes.identifying import Identifies
from sherwood.identity.clusters import Clusters
from sherwood.identity.matching import Matching
from sherwood.identity.persons import FeedTold, gather
from sherwood.identity.said import Telling
from sherwood.store import memory
from sherwood.store import scratch as scratch_of
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.misdating import misdated
from sherwood.synthetic.misspelling import Spelt, misspelt, short_forms
from sherwood.synthetic.name_lists import BOY, GIRL, NameLists

PEOPLE, A_HOUSEHOLD, AGAIN = 720_000, 2.8, 280 / 720
LIMIT_SECONDS, LIMIT_GIGABYTES = 180.0, 3.0
DAY, TABLE, FEED = dt.date(2026, 11, 27), "landing_town_people", "town"
RARE_SURNAMES = 0.4
SYLLABLES = np.array(
    [
        "ar",
        "bel",
        "cor",
        "den",
        "el",
        "fen",
        "gar",
        "hol",
        "in",
        "jas",
        "ken",
        "lor",
        "mar",
        "nor",
        "ol",
        "pen",
        "quil",
        "ros",
        "sut",
        "tor",
        "ul",
        "ver",
        "wyn",
        "yar",
    ],
    object,
)


def town(people: int, chance: np.random.Generator) -> dict[str, np.ndarray]:
    """Who lives where: name, sex, day of birth, home and number of everybody, in households."""
    household = np.sort(chance.integers(0, int(people / A_HOUSEHOLD), people))
    place_in = np.arange(people) - np.searchsorted(household, household)
    is_adult, homes = place_in < 2, household[-1] + 1
    born = np.where(is_adult, chance.integers(-4000, 11_000, people), chance.integers(13_000, 20_400, people))
    twins = np.flatnonzero((place_in > 2) & (chance.random(people) < 0.03))
    born[twins] = born[twins - 1]
    lists = NameLists(load_life_courses().origins)
    sex = chance.integers(0, 2, people)
    forename = np.empty(people, object)
    for each in (BOY, GIRL):
        for time_of, some in ((0, is_adult), (len(lists.born_until()) - 1, ~is_adult)):
            chosen = np.flatnonzero((sex == each) & some)
            forename[chosen] = drawn(lists.forenames(0, each, time_of), len(chosen), chance)
    surname = drawn(lists.surnames(0), homes, chance)
    rare = np.flatnonzero(chance.random(homes) < RARE_SURNAMES)
    parts = SYLLABLES[chance.integers(0, len(SYLLABLES), (len(rare), 3))]
    surname[rare] = np.char.capitalize((parts[:, 0] + parts[:, 1] + parts[:, 2]).astype(str)).astype(object)
    return {
        "forename": forename,
        "surname": surname[household],
        "sex": np.array(["M", "F"], object)[sex],
        "birth_date": born.astype("datetime64[D]"),
        "home": household,
        "nhs_number": np.array(nhs_numbers(people), object),
    }


def drawn(shares: dict[str, float], count: int, chance: np.random.Generator) -> np.ndarray:
    """So many names, each as often as it is common."""
    weights = np.array(list(shares.values()))
    return np.array(list(shares), object)[chance.choice(len(weights), count, p=weights / weights.sum())]


def nhs_numbers(count: int) -> list[str]:
    """So many numbers that pass their check."""
    base = np.arange(400_000_000, 400_000_000 + int(count * 1.2))
    digits = base[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    return [f"{number}{figure}" for number, figure in zip(base[check < 10], check[check < 10], strict=True)][:count]


def written(living: dict[str, np.ndarray], person: np.ndarray, chance: np.random.Generator) -> pa.Table:
    """The records of these people as somebody took them down."""
    some = lambda share: chance.random(len(person)) < share  # noqa: E731
    spelt = Spelt(chance)
    forename, surname = living["forename"][person], living["surname"][person]
    short = np.flatnonzero(some(0.05))
    forename[short] = short_forms(forename[short])
    forename, surname = misspelt(spelt, forename, some(0.1)), misspelt(spelt, surname, some(0.08))
    changed = np.flatnonzero(some(0.05))
    surname[changed] = living["surname"][chance.integers(0, len(living["surname"]), len(changed))]
    swapped = some(0.015)
    forename, surname = np.where(swapped, surname, forename), np.where(swapped, forename, surname)
    born, wrong = living["birth_date"][person], np.flatnonzero(some(0.05))
    born[wrong] = misdated(chance, born[wrong])
    home, moved = living["home"][person], np.flatnonzero(some(0.18))
    home[moved] = chance.integers(0, living["home"][-1] + 1, len(moved))
    without = lambda cells, share: pa.array(cells, pa.string(), mask=some(share))  # noqa: E731
    postcodes = [
        f"ZY{at // 4000 % 90 + 1} {at // 400 % 10}{chr(65 + at // 20 % 20)}{chr(65 + at // 16 % 20)}" for at in home
    ]
    return pa.table(
        {
            "feed": [FEED] * len(person),
            "source_id": [str(no) for no in range(len(person))],
            "forename": pa.array(forename, pa.string()),
            "surname": pa.array(surname, pa.string()),
            "sex": pa.array(living["sex"][person], pa.string()),
            "birth_date": pa.array(born, mask=some(0.03)),
            "postcode": without(postcodes, 0.05),
            "uprn": without([str(10_000_000 + at) for at in home], 0.2),
            "nhs_number": without(living["nhs_number"][person], 0.45),
        }
    )


@contextmanager
def timed(step: str, spent: dict[str, tuple[float, float]]) -> Iterator[None]:
    """Note how long a step took, by the clock and by the processors."""
    clock, processors = time.perf_counter(), time.process_time()
    yield
    spent[step] = time.perf_counter() - clock, time.process_time() - processors


def judged(found: list[int], truth: list[int]) -> tuple[float, float]:
    """Precision and recall of the pairs that stand together."""
    both, joined, true = (
        sum(size * (size - 1) // 2 for size in Counter(told).values())
        for told in (zip(found, truth, strict=True), found, truth)
    )
    return both / joined, both / true


def main() -> None:
    """Make the records, link them, and print what it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE)
    people = asked.parse_args().people
    chance = np.random.default_rng(20261128)
    again = chance.integers(0, people, int(people * AGAIN))
    person = np.concatenate([np.arange(people), again])
    told = Identifies(
        **{name: name for name in ("forename", "surname", "sex", "birth_date", "postcode", "uprn", "nhs_number")}
    )
    spent: dict[str, tuple[float, float]] = {}
    with memory(threads=2) as build:
        build.insert_arrow(TABLE, written(town(people, chance), person, chance))
        started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        with scratch_of(build) as scratch:
            with timed("records", spent):
                numbers = pa.array(range(len(person))).cast(pa.string())
                told_of = {"feed": pa.array([FEED] * len(person)), "source_id": numbers}
                days = dict.fromkeys(("first_received", "last_received"), pa.array([DAY] * len(person)))
                scratch.insert_arrow("heard", pa.table(told_of | days | {"is_current": [True] * len(person)}))
                keys = pa.compute.utf8_lpad(numbers, 7, "0")
                scratch.insert_arrow(
                    "keyed", pa.table(told_of | {"record_key": keys, "is_hidden": [False] * len(person)})
                )
                groups = gather(scratch, [FeedTold(FEED)])
                clusters = Clusters(groups)
            matching = Matching(scratch)
            with timed("particulars", spent):
                matching.prepare([Telling(TABLE, told, "")])
            with timed("agreements", spent):
                matching.agree(clusters)
            with timed("model", spent):
                matching.score(clusters, None)
            with timed("guards and clusters", spent):
                matching.decide(clusters)
    found = clusters.roots().tolist()
    precision, recall = judged(found, [int(person[int(groups.key(no))]) for no in range(len(groups))])
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    for step, (clock, processors) in spent.items():
        print(f"{step}: {clock:.1f} s, {processors:.1f} s of the processors")
    clock, processors = (sum(each) for each in zip(*spent.values(), strict=True))
    print(
        f"{len(person):,} records of {people:,} people; {len(set(found)):,} found; precision {precision:.4f}, recall {recall:.4f}"
    )
    print(
        f"{clock:.1f} s ({clock / LIMIT_SECONDS:.2f} of the {LIMIT_SECONDS:.0f} s limit), {processors:.1f} s of the processors"
    )
    print(
        f"highest memory {highest:.2f} GB ({highest / LIMIT_GIGABYTES:.2f} of {LIMIT_GIGABYTES:.0f} GB), {started:.2f} before linking"
    )


if __name__ == "__main__":
    main()
