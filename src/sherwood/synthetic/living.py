"""Synthetic: the lives of all children known to the county's services, handed on in order of their numbers with their workers."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from sherwood.synthetic.caring import Caring
from sherwood.synthetic.cases import Household, Member
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.contacting import Contacting
from sherwood.synthetic.entering import enter
from sherwood.synthetic.helping import Helping
from sherwood.synthetic.households import Households
from sherwood.synthetic.lives import Life
from sherwood.synthetic.looked_after import YEARS_OF_ALLOCATION, County
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.people import Child, birthday
from sherwood.synthetic.plantings import NOTHING, Plantings
from sherwood.synthetic.posts import Posts
from sherwood.synthetic.referring import Referring
from sherwood.synthetic.rhythm import Added, Rhythm
from sherwood.synthetic.sharing import Sharing
from sherwood.synthetic.staff import Post, TeamShortage, Worker, declared_shortages
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.telling import Telling
from sherwood.synthetic.timeline import NOTES, Story, Timeline
from sherwood.synthetic.visiting import Visiting
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Workload

# A child in care at 20 may have been referred before birth; plans run on past the last day.
_YEARS_BEFORE, _YEARS_AFTER = 30, 30
_DAYS_A_YEAR = 365.25
# The story of a family in care begins before the first thing that is told of it.
_AHEAD_OF_CARE = dt.timedelta(days=1500)


@dataclass(frozen=True)
class Lives:
    """The lives of a county, everybody who works in its teams, in care and outside it, the posts they fill, and each team's weekly load.

    `loads` holds the load of each team outside care from the week of `loads_from` on: children for each worker at work, as a
    multiple of the usual caseload. `latent` tells by day and source what demand there was and what of it never came; `pandemic` is the
    one they were lived through.
    """

    lives: list[Life]
    workers: list[Worker]
    posts: list[Post] = field(default_factory=list)
    loads: dict[str, list[float]] = field(default_factory=dict)
    loads_from: dt.date = dt.date.min
    latent: pa.Table | None = None
    pandemic: CountyPandemic | None = None


def live(
    chance: Chance,
    county: County,
    date_from: dt.date,
    date_to: dt.date,
    shortages: Iterable[TeamShortage] = (),
    plantings: Plantings = NOTHING,
) -> Lives:
    """Live through the county's families between two days, from some years before so that repeats find what they repeat.

    `chance` should be the lives' own (`Chance.apart`), so that the care of the same seed stays as it is. Teams outside care are short of
    workers as declared, in the `shortages` given, and as planted.
    """
    return _Living(chance, county, date_from, date_to, (*shortages, *plantings.shortages()), plantings).live()


def live_in_care_alone(county: County) -> Lives:
    """The children of the return with their family and nothing else, and the workers of care: a county without its other feeds."""
    lives = [Life(child, "", "") for child in county.children]
    return Lives(lives, county.allocating.workers, county.allocating.posts)


class _Living:
    """The parts of one county's lives."""

    def __init__(
        self,
        chance: Chance,
        county: County,
        date_from: dt.date,
        date_to: dt.date,
        shortages: tuple[TeamShortage, ...],
        plantings: Plantings,
    ) -> None:
        self._chance = chance
        self._plantings = plantings
        self._county = county
        self._from, self._to = date_from, date_to
        self._known_from = date_from - dt.timedelta(days=round(chance.courses.rates["known_for_years"] * _DAYS_A_YEAR))
        self._followed_from = birthday(date_from, -YEARS_OF_ALLOCATION)
        self._workdays = Workdays(county.calendar, birthday(date_from, -_YEARS_BEFORE), birthday(date_to, _YEARS_AFTER))
        self._teams = Teams(chance.courses.organisation)
        self._timeline = Timeline(date_to)
        self._workload = Workload(chance, county.allocating.loads)
        shortages += declared_shortages(chance.courses.organisation, date_to)
        posts = Posts(chance.apart("posts"), self._followed_from, date_to, shortages, county.allocating.staff.count)
        self._sharing = Sharing(
            chance.apart("sharing"), posts, self._workload, self._timeline, self._followed_from, date_from, date_to
        )
        self._households = Households(chance, county, self._known_from, date_to)
        self._referring = Referring(chance, self._teams, self._workload, self._workdays)
        self._helping = Helping(chance, self._teams, self._workdays)
        self._rhythm = Rhythm(
            chance.apart("rhythm"), self._workdays, CountyPandemic(chance.apart("pandemic")), plantings
        )
        self._contacting = Contacting(chance, self._referring, self._helping, self._workdays, self._rhythm)
        self._caring = Caring(chance, self._referring, self._workdays)
        self._families: list[Household] = []

    def live(self) -> Lives:
        self._timeline.at(self._followed_from, NOTES, lambda _: self._sharing.open(self._teams.of_work))
        self._care()
        self._known_before()
        self._timeline.follow(self._arrivals("first_contacts_per_10000", self._family))
        self._timeline.follow(self._arrivals("disability_families_per_10000", self._disabled))
        self._timeline.run()
        self._sharing.finish()
        workers = [*self._county.allocating.workers, *self._sharing.workers]
        posts = [*self._county.allocating.posts, *self._sharing.posts]
        told = sorted(self._told(), key=lambda life: int(life.child.number))
        lives = enter(self._chance.apart("recorded"), told, self._plantings, self._workdays, self._to)
        latent = self._rhythm.demand.table(self._from, self._to, self._rhythm.pandemic)
        return Lives(lives, workers, posts, self._workload.weekly(), self._followed_from, latent, self._rhythm.pandemic)

    def _told(self) -> Iterator[Life]:
        """Yield the life of every child known, once it is known who visited when."""
        telling = Telling(self._to)
        visiting = Visiting(self._chance.apart("visits"), self._workload, self._workdays, self._to)
        for household in self._families:
            for member in (each for each in household.members if self._is_known(each)):
                for case in member.cases:
                    visiting.visit(case)
                in_care = [visit for period in member.child.periods for visit in visiting.in_care(member.child, period)]
                yield telling.life(household, member, in_care)

    def _care(self) -> None:
        """Begin the stories of the looked-after children's families, one household each."""
        by_family: dict[int, list[Child]] = defaultdict(list)
        for child in self._county.children:
            by_family[child.family].append(child)
        for children in by_family.values():
            household = self._households.of_care(sorted(children, key=lambda child: child.birth_date))
            self._families.append(household)
            self._timeline.follow(self._taken(self._in_care(household)))

    def _in_care(self, household: Household) -> Story:
        """Everything around care at one time, well before the first entry: the return says already how it goes on."""
        yield min(period.start_date for each in household.members for period in each.child.periods) - _AHEAD_OF_CARE
        self._caring.live(household)
        # Brothers and sisters share the stages before care; what follows is each one's own.
        self._referring.opened.clear()
        cases = (case for member in household.members for case in member.cases)
        self._sharing.take({id(stage): stage for case in cases for stage in case.stages}.values())

    def _arrivals(self, rate: str, story: Callable[[dt.date], Story]) -> Story:
        """Begin the story of one family after another, at random through the years."""
        a_year = self._chance.courses.rates[rate] * self._county.population / 10_000
        passed = self._chance.waits(a_year * self._rhythm.growth(self._known_from))
        while (day := self._known_from + dt.timedelta(days=int(passed))) <= self._to:
            yield day
            self._timeline.follow(self._taken(story(day)))
            passed += self._chance.waits(a_year * self._rhythm.growth(day))

    def _known_before(self) -> None:
        """Begin the stories of families that are quiet as the years followed begin, each with the contact that ends its quiet.

        A day falls the likelier into a quiet time the longer that is: its middle length then lies higher by the square of the spread.
        """
        chance, wait = self._chance, self._chance.courses.lengths["until_later_contact"]
        families = chance.courses.rates["known_before_per_10000"] * self._county.population / 10_000
        for _ in range(round(families * self._rhythm.growth(self._known_from))):
            quiet = math.ceil(chance.days_of(wait) * math.exp(wait.spread**2))
            passed = chance.random.randint(0, quiet)
            day = self._known_from + dt.timedelta(days=quiet - passed)
            if day <= self._to:
                known_since = self._known_from - dt.timedelta(days=passed)
                self._timeline.follow(self._taken(self._known_family(day, known_since)))

    def _known_family(self, day: dt.date, known_since: dt.date) -> Story:
        household = self._households.new(known_since)
        self._families.append(household)
        yield from self._contacting.live_on(household, known_since, day, self._to)

    def _family(self, day: dt.date) -> Story:
        household = self._households.new(day, fewest=round(self._plantings.of("big_families", day)))
        self._families.append(household)
        yield from self._contacting.live(household, day, self._to)

    def _added(self, added: Added) -> Story:
        household = self._households.new(added.day, district=added.district)
        self._families.append(household)
        yield from self._contacting.live_once(household, added.day, added.source)

    def _disabled(self, day: dt.date) -> Story:
        household = self._households.new(day, is_for_disability=True)
        self._families.append(household)
        yield from self._contacting.live_disabled(household, day)

    def _taken(self, story: Story) -> Story:
        """Tell a story, and after each step take to the teams what it brought them."""
        for day in story:
            self._take()
            yield day
        self._take()

    def _take(self) -> None:
        opened, self._referring.opened = self._referring.opened, []
        for case in opened:
            self._sharing.take(case.stages)
        given, self._helping.stages = self._helping.stages, []
        self._sharing.take(given)
        added, self._rhythm.added = self._rhythm.added, []
        for each in added:
            self._timeline.follow(self._taken(self._added(each)))

    def _is_known(self, member: Member) -> bool:
        """Whether anything of the child touches the county's years; every child of the return does."""
        return bool(member.child.periods) or (
            any(contact.contact_date <= self._to for contact in member.contacts)
            and (
                any(contact.contact_date >= self._from for contact in member.contacts)
                or any(case.close_date >= self._from for case in member.cases)
                or any((each.end_date or self._to) >= self._from for each, _ in member.help_given)
            )
        )
