"""A person is erased and stays gone: in landing, in builds, in what arrives later and in what is restored from before."""

import datetime as dt
import shutil

import pytest
from tests.rooms.web import small_county

from sherwood.access import viewers
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs import backup, packs
from sherwood.jobs.build import build
from sherwood.jobs.erase import erase, finish_erasures, keys_of_person
from sherwood.jobs.figures import measure_value
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import refresh
from sherwood.reports.paper import PackRequest
from sherwood.sources import Erasures
from sherwood.store import Reader

AUTHORITY = small_county.AUTHORITY
GONE, STAYS = small_county.number(3), small_county.number(4)
AT = dt.datetime(2026, 11, 28, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """A home that a refresh took a return into, made once."""
    made = Home(tmp_path_factory.mktemp("refreshed") / "home")
    made.council.mkdir(parents=True)
    (made.council / "council.toml").write_text(small_county.COUNCIL, encoding="utf-8")
    (made.council / "teams.toml").write_text(small_county.TEAMS, encoding="utf-8")
    small_county.write_return(made.inbox / "2023-24")
    refresh(made, AUTHORITY, progress=quiet)
    return made


@pytest.fixture
def home(refreshed, tmp_path):
    """The test's own copy of it."""
    return Home(shutil.copytree(refreshed.root, tmp_path / "home"))


def gone(home, number=GONE):
    return erase(home, AUTHORITY, f"ssda903:{number}", by="the records officer", ground="request 12", progress=quiet)


def holding(home, number):
    """Every file of the home that holds the number, as text or packed into Parquet or a warehouse."""
    return sorted(
        path.relative_to(home.root).as_posix()
        for path in home.root.rglob("*")
        if path.is_file() and number.encode() in path.read_bytes()
    )


def people(home):
    from sqlglot import exp

    reader = Reader.current(home, AUTHORITY)
    return {row[0] for row in reader.select(exp.select("source_id").from_("person_record"))}


def test_a_person_is_gone_from_every_file_of_the_home(home):
    assert holding(home, GONE)
    found = gone(home)
    assert found.rows == 4
    assert holding(home, GONE) == []
    assert GONE not in people(home)


def test_everybody_else_is_still_there(home):
    before = people(home)
    gone(home)
    assert people(home) == before - {GONE}
    assert holding(home, STAYS)


def test_a_paper_issued_before_keeps_its_figures_and_says_how_many_were_erased(home):
    owner = viewers.owner(home)
    name, paper = packs.issue_pack(home, owner, "committee", PackRequest("2023-24-Q4", "managers", ("care",)))
    assert "Erased" not in packs.pack_again(home, owner, name).provenance
    gone(home)
    again = packs.pack_again(home, owner, name)
    assert again.provenance["Erased"] == "1 person since the day of issue; the figures count them as they did"
    assert figures_of(again) == figures_of(paper)


def figures_of(paper):
    return list(packs._figures(paper))


def test_no_former_build_is_left(home):
    build(home, AUTHORITY, known_at=dt.datetime.now(dt.UTC).date())
    found = gone(home)
    assert found.builds >= 1
    assert len(list(home.warehouse(AUTHORITY).glob("*.duckdb"))) == 1


def test_the_erasure_is_written_down_without_a_number(home):
    gone(home)
    [kept] = Erasures.of(home).all()
    assert (kept.by, kept.ground, len(kept.record_keys)) == ("the records officer", "request 12", 1)
    assert GONE not in (home.root / "erasures.jsonl").read_text()


def test_the_same_file_again_does_not_bring_the_person_back(home):
    gone(home)
    small_county.write_return(home.inbox / "2023-24")
    outcome = refresh(home, AUTHORITY, progress=quiet)
    assert GONE not in people(home)
    assert [path for path in holding(home, GONE) if not path.startswith("inbox/done")] == []
    assert outcome.exit_code == 0


def test_a_later_file_is_loaded_without_the_person_and_says_so(home, tmp_path):
    gone(home)
    small_county.write_return(tmp_path / "2024-25")
    report = load_files(home, AUTHORITY, [tmp_path / "2024-25"], received=None, period="2024-25", progress=quiet)
    assert any("erased were left out" in reason for entry in report.files for reason in entry.reasons)
    build(home, AUTHORITY)
    assert GONE not in people(home)
    assert STAYS in people(home)


def test_an_erasure_that_was_interrupted_is_finished_later(home):
    keys = keys_of_person(home, AUTHORITY, f"ssda903:{GONE}")
    from sherwood.sources import Erasure

    Erasures.of(home).add(Erasure(dt.date(2026, 11, 28), AUTHORITY, keys, "somebody", "request 13"))
    assert finish_erasures(home, AUTHORITY, progress=quiet).rows == 4
    assert GONE not in people(home)
    assert finish_erasures(home, AUTHORITY, progress=quiet).rows == 0


def test_somebody_nobody_knows_can_not_be_erased(home):
    with pytest.raises(Problem, match="no record of that key or number"):
        gone(home, "999999")


@pytest.fixture
def kept(home, tmp_path):
    """A backup from before the erasure, with the half of the key that reads it."""
    identity = backup.new_key(home)
    return backup.back_up(home, AT).rename(tmp_path / "before.tar.age"), identity


def test_a_backup_tells_nothing_without_its_key_and_is_whole_with_it(home, kept):
    file, identity = kept
    assert GONE.encode() not in file.read_bytes()
    assert backup.verify(file, identity).files > 4
    other = backup.new_key(home)
    with pytest.raises(backup.BackupFailed, match="can't be opened with this key"):
        backup.verify(file, other)


def test_what_is_restored_builds_the_same_warehouse(home, kept, tmp_path):
    file, identity = kept
    fresh = Home(tmp_path / "fresh")
    backup.restore(fresh, file, identity, progress=quiet)
    build(fresh, AUTHORITY)
    assert Reader.current(fresh, AUTHORITY).build_id == Reader.current(home, AUTHORITY).build_id
    assert people(fresh) == people(home)


def test_what_is_restored_has_the_same_figures_accounts_and_trail(home, tmp_path):
    from sherwood.office import setup

    setup.migrate(home)
    from sherwood.office import audit, directory
    from sherwood.office.people import RoleHeld

    roles = [RoleHeld("analyst", None, None, small_county.FROM)]
    ana = directory.add_account("ana", small_county.PASSWORD, "Ana", roles=roles).id
    for number in range(3):
        audit.append(audit.AuditRecord("child opened", ana, AUTHORITY, record_keys=(f"{number:026d}",)))
    before, identity = told_of(home), backup.new_key(home)
    file = backup.back_up(home, AT).rename(tmp_path / "all.tar.age")
    setup.close()
    fresh = Home(tmp_path / "fresh")
    backup.restore(fresh, file, identity, progress=quiet)
    build(fresh, AUTHORITY)
    setup.prepare(fresh)
    assert told_of(fresh) == before
    setup.close()


def told_of(home):
    """Accounts, a figure as one of them is told it, and the state and end of the trail."""
    from sherwood.jobs.audit import verify
    from sherwood.office import directory

    accounts = {(each.username, each.id) for each in directory.list_accounts()}
    asked = {"by": (), "date_from": None, "date_to": None, "grain": None, "as_at": None, "known_at": None, "where": {}}
    figure = measure_value(home, AUTHORITY, "cla_open", official=False, as_user="ana", **asked)
    trail = verify(home)
    return accounts, [row.to_json() for row in figure.rows], trail


def test_an_erased_person_stays_gone_when_a_backup_from_before_is_restored(home, kept, tmp_path):
    file, identity = kept
    gone(home)
    fresh = Home(tmp_path / "fresh")
    lines = backup.restore(fresh, file, identity, progress=quiet, erasures=home.root / "erasures.jsonl")
    assert any("done again" in line for line in lines)
    assert holding(fresh, GONE) == []
    assert GONE not in people(fresh)
    assert STAYS in people(fresh)


def test_erasures_that_the_emptied_home_still_holds_are_done_again_too(home, kept):
    file, identity = kept
    gone(home)
    for name in ("landing", "council", "secrets", "warehouse", "inbox", "issued"):
        shutil.rmtree(home.root / name, ignore_errors=True)
    backup.restore(home, file, identity, progress=quiet)
    assert GONE not in people(home)


def test_a_home_that_holds_something_is_not_restored_into(home, kept):
    file, identity = kept
    with pytest.raises(backup.BackupFailed, match="already holds"):
        backup.restore(home, file, identity, progress=quiet)


def test_a_damaged_backup_is_noticed(kept):
    file, identity = kept
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(backup.BackupFailed):
        backup.verify(file, identity)


def test_without_a_key_no_backup_is_written(home):
    with pytest.raises(backup.BackupFailed, match="--new-key"):
        backup.back_up(home, AT)
