"""Job: the co-ordinator's desk: proposals beside what people said of them, and the one way in which something is said of a family."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from sherwood.access import NotAllowed, Permission, Viewer, may
from sherwood.access.events import FAMILIES_SEEN, FAMILY_NAMES_SHOWN, FAMILY_NOTED, FAMILY_OPENED, audited
from sherwood.access.families import names_of, require_reader
from sherwood.cohorts.assessing import ELIGIBLE, NOT_ELIGIBLE
from sherwood.cohorts.desk import CohortDesk, FamilyDesk, KeyWorker, Proposals, Share
from sherwood.cohorts.standing import Standing, refusal, standing
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import load_programme
from sherwood.jobs.proposals import forget, issue, latest, one
from sherwood.office.family_words import (
    ACCEPTED,
    ATTACHED,
    COMMENT,
    CONDITION,
    DECISIONS,
    DECLINED,
    FamilyWord,
    NewWord,
)
from sherwood.store import Reader

KEY_WORKER = "troubled_families_key_worker"
# Decisions taken faster than this after the page was opened are counted and shown: they may be a rubber stamp.
HASTY_SECONDS = 20
SAMPLE_TO_READ = 5
_OF_KEY_WORKERS = frozenset({CONDITION, COMMENT})


def cohort(home: Home, reader: Reader, viewer: Viewer, today: dt.date) -> CohortDesk | None:
    """The co-ordinator's whole desk; None before an assessment was issued. Raises NotAllowed.

    Whoever shows families of it has `listed` write which, a page of many thousand.
    """
    if not may(viewer, Permission.FAMILIES_ASSESS):
        raise NotAllowed("The cohort is shown to whoever runs the programme.")
    found = latest(home, reader, viewer)
    if found is None:
        return None
    words = _words_on(found)
    standings = _standings(words)
    return CohortDesk(
        proposals=found,
        standings=standings,
        key_workers=_key_workers(home, standings, today),
        accepted=_accepted(words),
        other_door=_other_door(words, standings),
        hasty=sum(each.kind in DECISIONS and (each.seconds or HASTY_SECONDS) < HASTY_SECONDS for each in words),
        to_read=_to_read(found, today),
    )


def listed(viewer: Viewer, desk: CohortDesk, families: Collection[str]) -> None:
    """Write to the trail, before they are shown, that these families of the desk are listed, with everybody in them."""
    table = desk.proposals.families.select(["family_key", "people"])
    rows = table.filter(pc.is_in(table["family_key"], pa.array(families, pa.string())))
    people = tuple(dict.fromkeys(key for own in rows["people"].to_pylist() for key in own))
    audited(viewer, FAMILIES_SEEN, people, {"of": desk.proposals.name, "rows": len(families)})


def assess_all(home: Home, reader: Reader, viewer: Viewer, programme: str, as_at: dt.date, today: dt.date) -> None:
    """Have every family assessed and keep the answer; what was kept of families not eligible goes when its time is up.

    Raises as `issue` does.
    """
    from sherwood.office import families as office

    issue(home, reader, viewer, programme, as_at)
    known = load_catalogue(home.council)
    kept_months = lambda name: load_programme(name, known).of.not_eligible_kept_months  # noqa: E731
    forget(home, viewer.authority, kept_months, {each.family for each in office.words()}, today)


def family(
    home: Home, reader: Reader, viewer: Viewer, key: str, today: dt.date, *, with_names: bool = False
) -> FamilyDesk | None:  # fmt: skip
    """One family as the viewer may see it; None if there is none for them. The look is written to the trail, names apart."""
    from sherwood.office import families as office

    found = one(home, reader, viewer, key)
    if found is None:
        return None
    facts, row = found
    words = office.words(key)
    stands = standing(words)
    if not may(viewer, Permission.FAMILIES_ASSESS) and not _is_own(viewer, stands):
        return None
    people = [each["person_key"] for each in row["members"]]
    audited(viewer, FAMILY_OPENED, tuple(people), {"of": key})
    if with_names:
        audited(viewer, FAMILY_NAMES_SHOWN, tuple(people), {"of": key})
    names = names_of(reader, viewer, people) if with_names else {}
    # Counted as on the cohort's page: of families the viewer may see.
    cohort_seen = latest(home, reader, viewer)
    workers = _key_workers(home, _standings(_words_on(cohort_seen)) if cohort_seen else {}, today)
    return FamilyDesk(facts, row, words, stands, workers, names)


def say(home: Home, reader: Reader, viewer: Viewer, new: NewWord, today: dt.date) -> None:
    """Keep what the viewer says of a family they may see, if it may be said now.

    The co-ordinator says everything, a key worker what concerns the work with an own family; nobody decides for many families at once.
    Raises NotAllowed, Problem with the reason why not.
    """
    from sherwood.office import families as office

    desk = family(home, reader, viewer, new.family, today)
    if desk is None:
        raise NotAllowed("There is no such family, or it is not yours to see.")
    if not may(viewer, Permission.FAMILIES_DECIDE) and not (
        may(viewer, Permission.FAMILIES_WORK) and new.kind in _OF_KEY_WORKERS
    ):
        raise NotAllowed("Families are decided about by the programme's co-ordinator.")
    people = tuple(each["person_key"] for each in desk.row["members"])
    shown = f"{desk.facts['programme']} {desk.facts['as_at']} {desk.row['result']} {desk.facts['made_by']['build']}"
    whole = replace(new, members=people if new.kind == ATTACHED else (), shown=shown)
    if why := refusal(whole, desk.standing, today):
        raise Problem(why)
    audited(viewer, FAMILY_NOTED, people, {"of": new.family, "kind": new.kind})
    office.say(viewer.account_id, whole)


def own_families(home: Home, reader: Reader, viewer: Viewer) -> tuple[str, ...]:
    """The families allocated to the viewer that they may see; the look is written to the trail."""
    from sherwood.office import families as office

    require_reader(viewer)
    allocated = (key for key, stands in _standings(office.words()).items() if _is_own(viewer, stands))
    own = {key: found[1] for key in allocated if (found := one(home, reader, viewer, key)) is not None}
    people = tuple(dict.fromkeys(each["person_key"] for row in own.values() for each in row["members"]))
    audited(viewer, FAMILIES_SEEN, people, {"of": "own families", "rows": len(own)})
    return tuple(own)


def _words_on(found: Proposals) -> list[FamilyWord]:
    """What was said of the families of an assessment, which are those that the viewer may see."""
    from sherwood.office import families as office

    words, keys = office.words(), found.families["family_key"]
    spoken_of = pa.array(sorted({each.family for each in words}), pa.string())
    seen = set(pc.filter(keys, pc.is_in(keys, spoken_of)).to_pylist())
    return [each for each in words if each.family in seen]


def _is_own(viewer: Viewer, stands: Standing) -> bool:
    return stands.worker is not None and stands.worker.subject == viewer.account_id


def _standings(words: Iterable[FamilyWord]) -> dict[str, Standing]:
    by_family: dict[str, list[FamilyWord]] = defaultdict(list)
    for each in words:
        by_family[each.family].append(each)
    return {key: standing(said) for key, said in by_family.items()}


def _key_workers(home: Home, standings: Mapping[str, Standing], today: dt.date) -> tuple[KeyWorker, ...]:
    """Everybody with the key worker's role today, those with most room first."""
    from sherwood.office import directory

    held = Counter(
        stands.worker.subject
        for stands in standings.values()
        if stands.worker and stands.state in {ACCEPTED, "worked with"}
    )
    most = load_council(home).families_a_key_worker
    found = [
        KeyWorker(each.id, each.display_name, held[each.id], max(most - held[each.id], 0))
        for each in directory.list_accounts()
        if any(role.role == KEY_WORKER for role in each.roles_on(today))
    ]
    return tuple(sorted(found, key=lambda each: (-each.room, each.name)))


