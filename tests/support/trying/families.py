"""What is tried where figures and records are flagged, and where families of the programme are worked with."""

from tests.support.attempts import LISTED, REPORTS

NOBODYS = "00000000-0000-4000-8000-000000000000"
BATCHES = ("2024-q1", "none")
PAPERS = ("evidence", "sample", "lines", "x")
FORMS = ("csv", "xlsx", "docx", "pdf", "exe")
WORDS = "Looked at, and held to be wrong."


def _get(path, **query):
    return "GET", path, query


def _post(path, **data):
    return "POST", path, data


def _family(draw, site):
    """The key of a child in the place of a family's, of everybody's children and the neighbour's."""
    keys = [*site.every_key, *sorted(key for key in site.foreign if len(key) == 26)]
    return f"/families/{draw.choice(keys)}"


def _flag(draw, site):
    of = draw.choice((f"measure:{draw.choice(LISTED)}", f"report:{draw.choice(REPORTS)}", "child", "measure:none", "x"))
    record = draw.choice(("", draw.choice(site.every_key), draw.choice(site.every_key), "a" * 26))
    back = draw.choice(("/flags", "//elsewhere.example", "javascript:alert(1)"))
    return _post("/flags/raise", of=of, record=record, words=WORDS, back=back)


def _answered(draw, site):
    state = draw.choice(("fixed", "not_wrong", "open", "gone"))
    return _post(f"/flags/{draw.choice([*site.flags, NOBODYS])}/answer", state=state, words=WORDS)


def _recorded(draw, site):
    kind = draw.choice(("comment", "decision", "visit", "x"))
    return _post(f"{_family(draw, site)}/record", kind=kind, words=WORDS, opened="1")


def _frozen(draw, site):
    return _post("/families/claims/freeze", batch=draw.choice(BATCHES), family=draw.choice(site.every_key))


def _noted(draw, site):
    kind = draw.choice(("sample", "returned", "x"))
    path = f"/families/claims/{draw.choice(BATCHES)}/note"
    return _post(path, kind=kind, words=WORDS, family=draw.choice(site.every_key), seed="1")


def _paper(draw, site):
    return _get(f"/families/claims/{draw.choice(BATCHES)}/{draw.choice(PAPERS)}.{draw.choice(FORMS)}")


def _assessed(draw, site):
    return _post("/families/assess", programme=draw.choice(("tf-2015", "x")), as_at=draw.choice(("2024-03-31", "x")))


FAMILIES = {
    "flags": (1, lambda draw, site: _get("/flags")),
    "flag_raise": (2, _flag),
    "flag_answer": (1, _answered),
    "families": (0.5, lambda draw, site: _get("/families", show=draw.choice(("waiting", "decided", "x")))),
    "families_about": (0.5, lambda draw, site: _get("/families/how-it-works")),
    "families_assess": (0.5, _assessed),
    "families_mine": (0.5, lambda draw, site: _get("/families/mine")),
    "family": (1, lambda draw, site: _get(_family(draw, site))),
    "family_names": (0.5, lambda draw, site: _post(f"{_family(draw, site)}/names")),
    "family_record": (0.5, _recorded),
    "family_sheet": (0.5, lambda draw, site: _get(f"{_family(draw, site)}/sheet.{draw.choice(FORMS)}")),
    "family_claim_pack": (0.5, lambda draw, site: _get(f"{_family(draw, site)}/claim.{draw.choice(FORMS)}")),
    "family_claims": (0.5, lambda draw, site: _get("/families/claims")),
    "family_claims_freeze": (0.5, _frozen),
    "family_batch": (0.5, lambda draw, site: _get(f"/families/claims/{draw.choice(BATCHES)}")),
    "family_batch_note": (0.5, _noted),
    "family_batch_paper": (0.5, _paper),
}
