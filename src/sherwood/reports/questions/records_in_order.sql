-- Records in order: children in need, on a protection plan or looked after on a day, and whether a rule of records says that theirs must be put right.
-- grain: one row per child
-- key: person_key
-- rules: short breaks are left out; a second look is no fault.
SELECT
    'day' AS period,
    CAST($day AS DATE) AS period_end,
    held.authority,
    held.feed,
    held.person_key,
    held.source_row,
    CAST($day AS DATE) AS attributed_date,
    CASE WHEN wrong.person_key IS NULL THEN 1 ELSE 0 END AS numerator,
    1 AS denominator
FROM (
    SELECT open_thing.authority, open_thing.person_key, MIN(open_thing.feed) AS feed, MIN(open_thing.source_row) AS source_row
    FROM (
        SELECT c.authority, c.feed, c.person_key, c.source_row
        FROM child_in_need AS c
        WHERE c.start_date <= CAST($day AS DATE) AND c.end_date > CAST($day AS DATE)
        UNION ALL
        SELECT p.authority, p.feed, p.person_key, p.source_row
        FROM child_protection_plan AS p
        WHERE p.start_date <= CAST($day AS DATE) AND p.end_date > CAST($day AS DATE)
        UNION ALL
        SELECT l.authority, l.feed, l.person_key, l.source_row
        FROM period_of_care AS l
        WHERE l.start_date <= CAST($day AS DATE) AND l.until_date > CAST($day AS DATE) AND NOT l.is_short_break
    ) AS open_thing
    GROUP BY open_thing.authority, open_thing.person_key
) AS held
LEFT JOIN (
    SELECT found.authority, found.person_key
    FROM record_fault AS found
    WHERE found.severity = 'error'
    GROUP BY found.authority, found.person_key
) AS wrong ON wrong.authority = held.authority AND wrong.person_key = held.person_key
