"""Which codes of the looked-after return and of the children in need census a county's files use, against the reference lists."""

import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from tests.support.samples import REFERENCE

# Flags may be spelt as words, too: they are no codes.
FLAGS = {"0", "1", "true", "false"}


def listed_in_return(reference: Path = REFERENCE) -> dict[str, dict[str, set[str]]]:
    """By file of the return and column: the codes it may hold."""
    tables = json.loads((reference / "ssda903.json").read_text(encoding="utf-8"))["tables"]
    return {
        table["file_names"][0]: {
            name: set(column["codes"]) for name, column in table["columns"].items() if column.get("codes")
        }
        for table in tables.values()
    }


def listed_in_census(reference: Path = REFERENCE) -> dict[str, set[str]]:
    """By element of the census: the codes it may hold; flags and the message's own header are no codes."""
    tree = json.loads((reference / "cin_census.json").read_text(encoding="utf-8"))["tree"]
    return dict(_coded("Children", tree["Message"]["children"]["Children"]))


def _coded(name, node):
    if node.get("codes") and not set(node["codes"]) <= FLAGS:
        yield name, set(node["codes"])
    for child_name, child in node.get("children", {}).items():
        yield from _coded(child_name, child)


def modules_in_census(reference: Path = REFERENCE) -> set[str]:
    """Every element of a child that holds others."""
    tree = json.loads((reference / "cin_census.json").read_text(encoding="utf-8"))["tree"]
    found = set()

    def visit(name, node):
        if node.get("children"):
            found.add(name)
            for child_name, child in node["children"].items():
                visit(child_name, child)

    visit("Children", tree["Message"]["children"]["Children"])
    return found


def used_in_return(county: Path) -> dict[str, dict[str, set[str]]]:
    """By file and column: what stands in the county's CSV files of every year."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in county.glob("*/ssda903/*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for name, cell in row.items():
                    if name and cell:
                        found[path.stem][name.upper().replace(" ", "_")].add(re.sub(r"\.0$", "", cell.strip()))
    return found


def used_in_census(county: Path) -> tuple[dict[str, set[str]], set[str]]:
    """By element: what stands in the county's census files of every year; and the elements that hold others."""
    found: dict[str, set[str]] = defaultdict(set)
    modules = set()
    for path in county.glob("*/cin_census/*/*.xml"):
        for element in ElementTree.parse(path).iter():
            if len(element):
                modules.add(element.tag)
            elif element.text:
                found[element.tag].add(element.text.strip())
    return found, modules
