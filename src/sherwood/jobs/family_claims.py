"""Job: results found among the families worked with, claims frozen in batches, the auditor's sample, and the money due."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sherwood.access import NotAllowed, Permission, Viewer, may
from sherwood.access.events import CLAIMS_FROZEN, CLAIMS_NOTED, FAMILIES_SEEN, FAMILY_OPENED, audited
from sherwood.access.families import closed_to, people_now
from sherwood.access.programme import programme_rows
from sherwood.cohorts.asking import Person, PersonFact
from sherwood.cohorts.attached import Claim
from sherwood.cohorts.batches import Batch, Due, Ready, batch_of, live_claims
from sherwood.cohorts.claims import employment_refusals, progress_refusals, silent_feeds
from sherwood.cohorts.proving import SUPPORT, proof
from sherwood.cohorts.standing import WORKED_WITH, Standing, standing
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import ProgrammeBook, load_programme
from sherwood.jobs.entries import Entry, entries
from sherwood.jobs.families import facts_wanted, known_of
from sherwood.office.family_words import CHECKED, SAMPLED, SIGNED, ClaimHeld, FamilyWord, NewClaim
from sherwood.store import Reader
from sherwood.vocabulary.identifiers import record_key
from sherwood.vocabulary.intervals import add_months

FIRST_PHASE = "tf-2012"
# In months: three terms, and those in which schools were closed, may reach back further than a year.
LONGEST_WINDOW = 36
SHARE_SAMPLED, FEWEST_SAMPLED = 10, 5


def due(home: Home, reader: Reader, viewer: Viewer, on: dt.date) -> Due:
    """Of every family worked with that the viewer may see: what may be claimed on the day, and why not; written to the trail.

    The day is the last the data can speak of, where that is earlier.
    """
    found = _all_due(home, reader, viewer, on)
    members = tuple(dict.fromkeys(key for each in found.families for key in each.members))
    audited(viewer, FAMILIES_SEEN, members, {"of": "results to claim", "rows": len(found.families)})
    return found


def how_many_due(home: Home, reader: Reader, viewer: Viewer, on: dt.date) -> int:
    """How many families a result may be claimed of: a number beside the cohort, of nobody by name."""
    return len(_all_due(home, reader, viewer, on).ready)


def _all_due(home: Home, reader: Reader, viewer: Viewer, on: dt.date) -> Due:
    from sherwood.office import families as office

    on = min(on, dt.date.fromisoformat(reader.manifest["data_date"]))
    said: dict[str, list[FamilyWord]] = defaultdict(list)
    for each in office.words():
        said[each.family].append(each)
    stands = {key: found for key, words in said.items() if (found := standing(words)).state == WORKED_WITH}
    attached = {key: each.attached for key, each in stands.items() if each.attached and each.attached.day}
    live = live_claims(office.claims(), office.batch_words())
    known = people_now(reader, viewer, (key for each in live for key in each.members))
    claimed = {known[key] or key for each in live if each.programme != FIRST_PHASE for key in each.members}
    first_phase = {known[key] or key for each in live if each.programme == FIRST_PHASE for key in each.members}
    whole = frozenset(key for each in attached.values() for key in each.members)
    closed = closed_to(reader, viewer, whole)
    shown = {key: word for key, word in attached.items() if not closed & set(word.members)}
    assessed = entries(home, reader, viewer, shown)
    entered = [each.day for each in attached.values() if each.day]
    told = whole | {each.person for entry in assessed.values() for each in entry.found}
    facts = _Facts(reader, viewer, on, min(entered, default=on))
    asked = _Asked(home, viewer, on, claimed, first_phase, live, facts, people_now(reader, viewer, told))
    return Due(on, tuple(_due(asked, key, stands[key], entry) for key, entry in assessed.items()))


@dataclass
class _Facts:
    """What is told of everybody since long enough before the first family was attached, read once for each version of a programme."""

    reader: Reader
    viewer: Viewer
    on: dt.date
    first_attached: dt.date

    def __post_init__(self) -> None:
        self._known: dict[str, Mapping[str, list[PersonFact]]] = {}
        self._born: Mapping[str, dt.date] = {}
        self._newest: Mapping[str, dt.date] = {}

    def of(self, book: ProgrammeBook) -> tuple[Mapping[str, list[PersonFact]], Mapping[str, dt.date]]:
        """Facts by person, and birth dates."""
        if book.of.id not in self._known:
            since = add_months(self.first_attached, -LONGEST_WINDOW)
            wanted = {name: min(day, since) for name, day in facts_wanted(book, self.on).items()}
            results = book.of.results
            measured = {*SUPPORT, *(name for each in results.progress for name in each.kinds)}
            measured |= {results.attendance.fact} if results.attendance else set()
            wanted |= {name: min(since, wanted.get(name, since)) for name in measured}
            known = known_of(programme_rows(self.reader, self.viewer, wanted, as_at=self.on))
            self._known[book.of.id] = {key: list(own) for key, own in known.facts.items()}
            self._born, self._newest = known.birth_dates, known.newest
        return self._known[book.of.id], self._born

    def silent(self, book: ProgrammeBook, late_after: Mapping[str, int]) -> frozenset[str]:
        """The feeds of progress that do not speak up to the claim."""
        self.of(book)
        return silent_feeds(book.of.results.progress, self._newest, late_after, self.on)


@dataclass(frozen=True)
class _Asked:
    """What is the same for every family: the day, people claimed before, facts, and who each key's person is now."""

    home: Home
    viewer: Viewer
    on: dt.date
    claimed: Collection[str]
    first_phase: Collection[str]
    live: Collection[ClaimHeld]
    facts: _Facts
    now: Mapping[str, str | None]

    def address(self, place: str) -> str:
        """The key of a home: an address is kept and compared by it, and never in clear."""
        return record_key(self.home.secret("record-keys"), self.viewer.authority, "address", place)

    def is_claimed(self, family: str, address: str, another: FamilyWord | None) -> bool:
        """Whether another family's claim of this address stands, and nobody has said since why this is another."""
        return any(
            each.evidence.get("address") == address and each.family != family and not (another and each.at < another.at)
            for each in self.live
        )

    def person(self, key: str) -> str:
        """The key a person goes by today."""
        return self.now[key] or key


