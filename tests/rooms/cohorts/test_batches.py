"""What may be claimed, what a batch comes to, and what would change an answer, in words."""

import datetime as dt

import pytest

from sherwood.cohorts.asking import Person, PersonFact
from sherwood.cohorts.attached import CONDITIONS, Claim
from sherwood.cohorts.batches import Ready, batch_of, live_claims
from sherwood.cohorts.changing import what_would_change
from sherwood.cohorts.proving import proof
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import load_programme
from sherwood.office.family_words import BatchWord, ClaimHeld

BOOK = load_programme("tf-2015", load_catalogue())
AT = dt.datetime(2024, 4, 2, 9, 0, tzinfo=dt.UTC)
DAY, ATTACHED = dt.date(2017, 9, 4), dt.date(2016, 1, 4)
HIGH = dt.date(9999, 12, 31)
MUM, ANN = Person("mum", dt.date(1985, 3, 1)), Person("ann", dt.date(2006, 4, 2))


def ready(progress=(), employment=()):
    return Ready("f", "tf-2015", "r", 800, ("m",), progress, employment, {})


def held(family, batch="one"):
    return ClaimHeld(batch, family, "progress", "tf-2015", "r", DAY, 800, (family,), {}, "Cora", AT)


def done(kind, family="", batch="one", **detail):
    return BatchWord(batch, family, kind, "because", detail, "Audrey", AT)


@pytest.mark.parametrize(
    ("progress", "employment", "kind"),
    [((), (), "progress"), ((), ("no",), "progress"), (("no",), (), "employment"), (("no",), ("no",), None)],
)
def test_one_result_of_a_family_is_claimed_and_progress_before_employment(progress, employment, kind):
    assert ready(progress, employment).kind == kind


def test_reasons_are_told_once_and_only_where_nothing_may_be_claimed():
    assert ready(("a", "b"), ("b",)).why_not == ("a", "b")
    assert ready(("a",)).why_not == ()


def test_a_withdrawn_or_repaid_claim_is_worth_nothing_and_bars_nobody():
    claims = [held("a"), held("b"), held("c")]
    words = [done("withdrawn", "a"), done("repaid", "b")]
    assert batch_of("one", claims, words).pounds == 800
    assert [each.family for each in live_claims(claims, words)] == ["c"]


def test_what_was_done_to_one_batch_is_not_done_to_another():
    claims = [held("a"), held("a", "two")]
    words = [done("withdrawn", "a", "two"), done("sampled", batch="two", seed=7, sample=["a"]), done("signed off")]
    one, two = batch_of("one", claims, words), batch_of("two", claims, words)
    assert (one.pounds, one.sample, one.seed, one.signed is not None) == (800, (), None, True)
    assert (two.pounds, two.sample, two.seed, two.signed) == (0, ("a",), 7, None)
    assert len(live_claims(claims, words)) == 1


def test_nothing_is_told_of_a_family_whose_claim_may_not_be_seen():
    words = [
        done("sampled", batch="one", seed=7, sample=["closed", "open"])._replace(words="Sample of 2 drawn with seed 7"),
        done("withdrawn", "closed"), done("checked", "closed"), done("withdrawn", "open"), done("signed off"),
    ]  # fmt: skip
    seen = batch_of("one", [held("open"), held("other")], words)
    assert [(each.kind, each.family) for each in seen.words] == [
        ("sampled", ""),
        ("withdrawn", "open"),
        ("signed off", ""),
    ]
    assert (seen.sample, seen.gone, seen.pounds) == (("open",), {"open": "withdrawn"}, 800)
    assert (seen.words[0].words, seen.words[0].detail["sample"]) == ("Drawn with seed 7", ["open"])


def test_a_sample_none_of_which_may_be_seen_was_drawn_all_the_same():
    seen = batch_of("one", [held("open")], [done("sampled", seed=7, sample=["closed"])])
    assert (seen.is_sampled, seen.sample) == (True, ())
    assert not batch_of("one", [held("open")], []).is_sampled


def happened(kind, *days, until=None, **more):
    return [
        PersonFact(kind, dt.date.fromisoformat(day), until or dt.date.fromisoformat(day), 1.0, feed="x", source_row="l:1", **more)
        for day in days
    ]  # fmt: skip


def proven(facts, headings=("P1",)):
    claim = Claim((ANN, MUM), ATTACHED, DAY, frozenset(headings), dict.fromkeys(CONDITIONS, ATTACHED))
    return proof(BOOK.of, claim, facts)


def test_a_proof_counts_as_many_months_before_attachment_as_before_the_claim():
    offences = happened("proven_offence", "2015-07-04", "2015-07-05", "2016-01-04", "2017-03-04", "2017-03-05")
    measure, *_ = proven({"ann": offences})["progress"]
    assert (measure["baseline"], measure["result"]) == (2, 1)
    assert (measure["baseline_from"], measure["from"]) == ("2015-07-04", "2017-03-04")


def test_what_goes_on_counts_at_both_ends():
    (measure,) = proven({"ann": happened("child_in_need", "2015-01-01", until=HIGH)}, ("P3",))["progress"]
    assert (measure["baseline"], measure["result"]) == (1, 1)
    assert proven({"ann": happened("child_in_need", "2015-01-01", until=HIGH)})["support_at_claim"] == ["child in need"]
    assert proven({"ann": happened("child_in_need", "2015-01-01", until=DAY)})["support_at_claim"] == []


def test_attendance_is_of_every_child_of_school_age_term_by_term_and_benefits_are_day_and_yes_or_no():
    told = {
        "ann": [PersonFact("sessions", dt.date(2017, 7, 31), dt.date(2017, 7, 31), 10.0, 100.0, source_row="l:2")],
        "mum": happened("benefit", "2017-08-31", detail="jsa"),
    }
    found = proven(told)
    assert found["attendance"] == [
        {"person": "ann", "term_end": "2017-07-31", "possible": 100.0, "attended": 90.0, "per_cent": 90.0, "row": "l:2"}
    ]
    assert found["benefits"] == [{"person": "mum", "answers": [{"day": "2017-08-31", "out_of_work": True}]}]


def test_answers_about_benefits_begin_with_the_last_one_by_the_day_of_attachment():
    days = ("2015-10-31", "2016-01-04", "2016-01-31", "2017-09-30")
    told = {"mum": happened("benefit", *days, detail="jsa")}
    assert [each["day"] for each in proven(told)["benefits"][0]["answers"]] == ["2016-01-04", "2016-01-31"]


@pytest.mark.parametrize(
    ("name", "met", "days", "words"),
    [
        ("P1.1", True, ["2017-03-05"], "it counts until 5 March 2018"),
        ("P1.1", True, ["2017-03-05", "2017-01-01"], "it counts until 5 March 2018"),
        ("P2.2", True, ["2017-03-05"] * 3, "in the last school terms"),
        ("P1.1", False, [], "1 time or more in the last 12 months"),
        ("P2.1", False, [], "10 or more in every hundred over 3 terms"),
        ("P2.1", True, [], "Less than 10 in every hundred"),
        ("P3.2", True, [], "The end of what goes on now"),
        ("P3.2", False, [], "One record of it"),
        ("P4.1", None, [], "An answer from dwp"),
        ("P4.1", True, [], "The next answer"),
        ("P5.1", True, ["2010-01-01"], "no time limit"),
        ("P6.1", None, [], "somebody who knows has to name it"),
    ],
)
def test_what_would_change_an_answer_is_told_in_words(name, met, days, words):
    assert words in what_would_change(BOOK.indicators[name], met, happened("x", *days))
