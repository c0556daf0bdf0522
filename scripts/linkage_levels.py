"""What the linkage model compares, level by level from the best agreement to none, and which pairs it looks at at all.

The levels are the design; how much each is worth is learnt by `scripts/train_linkage.py` and shipped in `identity/model/linkage.json`.
"""

from __future__ import annotations

from typing import Any

_LIKE = "JARO_WINKLER_SIMILARITY({a}, {b}) >= 0.88"
_FIXED_SEX = {"agree": (0.99, 0.5), "else": (0.01, 0.5)}
# Numbers that agree have mostly been joined before the model is asked, so what is left cannot teach it how often they do.
_SAME_NUMBER, _NEAR_NUMBER, _OTHER_NUMBER = (
    {"m": 0.985, "u": 0.000001},
    {"m": 0.004, "u": 0.000002},
    {"m": 0.011, "u": 0.999997},
)


def _like(a: str, b: str) -> str:
    return _LIKE.format(a=a, b=b)


def level(condition: str, label: str, *, is_null: bool = False, **fixed: float) -> dict[str, Any]:
    """One level of agreement; `m` and `u` are given only where too little can teach them."""
    found: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label}
    if is_null:
        found["is_null_level"] = True
    for name, value in fixed.items():
        found |= {f"{name}_probability": value, f"fix_{name}_probability": True}
    return found


def comparison(name: str, null: str, *levels: dict[str, Any]) -> dict[str, Any]:
    """What is compared, from the best agreement to none; a pair for which `null` holds tells nothing by it."""
    first = level(null, "not known", is_null=True)
    return {"output_column_name": name, "comparison_levels": [first, *levels]}


def _names() -> dict[str, Any]:
    same_surname = "LIST_HAS_ANY(surnames_l, surnames_r)"
    cut_short = (
        "(LEAST(LENGTH(forename_l), LENGTH(forename_r)) >= 3"
        " AND (STARTS_WITH(forename_l, forename_r) OR STARTS_WITH(forename_r, forename_l)))"
    )
    # Cut short and then misspelt: GRS for Grace. A name of three letters is too short for that unless the other is two longer.
    cut_badly = (
        "(LEAST(LENGTH(forename_l), LENGTH(forename_r)) >= 3 AND ABS(LENGTH(forename_l) - LENGTH(forename_r)) >= 2"
        " AND DAMERAU_LEVENSHTEIN(LEFT(forename_l, LENGTH(forename_r)), LEFT(forename_r, LENGTH(forename_l))) <= 1)"
    )
    # Two slips in one short name bring it below the likeness asked of the level above.
    somewhat = (
        "(JARO_WINKLER_SIMILARITY(forename_l, forename_r) >= 0.75 OR DAMERAU_LEVENSHTEIN(forename_l, forename_r) <= 1)"
    )
    like_surname = f"({same_surname} OR {_like('surname_l', 'surname_r')})"
    like_forename = f"({_like('forename_l', 'forename_r')} OR {cut_short})"
    return comparison(
        "name",
        "forename_l IS NULL OR forename_r IS NULL",
        level("LIST_HAS_ANY(names_l, names_r)", "same name"),
        level("words_l = words_r", "same words in another order"),
        level(f"forename_family_l = forename_family_r AND {same_surname}", "short form of the forename"),
        level(f"{like_forename} AND {like_surname}", "nearly the same name"),
        level(f"{_like('forename_l', 'surname_r')} AND {_like('surname_l', 'forename_r')}", "nearly the same, swapped"),
        level(
            "forename_family_l = forename_family_r AND (surname_l IS NULL OR surname_r IS NULL)",
            "forename, the surname not known",
            # Too few say no surname to teach how often; one pair of a person's records in two hundred is what panels' lists make.
            m=0.005,
        ),
        level(f"{cut_badly} AND {like_surname}", "forename cut short and misspelt"),
        level(f"{somewhat} AND {like_surname}", "forename somewhat alike"),
        level("forename_family_l = forename_family_r", "forename alone"),
        level(like_forename, "forename nearly alone"),
        level(like_surname, "surname alone"),
        level(somewhat, "forename somewhat alike, alone"),
        level(
            f"{_like('forename_l', 'surname_r')} OR {_like('surname_l', 'forename_r')}", "forename that is a surname"
        ),
        level("ELSE", "another name"),
    )


def birth_date() -> dict[str, Any]:
    """Birth dates, with the slips that are made in them."""
    swapped = "birth_digits_l = LEFT(birth_digits_r, 4) || RIGHT(birth_digits_r, 2) || SUBSTRING(birth_digits_r, 5, 2)"
    first_day = "(RIGHT(birth_digits_l, 4) = '0101' OR RIGHT(birth_digits_r, 4) = '0101')"
    same_year = "LEFT(birth_digits_l, 4) = LEFT(birth_digits_r, 4)"
    parts = (
        f"({same_year} AND (SUBSTRING(birth_digits_l, 5, 2) = SUBSTRING(birth_digits_r, 5, 2)"
        " OR RIGHT(birth_digits_l, 2) = RIGHT(birth_digits_r, 2)))"
        " OR RIGHT(birth_digits_l, 4) = RIGHT(birth_digits_r, 4)"
    )
    return comparison(
        "birth_date",
        "birth_digits_l IS NULL OR birth_digits_r IS NULL",
        level("LIST_HAS_ANY(birth_dates_l, birth_dates_r)", "same birth date"),
        level(f"{first_day} AND {same_year}", "same year, 1 January on one side"),
        level(swapped, "day and month swapped"),
        level("DAMERAU_LEVENSHTEIN(birth_digits_l, birth_digits_r) = 1", "one digit apart"),
        level("ABS(DATEDIFF('day', birth_date_l, birth_date_r)) <= 10", "a few days apart"),
        level(parts, "two of day, month and year"),
        level("ELSE", "another birth date"),
    )


