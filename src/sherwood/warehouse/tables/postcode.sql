-- Postcodes: where each lies, by the directory of the area and its surroundings.
-- grain: one row per postcode
-- key: postcode
-- rules: a postcode is inside the authority if its district, or the authority it belongs to, is one of those the
--   population estimates are of, by code or by name; without estimates it is not known.
WITH areas AS (
    SELECT DISTINCT UPPER(e.area_code) AS area
    FROM landing_population_estimates AS e
    WHERE e.area_code IS NOT NULL
    UNION
    SELECT DISTINCT UPPER(e.district) AS area
    FROM landing_population_estimates AS e
    WHERE e.district IS NOT NULL
)
SELECT
    p.postcode,
    p.district,
    p.ward,
    CASE
        WHEN EXISTS (SELECT 1 FROM areas AS a)
            THEN COALESCE(UPPER(p.district) IN (SELECT a.area FROM areas AS a), FALSE)
                OR COALESCE(UPPER(p.district_code) IN (SELECT a.area FROM areas AS a), FALSE)
                OR COALESCE(UPPER(p.authority_code) IN (SELECT a.area FROM areas AS a), FALSE)
    END AS is_inside,
    p.deprivation_decile,
    p.east_metres,
    p.north_metres,
    COALESCE(p.ends_date, DATE '9999-12-31') AS ends_date
FROM landing_postcode_directory_postcodes AS p
