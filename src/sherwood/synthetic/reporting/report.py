"""Synthetic: holds a county against published figures, counted from the files it wrote, and says which lie within tolerance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.reporting import (
    care,
    care_in_the_year,
    need,
    pandemic,
    protection,
    schools,
    shapes_of_families,
    shapes_of_work,
    workers,
)
from sherwood.synthetic.reporting.counting import CountedYear, Figure
from sherwood.synthetic.reporting.county_files import CountyFiles
from sherwood.synthetic.reporting.usual_years import ShapeCheck
from sherwood.synthetic.shapes import Calibration, PublishedFigure, PublishedShape
from sherwood.vocabulary.periods import Period, parse

FIGURES: dict[str, Figure] = {
    **need.FIGURES,
    **protection.FIGURES,
    **care.FIGURES,
    **care_in_the_year.FIGURES,
    **workers.FIGURES,
    **schools.FIGURES,
    **pandemic.FIGURES,
}
CHECKS: dict[str, ShapeCheck] = {**shapes_of_families.CHECKS, **shapes_of_work.CHECKS}
_DIGITS = 2
_PER_CENT = 100


def county_report(folder: Path) -> dict[str, Any]:
    """Each published figure beside the county's own: `figures`, the years after calibration `untouched`, and `shapes`.

    `figures` stand for the last complete year of calibration, or for the last complete year where the county has none so
    early; a figure whose feed is not in the folder has the county's value null and is not within. Raises FileNotFoundError
    where the folder holds no complete year.
    """
    files = CountyFiles(folder)
    calibration = load_life_courses().calibration
    if not folder.is_dir() or not files.complete_years:
        raise FileNotFoundError(f"{folder} holds no complete year: name a folder that `sherwood county new` wrote")
    years = files.complete_years
    calibrated = [year for year in years if year.label <= calibration.last_calibrated_year]
    year, last = CountedYear(files, (calibrated or years)[-1]), CountedYear(files, years[-1])
    return {
        "year": year.year.label,
        "figures": [
            _beside(name, figure, last if figure.is_of_last_year else year, calibration)
            for name, figure in calibration.figure.items()
        ],
        "untouched": [
            _beside(name, figure, counted, calibration)
            for counted in (CountedYear(files, each) for each in _checked(years, calibration))
            for name, figure in calibration.figure.items()
            if counted.year.label in figure.published and len(figure.published) > 1
        ],
        "shapes": [_shape(name, shape, files) for name, shape in calibration.shape.items()],
    }


def _checked(years: list[Period], calibration: Calibration) -> list[Period]:
    return [year for year in years if year.label in calibration.checked_years]


def published_year(figure: PublishedFigure, year: str) -> str:
    """The published year to hold a county's year against: its own, else the nearest, the earlier of two as near."""
    wanted = parse(year, "year").first_day.year
    return min(figure.published, key=lambda label: (abs(parse(label, "year").first_day.year - wanted), label))


def is_within(county: float | None, published: float, per: int, calibration: Calibration) -> bool:
    """Whether a figure lies as near the published one as the calibration asks: in share of it, or in points for a percentage."""
    if county is None:
        return False
    points = calibration.within_points if per == _PER_CENT else 0.0
    return bool(abs(county - published) <= max(calibration.within_share * abs(published), points))


def _beside(name: str, figure: PublishedFigure, year: CountedYear, calibration: Calibration) -> dict[str, Any]:
    label = published_year(figure, year.year.label)
    county = FIGURES[name](year) if name in FIGURES else None
    published = figure.published[label]
    return {
        "name": name,
        "published": published,
        "county": None if county is None else round(float(county), _DIGITS),
        "within": is_within(county, published, figure.per, calibration),
        "title": figure.title,
        "year": year.year.label,
        "published_year": label,
        "area": figure.area,
        "emergent": figure.is_emergent,
        "needs": figure.needs,
        "source": figure.source or figure.assumed,
    }


def _shape(name: str, shape: PublishedShape, files: CountyFiles) -> dict[str, Any]:
    county = CHECKS[name](files)
    held = county is not None and bool(shape.at_least <= county <= shape.at_most)
    return {
        "name": name,
        "at_least": shape.at_least,
        "at_most": shape.at_most,
        "county": None if county is None else round(county, _DIGITS),
        "within": held,
        "title": shape.title,
        "source": shape.source or shape.assumed,
    }
