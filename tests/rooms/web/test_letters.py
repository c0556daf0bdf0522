"""Letters through a real mail server on this machine: to the right people, of their own scope, with no child and no small number."""

import datetime as dt

import pytest
from aiosmtpd.controller import Controller
from tests.rooms.web import small_county
from tests.support.commands import answer
from tests.support.sites import free_port

AUTHORITY, DAY = small_county.AUTHORITY, dt.date(2026, 1, 31)
OVERVIEW = "looked_after/cla_overview"


class Kept:
    """Keeps what it is given, as a mail server's handler."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name the server calls
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def server(home):
    kept = Kept()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    lines = ["", 'address = "https://sherwood.example"', "[smtp]", 'host = "127.0.0.1"', f"port = {port}"]
    lines += ['sender = "sherwood@small.example"', "starttls = false"]
    (home.council / "council.toml").write_text(small_county.COUNCIL + "\n".join(lines), encoding="utf-8")
    yield kept
    controller.stop()


@pytest.fixture
def subscribe(home):
    from sherwood.office import directory, subscriptions
    from sherwood.office.favourites import Thing

    def add(username, name=OVERVIEW, kind="report", email=True):
        person = directory.account_named(username)
        if email:
            directory.set_email(person.id, f"{username}@small.example")
        subscriptions.subscribe(person.id, Thing(kind, name), "week", DAY)
        return person.id

    return add


def deliver(home, day=DAY):
    from sherwood.jobs.deliver import deliver as send

    return send(home, AUTHORITY, day)


def test_each_is_sent_the_figures_of_their_own_scope(home, server, subscribe):
    subscribe("mary")
    subscribe("dan")
    assert deliver(home).sent == 2
    letters = {to[0].partition("@")[0]: text for to, text in server.letters}
    assert "Children looked after: 8 on 31 March 2024" in letters["mary"]
    assert "Children looked after: 12 on 31 March 2024" in letters["dan"]
    assert "https://sherwood.example/reports/looked_after/cla_overview" in letters["dan"]


def test_a_letter_names_no_child_and_no_small_number(home, server, subscribe):
    subscribe("wendy")
    deliver(home)
    ((_, text),) = server.letters
    assert "Children looked after: fewer than six" in text
    assert not [place for place in range(13) if small_county.number(place) in text]
    assert "/children" not in text


def test_a_letter_is_sent_once_until_it_is_due_again(home, server, subscribe):
    subscribe("mary")
    assert [deliver(home, DAY + dt.timedelta(days=days)).sent for days in (0, 0, 6, 7)] == [1, 0, 0, 1]


def test_rights_taken_away_end_the_letters_at_once(home, server, subscribe):
    from sherwood.office import directory, subscriptions

    account = subscribe("mary")
    directory.end_role(account, "team_manager", dt.date(2020, 1, 2))
    found = deliver(home)
    assert (found.sent, server.letters) == (0, [])
    assert "ended" in found.lines[0]
    assert subscriptions.subscriptions(account) == ()


def test_a_view_is_sent_with_the_recipients_scope_until_it_is_taken_back(home, server, subscribe):
    from sherwood.office import directory, own_views

    dan = directory.account_named("dan").id
    view = own_views.keep(dan, "Ours", [("measure", "looked_after/cla_open")])
    own_views.share(dan, view, ["team_manager"])
    subscribe("mary", view, "view")
    deliver(home)
    ((to, text),) = server.letters
    assert to == ["mary@small.example"]
    assert "Children looked after: 8" in text
    own_views.share(dan, view, [])
    assert deliver(home, DAY + dt.timedelta(days=7)).sent == 0


def test_a_title_of_two_lines_is_a_subject_of_one_and_stops_no_letter_after_it(home, server, subscribe):
    from sherwood.office import directory, own_views

    dan = directory.account_named("dan").id
    subscribe("dan", own_views.keep(dan, "Ours\nand theirs", [("measure", "looked_after/cla_open")]), "view")
    subscribe("mary")
    assert deliver(home).sent == 2
    assert any("Subject: Sherwood: Ours and theirs" in text for _, text in server.letters)


def test_a_letter_that_is_none_is_logged_without_whom_it_was_for_and_the_others_go(home, server, caplog):
    from sherwood.office import mail, setup

    setup.prepare(home)
    letters = [("mary@small.example", "Ours\nand theirs", "Twelve."), ("dan@small.example", "Ours", "Twelve.")]
    assert mail.post(letters) == [False, True]
    assert [to for to, _ in server.letters] == [["dan@small.example"]]
    assert "kind=BadHeaderError" in caplog.text
    assert "mary" not in caplog.text


def test_what_the_server_does_not_take_stays_due(home, server, subscribe):
    subscribe("mary")
    server.handle_RCPT = None
    settings = (home.council / "council.toml").read_text(encoding="utf-8")
    gone = settings.replace("port = ", "port = 1 # ")
    (home.council / "council.toml").write_text(gone, encoding="utf-8")
    assert "stays due" in deliver(home).lines[0]
    (home.council / "council.toml").write_text(settings, encoding="utf-8")
    del server.handle_RCPT
    assert deliver(home).sent == 1


def test_without_a_mail_server_or_an_address_letters_wait_and_it_is_said(home, subscribe):
    subscribe("mary", email=False)
    assert "name a mail server" in deliver(home).lines[0]


def test_without_an_address_a_letter_waits(home, server, subscribe):
    subscribe("mary", email=False)
    assert "no e-mail address" in deliver(home).lines[0]


def test_that_figures_left_by_mail_is_in_the_trail(home, server, subscribe):
    from sherwood.office.models import AuditEvent

    subscribe("mary")
    deliver(home)
    (event,) = AuditEvent.objects.filter(action="figures sent by mail")
    assert event.detail["of"] == OVERVIEW


def test_the_command_sends_in_a_process_of_its_own(home, server, subscribe):
    subscribe("mary")
    assert answer(home, "deliver") == {"sent": 1, "waiting": []}
    assert len(server.letters) == 1


def test_one_asks_for_letters_on_the_page_and_ends_them_there(home, signed_in, subscribe):
    from sherwood.office import directory, subscriptions

    client = signed_in("mary")
    asked = {"kind": "report", "name": OVERVIEW, "back": "/views"}
    client.post("/views/send", {**asked, "every": "month"})
    mary = directory.account_named("mary").id
    assert [each.every for each in subscriptions.subscriptions(mary)] == ["month"]
    client.post("/views/send", asked)
    assert subscriptions.subscriptions(mary) == ()


def findings(*rows):
    """A kept scan of March 2024."""
    return {"scan": {"to": "2024-03", "tested": 9}, "findings": list(rows)}


def finding(title="Children looked after", **more):
    """A finding of the whole area as it is listed."""
    row = {
        "id": title, "part_of": None, "kind": "concern", "title": title, "measure": "looked_after/cla_open", "level": "authority",
        "unit": "authority", "label": "Whole area", "side": "high", "since": "2024-01", "usual": 10.0, "now": 20.0, "children": 10.0,
        "sentence": f"{title} rose to 20 children in March 2024; it stood at 10 children. Worth a conversation. Ashfield makes up 80%.",
    }  # fmt: skip
    return row | more


@pytest.fixture
def found(monkeypatch):
    def keep(*rows):
        monkeypatch.setattr("sherwood.jobs.findings_told.kept_for", lambda _home, viewer: findings(*rows))

    return keep


def test_what_changed_is_sent_with_its_figures_and_the_way_to_it(home, server, subscribe, found):
    found(finding(), finding("Part of it", part_of="Children looked after"))
    subscribe("dan", "inbox", "findings")
    assert deliver(home).sent == 1
    ((_, text),) = server.letters
    assert "What changed, to March 2024." in text
    assert "Concern. Children looked after rose to 20 children in March 2024; it stood at 10 children" in text
    assert "https://sherwood.example/findings" in text
    assert "Part of it" not in text
    assert "Ashfield" not in text


@pytest.mark.parametrize(
    "small", [{"now": 5.0}, {"usual": 5.0}, {"children": 5.0}, {"level": "team", "unit": "TA", "label": "Ashfield"}]
)
def test_a_small_finding_says_which_way_alone(home, server, subscribe, found, small):
    found(finding(**small))
    subscribe("dan", "inbox", "findings")
    deliver(home)
    ((_, text),) = server.letters
    assert "higher than usual since January 2024" in text
    assert "rose to" not in text


def test_a_month_without_findings_says_so_and_the_letter_goes_again_when_due(home, server, subscribe, found):
    found()
    subscribe("dan", "inbox", "findings")
    assert [deliver(home, DAY + dt.timedelta(days=days)).sent for days in (0, 0, 7)] == [1, 0, 1]
    assert all("No sign of change" in text for _, text in server.letters)
