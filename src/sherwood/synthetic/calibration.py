"""Synthetic: holds the county against published figures, computed from the raw files it wrote."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.rawfiles import Line, day_in, read_lines, year_folder
from sherwood.synthetic.shapes import PublishedFigure
from sherwood.synthetic.truth import FOLDER
from sherwood.vocabulary.periods import Period, collection_year

_SHORT_BREAKS = frozenset({"V3", "V4"})
_NEW_PLACEMENT = frozenset({"S", "P", "B"})
_HOMES, _SUPPORTED, _PARENTS = ("K1", "K2"), ("K3", "H5", "P2"), ("P1",)
# Twice the standard error: a county twenty times smaller than England's authorities together swings by chance.
_ERRORS = 2.0


@dataclass(frozen=True)
class _Share:
    """A numerator and a denominator; for a mean, the sum and the number."""

    numerator: float
    denominator: float
    spread: float | None = None

    def value(self, per: int) -> float:
        return per * self.numerator / self.denominator if self.denominator else 0.0

    def error(self, per: int) -> float:
        """The standard error of a share, of a count in a population, or of a mean whose spread is given."""
        if not self.denominator:
            return 0.0
        share = self.numerator / self.denominator
        spread = self.spread if self.spread is not None else math.sqrt(max(share * (1 - share), 0.0))
        return per * spread / math.sqrt(self.denominator)


def county_report(folder: Path) -> list[dict[str, Any]]:
    """Each published figure beside the county's own at the end of its last complete year.

    `within` says whether the two differ by no more than the declared tolerance and twice the error of the county's size.
    Raises FileNotFoundError where the folder is no county.
    """
    facts_file = folder / FOLDER / "county.json"
    if not facts_file.exists():
        raise FileNotFoundError(f"{facts_file} is not there: name a folder that `sherwood county new` wrote")
    facts = json.loads(facts_file.read_text(encoding="utf-8"))
    year = _last_complete_year(dt.date.fromisoformat(facts["last_day"]))
    files = _Year(year_folder(folder, year.label), year, folder)
    figures = load_life_courses().calibration.figure
    shares = files.shares(int(facts["children_0_to_17"]))
    return [_beside(name, published, shares[name]) for name, published in figures.items()]


def _last_complete_year(day: dt.date) -> Period:
    year = collection_year(day)
    return year if year.last_day <= day else collection_year(year.first_day - dt.timedelta(days=1))


def _beside(name: str, published: PublishedFigure, share: _Share) -> dict[str, Any]:
    county = share.value(published.per)
    allowed = published.within + _ERRORS * share.error(published.per)
    is_within = share.denominator > 0 and abs(county - published.published) <= allowed
    return {"name": name, "published": published.published, "county": round(county, 1), "within": is_within}


class _Year:
    """The files of one year, and the children looked after on its last day."""

    def __init__(self, folder: Path, year: Period, county: Path) -> None:
        self._year = year
        self._county = county
        self._files = {name: read_lines(folder, name) for name in ("episodes", "uasc", "missing", "oc2")}
        self._all = [row for row in self._files["episodes"] if row["ls"] not in _SHORT_BREAKS]
        self._open = {row["child"]: row for row in self._all if not row["dec"]}

    def shares(self, children: int) -> dict[str, _Share]:
        """Every figure by its name in the calibration file."""
        status, place = self._by("ls"), self._by("place")
        return {
            "looked_after_per_10000": _Share(len(self._open), children),
            "legal_full_care_order_pct": status(lambda code: code == "C2"),
            "legal_interim_care_order_pct": status(lambda code: code == "C1"),
            "legal_section_20_pct": status(lambda code: code == "V2"),
            "legal_placement_order_pct": status(lambda code: code == "E1"),
            "foster_pct": place(lambda code: code.startswith("U")),
            "childrens_home_pct": place(lambda code: code in _HOMES),
            "supported_accommodation_pct": place(lambda code: code in _SUPPORTED),
            "with_parents_pct": place(lambda code: code in _PARENTS),
            "three_or_more_placements_pct": self._moved_often(),
            "unaccompanied_pct": self._of_open(row["child"] for row in self._files["uasc"] if not row["duc"]),
            "missing_in_year_pct": self._missing(),
            "reviews_on_time_pct": self._reviews(),
            "health_assessment_pct": self._health("health_assessment"),
            "dental_check_pct": self._health("teeth_check"),
            "sdq_mean": self._sdq(),
        }

    def _by(self, column: str) -> Callable[[Callable[[str], bool]], _Share]:
        return lambda fits: self._of_open(child for child, row in self._open.items() if fits(row[column]))

    def _of_open(self, children: Iterable[str]) -> _Share:
        return _Share(len(set(children) & set(self._open)), len(self._open))

    def _moved_often(self) -> _Share:
        """Children with three placements in the year: the one on its first day and each new one, with another carer, since."""
        placements: dict[str, int] = defaultdict(int)
        for row in self._all:
            start = day_in(row["decom"])
            placements[row["child"]] += (
                start is not None and start > self._year.first_day and row["rne"] in _NEW_PLACEMENT
            )
            placements[row["child"]] += start is not None and self._is_first_day_in(row, start)
        return self._of_open(child for child, count in placements.items() if count >= 3)

    def _is_first_day_in(self, row: Line, start: dt.date) -> bool:
        end = day_in(row["dec"])
        return start <= self._year.first_day and (end is None or end > self._year.first_day)

    def _missing(self) -> _Share:
        everyone = {row["child"] for row in self._all}
        return _Share(
            len({row["child"] for row in self._files["missing"] if row["missing"] == "M"} & everyone), len(everyone)
        )

    def _reviews(self) -> _Share:
        """Children whose every review due in the year was held by its last day; the last days come from the truth."""
        late: dict[str, bool] = {}
        for row in read_lines(self._county / FOLDER, "reviews"):
            due = dt.date.fromisoformat(row["due_date"])
            if self._year.first_day <= due <= self._year.last_day and row["child"] in self._open:
                late[row["child"]] = late.get(row["child"], False) or row["is_late"] == "1"
        return _Share(sum(not each for each in late.values()), len(late))

    def _health(self, column: str) -> _Share:
        answers = [row[column].removesuffix(".0") for row in self._files["oc2"]]
        return _Share(answers.count("1"), len(answers))

    def _sdq(self) -> _Share:
        scores = [float(row["sdq_score"]) for row in self._files["oc2"] if row["sdq_score"]]
        valid = [score for score in scores if score <= 40]
        mean = sum(valid) / len(valid) if valid else 0.0
        spread = math.sqrt(sum((score - mean) ** 2 for score in valid) / len(valid)) if valid else 0.0
        return _Share(sum(valid), len(valid), spread)
