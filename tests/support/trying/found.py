"""What came out: every byte of an answer read as words, files unpacked, and the words that should not be among them."""

import datetime as dt
import io
import json
import re
import zipfile
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import PdfReadError
from tests.support.attempts import CLOSED, STOCK
from tests.support.trying import people
from tests.support.trying.site import word_of

WORD = re.compile(r"\w+")
PAPER = re.compile(r"/papers/([\w-]+)\.docx")
FLAG = re.compile(r"/flags/([0-9a-f-]{36})/answer")
KEY = re.compile(r"[a-z2-7]{26}")
EXPECTED = (200, 302, 400, 401, 403, 404, 405, 409, 410, 414, 422, 429)
READS_THE_TRAIL = ("auditor", "caldicott_guardian")
TRACE = re.compile(r"Traceback \(most recent|site-packages|File \"[^\"]+\", line \d+|duckdb\.|OperationalError")
UNITS = {"T1": "S1", "T2": "S1", "T3": "S2", "T4": "S2", "S1": None, "S2": None}


def words_in(content):
    """Everything readable in bytes: a workbook or document is opened part by part, a PDF page by page."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return " ".join(words_in(book.read(name)) for name in book.namelist())
    if content[:5] == b"%PDF-":
        return _pages(content)
    return content.decode("utf-8", "replace")


def _pages(content):
    try:
        read = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in read.pages)
        return f"{pages} {read.metadata} {content.decode('latin-1')}"
    except PdfReadError:
        return content.decode("latin-1")


def judged(site, tried, answer):
    """What is wrong with one answer: children beyond sight, findings of other units, a trace, a status that is none."""
    text = f"{answer.head}\n{words_in(answer.content)}"
    found = [] if answer.status_code in EXPECTED else [f"answered {answer.status_code}"]
    found += [f"shows {mark}" for mark in sorted(shown_beyond(site, tried, text))]
    found += [f"tells of {unit}" for unit in UNITS if word_of(unit) in text and not _may_hear(site, tried.who, unit)]
    found += _counted_wrongly(site, tried, answer, text)
    found += _summed_wrongly(site, tried, answer)
    if trace := TRACE.search(text):
        found.append(f"holds a trace: {trace[0]}")
    return found, _has_rows(site, answer, text)


def _counted_wrongly(site, tried, answer, text):
    """A list of one day's children looked after says how many it holds and how many of them are closed: to the child."""
    asked = tried.given
    if answer.status_code != 200 or not (
        tried.path.endswith(f"{STOCK}/children") and len(asked) == 3 and asked["from"] == asked["to"]
    ):
        return []
    account, granted = site.accounts[tried.who], site.granted.get(tried.who, ())
    counted = site.sight.counted(account, dt.date.fromisoformat(asked["to"]), granted)
    named = site.sight.named(account, granted)
    shown = {child for child in site.marks if re.search(rf">\s*{child}\s*<", text)}
    closed = CLOSED.search(text)
    found = [] if shown == counted & named else [f"lists {sorted(shown ^ (counted & named))} wrongly"]
    said = int(closed[1]) if closed else 0
    return found if said == len(counted - named) else [*found, f"says {said} are closed, not {len(counted - named)}"]


def _summed_wrongly(site, tried, answer):
    """What a program is told of one day's children looked after is how many there are in this person's own sight."""
    asked = tried.given
    is_a_day = set(asked) == {"from", "to", "grain"} and asked["from"] == asked["to"]
    if answer.status_code != 200 or not (is_a_day and tried.path == f"/api/v1/measures/{STOCK}"):
        return []
    account, granted = site.accounts[tried.who], site.granted.get(tried.who, ())
    expected = len(site.sight.counted(account, dt.date.fromisoformat(asked["to"]), granted))
    told = json.loads(answer.content)
    said = sum(row["numerator"] or 0 for row in told["rows"])
    is_own = told["figures"] == "openable"
    return [f"tells of {said}, not {expected}"] if is_own and said != expected else []


def shown_beyond(site, tried, text):
    """Marks of children whom the person may not be shown; what they typed themselves tells them nothing."""
    marks = site.forbidden(tried.who) & set(WORD.findall(text))
    if not marks:
        return marks
    typed = set(WORD.findall(" ".join([tried.path, *map(str, tried.given.values())])))
    is_trail = tried.path.startswith("/audit") and site.accounts[tried.who][0] in READS_THE_TRAIL
    return {mark for mark in marks - typed if not (is_trail and KEY.fullmatch(mark))}


def noted(site, tried, answer):
    """Keep what an answer changed: a record opened in an emergency, which had to be one that may be, and papers there are."""
    if tried.route == "emergency" and answer.status_code == 302:
        key = answer.headers["Location"].rpartition("/")[2]
        child = next((child for child, words in site.marks.items() if key in words), None)
        role = site.accounts[tried.who][0]
        if child is None or not site.sight.opens_in_emergency(child) or role not in people.MAY_IN_EMERGENCY:
            return [f"opened {key} in an emergency"]
        site.opened[tried.who].add(child)
    if tried.route == "explore_keep" and answer.status_code == 302 and "/views/" in answer.headers["Location"]:
        site.views.append(answer.headers["Location"].rpartition("/")[2])
    if tried.path == "/papers" and answer.status_code == 200:
        listed = PAPER.findall(answer.content.decode("utf-8", "replace"))
        site.papers += [each for each in dict.fromkeys(listed) if each not in site.papers]
    if tried.route == "flags":
        site.flags += FLAG.findall(answer.content.decode("utf-8", "replace"))
    return []


def left_behind(site, letters):
    """Marks in whatever is written beside the pages: logs, caches, the office, temporary files, letters."""
    everybody = set().union(*site.marks.values()) | site.foreign
    unkeyed = {mark for mark in everybody if not KEY.fullmatch(mark)}
    found = Counter()
    for path, allowed in _places(site):
        text = path.read_bytes().decode("latin-1")
        found.update((str(path), mark) for mark in set(WORD.findall(text)) & (unkeyed if allowed else everybody))
    for letter in letters.kept:
        found.update(("a letter", mark) for mark in set(WORD.findall(letter.decode("latin-1"))) & everybody)
    return [f"{place} holds {mark}" for place, mark in sorted(found)]


def _places(site):
    """Every file that is no store of children's rows, and whether record keys may stand in it."""
    home = site.home
    for folder, has_keys in ((home.logs, True), (home.cache, False), (site.folder / "apart" / "temporary", False)):
        yield from ((path, has_keys) for path in sorted(folder.rglob("*")) if path.is_file())
    yield from ((path, True) for path in sorted(home.root.glob("office.sqlite3*")))
    yield from ((path, True) for path in sorted(home.issued("local").rglob("*")) if path.is_file())


def _may_hear(site, who, unit):
    role, _, team, service = site.accounts[who]
    return role in people.COUNTY or unit in (team, service)


def _has_rows(site, answer, text):
    """Whether the answer is one with rows: a table, a child, a file of them, or figures told to a program."""
    if answer.status_code != 200:
        return False
    if answer.headers.get("Content-Type", "").startswith("application/json") and _tells_figures(answer):
        return True
    is_file = "attachment" in answer.headers.get("Content-Disposition", "")
    return is_file or "<td" in text or bool(set(WORD.findall(text)) & set().union(*site.marks.values()))


def _tells_figures(answer):
    """Whether a program was given figures of a period, by the interface or as open data."""
    told = json.loads(answer.content)
    rows = told.get("rows") or told.get("value") or () if isinstance(told, dict) else ()
    return any("period" in row or "Period" in row for row in rows)
