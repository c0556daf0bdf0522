"""What an intruder would try beside the pages: the warehouse without a viewer, files, records half restricted, commands."""

import ast
import datetime as dt
import os
import stat
import subprocess

import pytest
from sqlglot import exp
from tests.promises.sources_of_truth import PACKAGE_FILES, SOURCE
from tests.rooms.web import small_county
from tests.rooms.web.conftest import browser, home, signed_in, template_home
from tests.support.commands import environment, program

from sherwood.access import AuditNotWritten, NotAllowed, Reader
from sherwood.definitions.home import Home
from sherwood.jobs.accounts import (
    NoSuchAccount,
    NoSuchRecord,
    add_account,
    disable_account,
    grant_record,
    restrict_record,
)
from sherwood.jobs.figures import export_report, measure_value

__all__ = ["browser", "home", "signed_in", "template_home"]

ASKS_ITSELF = {"access", "identity", "sources", "store", "warehouse"}
# The demo looks for a busy worker among children it has just made up.
EXCEPTED = {"jobs/demo.py"}
HARMLESS = {"build_id", "manifest", "stamp"}
NOT_A_PERSON = ("5669000", "a" * 26, "", "' OR 1=1 --", "../../office.sqlite3")


def readers(tree):
    """Names that hold a reader: arguments said to be one, and what `Reader.current` or `Reader.of` was assigned to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None and "Reader" in ast.unparse(node.annotation):
            yield node.arg
        if isinstance(node, ast.Assign) and "Reader." in ast.unparse(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def asked_of_readers(text):
    """Whatever is asked of a reader beside what tells its build from others."""
    tree = ast.parse(text)
    held = set(readers(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr in HARMLESS:
            continue
        on = node.value
        named = (isinstance(on, ast.Name) and on.id in held) or (isinstance(on, ast.Attribute) and on.attr == "reader")
        made = isinstance(on, ast.Call) and ast.unparse(on.func) in {"Reader.current", "Reader.of"}
        if named or made:
            yield ast.unparse(node)


def test_only_access_asks_the_warehouse_that_people_read():
    found = {}
    for path in PACKAGE_FILES:
        name = path.relative_to(SOURCE)
        if name.parts[0] not in ASKS_ITSELF and name.as_posix() not in EXCEPTED:
            found[name.as_posix()] = list(asked_of_readers(path.read_text(encoding="utf-8")))
    assert {name: asked for name, asked in found.items() if asked} == {}


@pytest.mark.parametrize(
    "text",
    [
        "def rows(reader: Reader):\n    return reader.select(question)",
        "rows = Reader.current(home, authority).select(question)",
        "found = Reader.of(home, authority, build)\nrows = found.select(question)",
        "def rows(desk):\n    return desk.reader.select(question)",
        "def rows(warehouse: 'Reader | None'):\n    ask = warehouse.select\n    return ask(question)",
    ],
)
def test_a_question_without_a_viewer_would_be_found(text):
    assert list(asked_of_readers(text))


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX systems")
def test_everything_a_home_keeps_is_its_owners_alone(tmp_path):
    small_county.write_return(tmp_path / "return")
    at = type("At", (), {"root": tmp_path / "home"})
    for words in (["load", str(tmp_path / "return"), "--period", "2023-24"], ["build"]):
        subprocess.run([*program(), *words], env=environment(at), check=True, capture_output=True, umask=0o022)
    made = [at.root, *at.root.rglob("*")]
    assert {"warehouse", "landing", "secrets"} <= {path.name for path in made}
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def key_of(place):
    question = exp.select("record_key").from_("person").where(exp.column("source_id").eq(small_county.number(place)))
    (row,) = Reader.current(Home.at(), small_county.AUTHORITY).select(question)
    return row[0]


@pytest.fixture
def child(home, monkeypatch):
    """The record key of a child of Wendy's, who is on Mary's team too."""
    monkeypatch.setenv("SHERWOOD_HOME", str(home.root))
    return key_of(0)


def events():
    from sherwood.office import audit

    return [(each.action, each.account_id, dict(each.detail), each.record_keys) for each in audit.latest()]


@pytest.mark.parametrize("typed", NOT_A_PERSON)
def test_what_is_no_record_is_never_said_to_be_restricted_or_granted(home, typed):
    from sherwood.office import directory

    for refused in (
        lambda: restrict_record(home, typed, "refuge"),
        lambda: grant_record(home, typed, "mary", reason="x", until=None),
    ):
        with pytest.raises(NoSuchRecord) as problem:
            refused()
        assert not typed or typed not in str(problem.value)
    assert directory.restricted_records(dt.datetime.now(dt.UTC).date()) == ()
    assert events() == []


def test_a_record_restricted_by_hand_closes_at_the_next_click_however_its_key_was_typed(home, signed_in, child):
    people = {name: signed_in(name) for name in ("wendy", "mary", "serena", "dan", "ana")}
    assert {client.get(f"/children/{child}").status_code for client in people.values()} == {200}
    restrict_record(home, f" {child.upper()} ", "refuge")
    assert {client.get(f"/children/{child}").status_code for client in people.values()} == {404}
    listed = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31"
    for client in people.values():
        page = client.get(listed).content.decode()
        assert child not in page
        assert small_county.number(0) not in page


def test_whoever_is_granted_a_record_restricted_by_hand_is_told_that_it_is(home, signed_in, child):
    mary = signed_in("mary")
    before = mary.get(f"/children/{child}").content.decode()
    restrict_record(home, child, "refuge")
    grant_record(home, child, "mary", reason="approved", until=None)
    after = mary.get(f"/children/{child}").content.decode()
    assert after.casefold().count("restricted") > before.casefold().count("restricted")


def test_what_an_administrator_does_at_the_keyboard_is_in_the_audit_trail(home, child):
    tie = {"worker": None, "team": None, "service": None}
    add_account(home, username="zoe", name="Zoe", role="auditor", password="four-plain-words-here", **tie)
    restrict_record(home, child, "refuge")
    grant_record(home, child, "mary", reason="Mother is called by name here", until=None)
    disable_account(home, "mary")
    at = {"through": "command line"}
    assert list(reversed(events())) == [
        ("account added", "", {"account": "zoe", "role": "auditor", **at}, ()),
        ("record restricted", "", {"reason": "refuge", **at}, (child,)),
        ("record granted", "", {"account": "mary", **at}, (child,)),
        ("account disabled", "", {"account": "mary", **at}, ()),
    ]


def test_a_grant_to_nobody_is_neither_given_nor_written(home, child):
    with pytest.raises(NoSuchAccount):
        grant_record(home, child, "nobody-here", reason="x", until=None)
    assert events() == []


def full(home):
    """Have the office refuse every further entry of the trail, as a full disk does."""
    from django.db import connection

    with connection.cursor() as office:
        office.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON office_auditevent BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )


def test_without_room_for_the_audit_trail_no_child_and_no_file_leaves(home, signed_in, child):
    client = signed_in("dan")
    full(home)
    list_ = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31"
    for address in (list_, f"/children/{child}", "/reports/looked_after/cla_overview/export.csv"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert child not in answer.content.decode()
    with pytest.raises(AuditNotWritten):
        exported(home, "ana")


def exported(home, username):
    return export_report(home, small_county.AUTHORITY, "cla_overview", kind="csv", where={}, as_user=username)


def test_a_report_taken_at_the_keyboard_is_written_and_not_taken_for_a_sign_in(home):
    from sherwood.office import directory

    assert exported(home, "ana")
    taken = [each for each in events() if each[0] == "rows exported" and each[2].get("as") == "csv"]
    ((_, account, detail, _),) = taken
    assert account == directory.account_named("ana").id
    assert detail["through"] == "command line"
    assert detail["of"] == "looked_after/cla_overview"


@pytest.mark.parametrize("username", ["audrey", "adam", "nora"])
def test_who_may_not_export_on_the_site_may_not_at_the_keyboard(home, username):
    with pytest.raises(NotAllowed):
        exported(home, username)


def test_a_home_with_accounts_has_no_owner_who_sees_everything(home):
    asked = {"where": {}, "by": (), "date_from": None, "date_to": None, "grain": None, "as_at": None, "known_at": None}
    with pytest.raises(Exception, match="--as USER"):
        measure_value(home, small_county.AUTHORITY, "cla_open", official=False, as_user=None, **asked)


def records(told):
    return {number for _, number, _ in told}


@pytest.mark.parametrize("username", ["mary", "serena", "dan", "ana"])
def test_who_is_who_is_exported_of_children_the_account_may_open_and_of_no_other(home, username):
    from sherwood.jobs.identity import exported

    told = records(exported(home, small_county.AUTHORITY, username))
    places = range(len(small_county.WORKERS))
    theirs = [place for place in places if username != "mary" or small_county.WORKERS[place] != "SW0000003"]
    assert told == {small_county.number(place) for place in theirs if place != small_county.ADOPTED}


@pytest.mark.parametrize("username", ["wendy", "audrey", "elsie", "nora"])
def test_who_is_who_is_not_exported_by_those_who_may_take_no_rows_out(home, username):
    from sherwood.jobs.identity import exported, waiting

    for asked in (exported, waiting):
        with pytest.raises(NotAllowed):
            asked(home, small_county.AUTHORITY, username)


def test_pairs_that_wait_are_told_of_only_where_both_children_may_be_opened(home, child, monkeypatch):
    from sherwood.jobs import identity

    closed, own, other = key_of(small_county.ADOPTED), key_of(1), key_of(12)
    pairs = [(child, own), (child, closed), (child, other), (closed, other)]
    waiting = [{"record_key": one, "other_record_key": two} for one, two in pairs]
    monkeypatch.setattr(identity, "queue", lambda reader: waiting)
    assert identity.waiting(home, small_county.AUTHORITY, "mary") == waiting[:1]
    assert identity.waiting(home, small_county.AUTHORITY, "ana") == [waiting[0], waiting[2]]


def test_what_a_scan_found_is_told_to_nobody_whose_purposes_answer_no_measure(home):
    from sherwood.access import viewers
    from sherwood.jobs import findings
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    roles = [RoleHeld("troubled_families_coordinator", None, None, small_county.FROM)]
    tess = directory.add_account("tess", small_county.PASSWORD, "Tess", roles=roles)
    for account, may_ask in ((tess.id, False), (directory.account_named("dan").id, True)):
        asked = ("looked_after/cla_open", "placements/placement_moves_pct", "no/such")
        measures = findings.measures_of(home, viewers.for_account(home, account), asked)
        assert ("looked_after/cla_open" in measures) is may_ask
        assert bool(measures) is may_ask
        assert "no/such" not in measures


def test_charts_are_marked_with_no_finding_of_a_measure_that_ones_purposes_do_not_answer(home, monkeypatch):
    from sherwood.access import viewers
    from sherwood.jobs import findings_told
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    row = dict.fromkeys(findings_told._MARKED, "") | {"measure": "looked_after/cla_open", "level": "authority"}
    row |= {"month": "2024-03", "since": "2024-01", "status": "new", "side": "high", "part_of": None}
    monkeypatch.setattr(findings_told, "scans_open_to", lambda home, viewer: [home.root / "x-2024-03.parquet"])
    monkeypatch.setattr(findings_told, "_rows", lambda path: (row,))
    roles = [RoleHeld("troubled_families_coordinator", None, None, small_county.FROM)]
    tess = directory.add_account("tess", small_county.PASSWORD, "Tess", roles=roles)
    assert findings_told.noted(home, viewers.for_account(home, tess.id)) == {}
    dan = viewers.for_account(home, directory.account_named("dan").id)
    assert list(findings_told.noted(home, dan)) == ["looked_after/cla_open"]


def test_figures_as_csv_cannot_run_in_a_spreadsheet(monkeypatch):
    from sherwood.cli import figures

    rows = [{"period": "2024-03", "worker": "=cmd|' /C calc'!A0", "numerator": -1}]
    shown = []
    monkeypatch.setattr(figures.sys, "stdout", type("Out", (), {"write": staticmethod(shown.append)}))
    figures._rows(rows, as_csv=True)
    assert "'=cmd|" in shown[1]
    assert shown[1].rstrip().endswith(",-1")
