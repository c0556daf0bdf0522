"""Synthetic: what the SSD tells of a child as a person: particulars, addresses, contacts, early help and workers, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from sherwood.synthetic.lives import HomeAddress, Life
from sherwood.synthetic.shapes import District

Cell = object
SsdRow = tuple[str, list[Cell]]
ALLOCATED = "Allocated Worker"
_NUMBER_FOR_SEX = {"M": "1", "F": "2"}
_OUTCOME_KEYS = {
    "referral": "NEW_REFERRAL_FLAG",
    "existing_case": "EXISTING_REFERRAL_FLAG",
    "section_47": "CP_ENQUIRY_FLAG",
    "no_further_action": "NFA_FLAG",
    "advice": "ADVICE_FLAG",
    "early_help": "OTHER_OUTCOMES_EXIST_FLAG",
}


def yes(value: bool) -> str:
    """A yes or no as the SSD's one-letter flags hold it."""
    return "Y" if value else "N"


@lru_cache(maxsize=256)
def flags(keys: tuple[str, ...], *raised: str) -> str:
    """An outcome as the SSD holds it: a JSON object of flags, Y for each that applies."""
    return json.dumps({key: yes(key in raised) for key in keys})


def people_rows(life: Life, sources: dict[str, str], towns: dict[str, District]) -> Iterator[SsdRow]:
    """Yield every row of the tables about the child as a person, each with its table's name."""
    number = life.child.number
    yield "person", _person(life)
    for code in life.disabilities:
        yield "disability", [number, f"{number}-{code}", code]
    yield "family", [f"{number}-F", f"F{life.child.family}", number]
    if not life.is_unborn and not life.child.upn.startswith("UN"):
        yield (
            "linked_identifiers",
            [f"{number}-UPN", number, "Unique Pupil Number", life.child.upn, life.child.birth_date, None],
        )
    for count, address in enumerate(life.addresses, start=1):
        yield "address", _address(f"{number}-D{count}", number, address, towns)
    contacts = sorted(life.contacts, key=lambda each: each.contact_date)
    for count, contact in enumerate(contacts, start=1):
        words = sources.get(contact.source, "")
        outcome = _contact_outcome(contact.outcome)
        yield "contacts", [f"{number}-C{count}", number, contact.contact_date, contact.source, words, outcome]
    yield from _help(life)
    for count, spell in enumerate(life.worker_spells, start=1):
        yield (
            "involvements",
            [
                f"{number}-I{count}",
                spell.worker,
                ALLOCATED,
                spell.team,
                spell.start_date,
                spell.end_date,
                spell.reason,
                number,
                None,
            ],
        )


def _person(life: Life) -> list[Cell]:
    child = life.child
    why_none = "UN6" if life.is_unborn else child.upn if child.upn.startswith("UN") else None
    return [
        child.number,
        life.forename,
        life.surname,
        "U" if life.is_unborn else child.sex,
        "0" if life.is_unborn else _NUMBER_FOR_SEX.get(child.sex, "9"),
        child.ethnicity,
        None if life.is_unborn else child.birth_date,
        None,
        None,
        why_none,
        None,
        life.expected_birth_date if life.is_unborn else None,
        life.death_date,
        yes(child.mother_child_birth_date is not None),
        None,
    ]


def _address(key: str, number: str, address: HomeAddress, towns: dict[str, District]) -> list[Cell]:
    town = towns[address.district].name if address.district in towns else ""
    words = json.dumps({"HOUSE": address.house, "STREET": address.street, "TOWN": town})
    return [key, words, number, "Home", address.start_date, address.end_date, address.postcode]


def _help(life: Life) -> Iterator[SsdRow]:
    number = life.child.number
    for count, case in enumerate(sorted(life.early_help, key=lambda each: each.start_date), start=1):
        row = [f"{number}-H{count}", number, case.start_date, case.end_date, case.reason, case.end_reason]
        yield "early_help_episodes", [*row, case.organisation, case.worker]


def _contact_outcome(outcome: str) -> str:
    raised = _OUTCOME_KEYS.get(outcome, "OTHER_OUTCOMES_EXIST_FLAG")
    return flags((*sorted({*_OUTCOME_KEYS.values()}), "MISSING_FLAG", "PRIVATE_FOSTERING_FLAG"), raised)
