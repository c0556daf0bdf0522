-- School terms: half terms of each school year, from the first to the last day of lessons.
-- grain: one row per school year and half term
-- key: school_year, half_term
-- rules: a half term without both days cannot be counted in and is left out.
SELECT
    l.school_year,
    l.half_term,
    l.term,
    l.first_date,
    l.last_date
FROM landing_school_calendar_terms AS l
WHERE l.first_date IS NOT NULL AND l.last_date IS NOT NULL
