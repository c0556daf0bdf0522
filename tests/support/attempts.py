"""Attempts to see more than one may: altered addresses through the web client, `--as` on the command line, and what leaked."""

import io
import re
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from django.test import Client
from tests.support import caseloads
from tests.support.commands import ask, told

from sherwood.definitions.errors import Problem

STOCK = "looked_after/cla_open"
LISTED = (
    STOCK,
    "looked_after/cla_started",
    "looked_after/cla_review_on_time_pct",
    "permanence_adoption/adoptions_in_year",
)
REPORTS = (
    "looked_after/cla_overview",
    "looked_after/cla_my_children",
    "looked_after/cla_entries",
    "looked_after/cla_legal",
    "looked_after/cla_reviews",
    "placements/pl_mix",
)
DAYS = ("2023-04-30", "2023-07-31", "2023-09-30", "2023-12-14", "2023-12-15", "2024-03-31")
FILTERS = {
    "team": ("T1", "T2", "T3", "T4", "T1,T2", "", "%"),
    "worker": (*(f"SW{each}" for each in range(1, 9)), "' OR 1=1 --"),
    "service": ("S1", "S2"),
    "sex": ("F", "M"),
    "legal_status": ("E1", "C2"),
    "authority": ("north",),
    "figures": ("official",),
    "person_key": ("",),
}
WORD = re.compile(r"\w+")
CLOSED = re.compile(r"(\d+) rows? behind this figure can")


@dataclass
class Site:
    """A served home, who is signed in to it, and what the plain files say each may see."""

    home: object
    sight: object
    keys: dict
    foreign: frozenset
    clients: dict = field(default_factory=dict)
    granted: dict = field(default_factory=dict)

    def sign_in(self):
        """Sign everybody in through the form, as they would."""
        for username in caseloads.ACCOUNTS:
            client = Client(headers={"host": "localhost"})
            done = client.post("/sign-in", {"username": username, "password": caseloads.PASSWORD})
            assert done.status_code == 302, done.content
            self.clients[username] = client

    def named(self, username):
        return self.sight.named(caseloads.ACCOUNTS[username], self.granted.get(username, ()))

    def counted(self, username, on):
        return self.sight.counted(caseloads.ACCOUNTS[username], on, self.granted.get(username, ()))


@dataclass(frozen=True)
class Attempt:
    """One thing somebody tries: how, who, and what they ask for."""

    way: str
    who: str
    target: str
    query: dict

    def __str__(self):
        return f"{self.way} by {self.who}: {self.target} {self.query}"


def draw(random, site, count):
    """So many attempts, each person as likely as another; whole reports, which take long, less often than lists."""
    return [_draw_one(random, site) for _ in range(count)]


def _draw_one(random, site):
    who = random.choice(list(caseloads.ACCOUNTS))
    way = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    target, query = DRAWN[way](random, site)
    return Attempt(way, who, target, query)


def _some_filters(random):
    names = random.sample(list(FILTERS), random.choice((0, 1, 1, 2)))
    return {name: random.choice(FILTERS[name]) for name in names}


def _a_list(random, site):
    first, last = sorted(random.choices(DAYS, k=2))
    days = {"from": first, "to": last, "grain": random.choice(("day", "month", "year"))}
    page = {"page": random.choice(("1", "2", "0", "-1"))} if random.random() < 0.2 else {}
    return f"/measures/{random.choice(LISTED)}/children", days | _some_filters(random) | page


def _a_journey(random, site):
    keys = [*site.keys.values(), *sorted(site.foreign), "a" * 26]
    return f"/children/{random.choice(keys)}", {}


def _a_report(random, site):
    return f"/reports/{random.choice(REPORTS)}", _some_filters(random) | _an_as_at(random)


def _an_export(random, site):
    address, query = _a_report(random, site)
    return f"{address}/export.{random.choice(('xlsx', 'csv'))}", query


def _a_command(random, site):
    filters = {name: value for name, value in _some_filters(random).items() if value}
    return random.choice(REPORTS), {"form": random.choice(("xlsx", "csv")), "where": filters}


def _a_page(random, site):
    places = ("/", f"/measures/{random.choice(LISTED)}", "/reports", "/account", "/data", "/audit")
    return random.choice(places), _some_filters(random)


def _an_as_at(random):
    return {"as_at": random.choice(DAYS)} if random.random() < 0.5 else {}


