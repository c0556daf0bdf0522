"""Goes through a paper piece by piece and tells every number that is not the figure its place says it is."""

import re
from collections import Counter

from tests.support.figures_told import (
    COURSE,
    HEADLINE,
    LEVEL,
    NO_FIGURE,
    SENTENCE,
    TREND,
    as_shown,
    colour,
    half_up,
    plain,
)
from tests.support.papers_read import IN_WORDS, NUMBER

from sherwood.vocabulary.periods import parse

BELOW_THE_PICTURE = " The numbers are in the table below the picture."
PARAGRAPH = re.compile(r"(\d{1,3})\. (.+)")
LABEL = re.compile(r"\b\d{4}-\d{2}(?:-Q\d)?\b")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ENDS = {"met": "Green", "nearly met": "Amber", "not met": "Red"}


def faults(pieces, told):
    """Every piece in which a number, in figures or in words, is not what its place says it is."""
    return [fault for fault in (Held(told, pieces).fault(piece) for piece in pieces) if fault]


def quarter_words(label):
    """`January to March 2026` for `2025-26-Q4`; a year is its own label."""
    if "Q" not in label:
        return label
    year, place = int(label[:4]), int(label[-1])
    first = (3 * place) % 12
    return f"{MONTHS[first]} to {MONTHS[first + 2]} {year + (place == 4)}"


