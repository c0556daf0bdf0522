import re
import shutil

import pytest


def log_of(home):
    from sherwood.office import setup

    setup.close()
    file = home.logs / "web.log"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_an_unknown_page_is_not_found(signed_in):
    answer = signed_in("mary").get("/no/such/page")
    assert answer.status_code == 404
    assert "There is no such page for you" in answer.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "/reports/looked_after/none",
        "/measures/looked_after/none",
        "/measures/none/cla_open/children",
        "/reports/x/y/export.pdf",
    ],
)
def test_unknown_reports_and_measures_are_not_found(signed_in, page):
    assert signed_in("mary").get(page).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "from=2024-03-31", "from=x&to=y", "from=2024-03-31&to=2024-03-01", "from=2024-03-31&to=2024-03-31&grain=hour"],
)
def test_days_that_are_none_are_answered_with_what_may_stand_there(signed_in, query):
    answer = signed_in("mary").get(f"/measures/looked_after/cla_open/children?{query}")
    assert answer.status_code == 400
    assert "This cannot be shown" in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "²", "99999999999999"])
def test_a_page_that_is_no_page_is_refused_in_words(signed_in, page):
    answer = signed_in("mary").get("/reports/looked_after/cla_overview", {"page": page})
    assert answer.status_code == 400
    assert "a number from 1" in answer.content.decode()


@pytest.mark.parametrize(("name", "value"), [("as_at", "31/03/2024"), ("as_at", "2099-01-01"), ("figures", "all")])
def test_a_day_or_kind_of_figure_that_is_none_is_refused_in_words(signed_in, name, value):
    assert signed_in("mary").get("/reports/looked_after/cla_overview", {name: value}).status_code == 400


def test_before_the_first_build_pages_say_what_to_do(home, signed_in):
    client = signed_in("mary")
    shutil.rmtree(home.warehouse("small"))
    answer = client.get("/")
    assert answer.status_code == 503
    assert "sherwood build" in answer.content.decode()
    assert client.get("/health").json() == {"state": "ok", "data_date": None}


def test_a_monitor_is_told_that_the_warehouse_cannot_be_opened_and_nothing_of_it(home, browser):
    (home.warehouse("small") / "current.json").write_text("torn", encoding="utf-8")
    answer = browser().get("/health")
    assert (answer.status_code, answer.json()) == (503, {"state": "unreadable", "data_date": None})


def test_when_the_audit_trail_cannot_be_written_no_child_is_shown_and_figures_go_on(signed_in):
    from django.db import connection

    client = signed_in("mary")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE office_auditchild RENAME TO office_auditchild_gone")
    closed = client.get("/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31&grain=day")
    assert closed.status_code == 503
    assert "cannot be opened now" in closed.content.decode()
    assert "56690" not in closed.content.decode()
    assert client.get("/measures/looked_after/cla_open").status_code == 200


def test_a_damaged_warehouse_is_out_of_order_and_the_page_names_no_file(home, signed_in):
    client = signed_in("mary")
    for file in home.warehouse("small").glob("*.duckdb"):
        file.unlink()
        file.write_bytes(b"not a database; child 5669000")
    answer = client.get("/reports/looked_after/cla_overview?team=TA")
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "out of order" in text
    assert str(home.root) not in text
    log = log_of(home)
    assert "out of order kind=StoreError" in log
    assert "5669000" not in log
    assert "team=TA" not in log


def test_broken_settings_are_out_of_order(home, signed_in):
    client = signed_in("mary")
    (home.council / "teams.toml").write_text('team = [{ id = "TA", name = "A", service = "none" }]', encoding="utf-8")
    assert client.get("/reports").status_code == 503


def test_a_fault_of_ours_shows_no_trace_and_logs_where_without_what(home, signed_in):
    from django.db import connection

    client = signed_in("mary")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE office_grant RENAME TO office_grant_gone")
    answer = client.get("/reports/looked_after/cla_overview?team=TA")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Sherwood could not make this page" in text
    assert "Traceback" not in text
    log = log_of(home)
    (reference,) = re.findall(r"fault reference=([0-9a-f]+)", log)
    assert reference in text
    assert "page=report kind=OperationalError" in log
    assert "team=TA" not in log
    assert "office_grant" not in log.replace("office_grants", "")


def test_the_log_holds_no_address_typed_and_no_name(home, signed_in):
    client = signed_in("mary")
    client.get("/children/smith-john?name=Smith")
    client.get("/audit?record_key=Smith")
    assert "mith" not in log_of(home)
    assert "refused page=audit permission=audit:read" in log_of(home)


def test_health_says_ok_and_the_data_date_to_everybody_and_nothing_else(browser):
    assert browser().get("/health").json() == {"state": "ok", "data_date": "2024-03-31"}