def _accepted(words: Iterable[FamilyWord]) -> Share:
    """Of the decisions on families that the rules proposed, how many accepted them: the proposals' precision as people see it."""
    decided = [each.kind for each in words if each.kind in {ACCEPTED, DECLINED} and each.result_shown == ELIGIBLE]
    return Share(decided.count(ACCEPTED), len(decided))


def _other_door(words: Iterable[FamilyWord], standings: Mapping[str, Standing]) -> Share:
    """Of the families taken on, how many somebody named that the rules had not proposed: what the rules missed."""
    taken = {each.family for each in words if each.kind == ATTACHED}
    missed = {key for key in taken if any(each.result_shown != ELIGIBLE for each in standings[key].nominations)}
    return Share(len(missed), len(taken))


def _to_read(found: Proposals, today: dt.date) -> tuple[str, ...]:
    """A few families of the week that the rules turned away, for a person to read: nobody else would look at them."""
    week = "-".join(map(str, today.isocalendar()[:2]))
    turned_away = (
        key
        for key, result in zip(
            found.families["family_key"].to_pylist(), found.families["result"].to_pylist(), strict=True
        )
        if result == NOT_ELIGIBLE
    )
    drawn = sorted(turned_away, key=lambda key: hashlib.sha256(f"{week}{key}".encode()).digest())
    return tuple(drawn[:SAMPLE_TO_READ])
