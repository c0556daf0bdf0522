"""What is tried at each address of the site: altered keys, filters, days, forms and pages, drawn by a seed."""

from dataclasses import dataclass

from tests.support import canaries, caseloads
from tests.support.attempts import DAYS, FILTERS, LISTED, REPORTS, STOCK
from tests.support.trying.families import FAMILIES
from tests.support.trying.newer import NEWER

MORE_REPORTS = (
    "looked_after/cla_12_months",
    "looked_after/cla_first_reviews",
    "looked_after/cla_worker_stability",
    "looked_after/cla_iro",
    "placements/pl_stability",
    "placements/pl_moves",
    "data_quality/dq_903",
    "workforce_caseload/wf_my_children",
    "workforce_caseload/wf_caseloads",
    "data_quality/dq_worklist",
    "data_quality/dq_my_records",
    "data_quality/dq_quiet_cases",
)
FORMS = ("xlsx", "csv", "json", "docx", "pdf", "pptx", "exe")
STRANGE = (
    "",
    "' OR 1=1 --",
    "%",
    "*",
    "null",
    "T1%00",
    "../../office.sqlite3",
    "<script>",
    "9" * 40,
    "\u202e",
    "{{7*7}}",
)
UUID = "00000000-0000-4000-8000-00000000000"


@dataclass(frozen=True)
class Try:
    """One thing somebody tries: at which address, who, how, and with what."""

    route: str
    who: str
    method: str
    path: str
    given: dict

    def __str__(self):
        return f"{self.method} {self.path} {self.given} by {self.who}"


def _get(path, **query):
    return "GET", path, query


def _post(path, **data):
    return "POST", path, data


def some_filters(draw):
    names = draw.sample(list(FILTERS), draw.choice((0, 0, 1, 1, 2)))
    found = {name: draw.choice(FILTERS[name]) for name in names}
    if draw.random() < 0.05:
        found[draw.choice(("team", "worker", "as_at", "page", "figures", "grain", "forename"))] = draw.choice(STRANGE)
    return found


def any_key(draw, site):
    """Mostly a child of the council; else a neighbour's, nobody's, or a second record of the same child."""
    if draw.random() < 0.85:
        return draw.choice(site.every_key)
    return draw.choice([*sorted(key for key in site.foreign if len(key) == 26), "a" * 26])


def a_list(draw, site):
    first, last = sorted(draw.choices(DAYS, k=2))
    days = {"from": first, "to": last, "grain": draw.choice(("day", "month", "year"))}
    page = {"page": draw.choice(("1", "2", "0", "-1"))} if draw.random() < 0.1 else {}
    return _get(f"/measures/{draw.choice(LISTED)}/children", **days | some_filters(draw) | page)


def a_day(draw, site):
    """The children of one day and nothing else, of which the plain files say how many there are."""
    day = draw.choice(DAYS)
    return _get(f"/measures/{STOCK}/children", **{"from": day, "to": day, "grain": "day"})


def a_journey(draw, site):
    more = draw.choice(({}, {}, {"period": "all"}, {"page": "2"}, {"figures": "official"}))
    return _get(f"/children/{any_key(draw, site)}", **more)


def a_report(draw, site):
    as_at = {"as_at": draw.choice(DAYS)} if draw.random() < 0.4 else {}
    return _get(f"/reports/{draw.choice((*REPORTS, *REPORTS, *MORE_REPORTS))}", **some_filters(draw) | as_at)


def an_export(draw, site):
    _, path, query = a_report(draw, site)
    return _get(f"{path}/export.{draw.choice(FORMS)}", **query)


def a_search(draw, site):
    """A child by what somebody might know of it: whole, misspelt, in part, or nothing that is asked for."""
    place = draw.randrange(caseloads.CHILDREN)
    born = caseloads.birth(place)
    day = {"day": str(born.day), "month": str(born.month), "year": str(born.year)}
    known = (
        {"number": caseloads.number(place)},
        {"name": f"{canaries.forename(place)} {canaries.surname(place)}"},
        {"name": canaries.surname(place)[:6]},
        {"name": canaries.forename(place).upper()},
        day,
        day | {"name": canaries.surname(place)},
        {"number": canaries.nhs_number(place)},
        {"name": draw.choice(STRANGE)},
        {"number": caseloads.number(place, 800_000)},
    )
    return _post("/find", **draw.choice(known))


def an_emergency(draw, site):
    place = draw.randrange(caseloads.CHILDREN)
    born = caseloads.birth(place if draw.random() < 0.8 else place + 1)
    words = "The police are at the house and ask who knows the child."
    reason = draw.choice(("immediate_risk", "out_of_hours", "missing", "curiosity"))
    return _post("/emergency", number=caseloads.number(place), born=born.isoformat(), reason=reason, words=words)


def a_paper(draw, site):
    if draw.random() < 0.85:
        return _get(f"/papers/{draw.choice([*site.papers, 'committee-none'])}.{draw.choice(FORMS)}")
    return _get("/papers")


def a_paper_made(draw, site):
    return _post("/papers", quarter="2023-24-Q3", audience=draw.choice(("members", "managers", "public", "all")))


def a_lineage(draw, site):
    period = draw.choice(({}, {"period": "2024-03"}, {"period": "2023-24"}, {"period": "x"}))
    return _get(f"/measures/{draw.choice(LISTED)}/lineage", **period | some_filters(draw))


def a_finding(draw, site):
    return _get(f"/findings/{draw.choice([*site.findings, '0' * 16])}")


def a_note(draw, site):
    return _post(f"/findings/{draw.choice([*site.findings, '0' * 16])}/note", kind="comment", words="Seen.")


