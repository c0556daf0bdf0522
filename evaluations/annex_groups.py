"""Annex A's groups for the code lists that the looked-after return names in other groups, for the evaluation of spellings."""

WHITE, MIXED, ASIAN, BLACK = "White", "Mixed", "Asian or Asian British", "Black or black British"
OTHER, NOT_STATED = "Other ethnic group", "Not stated"
SGO, ALONE = "Special Guardianship Orders", "Moved into independent living"
PROTECTION, JUSTICE = "Detained on child protection grounds in LA accommodation", "Youth justice legal Statuses"

GROUPS = {
    "sex": {"M": "Male", "F": "Female", "U": "Not stated/recorded", "NEITHER": "Neither"},
    "ethnicity": dict.fromkeys(("WBRI", "WIRI", "WIRT", "WROM", "WOTH", "WHITE"), WHITE)
    | dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH", "MIXED"), MIXED)
    | dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "ASIAN"), ASIAN)
    | dict.fromkeys(("BCRB", "BAFR", "BOTH", "BLACK"), BLACK)
    | dict.fromkeys(("CHNE", "OOTH"), OTHER)
    | dict.fromkeys(("REFU", "NOBT"), NOT_STATED),
    "legal_status": {"C1": "Interim care orders", "C2": "Full care orders", "D1": "Freed for Adoption"}
    | {"E1": "Placement order granted", "CARE": "Full care orders"}
    | dict.fromkeys(("V2", "V3", "V4"), "Accommodated under S20")
    | dict.fromkeys(("L1", "L2", "L3", "POLICE"), PROTECTION)
    | dict.fromkeys(("J1", "J2", "J3", "JUSTICE"), JUSTICE),
    "reason_ceased": dict.fromkeys(("E11", "E12", "ADOPTED"), "Adopted")
    | {"E2": "Died", "E3": "Care taken by another LA", "E9": "Sentenced to custody", "E41": "Residence order granted"}
    | dict.fromkeys(("E4A", "E4B", "HOME"), "Returned home to live with parents or relatives")
    | {"E13": "Left care to live with parents, relatives or other person with no parental responsibility"}
    | dict.fromkeys(("E43", "E44", "E45", "E46", "E47", "E48", "SGO"), SGO)
    | dict.fromkeys(("E5", "E6", "ALONE"), ALONE)
    | {"E7": "Transferred to residential care funded by adult social services", "E14": "Accommodation on remand ended"}
    | {"E15": "Age assessment determined child was 18 or over", "E16": "Child moved abroad"}
    | dict.fromkeys(("E8", "E17", "X1"), "Care ceased for any other reason"),
    "placement_type": dict.fromkeys(("U1", "U2", "U3", "U4", "U5", "U6", "FOSTER"), "Foster Placement")
    | dict.fromkeys(("A3", "A4", "A5", "A6", "ADOPT"), "Placed for adoption")
    | {"P1": "Placed with parents", "P2": "Independent living", "P3": "Residential employment"}
    | {"H5": "Residential accommodation", "K1": "Secure Children’s Homes", "K2": "Children’s Homes"}
    | {"K3": "Residential accommodation", "R1": "Residential Care Home", "R2": "NHS/Health Trust"}
    | {"R3": "Family Centre or Mother and Baby Unit", "R5": "Young Offender Institution", "S1": "Residential school"}
    | dict.fromkeys(("Z1", "Z11", "Z12", "Z13", "Z14", "OTHER"), "Other placements")
    | dict.fromkeys(("T0", "T1", "T2", "T3", "T4", "TEMP"), "Temporary placement"),
    "placement_provider": {"PR1": "Own LA", "PR4": "Private"}
    | dict.fromkeys(("PR0", "PR2", "PR3", "PR5", "OTHER"), "Other"),
    "reason_placed_ceased": {"RD1": "Childs needs changed", "RD2": "Court did not make a PO"}
    | {"RD3": "Prospective adopters cannot be found", "RD4": "Any other reason"},
    "activity": {},
}
