"""`sherwood register`: from the running home, so that a council's own rule and its own run change the answer."""

import json
import shutil
from importlib.resources import files

import pytest

from sherwood.definitions.catalogue import load_catalogue

DETECTOR = "shares_of_what_stands.toml"


@pytest.fixture
def home(built_home, tmp_path):
    return shutil.copytree(built_home, tmp_path / "its-own")


def asked(sherwood, home, *more):
    said = sherwood("register", *more, "--json", home=home)
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_register_tells_uses_records_and_answers_of_the_home(sherwood, home):
    found = asked(sherwood, home)
    assert set(found) == {"catalogue_hash", "analytics", "transparency_records", "answers"}
    linkage = next(each for each in found["analytics"] if each["id"] == "record_linkage")
    assert [each["feed"] for each in linkage["data"] if each["is_loaded"]] == ["ssda903"]


def test_a_council_s_own_detector_changes_the_answer(sherwood, home):
    before = asked(sherwood, home)
    shipped = (files("sherwood.catalogue") / "detectors" / DETECTOR).read_text(encoding="utf-8")
    own = home / "council" / "detectors" / DETECTOR
    own.parent.mkdir(parents=True)
    own.write_text(shipped.replace("2026-11-28", "2027-02-01"), encoding="utf-8")
    assert load_catalogue(home / "council").content_hash != before["catalogue_hash"]
    after = asked(sherwood, home)
    changed = {each["id"] for each, old in zip(after["analytics"], before["analytics"], strict=True) if each != old}
    assert changed == {"change_detection"}


def test_a_rule_of_the_council_s_own_is_another_edition_and_changes_the_answer_to_a_request(sherwood, home):
    """Even one that names no new day."""
    run = home / "issued" / "local" / "findings" / "run.parquet"
    run.parent.mkdir(parents=True)
    run.write_bytes(b"")
    before = asked(sherwood, home, "--foi")
    rule = (files("sherwood.catalogue") / "detectors" / DETECTOR).read_text(encoding="utf-8")
    own = home / "council" / "detectors" / DETECTOR
    own.parent.mkdir(parents=True)
    own.write_text(f"{rule}\n# looked at here\n", encoding="utf-8")
    assert asked(sherwood, home, "--foi") != before


def test_a_run_changes_the_answer(sherwood, home):
    before = asked(sherwood, home, "--foi")
    folder = home / "issued" / "local" / "findings"
    folder.mkdir(parents=True)
    (folder / "20261128T000000000000-2018-03.parquet").write_bytes(b"")
    assert asked(sherwood, home, "--foi") != before


def test_answers_are_words_for_people(sherwood, home):
    said = sherwood("register", "--foi", home=home)
    assert said.code == 0
    assert [line[:2] for line in said.out.splitlines() if line[:1].isdigit() and line[1:3] == ". "] == [
        f"{n}." for n in range(1, 7)
    ]
