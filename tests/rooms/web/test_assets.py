"""The front-end files in the package: what the manifest says they are, free of GOV.UK's own marks, readable, and safe under the policy."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import sherwood.web

WEB = Path(sherwood.web.__file__).parent
STATIC = WEB / "static" / "sherwood"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
STYLESHEET = (VENDOR / "sherwood.css").read_text(encoding="utf-8")
OWN_SCRIPTS = sorted(STATIC.glob("*.js"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
BUILD = WEB.parents[2] / "scripts" / "vendor_assets"
TONES = ("red", "amber", "green", "teal", "grey")


def colour(name: str) -> str:
    found = re.search(rf"--app-{name}:\s*([^;}}]+)", STYLESHEET)
    assert found, f"no colour --app-{name}"
    return {"white": "#ffffff"}.get(found[1].strip(), found[1].strip())


def luminance(value: str) -> float:
    digits = value.removeprefix("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_vendored_file_is_the_one_in_the_manifest(entry):
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_vendored_file_has_its_licence_beside_it(entry):
    text = (VENDOR / f"{entry['file']}.licence.txt").read_text(encoding="utf-8")
    assert entry["package"] in text
    assert "Permission" in text or "Redistribution" in text


def test_vendor_folder_holds_nothing_that_the_manifest_does_not_name():
    named = {entry["file"] for entry in MANIFEST}
    expected = named | {f"{file}.licence.txt" for file in named} | {"MANIFEST.json"}
    assert {path.name for path in VENDOR.iterdir()} == expected


def test_manifest_names_no_address():
    assert "://" not in (VENDOR / "MANIFEST.json").read_text(encoding="utf-8")


def test_manifest_versions_are_the_pinned_ones():
    if not BUILD.exists():
        pytest.skip("the maintainer's script is not part of an installed package")
    wanted = json.loads((BUILD / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {entry["package"]: entry["version"] for entry in MANIFEST} == wanted


def test_pinned_versions_are_exact():
    if not BUILD.exists():
        pytest.skip("the maintainer's script is not part of an installed package")
    wanted = json.loads((BUILD / "package.json").read_text(encoding="utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert not list(BUILD.glob("*lock*"))


@pytest.mark.parametrize("mark", ["GDS Transport", "@font-face", "crest", "crown", "url("])
def test_stylesheet_carries_nothing_that_is_govuks_alone(mark):
    assert mark.lower() not in STYLESHEET.lower()


def test_package_holds_no_font_and_no_bitmap():
    unwanted = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".png", ".ico", ".jpg"}
    assert [path.name for path in (WEB / "static").rglob("*") if path.suffix in unwanted] == []


def test_no_vendored_file_points_at_a_map_that_is_not_shipped():
    assert [path.name for path in VENDOR.iterdir() if "sourceMappingURL" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("tone", TONES)
def test_words_of_a_tag_can_be_read_on_its_ground(tone):
    assert contrast(colour(f"{tone}-words"), colour(f"{tone}-ground")) >= 4.5


@pytest.mark.parametrize("tone", TONES)
def test_edge_of_a_journey_mark_is_seen_on_the_page(tone):
    assert contrast(colour(f"{tone}-edge"), colour("paper")) >= 3


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("ink", "paper"),
        ("ink", "sage"),
        ("ink", "focus"),
        ("ink-soft", "paper"),
        ("ink-soft", "sage"),
        ("leaf", "paper"),
        ("leaf", "sage"),
        ("leaf-dark", "paper"),
        ("visited", "paper"),
        ("red", "paper"),
        ("paper", "canopy"),
        ("paper", "leaf"),
        ("sage-dark", "ink"),
    ],
)
def test_words_can_be_read_on_their_ground(words, ground):
    assert contrast(colour(words), colour(ground)) >= 4.5


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_template_has_no_inline_style_script_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_template_never_trusts_words_it_is_given(path):
    assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda path: path.name)
def test_own_script_makes_no_code_from_text_and_keeps_nothing_in_the_browser(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|localStorage|sessionStorage|document\.cookie", text)


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda path: path.name)
def test_every_module_that_a_script_imports_is_there(path):
    for wanted in re.findall(r'from "(\./[^"]+)"', path.read_text(encoding="utf-8")):
        assert (STATIC / wanted).is_file()


def test_every_static_file_that_a_template_names_is_there():
    named = {
        name for path in TEMPLATES for name in re.findall(r"{% static '([^']+)'", path.read_text(encoding="utf-8"))
    }
    assert named
    assert [name for name in sorted(named) if not (WEB / "static" / name).is_file()] == []


def test_every_own_class_of_a_template_is_dressed_in_the_stylesheet():
    classes = {
        name
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for name in re.sub(r"{{.*?}}|{%.*?%}", " ", value).split()
        if name.startswith("app-") and not name.endswith("--")
    }
    assert [name for name in sorted(classes) if f".{name}" not in STYLESHEET] == []
