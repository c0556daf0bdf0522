-- Missing and away: spells of being missing from placement or away without authorisation.
-- grain: one row per child and first day
-- key: person_key, start_date
-- rules: a spell that two feeds hold is one; without an end in any it goes on (SSDA903 guide: MISSING).
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.start_date,
    COALESCE(c.until_date, DATE '9999-12-31') AS until_date,
    c.missing_type
FROM missing_chosen AS c
