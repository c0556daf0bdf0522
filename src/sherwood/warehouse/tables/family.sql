-- Families: who the case system keeps together under one family's number.
-- grain: one row per family's number and person
-- key: source_row
-- rules: a person said twice to be of a family is said once, by the first row; a family's number is of its authority and feed
--   alone, and says nothing of who lives with whom.
WITH said AS (
    SELECT
        l.authority,
        l.feed,
        r.person_key,
        l.source_row,
        l.fami_family_id AS family_number,
        ROW_NUMBER() OVER (
            PARTITION BY l.authority, l.feed, l.fami_family_id, r.person_key ORDER BY l.source_row
        ) AS from_first
    FROM landing_ssd_family AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.fami_family_id IS NOT NULL
)
SELECT
    s.authority,
    s.feed,
    s.person_key,
    s.source_row,
    s.family_number
FROM said AS s
WHERE s.from_first = 1
