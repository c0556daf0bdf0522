"""Sources: reads a cell that holds several codes at once, and hands them on as one sorted text between bars."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from sherwood.sources.cells.numbers import read_flag
from sherwood.sources.cells.outcome import EMPTY, Outcome

_BETWEEN_CODES = re.compile(r"[,;|\r\n]+")
_BAR = "|"
_MOST_SHOWN = 3
_FLAG_ENDING = re.compile(r"_FLAG$", re.IGNORECASE)


def read_several(read: Callable[[str], Outcome], named: Callable[[str], str | None], text: str) -> Outcome:
    """The codes of a cell as `|1B|4B|`: a JSON list of codes or of objects, a JSON object of yes and no, or codes parted by commas.

    A text that is all of a label (`named`) is one code, whatever commas the label has. A code that cannot be read makes the cell a
    problem, and the others are kept.
    """
    is_json = text[:1] in ("[", "{")
    if not is_json and _BAR not in text and (code := named(text)):
        return _joined([code], [])
    spellings = _from_json(text) if is_json else _parted(text)
    if spellings is None:
        return Outcome(None, "this list of codes cannot be read", "write the codes with commas between them, as 1B,4B")
    outcomes = [(spelt, read(spelt)) for spelt in spellings]
    codes = [str(outcome.value) for _, outcome in outcomes if outcome.value is not None]
    unread = [(spelt, outcome) for spelt, outcome in outcomes if outcome.value is None and outcome != EMPTY]
    return _joined(codes, unread)


def _joined(codes: list[str], unread: list[tuple[str, Outcome]]) -> Outcome:
    value = _BAR + _BAR.join(sorted(set(codes))) + _BAR if codes else None
    if not unread:
        return Outcome(value)
    shown = ", ".join(spelt for spelt, _ in unread[:_MOST_SHOWN]) + (" …" if len(unread) > _MOST_SHOWN else "")
    kept = "the others were kept" if codes else "nothing was kept"
    return Outcome(value, f"{shown}: {unread[0][1].reason}; {kept}", unread[0][1].remedy)


def _parted(text: str) -> list[str]:
    return [part for each in _BETWEEN_CODES.split(text) if (part := each.strip(" []'\""))]


def _from_json(text: str) -> list[str] | None:
    """Return the spellings in a JSON text, None where it is none, as with `[1B` or `{a}`."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return _parted(text) if text.startswith("[") and "{" not in text else None
    return list(_spellings(found))


def _spellings(found: Any) -> Iterator[str]:
    """Yield each code of a list; of an object of yes and no the names that are answered with yes, else its values."""
    if isinstance(found, list):
        for each in found:
            yield from _spellings(each)
    elif isinstance(found, dict):
        answers = {name: _answer(value) for name, value in found.items()}
        if found and None not in answers.values():
            yield from (_FLAG_ENDING.sub("", name) for name, answer in answers.items() if answer)
        else:
            for value in found.values():
                yield from _spellings(value)
    elif isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
        yield str(found).strip()


def _answer(value: Any) -> bool | None:
    """Return the yes or no that a value is, None for anything else; empty text is a no."""
    if isinstance(value, bool):
        return value
    if value is None or value == "":
        return False
    outcome = read_flag(str(value)) if isinstance(value, str | int) else EMPTY
    return outcome.value if isinstance(outcome.value, bool) else None
