"""Over a real mail server each owner is mailed, within the cycle, of a late feed, a failed refresh and a failed audit."""

import datetime as dt
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from tests.rooms.jobs.homes_with_files import AUTHORITY, FILES

from sherwood.definitions.errors import Problem
from sherwood.jobs.build import BuildFailed, build
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import refresh
from sherwood.jobs.schedule import run_once
from sherwood.sources import deliveries_of

OWNERS = {"analyst": "ana@example.org", "data_quality_officer": "quinn@example.org"}
# So long that no feed of the test is late unless the test wants it.
NEVER_LATE = "[late_after_days]\nssda903 = 3660\n"
CHILD = FILES["header.csv"][1].partition(",")[0]


class Letterbox:
    """What a mail server was handed: to whom, and the message."""

    def __init__(self):
        self.came = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library calls it so
        self.came += [(to, message_from_bytes(envelope.content, policy=policy.default)) for to in envelope.rcpt_tos]
        return "250 OK"

    @property
    def addresses(self):
        return sorted(to for to, _ in self.came)


@pytest.fixture(scope="module")
def server():
    """A mail server that listens on this machine."""
    letterbox = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        letterbox.port = free.getsockname()[1]
    controller = Controller(letterbox, hostname="127.0.0.1", port=letterbox.port)
    controller.start()
    yield letterbox
    controller.stop()


@pytest.fixture
def letterbox(server):
    server.came.clear()
    return server


@pytest.fixture
def owned(home_with_office, letterbox):
    """A home whose two owners, and a member who is none, have addresses, and whose council names the mail server."""
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    for role, address in (*OWNERS.items(), ("elected_member", "member@example.org")):
        account = directory.add_account(f"of_{role}", "four-plain-words-here", role).id
        directory.give_role(account, RoleHeld(role, from_date=dt.date(2018, 1, 1)))
        directory.set_email(account, address)
    settle(home_with_office, letterbox.port, NEVER_LATE)
    build(home_with_office, AUTHORITY)
    return home_with_office


def settle(home, port, more=""):
    home.council.mkdir(parents=True, exist_ok=True)
    smtp = f'[smtp]\nhost = "127.0.0.1"\nport = {port}\nsender = "sherwood@example.org"\nstarttls = false\n'
    (home.council / "council.toml").write_text(more + smtp, encoding="utf-8")


def notices():
    from sherwood.office import directory, notices

    return {each.kind: each.words for each in notices.of(directory.account_named("of_analyst").id)}


def check_owners_were_mailed(letterbox):
    """Each owner has one message, nobody else has any, and it holds nothing but that there is a notice."""
    assert letterbox.addresses == sorted(OWNERS.values())
    for _, message in letterbox.came:
        assert message["from"] == "sherwood@example.org"
        assert "A notice waits" in message.get_content()
        assert CHILD not in message.as_string()


def test_a_cycle_in_which_all_is_well_mails_nobody(owned, letterbox):
    refresh(owned, AUTHORITY, progress=quiet)
    assert letterbox.came == []


def test_a_late_feed_mails_its_owners_in_the_next_cycle_and_not_in_the_one_after(owned, letterbox):
    settle(owned, letterbox.port)
    refresh(owned, AUTHORITY, progress=quiet)
    check_owners_were_mailed(letterbox)
    assert "no file has come since" in notices()["late_feed"]
    refresh(owned, AUTHORITY, progress=quiet)
    assert len(letterbox.came) == len(OWNERS)


def test_a_refresh_that_fails_mails_its_owners_at_once(owned, letterbox):
    from sherwood.sources.landing.places import Landing

    stored = deliveries_of(owned, AUTHORITY)[0].parts[0]
    landing = Landing.of(owned, AUTHORITY)
    [rows] = landing.root.glob(f"rows/*/{stored.load}/counts.json")
    rows.unlink()
    landing.file(stored.sha256).unlink()
    settle(owned, letterbox.port, f'name = "Renamed"\n{NEVER_LATE}')
    with pytest.raises(BuildFailed, match="put it back from a backup"):
        refresh(owned, AUTHORITY, progress=quiet)
    check_owners_were_mailed(letterbox)
    assert "The last good warehouse goes on serving" in notices()["refresh_failed"]


def test_an_audit_that_stops_the_build_mails_its_owners_at_once(owned, letterbox):
    folder = owned.inbox / "2017-18 emptied"
    folder.mkdir(parents=True)
    for name, lines in FILES.items():
        (folder / name).write_text(lines[0] + "\n", encoding="utf-8")
    with pytest.raises(BuildFailed, match="check 'episodes_all_gone' found"):
        refresh(owned, AUTHORITY, progress=quiet)
    check_owners_were_mailed(letterbox)
    assert "BuildFailed" in notices()["refresh_failed"]


def test_an_audit_that_warns_mails_its_owners_when_the_new_warehouse_stands(owned, letterbox):
    folder = owned.inbox / "2017-18 backwards"
    folder.mkdir(parents=True)
    ends_first = "C3,01/06/2017,S,C2,N1,U6,PR1,01/05/2017,X1,CARPL,AB1 2CD,EF3 4GH,SC123456"
    for name, lines in (FILES | {"episodes.csv": [*FILES["episodes.csv"], ends_first]}).items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    refresh(owned, AUTHORITY, progress=quiet)
    check_owners_were_mailed(letterbox)
    assert "of the warehouse built on" in notices()["checks_warned"]


def test_the_scheduler_that_meets_a_failure_says_so_mails_and_goes_on(owned, letterbox, monkeypatch):
    def fails(*_, **__):
        raise Problem("the disk is full")

    monkeypatch.setattr("sherwood.jobs.refresh.build", fails)
    said = []
    run_once(owned, AUTHORITY, said.append)
    check_owners_were_mailed(letterbox)
    assert "the last good warehouse goes on serving" in said[0]


def test_a_mail_server_that_is_gone_stops_no_refresh_and_loses_no_notice(owned, letterbox):
    settle(owned, 9)
    outcome = refresh(owned, AUTHORITY, progress=quiet)
    assert (outcome.exit_code, letterbox.came) == (0, [])
    assert "late_feed" in notices()
