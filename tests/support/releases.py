"""Figures as they come out, month by month or by team and service, as linked cells for whoever keeps every release."""

from sherwood.measures.disclosure import suppress_units
from sherwood.measures.in_time import withheld_in_time
from sherwood.measures.series import Point
from sherwood.measures.suppression import SMALLEST_SHOWN, Release

MONTHS = tuple(f"{2017 + (at > 8)}-{(at + 3) % 12 + 1:02d}" for at in range(12))
QUARTERS = tuple(f"2017-18-Q{each}" for each in range(1, 5))
YEAR = "2017-18"
PERIODS = (*MONTHS, *QUARTERS, YEAR)
# Few and small, few and mostly large, large and seldom small: where what protects runs out is different in each.
NUMBERS = (
    (0, 1, 2, 3, 4, 5, 6, 7, 9, 14, 22, 60),
    (0, 3, 6, 7, 8, 9, 12, 15, 20),
    (5, 6, 7, 10, 12, 20, 30, 40),
)


def some_years(draw, count, parts):
    """Years of twelve months, each a count or, of two parts, a part and the rest."""
    for _ in range(count):
        numbers = draw.choice(NUMBERS)
        yield [tuple(draw.choice(numbers) for _ in range(parts)) for _ in range(12)]


def of_months(counts):
    """Months of one year from April, and its quarters and itself as far as they are over, as points."""
    over = len(counts)
    quarters = [_added(counts[3 * each : 3 * each + 3]) for each in range(over // 3)]
    years = [_added(counts)] if over == 12 else []
    return [
        [_point(label, cells) for label, cells in zip(labels, numbers, strict=False)]
        for labels, numbers in ((MONTHS, counts), (QUARTERS, quarters), ((YEAR,), years))
    ]


def of_every_release(counts):
    """The year as linked cells, and those of them that no release showed."""
    shown = set()
    for over in range(1, 13):
        out = of_months(counts[:over])
        hidden = withheld_in_time(*out)
        shown |= {point.period for points in out for point in points} - hidden
    every = [*counts, *(_added(counts[3 * each : 3 * each + 3]) for each in range(4)), _added(counts)]
    adds = [*((range(3 * each, 3 * each + 3), 12 + each) for each in range(4)), (range(12, 16), 16)]
    return _linked(every, adds, [place for place, label in enumerate(PERIODS) if label not in shown])


def some_units(draw, count, parts):
    """Two to four services of one to four teams, each a count or a part and the rest."""
    for _ in range(count):
        numbers = draw.choice(NUMBERS)
        yield [
            [tuple(draw.choice(numbers) for _ in range(parts)) for _ in range(draw.randint(1, 4))]
            for _ in range(draw.randint(2, 4))
        ]


def of_units(services):
    """Teams, services and the total as linked cells, and those of them that are withheld."""
    teams = [
        (f"T{at}{each}", f"S{at}", cells) for at, service in enumerate(services) for each, cells in enumerate(service)
    ]
    sums = [(f"S{at}", _added(service)) for at, service in enumerate(services)]
    lower, upper = suppress_units(
        [_of_unit("team", name, cells) for name, _, cells in teams],
        [_of_unit("service", name, cells) for name, cells in sums],
        {name: service for name, service, _ in teams},
    )
    every = [*(cells for _, _, cells in teams), *(cells for _, cells in sums), _added([cells for _, cells in sums])]
    after = len(teams)
    adds = [
        ([at for at, (_, of, _) in enumerate(teams) if of == name], after + place)
        for place, (name, _) in enumerate(sums)
    ]
    adds.append((range(after, len(every) - 1), len(every) - 1))
    hidden = [place for place, point in enumerate([*lower, *upper]) if point.suppressed]
    # A total that is small itself is told nowhere.
    is_told = not any(0 < number < SMALLEST_SHOWN for number in _with_whole(every[-1]))
    total = [len(every) - 1]
    return _linked(every, adds, hidden if is_told else hidden + total, shown=total if is_told else ())


def _linked(every, adds, hidden, *, shown=()):
    """Numbers of one part, or of a part and the rest, as cells that add up; and the cells withheld."""
    cells = [_with_whole(each) for each in every]
    size = len(cells[0])
    equations = [
        (*((part * size + at, 1) for part in parts), (whole * size + at, -1))
        for parts, whole in adds
        for at in range(size)
    ]
    if size > 1:
        equations += [((3 * at, 1), (3 * at + 1, 1), (3 * at + 2, -1)) for at in range(len(every))]
    places = frozenset(place * size + at for place in hidden for at in range(size))
    always = frozenset(place * size + at for place in shown for at in range(size))
    return Release(tuple(number for each in cells for number in each), tuple(equations), always), places


def _with_whole(cells):
    return cells if len(cells) == 1 else (*cells, sum(cells))


def _of_unit(kind, name, cells):
    return Point("2018-03", {kind: name}, cells[0], None if len(cells) == 1 else sum(cells), float(cells[0]))


def _added(counts):
    return tuple(map(sum, zip(*counts, strict=True)))


def _point(label, cells):
    whole = None if len(cells) == 1 else sum(cells)
    return Point(label, {}, cells[0], whole, float(cells[0]))
