"""Teach the linkage model what each level of agreement is worth, from a home's landed files and without any answers.

    .venv/bin/python scripts/train_linkage.py HOME [HOME …]

Every number of a feed is a record of its own while the model learns, so that pairs which agree outright teach it too. Several homes
are one county after another; what they teach is averaged. The chance that any two nodes are one person is set for a county of
TRAINED_FOR_NODES of them, because it falls with their number and small counties would teach it too high.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
from splink import Linker

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.linkage_levels import SETTINGS  # noqa: E402

from sherwood import sources  # noqa: E402
from sherwood.definitions.catalogue import load_catalogue  # noqa: E402
from sherwood.definitions.council import load_council  # noqa: E402
from sherwood.definitions.home import Home  # noqa: E402
from sherwood.identity.matching import Matching  # noqa: E402
from sherwood.identity.packaged import short_names, sql  # noqa: E402
from sherwood.identity.persons import FeedTold, gather  # noqa: E402
from sherwood.identity.records import hear, key_records, landed_tables  # noqa: E402
from sherwood.identity.said import tellings  # noqa: E402
from sherwood.identity.scoring import TRAINED_FOR_NODES  # noqa: E402
from sherwood.store import memory  # noqa: E402
from sherwood.store import scratch as scratch_of  # noqa: E402

MODEL = ROOT / "src" / "sherwood" / "identity" / "model" / "linkage.json"
SEED, PAIRS = 20261128, 1e7
# Agreements that are one person as good as always, and the share of all true pairs that show one.
SURE = (
    "l.forename = r.forename AND l.surname = r.surname AND l.birth_digits = r.birth_digits",
    "l.upns[1] = r.upns[1]",
    "l.nhs_numbers[1] = r.nhs_numbers[1]",
)
SHOW_ONE = 0.8
# Of a county of 180,000 children with all its partners' records; seven pairs of nodes in ten nodes are left for the model to find.
PAIRS_A_NODE = 0.7
# Records taken down carelessly err in several particulars at once, which the model takes for as many chances against: in two counties made
# while it was developed, of pairs that it held for 80 to 95 in a hundred 94 were one person. What every pair starts from makes up for it.
CARELESS = 4.8
LEAST_M, LEAST_U = 0.002, 1e-6
LEARN_FROM = (
    "l.birth_digits = r.birth_digits AND l.forename = r.forename",
    "l.surname = r.surname AND l.forename = r.forename",
    "l.birth_digits = r.birth_digits AND l.postcodes[1] = r.postcodes[1]",
    "l.upns[1] = r.upns[1]",
)


def learnt(home: Home) -> dict[str, Any]:
    """Return the model as one home's records teach it."""
    authority, feeds = load_council(home).code, load_catalogue(home.council).feeds
    with memory(threads=2) as build:
        sources.stage(build, home, authority, None, lambda *_: None)
        landed = landed_tables(build)
        with scratch_of(build) as scratch:
            hear(scratch, landed, lambda *_: None)
            key_records(scratch, home.secret("record-keys"), authority)
            groups = gather(scratch, map(FeedTold.of, feeds.values()))
            Matching(scratch).prepare(list(tellings(feeds, landed)))
            each = pa.array(range(len(groups)), pa.int32())
            scratch.insert_arrow("group_node", pa.table({"group_no": each, "node_no": each}))
            names = short_names()
            scratch.insert_arrow("short_name", pa.table({"short_name": list(names), "name": list(names.values())}))
            scratch.create_table_as("node", sql("node"))
            return _trained(Linker(scratch.linker_database().register("node"), SETTINGS, log_level="ERROR"))


def _trained(linker: Linker) -> dict[str, Any]:
    linker.training.estimate_probability_two_random_records_match(SURE, recall=SHOW_ONE)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=SEED)
    for condition in LEARN_FROM:
        linker.training.estimate_parameters_using_expectation_maximisation(
            condition, fix_probability_two_random_records_match=True
        )
    model: dict[str, Any] = linker.misc.save_model_to_json()
    return _of_strangers(model)


def _of_strangers(model: dict[str, Any]) -> dict[str, Any]:
    """Take out of the chance agreements those of pairs that are one person: in a random sample of a small county they are many."""
    same = model["probability_two_random_records_match"]
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level.get("u_probability") is not None and not level.get("fix_u_probability"):
                level["u_probability"] = max(
                    0.0, (level["u_probability"] - same * level.get("m_probability", 0.0)) / (1 - same)
                )
    return model


def together(models: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one model that holds what several taught, with no level so rare that it decides by itself."""
    model = models[0]
    for at, comparison in enumerate(model["comparisons"]):
        for level_no, level in enumerate(comparison["comparison_levels"]):
            same = [each["comparisons"][at]["comparison_levels"][level_no] for each in models]
            for name, least in (("m_probability", LEAST_M), ("u_probability", LEAST_U)):
                taught = [each[name] for each in same if each.get(name) is not None]
                if taught:
                    is_fixed = level.get(f"fix_{name}", False)
                    level[name] = taught[0] if is_fixed else float(f"{max(least, statistics.fmean(taught)):.6g}")
    model["probability_two_random_records_match"] = 2 * PAIRS_A_NODE * CARELESS / TRAINED_FOR_NODES
    model.pop("linker_uid", None)
    return model


def main(homes: list[str]) -> None:
    """Write the model that all homes named teach together."""
    model = together([learnt(Home.at(Path(each))) for each in homes])
    MODEL.write_text(json.dumps(model, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{MODEL.relative_to(ROOT)} written from {len(homes)} home(s)")


if __name__ == "__main__":
    main(sys.argv[1:])
