"""A return written from the warehouse is the return that was loaded, but for what other files tell otherwise, which is said."""

import csv
import datetime as dt

import pytest
from lxml import etree
from tests.promises.conftest import WHOLE
from tests.support import counties

from sherwood.access import NotAllowed
from sherwood.definitions.catalogue import load_catalogue
from sherwood.jobs.returns import export_return

YEAR, LAST_DAY = "2024-25", dt.date(2025, 3, 31)


@pytest.fixture(scope="module")
def written(returns, tmp_path_factory):
    """Each return of the year as written from the home with every feed, with the folder it lies in."""
    found = {}
    for name in ("ssda903", "cin"):
        folder = tmp_path_factory.mktemp(name)
        found[name] = (
            folder,
            export_return(returns.homes[WHOLE], counties.AUTHORITY, name, as_at=LAST_DAY, folder=folder),
        )
    return found


def loaded_folder(returns):
    """The folder in which the county sent the files of the year."""
    drops = (each for each in counties.drops(returns.county) if each.name[:4] == "2025")
    return next(path.parent for each in drops for path in (each / "ssda903").rglob("header.csv"))


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        # The county spells some headings otherwise than the guide.
        return [{name.upper(): cell for name, cell in row.items()} for row in csv.DictReader(file)]


def table(written, name, which):
    return next(each for each in written[name][1].reconciled if each.table == which)


def test_the_files_of_the_903_are_those_sent_by_name_and_heading(written, returns):
    folder, found = written["ssda903"]
    declared = load_catalogue().feed("ssda903").year_for(YEAR).tables
    assert {path.name for path, _ in found.files} == {f"{each.file_names[0]}.csv" for each in declared.values()}
    for each in declared.values():
        with (folder / f"{each.file_names[0]}.csv").open(encoding="utf-8") as file:
            assert next(csv.reader(file)) == [column.header for column in each.columns.values()]


KEYS = {"header": ("CHILD",), "episodes": ("CHILD", "DECOM"), "oc2": ("CHILD",), "missing": ("CHILD", "MIS_START")}


@pytest.mark.parametrize("name", KEYS)
def test_the_children_and_episodes_are_those_of_the_files_that_were_sent(written, returns, name):
    """Told by the raw files, without a line of the product's reading."""
    theirs = {_key(row, name) for row in rows_of(loaded_folder(returns) / f"{name}.csv")}
    readable = {key for key in theirs if all(key)}
    ours = {_key(row, name) for row in rows_of(written["ssda903"][0] / f"{name}.csv")}
    assert readable <= ours
    # A row whose day cannot be read in the return is told by another file, if at all.
    assert len(ours - readable) <= len(theirs - readable)


def _key(row, name):
    """The child and the day of a row, however the day is written; nothing for a day that is none."""
    child, *days = (row[each].strip().removesuffix(".0") for each in KEYS[name])
    return child, *map(_day, days)


def _day(text):
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


@pytest.mark.parametrize("name", ["ssda903", "cin"])
def test_every_row_is_accounted_for(written, name):
    for each in written[name][1].reconciled:
        lost = sum(number for why, number in each.why.items() if "row" in why and "another file tells" not in why)
        more = sum(number for why, number in each.why.items() if "another file tells the row" in why)
        assert each.loaded_rows - lost == each.written_rows - more, each.table


@pytest.mark.parametrize("name", ["ssda903", "cin"])
def test_nearly_every_cell_is_equal_and_every_other_has_its_cause(written, name):
    for each in written[name][1].reconciled:
        of_cells = sum(number for why, number in each.why.items() if "row" not in why)
        assert of_cells == each.cells_differ, each.table
        assert each.cells_differ <= max(3, each.cells_compared // 50), each.table


def test_the_children_are_as_many_as_were_loaded(written):
    for name, which in (("ssda903", "header"), ("ssda903", "episodes"), ("cin", "children"), ("cin", "cin_details")):
        found = table(written, name, which)
        assert abs(found.loaded_children - found.written_children) <= 1, which


@pytest.mark.parametrize("name", ["ssda903", "cin"])
def test_what_was_written_breaks_no_rule_that_what_was_loaded_keeps_but_for_what_other_files_tell(written, name):
    found = written[name][1]
    assert found.rules["failed"] == 0
    assert found.rules["ran"] > 100
    worse = {code: (new, old) for code, new, old in found.broken if new > old}
    told_otherwise = sum(sum(each.why.values()) for each in found.reconciled)
    assert sum(new - old for new, old in worse.values()) <= told_otherwise, worse


def test_the_census_is_one_message_in_the_order_of_its_schema(written):
    ((path, children),) = written["cin"][1].files
    root = etree.parse(path).getroot()
    assert [each.tag for each in root] == ["Header", "Children"]
    assert root.findtext("Header/CollectionDetails/ReferenceDate") == "2025-03-31"
    assert len(root.findall("Children/Child")) == children
    order = [
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "CINclosureDate",
        "ReasonForClosure",
        "DateOfInitialCPC",
    ]
    order += ["Assessments", "CINPlanDates", "Section47", "ReferralNFA", "ChildProtectionPlans"]
    for case in root.iter("CINdetails"):
        places = [order.index(each.tag) for each in case]
        assert places == sorted(places)


def test_nothing_of_after_the_last_day_is_told(written):
    for row in rows_of(written["ssda903"][0] / "episodes.csv"):
        for day in (row["DECOM"], row["DEC"]):
            assert not day or dt.datetime.strptime(day, "%d/%m/%Y").date() <= LAST_DAY
    root = etree.parse(written["cin"][1].files[0][0]).getroot()
    told = [
        each.text
        for tag in (
            "CINclosureDate",
            "AssessmentAuthorisationDate",
            "CPPendDate",
            "CPPreviewDate",
            "PersonBirthDate",
            "PersonDeathDate",
        )
        for each in root.iter(tag)
    ]
    assert max(told) <= LAST_DAY.isoformat()


def test_an_earlier_day_of_the_year_gives_the_return_as_it_stood_then(returns, tmp_path):
    day = dt.date(2024, 9, 30)
    found = export_return(returns.homes[WHOLE], counties.AUTHORITY, "ssda903", as_at=day, folder=tmp_path)
    assert found.last_day == day
    starts = [dt.datetime.strptime(row["DECOM"], "%d/%m/%Y").date() for row in rows_of(tmp_path / "episodes.csv")]
    assert max(starts) <= day


def test_a_year_without_anything_is_refused_in_words(returns, tmp_path):
    with pytest.raises(Exception, match="holds nothing"):
        export_return(returns.homes[WHOLE], counties.AUTHORITY, "cin", as_at=dt.date(1995, 3, 31), folder=tmp_path)


def test_that_it_was_taken_is_written_and_without_the_right_nothing_is(returns, tmp_path, monkeypatch):
    from dataclasses import replace

    from sherwood.jobs.returns import export as job

    home = returns.homes[WHOLE]
    assert "rows exported" in (home.logs / "owner-audit.jsonl").read_text(encoding="utf-8")
    owner = job.viewer_at_keyboard(home, counties.AUTHORITY, None)
    for less in (
        {"permissions": owner.permissions - {"export:rows"}},
        {"purposes": owner.purposes - {"statutory_return"}},
    ):
        monkeypatch.setattr(job, "viewer_at_keyboard", lambda *_, less=less: replace(owner, **less))
        with pytest.raises(NotAllowed):
            export_return(home, counties.AUTHORITY, "ssda903", as_at=LAST_DAY, folder=tmp_path / "none")
    assert not (tmp_path / "none").exists()
