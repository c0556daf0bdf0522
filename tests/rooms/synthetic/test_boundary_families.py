"""What counts as true and as near a boundary when the families of a county are counted by the truth's facts."""

import datetime as dt

import pyarrow.parquet as pq
from evaluations.boundary_families import of_absence, of_counts, of_events, of_rent, of_spells
from tests.support.small_everyone import small_everyone

from sherwood.synthetic.truth_of_people import write_families

DAY = dt.date(2025, 6, 30)
FAR = dt.date(9999, 12, 31)


def before(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def test_a_spell_is_true_while_it_lasts_and_near_a_week_around_its_ends() -> None:
    spells = [
        (1, before(7), FAR),
        (2, before(8), FAR),
        (3, before(100), DAY),
        (4, before(100), before(-7)),
        (5, before(-7), FAR),
        (6, before(-8), FAR),
    ]
    assert of_spells(spells)(DAY) == ({1, 2, 4}, {1, 3, 4, 5})


def test_an_event_is_near_when_it_is_new_or_about_to_leave_its_window() -> None:
    since = dt.date(2024, 6, 30)
    events = [
        (1, before(7)),
        (2, before(30)),
        (3, since),
        (4, since + dt.timedelta(days=1)),
        (5, since - dt.timedelta(days=8)),
        (6, before(-1)),
        (7, since),
        (7, before(60)),
    ]
    assert of_events(events)(DAY) == ({1, 2, 4, 7}, {1, 3, 4})


def test_a_count_is_near_within_one() -> None:
    events = [
        (family, before(day)) for family, count in ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5)) for day in range(count)
    ]
    assert of_counts(events, 3)(DAY) == ({3, 4, 5}, {2, 3, 4})


def test_absence_is_of_one_child_over_the_last_terms_and_near_within_a_hundredth() -> None:
    def row(child: str, term: str, missed: int) -> dict[str, object]:
        return {
            "person_id": child,
            "term": term,
            "possible": 100,
            "missed_with_leave": missed,
            "missed_without_leave": 0,
        }

    rows = [(1, row("a", "2025_summer_1", 10)), (2, row("b", "2025_summer_1", 9)), (3, row("c", "2025_summer_1", 12))]
    rows += [(4, row("d", "2025_summer_1", 6)), (4, row("e", "2025_summer_1", 6)), (5, row("f", "2025_autumn", 50))]
    assert of_absence(rows, 10)(DAY) == ({1, 3}, {1, 2})


def test_rent_is_what_was_owed_at_the_last_month_end() -> None:
    rows = [
        (family, {"month_end_date": DAY, "weeks": weeks}) for family, weeks in ((1, 8.0), (2, 7.0), (3, 6.9), (4, 20.0))
    ]
    rows.append((3, {"month_end_date": before(30), "weeks": 12.0}))
    assert of_rent(rows, 8)(DAY) == ({1, 4}, {1, 2})


def test_the_truth_tells_the_family_of_everybody(tmp_path) -> None:
    (tmp_path / "truth").mkdir()
    everyone = small_everyone()
    write_families(tmp_path, everyone)
    rows = pq.read_table(tmp_path / "truth" / "families.parquet").to_pylist()
    assert [row["person"] for row in rows] == list(range(len(everyone.people)))
    assert [row["family"] for row in rows] == everyone.people.family.tolist()
    assert {row["role"] for row in rows} <= {"child", "mother", "father", "step_parent", "grandparent"}
    dead = [row for row in rows if row["death_date"]]
    assert dead
    assert all(row["birth_date"] <= row["death_date"] for row in dead)
    living = pq.read_table(tmp_path / "truth" / "living.parquet").to_pylist()
    assert [row["person"] for row in living] == everyone.living.person.tolist()
    assert all(row["postcode"] for row in living)
    assert all(row["end_date"] is None or row["start_date"] < row["end_date"] for row in living)
