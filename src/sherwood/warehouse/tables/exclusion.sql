-- Exclusions: suspensions and permanent exclusions from school.
-- grain: one row per child, first day and category
-- key: person_key, start_date, category
-- rules: the headteacher's notice is of the day and stands; the census repeats it a term later.
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.start_date,
    c.category,
    c.urn,
    c.sessions,
    c.reason,
    c.second_reason,
    c.sen_provision,
    c.told_date,
    c.governors_date,
    c.is_reinstated,
    c.category = 'PERM' AND NOT COALESCE(c.is_reinstated, FALSE) AS is_permanent,
    CASE
        WHEN EXTRACT(MONTH FROM c.start_date) >= 9
            THEN
                CAST(EXTRACT(YEAR FROM c.start_date) AS VARCHAR)
                || '-'
                || SUBSTR(CAST(EXTRACT(YEAR FROM c.start_date) + 1 AS VARCHAR), 3, 2)
        ELSE
            CAST(EXTRACT(YEAR FROM c.start_date) - 1 AS VARCHAR)
            || '-'
            || SUBSTR(CAST(EXTRACT(YEAR FROM c.start_date) AS VARCHAR), 3, 2)
    END AS school_year,
    c.sources
FROM exclusion_chosen AS c
