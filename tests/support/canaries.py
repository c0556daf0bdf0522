"""Marks that no two children share: a name, an NHS number and an address for each of the forty, as a case system unloads them.

Wherever one of these words comes out, in a page, a file, a letter or a log, it can only be about that one child.
"""

import datetime as dt
import json

from tests.support import caseloads

PERSON = ["pers_person_id", "pers_forename", "pers_surname", "pers_sex", "pers_dob", "pers_common_child_id"]
ADDRESS = ["addr_table_id", "addr_address_json", "addr_person_id", "addr_address_type", "addr_address_start_date"]
ADDRESS += ["addr_address_end_date", "addr_address_postcode"]
LETTERS = "abcdefghij"
# The unload of the return's last day, so that the data end where the return does.
RECEIVED = caseloads.DATA_DATE


def _spelt(place):
    """The child's place in letters: a name with digits in it would be read as none."""
    return "".join(LETTERS[int(digit)] for digit in f"{place:02d}")


def forename(place):
    return f"Zq{_spelt(place)}wyn"


def surname(place):
    return f"Xv{_spelt(place)}thorpe"


def house(place):
    return f"Ykk{_spelt(place)}cottage"


def postcode(place):
    return f"ZE{place + 10} {place % 10}QX"


def nhs_number(place):
    """Ten digits of which the last is the check digit; a place whose check digit would be ten moves on by a thousand."""
    for step in range(10):
        nine = f"{943_000_000 + 37 * place + 1_000_000 * step:09d}"
        check = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(nine)) % 11
        if check != 10:
            return f"{nine}{check % 11}"
    raise AssertionError(place)


def upn(place):
    return f"A{700_000 + place:012d}"


def marks(place, record_key):
    """Every word that names this child and nobody else, as a text is cut into words."""
    outward, inward = postcode(place).split()
    spoken = (forename(place), surname(place), house(place), nhs_number(place), upn(place), outward, outward + inward)
    return {caseloads.number(place), record_key, *spoken}


def write_unload(folder):
    """The persons and addresses of a case system's unload, a file a table."""
    folder.mkdir(parents=True)
    places = range(caseloads.CHILDREN)
    caseloads.write(folder, "ssd_person", PERSON, [_person(each) for each in places])
    caseloads.write(folder, "ssd_address", ADDRESS, [_address(each) for each in places])


def _person(place):
    sex = "F" if place % 2 else "M"
    born = f"{caseloads.birth(place):%d/%m/%Y}"
    return [caseloads.number(place), forename(place), surname(place), sex, born, nhs_number(place)]


def _address(place):
    parts = json.dumps({"ROAD": house(place), "TOWN": "Elsewhere", "POSTCODE": postcode(place)})
    since = f"{dt.date(2020, 1, 1) + dt.timedelta(days=place):%d/%m/%Y}"
    return [f"A{place}", parts, caseloads.number(place), "Home", since, "", postcode(place)]
