-- Attendance by week: marks of the registers of children known to the service, a row for each week.
-- grain: one row per child, school and week
-- key: person_key, urn, week_date
-- rules: what a mark counts as is written in the code list attendance_reason: closed days, not required and not yet on
--   roll are no possible session. A week is one row and not ten, because a county's registers are tens of millions of
--   marks; pupils nobody here works with are left out before marks are counted, and a week that many had alike is counted once.
WITH weeks AS (
    SELECT
        l.authority,
        l.feed,
        r.person_key,
        l.source_row,
        l.urn,
        l.week_date,
        l.marks,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.urn, l.week_date
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_attendance_daily_registers AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.marks IS NOT NULL
),
reasons AS (
    SELECT
        STRING_AGG(CASE WHEN c.grouping <> 'Not a possible session' THEN c.code END, '') AS possible,
        STRING_AGG(CASE WHEN c.grouping = 'Authorised absence' THEN c.code END, '') AS authorised,
        STRING_AGG(CASE WHEN c.grouping = 'Unauthorised absence' THEN c.code END, '') AS unauthorised
    FROM code AS c
    WHERE c.codelist = 'attendance_reason' AND LENGTH(c.code) = 1
),
spelt AS (
    SELECT DISTINCT w.marks
    FROM weeks AS w
    WHERE w.from_last = 1
),
counted AS (
    SELECT
        s.marks,
        CAST(LENGTH(s.marks) - LENGTH(TRANSLATE(s.marks, c.possible, '')) AS INTEGER) AS sessions_possible,
        CAST(LENGTH(s.marks) - LENGTH(TRANSLATE(s.marks, c.authorised, '')) AS INTEGER) AS sessions_authorised,
        CAST(LENGTH(s.marks) - LENGTH(TRANSLATE(s.marks, c.unauthorised, '')) AS INTEGER) AS sessions_unauthorised
    FROM spelt AS s
    CROSS JOIN reasons AS c
)
SELECT
    w.authority,
    w.feed,
    w.person_key,
    w.source_row,
    w.urn,
    w.week_date,
    w.marks,
    c.sessions_possible,
    c.sessions_authorised,
    c.sessions_unauthorised
FROM weeks AS w
JOIN counted AS c ON c.marks = w.marks
WHERE w.from_last = 1
