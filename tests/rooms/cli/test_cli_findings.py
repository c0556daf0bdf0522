"""`sherwood findings` says what is wrong with a file or a command, and where."""

import click
import pytest
from tests.support.spc import charted, findings, of_values, write

from sherwood.definitions.errors import Problem

GOOD = [{"month": f"2025-{at:02}", "n": at % 3, "d": 9} for at in range(1, 13)]
SERIES = ("--chart", "p", "--x", "month", "--numerator", "n", "--denominator", "d")


@pytest.mark.parametrize(
    ("at", "cells", "told"),
    [
        (3, {"n": "many"}, "row 5, column 'n', value 'many': not a number"),
        (3, {"n": "1,204"}, "write it as 1204"),
        (3, {"n": "45%"}, "write it as 45"),
        (3, {"n": "inf"}, "not a finite number"),
        (3, {"n": "-1"}, "less than 0"),
        (3, {"d": "-9"}, "row 5, column 'd', value '-9': less than 0"),
        (3, {"n": "10"}, "more than d, 9"),
        (3, {"n": "1", "d": "0"}, "nought, though n is 1"),
        (3, {"month": "2025-02"}, "row 3 has it too; name the column that tells the series apart"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_file_row_column_value_and_remedy(tmp_path, at, cells, told):
    rows = [dict(row) for row in GOOD]
    rows[at] |= cells
    with pytest.raises(Problem) as refused:
        charted(tmp_path, rows, *SERIES)
    assert str(refused.value).startswith("series.csv: row 5")
    assert told in str(refused.value)


@pytest.mark.parametrize("missing", ["", " ", "NA", "n/a", "null", "NaN", "-"])
def test_a_cell_that_says_it_is_missing_is_a_gap(tmp_path, missing):
    rows = [dict(row) for row in GOOD]
    rows[3]["n"] = missing
    assert charted(tmp_path, rows, *SERIES)["points"][3]["y"] is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"y\n", "there are headings and no rows"),
        (b"y\n1\n\n2,3\n", "row 4, column 2, value '3': the row has 2 cells under 1 headings"),
        (b"value\n1\n", "there is no column 'y' for --y"),
        (b"y,y\n1,2\n", "stands there twice"),
        (b"y\n\xff\xfe\n", "save it as 'CSV UTF-8'"),
        (b'y\n"1\n', "not a CSV file"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_the_remedy(tmp_path, content, told):
    (tmp_path / "own.csv").write_bytes(content)
    with pytest.raises(Problem, match=r"own\.csv") as refused:
        findings("series", tmp_path / "own.csv", "--chart", "xmr", "--y", "y")
    assert told in str(refused.value)


def test_a_misspelt_heading_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(Problem, match="did you mean 'month'"):
        charted(tmp_path, GOOD, "--chart", "xmr", "--x", "mnth", "--y", "n")


def test_marks_of_a_spreadsheet_at_the_files_start_and_blank_lines_do_no_harm(tmp_path):
    (tmp_path / "own.csv").write_bytes(b"\xef\xbb\xbfy\r\n1\r\n\r\n2\r\n")
    assert [p["y"] for p in findings("series", tmp_path / "own.csv", "--chart", "xmr", "--y", "y")["points"]] == [1, 2]


@pytest.mark.parametrize("value", [0, -2])
def test_times_between_events_must_be_more_than_nought(tmp_path, value):
    with pytest.raises(Problem, match=r"row 3, column 'y'.*more than 0"):
        of_values(tmp_path, [4, value, 5], chart="t")


def test_counts_cannot_be_less_than_nought(tmp_path):
    with pytest.raises(Problem, match="which a count cannot be"):
        of_values(tmp_path, [4, -1, 5], chart="c")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--split", "2031-01"), "no point has that x or a later one"),
        (("--exclude", "13"), "the longest series has 12 points"),
    ],
)
def test_a_split_or_a_position_that_is_not_there_is_refused(tmp_path, option, told):
    with pytest.raises(Problem, match=told):
        charted(tmp_path, GOOD, *SERIES, *option)


@pytest.mark.parametrize(
    "words",
    [
        ("--chart", "pie", "--y", "n"),
        ("--chart", "xmr"),
        ("--chart", "p", "--y", "n"),
        ("--chart", "xmr", "--denominator", "d", "--y", "n"),
        ("--chart", "xmr", "--y", "n", "--numerator", "n"),
        ("--chart", "xmr", "--y", "n", "--freeze", "0"),
        ("--chart", "xmr", "--y", "n", "--exclude", "0"),
        ("--chart", "xmr", "--y", "n", "--exclude", "two"),
        ("--chart", "xmr", "--y", "n", "--better", "more"),
        ("--chart", "xmr", "--y", "n", "--target", "half"),
        ("--y", "n"),
    ],
)
def test_wrong_use_is_told_apart_from_wrong_data(tmp_path, words):
    with pytest.raises(click.UsageError):
        charted(tmp_path, GOOD, *words)


@pytest.mark.parametrize("words", [("--type", "xx"), ("--trim", "0.5"), ("--target", "2"), ("--method", "nhs")])
def test_wrong_use_of_funnel_is_told(tmp_path, words):
    with pytest.raises(click.UsageError):
        findings("funnel", write(tmp_path / "units.csv", [{"group": 1, "numerator": 1, "denominator": 2}]), *words)


def test_a_ratio_may_be_drawn_as_individuals(tmp_path):
    answer = charted(tmp_path, GOOD, "--chart", "xmr", "--numerator", "n", "--denominator", "d")
    assert answer["points"][0]["y"] == pytest.approx(1 / 9)


def test_the_process_ends_with_the_exit_code_and_prints_the_answer_alone(tmp_path, sherwood_process):
    file = write(tmp_path / "own.csv", GOOD)
    done = sherwood_process("findings", "series", str(file), "--chart", "xmr", "--y", "n", "--json")
    assert done.code == 0
    assert done.out.startswith('{"options": ')
    assert sherwood_process("findings", "series", str(file), "--chart", "xmr", "--y", "nn").code == 1
    assert sherwood_process("findings", "series", str(file), "--chart", "xmr").code == 2
    plain = sherwood_process("findings", "series", str(file), "--chart", "xmr", "--y", "n")
    assert plain.out.splitlines()[0].split() == ["group", "x", "y", "centre", "lower", "upper", "special_cause"]
    assert "provisional" in plain.err