def _a_count(random, site):
    by = random.choice((None, "team", "worker", "service", "sex"))
    kept = random.choice(({}, {}, {"team": random.choice(("T1", "T2", "T3"))}, {"worker": f"SW{random.randint(1, 8)}"}))
    return STOCK, {"by": by, "on": random.choice(DAYS), "where": kept}


WEIGHTS = {"list": 3, "journey": 3, "report": 1, "export": 1, "page": 1, "command": 1, "count": 3}
DRAWN = {
    "list": _a_list,
    "journey": _a_journey,
    "report": _a_report,
    "export": _an_export,
    "page": _a_page,
    "command": _a_command,
    "count": _a_count,
}


def leaks(site, attempts):
    """What each attempt gave that it should not have, one after another; none is what is promised."""
    return (f"{attempt}: {found}" for attempt in attempts for found in WAYS[attempt.way](site, attempt))


def _browse(site, attempt):
    """Nobody's number or record key but those of children the person may open, on a page or in a file."""
    return _forbidden_on(site, attempt)[1]


def _forbidden_on(site, attempt):
    """The words of the answer, and what of them the person may not see."""
    response = site.clients[attempt.who].get(attempt.target, attempt.query)
    if response.status_code not in (200, 302, 400, 403, 404):
        return "", [f"answered {response.status_code}"]
    text = words_of(b"".join(response) if response.streaming else response.content)
    return text, forbidden_in(site, attempt.who, text)


def _list(site, attempt):
    """A list also says how many it may not show: that is a count, and has to be the right one."""
    text, found = _forbidden_on(site, attempt)
    asked = attempt.query
    plain_stock = attempt.target.endswith(f"{STOCK}/children") and asked["from"] == asked["to"] and len(asked) == 3
    if not plain_stock:
        return found
    on = _day(asked["to"])
    counted, named = site.counted(attempt.who, on), site.named(attempt.who)
    shown = {child for child in site.sight.children if re.search(rf">\s*{child}\s*<", text)}
    if shown != counted & named:
        found.append(f"lists {sorted(shown ^ (counted & named))} wrongly")
    closed = CLOSED.search(text)
    if (int(closed[1]) if closed else 0) != len(counted - named):
        found.append(f"says {closed and closed[0]}, not {len(counted - named)}")
    return found


def _count(site, attempt):
    """A count on the command line is exactly what the plain files give."""
    on, by, kept = (attempt.query[name] for name in ("on", "by", "where"))
    words = ["measure", "value", STOCK, "--from", on, "--to", on, "--grain", "day", "--as", attempt.who]
    words += ["--by", by] if by else []
    words += [word for name, value in kept.items() for word in ("--filter", f"{name}={value}")]
    rows = ask(site.home, *words)["rows"]
    found = {row.get(by): row["numerator"] for row in rows if row["numerator"]}
    expected = _expected(site, attempt.who, _day(on), by, kept)
    return [] if found == expected else [f"counts {found}, not {expected}"]


def _command(site, attempt):
    """A report written by the command line holds nobody else either; what it may not write it refuses in words."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report"
        words = [
            "report",
            "export",
            attempt.target,
            "--format",
            attempt.query["form"],
            "--out",
            file,
            "--as",
            attempt.who,
        ]
        words += [word for name, value in attempt.query["where"].items() for word in ("--filter", f"{name}={value}")]
        try:
            told(site.home, *words)
        except Problem as refusal:
            return forbidden_in(site, attempt.who, str(refusal))
        return forbidden_in(site, attempt.who, words_of(file.read_bytes()))


def _expected(site, who, on, by, kept):
    places = ("worker", "team", "service")
    found = {}
    for child in site.counted(who, on):
        facts = dict(zip(places, site.sight.place_on(child, on), strict=True)) | {"sex": site.sight.sex[child]}
        if all(facts[name] == value for name, value in kept.items()):
            found[facts.get(by)] = found.get(facts.get(by), 0) + 1
    return found


WAYS = {
    "list": _list,
    "journey": _browse,
    "report": _browse,
    "export": _browse,
    "page": _browse,
    "command": _command,
    "count": _count,
}


def words_of(content):
    """Everything readable in an answer; a workbook is opened."""
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def forbidden_in(site, who, text):
    """Marks of children beyond the person's sight that stand in a text."""
    may = site.named(who)
    marks = {mark for child, key in site.keys.items() if child not in may for mark in (child, key)} | site.foreign
    return [f"shows {mark}" for mark in sorted(marks & set(WORD.findall(text)))]


def _day(text):
    return caseloads.dt.date.fromisoformat(text)
