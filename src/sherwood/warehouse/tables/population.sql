-- Population: children living in the area, by mid-year estimates.
-- grain: one row per year, district, age, sex and ethnic group
-- key: year, district, age, sex, ethnicity_group
-- rules: ethnic groups take the names of the ethnicity code list's groups, and finer groups are added up to them. Words
--   for everybody, or none, say that the file does not split the area so.
WITH named AS (
    SELECT
        e.year,
        e.age,
        CASE
            WHEN e.district IS NULL OR LOWER(TRIM(e.district)) IN ('', 'all', 'total', 'whole area') THEN 'Whole area'
            ELSE TRIM(e.district)
        END AS district,
        CASE
            WHEN LOWER(TRIM(e.sex)) IN ('m', 'male', 'males', 'boys', '1') THEN 'M'
            WHEN LOWER(TRIM(e.sex)) IN ('f', 'female', 'females', 'girls', '2') THEN 'F'
            ELSE 'All'
        END AS sex,
        CASE
            WHEN LOWER(e.ethnicity_group) LIKE 'white%' THEN 'White'
            WHEN LOWER(e.ethnicity_group) LIKE 'mixed%' THEN 'Mixed'
            WHEN LOWER(e.ethnicity_group) LIKE 'asian%' THEN 'Asian'
            WHEN LOWER(e.ethnicity_group) LIKE 'black%' THEN 'Black'
            WHEN LOWER(e.ethnicity_group) LIKE '%other%' THEN 'Other'
            WHEN e.ethnicity_group IS NULL OR LOWER(TRIM(e.ethnicity_group)) IN ('', 'all', 'total', 'all groups') THEN 'All'
            ELSE TRIM(e.ethnicity_group)
        END AS ethnicity_group,
        e.number
    FROM landing_population_estimates AS e
)
SELECT n.year, n.district, n.age, n.sex, n.ethnicity_group, SUM(n.number) AS number
FROM named AS n
GROUP BY n.year, n.district, n.age, n.sex, n.ethnicity_group
