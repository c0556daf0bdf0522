"""Synthetic: how the case system's record runs behind the truth, and the unloads of each night made of it, every difference listed."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from sherwood.synthetic.moving import Rows
from sherwood.synthetic.shapes import LateRecording
from sherwood.synthetic.ssd import SsdTables
from sherwood.synthetic.ssd_people import Cell
from sherwood.synthetic.ssd_tables import HEADINGS
from sherwood.synthetic.truth import FOLDER, write_table

_VISITS = {"cin_visits": "cinv_cin_visit_date", "cp_visits": "cppv_cp_visit_date", "cla_visits": "clav_cla_visit_date"}
_CORRECTED = ("cin_visits", "cp_visits")
_CONTACT_DATE, _REFERRAL_DATE = 2, 2
_REFERRAL_OF_EPISODE = HEADINGS["cla_episodes"].index("clae_referral_id")
_ONE_DAY = dt.timedelta(days=1)
Key = tuple[str, str]


@dataclass(frozen=True)
class UnloadChange:
    """A row that a night's unload adds late, changes or no longer holds; `id` is the row's own identifier.

    What is deleted shows in the first whole unload after it, for a file of changes can't tell of it.
    """

    what: str
    table: str
    id: str
    column: str = ""
    was: str = ""
    now: str = ""
    day: dt.date | None = None


def write_changes(folder: Path, changes: list[UnloadChange]) -> None:
    """Write the list of changes into the county's truth."""
    headings = ("what", "table", "id", "column", "was", "now", "day")
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    write_table(folder / FOLDER, "ssd_changes", headings, (astuple(each) for each in changes))


def key_of(table: str, row: Sequence[Cell]) -> Key:
    """A table and what names one of its rows: its first cell, but where that is the person's number the second."""
    return table, str(row[1] if table == "disability" else row[0])


@dataclass(frozen=True)
class _Wrong:
    """A cell that holds something wrong until a night."""

    at: int
    value: Cell
    until: dt.date


