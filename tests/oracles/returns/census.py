"""The children in need census: one XML a year; a row that a later year's file should hold but does not is gone (formats.md section 3)."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from tests.oracles.returns.cells import day, number, plain, sex, yes
from tests.oracles.returns.folders import files

FAR = date(9999, 12, 31)


def text(element, name: str) -> str:
    return plain(element.findtext(name))


def year_file(path: Path) -> dict[str, list[dict]]:
    """Rows of one census by the name of the thing."""
    found: dict[str, list[dict]] = {
        name: [] for name in ("children", "referrals", "assessments", "enquiries", "plans", "reviews")
    }
    for child in ElementTree.parse(path).getroot().iter("Child"):
        identifiers = child.find("ChildIdentifiers")
        who = text(identifiers, "LAchildID")
        if not who:
            continue
        said = text(identifiers, "Sex") or text(identifiers, "GenderCurrent")
        found["children"].append({"child": who, "sex": sex(said), "born": day(text(identifiers, "PersonBirthDate"))})
        for case in child.iter("CINdetails"):
            case_of(case, who, found)
    return found


def case_of(case, who: str, found: dict[str, list[dict]]) -> None:
    referred = day(text(case, "CINreferralDate"))
    if referred is None:
        return
    found["referrals"].append(
        {
            "child": who,
            "date": referred,
            "closed": day(text(case, "CINclosureDate")),
            "nfa": yes(text(case, "ReferralNFA")),
        }
    )
    for each in case.iter("Assessments"):
        start, authorised = day(text(each, "AssessmentActualStartDate")), day(text(each, "AssessmentAuthorisationDate"))
        found["assessments"].append({"child": who, "referred": referred, "start": start, "authorised": authorised})
    for each in case.iter("Section47"):
        start, conference = day(text(each, "S47ActualStartDate")), day(text(each, "DateOfInitialCPC"))
        found["enquiries"].append({"child": who, "referred": referred, "start": start, "conference": conference})
    for each in case.iter("ChildProtectionPlans"):
        start, end = day(text(each, "CPPstartDate")), day(text(each, "CPPendDate"))
        previous = number(text(each, "NumberOfPreviousCPP"))
        found["plans"].append({"child": who, "referred": referred, "start": start, "end": end, "previous": previous})
        for review in each.iter("CPPreviewDate"):
            found["reviews"].append({"child": who, "plan": start, "date": day(review.text)})


# name of the thing: its key, then the first and last day by which a file's year speaks of it
KEYS = {
    "referrals": (("child", "date"), "date", "closed"),
    "assessments": (("child", "referred", "start"), "start", "authorised"),
    "enquiries": (("child", "referred", "start"), "start", "start"),
    "plans": (("child", "referred", "start"), "start", "end"),
    "reviews": (("child", "plan", "date"), "date", "date"),
}


def standing(years: list[tuple[date, date, dict]], name: str) -> list[dict]:
    """Rows that stand after every year's file: the later file's, and an earlier one's that no later file speaks of."""
    key, first, last = KEYS[name]
    kept: dict[tuple, dict] = {}
    for starts, covers_to, found in years:
        new = {tuple(row[part] for part in key): row for row in found[name] if all(row[part] for part in key)}
        for old in list(kept):
            row = kept[old]
            ends = FAR if last != first and row[last] is None else max(row[last], row[first])
            if old not in new and row[first] <= covers_to and ends >= starts:
                del kept[old]
        kept.update(new)
    return list(kept.values())


def year_ending(path: Path) -> int:
    return int(ElementTree.parse(path).getroot().findtext("Header/CollectionDetails/Year"))


def facts(folder: Path) -> dict:
    from tests.oracles.returns.facts import unique

    received = [(year_ending(path), came, path) for came, path in files(folder, "cin_census", ".xml")]
    years = [
        (date(ending - 1, 4, 1), min(date(ending, 3, 31), came), year_file(path))
        for ending, came, path in sorted(received)
    ]
    children = {row["child"]: row for _, _, found in years for row in found["children"]}
    found = {name: standing(years, name) for name in KEYS}
    return {
        "data_date": max(covers_to for _, covers_to, _ in years),
        "reviews_from": min(starts for starts, _, _ in years),
        "children": children,
        "referrals": unique(found["referrals"], "child", "date"),
        "assessments": unique(found["assessments"], "child", "start"),
        "enquiries": unique(found["enquiries"], "child", "start"),
        "plans": unique(found["plans"], "child", "start"),
        "reviews": found["reviews"],
        "conferences": [
            {"child": row["child"], "date": row["conference"]} for row in found["enquiries"] if row["conference"]
        ],
    }
