"""What people say of findings is kept in the order it was said, each by its name."""

import datetime as dt

import pytest


def test_notes_are_told_by_finding_in_their_order(directory):
    from sherwood.office import findings

    account = directory.add_account("sam", "four-plain-words-here", "Sam Oak")
    who = getattr(account, "id", account)
    findings.note(who, "a" * 16, findings.DISMISSED, "Known.")
    findings.note(who, "a" * 16, findings.ACTION, "Look again.", owner="Pat", due=dt.date(2026, 12, 1))
    findings.note(who, "b" * 16, findings.COMMENT, "Other.")
    found = findings.notes_of(["a" * 16, "c" * 16])
    assert set(found) == {"a" * 16}
    assert [(each.kind, each.words, each.owner, each.due, each.by) for each in found["a" * 16]] == [
        ("dismissed", "Known.", "", None, "Sam Oak"),
        ("action", "Look again.", "Pat", dt.date(2026, 12, 1), "Sam Oak"),
    ]
    assert findings.standing(found["a" * 16]) == "dismissed"
    with pytest.raises(ValueError, match="not 'praise'"):
        findings.note(who, "a" * 16, "praise", "x")


def test_the_latest_word_on_acceptance_counts():
    from sherwood.office.findings import Said, standing

    def said(kind):
        return Said(kind, "", "", None, "", dt.datetime(2026, 1, 1))

    assert standing([]) == standing([said("comment"), said("action")]) == "new"
    assert standing([said("dismissed"), said("accepted"), said("comment")]) == "accepted"