@dataclass
class Recorded:
    """What the case system holds of those of whom something is new, night by night; on the last of its `nights` all is put right.

    `wholes` are the days of whole unloads.
    """

    chance: random.Random
    shape: LateRecording
    nights: Sequence[dt.date]
    wholes: Sequence[dt.date]
    changes: list[UnloadChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._true: dict[Key, list[Cell]] = {}
        self._told: dict[Key, list[Cell]] = {}
        self._of: dict[str, set[Key]] = {}
        self._late: dict[str, dt.date] = {}
        self._wrong: dict[Key, _Wrong] = {}
        self._entered: dict[Key, tuple[list[Cell], dt.date]] = {}
        self._due: dict[dt.date, set[Key]] = defaultdict(set)
        self._referrals: dict[dt.date, list[tuple[str, str]]] = defaultdict(list)

    def take(self, day: dt.date, changed: Iterable[tuple[str, Rows]]) -> SsdTables:
        """Take what is true from a day on; return the rows that its unload tells anew or otherwise than the one before."""
        touched, fresh = self._hold(changed)
        if self.nights[0] <= day < self.nights[-1]:
            self._run_late(day, fresh)
            touched |= dict.fromkeys(self._run_wrong(day, fresh))
        touched |= dict.fromkeys(sorted(self._put_right(day)))
        tables: SsdTables = defaultdict(list)
        for key in touched:
            if row := self._tell(key, day):
                tables[key[0]].append(row)
        return dict(tables)

    def whole(self) -> SsdTables:
        """Every row the last unload told of, as it told it."""
        tables: SsdTables = {table: [] for table in HEADINGS}
        for (table, _), row in self._told.items():
            tables[table].append([*row])
        return tables

    def _hold(self, changed: Iterable[tuple[str, Rows]]) -> tuple[dict[Key, None], dict[str, list[list[Cell]]]]:
        """Keep the rows as they truly are; return whose may be told otherwise now, and those never held before by table."""
        touched: dict[Key, None] = {}
        fresh: dict[str, list[list[Cell]]] = defaultdict(list)
        for number, rows in changed:
            before, held = self._of.get(number, set()), {key_of(table, row): row for table, row in rows}
            for key, row in held.items():
                if key not in before:
                    fresh[key[0]].append(row)
            for key in sorted(before - held.keys()):
                del self._true[key]
                touched[key] = None
            self._true |= held
            self._of[number] = set(held)
            touched |= dict.fromkeys(held)
        return touched, fresh

    def _tell(self, key: Key, day: dt.date) -> list[Cell] | None:
        """Note a row as it is recorded at the end of a day, and return it if it was not so before."""
        row, before = self._recorded(key, day), self._told.get(key)
        if row is None:
            if self._told.pop(key, None) and key in self._entered:
                shown = next(each for each in self.wholes if each >= day)
                self.changes.append(UnloadChange("deleted later", *key, day=shown))
            return None
        if row == before:
            return None
        self._told[key] = row
        self._note(key, before, row, day)
        return row

    def _note(self, key: Key, before: list[Cell] | None, row: list[Cell], day: dt.date) -> None:
        table, identifier = key
        if before is None and day in (self._late.get(identifier), self._late.get(referral_of(identifier))):
            self.changes.append(UnloadChange("recorded late", table, identifier, day=day))
        wrong = self._wrong.get(key)
        if before is not None and wrong and wrong.until == day:
            column, was, now = HEADINGS[table][wrong.at], before[wrong.at], row[wrong.at]
            self.changes.append(UnloadChange("corrected", table, identifier, column, _text(was), _text(now), day))

    def _recorded(self, key: Key, day: dt.date) -> list[Cell] | None:
        """A row as the record holds it at the end of a day; none where it is not there yet, or no more."""
        if key in self._entered:
            row, until = self._entered[key]
            return row if day < until else None
        if key not in self._true or self._is_late(key[1], day):
            return None
        wrong = self._wrong.get(key)
        if wrong and day < wrong.until:
            row = [*self._true[key]]
            row[wrong.at] = wrong.value
            return row
        return self._true[key]

    def _is_late(self, identifier: str, day: dt.date) -> bool:
        """Whether a row, or the referral it stands under, is not recorded by the end of a day."""
        return any(day < self._late.get(each, day) for each in (identifier, referral_of(identifier)))

    def _put_right(self, day: dt.date) -> set[Key]:
        """What is put right by a night, all that has come meanwhile under a referral recorded only now included."""
        due = self._due.pop(day, set())
        for number, referral in self._referrals.pop(day, ()):
            due |= {key for key in self._of[number] if referral_of(key[1]) == referral}
        return due

    def _until(self, day: dt.date) -> dt.date:
        """The night by which something of a day is put right: some days later, on the last night at the latest."""
        return min(day + self.chance.randint(1, self.shape.days) * _ONE_DAY, self.nights[-1])

    def _run_late(self, day: dt.date, fresh: dict[str, list[list[Cell]]]) -> None:
        """Choose what is recorded only on a later night: some referrals with all under them, visits and contacts."""
        recent = self._recent(fresh["cin_episodes"], _REFERRAL_DATE, day)
        for row in self.chance.sample(recent, min(self._often(self.shape.referrals, recent), len(recent))):
            until = self._until(_day(row[_REFERRAL_DATE]))
            if until > day:
                self._late[str(row[0])] = until
                self._referrals[until].append((str(row[1]), str(row[0])))
                self._leave_out_of_care(str(row[1]), str(row[0]), until)
        shares = dict.fromkeys(_VISITS, self.shape.share_of_visits) | {"contacts": self.shape.share_of_contacts}
        for table, share in shares.items():
            at = HEADINGS[table].index(_VISITS[table]) if table in _VISITS else _CONTACT_DATE
            for row in self._recent(fresh[table], at, day):
                if self.chance.random() < share and (until := self._until(_day(row[at]))) > day:
                    self._late[str(row[0])] = until
                    self._due[until].add((table, str(row[0])))

    def _leave_out_of_care(self, number: str, referral: str, until: dt.date) -> None:
        """An episode of care can't name a referral that is not recorded yet."""
        for key in sorted(self._of[number]):
            if key[0] == "cla_episodes" and self._true[key][_REFERRAL_OF_EPISODE] == referral:
                self._wrong[key] = _Wrong(_REFERRAL_OF_EPISODE, None, until)
                self._due[until].add(key)

    def _run_wrong(self, day: dt.date, fresh: dict[str, list[list[Cell]]]) -> Iterator[Key]:
        """Choose visits whose day is entered wrongly, and contacts entered again against another child; yield the latter."""
        for table in _CORRECTED:
            at = HEADINGS[table].index(_VISITS[table])
            told = [row for row in self._recent(fresh[table], at, day) if not self._is_late(str(row[0]), day)]
            for row in self.chance.sample(told, min(self._often(self.shape.corrected_dates, told), len(told))):
                until = self._until(day)
                self._wrong[table, str(row[0])] = _Wrong(at, _day(row[at]) - _ONE_DAY, until)
                self._due[until].add((table, str(row[0])))
        recent = self._recent(fresh["contacts"], _CONTACT_DATE, day)
        people = sorted({number for number, keys in self._of.items() if ("person", number) in keys}) if recent else []
        for row in self.chance.sample(recent, min(self._often(self.shape.deleted_contacts, recent), len(recent))):
            key, until = ("contacts", f"{row[0]}-X"), self._until(day)
            self._entered[key] = [key[1], self.chance.choice(people), *row[2:]], until
            self._due[until].add(key)
            yield key

    def _often(self, least: int, rows: Sequence[object]) -> int:
        """How many of a night's rows go wrong: the declared number, in a large county the declared share if that is more."""
        return max(least, round(self.shape.share_of_slips * len(rows)))

    def _recent(self, rows: Iterable[list[Cell]], at: int, day: dt.date) -> list[list[Cell]]:
        since = day - self.shape.days * _ONE_DAY
        return [row for row in rows if _day(row[at]) >= since]


def referral_of(identifier: str) -> str:
    """The identifier of the referral a row stands under: the first two parts of the row's own."""
    return "-".join(identifier.split("-", 2)[:2])


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _day(value: Cell) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(f"{value!r} stands where the case system always has a day")
    return value
