"""Anomalies: funnel plots: which units differ from the others beyond what chance, and the ordinary spread of units, explain."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.stats import chi2

from sherwood.anomalies.overdispersion import Dispersion, dispersion, truncated, winsorised
from sherwood.anomalies.ranges import Values
from sherwood.anomalies.table import Row, Table
from sherwood.definitions.errors import Problem

Z95, Z998 = 1.959964, 3.090232
FEW_UNITS = 10
FEWEST_IN_DENOMINATOR = 3
Kind = Literal["pr", "rc", "sr"]


@dataclass(frozen=True)
class FunnelOptions:
    """What is compared: a proportion (`pr`), a ratio of counts (`rc`) or observed against expected (`sr`).

    `method` is that of standardised ratios: `shmi` works on logarithms and leaves the outer tenths out, `cqc` on square roots
    and draws them in. `target` is what units are compared with: all of them together, or 1 for `sr`, unless one is given.
    """

    kind: Kind = "pr"
    method: Literal["shmi", "cqc"] = "shmi"
    trim: float = 0.1
    target: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The options as every result carries them."""
        limits = "exact (chi-square)" if self.kind == "sr" else "transformed"
        return {
            "type": self.kind,
            "method": self.method if self.kind == "sr" else None,
            "trim": self.trim,
            "limits": limits,
            "overdispersion": "additive",
        }


@dataclass(frozen=True)
class _Scale:
    """The scale on which units are nearly normal: each unit's place and standard error, and the way back for limits."""

    y: Values
    s: Values
    target: float
    limit_s: Values
    back: Callable[[Values], Values]


def funnel_of(table: Table, group: str, numerator: str, denominator: str, options: FunnelOptions) -> dict[str, Any]:
    """Compare the units of a file. Raises Problem for cells that cannot be used."""
    units = _units(table, group, numerator, denominator, options)
    named = list(units)
    x = np.array([part for part, _ in units.values()])
    n = np.array([whole for _, whole in units.values()])
    answer = compare(x, n, options)
    return {
        "options": {"group": group, "numerator": numerator, "denominator": denominator} | answer["options"],
        "units": [{"unit": name} | unit for name, unit in zip(named, answer["units"], strict=True)],
        **{key: answer[key] for key in ("target", "phi", "tau2", "units_used", "overdispersed", "notes")},
    }


def compare(x: Values, n: Values, options: FunnelOptions) -> dict[str, Any]:
    """Compare units given by numerators and denominators; those with nothing to count among have no place in the funnel."""
    there = n > 0
    value = x[there] / n[there]
    if options.kind == "sr" and options.method == "shmi":
        # NHS Digital publishes expected deaths to two places and works the funnel out from those.
        n = np.where(np.round(n, 2) > 0, np.round(n, 2), n)
    target = _target(x[there], n[there], options)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = _scale(x[there], n[there], target, options)
        z = (scale.y - scale.target) / scale.s
    truncates = options.kind == "sr" and options.method == "shmi"
    spread = dispersion(scale.s, (truncated if truncates else winsorised)(z, options.trim))
    rows = _rows(x[there], n[there], value, z, target, scale, spread, options)
    every = iter(rows)
    return {
        "options": options.to_json() | {"target": target},
        "units": [next(every) if has else _nothing(x[at], n[at]) for at, has in enumerate(there)],
        "target": target,
        "phi": spread.phi,
        "tau2": spread.tau2,
        "units_used": spread.units,
        "overdispersed": spread.is_beyond_chance,
        "notes": _notes(int(there.sum()), there, n),
    }


def _target(x: Values, n: Values, options: FunnelOptions) -> float:
    if options.target is not None:
        return options.target
    if options.kind == "sr":
        return 1.0
    return math.fsum(x) / math.fsum(n) if n.size else math.nan


def _scale(x: Values, n: Values, target: float, options: FunnelOptions) -> _Scale:
    if options.kind == "pr":
        s = 1 / (2 * np.sqrt(n))
        return _Scale(np.arcsin(np.sqrt(x / n)), s, math.asin(math.sqrt(target)), s, _from_angle)
    if options.kind == "rc":
        s = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)
        centre = math.log(target) if target > 0 else -math.inf
        return _Scale(np.log((x + 0.5) / (n + 0.5)), s, centre, 1 / (2 * np.sqrt(n)), np.exp)
    if options.method == "shmi":
        s = 1 / np.sqrt(n)
        return _Scale(np.log(x / n), s, math.log(target), s, np.exp)
    s = 1 / (2 * np.sqrt(n))
    return _Scale(np.sqrt(x / n), s, math.sqrt(target), s, lambda line: line)


