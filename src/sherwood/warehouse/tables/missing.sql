-- Missing and away: spells of being missing from placement or away without authorisation, as returned.
-- grain: one row per spell returned
-- key: source_row
-- rules: a spell without an end goes on (SSDA903 guide: MISSING).
SELECT
    m.authority,
    m.feed,
    r.person_key,
    m.source_row,
    m.mis_start AS start_date,
    COALESCE(m.mis_end, DATE '9999-12-31') AS until_date,
    m.missing AS missing_type
FROM landing_ssda903_missing AS m
JOIN person_record AS r ON r.feed = m.feed AND r.source_id = m.source_id
