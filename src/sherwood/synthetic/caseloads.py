"""Synthetic: one team on one day: who is there, what each of them holds, and which cases still wait for somebody."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from dataclasses import dataclass, field

from sherwood.synthetic.cases import Stage
from sherwood.synthetic.lives import WorkerSpell
from sherwood.synthetic.staff import Worker

_SPARE = 64


@dataclass(slots=True)
class Holding:
    """A stage of a case while a team has it: who holds it, since when and why; nobody while it waits."""

    number: int
    stage: Stage
    worker: str = ""
    since: dt.date = dt.date.max
    why: str = ""
    is_over: bool = False


@dataclass
class Caseloads:
    """The workers of a team who take cases, each with so many children, against a limit for a full week's work."""

    team: str
    manager: str
    limit: float
    children: dict[str, int] = field(default_factory=dict)
    held: dict[str, dict[int, Holding]] = field(default_factory=lambda: defaultdict(dict))
    waiting: dict[int, Holding] = field(default_factory=dict)
    _full_time: dict[str, float] = field(default_factory=dict)
    # The lightest caseload first; entries that no longer hold are passed over.
    _lightest: list[tuple[float, str]] = field(default_factory=list)

    def join(self, worker: Worker) -> None:
        """Let a worker take cases from now on."""
        self.children[worker.id], self._full_time[worker.id] = 0, worker.full_time
        self._weigh(worker.id)

    def leave(self, worker: str) -> list[Holding]:
        """Take a worker out; return what that worker held, for somebody else to take."""
        self.children.pop(worker, None)
        return list(self.held.pop(worker, {}).values())

    def has_room(self) -> bool:
        """Whether anybody holds fewer children than the limit."""
        self._tidy()
        return bool(self._lightest) and self._lightest[0][0] < self.limit

    def lightest(self, other_than: str = "") -> str:
        """Who has the lightest caseload; the manager where nobody else is."""
        self._tidy()
        if self._lightest and self._lightest[0][1] != other_than:
            return self._lightest[0][1]
        others = ((self._load(name), name) for name in self.children if name != other_than)
        return min(others, default=(0.0, self.manager))[1]

    def fullest(self) -> str:
        """Who has the heaviest caseload."""
        return max(self.children, key=lambda name: (self._load(name), name))

    def is_below_fair_share(self, worker: str) -> bool:
        """Whether a worker holds fewer children than an even share of the team's for the hours worked."""
        each = sum(self.children.values()) / sum(self._full_time[name] for name in self.children)
        return self.children[worker] + 1 <= each * self._full_time[worker]

    def hold(self, holding: Holding, day: dt.date, worker: str, why: str) -> None:
        """Give a case to a worker."""
        holding.worker, holding.since, holding.why = worker, day, why
        self.held[worker][holding.number] = holding
        self._change(worker, holding.stage.children)

    def release(self, holding: Holding, day: dt.date) -> None:
        """Take a case from whoever holds it and write the spell down; one of no days is left out."""
        if not holding.worker:
            return
        if holding.since < day:
            spell = WorkerSpell(holding.worker, self.team, holding.since, day, holding.why)
            holding.stage.spells.append(spell)
        if holding.worker in self.held:
            self.held[holding.worker].pop(holding.number, None)
        self._change(holding.worker, -holding.stage.children)
        holding.worker = ""

    def _change(self, worker: str, by: int) -> None:
        if worker in self.children:
            self.children[worker] += by
            self._weigh(worker)

    def _load(self, worker: str) -> float:
        return self.children[worker] / self._full_time[worker]

    def _weigh(self, worker: str) -> None:
        heapq.heappush(self._lightest, (self._load(worker), worker))
        if len(self._lightest) > _SPARE + 8 * len(self.children):
            self._lightest = [(self._load(name), name) for name in self.children]
            heapq.heapify(self._lightest)

    def _tidy(self) -> None:
        while self._lightest:
            load, worker = self._lightest[0]
            if worker in self.children and self._load(worker) == load:
                return
            heapq.heappop(self._lightest)
