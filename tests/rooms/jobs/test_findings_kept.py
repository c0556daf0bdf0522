"""What a scan found is kept for good, told again as continuing, and listed to whoever answers for the unit."""

import datetime as dt

import pyarrow.parquet as pq
import pytest
from tests.rooms.anomalies.planted import LAST, referrals, with_jump
from tests.rooms.measures.small_warehouse import county_viewer, warehouse

from sherwood.access import NotAllowed, Permission
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs import findings as job

ONLY = ["referrals_received"]


@pytest.fixture(scope="module")
def reader():
    return warehouse(referrals(with_jump), LAST)


class Asked:
    """A home whose build is the small warehouse, asked as the viewer given, one of the county by default."""

    def __init__(self, home, reader, patch):
        self.home, self._patch = home, patch
        self.look_as()
        patch.setattr(job.Reader, "current", lambda home, authority: reader)

    def look_as(self, **viewer):
        self._patch.setattr(job, "viewer_at_keyboard", lambda home, authority, as_user: county_viewer(**viewer))

    def scan(self, as_at=LAST):
        return job.scan_findings(self.home, "local", as_at=as_at, only=ONLY)

    def listed(self):
        return job.list_findings(self.home, "local")

    def files(self):
        return sorted(self.home.issued("local").rglob("*.parquet"))


@pytest.fixture(scope="module")
def once(tmp_path_factory, reader):
    """A home scanned once, and what the scan said."""
    with pytest.MonkeyPatch.context() as patch:
        asked = Asked(Home.at(tmp_path_factory.mktemp("scanned")), reader, patch)
        return asked.home, asked.scan()


@pytest.fixture
def scanned(once, reader, monkeypatch):
    return Asked(once[0], reader, monkeypatch)


@pytest.fixture
def fresh(tmp_path, reader, monkeypatch):
    return Asked(Home.at(tmp_path), reader, monkeypatch)


def test_before_any_scan_the_list_says_what_to_do(fresh):
    with pytest.raises(Problem, match="run `sherwood findings scan`"):
        fresh.listed()


def test_the_list_is_what_the_latest_scan_found(once, scanned):
    answer = once[1]
    listed = scanned.listed()
    assert listed["findings"] == answer["findings"]
    assert {row["unit"] for row in listed["findings"]} >= {"authority", "south"}
    assert listed["scan"] | answer["scan"] == listed["scan"]
    assert listed["scan"]["to"] == "2026-03"
    row = next(row for row in listed["findings"] if row["unit"] == "south")
    assert (row["kind"], row["side"], row["tier"], row["verdict"]) == ("change", "high", "digest", "performance")
    assert row["details"]["detector"] == "things_that_happen"


def test_a_scan_adds_a_file_and_never_changes_one(fresh):
    fresh.scan(dt.date(2026, 2, 28))
    first = fresh.files()
    before = [path.read_bytes() for path in first]
    fresh.scan()
    after = fresh.files()
    assert len(after) == 2
    assert [path.read_bytes() for path in first] == before
    assert after[-1].name.endswith("-2026-03.parquet")
    assert list(fresh.home.issued("local").rglob("*.part")) == []


def test_every_row_kept_names_its_build_its_catalogue_and_its_time(scanned):
    table = pq.read_table(scanned.files()[0])
    for name in ("scanned_at", "build", "catalogue_hash", "authority"):
        assert len(set(table.column(name).to_pylist())) == 1
        assert table.column(name)[0].as_py()


def test_a_scan_that_finds_nothing_is_kept_too(fresh):
    assert fresh.scan(dt.date(2025, 9, 30))["findings"] == []
    assert fresh.listed()["findings"] == []
    assert list(job.in_words(fresh.listed()))[-1] == "No sign of change."


def test_what_was_told_a_month_before_is_told_as_continuing(fresh):
    first = {row["unit"]: row["status"] for row in fresh.scan(dt.date(2026, 2, 28))["findings"]}
    then = {row["unit"]: row["status"] for row in fresh.scan()["findings"]}
    assert first["south"] == "new"
    assert then["south"] == "continuing"
    again = {row["unit"]: row["status"] for row in fresh.scan(dt.date(2026, 2, 28))["findings"]}
    assert again["south"] == "new"


def test_only_whoever_answers_for_the_county_scans(scanned):
    scanned.look_as(county=False, team_ids=frozenset({"south"}))
    with pytest.raises(NotAllowed, match="answers for it"):
        scanned.scan()


@pytest.mark.parametrize(
    ("viewer", "units"),
    [
        ({"county": False, "team_ids": frozenset({"south"})}, {"south"}),
        ({"county": False, "team_ids": frozenset({"north"})}, set()),
        ({"county": False, "service_ids": frozenset({"front"})}, {"front"}),
        ({"county": False}, set()),
    ],
    ids=["the team", "another team", "the service", "nobody's"],
)
def test_others_are_told_of_their_own_teams_and_services_alone(scanned, viewer, units):
    scanned.look_as(**viewer)
    assert {row["unit"] for row in scanned.listed()["findings"]} == units


RESTRICTED = [{"person_key": f"south-{35}-{number}", "reason": "refuge", "from_date": LAST} for number in range(5)]
WITH_MORE = (
    {"restricted_all": True},
    {"restricted_all": False, "grants": tuple(row["person_key"] for row in RESTRICTED)},
    {"restricted_all": False, "opened": tuple(row["person_key"] for row in RESTRICTED)},
    {"restricted_all": False, "worker_id": "w-south", "worker_may_open": frozenset({"refuge"})},
)


@pytest.fixture(scope="module")
def with_restricted():
    records = [
        {"source_id": key, "record_key": key, "person_key": key} for key in (r["person_key"] for r in RESTRICTED)
    ]
    return warehouse(referrals(with_jump) | {"restriction": RESTRICTED, "person_record": records}, LAST)


@pytest.mark.parametrize("viewer", WITH_MORE, ids=lambda each: list(each)[-1])
def test_a_scan_counts_no_restricted_record_for_being_open_to_whoever_scans(
    tmp_path, monkeypatch, with_restricted, viewer
):
    fresh = Asked(Home.at(tmp_path), with_restricted, monkeypatch)
    fresh.look_as(restricted_all=False)
    of_all = fresh.scan()["findings"]
    fresh.look_as(**viewer)
    found = fresh.scan()["findings"]
    assert [(row["id"], row["now"], row["children"]) for row in found] == [
        (row["id"], row["now"], row["children"]) for row in of_all
    ]


def test_what_the_owner_of_a_home_scanned_is_not_told_to_accounts_to_whom_restricted_records_are_closed(fresh):
    fresh.look_as(account_id="owner", restricted_all=True)
    fresh.scan()
    assert fresh.listed()["findings"]
    fresh.look_as(restricted_all=False)
    with pytest.raises(Problem, match="no scan has been made yet"):
        fresh.listed()


def test_without_the_right_to_measures_nothing_is_listed(scanned):
    scanned.look_as(permissions=frozenset(Permission) - {Permission.MEASURE_READ})
    with pytest.raises(NotAllowed):
        scanned.listed()


def test_words_leave_out_what_is_part_of_a_wider_finding(once):
    words = list(job.in_words(once[1]))
    assert "series were large enough to judge, 2023-04 to 2026-03" in words[0]
    assert len(words) == 2
    assert words[1].startswith("change       new        Referrals received rose to ")
    assert "south makes up" in words[1]