class Held:
    """One paper held against what it may say."""

    def __init__(self, told, pieces):
        self.told, self.pieces = told, pieces
        self.indicators = {
            told.measures[each.measure].title: each for theme in told.pack.themes for each in theme.indicators
        }
        self.titles = sorted(
            [*self.indicators, *(told.measures[each.measure].title for each in told.pack.equality)],
            key=len,
            reverse=True,
        )
        pack = told.pack
        self.standing = {pack.purpose, *pack.how_to_read, *pack.recommendations, *pack.notes}
        self.standing |= {each.text for each in (*pack.implications, *pack.closing)}
        numbered = [each for each in pieces if each.kind == "Normal" and PARAGRAPH.match(each.text)]
        self.places = {id(each): place for place, each in enumerate(numbered, start=1)}
        self.paragraphs = {place: PARAGRAPH.match(each.text)[2] for place, each in enumerate(numbered, start=1)}
        self.withheld = {
            each.texts[1].partition("\n")[0] for each in self._rows("Appendix A") if each.texts[6] in NO_FIGURE
        }

    def fault(self, piece):
        """What is wrong with a piece, or nothing."""
        try:
            self._check(piece)
        except (AssertionError, KeyError, ValueError, IndexError) as wrong:
            return f"{piece.kind} under {piece.heading or 'the title'}: {piece.text} ({wrong!r})"
        return ""

    def _check(self, piece):
        place = piece.heading[:10]
        if piece.kind == "row":
            {
                "Appendix A": self._indicator,
                "Appendix B": self._course,
                "Appendix C": self._behind,
                "Equality": self._part,
            }.get(place, self._plain)(piece)
        elif piece.kind == "alternative":
            title, end = f"{piece.caption}. ", BELOW_THE_PICTURE
            assert piece.text.startswith(title), "not the picture's title"
            assert piece.text.endswith(end), "no way to the numbers"
            self._extremes(piece.caption, piece.text[len(title) : -len(end)])
        elif place == "Appendix B" and piece.kind == "Heading 2":
            self._trend(piece.text)
        elif place == "Appendix B" and piece.kind == "Normal":
            self._extremes(piece.caption, piece.text)
        elif piece.heading == "About this document" and piece.kind == "Normal":
            assert piece.text in self.told.about, "not of this document"
        elif piece.kind == "Normal":
            number, text = PARAGRAPH.match(piece.text).groups() if id(piece) in self.places else ("", piece.text)
            assert number == str(self.places.get(id(piece), "")), "number of the paragraph"
            self._paragraph(text)
        else:
            self._plain(piece)

    def _plain(self, piece):
        self._without_numbers(" ".join(piece.texts))

    def _without_numbers(self, text):
        """Nothing is left that is a number, once titles of measures, periods and standing words are taken out."""
        if text in self.standing or text == self.told.pack.title:
            return
        for each in self.titles:
            text = text.replace(each, "").replace(each[:1].lower() + each[1:], "")
        for label in self._labels():
            text = text.replace(quarter_words(label), "")
        left = LABEL.sub(lambda found: "" if found[0] in self._labels() else found[0], text)
        assert not NUMBER.findall(left), NUMBER.findall(left)
        assert not IN_WORDS.findall(left), IN_WORDS.findall(left)

    def _labels(self):
        return {period for rows in self.told.figures.values() for period in rows}

    # Paragraphs

    def _paragraph(self, text):
        if headline := HEADLINE.fullmatch(text):
            self._headline(headline)
            return
        title = next((each for each in self.titles if text.startswith(f"{each}: ")), None)
        if title is None:
            self._without_numbers(text)
            return
        found = SENTENCE.fullmatch(text.removeprefix(f"{title}: "))
        assert found, "a sentence of another form"
        self._sentence(title, found.groupdict())

    def _sentence(self, title, said):
        indicator, measure = self._of(title)
        now, before, ago = self._three(indicator)
        self._is(said["now"], measure, now)
        if said["parts"]:
            assert said["parts"] == f"{now['numerator']:,.0f} of {now['denominator']:,.0f}", "counts"
        if said["period"] != "the quarter":
            assert said["period"] == now["period"], "year"
        if said["way"]:
            earlier = before if said["since"].startswith("the ") else ago
            self._change(measure, now, earlier, said["way"], said["first"])
            if (
                "a year before" in (said["since"], *([] if said["second"] is None else ["a year before"]))
                and said["second"]
            ):
                self._change(measure, now, ago, said["then"] or said["way"], said["second"])
        for side, area, other, year in self._compared(said):
            self._published(indicator, measure, now, side, area, other, year)
        if said["target"]:
            assert said["target"] == plain(indicator.target, measure.unit), "target"
            assert said["whose"] == ("council's" if indicator.target_of == "local" else "national"), "whose target"
            assert ENDS[said["met"]] == said["colour"].capitalize() == colour(self.told, measure, indicator, now), (
                "status"
            )
        if said["beside"]:
            assert said["beside"].lower() in [each.lower() for each in self.titles], "measure beside"

    def _compared(self, said):
        if said["side"]:
            yield said["side"], said["area"], said["other"], said["year"]
        if said["near"]:
            yield said["beyond"] or said["side"], "statistical neighbours'", said["near"], said["near_year"]

    def _change(self, measure, now, earlier, way, figure):
        new, old = half_up(now["value"]), half_up(earlier["value"])
        assert way == ("the same as" if new == old else "up" if new > old else "down"), "direction"
        if figure is not None:
            self._is(figure, measure, earlier)

    def _published(self, indicator, measure, now, side, area, figure, year):
        known = self.told.others[
            indicator.measure, "England" if area.startswith("England") else "Statistical neighbours"
        ]
        assert (figure, year) == (plain(known[1], measure.unit), known[0]), known
        new, other = half_up(now["value"]), half_up(known[1])
        assert side == ("the same as" if new == other else "above" if new > other else "below"), "side"

    def _is(self, words, measure, row):
        assert words in as_shown(measure, row), (as_shown(measure, row), row)
        self.told.figures_seen += 1

    def _headline(self, said):
        known = Counter()
        for indicator in self.indicators.values():
            now = self._three(indicator)[0]
            if now is not None and self.told.measures[indicator.measure].title not in self.withheld:
                known[colour(self.told, self.told.measures[indicator.measure], indicator, now)] += 1
        counted = {
            name.capitalize(): int(number) for number, name in re.findall(r"(\d+) (?:is|are) (\w+)", said["colours"])
        }
        assert counted == {each: known[each] for each in ("Green", "Amber", "Red") if known[each]}, known
        assert int(said["judged"]) == sum(counted.values()), "judged"
        ways = Counter(word for row in self._rows("Appendix A") for word in ("Better", "Worse") if word in row.texts[9])
        moved = {name.capitalize(): int(number) for number, name in re.findall(r"(\d+) got (\w+)", said["moved"])}
        assert moved == dict(ways), ways

    def _rows(self, heading):
        return [each for each in self.pieces if each.kind == "row" and each.heading.startswith(heading)]

    # Tables and pictures

    def _of(self, title):
        indicator = self.indicators[title]
        return indicator, self.told.measures[indicator.measure]

    def _series(self, indicator):
        """The rows of a measure as the paper reports it, up to its own quarter or year."""
        is_quarterly = indicator.reporting == "quarterly"
        rows = self.told.figures[indicator.measure, "quarter" if is_quarterly else "year"]
        last = self.told.quarter if is_quarterly else self.told.quarter[:7]
        if not is_quarterly and not self.told.quarter.endswith("Q4"):
            return []
        return [rows[period] for period in sorted(rows) if period <= last]

    def _three(self, indicator):
        """The figure of the period, of the one before and of that a year before."""
        rows = [None] * 5 + self._series(indicator)
        return rows[-1], rows[-2], rows[-5] if indicator.reporting == "quarterly" else None

    def _cell(self, words, measure, row, rows=()):
        """A figure with what it is of below it; one may be withheld with another of its year."""
        figure, _, parts = words.partition("\n")
        if row is None or figure in NO_FIGURE:
            is_alone = row is not None and row["value"] is not None
            assert not is_alone or any(
                each["value"] is None for each in rows if each["period"][:7] == row["period"][:7]
            ), row
            assert figure in NO_FIGURE, "a figure of no period"
            return
        self._is(figure, measure, row)
        if parts:
            assert parts == f"{row['numerator']:,.0f} of {row['denominator']:,.0f}", "counts"

    def _indicator(self, piece):
        reference, title, _, _, year, before, now, target, status, _, neighbours, england = piece.texts
        title, _, defined = title.partition("\n")
        indicator, measure = self._of(title)
        last_day = measure.changed[-1].date
        told = f"Definition changed on {last_day.day} {last_day:%B %Y}" if len(measure.changed) > 1 else ""
        assert defined == told, "day of the definition"
        assert reference[1:] == str(list(self.indicators).index(measure.title) + 1), "place in the pack"
        rows, years = self._series(indicator), self.told.figures[indicator.measure, "year"]
        last = f"{int(self.told.quarter[:4]) - 1}-{int(self.told.quarter[2:4]):02}"
        three = self._three(indicator)
        for words, row, among in ((year, years.get(last), ()), (before, three[1], rows), (now, three[0], rows)):
            self._cell(words, measure, row, among)
        letter = {"local": " L", "national": " N"}.get(indicator.target_of, "")
        assert target == ("None set" if indicator.target is None else plain(indicator.target, measure.unit) + letter), (
            "target"
        )
        known = colour(self.told, measure, indicator, three[0]) if now.partition("\n")[0] not in NO_FIGURE else "Grey"
        assert status == known, "status"
        for words, area in ((neighbours, "Statistical neighbours"), (england, "England")):
            known = self.told.others.get((indicator.measure, area))
            assert words == (f"{plain(known[1], measure.unit)}\n{known[0]}" if known else "Not published"), known

    def _drawn(self, title):
        """The indicator a picture is of, and its rows by the words of their period."""
        name = next(each for each in self.titles if title.startswith(each))
        indicator, measure = self._of(name)
        return (
            measure,
            {quarter_words(each["period"]): each for each in self._series(indicator)[-9:]},
            title.removeprefix(name),
        )

    def _shown_rows(self, measure):
        """Periods and figures of the table below a picture, without those withheld; the latest stands first."""
        held = [row.texts for row in self._rows("Appendix B") if row.caption == f"{measure.title} by quarter"]
        return [(period, figure) for period, figure in held if figure not in NO_FIGURE]

    def _trend(self, title):
        measure, rows, rest = self._drawn(title)
        said = TREND.fullmatch(rest.strip()) or LEVEL.fullmatch(rest)
        assert said, "a title of another form"
        shown = [words for words, _ in self._shown_rows(measure)]
        assert (said["began"], said["ended"]) == (shown[-1], shown[0]), "periods"
        first, last = rows[said["began"]], rows[said["ended"]]
        self._is(said["new"], measure, last)
        if "way" in said.groupdict():
            self._is(said["old"], measure, first)
            assert (said["way"] == "rose") == (last["value"] > first["value"]), "direction"

    def _extremes(self, caption, text):
        measure, rows, _ = self._drawn(caption)
        said = COURSE.fullmatch(text)
        assert said, "a sentence of another form"
        shown = [words for words, _ in self._shown_rows(measure)]
        assert int(said["withheld"] or 0) == len(rows) - len(shown), "withheld"
        if said["high"]:
            values = {words: rows[words]["value"] for words in shown}
            for figure, places, best in ((said["high"], said["at_high"], max), (said["low"], said["at_low"], min)):
                end = best(values.values())
                self._is(figure, measure, next(rows[words] for words in shown if values[words] == end))
                named = [words for words in shown if as_shown(measure, rows[words]) == {figure}]
                if places[:1].isdigit():
                    assert places == f"{len(named)} quarters", named
                else:
                    assert set(places.replace(" and ", ", ").split(", ")) == set(named), named

    def _course(self, piece):
        measure, rows, _ = self._drawn(piece.caption)
        self._cell(piece.texts[1], measure, rows[piece.texts[0]], rows.values())

    def _part(self, piece):
        name = next(each for each in self.titles if piece.caption.startswith(each))
        measure = next(each for each in self.told.measures.values() if each.title == name)
        label, figure = piece.texts
        value = self.told.parts[measure.name][label]
        assert figure == ("Too few to show" if value is None else plain(value, measure.unit)), value
        self.told.figures_seen += value is not None

    def _behind(self, piece):
        paragraph, name, first, last, *counted = piece.texts
        assert self.paragraphs[int(paragraph)].startswith(f"{self.told.measures[name].title}: "), "paragraph"
        rows = {
            days_of(row["period"]): row
            for grain in ("quarter", "year")
            for row in self.told.figures[name, grain].values()
        }
        row = rows[first, last]
        known = [row["numerator"], row["denominator"], row["value"]]
        assert counted == ["" if each is None else f"{each:.10g}" for each in known], known
        self.told.figures_seen += 1


def days_of(label):
    """The first and the last day of a period, as the paper writes them."""
    period = parse(label, "quarter" if "Q" in label else "year")
    return tuple(f"{each.day} {each:%b %Y}" for each in (period.first_day, period.last_day))
