"""The pinned packages are held against a file of advisories that anybody can bring where there is no network."""

import json
import subprocess
import sys
import zipfile

import pytest
from tests.promises.sources_of_truth import ROOT

SCRIPT = ROOT / "scripts" / "audit_dependencies.py"
PINS = "django==5.2.19 \\\n    --hash=sha256:0\nPy-Rage==1.4.0\n"


def advisory(name, events, *, versions=(), ecosystem="PyPI", **more):
    package = {"name": name, "ecosystem": ecosystem}
    ranges = [{"type": "ECOSYSTEM", "events": events}] if events else []
    return {
        "id": f"TEST-{name}",
        "summary": "A fault.",
        "affected": [{"package": package, "ranges": ranges, "versions": list(versions)}],
    } | more


@pytest.fixture
def audited(tmp_path):
    def run(*known):
        (tmp_path / "pins.txt").write_text(PINS, encoding="utf-8")
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            for number, each in enumerate(known):
                archive.writestr(f"{number}.json", json.dumps(each))
        command = [sys.executable, str(SCRIPT), str(tmp_path / "all.zip"), "--requirements", str(tmp_path / "pins.txt")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout

    return run


@pytest.mark.parametrize(
    ("events", "is_told"),
    [
        ([{"introduced": "0"}, {"fixed": "5.2.20"}], True),
        ([{"introduced": "0"}, {"fixed": "5.2.19"}], False),
        ([{"introduced": "5.2.20"}], False),
        ([{"introduced": "5.2.19"}], True),
        ([{"introduced": "5.0"}, {"last_affected": "5.2.19"}], True),
        ([{"introduced": "5.0"}, {"last_affected": "5.2.18"}], False),
        ([{"introduced": "0"}, {"fixed": "4.2.5"}, {"introduced": "5.0"}, {"fixed": "5.2.21"}], True),
        ([{"introduced": "0"}, {"fixed": "4.2.5"}, {"introduced": "5.0"}, {"fixed": "5.2.3"}], False),
    ],
)
def test_a_pin_is_told_of_from_the_version_that_brought_the_fault_to_the_one_that_mended_it(audited, events, is_told):
    code, said = audited(advisory("Django", events))
    assert (code, "django 5.2.19: TEST-Django" in said) == (int(is_told), is_told)


def test_a_listed_version_is_told_of_however_its_package_is_written(audited):
    code, said = audited(advisory("py_rage", (), versions=["1.4.0"]))
    assert code == 1
    assert "py-rage 1.4.0" in said


def test_other_packages_other_places_and_withdrawn_advisories_say_nothing(audited):
    events = [{"introduced": "0"}]
    others = (
        advisory("flask", events),
        advisory("django", events, ecosystem="npm"),
        advisory("django", events, withdrawn="2026-01-01T00:00:00Z"),
    )
    assert audited(*others)[0] == 0


def test_a_file_without_advisories_is_not_taken_for_a_clean_one(audited):
    code, said = audited()
    assert code == 2
    assert "0 advisories" in said