def _place() -> dict[str, Any]:
    return comparison(
        "place",
        "(uprns_l IS NULL OR uprns_r IS NULL) AND (postcodes_l IS NULL OR postcodes_r IS NULL)",
        level("LIST_HAS_ANY(uprns_l, uprns_r)", "same property"),
        level("LIST_HAS_ANY(postcodes_l, postcodes_r)", "same postcode"),
        level("LIST_HAS_ANY(sectors_l, sectors_r)", "same sector"),
        level("ELSE", "another place"),
    )


def number(name: str, column: str) -> dict[str, Any]:
    """Numbers of one kind, of which a person may have borne several."""
    return comparison(
        name,
        f"{column}_l IS NULL OR {column}_r IS NULL",
        level(f"LIST_HAS_ANY({column}_l, {column}_r)", "same number", **_SAME_NUMBER),
        level(f"DAMERAU_LEVENSHTEIN({column}_l[1], {column}_r[1]) = 1", "one digit apart", **_NEAR_NUMBER),
        level("ELSE", "another number", **_OTHER_NUMBER),
    )


def _sex() -> dict[str, Any]:
    (agree_m, agree_u), (else_m, else_u) = _FIXED_SEX["agree"], _FIXED_SEX["else"]
    return comparison(
        "sex",
        "sex_l IS NULL OR sex_r IS NULL",
        level("sex_l = sex_r", "same sex", m=agree_m, u=agree_u),
        level("ELSE", "another sex", m=else_m, u=else_u),
    )


COMPARISONS = (
    _names(),
    birth_date(),
    _place(),
    number("nhs_number", "nhs_numbers"),
    number("upn", "upns"),
    number("ni_number", "ni_numbers"),
    _sex(),
)


def block(condition: str, *exploded: str) -> dict[str, Any]:
    """A condition under which two nodes are compared at all; lists named in it are taken value by value."""
    return {"blocking_rule": condition, "sql_dialect": "duckdb"} | (
        {"arrays_to_explode": list(exploded)} if exploded else {}
    )


def same(*columns: str) -> str:
    """Both nodes hold the same in every column."""
    return " AND ".join(f"l.{column} = r.{column}" for column in columns)


def same_of(*expressions: str) -> str:
    """Both nodes agree in every expression, which names a node's column by `{side}`."""
    return " AND ".join(f"{each.format(side='l')} = {each.format(side='r')}" for each in expressions)


_YEAR, _MONTH, _DAY = "LEFT({side}.birth_digits, 4)", "LEFT({side}.birth_digits, 6)", "RIGHT({side}.birth_digits, 4)"
_STARTS = ("LEFT({side}.surname, 4)", "LEFT({side}.forename, 3)")

# Two nodes are compared only if one of these holds; each asks for two particulars, so that no single value makes a crowd.
BLOCKS = (
    block(same("nhs_numbers"), "nhs_numbers"),
    block(same("upns"), "upns"),
    block(same("ni_numbers"), "ni_numbers"),
    block(same("surname", "birth_digits")),
    block(same("forename_family", "birth_digits")),
    block(same_of("{side}.words", _YEAR)),
    block(same_of("{side}.forename_family", "{side}.surname", _YEAR)),
    block(same_of("{side}.forename_family", "{side}.surname", _DAY)),
    block(same("postcodes", "birth_digits"), "postcodes"),
    block(same("postcodes", "forename_family"), "postcodes"),
    block(same("postcodes", "initials"), "postcodes"),
    block(same("uprns", "forename_family"), "uprns"),
    block(same_of("LEFT({side}.forename, 1)", "{side}.birth_digits")),
    block(same("initials", "birth_digits")),
    block(same_of(*_STARTS, _MONTH)),
    block(same("postcodes", "surname") + " AND " + same_of("LEFT({side}.forename, 2)"), "postcodes"),
    block(same("sectors", "forename_family", "surname"), "sectors"),
    block(same("forename_family", "surname") + " AND (l.birth_digits IS NULL OR r.birth_digits IS NULL)"),
    block(same("words") + " AND (l.birth_digits IS NULL OR r.birth_digits IS NULL)"),
)

SETTINGS: dict[str, Any] = {
    "link_type": "dedupe_only",
    "sql_dialect": "duckdb",
    "unique_id_column_name": "node_no",
    "comparisons": list(COMPARISONS),
    "blocking_rules_to_generate_predictions": list(BLOCKS),
    "retain_intermediate_calculation_columns": True,
    "retain_matching_columns": False,
}
