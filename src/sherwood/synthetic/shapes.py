"""Synthetic: the shape of a life-course file, handed to the generator with every rate tied to a source or an assumption."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Entry, Shape

AgeRange = tuple[int, int]
Work = Literal["front_door", "early_help", "assessment", "safeguarding", "disability", "care_leavers"]
Whereabouts = Literal["inside_near", "inside_far", "outside_near", "outside_far"]


class Evidence(Shape):
    """A figure that says where it comes from: a published `source`, or `assumed` with the reason; never both, never neither."""

    source: str = ""
    assumed: str = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Evidence:
        if bool(self.source) == bool(self.assumed):
            raise ValueError("give either source or assumed: every figure says where it comes from")
        return self


class Rate(Evidence):
    """One number: a share between 0 and 1, a mean, or a count per so many, as its name says."""

    value: float


class Length(Evidence):
    """How long something lasts: the middle length in days, and the spread of its logarithm."""

    median_days: float = Field(gt=0)
    spread: float = Field(ge=0)


class Option(Shape):
    """One outcome of a choice, for children of the ages given (both included)."""

    code: str
    weight: float = Field(gt=0)
    ages: AgeRange = (0, 25)


class Choice(Evidence):
    """Outcomes and their weights; weights need not add up to anything."""

    options: tuple[Option, ...] = Field(min_length=1)


class Step(Evidence):
    """What may follow a state: another state (`to`) or leaving care (`leaves`)."""

    to: str = ""
    leaves: str = ""
    weight: float = Field(gt=0)
    ages: AgeRange = (0, 17)

    @model_validator(mode="after")
    def _one_way(self) -> Step:
        if bool(self.to) == bool(self.leaves):
            raise ValueError("a step leads to another state (to) or out of care (leaves), one of the two")
        return self


class State(Shape):
    """A stretch of care under one legal status, the placements usual in it, and what may follow."""

    legal_status: str
    placements: str
    lasts: Length
    then: tuple[Step, ...] = Field(min_length=1)
    moves_on_entry: str = ""
    same_for_siblings: bool = False


class Former(Shape):
    """A code written otherwise up to a collection year."""

    code: str
    was: str
    until: str


class Course(Entry):
    """Part of a life in care: named rates, lengths and choices, and the states between entry and leaving."""

    kind: Literal["course"]
    about: str
    rate: dict[str, Rate] = {}
    length: dict[str, Length] = {}
    choice: dict[str, Choice] = {}
    state: dict[str, State] = {}
    leaving: dict[str, Choice] = {}
    former: tuple[Former, ...] = ()


class ServiceShape(Shape):
    """A service of the county."""

    id: str
    name: str


class TeamShape(Shape):
    """A team and which children it holds: in care by state, age and district, outside care by the `work` it does.

    Of the posts its children need the team has the share `staffed`; what that does to it follows from how much each worker has to do.
    """

    id: str
    name: str
    service: str
    holds: tuple[str, ...] = ()
    from_age: int = 0
    districts: tuple[str, ...] = ()
    work: tuple[Work, ...] = ()
    staffed: float = 1.0


class Shortage(Evidence):
    """A quarter in which one team is short of workers: so many whole quarters before the last whole one."""

    team: str
    quarters_before_last: int
    share_of_workers_lost: float


class Names(Shape):
    """Invented names of workers; no child has a name in this return."""

    first: tuple[str, ...]
    last: tuple[str, ...]


class OrganisationShape(Entry):
    """Services, teams and the coming and going of workers; the first team in the list that fits a child holds it."""

    kind: Literal["organisation"]
    rate: dict[str, Rate]
    length: dict[str, Length]
    choice: dict[str, Choice]
    shortage: Shortage
    service: tuple[ServiceShape, ...]
    team: tuple[TeamShape, ...]
    names: Names


class NamesShape(Entry):
    """Names of the county's streets, put together so that no real one is meant."""

    kind: Literal["names"]
    assumed: str
    streets: tuple[str, ...]
    street_kinds: tuple[str, ...]


