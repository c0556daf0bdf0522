"""Identity: the SELECTs and the model that come with the room."""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_HERE = files("sherwood.identity")
HASH_LENGTH = 16


@cache
def sql(name: str) -> str:
    """Return the packaged SELECT of that name."""
    return (_HERE / "sql" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def model() -> dict[str, Any]:
    """Return the shipped model: what is compared, what each level of agreement is worth, and which pairs are looked at."""
    settings: dict[str, Any] = json.loads((_HERE / "model" / "linkage.json").read_text(encoding="utf-8"))
    return settings


@cache
def model_hash() -> str:
    """Tell one model from another: the weights of two models cannot be mixed."""
    return hashlib.sha256(json.dumps(model(), sort_keys=True).encode()).hexdigest()[:HASH_LENGTH]


@cache
def weights() -> tuple[str, ...]:
    """Return the columns that hold what each comparison adds to a pair's weight."""
    return tuple(f"mw_{each['output_column_name']}" for each in model()["comparisons"])


@cache
def short_names() -> dict[str, str]:
    """Return the one name each short form stands for, the first of several."""
    names = tomllib.loads((_HERE / "model" / "short_names.toml").read_text(encoding="utf-8"))["names"]
    full: dict[str, str] = {}
    for name, shorts in names.items():
        for short in shorts:
            full.setdefault(short, name)
    return full
