"""What is tried at the keyboard: the same questions as a process of its own, by anybody's name."""

from pathlib import Path
from types import SimpleNamespace

from tests.support.attempts import DAYS, FILTERS, LISTED, REPORTS
from tests.support.trying.found import TRACE, shown_beyond, words_in
from tests.support.trying.routes import FORMS, LIKELY


def draw_one(draw, site):
    """The words of one command, with whose rights it runs and the file it may write."""
    who = draw.choice(LIKELY if draw.random() < 0.6 else list(site.accounts))
    out = site.folder / "apart" / "taken"
    out.unlink(missing_ok=True)
    return who, [*draw.choice(COMMANDS)(draw, site, out), "--as", who], out


def wrong_with(site, who, words, out):
    """What a command gave that it should not have: marks in what it printed or wrote, a fault, a trace."""
    code, printed = site.run(*words)
    taken = Path(out).read_bytes() if Path(out).exists() else b""
    text = words_in(printed) + " " + words_in(taken)
    tried = SimpleNamespace(who=who, path=" ".join(map(str, words)), given={})
    found = [f"shows {mark}" for mark in sorted(shown_beyond(site, tried, text))]
    found += [f"ends with {code}"] if code not in (0, 1, 2) else []
    found += [f"holds a trace: {trace[0]}"] if (trace := TRACE.search(text)) else []
    return [f"sherwood {tried.path}: {each}" for each in found], code


def _filters(draw):
    chosen = draw.sample(("team", "worker", "service", "sex"), draw.choice((0, 1, 1, 2)))
    return [word for name in chosen for word in ("--filter", f"{name}={draw.choice(FILTERS[name])}")]


def _value(draw, site, out):
    by = draw.choice(((), ("--by", "team"), ("--by", "worker"), ("--by", "sex")))
    shape = draw.choice(("--json", "--csv"))
    return [
        "measure",
        "value",
        draw.choice(LISTED),
        *by,
        *_filters(draw),
        "--from",
        min(DAYS),
        "--to",
        max(DAYS),
        shape,
    ]


def _export(draw, site, out):
    return ["report", "export", draw.choice(REPORTS), "--format", draw.choice(FORMS), "--out", out, *_filters(draw)]


def _lineage(draw, site, out):
    return ["lineage", "number", draw.choice(LISTED), "--period", "2024-03", *_filters(draw), "--json"]


def _findings(draw, site, out):
    return ["findings", "list", "--json"]


def _packs(draw, site, out):
    return draw.choice(
        (
            ["pack", "list", "--json"],
            ["pack", "again", draw.choice([*site.papers, "x"]), "--format", "docx", "--out", out],
        )
    )


def _identity(draw, site, out):
    return draw.choice((["identity", "export", "--csv"], ["identity", "review"]))


COMMANDS = (
    _value,
    _value,
    _value,
    _export,
    _export,
    _export,
    _lineage,
    _lineage,
    _findings,
    _packs,
    _identity,
)
