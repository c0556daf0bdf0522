"""`sherwood forecast series`: anybody's own file in, seven quantiles out; what is wrong is named with its remedy."""

import json

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series, written

PROBABILITIES = ["0.025", "0.1", "0.25", "0.5", "0.75", "0.9", "0.975"]
REGIMES = "from,announced,level,school\n2023-09-04,2023-09-01,1,0.9\n2024-02-05,2024-01-30,0.1,0\n"


@pytest.fixture
def two(tmp_path):
    return written(
        tmp_path / "two.csv", ("b", series("W", demand("W", 70))), ("a", series("W", demand("W", 62, seed=2)))
    )


def asked(sherwood, file, *more):
    said = sherwood("forecast", "series", file, "--freq", "W", "--horizon", 5, *more, "--json")
    assert said.code == 0, said.err
    return json.loads(said.out)["forecasts"]


def test_each_series_has_a_row_a_step_with_seven_quantiles(sherwood, two):
    told = asked(sherwood, two)
    assert [each["unique_id"] for each in told] == ["a"] * 5 + ["b"] * 5
    assert all(list(each["quantiles"]) == PROBABILITIES for each in told)
    assert told[5]["ds"] == "2024-05-05"


@pytest.mark.parametrize("knowledge", ["none", "announced", "planned"])
def test_a_file_cut_at_the_origin_forecasts_as_the_whole_file_to_the_byte(sherwood, two, tmp_path, knowledge):
    kept = [line for line in two.read_text().splitlines() if line.split(",")[1] <= "2023-12-31" or "ds" in line]
    cut = tmp_path / "cut.csv"
    cut.write_text("\n".join(kept) + "\n")
    (tmp_path / "regimes.csv").write_text(REGIMES)
    more = ("--regimes", tmp_path / "regimes.csv", "--knowledge", knowledge, "--json")
    whole = sherwood("forecast", "series", two, "--freq", "W", "--horizon", 5, "--origin", "2023-12-31", *more)
    assert whole.out == sherwood("forecast", "series", cut, "--freq", "W", "--horizon", 5, *more).out


def test_announced_does_not_read_what_was_announced_later(sherwood, two, tmp_path):
    (tmp_path / "all.csv").write_text(REGIMES)
    (tmp_path / "early.csv").write_text("".join(REGIMES.splitlines(keepends=True)[:2]))
    told = [
        asked(sherwood, two, "--origin", "2023-12-31", "--regimes", tmp_path / name, "--knowledge", knowledge)
        for name, knowledge in (("all.csv", "announced"), ("early.csv", "announced"), ("all.csv", "planned"))
    ]
    assert told[0] == told[1] != told[2]


def test_rows_in_any_order_and_a_mark_at_the_files_start_change_nothing(sherwood, two, tmp_path):
    head, *rows = two.read_text().splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8-sig")
    assert asked(sherwood, turned) == asked(sherwood, two)


def test_a_missing_week_is_a_gap_and_not_nought(sherwood, tmp_path):
    whole = written(tmp_path / "whole.csv", ("a", series("W", np.full(40, 100.0))))
    head, *rows = whole.read_text().splitlines()
    gappy = tmp_path / "gap.csv"
    gappy.write_text("\n".join([head, *rows[:30], *rows[38:]]) + "\n")
    assert asked(sherwood, gappy)[0]["quantiles"]["0.1"] > 80


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,2024-13-01,5", ["line 3", "column ds", "2024-13-01", "write it as"]),
        ("a,2024-01-14,many", ["line 3", "column y", "many", "write digits"]),
        ("a,2024-01-14,-4", ["line 3", "column y", "-4", "between 0 and"]),
        ("a,2024-01-14,inf", ["line 3", "column y", "inf"]),
        ("a,2024-01-07,5", ["line 3", "column ds", "stands twice"]),
        ("a,2024-01-12,5", ["column ds", "2024-01-12", "--freq"]),
        (",2024-01-14,5", ["line 3", "column unique_id", "name the series"]),
        ("a,1024-01-14,5", ["column ds", "mend the first or last date"]),
    ],
)
def test_what_cannot_be_right_is_named_with_line_column_value_and_remedy(sherwood, tmp_path, row, words):
    file = tmp_path / "wrong.csv"
    freq = "D" if row.startswith("a,1024") else "W"
    file.write_text(f"unique_id,ds,y\na,2024-01-07,4\n{row}\n")
    said = sherwood("forecast", "series", file, "--freq", freq, "--horizon", 2, "--json")
    assert (said.code, said.out) == (1, "")
    for word in ["wrong.csv", *words]:
        assert word in said.err


def test_a_wrong_value_after_the_origin_stops_nothing(sherwood, tmp_path):
    file = tmp_path / "later.csv"
    file.write_text("unique_id,ds,y\na,2024-01-07,4\na,2024-01-14,5\na,2024-01-21,wrong\n")
    assert len(asked(sherwood, file, "--origin", "2024-01-14")) == 5


def test_a_file_without_its_columns_or_without_a_value_is_refused(sherwood, tmp_path):
    file = tmp_path / "other.csv"
    for content, word in {
        "id,day,n\n1,2,3\n": "no column unique_id",
        "unique_id,ds,y\n": "no value",
        "unique_id,ds,y\na,2024-01-07,\n": "every value",
    }.items():
        file.write_text(content)
        said = sherwood("forecast", "series", file, "--freq", "W", "--horizon", 2)
        assert said.code == 1
        assert word in said.err


def test_wrong_use_ends_with_two(sherwood, two):
    for wrong in (
        ["--horizon", 0],
        ["--horizon", 4, "--knowledge", "planned"],
        ["--horizon", 4, "--regimes", "not-there.csv"],
    ):
        assert sherwood("forecast", "series", two, "--freq", "W", *wrong).code == 2


def test_people_read_a_table(sherwood, two):
    said = sherwood("forecast", "series", two, "--freq", "W", "--horizon", 1)
    assert said.out.splitlines()[0].split() == ["unique_id", "ds", "low", "middle", "high"]
    assert len(said.out.splitlines()) == 3
