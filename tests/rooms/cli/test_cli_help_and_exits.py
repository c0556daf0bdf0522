"""Help is instant and loads nothing heavy; every way to end has its own exit code and never a traceback."""

import errno
import json
import os
import re
import subprocess
import sys
import time
from importlib.resources import files

import pytest

from sherwood.cli import data
from sherwood.cli.main import COMMANDS
from sherwood.definitions.errors import Problem

HELP = """
import sys
sys.argv = ["sherwood", "--help"]
from sherwood.cli.main import main
try:
    main()
finally:
    heavy = {name.split(".")[0] for name in sys.modules} & {"duckdb", "django", "pyarrow", "pydantic", "sqlglot", "rich"}
    print("HEAVY", sorted(heavy))
"""


def test_help_loads_neither_engine_nor_django_nor_anything_heavy():
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_help_takes_under_a_second(sherwood_process):
    def seconds():
        before = time.perf_counter()
        assert sherwood_process("--help").code == 0
        return time.perf_counter() - before

    assert min(seconds() for _ in range(3)) < 1


def test_help_lists_every_command_with_what_it_does(sherwood):
    said = sherwood("--help")
    assert said.code == 0
    for name, (_, _, about) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(about)}", said.out, re.MULTILINE), name


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself(sherwood, name):
    said = sherwood(name, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: sherwood {name}")


def test_version_is_told(sherwood):
    said = sherwood("--version")
    assert said.code == 0
    assert re.search(r"\d+\.\d+\.\d+", said.out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["load"],
        ["build", "--nonsense"],
        ["measure", "value", "cla_open", "--from", "31/03/2018"],
        ["measure", "value", "cla_open", "--grain", "decade"],
        ["measure", "value", "cla_open", "--filter", "team"],
        ["serve", "--port", "80000"],
        ["report", "export", "cla_overview", "--format", "odt", "--out", "x.odt"],
        ["report", "export", "cla_overview", "--format", "csv", "--out", "nowhere/x.csv"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2(sherwood, tmp_path, arguments):
    (tmp_path / "home").mkdir()
    said = sherwood(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert "Error: " in said.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["measure", "show", "cla_opn"], "did you mean 'cla_open'?"),
        (["report", "show", "zzzz"], "there is no report 'zzzz'"),
        (["load", "not-there"], "not-there"),
        (["measure", "value", "cla_open"], "sherwood build"),
        (["status", "--authority", "../elsewhere"], "is no authority's code"),
        (["measure", "value", "cla_open", "--as", "someone"], "leave out --as"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_input_ends_with_1_and_says_what(sherwood, tmp_path, arguments, told):
    (tmp_path / "home").mkdir()
    said = sherwood(*arguments)
    assert said.code == 1
    assert told in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "command",
    [
        "status",
        "build",
        "rejected",
        "refresh",
        "user list",
        "serve",
        "measure value cla_open",
        "report export cla_overview --format csv --out x.csv",
    ],
)
def test_where_there_is_no_home_none_is_made(sherwood, tmp_path, command):
    said = sherwood(*command.split())
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"sherwood: there is no home at {tmp_path / 'home'}: begin one with `sherwood init`")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('calendar = "mars"', "calendars/mars.toml"),
        ("[limits.assessment]\nlaw = 60", "which the law sets"),
        ("[limits.nope]\nonly = 1", "not in the catalogue"),
        ("[limits.child_protection_visit]\nfirst = 1", "has no step 'first'"),
    ],
)
def test_check_refuses_the_settings_that_build_refuses(sherwood, tmp_path, line, told):
    (tmp_path / "home" / "council").mkdir(parents=True)
    (tmp_path / "home" / "council" / "council.toml").write_text(line, encoding="utf-8")
    for command in ("check", "build"):
        said = sherwood(command)
        assert (said.code, told in said.err, "council.toml" in said.err) == (1, True, True), said


def test_broken_catalogue_of_a_council_ends_with_1_and_names_the_file(sherwood, tmp_path):
    file = tmp_path / "home" / "council" / "measures" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text("titel = 'Mine'", encoding="utf-8")
    said = sherwood("check")
    assert said.code == 1
    assert f"{file}: " in said.err


def rule_of_a_council(home, change):
    """Put a shipped rule of records, changed, into the council's own folder."""
    name = "case_closed_before_opened"
    shipped = files("sherwood.catalogue") / "record_rules"
    folder = home / "council" / "record_rules"
    folder.mkdir(parents=True)
    for ending in (".toml", ".sql"):
        text = (shipped / f"{name}{ending}").read_text(encoding="utf-8")
        (folder / f"our_own{ending}").write_text(change(text) if ending == ".toml" else text, encoding="utf-8")


def test_check_counts_a_rule_of_records_of_the_council(sherwood, tmp_path):
    def counted():
        return int(re.search(r"(\d+) rules of records", sherwood("check").err).group(1))

    shipped = counted()
    rule_of_a_council(tmp_path / "home", lambda text: text)
    assert counted() == shipped + 1