class District(Shape):
    """A postcode district with its middle in miles and the name of the place; a share of homes makes it part of the county."""

    code: str
    name: str = ""
    east: float
    north: float
    share: float = 0.0


class Places(Entry):
    """The made-up map: districts in and around the county."""

    kind: Literal["places"]
    assumed: str
    far_miles: float
    district: tuple[District, ...]


class FileMess(Shape):
    """How the files of one year are untidy; years are counted back from the last."""

    years_back: int
    tables: tuple[str, ...]
    date_style: str = ""
    excel_numbers: tuple[str, ...] = ()
    byte_order_mark: bool = False
    header_case: Literal["", "title", "lower"] = ""
    extra_column: str = ""
    extra_value: str = ""
    rows_without_key: int = 0
    blank_rows: int = 0


class CellMess(Shape):
    """Cells of one column that hold something impossible."""

    years_back: int
    table: str
    column: str
    value: str
    cells: int
    why: str


class Corrections(Shape):
    """How the extract before the last differs from the truth of its day."""

    assumed: str
    late_days: int
    late_reviews: float
    late_periods_days: int
    late_periods: float
    wrong_codes: int
    rows_deleted_later: int


class XmlMess(Evidence):
    """Which year comes as XML."""

    years_back: int


class Mess(Entry):
    """Every untidiness the county's files are given."""

    kind: Literal["mess"]
    assumed: str
    file: tuple[FileMess, ...]
    cell: tuple[CellMess, ...]
    corrections: Corrections
    xml: XmlMess


class Slip(Shape):
    """Cells of one table that hold something impossible, or rows repeated without their key (`is_row`)."""

    feed: Literal["annex_a", "cin_census", "ssd"]
    table: str
    column: str
    value: str = ""
    cells: int = Field(gt=0)
    why: str
    is_row: bool = False


class Padding(Shape):
    """Cells of one table that end in blanks, which a reader must not notice."""

    feed: Literal["annex_a", "ssd"]
    table: str
    column: str
    cells: int = Field(gt=0)


class LateRecording(Evidence):
    """How the case system runs behind in the last nights: what is recorded late, corrected and deleted, within how many `days`.

    Of referrals, visits and contacts so many go wrong every night, or `share_of_slips` of that night's if that is more.
    """

    days: int
    share_of_visits: float
    share_of_contacts: float
    share_of_slips: float
    referrals: int
    corrected_dates: int
    deleted_contacts: int


class Slips(Entry):
    """The untidiness of the files beside the SSDA903, each in the last file of its feed."""

    kind: Literal["slips"]
    assumed: str
    slip: tuple[Slip, ...]
    padding: tuple[Padding, ...]
    late: LateRecording


class Indicator(Shape):
    """A published indicator by name, and its values by area and collection year."""

    name: str
    value: dict[str, dict[str, float]]


class Published(Entry):
    """Figures of other areas that the county's comparators hold; all from one source."""

    kind: Literal["published"]
    source: str
    status: str
    figure: dict[str, Indicator]


class PublishedFigure(Evidence):
    """A figure of an area as published, by collection year; emergent where no parameter of the county is its value.

    `needs` names the partner's feed it is counted from, where it is not counted from the authority's own; a feed that holds
    nothing but the last year is counted for the county's last year (`is_of_last_year`).
    """

    title: str
    published: dict[str, float] = Field(min_length=1)
    area: str = "England"
    per: int = 100
    is_emergent: bool = False
    needs: str = ""
    is_of_last_year: bool = False


class PublishedShape(Evidence):
    """A shape behind the means, as one number and the bounds it is to lie in."""

    title: str
    at_least: float
    at_most: float


class Calibration(Entry):
    """What the county is held against, and how near is near enough: in share of a figure, or in points of a percentage."""

    kind: Literal["calibration"]
    last_calibrated_year: str
    checked_years: tuple[str, ...]
    within_share: float
    within_points: float
    figure: dict[str, PublishedFigure]
    shape: dict[str, PublishedShape]