def _from_angle(line: Values) -> Values:
    """From the angle whose squared sine is the proportion; the funnel opens to 0 and 1 and never closes again."""
    return np.sin(np.clip(line, 0, math.pi / 2)) ** 2


def _limits(scale: _Scale, spread: Values) -> dict[str, Values]:
    """The four limits about the target at this spread."""
    return {
        f"{side}{name}": scale.back(scale.target + sign * z * spread)
        for name, z in (("95", Z95), ("998", Z998))
        for side, sign in (("lo", -1), ("hi", 1))
    }


def _exact(n: Values, target: float) -> dict[str, Values]:
    """Exact limits of an observed count over its expectation (Garwood)."""
    e = n * target
    found = {}
    for name, p in (("95", 0.025), ("998", 0.001)):
        found[f"lo{name}"] = chi2.ppf(p, 2 * e) / (2 * e) * target
        found[f"hi{name}"] = chi2.ppf(1 - p, 2 * (e + 1)) / (2 * e) * target
    return found


def _rows(
    x: Values,
    n: Values,
    value: Values,
    z: Values,
    target: float,
    scale: _Scale,
    spread: Dispersion,
    options: FunnelOptions,
) -> list[dict[str, Any]]:
    plain = _exact(n, target) if options.kind == "sr" else _limits(scale, scale.limit_s)
    wider = _limits(scale, np.sqrt(scale.limit_s**2 + spread.tau2))
    every = {"value": value, "numerator": x, "denominator": n, "z": z, "z_used": spread.used, "se": scale.s}
    every |= plain | {f"od_{name}": line for name, line in wider.items()}
    rows: list[dict[str, Any]] = [{name: _number(values[at]) for name, values in every.items()} for at in range(n.size)]
    for row in rows:
        row["outside"], row["od_outside"] = _outside(row, ""), _outside(row, "od_")
    return rows


def _outside(row: Mapping[str, Any], which: str) -> str | None:
    """Beyond which limits a unit lies, the outermost first."""
    for name in ("998", "95"):
        if row["value"] > row[f"{which}hi{name}"]:
            return f"above_{name}"
        if row["value"] < row[f"{which}lo{name}"]:
            return f"below_{name}"
    return None


def _nothing(x: float, n: float) -> dict[str, Any]:
    """A unit with nothing to count among."""
    limits = [f"{which}{side}{name}" for which in ("", "od_") for name in ("95", "998") for side in ("lo", "hi")]
    names = ("value", "z", "z_used", "se", *limits, "outside", "od_outside")
    return dict.fromkeys(names) | {"numerator": _number(x), "denominator": _number(n)}


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _units(
    table: Table, group: str, numerator: str, denominator: str, options: FunnelOptions
) -> dict[str, tuple[float, float]]:
    """Each unit's numerator and denominator, its rows added up, in the order of the file."""
    found: dict[str, tuple[float, float]] = {}
    for row in table.rows:
        name = table.text(row, group)
        part, whole = _counts(table, row, numerator, denominator, options)
        so_far = found.get(name, (0.0, 0.0))
        found[name] = (so_far[0] + part, so_far[1] + whole)
    if not any(whole for _, whole in found.values()):
        raise Problem(
            f"{table.path.name}: every '{denominator}' is nought, so there is nothing to compare; name another column"
        )
    return found


def _counts(table: Table, row: Row, numerator: str, denominator: str, options: FunnelOptions) -> tuple[float, float]:
    part, whole = (table.number(row, column, least=0) for column in (numerator, denominator))
    for column, value in ((numerator, part), (denominator, whole)):
        if math.isnan(value):
            raise table.refuse(row, column, "missing; write 0 if there were none, or leave the row out")
    if part and not whole:
        raise table.refuse(row, denominator, f"nought, though {numerator} is {part:g}; correct one of the two")
    if options.kind == "pr" and part > whole:
        raise table.refuse(row, numerator, f"more than {denominator}, {whole:g}; for a ratio of counts use --type rc")
    return part, whole


def _notes(units: int, there: np.ndarray, n: Values) -> list[str]:
    notes = []
    if units < FEW_UNITS:
        notes.append(
            f"{units} units, fewer than {FEW_UNITS}: phi and tau2 are guesswork, so rest on the unadjusted limits"
        )
    if units < there.size:
        notes.append(f"{there.size - units} units have nothing to count among and no place in the funnel")
    if small := int(((n > 0) & (n < FEWEST_IN_DENOMINATOR)).sum()):
        notes.append(
            f"{small} units have fewer than {FEWEST_IN_DENOMINATOR} in the denominator: draw no point for them"
        )
    return notes
