import csv
import io
import json

import pytest
from click.testing import CliRunner

from sherwood.cli.identity import identity

COUNTED = "feed,source_id,person_key"


@pytest.fixture
def run(tmp_path, monkeypatch):
    from tests.rooms.identity.landed import child, home_of, landed, partner

    from sherwood.definitions.home import Home
    from sherwood.identity import link
    from sherwood.store import MemoryReader

    build = landed(
        ssd_person=[child("1", "Lily", "Larkspur", None)],
        ssd_address=[home_of("1", "ZY1 4AB")],
        mash_log_contacts=[partner("=M1", "Lily", "Larkspur", None, "ZY1 4AB")],
        school_census_autumn_pupilonroll=[partner("SC9", "Rufus", "Pike", None)],
    )
    (tmp_path / "council").mkdir()
    link(build, Home.at(tmp_path), "local")
    monkeypatch.setenv("SHERWOOD_HOME", str(tmp_path))
    monkeypatch.setattr("sherwood.jobs.identity.current", lambda home, authority: MemoryReader(build))
    return lambda *words: CliRunner().invoke(identity, list(words))


def test_the_export_is_one_line_a_source_record_and_no_number_can_become_a_formula(run):
    told = run("export", "--csv")
    assert told.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert told.stdout.splitlines()[0] == COUNTED
    assert [(row["feed"], row["source_id"]) for row in rows] == [
        ("mash_log", "'=M1"),
        ("school_census", "SC9"),
        ("ssd", "1"),
    ]


def test_the_queue_is_told_in_words_and_as_json(run):
    assert "pairs wait for a decision" in run("review").output
    assert isinstance(json.loads(run("review", "--json").stdout)["review"], list)
