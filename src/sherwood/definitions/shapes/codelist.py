"""Code lists: the codes a feed may hold, their plain words, and the years each is valid."""

from __future__ import annotations

from sherwood.definitions.shapes.base import Entry, Shape, Source


class Code(Shape):
    """One code: its words, the group it is reported in, and the collection years between which it may be used.

    A coarse code is a group without its detail: councils' working lists hold it, no return may.
    """

    label: str
    group: str = ""
    first_year: str = ""
    last_year: str = ""
    coarse: bool = False


class Codelist(Entry):
    """A list of codes; `aliases` are other spellings of a code, such as a former coding of the same fact.

    `loose_aliases` are words of councils' own systems that only a column read loosely accepts: a phrase anywhere (`school nurse`), all of
    the text or a part (`=other`), its beginning (`health*`), a pattern of its first token (`A???`, `B#`, `6?*`), a word that counts
    where nothing else does (`~service`); `+`: several groups, `&`: two joined by an and.
    """

    source: tuple[Source, ...]
    codes: dict[str, Code]
    aliases: dict[str, str] = {}
    loose_aliases: dict[str, str] = {}

    def code_for(self, text: str) -> str | None:
        """Return the code that `text` spells, whatever its case, or None; a coarse code is none here."""
        return self.spellings.get(text) or self.spellings.get(text.upper())

    @property
    def spellings(self) -> dict[str, str]:
        """Every spelling accepted everywhere and the code it stands for."""
        exact = {code: code for code, each in self.codes.items() if not each.coarse}
        return {code.upper(): code for code in exact} | exact | self.aliases
