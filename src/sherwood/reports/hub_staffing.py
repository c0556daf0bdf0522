"""The page of the hub's staffing: people on each shift, what one more or fewer does, what waits at five, what follows downstream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sherwood.forecasting.staffing.told import StaffingTold
from sherwood.reports.document import Choice, Document, Figure, KeyFigures, Note, Section, Table
from sherwood.reports.hub_sections import table

MIDDLE, LOW, HIGH = 3, 1, 5
WEEKS_TOLD = (1, 4, 8, 13)


def staffing_document(
    told: StaffingTold, scenarios: Mapping[str, str], asked: str, *, data_line: str, scope_line: str
) -> Document:
    """Arrange the staffing as a page: the people in the title, then shifts, ratings, downstream and what it rests on."""
    return Document(
        id="hub-staffing",
        title=headline(told),
        question=f"How many people does the hub need to decide {100 * told.target:.0f}% of contacts in time?",
        data_line=data_line,
        scope_line=scope_line,
        choices=(Choice("scenario", "Scenario", tuple(scenarios.items()), asked),),
        filters={"scenario": asked},
        sections=(
            Section("The hub's people", (_figures(told),)),
            Section("By shift", (_shifts(told), _need(told))),
            Section("By rating", (_ratings(told),)),
            Section("What follows downstream", _downstream(told)),
            Section("What it rests on", (_assumptions(told), Note("", points=told.notes))),
        ),
        area="front_door",
    )


def headline(told: StaffingTold) -> str:
    """Say in one sentence how many people it takes."""
    least, most = min(each.staff for each in told.shifts), max(each.staff for each in told.shifts)
    people = f"{least}" if least == most else f"{least} to {most}"
    word = "person" if most == 1 else "people"
    return f"The hub needs {people} {word} at work on a shift over the next {told.weeks} weeks"


def _figures(told: StaffingTold) -> KeyFigures:
    worst = min(told.shifts, key=lambda each: each.in_limit)
    fewer = min(each.in_limit_one_fewer for each in told.shifts)
    longest = max(told.shifts, key=lambda each: each.queue_at_close["0.9"])
    return KeyFigures(
        (
            Figure(
                "In time, on the hardest shift",
                f"{100 * worst.in_limit:.0f}%",
                f"{worst.weekday}, {worst.shift.lower()} shift",
            ),
            Figure("With one worker fewer", f"{100 * fewer:.0f}%", "in time, on the hardest shift"),
            Figure(
                "Waiting at closing",
                f"{longest.queue_at_close['0.9']:.0f}",
                f"or fewer on nine {longest.weekday}s in ten",
            ),
            Figure("Posts", f"{told.posts:g}", "to fill the rota through leave and absence"),
        )
    )


def _shifts(told: StaffingTold) -> Table:
    rows = [
        (
            f"{each.weekday}, {each.shift.lower()}",
            str(each.staff),
            str(each.on_rota),
            *(f"{100 * share:.0f}%" for share in (each.in_limit, each.in_limit_one_fewer, each.in_limit_one_more)),
            f"{each.queue_at_close['0.5']:.0f} to {each.queue_at_close['0.9']:.0f}",
        )
        for each in told.shifts
    ]
    heading = ("Shift", "At work", "On the rota", "In time", "One fewer", "One more", "Waiting at closing")
    return table("People on each shift", heading, rows)


def _need(told: StaffingTold) -> Table:
    levels = list(told.shifts[0].need) if told.shifts else []
    rows = [
        (f"{each.weekday}, {each.shift.lower()}", *(str(each.need[level]) for level in levels)) for each in told.shifts
    ]
    heading = ("Shift", *(f"Demand at P{100 * float(level):.0f}" for level in levels))
    return table("People needed if demand is likeliest (P50), high (P80) or very high (P95)", heading, rows)


def _ratings(told: StaffingTold) -> Table:
    limits = told.assumptions["limits_minutes"]
    rows = [
        (
            rating.capitalize(),
            _hours(limits[rating]),
            *(f"{100 * chances[name]:.0f}%" for name in ("advised", "one_fewer", "one_more")),
        )
        for rating, chances in told.by_rating.items()
    ]
    return table("Chance of a decision in its limit", ("Rating", "Limit", "As advised", "One fewer", "One more"), rows)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g} hours of the hub's"


def _downstream(told: StaffingTold) -> tuple[Note | Table, ...]:
    if not told.followed:
        return (Note("No referral is counted beside the hub's log, so that nothing can be said of what follows."),)
    weeks = [week for week in WEEKS_TOLD if week <= told.weeks]
    rows = [(each.name, *(_range(each.weeks[week - 1]) for week in weeks), each.assumed) for each in told.followed]
    heading = ("What", *(f"Week {week}" for week in weeks), "Worked out as")
    return (table("A week, four times in five", heading, rows, words=("Worked out as",)),)


def _range(quantiles: Sequence[float]) -> str:
    return f"{quantiles[LOW]:.0f} to {quantiles[HIGH]:.0f}"


def _assumptions(told: StaffingTold) -> Table:
    assumed = told.assumptions
    minutes = ", ".join(f"{rating} {value:g}" for rating, value in assumed["minutes_of_work"].items())
    rows = [
        ("Hours", f"{assumed['opens']} to {assumed['closes']}, working days"),
        (
            "Minutes of work, by rating",
            f"{minutes}, from {'the log' if assumed['minutes_from'] == 'log' else 'examples'}",
        ),
        ("Share of a shift that is work on contacts", f"{100 * assumed['productive']:.0f}%"),
        ("Absent without notice", f"{100 * (assumed['absence'] + assumed['away']):.0f}%"),
        ("On leave", f"{100 * assumed['leave']:.0f}%"),
        ("Children a contact", f"{assumed['children_a_contact']:g}"),
        ("Set by", f"{assumed['owner']}, {assumed['dated']}"),
    ]
    return table("Assumptions", ("What", "Taken to be"), rows, words=("Taken to be",))
