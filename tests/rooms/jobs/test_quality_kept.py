"""What the rules found is kept with each build: counts by rule, team and worker, nobody by name, and nothing twice."""

import dataclasses
import datetime as dt
import json

import pyarrow.parquet as pq
import pytest
from tests.rooms.web.conftest import home, template_home
from tests.rooms.web.small_county import AUTHORITY

from sherwood.access import viewers
from sherwood.jobs import quality_kept, quality_store
from sherwood.jobs.build import build
from sherwood.jobs.quality_kept import course_for, keep_quality
from sherwood.jobs.quality_store import keep_run, kept
from sherwood.quality import RuleResult
from sherwood.store import Reader

__all__ = ["home", "template_home"]


RESULTS = (
    RuleResult("101", "ssda903/2023-24", "Sex is not valid", "error", "Mend it.", "ran", "", (), 0.1),
    RuleResult("102", "ssda903/2023-24", "Birth date is not valid", "error", "Mend it.", "failed", "no such column"),
    RuleResult("1008", "ssda903/2023-24", "No such provider", "check", "Mend it.", "skipped", "was not received"),
)


def viewer_of(home, username):
    from sherwood.office import directory

    return viewers.for_account(home, directory.account_named(username).id)


@pytest.fixture
def asked(home, monkeypatch):
    """How often the rules of a return were asked, by set; they are tried by themselves."""
    runs = []

    def noted(home, authority, name, **_):
        runs.append(name)
        return list(RESULTS)

    monkeypatch.setattr(quality_kept, "run_rules", noted)
    return runs


def test_each_rule_is_kept_with_its_state_and_each_unit_with_its_children(home, asked):
    rows = keep_quality(home, AUTHORITY)
    of_records = {row["rule"]: row for row in rows if row["sort"] == "rule" and row["ruleset"] == "records"}
    assert of_records["pupil_number_missing"]["state"] == "ran"
    assert of_records["care_in_case_system_alone"]["state"] == "skipped"
    assert of_records["care_in_case_system_alone"]["why"] == "nothing of ssd was received"
    units = {(row["team"], row["worker"]): row["children"] for row in rows if row["sort"] == "unit"}
    assert units == {("TA", "SW0000001"): 5, ("TA", "SW0000002"): 3, ("TB", "SW0000003"): 4}


def test_restricted_child_is_in_no_kept_count_so_that_no_difference_tells_of_one(home, asked):
    rows = keep_quality(home, AUTHORITY)
    (of_rule,) = (row for row in rows if row["rule"] == "pupil_number_missing")
    assert of_rule["found"] == 12
    assert sum(row["found"] for row in rows if row["sort"] == "unit") == 12


def test_build_that_is_kept_is_not_kept_again_and_no_return_is_asked_again(home, asked):
    assert keep_quality(home, AUTHORITY)
    assert keep_quality(home, AUTHORITY) == []
    assert asked == ["ssda903"]


def test_return_is_asked_again_by_another_version_of_sherwood(home, asked, monkeypatch):
    keep_quality(home, AUTHORITY)
    monkeypatch.setattr(quality_store, "__version__", "99.0")
    keep_quality(home, AUTHORITY)
    assert asked == ["ssda903", "ssda903"]


def test_files_are_never_changed_and_hold_no_number_and_no_key_of_a_child(home, asked):
    keep_quality(home, AUTHORITY)
    folder = home.issued(AUTHORITY) / "quality"
    files = sorted(folder.rglob("*.parquet"))
    assert [path.parent.name for path in files] == ["records", "ssda903"]
    for path in files:
        table = pq.read_table(path)
        assert not {"source_id", "record_key", "person_key", "told"} & set(table.column_names)
        assert "56690" not in str(table.to_pylist())
        assert (
            json.loads(pq.read_schema(path).metadata[b"sherwood"])["build"] == Reader.current(home, AUTHORITY).build_id
        )
    assert not list(folder.rglob("*.part"))


def test_history_is_kept_over_builds(home, asked):
    first = Reader.current(home, AUTHORITY).build_id
    keep_quality(home, AUTHORITY)
    (home.council / "council.toml").write_text('code = "small"\nname = "Another name"\n', encoding="utf-8")
    second = build(home, AUTHORITY).manifest["build_id"]
    keep_quality(home, AUTHORITY)
    assert [rows[0]["build"] for rows in kept(home, AUTHORITY)] == [first, second]


def test_course_tells_each_person_of_their_own_units(home, asked):
    keep_quality(home, AUTHORITY)
    reader = Reader.current(home, AUTHORITY)
    told = {who: course_for(home, viewer_of(home, who), reader).months for who in ("ana", "serena", "bea", "wendy")}
    assert told == {
        "ana": (("2024-03", 12, 12, 12),),
        "serena": (("2024-03", 12, 12, 12),),
        "bea": (("2024-03", 4, 4, 4),),
        "wendy": (("2024-03", 5, 5, 5),),
    }


def test_course_takes_the_last_build_of_a_month_and_by_rule_the_last_a_month_ago(home, monkeypatch):
    days = [dt.date(2024, 1, 31), dt.date(2024, 2, 20), dt.date(2024, 2, 29), dt.date(2024, 3, 31)]
    runs = [
        [
            {"sort": "rule", "data_date": day, "rule": "r", "found": at},
            {
                "sort": "unit",
                "data_date": day,
                "team": "TA",
                "worker": "w",
                "children": 10,
                "in_order": at,
                "found": at,
            },
        ]
        for at, day in enumerate(days, 1)
    ]
    monkeypatch.setattr(quality_kept, "kept", lambda *_: iter(runs))
    course = course_for(home, viewer_of(home, "ana"), Reader.current(home, AUTHORITY))
    assert course.months == (("2024-01", 10, 1, 1), ("2024-02", 10, 3, 3), ("2024-03", 10, 4, 4))
    assert course.before == {"r": 3}
    assert course_for(home, viewer_of(home, "mary"), Reader.current(home, AUTHORITY)).before == {}


def test_run_at_the_command_line_is_kept_by_set(home):
    keep_run(home, AUTHORITY, [*RESULTS, dataclasses.replace(RESULTS[0], ruleset="records")])
    (rows,) = kept(home, AUTHORITY, "ssda903")
    told = [(row["rule"], row["state"], row["why"]) for row in rows]
    assert told == [("101", "ran", ""), ("102", "failed", "no such column"), ("1008", "skipped", "was not received")]
    assert list(kept(home, AUTHORITY)) == []


def test_before_the_first_build_a_run_is_told_and_not_kept(home):
    for file in home.warehouse(AUTHORITY).iterdir():
        file.unlink()
    keep_run(home, AUTHORITY, RESULTS)
    assert list(kept(home, AUTHORITY, "ssda903")) == []