def a_person_changed(draw, site):
    """Never what would let somebody see more: the rights of those who try have to stay as they were drawn."""
    act = draw.choice(("cover", "close", "reset", "give", "steal"))
    return _post(f"/people/{UUID}{draw.randrange(9)}/{act}", role="director", username="dan")


def a_breach(draw, site):
    who = draw.choice([*site.accounts, "nobody"])
    return _post("/audit/breach", username=who, first="2020-01-01T00:00", last=draw.choice(("2099-01-01T00:00", "x")))


def an_audit(draw, site):
    return _get(
        "/audit", **draw.choice(({}, {"record_key": any_key(draw, site)}, {"record_key": draw.choice(STRANGE)}))
    )


def a_forecast(draw, site):
    return _get("/forecast", **draw.choice(({}, {"scenario": "lockdown"}, {"scenario": draw.choice(STRANGE)})))


def _plain(path):
    return lambda draw, site: _get(path, **some_filters(draw))


def _sent(path, **data):
    return lambda draw, site: _post(path, **data)


# Each address with how often it is tried, for every address that is tried more seldom would leave more room to the children's own.
DRAWN = {
    "children_behind": (24, lambda draw, site: draw.choice((a_list, a_list, a_day))(draw, site)),
    "journey": (24, a_journey),
    "child_name": (8, lambda draw, site: _post(f"/children/{any_key(draw, site)}/name")),
    "find": (14, a_search),
    "report": (8, a_report),
    "report_export": (6, an_export),
    "measure": (3, lambda draw, site: _get(f"/measures/{draw.choice(LISTED)}", **some_filters(draw))),
    "lineage": (3, a_lineage),
    "home": (2, _plain("/")),
    "reports": (0.5, lambda draw, site: _get("/reports", q=draw.choice(("care", canaries.surname(3), *STRANGE)))),
    "measures": (0.5, lambda draw, site: _get("/measures", q=draw.choice(("care", canaries.surname(3), *STRANGE)))),
    "papers": (0.5, a_paper_made),
    "paper": (1.5, a_paper),
    "register": (0.5, _plain("/register")),
    "register_export": (0.5, lambda draw, site: _get(f"/register/export.{draw.choice(FORMS)}")),
    "findings": (1, _plain("/findings")),
    "finding": (1, a_finding),
    "finding_note": (0.5, a_note),
    "forecast": (0.5, a_forecast),
    "data": (0.5, _plain("/data")),
    "unread": (0.5, _plain("/data/unread")),
    "mapping": (0.5, lambda draw, site: _get(f"/data/unread/{draw.choice([*site.unread, '0' * 16])}")),
    "mapping_keep": (0.5, lambda draw, site: _post(f"/data/unread/{draw.choice(['0' * 16])}/keep", table="x/y")),
    "emergency": (2, an_emergency),
    "emergency_reviews": (0.5, _plain("/emergency/reviews")),
    "emergency_review": (
        0.5,
        lambda draw, site: _post(
            f"/emergency/reviews/{draw.randrange(1, 60)}", verdict="justified", words="Looked at."
        ),
    ),
    "notices": (1, _plain("/notices")),
    "notices_read": (0.5, _sent("/notices/read")),
    "people": (0.5, _plain("/people")),
    "person": (0.5, lambda draw, site: _get(f"/people/{draw.choice([*site.ids, UUID + '0'])}")),
    "person_add": (0.5, _sent("/people/add", username="dan", name="Dan again", role="director")),
    "person_change": (0.5, a_person_changed),
    "audit": (1, an_audit),
    "audit_unusual": (0.5, _plain("/audit/unusual")),
    "audit_breach": (1, a_breach),
    "governance": (0.5, _plain("/governance")),
    "governance_attest": (0.5, _sent("/governance/attest", purpose="direct_care")),
    "account": (0.5, _plain("/account")),
    "second_factor_set_up": (0.5, _plain("/account/second-factor")),
    "second_factor_remove": (0.5, _sent("/account/second-factor/remove", code="000000")),
    "sign_out_elsewhere": (0.5, _sent("/account/sign-out-elsewhere")),
    "sign_in": (
        0.5,
        lambda draw, site: _get("/sign-in", next=draw.choice(("/", "https://elsewhere.example", *STRANGE))),
    ),
    "second_factor": (0.5, _plain("/sign-in/code")),
    "sign_in_service": (0.5, _plain("/sign-in/service")),
    "sign_in_answer": (0.5, lambda draw, site: _get("/sign-in/service/answer", code="x", state=draw.choice(STRANGE))),
    "sign_out": (0.5, _sent("/sign-out")),
    "health": (0.5, _plain("/health")),
    **NEWER,
    **FAMILIES,
}
# Half of all attempts are by those who see some children and not others: they have most to gain.
LIKELY = ("wendy", "will", "wanda", "mary", "terry", "serena", "sam", "dan", "ana", "dora", "rhys", "vera", "moira")


def draw_some(draw, site, count, *, fewest=20, routes=None):
    """So many attempts, every address at least so many times: those that its weight gives it count towards these."""
    names = list(routes or DRAWN)
    wanted = [name for name in names for _ in range(fewest)]
    left = max(0, count - len(wanted))
    fair = count / sum(DRAWN[name][0] for name in names)
    wanted += draw.choices(names, [max(DRAWN[name][0] * fair - fewest, 0.1) for name in names], k=left)
    draw.shuffle(wanted)
    return [draw_one(draw, site, name) for name in wanted]


def draw_one(draw, site, name):
    who = draw.choice(LIKELY if draw.random() < 0.7 else list(site.accounts))
    return Try(name, who, *DRAWN[name][1](draw, site))