def _due(asked: _Asked, key: str, stands: Standing, entry: Entry) -> Ready:
    """One family's results, by the version that lay before people when it was attached."""
    assert asked.viewer.catalogue is not None
    assert stands.attached is not None
    assert stands.attached.day is not None
    book = load_programme(entry.programme, asked.viewer.catalogue)
    told, born = asked.facts.of(book)
    address = asked.address(entry.place)
    found = frozenset(each._replace(person=asked.person(each.person)) for each in entry.found)
    frozen = tuple(dict.fromkeys(asked.person(each) for each in stands.attached.members))
    feeds = asked.viewer.catalogue.feeds
    late_after = {name: each.late_after_days for name, each in feeds.items() if each.late_after_days}
    claim = Claim(
        members=tuple(Person(each, born[each]) for each in frozen if each in born),
        attached=stands.attached.day,
        claimed_on=asked.on,
        headings=entry.headings,
        conditions=stands.conditions,
        found=found,
        at_entry=entry.at_entry,
        outcomes=stands.outcomes,
        claimed=asked.claimed,
        first_phase=asked.first_phase,
        lost={key for key in (*frozen, *(each.person for each in found)) if key not in born},
        address=address,
        is_address_claimed=asked.is_claimed(key, address, stands.another),
        silent=asked.facts.silent(book, late_after | load_council(asked.home).late_after_days),
    )
    return Ready(
        key,
        book.of.id,
        book.content_hash,
        book.of.results.pounds(claim.attached),
        frozen,
        progress_refusals(book.of, claim, told),
        employment_refusals(book.of, claim, told),
        proof(book.of, claim, told) | {"eligible_by": list(entry.evidence)} | _said_of(stands),
    )


def _said_of(stands: Standing) -> dict[str, str]:
    """Why people hold it to be another family than one claimed at its address, for whoever audits the claim."""
    said = stands.another
    return {"another_family": f"{said.words} ({said.by}, {said.at:%Y-%m-%d})"} if said else {}


def freeze(home: Home, reader: Reader, viewer: Viewer, batch: str, chosen: Iterable[str], today: dt.date) -> int:
    """Freeze a batch of claims of these families and return how many; what may not be claimed is refused, and then none is.

    Raises NotAllowed, Problem with the reasons: a refusal, a person in two families of the batch, more results than were agreed.
    """
    from sherwood.office import families as office

    if not may(viewer, Permission.FAMILIES_DECIDE):
        raise NotAllowed("Claims are frozen by the programme's co-ordinator.")
    found = _all_due(home, reader, viewer, today)
    by_key = {each.family: each for each in found.families}
    wanted = [by_key[key] for key in chosen if key in by_key]
    if not wanted:
        raise Problem("Choose at least one family that is ready.")
    for each in wanted:
        if each.kind is None:
            raise Problem(f"A chosen family may not be claimed: {'; '.join(each.why_not)}.")
    people = [key for each in wanted for key in each.members]
    if len(people) != len(set(people)):
        raise Problem("A person belongs to two families of this batch: a result is claimed of nobody twice.")
    homes = [each.evidence["address"] for each in wanted]
    if len(homes) != len(set(homes)):
        raise Problem("Two families of this batch lived at one address: claim one, and note why the other is another.")
    live = len(live_claims(office.claims(), office.batch_words()))
    most = load_council(home).families_agreed
    if most and live + len(wanted) > most:
        # How many were claimed is not told: some may be of families that are closed to whoever asks.
        raise Problem(f"{most} results are agreed with the department: with those claimed before, these are too many.")
    audited(viewer, CLAIMS_FROZEN, tuple(people), {"of": batch, "rows": len(wanted)})
    try:
        office.freeze(viewer.account_id, batch, (_frozen(each, found.on) for each in wanted))
    except ValueError as refused:
        raise Problem(str(refused)) from refused
    return len(wanted)


