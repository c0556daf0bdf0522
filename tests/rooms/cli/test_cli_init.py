"""`sherwood init`: a council's home from nothing, in which no demo can ever stand."""

import os
import subprocess
import sys

import pytest

PASSWORD = "four-plain-words-here"


def init(home, *, code="ashford", name="Ashford Council", password=PASSWORD):
    """Begin a council in a process of its own, as its administrator would."""
    command = [sys.executable, "-m", "sherwood.cli.main", "init", "--code", code, "--name", name]
    command += ["--administrator", "ada", "--administrator-name", "Ada Admin", "--password-file", "-"]
    environment = os.environ | {"SHERWOOD_HOME": str(home)}
    return subprocess.run(
        command, input=f"{password}\n", capture_output=True, text=True, check=False, env=environment, timeout=120
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A council's home, just begun; tests that write use another."""
    home = tmp_path_factory.mktemp("begun") / "home"
    done = init(home, name='Ashford "the Borough" Council')
    assert done.returncode == 0, done.stderr
    return home


def in_home(home, *arguments):
    environment = os.environ | {"SHERWOOD_HOME": str(home)}
    command = [sys.executable, "-m", "sherwood.cli.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)


def test_a_council_begins_with_settings_that_check_finds_in_order(begun):
    assert {path.name for path in (begun / "council").iterdir()} == {"council.toml", "spellings.toml", "teams.toml"}
    assert in_home(begun, "check").returncode == 0


def test_a_name_with_quotation_marks_stays_what_it_is(begun):
    assert r'name = "Ashford \"the Borough\" Council"' in (begun / "council" / "council.toml").read_text("utf-8")


def test_the_first_account_is_an_administrator_and_there_is_no_other(begun):
    listed = in_home(begun, "user", "list")
    assert "\n".join(listed.stdout.splitlines()[1:]).split() == ["ada", "Ada", "Admin", "administrator"]


def test_the_password_is_printed_and_kept_nowhere(begun):
    kept = [path for path in begun.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert kept == []


def test_a_demo_cannot_be_made_in_a_councils_home(begun):
    done = in_home(begun, "demo", "--no-serve")
    assert done.returncode == 1
    assert "is not a demo's home" in done.stderr
    assert [line.split()[0] for line in in_home(begun, "user", "list").stdout.splitlines()[1:]] == ["ada"]


def test_a_line_in_the_settings_makes_no_demo_of_a_council(tmp_path):
    home = tmp_path / "home"
    assert init(home).returncode == 0
    settings = home / "council" / "council.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\nis_demo = true\n", encoding="utf-8")
    done = in_home(home, "demo", "--no-serve")
    assert done.returncode == 1
    assert "`sherwood demo` did not make this home: take the line out" in done.stderr
    for command in ("check", "build", "serve"):
        refused = in_home(home, command)
        assert (refused.returncode, "take the line out" in refused.stderr) == (1, True), command


def test_a_council_is_not_begun_twice(begun):
    before = (begun / "council" / "council.toml").read_bytes()
    done = init(begun, name="Another Council")
    assert done.returncode == 1
    assert "already is a council's home" in done.stderr
    assert (begun / "council" / "council.toml").read_bytes() == before


def test_a_home_that_holds_only_what_load_made_can_be_begun(tmp_path):
    home = tmp_path / "home"
    (home / "landing" / "local").mkdir(parents=True)
    (home / "secrets").mkdir()
    assert init(home, password="short").returncode == 1
    assert sorted(path.name for path in home.iterdir() if path.name in {"landing", "council"}) == ["landing"]
    done = init(home)
    assert done.returncode == 0, done.stderr
    assert "stands under the code 'local', not 'ashford': load those files again" in done.stderr


@pytest.mark.parametrize("given", [("--code", "A!"), ("--code", "a", "--name", "A", "--administrator", "a da")])
def test_a_wrong_code_or_user_name_is_told_before_the_next_question(tmp_path, given):
    done = in_home(tmp_path / "home", "init", *given)
    assert (done.returncode, done.stdout) == (1, "")
    assert given[-1] in done.stderr
    assert not (tmp_path / "home").exists()


def test_without_a_keyboard_the_password_is_asked_for_in_a_file(tmp_path):
    asked = ("--code", "a", "--name", "A", "--administrator", "ada", "--administrator-name", "Ada")
    command = [sys.executable, "-m", "sherwood.cli.main", "init", *asked]
    environment = os.environ | {"SHERWOOD_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert done.returncode == 2
    assert "--password-file" in done.stderr


def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear council", encoding="utf-8")
    done = init(tmp_path)
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": "Ashford!"}, "is no authority's code"),
        ({"name": "  "}, "a council needs a name"),
        ({"password": "short"}, "password"),
        ({"password": ""}, "password"),
    ],
)
def test_after_something_wrong_the_same_command_can_be_given_again(tmp_path, wrong, told):
    home = tmp_path / "home"
    refused = init(home, **wrong)
    assert refused.returncode == 1, refused.stderr
    assert told in refused.stderr
    assert init(home).returncode == 0
