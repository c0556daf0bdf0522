-- Attendance by day: marks of the registers, morning and afternoon, of children known to the service.
-- grain: one row per child, school and day
-- key: person_key, urn, attendance_date
-- rules: ten marks a week, Monday morning to Friday afternoon. What a mark counts as is written in the code list
--   attendance_reason: closed days, not required and not yet on roll are no possible session. Pupils nobody here works
--   with are left out before the weeks are taken apart.
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
),
days AS (
    SELECT
        w.authority,
        w.feed,
        w.person_key,
        w.source_row,
        w.urn,
        CAST(w.week_date + d.day_number * INTERVAL '1' DAY AS DATE) AS attendance_date,
        NULLIF(NULLIF(SUBSTR(w.marks, 2 * d.day_number + 1, 1), '-'), '') AS morning,
        NULLIF(NULLIF(SUBSTR(w.marks, 2 * d.day_number + 2, 1), '-'), '') AS afternoon
    FROM weeks AS w
    CROSS JOIN (VALUES (0), (1), (2), (3), (4)) AS d (day_number)
    WHERE w.from_last = 1
),
reasons AS (
    SELECT
        c.code,
        CASE WHEN c.grouping = 'Not a possible session' THEN 0 ELSE 1 END AS is_possible,
        CASE WHEN c.grouping = 'Authorised absence' THEN 1 ELSE 0 END AS is_authorised,
        CASE WHEN c.grouping = 'Unauthorised absence' THEN 1 ELSE 0 END AS is_unauthorised
    FROM code AS c
    WHERE c.codelist = 'attendance_reason'
)
SELECT
    d.authority,
    d.feed,
    d.person_key,
    d.source_row,
    d.urn,
    d.attendance_date,
    d.morning,
    d.afternoon,
    CAST(COALESCE(m.is_possible, 0) + COALESCE(a.is_possible, 0) AS INTEGER) AS sessions_possible,
    CAST(COALESCE(m.is_authorised, 0) + COALESCE(a.is_authorised, 0) AS INTEGER) AS sessions_authorised,
    CAST(COALESCE(m.is_unauthorised, 0) + COALESCE(a.is_unauthorised, 0) AS INTEGER) AS sessions_unauthorised
FROM days AS d
LEFT JOIN reasons AS m ON m.code = d.morning
LEFT JOIN reasons AS a ON a.code = d.afternoon
WHERE d.morning IS NOT NULL OR d.afternoon IS NOT NULL
