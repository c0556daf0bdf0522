"""No two reports for staff are the same report under two names: measures, breakdowns, kind and grain tell each apart."""

from collections import defaultdict

from sherwood.definitions.catalogue import load_catalogue


def likeness(catalogue, report):
    named = (*report.key_figures, *(each.measure for each in report.pictures), *filter(None, [report.children]))
    measures = frozenset(catalogue.measure(name).id for name in named)
    breakdowns = frozenset(each.by for each in report.pictures if each.by)
    return measures, breakdowns, report.kind, frozenset(each.grain for each in report.pictures)


def alike(catalogue, reports):
    found = defaultdict(list)
    for report in reports:
        found[likeness(catalogue, report)].append(report.id)
    return [names for names in found.values() if len(names) > 1]


def test_no_two_reports_share_measures_breakdowns_kind_and_grain():
    catalogue = load_catalogue()
    assert alike(catalogue, catalogue.reports.values()) == []


def test_a_copy_under_another_title_would_be_noticed():
    catalogue = load_catalogue()
    first = next(iter(catalogue.reports.values()))
    assert alike(catalogue, [first, first.model_copy(update={"id": "local/copy", "title": "Another title"})])


def test_another_breakdown_makes_another_report():
    catalogue = load_catalogue()
    first = next(each for each in catalogue.reports.values() if each.pictures)
    pictures = (*first.pictures, first.pictures[0].model_copy(update={"shows": "bars", "by": "sex"}))
    assert not alike(catalogue, [first, first.model_copy(update={"pictures": pictures})])
