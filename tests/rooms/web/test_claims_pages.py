"""Claims of results, from a family worked with to the auditor's sample, and the trail of who looked."""

import datetime as dt
import json
import re

import pytest
from tests.rooms.web.families_asked import account, as_person, assessed, home, keys_of, said, template, trail
from tests.support import small_families as small

__all__ = ["as_person", "home", "template"]


def attached(client):
    """The family that met both conditions in August 2023, worked with as the programme asks since September."""
    (key,) = assessed(client, small.EARLIER)
    said(client, key, "accepted")
    said(client, key, "gateway", subject="Digital Economy Act 2017, section 35")
    said(client, key, "agreement", agreement="given", day="2023-09-04")
    said(client, key, "attached", day="2023-09-05")
    for name in ("whole-family assessment", "family plan", "lead worker"):
        assert said(client, key, "condition", condition=name, day="2023-09-20").status_code == 302
    return key


def frozen(client, key, batch="2024-spring"):
    return client.post("/families/claims/freeze", {"batch": batch, "family": key}, follow=True).content.decode()


def records_shown(client, address):
    """The records that the trail says were shown by asking for one address."""
    from sherwood.office import models

    last = models.AuditEvent.objects.latest("id").id
    assert client.get(address).status_code == 200, address
    return set(models.AuditChild.objects.filter(event_id__gt=last).values_list("record_key", flat=True))


def test_whoever_is_looked_at_among_families_and_claims_is_written_to_the_trail(as_person):
    from sherwood.office import families

    cora, kay = as_person("cora"), as_person("kay")
    key = attached(cora)
    said(cora, key, "allocated", worker=account("kay"))
    assert records_shown(cora, "/families/claims") >= set(families.words(key)[4].members)
    frozen(cora, key)
    members = set(families.claims()[0].members)
    assert len(members) == 2
    batch = "/families/claims/2024-spring"
    for address in (batch, f"{batch}/claims.csv", f"/families/{key}/claim.json", "/families?show=worked"):
        assert records_shown(cora, address) == members, address
    assert records_shown(kay, "/families/mine") == members
    assert records_shown(cora, "/families?show=accepted") == set(), "a page names nobody who is not on it"


def test_assessing_families_on_the_site_is_written_to_the_trail(as_person):
    assessed(as_person("cora"))
    assert trail().count("families assessed") == 1


def test_a_family_is_claimed_once_and_a_withdrawn_claim_may_be_made_again(as_person):
    cora = as_person("cora")
    key = attached(cora)
    page = cora.get("/families/claims").content.decode()
    assert "Continuous employment" in page
    assert "£800" in frozen(cora, key)
    again = cora.get("/families/claims").content.decode()
    assert "A result was claimed of a member before" in again
    assert "may not be claimed" in frozen(cora, key, "second")
    cora.post("/families/claims/2024-spring/note", {"kind": "withdrawn", "family": key, "words": "Claimed in error."})
    assert "£0" in cora.get("/families/claims/2024-spring").content.decode()
    assert "£800" in frozen(cora, key, "second")


@pytest.mark.parametrize(("way", "part"), [("/families", "Families"), ("/families/claims", "Claims")])
def test_one_part_of_the_site_is_the_present_one(as_person, way, part):
    """Claims lie among the families: the innermost is marked, and no other."""
    page = as_person("cora").get(way).content.decode()
    assert re.findall(r'<a[^>]*aria-current="page"[^>]*>([^<]*)<', page) == [part]


ADDRESS = "A result was claimed at the family&#x27;s address before"


def claimed_before(home, key, place, **changes):
    """A standing claim of people whom nobody knows here, of a family that lived at a place."""
    from sherwood.office.family_words import NewClaim
    from sherwood.vocabulary.identifiers import record_key

    address = record_key(home.secret("record-keys"), small.AUTHORITY, "address", place)
    evidence = {"address": address, "attached": "2016-01-04", "conditions": {}, "headings": {}, "progress": []}
    whole = {
        "family": key, "kind": "progress", "programme": "tf-2015", "rules": "r", "claimed_on": small.EARLIER, "pounds": 800,
        "members": ("nobody",), "evidence": evidence,
    }  # fmt: skip
    return NewClaim(**whole | changes)


@pytest.mark.parametrize("programme", ["tf-2015", "tf-2012"])
def test_an_address_is_claimed_once_unless_people_say_why_it_is_another_family(as_person, home, programme):
    """In the first phase too. A withdrawn claim bars nobody, and words bar no claim that was made after them."""
    from sherwood.office import families

    cora = as_person("cora")
    key = attached(cora)
    before = claimed_before(home, "b" * 26, f"{small.postcode('Fern')} 7", programme=programme)
    families.freeze(account("cora"), "old", [before])
    assert ADDRESS in cora.get("/families/claims").content.decode()
    assert "may not be claimed" in frozen(cora, key)
    families.note_batch(account("cora"), "old", "withdrawn", "Claimed in error.", family="b" * 26)
    assert ADDRESS not in cora.get("/families/claims").content.decode()
    families.freeze(account("cora"), "older", [before])
    why = "The tenancy changed hands; no name is the same."
    assert said(cora, key, "another family", words=why).status_code == 302
    assert "£800" in frozen(cora, key)
    assert why in cora.get(f"/families/{key}/claim.json").content.decode()
    kept = families.claims()[-1].evidence["address"]
    assert kept == before.evidence["address"]
    assert small.postcode("Fern") not in str(families.claims()[-1].evidence)