def test_check_refuses_a_broken_rule_of_records_that_would_stop_the_build(sherwood, tmp_path):
    rule_of_a_council(tmp_path / "home", lambda text: text.replace("remedy =", "remmedy ="))
    said = sherwood("check")
    assert said.code == 1
    assert "our_own.toml" in said.err
    assert "remmedy" in said.err


def test_check_counts_what_is_sound(sherwood):
    said = sherwood("check")
    assert said.code == 0
    kinds = ("measures", "reports", "tables", "rules of returns", "rules of records", "programmes")
    counted = ", ".join(rf"[1-9]\d* {kind}" for kind in kinds)
    assert re.match(rf"{counted}: all sound \([0-9a-f]{{16}}\)\.\n", said.err)


def test_fault_ends_with_3_and_a_reference_and_logs_no_value(sherwood, tmp_path, monkeypatch):
    def fail(home):
        child = "Jane Doe 566910"
        raise ValueError(f"could not work on {child}")

    monkeypatch.setattr(data, "load_council", fail)
    said = sherwood("check")
    assert (said.code, said.out) == (3, "")
    assert "Traceback" not in said.err
    reference = re.search(r"reference ([0-9a-f]{8})$", said.err.strip()).group(1)
    log = (tmp_path / "home" / "logs" / "faults.log").read_text(encoding="utf-8")
    assert f"{reference} builtins.ValueError" in log
    assert "in fail" in log
    assert "Jane" not in log + said.err
    assert "566910" not in log + said.err


def test_second_fault_is_added_to_the_first(sherwood, tmp_path, monkeypatch):
    monkeypatch.setattr(data, "load_council", lambda home: 1 / 0)
    sherwood("check")
    sherwood("check")
    log = (tmp_path / "home" / "logs" / "faults.log").read_text(encoding="utf-8")
    assert log.count("ZeroDivisionError") == 2


def test_fault_in_a_home_that_cannot_be_written_still_ends_with_3(sherwood, tmp_path, monkeypatch):
    (tmp_path / "home").write_text("a file where the home should be", encoding="utf-8")
    monkeypatch.setattr(data, "load_council", lambda home: 1 / 0)
    said = sherwood("check")
    assert said.code == 3
    assert "faults.log can't be written" in said.err


def test_home_that_is_a_file_is_told_as_the_owners_to_put_right(sherwood, tmp_path, files):
    (tmp_path / "home").write_text("a file where the home should be", encoding="utf-8")
    said = sherwood("load", files)
    assert said.code == 1
    assert str(tmp_path / "home") in said.err


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS])
def test_disk_that_refuses_is_told_with_its_file(sherwood, monkeypatch, number):
    def refuse(home):
        raise OSError(number, os.strerror(number), "a-file")

    monkeypatch.setattr(data, "load_council", refuse)
    said = sherwood("check")
    assert said.code == 1
    assert said.err == f"sherwood: a-file: {os.strerror(number)}; check the folder's rights and space\n"


def test_problem_is_told_in_its_own_words(sherwood, monkeypatch):
    def refuse(home):
        raise Problem("the spade is in the shed")

    monkeypatch.setattr(data, "load_council", refuse)
    assert sherwood("check") == (1, "", "sherwood: the spade is in the shed\n")


@pytest.mark.skipif(os.name != "posix", reason="pipes close differently elsewhere")
def test_reader_that_has_read_enough_is_no_fault(tmp_path):
    script = f"{sys.executable} -m sherwood.cli.main measure list --json | true"
    environment = os.environ | {"SHERWOOD_HOME": str(tmp_path / "home")}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    assert not (tmp_path / "home" / "logs").exists()


def test_measures_are_listed_as_others_rely_on(sherwood):
    measures = json.loads(sherwood("measure", "list", "--json").out)["measures"]
    assert {"id", "title", "area", "kind"} <= set(measures[0])
    assert "looked_after/cla_open" in {each["id"] for each in measures}


def test_reports_are_listed_as_others_rely_on(sherwood):
    reports = json.loads(sherwood("report", "list", "--json").out)["reports"]
    assert {"id", "title", "area", "kind", "audience"} <= set(reports[0])
    assert all(isinstance(each["audience"], list) for each in reports)


@pytest.mark.parametrize("kind", ["measure", "report"])
def test_lists_can_be_read_by_people(sherwood, kind):
    said = sherwood(kind, "list")
    assert (said.code, said.err) == (0, "")
    assert "looked_after/cla_" in said.out


def test_measure_is_shown_with_its_rule_source_and_example(sherwood):
    shown = json.loads(sherwood("measure", "show", "cla_open", "--json").out)
    assert shown["id"] == "looked_after/cla_open"
    assert shown["source"]
    assert shown["example"]["expect"]
    words = sherwood("measure", "show", "cla_open").out
    assert words.startswith("Children looked after (looked_after/cla_open)\nHow many children do we look after?\n")
    assert all(f"\n{each}: " in words for each in ("Numerator", "Source", "Breakdowns", "Answer"))
    assert not set("{}`") & set(words)


def test_report_is_shown(sherwood):
    shown = json.loads(sherwood("report", "show", "cla_overview", "--json").out)
    assert shown["key_figures"]
