"""Sources: why a file or a call cannot be used, in words that name what is wrong and what to do about it."""


class Refused(Exception):
    """A file that cannot be loaded at all: what is wrong with it and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")


class LandingError(Exception):
    """The landing itself is damaged, or a stored file no longer fits its definition; the message names the file and the remedy."""


class MappingRefused(Exception):
    """What a person says a file's headings stand for can't be kept; its text says why, and what to choose instead."""
