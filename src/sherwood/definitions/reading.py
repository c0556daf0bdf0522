"""Reads one TOML file into its shape; a key that nothing knows is an error with the nearest right spelling."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

T = TypeVar("T")


def toml_files(folder: Traversable | Path, prefix: str = "") -> Iterator[tuple[str, Traversable | Path]]:
    """Yield (identifier, file) of every TOML file below `folder`, in order; the identifier is the path without its ending."""
    if not folder.is_dir():
        return
    for item in sorted(folder.iterdir(), key=lambda each: each.name):
        if item.is_dir():
            yield from toml_files(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".toml"):
            yield f"{prefix}{item.name.removesuffix('.toml')}", item


def read_entry(adapter: TypeAdapter[T], identifier: str, file: Traversable | Path, problems: list[str]) -> T | None:
    """Return the entry in `file`, or None after adding what is wrong with it to `problems`."""
    content = file.read_bytes()
    try:
        data = tomllib.loads(content.decode("utf-8"))
        data |= {"id": identifier, "content_hash": hashlib.sha256(content).hexdigest()[:16]}
        return adapter.validate_python(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{file}: not readable as TOML: {error}")
    except ValidationError as error:
        problems.extend(f"{file}: {words}" for words in map(_in_words(adapter, data), error.errors()))
    return None


def _in_words(adapter: TypeAdapter[Any], data: Mapping[str, Any]) -> Any:
    """Return a function that words one validation error, suggesting a known key for an unknown one."""
    known = sorted(_field_names(adapter._type, set()))

    def words(error: ErrorDetails) -> str:
        place = ".".join(str(part) for part in error["loc"] if part not in (data.get("kind"),))
        if error["type"] != "extra_forbidden":
            return f"{place}: {error['msg']}"
        key = str(error["loc"][-1])
        nearest = difflib.get_close_matches(key, [name for name in known if name != key], n=1)
        return f"unknown key '{place}'" + (
            f" – did you mean '{nearest[0]}'?" if nearest else "; nothing reads it: remove it"
        )

    return words


def _field_names(annotation: Any, seen: set[Any]) -> set[str]:
    """Return every key that a shape, or a shape inside it, may hold."""
    if annotation in seen:
        return set()
    seen.add(annotation)
    names: set[str] = set()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            names |= {field.alias or name} | _field_names(field.annotation, seen)
        return names
    for inner in get_args(annotation):
        names |= _field_names(inner, seen)
    return names
