"""Landing tables of a few people as the feeds tell of them, for tests of linking."""

import datetime as dt

from sherwood.store import memory

DAY = dt.date(2025, 1, 10)
COLUMNS = {
    "ssd_person": ("pers_forename", "pers_surname", "pers_dob", "pers_sex", "pers_common_child_id"),
    "ssd_address": ("addr_address_postcode", "addr_address_type"),
    "ssd_linked_identifiers": ("link_identifier_type", "link_identifier_value"),
    "ssda903_episodes": ("dec", "rec"),
    "mash_log_contacts": ("forename", "surname", "birth_date", "sex", "postcode"),
    "early_help_cases": ("forename", "surname", "birth_date", "sex", "postcode"),
    "lapsed_early_help_cases": ("forename", "surname", "birth_date", "sex", "postcode"),
    "former": ("table_name",),
    "pep_attainment_peps": ("forename", "surname", "birth_date"),
    "health_cla_checks": ("nhs_number", "forename", "surname", "birth_date"),
    "sen2_plans": ("upn", "nhs_number", "forename", "surname", "birth_date", "sex", "postcode"),
    "school_census_autumn_pupilonroll": (
        "upn",
        "formerupn",
        "forename",
        "surname",
        "formersurname",
        "birth_date",
        "sex",
    ),
    "school_census_addressesonroll": ("postcode", "uprn"),
    "housing_members": ("tenancy_number", "forename", "surname", "birth_date", "sex", "ni_number"),
    "housing_tenancies": ("tenancy_number", "postcode", "uprn"),
}
NO_PEOPLE = {"housing_tenancies"}
DATES = {"pers_dob", "birth_date", "dec", "first_received_date", "received"}


def landed(**tables):
    """A build with rows of (source_id, particulars, …); `received` may be among the particulars."""
    build = memory()
    for table, rows in tables.items():
        columns = ("feed", "source_id", "first_received_date", "received", *COLUMNS[table])
        if table in NO_PEOPLE:
            columns = ("feed", *COLUMNS[table])
        build.create_table(f"landing_{table}", {name: "DATE" if name in DATES else "VARCHAR" for name in columns})
        for source_id, told in rows:
            feed = next((name for name in FEEDS if table.removeprefix("lapsed_").startswith(name)), "early_help")
            received = told.get("received", DAY)
            row = {"feed": feed, "source_id": source_id, "first_received_date": received, "received": received, **told}
            held = [name for name in columns if row.get(name) is not None]
            build.execute(
                f"INSERT INTO landing_{table} ({', '.join(held)}) VALUES ({', '.join('$' + name for name in held)})",
                {name: row[name] for name in held},
            )
    return build


FEEDS = ("ssda903", "ssd", "pep_attainment", "mash_log", "early_help", "health_cla", "sen2", "school_census", "housing")


def child(source_id, forename, surname, born, *, sex="F", nhs=None, **more):
    """A row of the case system's person table."""
    told = {"pers_forename": forename, "pers_surname": surname, "pers_dob": born, "pers_sex": sex}
    return source_id, told | {"pers_common_child_id": nhs} | more


def partner(source_id, forename, surname, born, postcode=None, *, sex="F", **more):
    """A row of a partner's table."""
    told = {"forename": forename, "surname": surname, "birth_date": born, "sex": sex, "postcode": postcode}
    return source_id, told | more


def home_of(source_id, postcode, kind="Home"):
    """A row of the case system's addresses."""
    return source_id, {"addr_address_postcode": postcode, "addr_address_type": kind}


def persons(build):
    """The person of every record, whether a page may name it or not."""
    rows = build.select(
        "SELECT feed, source_id, person_key FROM person_record UNION ALL SELECT feed, source_id, person_key FROM matching_store"
    )
    return {(feed, source_id): key for feed, source_id, key in rows}


def are_one(build, *records):
    """Whether all records belong to one person."""
    found = persons(build)
    return len({found[each] for each in records}) == 1
