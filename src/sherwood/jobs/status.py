"""Job: what is loaded, how fresh it is, and how the last runs ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sherwood.definitions.home import Home
from sherwood.office.presence import has_accounts
from sherwood.store import NoWarehouse, Reader

RUNS_SHOWN = 5


@dataclass(frozen=True)
class Status:
    """The current build's manifest (empty before the first) and the last runs of jobs."""

    manifest: Mapping[str, Any]
    runs: tuple[Mapping[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return both as plain values."""
        return {"warehouse": dict(self.manifest), "runs": [dict(run) for run in self.runs]}

    def in_words(self) -> list[str]:
        """Return the lines `sherwood status` prints."""
        if not self.manifest:
            return ["No warehouse has been built. Load files with `sherwood load`, then run `sherwood build`."]
        deliveries = self.manifest["deliveries"]
        lines = [
            f"Data to {self.manifest['data_date']}, built {self.manifest['built_at']} (build {self.manifest['build_id']})."
        ]
        count = "1 delivery is" if len(deliveries) == 1 else f"{len(deliveries):,} deliveries are"
        lines.append(f"{count} in it; its tables:")
        lines += [f"  {name:<40}{found['rows']:>10,} rows" for name, found in sorted(self.manifest["tables"].items())]
        lines += [f"{run['job']}: {run['state']}, begun {run['started']}" for run in self.runs]
        return lines


def status(home: Home, authority: str) -> Status:
    """Return the state of one authority's warehouse."""
    try:
        manifest = Reader.current(home, authority).manifest
    except NoWarehouse:
        manifest = {}
    return Status(manifest, tuple(_runs(home)))


def _runs(home: Home) -> list[Mapping[str, Any]]:
    if not has_accounts(home):
        return []
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import job_runs

    return [
        {
            "job": run.job,
            "state": run.state,
            "started": run.started.isoformat(timespec="seconds"),
            "summary": dict(run.summary),
        }
        for run in job_runs.latest(RUNS_SHOWN)
    ]
