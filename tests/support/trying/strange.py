"""Words, forms and files that nobody sends by hand: what an address, a form or a loader is given to fall over."""

import string

PIECES = (
    *(
        "",
        "0",
        "-1",
        "1e309",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
        "%00",
        "\x00",
        "\x1f",
        "\u202e",
        "\U0001f600",
        "ß",
        "İ",
        "ﬃ",
        "٣",
    ),
    *("2024-02-30", "9999-12-31", "0000-00-00", "2024-W54", "10000-01-01", "-2024-01-01", "2024-03-31", "0001-01-01"),
    *(
        "' OR '1'='1",
        '"; DROP TABLE person; --',
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${7*7}",
        "=1+1",
        "@SUM(1)",
        "%s%n%x",
    ),
    *(
        "../../../etc/passwd",
        "..%2f..%2f",
        "a" * 5_000,
        "9" * 400,
        "T1,T2,,",
        ",",
        "*",
        "\r\nSet-Cookie: x=1",
        "/measures",
    ),
    *("official", "openable", "day", "decade", "S1", "T1", "SW1", "F"),
)
NAMES = (
    *(
        "from",
        "to",
        "grain",
        "page",
        "figures",
        "as_at",
        "period",
        "team",
        "worker",
        "service",
        "sex",
        "legal_status",
        "authority",
    ),
    *(
        "person_key",
        "q",
        "scenario",
        "table",
        "record_key",
        "next",
        "code",
        "state",
        "refused",
        "feed",
        "numerator",
        "age_band",
    ),
    *("__class__", "csrfmiddlewaretoken", "ß"),
)


def word(draw):
    """One word: a known piece, a mixture of two, or characters of any sort."""
    kind = draw.random()
    if kind < 0.6:
        return draw.choice(PIECES)
    if kind < 0.8:
        return draw.choice(PIECES) + draw.choice(PIECES)
    return "".join(
        draw.choice((draw.choice(string.printable), chr(draw.randrange(1, 0xD7FF))))
        for _ in range(draw.randrange(1, 40))
    )


def query(draw):
    """A query or form of up to four names."""
    return {
        draw.choice(NAMES) if draw.random() < 0.9 else word(draw) or "x": word(draw) for _ in range(draw.randrange(5))
    }


def altered(draw, content):
    """A file with something wrong in it: bytes changed, cut, doubled or put in the middle, lines swapped, another encoding."""
    ways = (_flipped, _cut, _doubled, _put_in, _swapped, _encoded, _emptied)
    for _ in range(draw.choice((1, 1, 2, 3))):
        content = draw.choice(ways)(draw, content)
    return content


def _flipped(draw, content):
    found = bytearray(content)
    for _ in range(draw.randrange(1, 30)):
        if found:
            found[draw.randrange(len(found))] = draw.randrange(256)
    return bytes(found)


def _cut(draw, content):
    return content[: draw.randrange(len(content) + 1)]


def _doubled(draw, content):
    at = draw.randrange(len(content) + 1)
    return content[:at] + content[:at] + content[at:]


def _put_in(draw, content):
    at = draw.randrange(len(content) + 1)
    return content[:at] + word(draw).encode("utf-8", "replace") + content[at:]


def _swapped(draw, content):
    lines = content.splitlines(keepends=True)
    draw.shuffle(lines)
    return b"".join(lines)


def _encoded(draw, content):
    return content.decode("utf-8", "replace").encode(draw.choice(("utf-16", "cp1252", "utf-8-sig", "cp037")), "replace")


def _emptied(draw, content):
    return draw.choice(
        (
            b"",
            b"\n" * 40,
            b"\x00" * 100,
            b"PK\x03\x04",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        )
    )
