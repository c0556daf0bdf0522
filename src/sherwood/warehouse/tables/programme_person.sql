-- People of the programme: everybody a feed names, worked with or not, with the birth date and surname that families are
--   put together by, the forename by which a co-ordinator knows them, and the ethnicity by which fairness is told.
-- grain: one row per person
-- key: person_key
-- rules: of several birth dates the one said most often stands, then the earliest; a person whose birth date no feed tells
--   is neither child nor adult. For the programme's assessment alone: it holds people nobody works with.
WITH everybody AS (
    SELECT r.authority, r.feed, r.source_id, r.person_key FROM person_record AS r
    UNION ALL
    SELECT m.authority, m.feed, m.source_id, m.person_key FROM matching_store AS m
),
said AS (
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, CAST(NULL AS VARCHAR) AS ethnicity FROM landing_school_census_autumn_pupilonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, l.ethnicity FROM landing_school_census_spring_pupilonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_school_census_summer_pupilonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_housing_members AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_housing_applications AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_dwp_answers AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_police_incidents_incidents AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_substance_misuse_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.birth_date, l.forename, l.surname, NULL AS ethnicity FROM landing_youth_justice_offences AS l
    UNION ALL
    SELECT p.feed, p.source_id, p.source_row, p.birth_date, p.forename, p.surname, p.ethnicity FROM person AS p
),
counted AS (
    SELECT
        e.authority,
        e.person_key,
        s.birth_date,
        MIN(e.feed) AS feed,
        MIN(s.source_row) AS source_row,
        MIN(LOWER(s.forename)) AS forename,
        MIN(LOWER(s.surname)) AS surname,
        MIN(s.ethnicity) AS ethnicity,
        COUNT(*) AS times
    FROM everybody AS e
    JOIN said AS s ON s.feed = e.feed AND s.source_id = e.source_id
    WHERE s.birth_date IS NOT NULL
    GROUP BY e.authority, e.person_key, s.birth_date
),
ranked AS (
    SELECT
        c.*,
        ROW_NUMBER() OVER (PARTITION BY c.person_key ORDER BY c.times DESC, c.birth_date) AS from_first
    FROM counted AS c
)
SELECT
    r.authority,
    r.feed,
    r.person_key,
    r.source_row,
    r.birth_date,
    r.forename,
    r.surname,
    r.ethnicity
FROM ranked AS r
WHERE r.from_first = 1
