"""The office's check of its audit trail: every entry holds the seal it was given, none is missing, none was cut off at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from sherwood.office import sealing
from sherwood.office.audit import sealed
from sherwood.office.models import AuditChild, AuditEvent, AuditSeal

PAGE = 2000


@dataclass(frozen=True)
class Checked:
    """What the check found: how many entries are as they were written, the last seal, and the first entry that is not, in words."""

    entries: int
    head: str
    first_bad: int | None = None
    what: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed, moved or cut off."""
        return self.first_bad is None


def verify(against: sealing.Head | None = None) -> Checked:
    """Go through the trail from its first entry; `against` is a head that was kept elsewhere and must still be in it."""
    key, before, number = sealing.key_of(settings.SHERWOOD_HOME), sealing.BEGINNING, 0
    for seal, event, keys in _entries():
        wanted = number + 1
        if seal.number != wanted:
            return Checked(
                number, before, wanted, f"entry {wanted} is missing; the next that is there is entry {seal.number}"
            )
        if event is None:
            return Checked(number, before, wanted, f"entry {wanted} is missing: its event {seal.event_id} was removed")
        if sealing.digest_of(key, before, wanted, sealed(event, keys)) != seal.digest:
            return Checked(number, before, wanted, f"entry {wanted} (event {seal.event_id}) is not as it was written")
        if against is not None and against.number == wanted and against.digest != seal.digest:
            return Checked(
                number, before, wanted, f"entry {wanted} has another seal than the one that was kept elsewhere"
            )
        number, before = wanted, seal.digest
    return _end(number, before, against)


def _end(number: int, before: str, against: sealing.Head | None) -> Checked:
    """Nothing may stand after the last seal, and no entry that was ever known may be gone."""
    heads = [each for each in (sealing.read_head(settings.SHERWOOD_HOME), against) if each is not None]
    furthest = max(heads, key=lambda each: each.number, default=None)
    if furthest is not None and furthest.number > number:
        what = f"entry {number + 1} is missing: the trail was cut off; it once had {furthest.number} entries"
        return Checked(number, before, number + 1, what)
    unsealed = AuditEvent.objects.exclude(id__in=AuditSeal.objects.values("event_id")).order_by("id").first()
    if unsealed is not None:
        return Checked(number, before, number + 1, f"event {unsealed.id} has no seal: it was put in beside the trail")
    held = next((each for each in heads if each.number == number), None)
    if held is not None and held.digest != before:
        return Checked(number - 1, before, number, f"entry {number} has another seal than the one the home keeps")
    return Checked(number, before)


def _entries() -> Iterator[tuple[AuditSeal, AuditEvent | None, tuple[str, ...]]]:
    """Each seal in order with its event and the records this showed, read in pages."""
    last = 0
    while seals := list(AuditSeal.objects.filter(number__gt=last).order_by("number")[:PAGE]):
        wanted = [seal.event_id for seal in seals]
        lowest, highest = min(wanted), max(wanted)
        events = AuditEvent.objects.filter(id__gte=lowest, id__lte=highest).in_bulk()
        keys: dict[int, list[str]] = {}
        shown = AuditChild.objects.filter(event_id__gte=lowest, event_id__lte=highest).order_by("id")
        for event_id, record_key in shown.values_list("event_id", "record_key"):
            keys.setdefault(event_id, []).append(record_key)
        for seal in seals:
            yield seal, events.get(seal.event_id), tuple(keys.get(seal.event_id, ()))
        last = seals[-1].number


def restored() -> Checked:
    """Take the trail as it stands after a restoration for the whole, if it is unbroken: what came later was lost with the home."""
    sealing.forget_head(settings.SHERWOOD_HOME)
    found = verify()
    if found.is_whole and found.entries:
        sealing.keep_head(settings.SHERWOOD_HOME, sealing.Head(found.entries, found.head), also_back=True)
    return found
