"""A forecast is issued from what was loaded, later files are loaded, and it is scored by what came: the same forecast, to the byte."""

import datetime as dt
import json

import numpy as np
import pytest

FIRST, BEGUN = dt.date(2024, 9, 2), dt.date(2024, 9, 8)
ISSUED, LAST = dt.date(2025, 8, 31), dt.date(2025, 9, 28)
HEADINGS = (
    "Contact no,Person no,Forename,Surname,Date of birth,Sex,House,Street,Postcode,Received,Received at,Source,Presenting need,District,"
    "First rating,Out of hours,Decision,Decided,Decided at,Decided by,Referrer told,Minutes"
)


def rows(first, last):
    draw = np.random.default_rng(first.toordinal())
    for offset in range((last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        for k in range(draw.poisson(4 if day.weekday() < 5 else 0.5)):
            who = f"M{day:%y%j}{k},{k},Kim,Fen{k},2015-01-01,F,1,Mill Lane,"
            yield f"{who},{day},10:{k:02d},6,neglect,Ashby,green,N,,,,,,{draw.integers(20, 90)}"


@pytest.fixture
def loaded(sherwood, tmp_path):
    def load(*spells):
        folders = [tmp_path / "drops" / str(last) for _, last in spells]
        for folder, (first, last) in zip(folders, spells, strict=True):
            (folder / "mash_log").mkdir(parents=True)
            lines = [HEADINGS, *rows(first, last)]
            (folder / "mash_log" / "contacts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for arguments in (["load", *folders], ["build"]):
            said = sherwood(*arguments)
            assert said.code == 0, said.err

    return load


def test_what_was_issued_is_scored_by_what_later_files_tell_and_stays_as_it_was(sherwood, loaded, tmp_path):
    # What a log's first file holds is told from its day on, so that a short one comes first.
    loaded((FIRST, BEGUN), (BEGUN + dt.timedelta(days=1), ISSUED))
    told = sherwood("forecast", "mash", "--horizon", 13, "--json")
    assert sherwood("forecast", "issue").code == 0
    (kept,) = (tmp_path / "home" / "issued").rglob("*.parquet")
    as_issued = kept.read_bytes()
    assert json.loads(sherwood("forecast", "record", "--json").out)["tracks"] == []

    loaded((ISSUED + dt.timedelta(days=1), LAST))
    record = json.loads(sherwood("forecast", "record", "--json").out)
    whole = next(each for each in record["tracks"] if (each["name"], each["ahead"]) == ("total", "1-4"))
    assert (record["issued"], whole["weeks"]) == (1, 4)
    assert 0 < whole["wis"] < 100
    assert kept.read_bytes() == as_issued
    again = sherwood("forecast", "mash", "--horizon", 13, "--as-at", ISSUED, "--json")
    assert json.loads(again.out)["forecasts"] == json.loads(told.out)["forecasts"]

    by_need = json.loads(sherwood("forecast", "mash", "--by", "need", "--by", "hour", "--json").out)["forecasts"]
    assert {each["unique_id"] for each in by_need} == {"total", "need:Neglect", "hour:10:00 to 10:59"}

    staffing = json.loads(sherwood("forecast", "staffing", "--weeks", 2, "--json").out)
    assert [each["weekday"] for each in staffing["shifts"]] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert staffing["assumptions"]["minutes_from"] == "log"
    printed = sherwood("forecast", "staffing", "--weeks", 2)
    assert printed.out.splitlines()[0].startswith("day")
    assert len(printed.out.splitlines()) == 6