def test_words_lift_no_claim_made_after_them_and_none_of_a_member(as_person, home):
    from sherwood.office import families

    cora = as_person("cora")
    key = attached(cora)
    said(cora, key, "another family", words="The tenancy changed hands.")
    place = f"{small.postcode('Fern')} 7"
    families.freeze(account("cora"), "later", [claimed_before(home, "b" * 26, place)])
    assert ADDRESS in cora.get("/families/claims").content.decode()
    said(cora, key, "another family", words="The tenancy changed hands again.")
    assert ADDRESS not in cora.get("/families/claims").content.decode()
    (member, *_) = next(each.members for each in families.words(key) if each.kind == "attached")
    families.freeze(account("cora"), "same", [claimed_before(home, "c" * 26, place, members=(member,))])
    said(cora, key, "another family", words="Said of a family with the same child.")
    assert "A result was claimed of a member before" in cora.get("/families/claims").content.decode()


def test_a_claim_at_another_address_bars_nobody(as_person, home):
    from sherwood.office import families

    cora = as_person("cora")
    key = attached(cora)
    families.freeze(account("cora"), "old", [claimed_before(home, "b" * 26, f"{small.postcode('Fern')} 8")])
    assert "£800" in frozen(cora, key)


def test_a_later_assessment_by_another_version_changes_no_rules_of_a_family_attached(as_person):
    from sherwood.office import families

    cora = as_person("cora")
    key = attached(cora)
    cora.post("/families/assess", {"programme": "sf-2022", "as_at": small.AS_AT.isoformat()})
    assert "£800" in frozen(cora, key)
    (held,) = families.claims()
    assert (held.programme, set(held.evidence["headings"])) == ("tf-2015", {"P4", "P5"})


def test_outcomes_of_needs_are_recorded_by_people_and_claimed(as_person, monkeypatch):
    """By the last version nothing is claimed by silence, and no source tells what is paid."""
    cora = as_person("cora")
    cora.post("/families/assess", {"programme": "sf-2022", "as_at": small.EARLIER.isoformat()})
    monkeypatch.setattr("tests.rooms.web.test_claims_pages.assessed", lambda client, _day: [fern(client)])
    key = attached(cora)
    page = cora.get("/families/claims").content.decode()
    assert "8.3: nobody has recorded since the family was attached that its outcome was reached" in page
    for need in ("8.1", "8.3", "10.1"):
        assert said(cora, key, "outcome", subject=need, day="2023-09-30").status_code == 302
    assert "Significant and sustained progress" in cora.get("/families/claims").content.decode()
    assert "£0" in frozen(cora, key)
    assert "30 September 2023" in cora.get(f"/families/{key}/claim.json").content.decode()


def fern(client):
    """The family that meets three needs."""
    (key,) = keys_of(client.get("/families").content.decode())
    return key


def test_two_families_of_one_address_are_not_claimed_in_one_batch(as_person, home, monkeypatch):
    """Neither was claimed before the other, so that nothing else would refuse them."""
    from sherwood.access import viewers
    from sherwood.cohorts.batches import Due, Ready
    from sherwood.definitions.errors import Problem
    from sherwood.jobs import family_claims

    as_person("cora")
    both = [Ready(key, "tf-2015", "r", 800, (key,), (), (), {"address": "same"}) for key in ("f", "g")]
    monkeypatch.setattr(family_claims, "_all_due", lambda *_: Due(small.AS_AT, tuple(both)))
    with pytest.raises(Problem, match=r"^Two families of this batch lived at one address"):
        family_claims.freeze(home, None, viewers.for_account(home, account("cora")), "b", ["f", "g"], small.AS_AT)


def test_a_member_whom_no_feed_knows_any_more_is_a_reason_and_not_left_out(as_person, monkeypatch):
    from dataclasses import replace

    from sherwood.jobs import family_claims
    from sherwood.jobs.families import known_of
    from sherwood.office import families

    cora = as_person("cora")
    key = attached(cora)
    (child, *_) = next(each.members for each in families.words(key) if each.kind == "attached")

    def without_the_child(rows):
        found = known_of(rows)
        return replace(found, birth_dates={name: day for name, day in found.birth_dates.items() if name != child})

    monkeypatch.setattr(family_claims, "known_of", without_the_child)
    assert "A member is told of no more" in cora.get("/families/claims").content.decode()
    assert "may not be claimed" in frozen(cora, key)


