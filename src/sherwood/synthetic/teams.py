"""Synthetic: which team does which work for which district outside care, handed on as the team that has a case."""

from __future__ import annotations

from sherwood.synthetic.shapes import OrganisationShape, TeamShape, Work


class Teams:
    """The county's teams by work and district; the first team of the list that fits does the work."""

    def __init__(self, organisation: OrganisationShape) -> None:
        self.of_work = tuple(team for team in organisation.team if team.work)
        self._found: dict[tuple[Work, str], TeamShape] = {}

    def team(self, work: Work, district: str) -> TeamShape:
        """The team that does this work in the district; StopIteration can't happen: a file without one is refused on loading."""
        key = (work, district)
        if key not in self._found:
            self._found[key] = next(
                team
                for team in self.of_work
                if work in team.work and (not team.districts or district in team.districts)
            )
        return self._found[key]
