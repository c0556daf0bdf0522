"""Children looked after as the return's files tell of them: who is in care on a day, who came, who left, who moved."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from tests.oracles import care, raw_files
from tests.oracles.from_files.cases import Row, add_months, within
from tests.oracles.from_files.drops import Drops

Returned = Row


@lru_cache(maxsize=2)
def _read(folder: Path) -> dict:
    return care.children(folder)


@lru_cache(maxsize=2)
def _deliveries(folder: Path) -> list[dict]:
    return raw_files.deliveries(folder)


def children(files: Drops) -> list[dict]:
    """Every child with an episode of care that is no short break."""
    return [child for child in _read(files.folder)["children"] if child["episodes"]]


def known_to(files: Drops) -> date:
    """The last day of which the returns can tell."""
    return _read(files.folder)["data_date"]


def of(child: dict, episode: dict, period: dict, **more: object) -> Row:
    """A child's episode in its period of care as one row."""
    return Row(
        person_id=child["id"], sex=child["sex"], born=child["born"], child=child, at=episode, period=period, **more
    )


def present(files: Drops, day: date) -> list[Row]:
    """Children under 18 in care on a day, each in its episode."""
    found = [(child, care.looked_after_on(child, day)) for child in children(files)]
    return [of(child, *where) for child, where in found if where]


def came(files: Drops, first: date, last: date) -> list[Row]:
    """Periods of care that start in the period."""
    return [
        of(child, period["episodes"][0], period)
        for child in children(files)
        for period in child["periods"]
        if within(period["start"], first, last)
    ]


def ceased(files: Drops, first: date, last: date) -> list[Row]:
    """Children whose last period of care ended in the period: the last end of each child in it."""
    found = []
    for child in children(files):
        over = [each for each in child["periods"] if within(each["until"], first, last)]
        if over:
            found.append(of(child, over[-1]["episodes"][-1], over[-1]))
    return found


def moved(files: Drops, first: date, last: date, *reasons: str) -> list[Row]:
    """Episodes that start in the period for one of these reasons."""
    return [
        of(child, episode, period)
        for child in children(files)
        for period in child["periods"]
        for episode in period["episodes"]
        if episode["RNE"] in reasons and within(episode["DECOM"], first, last)
    ]


def year_long(files: Drops, day: date) -> list[Row]:
    """Children in care on a day and for the twelve months before it."""
    return [row for row in present(files, day) if add_months(row.period["start"], 12) <= day_after(day)]


def day_after(day: date) -> date:
    """The next day."""
    return date.fromordinal(day.toordinal() + 1)


def table(files: Drops, name: str, year: int) -> dict[str, dict]:
    """A yearly table's rows by child, as the last delivery of that collection year that holds the table has them."""
    rows: dict[str, dict] = {}
    for path in sorted(files.folder.glob(f"*/ssda903/{year}-{(year + 1) % 100:02d}/{name}.csv")):
        headers, *lines = path.read_text(encoding="utf-8-sig").splitlines()
        words = [word.strip().upper() for word in headers.split(",")]
        read = [dict(zip(words, line.split(","), strict=True)) for line in lines if line]
        rows = {
            raw_files.plain(row["CHILD"]): {key: raw_files.plain(text) for key, text in row.items()} for row in read
        }
    return rows
