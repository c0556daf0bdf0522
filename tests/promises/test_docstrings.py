"""Every public name says what it means; no file and no function grows beyond what one can hold in the head."""

import ast

import pytest
from tests.promises.sources_of_truth import PACKAGE_FILES, ROOT, SOURCE

FILE_LINES = 350
FUNCTION_LINES = 80
TEST_FILES = sorted((ROOT / "tests").rglob("*.py"))
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
CONTRACT_OF_OTHERS = {
    # Meta and Migration are read by Django, Command's pieces by click: their meaning is those libraries' own.
    "Meta",
    "Migration",
    "list_commands",
    "get_command",
    "format_commands",
}


def name_of(path):
    return str(path.relative_to(ROOT))


def public(body, prefix=""):
    """Public classes, functions and methods; what stands inside a function is its own business."""
    for node in body:
        if not isinstance(node, DEFINITIONS) or node.name.startswith("_") or node.name in CONTRACT_OF_OTHERS:
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{prefix}{node.name}.")


def undocumented(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:  # an empty package file has nothing to say
        return []
    missing = [] if ast.get_docstring(tree) else ["the module"]
    return missing + [name for name, node in public(tree.body) if not ast.get_docstring(node)]


@pytest.mark.parametrize("path", PACKAGE_FILES, ids=name_of)
def test_every_public_name_says_what_it_means(path):
    if "migrations" not in path.parts:
        assert undocumented(path) == []


def test_missing_docstrings_would_be_found(tmp_path):
    file = tmp_path / "module.py"
    file.write_text(
        "class Child:\n    def age(self): ...\n    def _key(self): ...\n\ndef find(): ...\n", encoding="utf-8"
    )
    assert undocumented(file) == ["the module", "Child", "Child.age", "find"]


def test_docstring_of_a_module_begins_with_one_sentence():
    wrong = []
    for path in PACKAGE_FILES:
        found = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if found and not found.split("\n\n")[0].rstrip().endswith((".", ")")):
            wrong.append(name_of(path))
    assert wrong == []


@pytest.mark.parametrize("folder", ["src", "tests", "scripts", "benchmarks", "evaluations"])
def test_no_file_is_longer_than_one_can_hold_in_the_head(folder):
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py")}
    assert {name_of(path): lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_longer_than_a_screen():
    found = {
        f"{name_of(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in (*PACKAGE_FILES, *TEST_FILES)
        for node in functions(path)
    }
    assert {name: lines for name, lines in found.items() if lines > FUNCTION_LINES} == {}


def test_half_of_all_functions_and_files_are_short():
    files = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE_FILES)
    lengths = sorted(node.end_lineno - node.lineno + 1 for path in PACKAGE_FILES for node in functions(path))
    assert files[len(files) // 2] <= 100
    assert lengths[len(lengths) // 2] <= 10


def test_no_sql_is_joined_from_strings():
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr) and _starts_like_sql(node)
    ]
    assert wrong == []


def _starts_like_sql(node):
    first = node.values[0].value if node.values and isinstance(node.values[0], ast.Constant) else ""
    return str(first).lstrip().startswith(("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "DROP ", "ALTER "))
