"""Measures: the questions a page is about to ask, put to the warehouse together: one for all breakdowns of one measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import partial

from sherwood.access import Reader, Viewer, aggregate_sets
from sherwood.access.kept import IN_MEMORY
from sherwood.definitions.catalogue import Catalogue
from sherwood.measures.asked import Asked, cut_periods
from sherwood.measures.kinds import facts_of
from sherwood.measures.needs import lacking, reach, told
from sherwood.measures.points import ANSWERS, Question, from_rows, key_of, own
from sherwood.vocabulary.periods import Period


def ask_ahead(reader: Reader, catalogue: Catalogue, viewer: Viewer, questions: Iterable[Question]) -> None:
    """Work out openable questions together and keep their answers, so that each of them finds its own already there.

    Those of one measure, filter and length of period become one question, whatever their breakdowns and days. An answer is what
    the question would have got alone; of what cannot be asked together, or not kept, nothing is asked here. Official figures never
    are: what is withheld in one depends on what stands beside it.
    """
    if reader.build_id == IN_MEMORY:
        return
    groups: defaultdict[Hashable, list[Question]] = defaultdict(list)
    for question in {each.key: each for each in questions}.values():
        is_plain = question.figures == "openable" and len(question.by) < 2
        if is_plain and key_of(reader, catalogue, viewer, question) not in ANSWERS:
            groups[_together(question)].append(question)
    for group in groups.values():
        if len(group) > 1 and not lacking(reader, viewer, group[0].measure):
            _ask(reader, catalogue, viewer, group)


def _together(question: Question) -> Hashable:
    """What questions must have in common to be asked as one."""
    where = tuple(question.where.items())
    return question.measure.id, question.measure.content_hash, question.days.grain, question.days.as_at, where


def _ask(reader: Reader, catalogue: Catalogue, viewer: Viewer, questions: Sequence[Question]) -> None:
    """Ask for the periods of all, by the breakdowns of all, and keep for each question what is its own."""
    since = reach(reader, viewer, questions[0].measure)
    periods = [cut_periods(each.days) for each in questions]
    known = [told(each.measure, of_it, since) for each, of_it in zip(questions, periods, strict=True)]
    needed = {period.label: period for of_it in known for period in of_it}
    if not needed or any(needed[period.label] != period for of_it in known for period in of_it):
        return
    sets = list(dict.fromkeys(each.by for each in questions))
    names = dict.fromkeys(name for each in questions for name in (*each.by, *each.where))
    asked = Asked(_in_order(needed.values()), questions[0].days.as_at, tuple(names))
    facts = facts_of(questions[0].measure, catalogue, asked)
    found = aggregate_sets(reader, facts, viewer, sets, questions[0].where)
    for question, of_it, told_of in zip(questions, periods, known, strict=True):
        own_labels = {period.label for period in told_of}
        rows = [row for row in found[question.by] if row["period"] in own_labels]
        its = Asked(told_of, asked.as_at, asked.dimensions)
        answer = own(question, of_it, told_of, from_rows(reader, catalogue, viewer, question, its, rows))
        ANSWERS.get(key_of(reader, catalogue, viewer, question), partial(tuple, answer))


def _in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(sorted(periods, key=lambda period: period.first_day))
