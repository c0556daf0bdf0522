"""The co-ordinator's families, from the cohort to a decision: people decide, one family at a time, and nobody sees a closed family."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.rooms.web.families_asked import (
    HELP,
    account,
    as_person,
    assessed,
    home,
    keys_of,
    notes,
    said,
    template,
    trail,
)
from tests.support import small_families as small

__all__ = ["as_person", "home", "template"]


def test_before_the_first_assessment_the_page_says_how_to_make_one(as_person):
    page = as_person("cora").get("/families").content.decode()
    assert "No family has been assessed yet" in page


def test_a_family_that_meets_two_conditions_waits_and_a_restricted_one_is_nowhere(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    everybody = [keys_of(cora.get(f"/families?show={show}").content.decode()) for show in ("unknown", "near", "read")]
    page = cora.get("/families").content.decode()
    assert "of 1 that meet the conditions" in page
    assert "of 5 families" in page, "the restricted family is counted"
    assert "These rules were in force from 2015-04-01 to 2018-03-31; 2024-03-31 lies outside" in page
    family = cora.get(f"/families/{key}").content.decode()
    assert "2 conditions met (Work and financial exclusion; Domestic violence and abuse)" in family
    assert len({each for shown in everybody for each in shown}) == 4


def test_with_a_grant_the_restricted_family_is_shown(as_person, home):
    from sherwood.office import directory

    directory.give_grant(
        account("cora"), small.record_of(home, "early_help", "EK"), reason="conference", from_date=small.FROM
    )
    assert len(assessed(as_person("cora"))) == 2


def kept_by_other_keys(home):
    """Have every assessment name Birch's child, whose record is restricted, by another record's key, as it went by on an earlier day."""
    from sherwood.access import records_of_person
    from sherwood.store import Reader

    mine = records_of_person(Reader.current(home, small.AUTHORITY), small.AUTHORITY, "early_help:EK")
    for path in (home.issued(small.AUTHORITY) / "families").glob("*.parquet"):
        table = pq.read_table(path)
        people = {key for kept in table["people"].to_pylist() for key in kept}
        ((then,), now) = ([key for key in mine if key in people], next(key for key in mine if key not in people))
        told = [
            row | {"people": [now if key == then else key for key in row["people"]],
                   "members": row["members"].replace(then, now)}
            for row in table.to_pylist()
        ]  # fmt: skip
        path.unlink()
        # Under another name: what was read of a file is not read again.
        pq.write_table(pa.Table.from_pylist(told, schema=table.schema), path.with_stem(f"{path.stem}-then"))


def test_a_restricted_child_stays_hidden_when_an_earlier_record_has_changed_its_key(as_person, home):
    from sherwood.office import directory, models

    directory.give_grant(
        account("cora"), small.record_of(home, "early_help", "EK"), reason="conference", from_date=small.FROM
    )
    cora = as_person("cora")
    both = assessed(cora)
    models.Grant.objects.all().delete()
    kept_by_other_keys(home)
    (key,) = keys_of(cora.get("/families").content.decode())
    (closed,) = set(both) - {key}
    assert "of 5 families" in cora.get("/families").content.decode()
    assert cora.get(f"/families/{key}").status_code == 200
    assert cora.get(f"/families/{closed}").status_code == 404


def test_a_family_page_shows_evidence_with_source_day_and_what_would_change_it(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    page = cora.get(f"/families/{key}").content.decode()
    for words in (
        "5 January 2024",
        "incidents.csv, received 2024-04-10, line 2",
        "it counts until 5 January 2025",
        "draft",
    ):
        assert words in page, words


def test_a_decision_needs_a_reason_and_is_kept_with_what_was_shown(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    refused = said(cora, key, "accepted", words="ok")
    assert refused.status_code == 400
    assert "Give the reason" in refused.content.decode()
    opened = (dt.datetime.now(dt.UTC) - dt.timedelta(seconds=90)).isoformat()
    assert said(cora, key, "accepted", opened=opened).status_code == 302
    from sherwood.office import families

    (word,) = families.words(key)
    assert word.shown.startswith("tf-2015 2024-03-31 eligible")
    assert 85 <= word.seconds <= 120
    page = cora.get("/families").content.decode()
    assert "1 of 1" in page, "the share of proposals accepted stands on the front page"


def test_the_gateway_and_the_familys_agreement_are_two_things(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    said(cora, key, "accepted")
    said(cora, key, "gateway", subject="Digital Economy Act 2017, section 35")
    refused = said(cora, key, "attached", day="2024-04-01")
    assert "the gateway does not stand for it" in refused.content.decode()
    said(cora, key, "agreement", agreement="refused", day="2024-04-01")
    assert said(cora, key, "attached", day="2024-04-01").status_code == 400
    said(cora, key, "agreement", agreement="given", day="2024-04-02")
    assert said(cora, key, "attached", day="2024-04-02").status_code == 302
    assert notes(key) == ["accepted", "gateway", "agreement", "agreement", "attached"]


def test_members_are_frozen_when_the_family_is_attached(as_person):
    from sherwood.office import families

    cora = as_person("cora")
    (key,) = assessed(cora)
    said(cora, key, "accepted")
    said(cora, key, "gateway", subject="Digital Economy Act 2017, section 35")
    said(cora, key, "agreement", agreement="given", day="2024-04-02")
    said(cora, key, "attached", day="2024-04-02")
    assert len(families.words(key)[-1].members) == 2


def test_a_key_worker_sees_only_the_families_allocated_to_them(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    kay, kim = as_person("kay"), as_person("kim")
    assert said(cora, key, "allocated", worker=account("kay")).status_code == 400, "nobody accepted it yet"
    said(cora, key, "accepted")
    said(cora, key, "allocated", worker=account("kay"))
    assert keys_of(kay.get("/families/mine").content.decode()) == [key]
    assert kay.get(f"/families/{key}").status_code == 200
    assert kim.get(f"/families/{key}").status_code == 404
    assert kay.get("/families").status_code == 403
    assert said(kay, key, "declined").status_code == 403
    assert "room for 2" in cora.get(f"/families/{key}").content.decode()


def test_a_key_workers_room_counts_no_family_that_is_closed_to_whoever_asks(as_person, home):
    from sherwood.office import directory, families, models
    from sherwood.office.family_words import NewWord

    directory.give_grant(
        account("cora"), small.record_of(home, "early_help", "EK"), reason="conference", from_date=small.FROM
    )
    cora = as_person("cora")
    both = assessed(cora)
    for each in both:
        families.say(account("cora"), NewWord(each, "accepted", HELP))
        families.say(account("cora"), NewWord(each, "allocated", HELP, subject=account("kay")))
    assert "room for 1" in cora.get(f"/families/{both[0]}").content.decode()
    models.Grant.objects.all().delete()
    (key,) = keys_of(cora.get("/families?show=accepted").content.decode())
    assert "room for 2" in cora.get(f"/families/{key}").content.decode()


def test_a_challenge_stays_open_until_it_is_answered(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    assert said(cora, key, "answered").status_code == 400
    said(cora, key, "challenged", words="We were never called by the police.")
    assert key in keys_of(cora.get("/families?show=challenged").content.decode())
    said(cora, key, "answered", words="The force corrected the incident.")
    assert keys_of(cora.get("/families?show=challenged").content.decode()) == []


def test_a_family_somebody_names_joins_the_worklist_and_counts_as_another_door(as_person):
    cora = as_person("cora")
    assessed(cora)
    key = keys_of(cora.get("/families?show=unknown").content.decode())[0]
    said(cora, key, "nominated", subject="Oak School", words="The head is worried about debt.")
    assert key in keys_of(cora.get("/families").content.decode())
    for kind, more in (("accepted", {}), ("gateway", {"subject": "Children Act 2004, sections 10 and 11"}),
                       ("agreement", {"agreement": "given", "day": "2024-04-02"}), ("attached", {"day": "2024-04-02"})):  # fmt: skip
        assert said(cora, key, kind, **more).status_code == 302, kind
    assert "1 of 1" in cora.get("/families?show=worked").content.decode()


def test_names_are_shown_only_when_asked_for_and_that_is_written_down(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    assert "Monaash Ash" not in cora.get(f"/families/{key}").content.decode()
    assert "Monaash Ash" in cora.post(f"/families/{key}/names").content.decode()
    assert "names of a family shown" in trail()


def test_every_look_at_a_family_is_written_to_the_trail(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    before = trail().count("family opened")
    cora.get(f"/families/{key}")
    assert trail().count("family opened") == before + 1
    assert "families listed" in trail()


@pytest.mark.parametrize("username", ["dan", "audrey", "cal"])
def test_nobody_else_sees_a_family(as_person, username):
    (key,) = assessed(as_person("cora"))
    other = as_person(username)
    assert other.get("/families").status_code == 403
    assert other.get(f"/families/{key}").status_code == 403


def test_a_family_can_be_taken_as_a_sheet(as_person):
    cora = as_person("cora")
    (key,) = assessed(cora)
    answer = cora.get(f"/families/{key}/sheet.docx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert cora.get(f"/families/{'a' * 26}/sheet.docx").status_code == 404


def test_the_page_for_families_is_open_to_everybody(home):
    from django.test import Client

    page = Client(HTTP_HOST="localhost").get("/families/how-it-works")
    assert page.status_code == 200
    assert "no score" in page.content.decode()


def test_what_was_issued_is_never_written_again(as_person, home):
    cora = as_person("cora")
    assessed(cora)
    (path,) = (home.issued(small.AUTHORITY) / "families").glob("*.parquet")
    before = path.stat().st_mtime_ns
    assessed(cora)
    assert path.stat().st_mtime_ns == before
    assert path.stat().st_mode & 0o222 == 0
