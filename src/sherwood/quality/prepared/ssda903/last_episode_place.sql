-- grain: one row a child in last year's return: of the last episode
-- keys: source_row
-- meaning: the authority in which the placement lies, whether that is the one most homes lie in, and the miles from home to placement in a straight
-- line; a postcode that the directory does not hold lies nowhere.
WITH spelt AS (
    SELECT
        REPLACE(UPPER(p.postcode), ' ', '') AS postcode,
        CASE WHEN COALESCE(p.authority_code, 'E99999999') = 'E99999999' THEN p.district_code ELSE p.authority_code END AS authority_code,
        p.east_metres,
        p.north_metres
    FROM postcodes AS p
),

placed AS (
    SELECT
        e.source_row,
        e.source_id,
        h.authority_code AS home_la,
        p.authority_code AS pl_la,
        SQRT(POWER(p.east_metres - h.east_metres, 2) + POWER(p.north_metres - h.north_metres, 2)) / 1609.344 AS pl_distance
    FROM last_episode AS e
    LEFT JOIN spelt AS h ON REPLACE(UPPER(e.home_post), ' ', '') = h.postcode
    LEFT JOIN spelt AS p ON REPLACE(UPPER(e.pl_post), ' ', '') = p.postcode
),

own AS (
    SELECT t.home_la
    FROM placed AS t
    WHERE t.home_la IS NOT NULL
    GROUP BY t.home_la
    ORDER BY COUNT(*) DESC, t.home_la
    LIMIT 1
)

SELECT
    t.source_row,
    t.source_id,
    t.pl_la,
    ROUND(t.pl_distance, 1) AS pl_distance,
    CASE WHEN t.pl_la = o.home_la THEN 'IN' WHEN t.pl_la IS NOT NULL THEN 'OUT' END AS pl_location
FROM placed AS t
LEFT JOIN own AS o ON TRUE
