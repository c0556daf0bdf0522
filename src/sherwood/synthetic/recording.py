"""Synthetic: how the case system's last unload but one differed from the truth of its day, handed on with every difference."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import astuple, dataclass
from pathlib import Path

from sherwood.synthetic.shapes import LateRecording
from sherwood.synthetic.ssd import SsdTables
from sherwood.synthetic.ssd_people import Cell
from sherwood.synthetic.ssd_tables import HEADINGS
from sherwood.synthetic.truth import FOLDER, write_table

_VISITS = {"cin_visits": "cinv_cin_visit_date", "cp_visits": "cppv_cp_visit_date", "cla_visits": "clav_cla_visit_date"}
_CONTACT_DATE, _CONTACT_PERSON = 2, 1
_REFERRAL_DATE = 2
_DAYS_FOR_CORRECTION = 60
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class UnloadChange:
    """A row that the last unload of the case system adds, changes or no longer holds; `id` is the row's own identifier."""

    what: str
    table: str
    id: str
    column: str = ""
    was: str = ""
    now: str = ""


def write_changes(folder: Path, changes: list[UnloadChange]) -> None:
    """Write the list of changes into the county's truth."""
    headings = ("what", "table", "id", "column", "was", "now")
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    write_table(folder / FOLDER, "ssd_changes", headings, (astuple(each) for each in changes))


class EarlierUnload:
    """Spoils true tables as late recording and slips do; everything it does is put right by the next unload."""

    def __init__(self, chance: random.Random, tables: SsdTables, day: dt.date, shape: LateRecording) -> None:
        self._random = chance
        self._tables = tables
        self._since = day - shape.days * _ONE_DAY
        self._day = day
        self._shape = shape
        self.changes: list[UnloadChange] = []

    def spoil(self) -> None:
        """Leave out what was recorded late, write some days wrongly and put in contacts that were later deleted."""
        self._leave_out_referrals()
        for table, column in _VISITS.items():
            self._leave_out(table, HEADINGS[table].index(column), self._shape.share_of_visits)
        self._leave_out("contacts", _CONTACT_DATE, self._shape.share_of_contacts)
        self._write_wrong_days()
        self._enter_wrong_contacts()

    def _leave_out(self, table: str, at: int, share: float) -> None:
        kept = []
        for row in self._tables[table]:
            if _day(row[at]) >= self._since and self._random.random() < share:
                self.changes.append(UnloadChange("recorded late", table, str(row[0])))
            else:
                kept.append(row)
        self._tables[table] = kept

    def _leave_out_referrals(self) -> None:
        """Leave out some recent referrals with all that stands under them; a row under a referral begins with its identifier."""
        recent = [row for row in self._tables["cin_episodes"] if _day(row[_REFERRAL_DATE]) >= self._since]
        left_out = {str(row[0]) for row in self._random.sample(recent, min(self._shape.referrals, len(recent)))}
        for table, rows in self._tables.items():
            under = [_referral_of(each[0]) in left_out for each in rows]
            self._tables[table] = [each for each, is_under in zip(rows, under, strict=True) if not is_under]
            late = (each for each, is_under in zip(rows, under, strict=True) if is_under)
            self.changes += [UnloadChange("recorded late", table, str(each[0])) for each in late]
        at = HEADINGS["cla_episodes"].index("clae_referral_id")
        for each in self._tables["cla_episodes"]:
            each[at] = None if each[at] in left_out else each[at]

    def _write_wrong_days(self) -> None:
        for table, column in list(_VISITS.items())[:2]:
            at = HEADINGS[table].index(column)
            since = self._day - _DAYS_FOR_CORRECTION * _ONE_DAY
            rows = [row for row in self._tables[table] if _day(row[at]) >= since]
            for row in self._random.sample(rows, min(self._shape.corrected_dates, len(rows))):
                right = _day(row[at])
                row[at] = right - _ONE_DAY
                self.changes.append(UnloadChange("corrected", table, str(row[0]), column, str(row[at]), str(right)))

    def _enter_wrong_contacts(self) -> None:
        """Enter a recent contact again against another child."""
        rows, people = self._tables["contacts"], self._tables["person"]
        recent = [row for row in rows if _day(row[_CONTACT_DATE]) >= self._since]
        for row in self._random.sample(recent, min(self._shape.deleted_contacts, len(recent))):
            other = str(self._random.choice(people)[0])
            wrong = [f"{row[0]}-X", other, *row[2:]]
            rows.append(wrong)
            self.changes.append(UnloadChange("deleted later", "contacts", str(wrong[0])))


def _referral_of(key: Cell) -> str:
    """The identifier of the referral a row stands under: the first two parts of the row's own."""
    return "-".join(str(key).split("-", 2)[:2])


def _day(value: Cell) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(f"{value!r} stands where the case system always has a day")
    return value
