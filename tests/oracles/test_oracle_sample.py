"""The sample files beside the checkout against the evidence counted from them by other means."""

import csv
from pathlib import Path

import pytest
from tests.oracles import cells, cla_legal_s20_pct, cla_open, placement_fostering_pct
from tests.oracles.made_up import YEAR, counts, one
from tests.support import samples

EVIDENCE = Path(__file__).parents[1] / "evidence"
SAMPLE = samples.RETURN
needs_sample = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample files are not on this machine")


@needs_sample
def test_sample_holds_the_rows_and_filled_cells_that_the_evidence_says():
    with (EVIDENCE / "sample_counts.csv").open(encoding="utf-8", newline="") as handle:
        expected = {
            (row["file"], row["column"]): (int(row["rows"]), int(row["filled"])) for row in csv.DictReader(handle)
        }
    found = {}
    for path in SAMPLE.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            names, *rows = csv.reader(handle)
        for number, name in enumerate(names):
            found[path.name, name] = (len(rows), sum(bool(row[number].strip()) for row in rows))
    assert found == expected


@needs_sample
def test_sample_holds_each_expected_problem_at_the_line_and_column_named():
    with (EVIDENCE / "sample_expected_problems.csv").open(encoding="utf-8", newline="") as handle:
        for problem in csv.DictReader(handle):
            lines = (SAMPLE / problem["file"]).read_text(encoding="utf-8-sig").splitlines()
            column = lines[0].split(",").index(problem["column"])
            assert lines[int(problem["row"]) - 1].split(",")[column] == problem["value"]


def test_cells_that_are_not_what_their_column_holds_are_reported(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("ID,DAY,SCORE,ANSWER\n1,01/01/2020,40,1.0\n,soon,41,2\n3,,,\n", encoding="utf-8")
    columns = {
        "ID": {"type": "string"},
        "DAY": {"type": "date"},
        "SCORE": {"type": "integer", "min_value": 0, "max_value": 40},
        "ANSWER": {"type": "code", "codes": {"0": "No", "1": "Yes"}},
    }
    found, problems = cells.check(path, {"tables": {"X": {"key": ["ID"], "columns": columns}}})
    assert [(row["column"], row["filled"]) for row in found] == [("ID", 2), ("DAY", 2), ("SCORE", 2), ("ANSWER", 2)]
    assert [(row["row"], row["column"], row["severity"]) for row in problems] == [
        (3, "ID", "row"),
        (3, "DAY", "cell"),
        (3, "SCORE", "cell"),
        (3, "ANSWER", "cell"),
    ]


@needs_sample
def test_figures_of_the_sample_stay_as_they_were_counted_from_the_files_by_other_means():
    assert one(cla_open, SAMPLE) == (1196, None)
    assert counts(cla_open.measure(SAMPLE, *YEAR, "sex")) == [(618, None), (578, None)]
    assert one(placement_fostering_pct, SAMPLE) == (280, 1196)
    assert one(cla_legal_s20_pct, SAMPLE) == (105, 1196)
