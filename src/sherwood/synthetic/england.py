"""Synthetic: a made-up England, its authorities made one after another, each into a folder of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.beside import beside
from sherwood.synthetic.county import CountySummary, NotMade, Progress, make_county
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.partners import draw_of
from sherwood.synthetic.shapes_of_england import EnglandShape

LISTED = "pool.toml"
# However small a share is asked for: with fewer children some services would have nobody to compare.
_SMALLEST = 2_000


@dataclass(frozen=True)
class Authority:
    """One authority: its invented code and name, the region it lies in, and its children from 0 to 17."""

    code: str
    name: str
    region: str
    children: int


def authorities_of(shape: EnglandShape, seed: int, share_of_children: float = 1.0) -> list[Authority]:
    """All authorities of a seed, in the order of their codes: large and small ones mixed, each region holding as many.

    With a share of the children every authority is so much smaller, though never too small to have teams.
    """
    drawn = draw_of(seed, "england")
    sizes = [shape.children_at((place + 0.5) / shape.authorities) for place in range(shape.authorities)]
    names = [f"{beginning}{ending}" for beginning in shape.beginnings for ending in shape.endings]
    drawn.shuffle(sizes)
    drawn.shuffle(names)
    return [
        Authority(
            f"m{place + 1:03}",
            names[place],
            shape.regions[place % len(shape.regions)],
            max(round(children * share_of_children), _SMALLEST),
        )
        for place, children in enumerate(sizes)
    ]


def make_england(
    folder: Path,
    *,
    catalogue: Catalogue,
    date_from: dt.date,
    date_to: dt.date,
    seed: int,
    progress: Progress,
    authorities: int | None = None,
    share_of_children: float = 1.0,
) -> Iterator[tuple[Authority, CountySummary]]:
    """Yield each authority when its county stands in `folder/<code>`; of fewer authorities than declared, the first.

    Each is made in a process of its own where the system can copy one, so that its memory is given back before the next begins.
    Raises NotMade where more are asked for than there are, or the folder already holds something.
    """
    shape = load_life_courses().england
    found = authorities_of(shape, seed, share_of_children)
    if authorities is not None and not 1 <= authorities <= len(found):
        raise NotMade(f"there are {len(found)} authorities, not {authorities}: ask for 1 to {len(found)}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotMade(f"{folder} already holds something: name a new or an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    chosen = found[:authorities]
    (folder / LISTED).write_text(pool_toml(chosen), encoding="utf-8", newline="\n")
    for place, authority in enumerate(chosen, start=1):
        make = partial(
            make_county,
            folder / authority.code,
            catalogue=catalogue,
            children=authority.children,
            date_from=date_from,
            date_to=date_to,
            seed=_seed_of(seed, authority),
            progress=partial(_tell, progress, f"{authority.name} ({place} of {len(chosen)})"),
        )
        with beside(make) as made:
            summary = made()
        yield authority, summary


def _seed_of(seed: int, authority: Authority) -> int:
    """A seed of each authority's own, the same however many are made."""
    return int(draw_of(seed, authority.code).integers(1 << 31))


def _tell(progress: Progress, name: str, words: str) -> None:
    progress(f"{name}: {words}")


def pool_toml(authorities: list[Authority]) -> str:
    """The authorities as a council's folder lists those whose counts are laid together."""
    return "\n".join(
        f"# {each.children:,} children\n[[authority]]\n"
        f'code = "{each.code}"\nname = "{each.name}"\nregion = "{each.region}"\n'
        for each in authorities
    )
