-- Days absent from school: days on which a child known to the service missed a morning or an afternoon at school.
-- grain: one row per child, school and day with an absence
-- key: person_key, urn, absence_date
-- rules: days attended are not here: the weeks hold them. Only weeks with an absence are taken apart.
WITH days AS (
    SELECT
        w.authority,
        w.feed,
        w.person_key,
        w.source_row,
        w.urn,
        CAST(w.week_date + d.day_number * INTERVAL '1' DAY AS DATE) AS absence_date,
        NULLIF(NULLIF(SUBSTR(w.marks, 2 * d.day_number + 1, 1), '-'), '') AS morning,
        NULLIF(NULLIF(SUBSTR(w.marks, 2 * d.day_number + 2, 1), '-'), '') AS afternoon
    FROM attendance_week AS w
    CROSS JOIN (VALUES (0), (1), (2), (3), (4)) AS d (day_number)
    WHERE w.sessions_authorised + w.sessions_unauthorised > 0
),
absences AS (
    SELECT c.code, CASE WHEN c.grouping = 'Unauthorised absence' THEN 1 ELSE 0 END AS is_unauthorised
    FROM code AS c
    WHERE c.codelist = 'attendance_reason' AND c.grouping IN ('Authorised absence', 'Unauthorised absence')
)
SELECT
    d.authority,
    d.feed,
    d.person_key,
    d.source_row,
    d.urn,
    d.absence_date,
    d.morning,
    d.afternoon,
    CASE WHEN m.code IS NULL OR a.code IS NULL THEN 1 ELSE 2 END AS sessions_missed,
    CAST(COALESCE(m.is_unauthorised, 0) + COALESCE(a.is_unauthorised, 0) AS INTEGER) AS sessions_unauthorised
FROM days AS d
LEFT JOIN absences AS m ON m.code = d.morning
LEFT JOIN absences AS a ON a.code = d.afternoon
WHERE m.code IS NOT NULL OR a.code IS NOT NULL