def _frozen(ready: Ready, on: dt.date) -> NewClaim:
    assert ready.kind is not None
    return NewClaim(
        ready.family, ready.kind, ready.programme, ready.rules, on, ready.pounds, ready.members, ready.evidence
    )  # fmt: skip


def batches(reader: Reader, viewer: Viewer) -> tuple[Batch, ...]:
    """Every frozen batch for a list of their names, claims and money, without those of families closed to the viewer.

    The look is written to the trail, as one at no family: what is told of one is told by `batch` and `claim`. Raises NotAllowed.
    """
    found = _batches(reader, viewer)
    audited(viewer, FAMILIES_SEEN, (), {"of": "batches of claims", "rows": len(found)})
    return found


def batch(reader: Reader, viewer: Viewer, name: str) -> Batch | None:
    """One frozen batch, which is written to the trail with everybody in it; None if the viewer sees no claim of it."""
    found = next((each for each in _batches(reader, viewer) if each.name == name), None)
    if found is not None:
        members = tuple(dict.fromkeys(key for each in found.claims for key in each.members))
        audited(viewer, FAMILIES_SEEN, members, {"of": f"batch {name}", "rows": len(found.claims)})
    return found


def claim(reader: Reader, viewer: Viewer, family: str) -> ClaimHeld | None:
    """The latest claim of a family, which is written to the trail with its members; None if there is none the viewer may see."""
    held = [each for batch in _batches(reader, viewer) for each in batch.claims if each.family == family]
    if not held:
        return None
    audited(viewer, FAMILY_OPENED, held[-1].members, {"of": family, "what": "claim"})
    return held[-1]


def _batches(reader: Reader, viewer: Viewer) -> tuple[Batch, ...]:
    """Every frozen batch, without claims, words and places in the sample of families closed to the viewer. Raises NotAllowed."""
    from sherwood.office import families as office

    if not may(viewer, Permission.FAMILIES_CLAIMS):
        raise NotAllowed("Claims are shown to those who make and those who audit them.")
    held, words = office.claims(), office.batch_words()
    closed = closed_to(reader, viewer, {key for each in held for key in each.members}) if held else frozenset()
    seen = [each for each in held if not closed & set(each.members)]
    return tuple(batch_of(name, seen, words) for name in dict.fromkeys(each.batch for each in seen))


def draw_sample(reader: Reader, viewer: Viewer, batch: str, seed: int) -> tuple[str, ...]:
    """Draw the auditor's sample, a tenth and at least five, by a recorded seed; drawn once.

    Raises NotAllowed for anybody but an auditor, Problem where it was drawn before or there is no such batch.
    """
    if not may(viewer, Permission.FAMILIES_AUDIT):
        raise NotAllowed("The sample is drawn by the auditor, never by those who claim.")
    found = _batch(reader, viewer, batch)
    if found.is_sampled:
        raise Problem(f"The sample of this batch was drawn already, with seed {found.seed}.")
    keys = sorted(each.family for each in found.claims)
    size = min(len(keys), max(FEWEST_SAMPLED, -(-len(keys) * SHARE_SAMPLED // 100)))
    # Anybody can draw it again from the recorded seed: that is what it is for.
    drawn = tuple(sorted(random.Random(seed).sample(keys, size)))  # noqa: S311
    note(
        reader,
        viewer,
        batch,
        SAMPLED,
        f"Drawn with seed {seed}",
        {"seed": seed, "sample": list(drawn)},
    )
    return drawn


def note(
    reader: Reader,
    viewer: Viewer,
    batch: str,
    kind: str,
    words: str,
    detail: Mapping[str, object] | None = None,
    family: str = "",
) -> None:
    """Keep what was done to a batch or one of its claims; the auditor samples, checks and signs, the co-ordinator withdraws and repays."""
    from sherwood.office import families as office

    is_audit = kind in {SAMPLED, SIGNED, CHECKED}
    if not may(viewer, Permission.FAMILIES_AUDIT if is_audit else Permission.FAMILIES_DECIDE):
        raise NotAllowed("The auditor samples, checks and signs off; the co-ordinator withdraws and repays.")
    found = _batch(reader, viewer, batch)
    if family and family not in {each.family for each in found.claims}:
        raise Problem("That family is not in this batch.")
    if not words:
        raise Problem("Give the reason in a few words.")
    members = tuple(key for each in found.claims if each.family == family for key in each.members)
    audited(viewer, CLAIMS_NOTED, members, {"of": batch, "kind": kind})
    office.note_batch(viewer.account_id, batch, kind, words, family=family, detail=detail)


def _batch(reader: Reader, viewer: Viewer, name: str) -> Batch:
    found = next((each for each in _batches(reader, viewer) if each.name == name), None)
    if found is None:
        raise Problem("There is no such batch of claims.")
    return found
