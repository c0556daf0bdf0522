-- Schools: schools of the area, by the authority's own list.
-- grain: one row per school
-- key: urn
-- rules: one row for each school of the latest list.
SELECT
    l.urn,
    l.school,
    l.phase,
    l.governance,
    l.district,
    l.lowest_year,
    l.highest_year,
    l.places
FROM landing_school_calendar_schools AS l
