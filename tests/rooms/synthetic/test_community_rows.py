"""A partner's row is what the partner had recorded by a day: cells come later, errors are put right, slips are taken out again."""

import numpy as np
import pyarrow as pa

from sherwood.synthetic.community.rows import reviewed, rows_of, table, until, with_slips
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER


def rows(recorded, **columns):
    columns = {name: np.array(cells, object) for name, cells in columns.items()}
    return rows_of(np.arange(len(recorded)), np.array(recorded), columns)


def versions(found, column):
    """Person, from when until when, and what the cell says, in order."""
    cells = found.columns[column].tolist()
    return sorted(zip(found.person.tolist(), found.recorded.tolist(), found.removed.tolist(), cells, strict=True))


def test_a_cell_is_empty_until_its_day_and_stays_as_it_was_told_after():
    found = until(rows([10], outcome=["charge"]), np.array([25]), {"outcome": np.array([None], object)})
    assert versions(found, "outcome") == [(0, 10, 25, None), (0, 25, NEVER, "charge")]


def test_what_was_known_when_the_row_was_recorded_makes_no_earlier_version():
    found = until(
        rows([10, 10], outcome=["nfa", "nfa"]), np.array([10, 3]), {"outcome": np.array([None, None], object)}
    )
    assert versions(found, "outcome") == [(0, 10, NEVER, "nfa"), (1, 10, NEVER, "nfa")]


def test_a_row_that_is_gone_before_is_never_put_right():
    standing = until(rows([10], outcome=["a"]), np.array([20]), {"outcome": np.array(["b"], object)})
    gone = standing.take(standing.removed == 20)
    found = until(gone, np.array([30]), {"outcome": np.array(["wrong"], object)})
    assert versions(found, "outcome") == [(0, 10, 20, "wrong")]


def test_each_review_holds_until_the_next():
    held = rows([10, 10], risk=["high", "low"])
    owner, day = np.array([0, 0], np.int32), np.array([40, 70], np.int32)
    found = reviewed(held, owner, day, {"risk": np.array(["medium", "low"], object)})
    assert versions(found, "risk") == [
        (0, 10, 40, "high"), (0, 40, 70, "medium"), (0, 70, NEVER, "low"), (1, 10, NEVER, "low"),
    ]  # fmt: skip


def test_of_two_reviews_before_the_row_was_recorded_the_later_one_is_told():
    owner, day = np.array([0, 0], np.int32), np.array([5, 8], np.int32)
    found = reviewed(rows([10], risk=["high"]), owner, day, {"risk": np.array(["medium", "low"], object)})
    assert versions(found, "risk") == [(0, 10, NEVER, "low")]


def test_a_slip_has_a_number_of_its_own_and_is_taken_out_again():
    numbers = [f"O{number}" for number in range(5_000)]
    found = with_slips(
        rows([10] * 5_000, number=numbers), Draw(np.random.default_rng(2), load_life_courses()), "number"
    )
    is_slip = found.removed < NEVER
    assert 30 < is_slip.sum() < 100
    assert {each[:-1] for each in found.columns["number"][is_slip]} <= set(numbers)
    assert found.columns["number"][~is_slip].tolist() == numbers


def test_days_are_written_as_dates_and_what_is_not_there_as_nothing():
    columns = {
        "end_date": np.array([0, NEVER], np.int32),
        "balance": np.array([2.5, np.nan]),
        "children": np.array([3, -1], np.int32),
    }
    told = table(rows_of(np.array([-1, -1]), np.array([1, 1]), columns))
    assert told.schema.field("end_date").type == pa.date32()
    assert [told[name].null_count for name in columns] == [1, 1, 1]
    assert str(told["end_date"][0].as_py()) == "1970-01-01"
