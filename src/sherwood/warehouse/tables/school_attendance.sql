-- Attendance by term: sessions a child could have attended in a term at a school, and those missed.
-- grain: one row per child, term and school
-- key: person_key, school_year, term, urn
-- rules: the census is the return and stands; the registers tell a term no census has told yet. Persistent is a tenth of
--   the sessions of this term at this school: measures that ask over terms or schools add the sessions up first.
WITH ends AS (
    SELECT t.school_year, t.term, MAX(t.last_date) AS last_date
    FROM school_term AS t
    GROUP BY t.school_year, t.term
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.school_year,
    c.term,
    c.urn,
    c.sessions_possible,
    c.sessions_authorised,
    c.sessions_unauthorised,
    c.sessions_authorised + c.sessions_unauthorised AS sessions_missed,
    (c.sessions_authorised + c.sessions_unauthorised) * 10 >= c.sessions_possible AS is_persistent,
    (c.sessions_authorised + c.sessions_unauthorised) * 2 >= c.sessions_possible AS is_severe,
    COALESCE(
        e.last_date,
        CAST(
            CASE c.term
                WHEN 'autumn' THEN SUBSTR(c.school_year, 1, 4) || '-12-31'
                WHEN 'spring' THEN '20' || SUBSTR(c.school_year, 6, 2) || '-03-31'
                ELSE '20' || SUBSTR(c.school_year, 6, 2) || '-07-31'
            END AS DATE
        )
    ) AS term_end_date,
    c.sources
FROM school_attendance_chosen AS c
LEFT JOIN ends AS e ON e.school_year = c.school_year AND e.term = c.term
