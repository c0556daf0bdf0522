"""Job: the warehouse built beside the one people read, checked and swapped in; a failure leaves theirs as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from filelock import FileLock, Timeout

from sherwood import identity, quality, sources, warehouse
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.council import Council, load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.limits import require_sound_settings
from sherwood.definitions.record_rules import load_record_rules
from sherwood.jobs.manifest import Inputs, Manifest, manifest_of
from sherwood.jobs.people_decided import people_decided
from sherwood.jobs.progress import Progress, Timed, quiet
from sherwood.store import Build, Reader, StoreError, building_path, keep, kept_manifests, mark_kept, publish

WAIT_SECONDS = 900
# Landing tables that tell of files and hold nobody.
ABOUT_FILES = frozenset({"landing_delivery", "landing_problem"})


class BuildFailed(Problem):
    """No new warehouse was made; the message says why, what to do, and whether an earlier one stays in use."""


@dataclass(frozen=True)
class BuildResult:
    """The build that answers for the inputs, whether it had to be made, and what its checks warn of."""

    manifest: Manifest
    changed: bool
    warnings: tuple[str, ...] = ()

    def in_words(self) -> list[str]:
        """Return the lines `sherwood build` prints."""
        name, day = self.manifest["build_id"], self.manifest["data_date"]
        if not self.changed:
            return [f"Nothing has changed: build {name} with data to {day} stays."]
        tables = self.manifest["tables"]
        rows = sum(each["rows"] for each in tables.values())
        made = f"Built {len(tables)} tables with {rows:,} rows, data to {day} (build {name})."
        return [made, *(f"Warning: {each}" for each in self.warnings)]


def build(
    home: Home, authority: str, *, full: bool = False, known_at: dt.date | None = None, progress: Progress = quiet
) -> BuildResult:
    """Build the warehouse of an authority from what has landed, and make it the one people read.

    Nothing is done if the current build was made from the same inputs, unless `full`. With `known_at` only what was
    received by the end of that day counts; that build is kept for good and the one people read stays. Files cannot be
    landed meanwhile. Raises BuildFailed (or CatalogueError) with the remedy; the last good warehouse then stays.
    """
    with _alone(home, authority):
        catalogue, council = load_catalogue(home.council), load_council(home)
        require_sound_settings(catalogue, council)
        inputs = Inputs.of(home, authority, catalogue, council, known_at)
        _refuse_a_day_before_anything_came(home, authority, inputs, known_at)
        found = None if full else _already_built(home, inputs, known_at)
        if found is not None:
            return BuildResult(found, changed=False)
        before = None if full else _before(home, inputs)
        return _Making(home, inputs, catalogue, council, known_at, Timed(progress), before).run()


def _refuse_a_day_before_anything_came(home: Home, authority: str, inputs: Inputs, known_at: dt.date | None) -> None:
    """Raise BuildFailed with the day of the first delivery, if nothing had arrived by the end of the day asked for."""
    came = [each.received for each in sources.deliveries_of(home, authority)]
    if known_at is not None and came and not inputs.deliveries:
        raise BuildFailed(f"nothing had arrived by the end of {known_at}: the first delivery came on {min(came)}")


def reader_known_at(home: Home, authority: str, known_at: dt.date) -> Reader:
    """Open the build of what was known at the end of a day, made now if it was never made."""
    result = build(home, authority, known_at=known_at)
    return Reader.of(home, authority, result.manifest["build_id"])


def answered_otherwise(home: Home, authority: str, reader: Reader) -> tuple[str, ...]:
    """Name the kept builds of the same deliveries that were made by other definitions: what a day was answered from before."""
    manifest = reader.manifest
    return tuple(
        each["build_id"]
        for each in kept_manifests(home, authority)
        if each["deliveries"] == manifest["deliveries"] and each.get("made_by") != manifest.get("made_by")
    )


@dataclass(frozen=True)
class _Making:
    """One build on its way from landing rows to its place."""

    home: Home
    inputs: Inputs
    catalogue: Catalogue
    council: Council
    known_at: dt.date | None
    progress: Timed
    before: Reader | None

    def run(self) -> BuildResult:
        """Build beside, check, swap; on any failure remove what was begun."""
        path = building_path(self.home, self.inputs.authority, self.inputs.build_id)
        try:
            manifest, warnings = self._made(path)
        except (Problem, StoreError, sources.LandingError) as error:
            raise BuildFailed(
                f"{error}\nNo new warehouse was made, and {self._what_stays()}. Put this right, then run `sherwood build`"
                " again."
            ) from error
        finally:
            path.unlink(missing_ok=True)
        return BuildResult(manifest, changed=True, warnings=warnings)

    def _made(self, path: Path) -> tuple[Manifest, tuple[str, ...]]:
        """Fill the build and put it in place; from nothing, if the earlier build it was to begin from is damaged."""
        try:
            found = self._fill(path)
            self._put_in_place(path, found[0])
        except StoreError as error:
            if self.before is None:
                raise
            manifest, warnings = replace(self, before=None)._made(path)
            return manifest, (f"build {self.before.build_id} could not be built upon: {error}", *warnings)
        return found

    def _what_stays(self) -> str:
        """Return what people go on reading after a failure."""
        try:
            Reader.current(self.home, self.inputs.authority)
        except StoreError:
            return "there is none to read yet"
        return "the last good one stays in use"

    def _fill(self, path: Path) -> tuple[Manifest, tuple[str, ...]]:
        authority = self.inputs.authority
        earlier = self.before.manifest if self.before else {}
        with Build(path, earlier=self.before.as_earlier if self.before else None) as target:
            self.progress("stage", "landing tables", 0, 1)
            staged = sources.stage(
                target, self.home, authority, self.known_at, self.progress, before=earlier.get("staged", {})
            )
            self.progress("stage", "landing tables", 1, 1)
            if not _people_are_as_before(target):
                decided = people_decided(self.home, self.known_at)
                identity.link(
                    target,
                    self.home,
                    authority,
                    self.progress,
                    decisions=decided.decisions,
                    hidden=decided.hidden,
                    before=self.before,
                )
            passed = {each["name"] for each in earlier.get("checks", ()) if not each["found"]}
            self._build_tables(target)
            asked = quality.ask_records(target, load_record_rules(self.catalogue, self.home.council), self.progress)
            results = warehouse.run_checks(target, self.catalogue, self.progress, passed=passed, before=self.before)
            now = dt.datetime.now(dt.UTC)
            seconds = self.progress.seconds()
            manifest = manifest_of(
                self.inputs, target, results, seconds, staged=staged, known_at=self.known_at, built_at=now
            )
        failed = [
            f"the rule of records '{each.rule.id}' failed: {each.why}" for each in asked if each.state == "failed"
        ]
        return manifest, (*(each.message for each in results if not each.has_passed), *failed)

    def _build_tables(self, target: Build) -> None:
        given = target, self.catalogue, self.council, self.progress
        warehouse.build_tables(*given, authority=self.inputs.authority, before=self.before)

    def _put_in_place(self, path: Path, manifest: Manifest) -> None:
        steps = ("file in place",) if self.known_at else ("file in place", "pointer set")
        put = keep if self.known_at else publish

        def announce(event: str) -> None:
            self.progress("swap", event, steps.index(event) + 1, len(steps))

        self.progress("swap", "", 0, len(steps))
        expected = {name: facts["hash"] for name, facts in manifest["tables"].items()}
        put(self.home, self.inputs.authority, self.inputs.build_id, path, dict(manifest), announce, expected=expected)


@contextmanager
def _alone(home: Home, authority: str) -> Iterator[None]:
    """Let one build run at a time, and no file land while it reads; raise BuildFailed after a long wait."""
    with ExitStack() as locks:
        for name in ("build", f"land-{authority}"):
            lock = home.lock(name)
            lock.parent.mkdir(parents=True, exist_ok=True)
            try:
                locks.enter_context(FileLock(lock, timeout=WAIT_SECONDS))
            except Timeout as error:
                raise BuildFailed(
                    f"another build or load has held {lock} for {WAIT_SECONDS // 60} minutes: wait for it to end, or"
                    " end that process, then run `sherwood build` again"
                ) from error
        yield


def _people_are_as_before(target: Build) -> bool:
    """Whether every landing row is as it was, whichever file brings it, so that the earlier build's people are those of this one."""
    landed = [name for name in target.tables() if name.startswith(warehouse.LANDING) and name not in ABOUT_FILES]
    return target.takes_over(warehouse.PEOPLE) and all(target.is_as_before(name) for name in landed)


def _before(home: Home, inputs: Inputs) -> Reader | None:
    """Return the build people read, if it was made by the same rules: what has not changed since can be taken over."""
    try:
        reader = Reader.current(home, inputs.authority)
        return reader if reader.manifest.get("made_by") == inputs.made_by else None
    except StoreError:
        return None


def _already_built(home: Home, inputs: Inputs, known_at: dt.date | None) -> Manifest | None:
    """Return the manifest of the build these inputs have already made, if it can be read where it is wanted."""
    try:
        reader = (
            Reader.of(home, inputs.authority, inputs.build_id) if known_at else Reader.current(home, inputs.authority)
        )
        if reader.build_id != inputs.build_id:
            return None
        manifest = cast(Manifest, dict(reader.manifest))
    except StoreError:
        # None yet, or damaged: either way it is built now.
        return None
    if known_at:
        mark_kept(home, inputs.authority, inputs.build_id)
    return manifest