def test_a_family_attached_before_others_keeps_its_baseline(as_person, monkeypatch):
    """Facts are read once for all families, from long enough before the first was attached, whichever was spoken of first."""
    from sherwood.jobs import family_claims

    cora = as_person("cora")
    (later,) = assessed(cora)
    for kind, more in (("accepted", {}), ("gateway", {"subject": "Digital Economy Act 2017, section 35"}),
                       ("agreement", {"agreement": "given", "day": "2024-03-25"}), ("attached", {"day": "2024-03-25"})):  # fmt: skip
        assert said(cora, later, kind, **more).status_code == 302
    key = attached(cora)
    monkeypatch.setattr(family_claims, "LONGEST_WINDOW", 1)
    assert "£800" in frozen(cora, key)


def test_a_family_without_a_plan_is_refused(as_person):
    from sherwood.office import models

    cora = as_person("cora")
    key = attached(cora)
    models.FamilyNote.objects.filter(subject="family plan").delete()
    assert "There is no family plan" in cora.get("/families/claims").content.decode()
    assert "may not be claimed" in frozen(cora, key)


def test_no_more_results_are_claimed_than_were_agreed(as_person, home):
    cora = as_person("cora")
    key = attached(cora)
    settings = home.council / "council.toml"
    settings.write_text(small.COUNCIL + "families_agreed = 1\n", encoding="utf-8")
    assert "£800" in frozen(cora, key)
    from sherwood.access import viewers
    from sherwood.definitions.errors import Problem
    from sherwood.jobs import family_claims
    from sherwood.office import families
    from sherwood.store import Reader

    viewer, reader = viewers.for_account(home, account("cora")), Reader.current(home, small.AUTHORITY)
    patch = pytest.MonkeyPatch()
    patch.setattr(families, "claims", lambda batch=None: families_held(key))
    with pytest.raises(Problem, match=r"^1 results are agreed with the department: with those claimed before,"):
        family_claims.freeze(home, reader, viewer, "more", [key], small.RECEIVED)
    patch.undo()


def families_held(key):
    """A claim of somebody else's, which bars nobody here and uses up what was agreed."""
    from sherwood.office.family_words import ClaimHeld

    at = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)
    return (ClaimHeld("old", "b" * 26, "progress", "tf-2015", "r", small.AS_AT, 800, ("nobody",), {}, "Cora", at),)


def test_the_auditor_draws_the_sample_by_a_recorded_seed_and_those_who_claim_cannot(as_person):
    cora, audrey = as_person("cora"), as_person("audrey")
    key = attached(cora)
    frozen(cora, key)
    way = "/families/claims/2024-spring"
    assert cora.post(f"{way}/note", {"kind": "sample", "seed": "7"}).status_code == 403
    assert audrey.post("/families/claims/freeze", {"batch": "x", "family": key}).status_code == 403
    audrey.post(f"{way}/note", {"kind": "sample", "seed": "7"})
    assert "seed 7" in audrey.get(way).content.decode()
    audrey.post(f"{way}/note", {"kind": "sample", "seed": "8"})
    assert "seed 7" in audrey.get(way).content.decode(), "a sample is drawn once"
    sheet = audrey.get(f"{way}/ticks.csv").content.decode()
    assert "Every entry problem has baseline and result" in sheet


def test_the_pack_and_the_files_hold_the_evidence_and_no_name(as_person):
    cora = as_person("cora")
    key = attached(cora)
    frozen(cora, key)
    pack = cora.get(f"/families/{key}/claim.json").content.decode()
    for words in ("Answers of the monthly match", "31 August 2023", "Lead worker", "20 September 2023"):
        assert words in pack, words
    assert "Fern" not in pack
    assert "in education or work" not in pack, "a measure that asks nobody of the family is no part of its claim"
    for told in (pack, cora.get(f"/families/{key}").content.decode()):
        assert "jsa" not in told, "the match is told by its day and yes or no alone"
    why = next(each for each in json.loads(pack)["sections"] if each["title"] == "Why the family was eligible")
    (table,) = why["blocks"]
    told = [[cell["text"] for cell in row] for row in table["rows"]]
    assert [row[:4] for row in told] == [
        ["Work and financial exclusion", "Member 2", "Benefit", "31 August 2023"],
        ["Domestic violence and abuse", "Member 2", "Domestic abuse victim", "1 July 2023"],
        ["Domestic violence and abuse", "Member 1", "Domestic abuse call", "1 July 2023"],
        ["Domestic violence and abuse", "Member 2", "Domestic abuse call", "1 July 2023"],
    ]
    for paper in ("claims", "progress"):
        assert key in cora.get(f"/families/claims/2024-spring/{paper}.csv").content.decode()
    assert cora.get(f"/families/{key}/claim.pdf").content[:4] == b"%PDF"
