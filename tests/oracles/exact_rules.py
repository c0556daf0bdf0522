"""What joining records by equal values alone finds: five rules that a council could write in a spreadsheet, and how good they are."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

Record = Mapping[str, object]
RULES = (
    ("nhs_number",),
    ("upn",),
    ("forename", "surname", "birth_date"),
    ("surname", "birth_date", "postcode"),
    ("forename", "birth_date", "postcode"),
)


def plain(value: object) -> str:
    """A value in capitals, without accents, spaces and marks; empty for none."""
    text = unicodedata.normalize("NFKD", str(value)) if value is not None else ""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def joined(records: list[Record]) -> set[tuple[int, int]]:
    """The pairs of records that agree in every field of at least one rule."""
    found: set[tuple[int, int]] = set()
    for rule in RULES:
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, record in enumerate(records):
            key = tuple(plain(record[field]) for field in rule)
            if all(key):
                alike[key].append(at)
        for members in alike.values():
            found |= set(combinations(members, 2))
    return found


def true_pairs(persons: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs of records that are of one person."""
    records_of: dict[int, list[int]] = defaultdict(list)
    for at, person in enumerate(persons):
        records_of[person].append(at)
    return {pair for members in records_of.values() for pair in combinations(members, 2)}


def precision_recall_f1(found: set[tuple[int, int]], true: set[tuple[int, int]]) -> tuple[float, float, float]:
    """Shares of found pairs that are true and of true pairs that were found, and their harmonic mean."""
    hits = len(found & true)
    precision, recall = hits / max(len(found), 1), hits / max(len(true), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
