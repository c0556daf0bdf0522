"""What the repository holds and what it never may: no data, no county, no trace of one machine."""

import re
import subprocess
import sys
import zipfile

import pytest
from tests.promises.sources_of_truth import ROOT, SOURCE, kept_files, text_of, written_here

DATA_ENDINGS = {".duckdb", ".wal", ".parquet", ".sqlite3", ".db", ".xlsx", ".xls", ".log", ".pyc"}
DATA_FOLDERS = {"sherwood-data", "sherwood-demo", "county", "landing", "warehouse-files", "inbox", "backups"}
MACHINE_PATH = re.compile(r"(?<![\w./-])(/work/|/root/|/home/\w+/|/tmp/|/Users/\w+/|[A-Z]:\\\\Users)")
REGISTRY = re.compile(
    r"https?://[^\s\"')]*(simple/|/npm/|artifactory|nexus|devpi|registry\.)|--index-url|--extra-index-url"
)
SH_BLOCK = re.compile(r"```sh\n(.*?)\n```", re.DOTALL)


def name_of(path):
    return str(path.relative_to(ROOT))


def section(title):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count(f"\n## {title}\n") == 1
    return readme.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_no_warehouse_no_office_and_no_return_is_kept():
    found = [name_of(path) for path in kept_files() if path.suffix in DATA_ENDINGS]
    assert found == []


def test_no_home_and_no_county_is_kept():
    inside = [path for path in kept_files() if SOURCE not in path.parents and ROOT / "tests" not in path.parents]
    assert [name_of(path) for path in inside if DATA_FOLDERS & set(path.relative_to(ROOT).parts[:-1])] == []


def test_no_file_of_a_return_is_kept_outside_the_tests_own_evidence():
    csvs = [path for path in kept_files() if path.suffix in {".csv", ".xml"}]
    outside = [name_of(path) for path in csvs if ROOT / "tests" / "evidence" not in path.parents]
    # The expectation of who sees what holds roles and words, and nobody.
    expected = {"docs/who-sees-what.csv", "docs/who-sees-contacts.csv"}
    assert [name for name in outside if name not in expected] == []


def test_no_path_of_one_machine_is_written_down():
    this_file = ROOT / "tests" / "promises" / "test_repository.py"
    found = [
        f"{name_of(path)}: {match.group(0)}"
        for path in kept_files()
        if written_here(path) and path != this_file
        for match in MACHINE_PATH.finditer(text_of(path))
    ]
    assert found == []


def test_no_merge_was_left_half_done():
    """A line that begins with seven signs and names a side stands where somebody still has to choose."""
    half_done = re.compile(r"^(<{7}|>{7}) \S", re.MULTILINE)
    assert [name_of(path) for path in kept_files() if half_done.search(text_of(path))] == []


def test_no_package_registry_is_named():
    this_file = ROOT / "tests" / "promises" / "test_repository.py"
    found = [
        name_of(path)
        for path in kept_files()
        if path != this_file and path.suffix != ".txt" and written_here(path) and REGISTRY.search(text_of(path))
    ]
    assert found == []


def test_locked_requirements_name_no_registry_and_hash_every_package():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        pinned = re.findall(r"^[a-zA-Z0-9][\w.-]*==", text, re.MULTILINE)
        assert pinned, lock.name
        for block in re.split(r"^(?=[a-zA-Z0-9][\w.-]*==)", text, flags=re.MULTILINE)[1:]:
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_no_file_is_left_to_be_finished():
    word = re.compile(r"\b(TODO|FIXME|HACK)\b")
    kept = [
        path for path in kept_files() if written_here(path) and path.suffix in {".py", ".sql", ".toml", ".html", ".md"}
    ]
    found = [name_of(path) for path in kept if path.name != "test_repository.py" and word.search(text_of(path))]
    assert found == []


@pytest.mark.parametrize("title", ["Run it", "Test it"])
def test_readme_section_begins_with_one_line_to_run(title):
    first = SH_BLOCK.search(section(title)).group(1)
    assert len(first.splitlines()) == 1
    assert first.startswith("python3 bootstrap.py ")


def test_run_it_starts_the_demo_and_test_it_takes_arguments_at_its_end():
    assert SH_BLOCK.search(section("Run it")).group(1) == "python3 bootstrap.py demo"
    assert SH_BLOCK.findall(section("Test it")) == ["python3 bootstrap.py test"]


def test_ci_runs_the_readmes_own_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert "## Test it" in script


def test_every_link_between_documents_leads_somewhere():
    link = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
    dead = [
        f"{name_of(path)}: {target}"
        for path in kept_files()
        if path.suffix == ".md"
        for target in link.findall(text_of(path))
        if not (path.parent / target).exists()
    ]
    assert dead == []


@pytest.mark.slow
def test_wheel_holds_the_product_and_no_data(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(tmp_path), str(ROOT)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if made.returncode and "hatchling" in made.stderr:
        pytest.skip(f"the build back end can't be had here: {made.stderr.splitlines()[-1]}")
    assert made.returncode == 0, made.stderr
    (wheel,) = tmp_path.glob("sherwood-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("catalogue/codelists/", "warehouse/tables/", "warehouse/checks/", "web/templates/", "web/static/"):
        assert any(name.startswith(f"sherwood/{part}") for name in names), part
    shipped = {name_of(path) for path in kept_files() if SOURCE in path.parents}
    assert {f"src/{name}" for name in names if ".dist-info/" not in name} <= shipped
    assert not [name for name in names if name.endswith(tuple(DATA_ENDINGS)) or name.startswith(("tests/", "docs/"))]
