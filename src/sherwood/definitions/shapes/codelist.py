"""Code lists: the codes a feed may hold, their plain words, and the years each is valid."""

from __future__ import annotations

from sherwood.definitions.shapes.base import Entry, Shape, Source


class Code(Shape):
    """One code: its words, the group it is reported in, and the collection years between which it may be used."""

    label: str
    group: str = ""
    first_year: str = ""
    last_year: str = ""


class Codelist(Entry):
    """A list of codes; `aliases` are other spellings of a code, such as a former coding of the same fact."""

    source: tuple[Source, ...]
    codes: dict[str, Code]
    aliases: dict[str, str] = {}

    def code_for(self, text: str) -> str | None:
        """Return the code that `text` spells, whatever its case, or None."""
        return self.spellings.get(text) or self.spellings.get(text.upper())

    @property
    def spellings(self) -> dict[str, str]:
        """Every accepted spelling and the code it stands for."""
        upper = {code.upper(): code for code in self.codes}
        return upper | {code: code for code in self.codes} | self.aliases
