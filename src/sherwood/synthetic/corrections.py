"""Synthetic: how the extract before the last differed from the truth of its day, handed on with a list of every difference."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.extracts import Row

_WRONG_NEED = {"N1": "N5", "N5": "N1"}
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Correction:
    """A row of the extract before the last that the last one adds, changes or takes away."""

    what: str
    table: str
    child: str
    row_date: dt.date
    column: str = ""
    was: str = ""
    now: str = ""


class EarlierExtract:
    """Spoils true tables as late recording and slips do; everything it does is put right by the last extract."""

    def __init__(self, chance: Chance, tables: dict[str, list[Row]], day: dt.date) -> None:
        self._chance = chance
        self._tables = tables
        self._day = day
        self._shape = chance.courses.mess.corrections
        self.corrections: list[Correction] = []

    def spoil(self) -> None:
        """Leave out what was recorded late, put in what was later deleted, and write some codes wrongly."""
        self._leave_out_new_children()
        self._leave_out_reviews()
        self._write_wrong_needs()
        self._enter_missing_spells()

    def _leave_out_new_children(self) -> None:
        since = self._day - self._shape.late_periods_days * _ONE_DAY
        newest: dict[str, dt.date] = {}
        for row in self._tables["episodes"]:
            newest[str(row["child"])] = min(_date(row["decom"]), newest.get(str(row["child"]), dt.date.max))
        late = {child for child, day in newest.items() if day >= since and self._chance.share(self._shape.late_periods)}
        for table, rows in self._tables.items():
            rows[:] = [row for row in rows if row["child"] not in late]
            if table == "episodes":
                self.corrections += [Correction("recorded late", table, child, newest[child]) for child in sorted(late)]

    def _leave_out_reviews(self) -> None:
        since = self._day - self._shape.late_days * _ONE_DAY
        kept: list[Row] = []
        reviews = self._tables.setdefault("reviews", [])
        for row in reviews:
            day = _date(row["review"])
            if day >= since and self._chance.share(self._shape.late_reviews):
                self.corrections.append(Correction("recorded late", "reviews", str(row["child"]), day))
            else:
                kept.append(row)
        reviews[:] = kept

    def _write_wrong_needs(self) -> None:
        rows = [row for row in self._tables["episodes"] if row["dec"] is None and row["cin"] in _WRONG_NEED]
        for row in self._chance.random.sample(rows, min(self._shape.wrong_codes, len(rows))):
            right = str(row["cin"])
            row["cin"] = _WRONG_NEED[right]
            self.corrections.append(
                Correction(
                    "corrected", "episodes", str(row["child"]), _date(row["decom"]), "cin", _WRONG_NEED[right], right
                )
            )

    def _enter_missing_spells(self) -> None:
        """Enter a spell against the wrong child, on a day on which that child has none of its own."""
        spells = self._tables.setdefault("missing", [])
        taken = {(row["child"], row["mis_start"]) for row in spells}
        open_rows = [row for row in self._tables["episodes"] if row["dec"] is None]
        births = {row["child"]: row["dob"] for row in self._tables["header"]}
        for episode in self._chance.random.sample(open_rows, min(self._shape.rows_deleted_later, len(open_rows))):
            day = max(_date(episode["decom"]), self._day - 20 * _ONE_DAY)
            if (episode["child"], day) not in taken:
                cells = {
                    "child": episode["child"],
                    "dob": births[episode["child"]],
                    "missing": "M",
                    "mis_start": day,
                    "mis_end": day,
                }
                spells.append(cells)
                self.corrections.append(Correction("deleted later", "missing", str(episode["child"]), day))


def _date(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(f"{value!r} stands where an extract always has a date")
    return value
