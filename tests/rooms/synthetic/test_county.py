"""The county as a whole: the same seed the same bytes, drops where a council's would lie, truth kept apart."""

import csv
import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest
from lxml import etree
from tests.rooms.synthetic.conftest import Made, MakeCounty

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import Organisation
from sherwood.synthetic import make_county, summary
from sherwood.synthetic.reporting.columns import day_in


def every_file(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_seed_gives_the_same_bytes(make: MakeCounty) -> None:
    assert every_file(make(seed=4, children=5_000).folder) == every_file(make(seed=4, children=5_000).folder)


def test_another_seed_gives_another_county(make: MakeCounty) -> None:
    one, other = make(seed=4, children=5_000), make(seed=6, children=5_000)
    name = "2026-11-21/ssda903/2026-27/episodes.csv"
    assert (one.folder / name).read_bytes() != (other.folder / name).read_bytes()


def test_complete_years_arrive_in_may_and_the_year_in_progress_a_month_apart(county: Made) -> None:
    drops = {path.name for path in county.folder.iterdir()} - {"truth", "council"}
    assert drops == {"2024-05-20", "2025-05-20", "2026-05-20", "2026-10-21", "2026-11-21"}


def test_truth_lies_in_no_folder_that_is_loaded(county: Made) -> None:
    assert not [path for path in county.folder.glob("2*/**/*") if "truth" in path.name]
    assert not [path for path in (county.folder / "truth").rglob("*") if path.name == "ssda903"]


def test_the_summary_counts_the_rows_of_each_file(county: Made) -> None:
    for name, rows in summary(county.summary).items():
        if name.endswith(".csv"):
            with (county.folder / name).open(encoding="utf-8-sig", newline="") as file:
                assert rows == sum(1 for line in csv.reader(file) if line) - 1
        else:
            assert rows == len(etree.parse(str(county.folder / name)).findall("CHILD"))


def test_progress_is_told_in_words(county: Made) -> None:
    assert county.words[0] == "Making up a county of 60,000 children"


def test_nothing_lies_after_the_day_of_its_extract(county: Made) -> None:
    """But for the day on which a child will cease to be unaccompanied, the eighteenth birthday, which is known before."""
    for name in summary(county.summary):
        if not name.endswith(".csv") or name.endswith("/uasc.csv"):
            continue
        received, year = dt.date.fromisoformat(name[:10]), int(name.split("/")[2][:4])
        last = min(received, dt.date(year + 1, 3, 31))
        with (county.folder / name).open(encoding="utf-8-sig", newline="") as file:
            days = {day_in(cell.removesuffix(".0")) for line in csv.reader(file) for cell in line}
        assert all(found is None or found <= last for found in days)


def test_teams_are_read_as_a_council_would_write_them(county: Made) -> None:
    text = (county.folder / "council" / "teams.toml").read_text(encoding="utf-8")
    organisation = Organisation.model_validate(tomllib.loads(text))
    teams = {team.id for team in organisation.teams}
    assert {worker.team for worker in organisation.workers} == teams
    assert {worker.team for worker in organisation.workers if worker.is_manager} == teams
    assert {team.service for team in organisation.teams} == {service.id for service in organisation.services}
    assert len({worker.id for worker in organisation.workers}) == len(organisation.workers)


def test_every_worker_in_the_return_is_in_the_teams_and_in_post(county: Made) -> None:
    text = (county.folder / "council" / "teams.toml").read_text(encoding="utf-8")
    workers = {worker.id: worker for worker in Organisation.model_validate(tomllib.loads(text)).workers}
    rows = county.truth("allocations")
    assert rows
    for row in rows:
        worker = workers[row["worker"]]
        end = dt.date.fromisoformat(row["end_date"]) if row["end_date"] else dt.date(2026, 11, 21)
        assert worker.team == row["team"]
        assert worker.start_date <= dt.date.fromisoformat(row["start_date"])
        assert end <= worker.end_date


def test_a_worker_holds_about_as_many_children_as_declared(large_county: Made) -> None:
    text = (large_county.folder / "council" / "teams.toml").read_text(encoding="utf-8")
    in_post = [
        worker
        for worker in Organisation.model_validate(tomllib.loads(text)).workers
        if not worker.is_manager and worker.end_date > dt.date(2026, 11, 21)
    ]
    held = sum(1 for row in large_county.last("sw_episodes") if not row["SW_DEC"])
    assert 11 <= held / len(in_post) <= 19


def test_the_short_staffed_team_is_late_more_often_in_its_bad_quarter(large_county: Made) -> None:
    facts = json.loads((large_county.folder / "truth" / "county.json").read_text())["short_of_workers"]
    in_quarter = facts["reviews_late_in_quarter"] / facts["reviews_due_in_quarter"]
    otherwise = facts["reviews_late_at_other_times"] / facts["reviews_due_at_other_times"]
    assert facts["quarter"] == "2025-26-Q4"
    assert in_quarter > 2 * otherwise


def test_adoption_restricts_from_the_decision_on(large_county: Made) -> None:
    first: dict[str, str] = {}
    for row in large_county.truth("restricted_children"):
        first[row["child"]] = min(row["from_date"], first.get(row["child"], "9999"))
    decided = {
        row["child"]: row["from_date"]
        for row in large_county.truth("restricted_children")
        if row["reason"] == "adoption_decision"
    }
    assert decided
    assert decided == first


def test_truth_says_a_review_is_late_after_its_last_day_and_not_on_it(county: Made) -> None:
    rows = county.truth("reviews")
    assert {row["is_late"] for row in rows} == {"0", "1"}
    for row in rows:
        held = row["held_date"] or "2026-11-21"
        assert row["is_late"] == str(int(held > row["due_date"]))


def test_some_reviews_are_overdue_on_the_last_day(large_county: Made) -> None:
    assert [row for row in large_county.truth("reviews") if not row["held_date"] and row["due_date"] < "2026-11-21"]


def test_a_county_may_end_on_the_last_day_of_a_year(make: MakeCounty) -> None:
    made = make(seed=1, children=4_000, date_from=dt.date(2024, 4, 1), date_to=dt.date(2026, 3, 31))
    assert {path.parent.parent.parent.name for path in made.folder.glob("2*/*/*/episodes.csv")} == {
        "2025-05-20",
        "2026-03-31",
    }
    assert made.csv("2026-03-31/ssda903/2025-26/oc2.csv")


@pytest.mark.parametrize(
    ("children", "date_from", "date_to", "words"),
    [
        (500, dt.date(2023, 4, 1), dt.date(2026, 3, 31), "too small"),
        (5_000, dt.date(2026, 4, 1), dt.date(2026, 4, 1), "not after"),
    ],
)
def test_an_impossible_county_is_refused_in_words(
    catalogue: Catalogue, tmp_path: Path, children: int, date_from: dt.date, date_to: dt.date, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        make_county(
            tmp_path,
            catalogue=catalogue,
            children=children,
            date_from=date_from,
            date_to=date_to,
            seed=1,
            progress=print,
        )


def test_a_folder_that_holds_something_is_left_alone(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("mine")
    with pytest.raises(ValueError, match="already holds something"):
        make_county(
            tmp_path,
            catalogue=catalogue,
            children=5_000,
            date_from=dt.date(2024, 4, 1),
            date_to=dt.date(2026, 3, 31),
            seed=1,
            progress=print,
        )
    assert [path.name for path in tmp_path.iterdir()] == ["keep.txt"]
