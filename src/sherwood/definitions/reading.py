"""Definitions: reads one TOML file into its shape; a key that nothing knows is an error with the nearest right spelling."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sherwood.vocabulary.spellings import nearest

T = TypeVar("T")
MADE_HERE = ("id", "content_hash")


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
    found = read_toml(file, problems, made_here=MADE_HERE)
    if found is None:
        return None
    content, data = found
    made = {"id": identifier, "content_hash": hashlib.sha256(content).hexdigest()[:16]}
    return shaped(adapter, data | made, file, problems)


def read_toml(
    file: Traversable | Path, problems: list[str], *, made_here: Iterable[str]
) -> tuple[bytes, dict[str, Any]] | None:
    """Return a file's bytes and keys; None, with the reason in `problems`, if it is no TOML or sets a key that Sherwood makes."""
    content = file.read_bytes()
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{file}: not readable as TOML: {error}")
        return None
    taken = [key for key in made_here if key in data]
    problems.extend(f"{file}: the key '{key}' is made by Sherwood: remove it" for key in taken)
    return None if taken else (content, data)


def shaped(adapter: TypeAdapter[T], data: Mapping[str, Any], file: Traversable | Path, problems: list[str]) -> T | None:
    """Return the data in their shape, or None after adding each key that is unknown, missing or of the wrong kind."""
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        problems.extend(f"{file}: {words}" for words in map(_in_words(adapter, data), error.errors()))
    return None


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the end of a message about an unknown word: the nearest known one, or `otherwise`."""
    near = nearest(word, (each for each in known if each != word))
    return f" – did you mean '{near}'?" if near else otherwise


def _in_words(adapter: TypeAdapter[Any], data: Mapping[str, Any]) -> Callable[[ErrorDetails], str]:
    """Return a function that words one validation error, suggesting a known key for an unknown one."""
    known = _field_names(adapter._type, set())

    def words(error: ErrorDetails) -> str:
        # Of a measure, pydantic names the kind first, which is no key of the file.
        parts = error["loc"][1:] if error["loc"][:1] == (data.get("kind"),) else error["loc"]
        place = ".".join(map(str, parts)) or "the whole entry"
        if error["type"] != "extra_forbidden":
            return f"{place}: {error['msg'].removeprefix('Value error, ')}"
        return f"unknown key '{place}'" + suggestion(str(parts[-1]), known, "; nothing reads it: remove it")

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
